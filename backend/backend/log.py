"""Log formats: JSON for machines, or plain text for a terminal. Ids only, never content."""

import sys
from typing import Any

import structlog

from backend.log_privacy import describe_exception, hide_suspicions

_PROCESSORS: list[Any] = [
    structlog.contextvars.merge_contextvars,
    structlog.stdlib.add_log_level,
    structlog.stdlib.add_logger_name,
    structlog.stdlib.PositionalArgumentsFormatter(),
    structlog.processors.TimeStamper(fmt="iso", utc=True),
    structlog.processors.ExceptionRenderer(describe_exception),
    hide_suspicions,
]

# Libraries that would write bodies, addresses or queries into the log on their lower levels.
_QUIET = (
    "openai", "httpx2", "httpcore2", "hpack", "h2", "urllib3", "cloudinary", "PIL", "stripe",
    "procrastinate",
)  # fmt: skip


def logging_config(*, level: str, as_json: bool) -> dict[str, Any]:
    """For `logging.config.dictConfig`; also tells structlog to go through `logging`."""
    structlog.configure(
        # First of all: a line that nobody will see costs nothing more.
        processors=[
            structlog.stdlib.filter_by_level,
            *_PROCESSORS,
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=True,
    )
    # Colours are codes in the text, for a terminal alone.
    renderer: Any = (
        structlog.processors.JSONRenderer()
        if as_json
        else structlog.dev.ConsoleRenderer(colors=sys.stderr.isatty())
    )
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {
            "line": {
                "()": structlog.stdlib.ProcessorFormatter,
                "processors": [
                    structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                    renderer,
                ],
                "foreign_pre_chain": _PROCESSORS,
            }
        },
        "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
        "root": {"handlers": ["stderr"], "level": level},
        "loggers": {
            "django": {"level": level},
            # SQL with its parameters; the level DEBUG would write receipts into the log.
            "django.db.backends": {"level": "INFO"},
            # One line a request is enough; the middleware writes the finished one.
            "django.server": {"handlers": [], "propagate": False},
            **{name: {"level": "WARNING"} for name in _QUIET},
            # It warns of each connection beyond its pool, which parallel uploads need.
            "urllib3.connectionpool": {"level": "ERROR"},
        },
    }
