"""Cursors of the feed of changes: how far a client has come, and since when that holds."""

import re
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Self

from common.errors import AppError, InvalidFieldError
from receipts.models import ChangeMark

# Tombstones are kept for longer (`feed.old_tombstones`).
CURSOR_LASTS = timedelta(days=30)

_TEXT = re.compile(r"([0-9a-f]{16})-([0-9]{1,18})-([0-9]{1,18})-([0-9]{1,11})")
# The mark of a cursor that has all of its place.
_WHOLE = 0


class ResyncError(AppError):
    """The cursor leads nowhere any more: the client begins anew, without one."""

    code = "resync"
    status = 410

    def __init__(self) -> None:
        super().__init__(
            "This cursor is too old, or was given to another account or database. Ask without"
            " `since` for everything, and forget what does not come."
        )


@dataclass(frozen=True, kw_only=True)
class Cursor:
    """All up to `place` is known, and of the place after that the marks up to `mark`.

    `complete_at`, in seconds since 1970: by then nothing was missing. In the midst of several
    pages it stays that of the first, since what is deleted meanwhile may lie on a later one.
    """

    key: str
    place: int
    mark: int
    complete_at: int

    @classmethod
    def start(cls, key: str, *, now: datetime) -> Self:
        """Before everything."""
        return cls(key=key, place=0, mark=_WHOLE, complete_at=int(now.timestamp()))

    @classmethod
    def parse(cls, text: str) -> Self:
        """Raises InvalidFieldError for what is no cursor."""
        found = _TEXT.fullmatch(text)
        if found is None:
            raise InvalidFieldError("since", "This is no cursor of this call.")
        key, *numbers = found.groups()
        place, mark, complete_at = map(int, numbers)
        return cls(key=key, place=place, mark=mark, complete_at=complete_at)

    def require_use(self, key: str, place: int, *, now: datetime) -> None:
        """In a feed of that key, which has come to that place. Raises ResyncError."""
        is_old = now.timestamp() - self.complete_at > CURSOR_LASTS.total_seconds()
        if is_old or self.key != key or self.place > place:
            raise ResyncError

    def at_end(self, place: int, *, now: datetime) -> Self:
        """All that had a place by then is known."""
        return replace(self, place=place, mark=_WHOLE, complete_at=int(now.timestamp()))

    def after(self, mark: ChangeMark) -> Self:
        """In the midst of the place of that mark."""
        assert mark.place is not None
        return replace(self, place=mark.place - 1, mark=mark.pk)

    def __str__(self) -> str:
        return f"{self.key}-{self.place}-{self.mark}-{self.complete_at}"
