"""Privacy of logs: of an error its kinds and places, never its words.

What an exception says may be a person's: PostgreSQL's DETAIL holds a row's values, a ValueError the
text that was no number, an OSError a path. Where it was raised says enough to mend it.
"""

import logging
import traceback
from collections.abc import Iterator, MutableMapping
from types import TracebackType
from typing import Any

from common.database_errors import sql_state

type ExcInfo = tuple[type[BaseException], BaseException, TracebackType | None]

_LONGEST_CHAIN = 10
_SUSPICIOUS = "django.security"


def describe_exception(exc_info: ExcInfo) -> str:
    """As Python prints it, the innermost cause first, but each by its class alone."""
    return "\n".join(_describe(error) for error in reversed(list(_chain(exc_info[1]))))


def _chain(error: BaseException | None) -> Iterator[BaseException]:
    for _ in range(_LONGEST_CHAIN):
        if error is None:
            return
        yield error
        error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)


def _describe(error: BaseException) -> str:
    kind = type(error)
    name = kind.__qualname__ if kind.__module__ == "builtins" else _full_name(kind)
    state = sql_state(error)
    frames = "".join(traceback.format_tb(error.__traceback__))
    parts = [f"Traceback (most recent call last):\n{frames}{name}{state and f' {state}'}"]
    if isinstance(error, BaseExceptionGroup):
        parts += [_describe(inner) for inner in error.exceptions]
    return "\n".join(parts)


def _full_name(kind: type) -> str:
    return f"{kind.__module__}.{kind.__qualname__}"


def hide_suspicions(
    logger: Any, method: str, event: MutableMapping[str, Any]
) -> MutableMapping[str, Any]:
    """Django says of a suspicious request what it holds; the logger's name says what it was."""
    if str(event.get("logger", "")).startswith(_SUSPICIOUS):
        event["event"] = "Suspicious request"
    return event


class ServerLogFormatter(logging.Formatter):
    """For gunicorn, which has a log of its own, with addresses of callers and of signed links."""

    def format(self, record: logging.LogRecord) -> str:
        shown = logging.makeLogRecord(record.__dict__)
        shown.exc_text = None
        if str(record.msg).startswith("Invalid request"):
            shown.msg, shown.args = "Invalid request", ()
        if isinstance(record.args, tuple):
            shown.args = tuple(_without_query(value) for value in record.args)
        return super().format(shown)

    def formatException(self, ei: Any) -> str:  # noqa: N802 - the base's name
        return describe_exception(ei)


def _without_query(value: object) -> object:
    return value.partition("?")[0] if isinstance(value, str) else value


def keep_words_out(logger: logging.Logger) -> None:
    """Of gunicorn's own log."""
    for handler in logger.handlers:
        old = handler.formatter
        form, dates = (old._fmt, old.datefmt) if old else (None, None)
        handler.setFormatter(ServerLogFormatter(form, dates))
