"""Environment variables: every one the project reads, typed and checked, in this one place.

A missing or bad value stops the start with the variable's name and what it must be. Every name
and default is documented in `.env.example`. Values of `.env` yield to those of the process.
"""

import os
import re
from decimal import Decimal
from importlib.util import find_spec
from ipaddress import ip_network
from pathlib import Path
from typing import Any, cast

from django.core.exceptions import ImproperlyConfigured
from environs import Env, EnvValidationError, ValidationError, validate

from common.rates import parse_rates

PROJECT_DIR = Path(__file__).resolve().parent.parent.parent

_env = Env(eager=False)
_env.read_env(PROJECT_DIR / ".env", recurse=False)
# What has a default that `.env.example` cannot write down stands there without a value, and a copy
# of it must start. Of the others an empty value means something, or is a mistake that is named.
_EMPTY_IS_UNSET = (
    *("DATABASE_URL", "MEDIA_ROOT", "TASKS_WORKERS", "WEB_THREADS", "DECODERS"),
    *("DECODER_MEMORY_MB", "OPENAI_INPUT_PRICE", "OPENAI_OUTPUT_PRICE"),
    *("OPENAI_MODEL", "MODEL_MAX_COST_PER_RECEIPT", "MODEL_MAX_COST_PER_MONTH"),
    *("MODEL_MAX_COST_PER_ACCOUNT",),
    *("FRONTEND_URL", "CORS_ALLOWED_ORIGINS"),
)
# What staff compare is written down as that, and is no account's expense.
_READER_NAME = re.compile(r"(?!comparison$)[a-z][a-z0-9_]{0,29}")
for _name in _EMPTY_IS_UNSET:
    if os.environ.get(_name) == "":
        del os.environ[_name]


def _one_of(*choices: str) -> validate.OneOf:
    return validate.OneOf(choices, error="must be one of: {choices}")


def _at_least(smallest: float) -> validate.Range:
    return validate.Range(min=smallest, error="must be at least {min}")


def _not_empty(value: str) -> None:
    if not value.strip():
        raise ValidationError("must not be empty")


def _secret_or_empty(value: str) -> None:
    if value and (len(value) < 20 or not value.isascii() or not value.isprintable()):
        raise ValidationError("must be 20 ASCII characters or more, or empty")


def _origin(value: str) -> None:
    if not value.startswith(("http://", "https://")) or value.endswith("/"):
        raise ValidationError("must be an address such as https://app.example.com")


def _origin_or_empty(value: str) -> None:
    if value:
        _origin(value)


def _origins(values: list[str]) -> None:
    for value in values:
        _origin(value)


def _database_address(value: str) -> None:
    if not value.startswith(("postgres://", "postgresql://", "sqlite://")):
        raise ValidationError("must be postgres://USER:PASSWORD@HOST:PORT/NAME or sqlite:///PATH")


def _rates(value: str) -> None:
    try:
        parse_rates(value)
    except ValueError as error:
        raise ValidationError("must be rates such as 120/m,1000/h, or empty") from error


def _networks(values: list[str]) -> None:
    try:
        for value in values:
            ip_network(value)
    except ValueError as error:
        raise ValidationError("must be networks such as 10.0.0.0/8,fd00::/8, or empty") from error


def _readers(values: list[str]) -> None:
    if len(set(values)) < len(values) or not all(map(_READER_NAME.fullmatch, values)):
        raise ValidationError(
            "must be openai, offline and names of others, such as spare, each once, with commas"
        )


def _price(values: list[Decimal]) -> None:
    """Empty: not known."""
    if len(values) not in {0, 2} or any(not value.is_finite() or value < 0 for value in values):
        raise ValidationError("must be two prices such as 0.15,0.60: input, then output")


def _model_reader(name: str) -> dict[str, Any]:
    """In the manner of Django's DATABASES. PRICE: US dollars for a million tokens, in and out."""
    prefix = f"READER_{name.upper()}"
    return {
        "MODEL": _env.str(f"{prefix}_MODEL", ""),
        "BASE_URL": _env.str(f"{prefix}_BASE_URL", ""),
        "API_KEY": _env.str(f"{prefix}_API_KEY", ""),
        "PRICE": _env.list(f"{prefix}_PRICE", [], subcast=Decimal, validate=_price),
    }


# --- Core
SECRET_KEY = _env.str("SECRET_KEY", validate=_not_empty)
SECRET_KEY_FALLBACKS: list[str] = _env.list("SECRET_KEY_FALLBACKS", [])
DEBUG = _env.bool("DEBUG", default=False)
ALLOWED_HOSTS = _env.list("ALLOWED_HOSTS", ["localhost", "127.0.0.1", "[::1]"])
ACCESS_TOKEN_HOURS = _env.float("ACCESS_TOKEN_HOURS", 12.0, validate=_at_least(0.01))
SILENCED_SYSTEM_CHECKS: list[str] = _env.list("SILENCED_SYSTEM_CHECKS", [])
HTTPS_ONLY = _env.bool("HTTPS_ONLY", default=False)
TRUSTED_PROXY_COUNT = _env.int("TRUSTED_PROXY_COUNT", 0, validate=_at_least(0))
STAFF_SECOND_FACTOR = _env.bool("STAFF_SECOND_FACTOR", default=False)
PORT = _env.int("PORT", 8000, validate=validate.Range(min=1, max=65535))
HAS_FRONTEND_URL = "FRONTEND_URL" in os.environ
FRONTEND_URL = _env.str("FRONTEND_URL", f"http://localhost:{PORT}", validate=_origin)
CORS_ALLOWED_ORIGINS = _env.list("CORS_ALLOWED_ORIGINS", [FRONTEND_URL or ""], validate=_origins)
DATABASE_URL = _env.str(
    "DATABASE_URL",
    f"sqlite:///{PROJECT_DIR / 'var' / 'db.sqlite3'}",
    validate=_database_address,
)
DATABASE = _env.dj_db_url("DATABASE_URL", DATABASE_URL)
DATABASE_CONNECTIONS = _env.int("DATABASE_CONNECTIONS", 16, validate=_at_least(1))
CACHE_URL = _env.str("CACHE_URL", "")
LOG_LEVEL = _env.str(
    "DJANGO_LOG_LEVEL", "INFO", validate=_one_of("DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL")
)
LOG_FORMAT = _env.str("LOG_FORMAT", "json", validate=_one_of("json", "console"))
SENTRY_DSN = _env.str("SENTRY_DSN", "")
METRICS_TOKEN = _env.str("METRICS_TOKEN", "", validate=_secret_or_empty)

DEMO_PASSWORD = _env.str("DEMO_PASSWORD", "")

# --- Mail
EMAIL_URL = _env.dj_email_url("EMAIL_URL", "console:")
DEFAULT_FROM_EMAIL = _env.str("DEFAULT_FROM_EMAIL", "Smart Accounting <noreply@localhost>")

# --- Background work
TASKS_BACKEND = _env.str(
    "TASKS_BACKEND", "threads", validate=_one_of("threads", "procrastinate", "immediate")
)
TASKS_WORKERS = _env.int("TASKS_WORKERS", None, validate=_at_least(1))
SWEEP_SECONDS = _env.float("SWEEP_SECONDS", 5.0, validate=_at_least(0.1))
RECEIPT_LEASE_SECONDS = _env.float("RECEIPT_LEASE_SECONDS", 180.0, validate=_at_least(1))
OUTAGE_MAX_HOURS = _env.float("OUTAGE_MAX_HOURS", 48.0, validate=_at_least(0))
QUEUE_MAX_PER_ACCOUNT = _env.int("QUEUE_MAX_PER_ACCOUNT", 2000, validate=_at_least(1))
OCR_MAX_ATTEMPTS = _env.int("OCR_MAX_ATTEMPTS", 5, validate=_at_least(1))

# --- Web hooks
WEBHOOKS = _env.bool("WEBHOOKS", default=False)
WEBHOOK_ALLOWED_NETWORKS: list[str] = _env.list("WEBHOOK_ALLOWED_NETWORKS", [], validate=_networks)
WEBHOOK_TIMEOUT_SECONDS = _env.float(
    "WEBHOOK_TIMEOUT_SECONDS", 15.0, validate=validate.Range(min=1, max=60)
)

# --- Receipts
RECEIPT_MAX_BYTES = _env.int("RECEIPT_MAX_BYTES", 10 * 1024 * 1024, validate=_at_least(1))
RECEIPT_MAX_PIXELS = _env.int("RECEIPT_MAX_PIXELS", 210_000_000, validate=_at_least(1))
RECEIPT_MAX_PAGES = _env.int("RECEIPT_MAX_PAGES", 10, validate=_at_least(1))
OCR_IMAGE_MAX_SIDE = _env.int("OCR_IMAGE_MAX_SIDE", 2048, validate=_at_least(256))
UPLOAD_RATE = _env.str("UPLOAD_RATE", "1200/m,6000/h", validate=_rates)
REREAD_RATE = _env.str("REREAD_RATE", "600/m,3000/h", validate=_rates)
LINK_SECONDS = _env.int("LINK_SECONDS", 3600, validate=_at_least(1))
DECODERS = _env.int("DECODERS", None, validate=_at_least(1))
DECODER_MEMORY_MB = _env.int("DECODER_MEMORY_MB", None, validate=_at_least(64))
MEDIA_ROOT = _env.path("MEDIA_ROOT", PROJECT_DIR / "var" / "media")

# --- Readers
AUTO_APPROVE_CONFIDENCE = _env.float(
    "AUTO_APPROVE_CONFIDENCE", 0.85, validate=validate.Range(min=0, max=1)
)
RECEIPT_READER = _env.str("RECEIPT_READER", "auto", validate=_one_of("auto", "openai", "offline"))
RECEIPT_READERS: list[str] = _env.list("RECEIPT_READERS", [], validate=_readers) or []
# By their names, those that are neither OPENAI_* nor the offline reader.
MODEL_READERS = {
    name: _model_reader(name) for name in RECEIPT_READERS if name not in {"openai", "offline"}
}
MODEL_MAX_COST_PER_RECEIPT = _env.decimal("MODEL_MAX_COST_PER_RECEIPT", None, validate=_at_least(0))
MODEL_MAX_COST_PER_MONTH = _env.decimal("MODEL_MAX_COST_PER_MONTH", None, validate=_at_least(0))
MODEL_MAX_COST_PER_ACCOUNT = _env.decimal("MODEL_MAX_COST_PER_ACCOUNT", None, validate=_at_least(0))
SECOND_OPINION = _env.str("SECOND_OPINION", "auto", validate=_one_of("auto", "off"))
OCR_THREADS = _env.int("OCR_THREADS", 1, validate=_at_least(1))
OPENAI_API_KEY = _env.str("OPENAI_API_KEY", "")
OPENAI_MODEL_IS_CHOSEN = "OPENAI_MODEL" in os.environ
OPENAI_MODEL = _env.str("OPENAI_MODEL", "gpt-4o", validate=_not_empty)
OPENAI_MODEL_FORCE = _env.bool("OPENAI_MODEL_FORCE", default=False)
OPENAI_BASE_URL = _env.str("OPENAI_BASE_URL", "")
CANDIDATE_API_KEY = _env.str("CANDIDATE_API_KEY", "")
OPENAI_TIMEOUT_SECONDS = _env.float("OPENAI_TIMEOUT_SECONDS", 60.0, validate=_at_least(1))
OPENAI_INPUT_PRICE = _env.decimal("OPENAI_INPUT_PRICE", None, validate=_at_least(0))
OPENAI_OUTPUT_PRICE = _env.decimal("OPENAI_OUTPUT_PRICE", None, validate=_at_least(0))

# --- Storage
CLOUDINARY_URL = _env.str("CLOUDINARY_URL", "")
CLOUDINARY_CLOUD_NAME = _env.str("CLOUDINARY_CLOUD_NAME", "")
CLOUDINARY_API_KEY = _env.str("CLOUDINARY_API_KEY", "")
CLOUDINARY_API_SECRET = _env.str("CLOUDINARY_API_SECRET", "")
# Only for an account in the EU or in Asia, whose API has an address of its own.
CLOUDINARY_UPLOAD_PREFIX = _env.str("CLOUDINARY_UPLOAD_PREFIX", "", validate=_origin_or_empty)

# --- Billing: without STRIPE_SECRET_KEY nothing can be bought, and all have SELF_HOSTED_PLAN
SELF_HOSTED_PLAN = _env.str(
    "SELF_HOSTED_PLAN", "platinum", validate=_one_of("basic", "premium", "platinum")
)
STRIPE_SECRET_KEY = _env.str("STRIPE_SECRET_KEY", "")
STRIPE_WEBHOOK_SECRET = _env.str("STRIPE_WEBHOOK_SECRET", "")
# The first price is sold; the others are older ones that subscribers still pay.
STRIPE_PRICE_PREMIUM: list[str] = _env.list("STRIPE_PRICE_PREMIUM", [])
STRIPE_PRICE_PLATINUM: list[str] = _env.list("STRIPE_PRICE_PLATINUM", [])
STRIPE_API_BASE = _env.str("STRIPE_API_BASE", "https://api.stripe.com", validate=_origin)
STRIPE_TIMEOUT_SECONDS = _env.float("STRIPE_TIMEOUT_SECONDS", 20.0, validate=_at_least(1))
BILLING_GRACE_DAYS = _env.int("BILLING_GRACE_DAYS", 7, validate=_at_least(0))

# --- Server: for the gunicorn configuration
WEB_CONCURRENCY = _env.int("WEB_CONCURRENCY", 1, validate=_at_least(1))
WEB_THREADS = _env.int("WEB_THREADS", None, validate=_at_least(1))

try:
    _env.seal()
except EnvValidationError as error:
    problems = [
        f"{name}: {str(messages[0]).rstrip('.')}"
        for name, messages in sorted(cast("dict[str, list[str]]", error.error_messages).items())
    ]
    raise ImproperlyConfigured(
        "Environment: " + "; ".join(problems) + ". See .env.example."
    ) from None

if HTTPS_ONLY and not HAS_FRONTEND_URL:
    raise ImproperlyConfigured(
        "FRONTEND_URL must be set where HTTPS_ONLY is true: mails and Stripe lead people there."
    )
if "EMAIL_BACKEND" not in EMAIL_URL:
    raise ImproperlyConfigured(
        "EMAIL_URL must be console:, smtp://, smtps://, submission:// or dummy:."
    )
if CLOUDINARY_URL and not re.fullmatch(
    r"cloudinary://[^:/@]+:[^:/@]+@[^:/?@]+([/?].*)?", CLOUDINARY_URL
):
    raise ImproperlyConfigured("CLOUDINARY_URL must be cloudinary://KEY:SECRET@CLOUD_NAME.")
if len({bool(CLOUDINARY_CLOUD_NAME), bool(CLOUDINARY_API_KEY), bool(CLOUDINARY_API_SECRET)}) == 2:
    raise ImproperlyConfigured(
        "CLOUDINARY_CLOUD_NAME, CLOUDINARY_API_KEY and CLOUDINARY_API_SECRET must be set together."
    )
if not RECEIPT_READERS:
    by_key = "openai" if OPENAI_API_KEY else "offline"
    RECEIPT_READERS = [by_key if RECEIPT_READER == "auto" else RECEIPT_READER or ""]
if "openai" in RECEIPT_READERS and not OPENAI_API_KEY:
    raise ImproperlyConfigured("RECEIPT_READERS has openai, so OPENAI_API_KEY must be set.")
for _name, _reader in MODEL_READERS.items():
    if not _reader["MODEL"]:
        raise ImproperlyConfigured(
            f"RECEIPT_READERS has {_name}, so READER_{_name.upper()}_MODEL must be set."
        )
    if not _reader["BASE_URL"] and not _reader["API_KEY"]:
        raise ImproperlyConfigured(
            f"RECEIPT_READERS has {_name}, so READER_{_name.upper()}_API_KEY or"
            f" READER_{_name.upper()}_BASE_URL must be set."
        )
_ceilings = (
    MODEL_MAX_COST_PER_RECEIPT,
    MODEL_MAX_COST_PER_MONTH,
    MODEL_MAX_COST_PER_ACCOUNT,
)
if any(ceiling is not None for ceiling in _ceilings):
    if "openai" in RECEIPT_READERS and None in {OPENAI_INPUT_PRICE, OPENAI_OUTPUT_PRICE}:
        raise ImproperlyConfigured(
            "MODEL_MAX_COST_... needs prices: set OPENAI_INPUT_PRICE and OPENAI_OUTPUT_PRICE."
        )
    for _name in (name for name, reader in MODEL_READERS.items() if not reader["PRICE"]):
        raise ImproperlyConfigured(
            f"MODEL_MAX_COST_... needs prices: set READER_{_name.upper()}_PRICE."
        )
    if not (find_spec("rapidocr") and find_spec("onnxruntime")):
        raise ImproperlyConfigured(
            "MODEL_MAX_COST_... needs the offline reader, which reads on then:"
            " requirements-offline.txt must be installed."
        )
if TASKS_BACKEND == "procrastinate":
    if DATABASE["ENGINE"] != "django.db.backends.postgresql":
        raise ImproperlyConfigured(
            "TASKS_BACKEND is procrastinate, so DATABASE_URL must be postgres://..."
        )
    if not (find_spec("procrastinate") and find_spec("psycopg")):
        raise ImproperlyConfigured(
            "TASKS_BACKEND is procrastinate, so requirements-procrastinate.txt must be installed."
        )
if STRIPE_SECRET_KEY and not STRIPE_SECRET_KEY.startswith(("sk_", "rk_")):
    raise ImproperlyConfigured("STRIPE_SECRET_KEY must be a secret key: sk_... or rk_...")
if STRIPE_WEBHOOK_SECRET and not STRIPE_WEBHOOK_SECRET.startswith("whsec_"):
    raise ImproperlyConfigured("STRIPE_WEBHOOK_SECRET must be a signing secret: whsec_...")
