"""Comparison of the configured reader with another model, on receipts that people have verified.

The row is the job's queue, too. What was read is not kept, only whether it was right.
"""

from typing import Self

from django.conf import settings
from django.db import models

from common.lease.rows import LeasedQuerySet, LeasedRow
from receipts.models.receipt import Receipt


class ModelComparisonQuerySet(LeasedQuerySet["ModelComparison"]):
    def of_model(self, model: str, base_url: str) -> Self:
        """At that server: the same name may be another model elsewhere."""
        return self.filter(candidate=model, base_url=base_url)

    def worse(self) -> Self:
        return self.filter(verdict=ModelComparison.Verdict.WORSE)


class ModelComparison(LeasedRow):
    """`figures`: of each field how often either was right, wrong and lost, and McNemar's `p`.
    `totals`: seconds, tokens and US dollars, first of the configured reader, then of the other;
    and how many receipts, of which so many others that no sample before had in which this model
    was worse."""

    class Verdict(models.TextChoices):
        BETTER = "better"
        EQUAL = "equal"
        WORSE = "worse"
        UNDECIDED = "undecided", "too few receipts"

    requested_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    configured = models.CharField(max_length=150, help_text="the reader, and model, that was set")
    candidate = models.CharField("model", max_length=100, help_text="the model to compare with it")
    base_url = models.CharField(
        "address", max_length=255, blank=True, help_text="of its server; empty: OpenAI's own"
    )
    input_price = models.DecimalField(
        max_digits=12, decimal_places=6, null=True, blank=True,
        help_text="of the model, US dollars for a million tokens; empty: not known",
    )  # fmt: skip
    output_price = models.DecimalField(max_digits=12, decimal_places=6, null=True, blank=True)
    wanted = models.PositiveIntegerField("receipts", default=100, help_text="at most so many")
    verdict = models.CharField(max_length=9, choices=Verdict, blank=True)
    figures = models.JSONField(default=list)
    totals = models.JSONField(default=dict)
    created_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)

    objects = ModelComparisonQuerySet.as_manager()

    class Meta(LeasedRow.Meta):
        ordering = ["-created_at", "-pk"]

    def __str__(self) -> str:
        return f"Comparison {self.pk} with {self.candidate}"

    @property
    def receipts_found_worse(self) -> "models.QuerySet[ComparedReceipt]":
        """Those that this model has been worse on before."""
        before = ModelComparison.objects.of_model(self.candidate, self.base_url).worse()
        return ComparedReceipt.objects.filter(comparison__in=before.filter(pk__lt=self.pk))

    @property
    def done(self) -> int:
        """Receipts that were read by both or left out."""
        return self.receipts.exclude(outcome__isnull=True, left_out="").count()


class ComparedReceipt(models.Model):
    """One receipt of a comparison. `outcome` None: not read yet, or left out, and why."""

    class LeftOut(models.TextChoices):
        ORIGINAL_GONE = "original_gone", "its original is gone"
        WITHDRAWN = "withdrawn", "it was changed, deleted or taken back meanwhile"
        SAYS_ITSELF = "says_itself", "nobody reads it: it is an e-invoice"

    comparison = models.ForeignKey(
        ModelComparison, on_delete=models.CASCADE, related_name="receipts"
    )
    receipt = models.ForeignKey(Receipt, on_delete=models.CASCADE, related_name="+")
    outcome = models.JSONField(null=True)
    left_out = models.CharField(max_length=13, choices=LeftOut, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["comparison", "receipt"], name="receipt_is_compared_once"
            )
        ]

    def __str__(self) -> str:
        return f"Receipt {self.receipt_id} in comparison {self.comparison_id}"
