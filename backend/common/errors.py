"""Errors that are expected: the person gets a sentence, the client a stable code."""

from typing import Self

from common.text import in_words


class AppError(Exception):
    """An expected failure; the API shows its message, `code` and details.

    `retry_after` (seconds) becomes the header of the same name.
    """

    code = "error"
    status = 400

    def __init__(self, message: str, *, retry_after: int | None = None, **details: object) -> None:
        super().__init__(message)
        self.retry_after = retry_after
        self.details = details


class ConflictError(AppError):
    """The object is in a state in which this cannot be done."""

    code = "conflict"
    status = 409


class StaleError(AppError):
    """Somebody changed the object since the caller has read it."""

    code = "stale"
    status = 412


class TooLargeError(AppError):
    code = "too_large"
    status = 413

    @classmethod
    def of(cls, what: str, *, max_bytes: int) -> Self:
        """`what`: the file, the archive."""
        return cls(
            f"The {what} is too large: at most {max_bytes / 2**20:g} MiB are accepted.",
            max_bytes=max_bytes,
        )


class UnsupportedMediaError(AppError):
    code = "unsupported_media"
    status = 415


class ServiceUnavailableError(AppError):
    """A service that the request needs is not configured or is away."""

    code = "service_unavailable"
    status = 503


class DatabaseUnavailableError(ServiceUnavailableError):
    """The database is away, full, locked or read-only."""

    code = "database_unavailable"

    def __init__(self) -> None:
        super().__init__(
            "The database cannot be reached right now. Please try again in some seconds.",
            retry_after=10,
        )


class InvalidError(AppError):
    """The input is not acceptable."""

    code = "invalid"
    status = 400


class InvalidFieldError(InvalidError):
    """One field is not acceptable: answered as a form's own errors are."""

    def __init__(self, field: str, message: str) -> None:
        super().__init__(f"{in_words(field)}: {message}")
        self.details = {field: [message]}


class NotFoundError(AppError):
    """It does not exist, or belongs to somebody else, or is gone since the caller has seen it."""

    code = "not_found"
    status = 404
