"""Settings of the tests: the project's own, from a fixed environment instead of a `.env`."""

import os
from tempfile import gettempdir

_FIXED = {
    "SECRET_KEY": "tests-only-a-long-enough-key-for-signing-things-0123456789",
    "DEBUG": "false",
    "ALLOWED_HOSTS": "testserver,localhost,127.0.0.1",
    "TASKS_BACKEND": "immediate",
    "RECEIPT_READER": "offline",
    "RECEIPT_READERS": "",
    "OPENAI_API_KEY": "",
    "OPENAI_MODEL": "gpt-4o",
    "CLOUDINARY_URL": "",
    "CLOUDINARY_CLOUD_NAME": "",
    "CLOUDINARY_API_KEY": "",
    "CLOUDINARY_API_SECRET": "",
    # What plans allow is tested of those who have bought none.
    "SELF_HOSTED_PLAN": "basic",
    "STRIPE_SECRET_KEY": "",
    "STRIPE_WEBHOOK_SECRET": "",
    "STRIPE_PRICE_PREMIUM": "",
    "STRIPE_PRICE_PLATINUM": "",
    "STRIPE_API_BASE": "http://127.0.0.1:1",
    "WEBHOOKS": "false",
    "WEBHOOK_ALLOWED_NETWORKS": "",
    "SENTRY_DSN": "",
    "CACHE_URL": "",
    "HTTPS_ONLY": "false",
    "FRONTEND_URL": "http://localhost:3000",
    "EMAIL_URL": "dummy:",
    "DATABASE_URL": os.environ.get("TEST_DATABASE_URL", f"sqlite:///{gettempdir()}/none.sqlite3"),
}
os.environ.update(_FIXED)

from backend.settings import *  # noqa: E402, F403 - the environment comes first

# Argon2 is slow on purpose; most tests only need an account.
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
# The manifest needs `collectstatic`, which the deployment runs.
STORAGES["staticfiles"] = {  # noqa: F405
    "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
}
MIDDLEWARE.remove("whitenoise.middleware.WhiteNoiseMiddleware")  # noqa: F405
