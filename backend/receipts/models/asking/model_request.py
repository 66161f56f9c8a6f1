"""Requests to models: what of a receipt left the house, where to and when, and what it has cost.

The row is written before anything is sent, so none is missing. Until the answer is there its cost
is an estimate, which keeps a place under the ceilings.
"""

from datetime import UTC, datetime
from decimal import Decimal
from statistics import median
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Sum

from receipts.models.receipt import Receipt

# What asked, where it was no reader of `RECEIPT_READERS`.
COMPARISON = "comparison"


class ModelRequestQuerySet(models.QuerySet["ModelRequest"]):
    def of_month(self, now: datetime) -> Self:
        """The one of that moment, in UTC."""
        begin = now.astimezone(UTC).replace(day=1, hour=0, minute=0, second=0, microsecond=0)
        return self.filter(sent_at__gte=begin)

    def for_accounts(self) -> Self:
        """Not for the staff, who compare models."""
        return self.exclude(reader=COMPARISON)

    def cost_usd(self) -> Decimal | None:
        """Of all together. None: nothing was sent, or no price was known."""
        found: Decimal | None = self.order_by().aggregate(sum=Sum("cost_usd"))["sum"]
        return found

    def usual_cost_a_page(self, reader: str, *, among: int) -> Decimal | None:
        """US dollars, the median of that reader's last answers about whole documents. None: there
        are fewer, and one long receipt among few would keep all others from being asked."""
        answered = self.filter(reader=reader, fields=[], answered_at__isnull=False, failure_code="")
        rows = answered.filter(cost_usd__isnull=False).order_by("-pk")
        costs = [cost / pages for cost, pages in rows.values_list("cost_usd", "page_count")[:among]]
        return median(costs) if len(costs) == among else None


class ModelRequest(models.Model):
    """`reader` is its name in `RECEIPT_READERS`, or what else asked. `pages`: which of the
    document, from 1; `fields`: those that were asked for, of parts of these pages, or none where it
    was the whole. `masked`: how many values of which kind were painted out; None: nobody looked for
    any. `receipt` None: it was deleted since."""

    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    receipt = models.ForeignKey(
        Receipt, null=True, on_delete=models.SET_NULL, related_name="model_requests"
    )
    reader = models.CharField(max_length=30, help_text="its name in `RECEIPT_READERS`")
    model = models.CharField(max_length=100, help_text="as its service calls it")
    address = models.CharField(max_length=255, help_text="of the service, without its path")
    sent_at = models.DateTimeField(help_text="written down before anything was sent")
    answered_at = models.DateTimeField(null=True, help_text="or refused; empty: nobody knows")
    failure_code = models.CharField(max_length=40, blank=True)
    pages = models.JSONField(default=list)
    page_count = models.PositiveSmallIntegerField()
    fields = models.JSONField(default=list)
    has_text = models.BooleanField(help_text="the text of pages that a file says itself was sent")
    masked = models.JSONField(null=True)
    input_tokens = models.PositiveIntegerField(null=True)
    output_tokens = models.PositiveIntegerField(null=True)
    cost_usd = models.DecimalField(
        max_digits=12, decimal_places=6, null=True,
        help_text="an estimate until it is answered; empty: the prices are not known",
    )  # fmt: skip

    objects = ModelRequestQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        indexes = [
            models.Index(fields=["sent_at"], name="model_request_by_moment"),
            models.Index(fields=["owner", "sent_at"], name="model_request_by_owner"),
        ]

    def __str__(self) -> str:
        return f"Request {self.pk} to {self.model}"
