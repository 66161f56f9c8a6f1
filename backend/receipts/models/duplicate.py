"""Duplicate candidates: receipts that resemble each other, and how their owner resolved it."""

from collections.abc import Collection
from typing import ClassVar, Self

from django.db import models
from django.db.models import F, Q

from accounts.models import User
from receipts.models.entry_filters import EntryFilters
from receipts.models.receipt import Receipt


class DuplicateQuerySet(EntryFilters["Duplicate"]):
    """By the entry of the later receipt."""

    entry_path = "receipt__transaction__"
    receipt_path = "receipt__"

    def owned_by(self, user: User) -> Self:
        return self.filter(receipt__owner=user)

    def about(self, receipt_ids: Collection[int]) -> Self:
        """In which one of them is the later or the earlier one."""
        return self.filter(Q(receipt__in=receipt_ids) | Q(other__in=receipt_ids))

    def with_receipts(self) -> Self:
        """What the API shows of both, in one query."""
        return self.select_related("receipt__transaction", "other__transaction").defer(
            "receipt__reading", "other__reading"
        )

    def open(self) -> Self:
        return self.filter(resolution=Duplicate.Resolution.OPEN)

    def merged(self) -> Self:
        """Of which one was moved to the trash in favour of the other."""
        return self.filter(resolution__in=[Duplicate.Resolution.SAME, Duplicate.Resolution.REPLACE])


class Duplicate(models.Model):
    """`receipt` came later and resembles `other`; `reasons` are "bytes", "image", "content",
    "part" (of the other's file) and the kinds of papers that stand beside a purchase.

    An open one asks about two receipts that both count: it goes when one of them is deleted or
    could not be read. Once it is resolved as "same" or "replace", one of them is in the trash.
    """

    class Resolution(models.TextChoices):
        OPEN = "open"
        SAME = "same"
        SEPARATE = "separate"
        REPLACE = "replace"

    receipt = models.ForeignKey(Receipt, on_delete=models.CASCADE, related_name="duplicates")
    other = models.ForeignKey(Receipt, on_delete=models.CASCADE, related_name="resembled_by")
    reasons = models.JSONField(default=list)
    resolution = models.CharField(max_length=8, choices=Resolution, default=Resolution.OPEN)
    found_at = models.DateTimeField()
    resolved_at = models.DateTimeField(null=True)

    objects: ClassVar[DuplicateQuerySet] = DuplicateQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["pk"]
        indexes = [
            models.Index(fields=["receipt"], name="duplicate_open", condition=Q(resolution="open"))
        ]
        constraints = [
            models.UniqueConstraint(fields=["receipt", "other"], name="duplicate_is_found_once"),
            models.CheckConstraint(
                condition=~Q(receipt=F("other")), name="duplicate_of_another_receipt"
            ),
        ]

    def __str__(self) -> str:
        return f"Receipt {self.receipt_id} resembles {self.other_id}"
