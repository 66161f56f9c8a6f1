"""Django's settings: wiring only. Everything that an operator may choose is read in `env.py`."""

import logging
from importlib.util import find_spec
from ipaddress import ip_network
from pathlib import Path
from typing import Any

from django.utils.csp import CSP
from whitenoise.compress import Compressor

from backend import env
from backend.log import logging_config
from common.capacity.machine import read_machine
from common.capacity.plan import Wish, plan_capacity
from common.localization.languages import ENGLISH, compiled_catalogues, languages_of
from common.rates import parse_rates
from common.task_engines.procrastinate_kinds import KindLimits

BASE_DIR = Path(__file__).resolve().parent.parent
VAR_DIR = env.PROJECT_DIR / "var"

SECRET_KEY = env.SECRET_KEY
SECRET_KEY_FALLBACKS = env.SECRET_KEY_FALLBACKS
DEBUG = env.DEBUG
SILENCED_SYSTEM_CHECKS = env.SILENCED_SYSTEM_CHECKS
ALLOWED_HOSTS = env.ALLOWED_HOSTS
ROOT_URLCONF = "backend.urls"
WSGI_APPLICATION = "backend.wsgi.application"
USE_TZ = True
TIME_ZONE = "UTC"
LANGUAGE_CODE = ENGLISH
LANGUAGES = languages_of(BASE_DIR / "locale")
LOCALE_PATHS = [compiled_catalogues(BASE_DIR / "locale")]

INSTALLED_APPS = [
    "webclient",
    "reports",
    "webhooks",
    "receipts",
    "subscriptions",
    "accounts",
    "common",
    "accounts.admin_config.StaffAdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "corsheaders",
    "rest_framework",
    "django_filters",
    "drf_spectacular",
    "drf_spectacular_sidecar",
    "django_structlog",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "allauth.headless",
]

MIDDLEWARE = [
    "common.api.middleware.RequestLogMiddleware",
    "common.api.languages.LanguageMiddleware",
    "common.api.middleware.AddressTextMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "django.middleware.csp.ContentSecurityPolicyMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "common.api.middleware.CompressionMiddleware",
    "corsheaders.middleware.CorsMiddleware",
    "accounts.allauth_integration.middleware.SessionMiddleware",
    "django.middleware.http.ConditionalGetMiddleware",
    "common.api.middleware.SlashMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "accounts.allauth_integration.middleware.AuthApiMiddleware",
    "allauth.account.middleware.AccountMiddleware",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "backend" / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.csp",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    },
]

# --- Readers, and what this machine holds
# The others read, in their order, while the first one's service is away.
READER, *FALLBACK_READERS = env.RECEIPT_READERS
OFFLINE_READER_IS_INSTALLED = all(find_spec(package) for package in ("rapidocr", "onnxruntime"))
# A model is slow but fluent where it is wrong; a reader that sees lines can look its values up.
SECOND_READER = (
    "offline"
    if READER != "offline" and env.SECOND_OPINION == "auto" and OFFLINE_READER_IS_INSTALLED
    else None
)
MACHINE = read_machine()
CAPACITY = plan_capacity(
    MACHINE,
    Wish(
        processes=env.WEB_CONCURRENCY,
        connections=env.DATABASE_CONNECTIONS,
        reader=READER,
        also_reads_offline=SECOND_READER is not None or "offline" in FALLBACK_READERS,
        ocr_threads=env.OCR_THREADS,
        web_threads=env.WEB_THREADS,
        readers=env.TASKS_WORKERS,
        decoders=env.DECODERS,
        decoder_mb=env.DECODER_MEMORY_MB,
    ),
)
WEB_THREADS = CAPACITY.web_threads

# --- Database and cache
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
# Shorter than what ends a request from outside, so that its caller is told to come again.
_CONNECTION_WAIT_SECONDS = 10.0


def _database(config: dict[str, Any]) -> dict[str, Any]:
    """Connections are kept: to open one costs more than most requests ask of it.

    SQLite: for a minute, by each thread; writers wait for their turn instead of failing; commits
    survive a crash of the process (WAL). PostgreSQL: in a bounded pool of the process, where they
    are checked before use; a thread that finds none waits, and one that does not come about is no
    wait for ever; what an address says of it itself counts.
    """
    if config["ENGINE"] == "django.db.backends.sqlite3":
        Path(config["NAME"]).parent.mkdir(parents=True, exist_ok=True)
        options = {
            "transaction_mode": "IMMEDIATE",
            "timeout": 30,
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
        }
        return config | {"CONN_MAX_AGE": 60, "OPTIONS": options}
    patience = {"connect_timeout": 5, "tcp_user_timeout": 20_000, "keepalives_idle": 20}
    options = patience | config.get("OPTIONS", {})
    config |= {"CONN_MAX_AGE": 0, "CONN_HEALTH_CHECKS": True, "OPTIONS": options}
    size, wait = CAPACITY.connections, _CONNECTION_WAIT_SECONDS
    if find_spec("psycopg"):  # then Django takes it, with a pool of its own
        pool = {"min_size": 0, "max_size": size, "timeout": wait}
        return config | {"OPTIONS": options | {"pool": pool}}
    bounds = {"MAX_CONNECTIONS": size, "CONNECTION_WAIT_SECONDS": wait}
    return config | {"ENGINE": "common.postgresql"} | bounds


DATABASES = {"default": _database(dict(env.DATABASE))}

# Rate limits and lock-outs count here, so it must be shared by all processes.
CACHES: dict[str, dict[str, Any]] = {
    "default": {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": env.CACHE_URL}
    if env.CACHE_URL
    else {"BACKEND": "common.database_cache.DatabaseCache", "LOCATION": "cache"}
}

# --- Files
STATIC_URL = "static/"
STATIC_ROOT = VAR_DIR / "static"
# Pages name files by their hash; nothing asks for the names without it.
WHITENOISE_KEEP_ONLY_HASHED_FILES = True
# Source maps are for who debugs the documentation pages' scripts: served, as they are.
WHITENOISE_SKIP_COMPRESS_EXTENSIONS = [*Compressor.SKIP_COMPRESS_EXTENSIONS, "map"]
# The web client as it was built, if it was: its files stand at the root, since a service worker
# rules what is below it, and have their hashes from the build.
CLIENT_FOLDER = env.PROJECT_DIR / "client" / "dist"
if (CLIENT_FOLDER / "site").is_dir():
    WHITENOISE_ROOT = CLIENT_FOLDER / "site"
# WhiteNoise knows no manifests, and by `nosniff` a browser takes no other type for one.
WHITENOISE_MIMETYPES = {".webmanifest": "application/manifest+json"}
WHITENOISE_IMMUTABLE_FILE_TEST = r"^/assets/|^/static/.+\.[0-9a-f]{12}\."
MEDIA_ROOT = env.MEDIA_ROOT
HAS_CLOUDINARY = bool(env.CLOUDINARY_URL or env.CLOUDINARY_CLOUD_NAME)

# By its name: where originals can be kept. `move_originals` goes from one to the other.
RECEIPT_STORAGES: dict[str, dict[str, Any]] = {
    "disk": {
        "BACKEND": "receipts.storages.local_storage.LocalReceiptStorage",
        "OPTIONS": {"location": MEDIA_ROOT / "receipts"},
    },
}
if HAS_CLOUDINARY:
    RECEIPT_STORAGES["cloudinary"] = {
        "BACKEND": "receipts.storages.cloudinary_storage.CloudinaryStorage",
        "OPTIONS": {
            "url": env.CLOUDINARY_URL,
            "cloud_name": env.CLOUDINARY_CLOUD_NAME,
            "api_key": env.CLOUDINARY_API_KEY,
            "api_secret": env.CLOUDINARY_API_SECRET,
            "upload_prefix": env.CLOUDINARY_UPLOAD_PREFIX,
        },
    }
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "receipts": RECEIPT_STORAGES["cloudinary" if HAS_CLOUDINARY else "disk"],
    "staticfiles": {"BACKEND": "backend.static_files.StaticFilesStorage"},
}

# Larger bodies than this never reach a view: an upload plus its multipart frame.
DATA_UPLOAD_MAX_MEMORY_SIZE = env.RECEIPT_MAX_BYTES + 64 * 1024
# A receipt is inspected as bytes, so a copy in a temporary file would only cost time.
FILE_UPLOAD_MAX_MEMORY_SIZE = env.RECEIPT_MAX_BYTES

# --- Background work
# It computes while the pool waits: with half the cores at most, so that uploads keep the others.
SECOND_OPINIONS_AT_ONCE = CAPACITY.second_opinions
# How many calls run at once of each kind of work, in each process: the queues of the tasks. A model
# reader waits for the network; the offline reader computes.
WORKERS = {
    "reading": CAPACITY.readers,
    "mail": 1,
    "billing": 1,
    "exports": 1,
    # Two, since an endpoint that stalls has one for as long as it is waited for.
    "webhooks": 2,
}
_TASK_ENGINES: dict[str, dict[str, Any]] = {
    "threads": {
        "BACKEND": "common.task_engines.thread_pool_backend.ThreadPoolTaskBackend",
        "OPTIONS": {"workers": WORKERS},
    },
    "procrastinate": {
        "BACKEND": "common.task_engines.procrastinate_backend.ProcrastinateTaskBackend"
    },
    "immediate": {"BACKEND": "django.tasks.backends.immediate.ImmediateBackend"},
}
TASKS = {"default": _TASK_ENGINES[env.TASKS_BACKEND] | {"QUEUES": list(WORKERS)}}
if env.TASKS_BACKEND == "procrastinate":
    INSTALLED_APPS.append("procrastinate.contrib.django")
# Its jobs only name tasks of Django, so it has none to look for in the apps.
PROCRASTINATE_AUTODISCOVER_MODULE_NAME = ""
PROCRASTINATE_IMPORT_PATHS = ["common.task_engines.procrastinate_backend"]
PROCRASTINATE_WORKER_DEFAULTS = {
    "concurrency": sum(WORKERS.values()) + 1,  # and procrastinate's own periodic jobs
    "delete_jobs": "always",
    "worker_middleware": [KindLimits(WORKERS)],
}
SWEEP_SECONDS = env.SWEEP_SECONDS
RECEIPT_LEASE_SECONDS = env.RECEIPT_LEASE_SECONDS
OUTAGE_MAX_HOURS = env.OUTAGE_MAX_HOURS
# Where each process locks a file, by which another one knows that it lives. On this machine's disk.
PROCESS_FOLDER = VAR_DIR / "processes"
QUEUE_MAX_PER_ACCOUNT = env.QUEUE_MAX_PER_ACCOUNT
OCR_MAX_ATTEMPTS = env.OCR_MAX_ATTEMPTS

# --- Web hooks
WEBHOOKS = env.WEBHOOKS
WEBHOOK_ALLOWED_NETWORKS = [ip_network(text) for text in env.WEBHOOK_ALLOWED_NETWORKS]
WEBHOOK_TIMEOUT_SECONDS = env.WEBHOOK_TIMEOUT_SECONDS

# --- Receipts
DEMO_PASSWORD = env.DEMO_PASSWORD
RECEIPT_MAX_BYTES = env.RECEIPT_MAX_BYTES
RECEIPT_MAX_PIXELS = env.RECEIPT_MAX_PIXELS
RECEIPT_MAX_PAGES = env.RECEIPT_MAX_PAGES
OCR_IMAGE_MAX_SIDE = env.OCR_IMAGE_MAX_SIDE
OCR_THREADS = env.OCR_THREADS
# How fast one account may upload, and ask for re-reads; each receipt of a bulk call counts.
CALL_RATES = {"upload": parse_rates(env.UPLOAD_RATE), "reread": parse_rates(env.REREAD_RATE)}
LINK_SECONDS = env.LINK_SECONDS
# All processes of a machine share them, and each takes a processor while it works.
DECODERS = CAPACITY.decoders
DECODER_MEMORY_MB = CAPACITY.decoder_mb
AUTO_APPROVE_CONFIDENCE = env.AUTO_APPROVE_CONFIDENCE
READER_FACTORIES = {
    "openai": "receipts.processing.readers.openai_reader",
    "offline": "receipts.processing.readers.offline_reader",
}
OPENAI_API_KEY = env.OPENAI_API_KEY
OPENAI_MODEL = env.OPENAI_MODEL
OPENAI_MODEL_IS_CHOSEN = env.OPENAI_MODEL_IS_CHOSEN
OPENAI_MODEL_FORCE = env.OPENAI_MODEL_FORCE
OPENAI_BASE_URL = env.OPENAI_BASE_URL
CANDIDATE_API_KEY = env.CANDIDATE_API_KEY
OPENAI_TIMEOUT_SECONDS = env.OPENAI_TIMEOUT_SECONDS
OPENAI_INPUT_PRICE = env.OPENAI_INPUT_PRICE
OPENAI_OUTPUT_PRICE = env.OPENAI_OUTPUT_PRICE
# Further readers by models, by their names.
MODEL_READERS = env.MODEL_READERS
# US dollars. None: no ceiling.
MODEL_MAX_COST_PER_RECEIPT = env.MODEL_MAX_COST_PER_RECEIPT
MODEL_MAX_COST_PER_MONTH = env.MODEL_MAX_COST_PER_MONTH
MODEL_MAX_COST_PER_ACCOUNT = env.MODEL_MAX_COST_PER_ACCOUNT

# --- Billing
SELF_HOSTED_PLAN = env.SELF_HOSTED_PLAN
STRIPE_SECRET_KEY = env.STRIPE_SECRET_KEY
STRIPE_WEBHOOK_SECRET = env.STRIPE_WEBHOOK_SECRET
# By the plan's code: the price that is sold, then older ones that still count for the plan.
STRIPE_PRICES = {"premium": env.STRIPE_PRICE_PREMIUM, "platinum": env.STRIPE_PRICE_PLATINUM}
STRIPE_API_BASE = env.STRIPE_API_BASE
STRIPE_TIMEOUT_SECONDS = env.STRIPE_TIMEOUT_SECONDS
BILLING_GRACE_DAYS = env.BILLING_GRACE_DAYS

# --- Accounts
AUTH_USER_MODEL = "accounts.User"
SESSION_ENGINE = "accounts.sessions"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]
FRONTEND_URL = env.FRONTEND_URL
# Where the staff's "View site" leads: to the client, if it is known that there is one.
STAFF_SITE_URL = FRONTEND_URL if env.HAS_FRONTEND_URL else "/api/docs/"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_ADAPTER = "accounts.allauth_integration.adapter.AccountAdapter"
ACCOUNT_SIGNUP_FORM_CLASS = "accounts.allauth_integration.forms.SignUpForm"
# One address for each account: a new one replaces the old one when it is verified.
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_EMAIL_NOTIFICATIONS = True
PASSWORD_RESET_TIMEOUT = 24 * 3600
MFA_ADAPTER = "accounts.allauth_integration.second_factor.SecondFactorAdapter"
MFA_TOTP_ISSUER = "Smart Accounting"
# A phone's clock may be half a minute off (RFC 6238, 5.2, allows one step).
MFA_TOTP_TOLERANCE = 1
# Staff without a second factor stay out of the admin.
STAFF_SECOND_FACTOR = env.STAFF_SECOND_FACTOR
# Who decides whether an account's plan includes API keys; empty: everybody may.
API_ACCESS_GATE = "backend.gates.require_api_access"
# Counted in the cache. The existing client repeats a failed sign-in once by itself, so a person's
# ten wrong passwords are twenty attempts.
ACCOUNT_RATE_LIMITS = {
    "login": "120/5m/ip",
    "signup": "30/10m/ip",
    "reset_password": "20/10m/ip,5/h/key",
    # Codes of the second factor, for each account: 480 guesses a day at a million codes.
    "login_failed": "10/30m/key",
    # Ours: one account from one address, and from all of them.
    "wrong_password_from_address": "20/10m/key",
    "wrong_password": "100/h/key",
    "refresh": "600/10m/ip",
    "verify_email": "60/10m/ip",
    "resend_verification": "20/10m/ip,1/3m/key",
}
# How many proxies of ours append to X-Forwarded-For; what a client wrote there counts for nothing.
ALLAUTH_TRUSTED_PROXY_COUNT = env.TRUSTED_PROXY_COUNT
HEADLESS_ONLY = True
HEADLESS_CLIENTS = ["app", "browser"]
# Its documentation, for our own page: allauth's page fetches scripts from elsewhere.
HEADLESS_SERVE_SPECIFICATION = True
HEADLESS_SPECIFICATION_TEMPLATE_NAME = None
HEADLESS_TOKEN_STRATEGY = "accounts.allauth_integration.tokens.ReplacingTokenStrategy"  # noqa: S105 - a path
HEADLESS_JWT_ALGORITHM = "HS256"
HEADLESS_JWT_ACCESS_TOKEN_EXPIRES_IN = round(env.ACCESS_TOKEN_HOURS * 3600)
# So long a session lives after its last sign-in or refresh, by token and by cookie.
HEADLESS_JWT_REFRESH_TOKEN_EXPIRES_IN = SESSION_COOKIE_AGE = 14 * 24 * 3600
# A sign-out ends the access token too: each call looks its session up.
HEADLESS_JWT_STATEFUL_VALIDATION_ENABLED = True
HEADLESS_FRONTEND_URLS = {
    "account_confirm_email": f"{FRONTEND_URL}/verify-email/{{key}}",
    "account_reset_password": f"{FRONTEND_URL}/reset-password",
    "account_reset_password_from_key": f"{FRONTEND_URL}/reset-password/{{key}}",
    "account_signup": f"{FRONTEND_URL}/register",
}

# --- Mail
DEFAULT_FROM_EMAIL = env.DEFAULT_FROM_EMAIL
_MAIL_OPTIONS = {
    "host": env.EMAIL_URL["EMAIL_HOST"],
    "port": env.EMAIL_URL["EMAIL_PORT"],
    "username": env.EMAIL_URL["EMAIL_HOST_USER"],
    "password": env.EMAIL_URL["EMAIL_HOST_PASSWORD"],
    "use_tls": env.EMAIL_URL["EMAIL_USE_TLS"],
    "use_ssl": env.EMAIL_URL["EMAIL_USE_SSL"],
    "timeout": env.EMAIL_URL["EMAIL_TIMEOUT"] or 10,
}
_DJANGO_CONSOLE = "django.core.mail.backends.console.EmailBackend"
MAIL_IS_PRINTED = env.EMAIL_URL["EMAIL_BACKEND"] == _DJANGO_CONSOLE
MAILERS: dict[str, dict[str, Any]] = {
    "default": {
        "BACKEND": (
            "backend.mail_console.EmailBackend"
            if MAIL_IS_PRINTED
            else env.EMAIL_URL["EMAIL_BACKEND"]
        ),
        "OPTIONS": _MAIL_OPTIONS if env.EMAIL_URL["EMAIL_HOST"] else {},
    }
}

# --- API
REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": [
        "accounts.api.authentication.AccessTokenAuthentication",
        "accounts.api.authentication.ApiKeyAuthentication",
        "accounts.api.authentication.CookieAuthentication",
    ],
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.IsAuthenticated"],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["common.api.parsers.JSONParser"],
    "DEFAULT_PAGINATION_CLASS": "common.api.pagination.PageNumberPagination",
    "DEFAULT_SCHEMA_CLASS": "common.api.openapi.AutoSchema",
    "EXCEPTION_HANDLER": "common.api.error_responses.error_response",
    "TEST_REQUEST_DEFAULT_FORMAT": "json",
    # There is one format; what a call does not know is refused.
    "URL_FORMAT_OVERRIDE": None,
    "COERCE_DECIMAL_TO_STRING": True,
}
SPECTACULAR_SETTINGS = {
    "TITLE": "Smart Accounting",
    "DESCRIPTION": "From the photo of a receipt to a checked ledger entry.",
    "VERSION": "1",
    "OAS_VERSION": "3.1.1",
    "SERVE_INCLUDE_SCHEMA": False,
    "SERVE_PERMISSIONS": ["rest_framework.permissions.AllowAny"],
    "SERVE_AUTHENTICATION": [],
    "SWAGGER_UI_DIST": "SIDECAR",
    "SWAGGER_UI_FAVICON_HREF": "SIDECAR",
    "COMPONENT_SPLIT_REQUEST": True,
    "WEBHOOKS": ["webhooks.openapi.EVENT"],
    "SCHEMA_PATH_PREFIX": "/api/v1",
    "POSTPROCESSING_HOOKS": [
        "drf_spectacular.hooks.postprocess_schema_enums",
        "backend.schema.views.write_nothing_in_place",
        "backend.schema.views.describe_properties",
        "backend.schema.examples.put_examples",
    ],
    "ENUM_NAME_OVERRIDES": {
        "ApiKeyScopeEnum": "accounts.models.ApiKey.Scope",
        "CheckSeverityEnum": ["error", "note"],
        "DuplicateDecisionEnum": ["same", "separate", "replace"],
        "EventKindEnum": "receipts.models.event.ReceiptEvent.Kind",
        "TaxLineKindEnum": "receipts.models.TaxLine.Kind",
        "TransactionTypeEnum": "receipts.models.Transaction.Type",
        "PlanCodeEnum": ["basic", "premium", "platinum"],
        "PaidPlanCodeEnum": ["premium", "platinum"],
        "PaymentStatusEnum": ["pending", "paid", "failed", "cancelled", "refunded"],
        "ProcessingStatusEnum": "receipts.models.Receipt.Status",
        "SecondOpinionFailureEnum": ["not_in_time", "failed", "no_text"],
        "SecondOpinionOutcomeEnum": ["agrees", "found", "differs", "absent"],
        "SubscriptionStatusEnum": "subscriptions.models.Subscription.Status",
        "VendorRuleFieldEnum": ["vendor", "category"],
        "VendorRuleSourceEnum": "receipts.models.VendorRule.Source",
    },
}
CORS_ALLOWED_ORIGINS = env.CORS_ALLOWED_ORIGINS
CORS_ALLOW_HEADERS = [
    "accept",
    "authorization",
    "content-type",
    "idempotency-key",
    "if-match",
    "if-none-match",
    "x-session-token",
]
CORS_EXPOSE_HEADERS = [
    "ETag",
    "Retry-After",
    "RateLimit",
    "RateLimit-Policy",
    "RateLimit-Limit",
    "RateLimit-Remaining",
    "RateLimit-Reset",
    "X-Request-ID",
    "Content-Disposition",
    "Location",
    "X-Entries-Counted",
    "X-Entries-Left-Out",
    "Idempotent-Replayed",
]

# --- Safety in the browser
SECURE_CSP = {
    "default-src": [CSP.SELF],
    # blob: a client shows what is chosen before it is sent, and what it has fetched with a token.
    "img-src": [
        CSP.SELF,
        "data:",
        "blob:",
        env.CLOUDINARY_UPLOAD_PREFIX or "https://api.cloudinary.com",
    ],
    "object-src": [CSP.NONE],
    "base-uri": [CSP.NONE],
    "frame-ancestors": [CSP.NONE],
    "form-action": [CSP.SELF],
}
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
# Of the staff's pages. The API's is another: `accounts.allauth_integration.cookie_sessions`.
SESSION_COOKIE_PATH = "/admin/"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = env.HTTPS_ONLY
SECURE_SSL_REDIRECT = env.HTTPS_ONLY
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if env.HTTPS_ONLY else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = env.HTTPS_ONLY
# Behind Heroku's router, which sets the header itself and drops what a client sent.
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if env.HTTPS_ONLY else None
# The platform asks these over plain HTTP.
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]

# --- Logs
LOGGING_CONFIG = "logging.config.dictConfig"
LOGGING = logging_config(level=env.LOG_LEVEL, as_json=env.LOG_FORMAT == "json")
METRICS_TOKEN = env.METRICS_TOKEN
DJANGO_STRUCTLOG_IP_LOGGING_ENABLED = False
DJANGO_STRUCTLOG_STATUS_START_LOG_LEVEL = logging.DEBUG

if env.SENTRY_DSN:
    from backend.sentry import report_errors_to

    report_errors_to(env.SENTRY_DSN)
