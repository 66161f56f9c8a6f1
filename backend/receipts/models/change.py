"""Change marks: what has changed in an account, in the order in which it was asked for.

The database's own triggers leave the marks (`receipts.change_triggers`), within the transaction of
the change and without a place: those of two transactions may be committed in either order. Who asks
gives a place to what he sees, which is committed (`receipts.changes.feed`), so what is committed
later comes later.
"""

from datetime import datetime
from secrets import token_hex
from typing import ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q

from receipts.models.ledger import Transaction
from receipts.models.receipt import Receipt

# The place of what was there before anybody asked.
FIRST_PLACE = 1


class ChangeMarkQuerySet(models.QuerySet["ChangeMark"]):
    def of_account(self, account: int) -> Self:
        return self.filter(account=account)

    def placed(self) -> Self:
        return self.filter(place__isnull=False)

    def unplaced(self) -> Self:
        """In the order of the index, which PostgreSQL then takes whatever its statistics say."""
        return self.filter(place=None).order_by("place", "pk")

    def marked_before(self, moment: datetime) -> Self:
        return self.filter(marked_at__lt=moment)

    def of_what_is_gone(self) -> Self:
        """What is in the trash is not."""
        receipts = Receipt.objects.filter(pk=OuterRef("object_id"))
        entries = Transaction.objects.filter(pk=OuterRef("object_id"))
        return self.filter(
            Q(kind=ChangeMark.Kind.RECEIPT) & ~Exists(receipts)
            | Q(kind=ChangeMark.Kind.ENTRY) & ~Exists(entries)
        )


class ChangeMark(models.Model):
    """That a receipt or an entry was made, changed or deleted; a later mark takes the place of an
    earlier one. No foreign keys, since it outlives what it is about."""

    class Kind(models.TextChoices):
        RECEIPT = "receipt"
        ENTRY = "entry"

    account = models.BigIntegerField()
    kind = models.CharField(max_length=7, choices=Kind)
    object_id = models.BigIntegerField()
    place = models.BigIntegerField(null=True, help_text="in the account's feed; null: none yet")
    marked_at = models.DateTimeField(help_text="by the database's clock")

    objects: ClassVar[ChangeMarkQuerySet] = ChangeMarkQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["place", "pk"]
        indexes = [
            models.Index(fields=["account", "place", "id"], name="change_mark_in_its_feed"),
            models.Index(fields=["kind", "object_id"], name="change_mark_of_object"),
        ]

    def __str__(self) -> str:
        return f"Change of {self.kind} {self.object_id}"


def new_key() -> str:
    return token_hex(8)


class ChangeFeed(models.Model):
    """How far the changes of an account have places. Made when somebody asks for the first time.

    `key` stands in every cursor; with another one they are all of no use any more, as after the
    database was restored.
    """

    owner = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, primary_key=True, related_name="+"
    )
    key = models.CharField(max_length=16, default=new_key)
    place = models.BigIntegerField(default=FIRST_PLACE, help_text="the last one that was given")

    objects = models.Manager()

    def __str__(self) -> str:
        return f"Changes of account {self.owner_id}"
