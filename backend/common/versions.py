"""Versions of something that several people may change at once."""

from common.errors import StaleError

# What the caller has seen, of which any will do. None: the caller takes whatever there is.
Versions = frozenset[int] | None


def refuse_stale(version: int, expected: Versions) -> None:
    """To be called while the row is locked. Raises StaleError."""
    if expected is not None and version not in expected:
        raise stale()


def stale() -> StaleError:
    return StaleError("This was changed since you have read it. Please load it again.")
