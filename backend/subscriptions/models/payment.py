"""Payments: Stripe's invoices, as they are there."""

from decimal import Decimal

from django.conf import settings
from django.db import models
from django.db.models import Q

# As in the ledger: three places hold every ISO 4217 minor unit.
MONEY_DIGITS = 16
MONEY_PLACES = 3


class Payment(models.Model):
    """One invoice. Survives its account without the person: books must be kept.

    `status` is the invoice's; what was refunded is counted beside it, since Stripe tells it by the
    charge and not by the invoice.
    """

    class Status(models.TextChoices):
        PENDING = "pending"
        PAID = "paid"
        FAILED = "failed"
        CANCELLED = "cancelled"

    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="payments"
    )
    stripe_invoice_id = models.CharField(max_length=255, unique=True)
    stripe_subscription_id = models.CharField(max_length=255, blank=True)
    stripe_payment_intent_id = models.CharField(max_length=255, blank=True, db_index=True)
    description = models.CharField(max_length=500)
    amount = models.DecimalField(max_digits=MONEY_DIGITS, decimal_places=MONEY_PLACES)
    amount_refunded = models.DecimalField(
        max_digits=MONEY_DIGITS, decimal_places=MONEY_PLACES, default=Decimal(0)
    )
    currency = models.CharField(max_length=3, help_text="ISO 4217")
    status = models.CharField(max_length=9, choices=Status)
    refund_look = models.PositiveIntegerField(default=0, editable=False)
    created_at = models.DateTimeField()

    class Meta:
        ordering = ["-created_at", "-pk"]
        indexes = [models.Index(fields=["owner", "-created_at"], name="payment_newest_of_owner")]
        constraints = [
            models.CheckConstraint(
                condition=Q(amount__gte=0, amount_refunded__gte=0), name="payment_is_not_negative"
            )
        ]

    def __str__(self) -> str:
        return f"Payment {self.pk}"

    @property
    def is_refunded(self) -> bool:
        """Wholly. What was given back in part is still a payment."""
        return self.amount > 0 and self.amount_refunded >= self.amount
