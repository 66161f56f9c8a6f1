"""Receipts that resemble each other, and what their owner said about it."""

from django.db import models
from django.db.models import F, Q

from receipts.models.receipt import Receipt


class Duplicate(models.Model):
    """`receipt` came later and resembles `other`; `reasons` are "bytes", "picture", "content"."""

    class Answer(models.TextChoices):
        OPEN = "open"
        SAME = "same"
        SEPARATE = "separate"
        REPLACED = "replaced"

    receipt = models.ForeignKey(Receipt, on_delete=models.CASCADE, related_name="duplicates")
    other = models.ForeignKey(Receipt, on_delete=models.CASCADE, related_name="resembled_by")
    reasons = models.JSONField(default=list)
    answer = models.CharField(max_length=8, choices=Answer, default=Answer.OPEN)
    found_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["pk"]
        indexes = [
            models.Index(fields=["receipt"], name="duplicate_open", condition=Q(answer="open"))
        ]
        constraints = [
            models.UniqueConstraint(fields=["receipt", "other"], name="duplicate_is_found_once"),
            models.CheckConstraint(
                condition=~Q(receipt=F("other")), name="duplicate_of_another_receipt"
            ),
        ]

    def __str__(self) -> str:
        return f"Receipt {self.receipt_id} resembles {self.other_id}"
