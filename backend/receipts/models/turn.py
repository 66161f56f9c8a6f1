"""Turns of accounts: whose receipt is read next."""

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import NamedTuple

from django.conf import settings
from django.db import IntegrityError, models

_NEVER = datetime.min.replace(tzinfo=UTC)


class Turn(NamedTuple):
    """An account that has something due. They compare as they take turns: first the one with the
    fewest receipts being read, of these the one whose last was taken the longest ago."""

    being_read: int
    served_at: datetime
    oldest_receipt_id: int
    owner_id: int
    due: int


class ReadingTurnQuerySet(models.QuerySet["ReadingTurn"]):
    def served_at(self, owner_ids: Iterable[int]) -> dict[int, datetime]:
        """When each was served last; long ago if never."""
        served = self.filter(owner_id__in=owner_ids).values_list("owner_id", "served_at")
        return dict.fromkeys(owner_ids, _NEVER) | dict(served)

    def note(self, owner_id: int, *, now: datetime) -> None:
        """A receipt of this account is being taken."""
        if self.filter(owner_id=owner_id).update(served_at=now):
            return
        try:
            self.get_or_create(owner_id=owner_id, defaults={"served_at": now})
        except IntegrityError:
            """The account has just been deleted, and its receipts with it."""


class ReadingTurn(models.Model):
    """When an account's receipt was last taken to be read. No row: never."""

    owner = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, primary_key=True, related_name="+"
    )
    served_at = models.DateTimeField()

    objects = ReadingTurnQuerySet.as_manager()

    def __str__(self) -> str:
        return f"Turn of account {self.owner_id}"
