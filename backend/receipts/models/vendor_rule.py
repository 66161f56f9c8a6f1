"""Vendor rules: how a shop is spelt, and where its receipts belong; and their applications to
earlier entries."""

from typing import ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Q

from accounts.models import User
from receipts.models.ledger import Category, Transaction


class VendorRuleQuerySet(models.QuerySet["VendorRule"]):
    def owned_by(self, user: User) -> Self:
        return self.filter(owner=user)

    def active(self) -> Self:
        return self.filter(state=VendorRule.State.ACTIVE)

    def settled(self) -> Self:
        """About which a person has decided, by saying so or by repeating a correction."""
        return self.exclude(state=VendorRule.State.PROPOSED)


class VendorRule(models.Model):
    """Receipts on which `matched_vendor` is read get this `vendor`, this `category`, or both.

    For each of the two a shop has at most one settled rule, and beside it at most one proposal.
    """

    class State(models.TextChoices):
        PROPOSED = "proposed"
        ACTIVE = "active"
        OFF = "off"

    class Source(models.TextChoices):
        CORRECTION = "correction"
        PERSON = "person"

    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="vendor_rules"
    )
    matched_vendor = models.CharField(max_length=200, help_text="as it is read")
    vendor_key = models.CharField(max_length=200, editable=False)
    vendor = models.CharField(max_length=200, blank=True, help_text="its spelling; empty: as read")
    category = models.ForeignKey(
        Category, null=True, on_delete=models.CASCADE, related_name="vendor_rules"
    )
    state = models.CharField(max_length=8, choices=State, default=State.PROPOSED)
    source = models.CharField(max_length=10, choices=Source)
    times_seen = models.PositiveIntegerField(default=0, help_text="corrections that said the same")
    version = models.PositiveIntegerField(default=1, help_text="counts its changes, for If-Match")
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    objects: ClassVar[VendorRuleQuerySet] = VendorRuleQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["matched_vendor", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(vendor="") | Q(category__isnull=False),
                name="vendor_rule_teaches_something",
            ),
            models.CheckConstraint(condition=~Q(vendor_key=""), name="vendor_rule_has_a_key"),
            models.UniqueConstraint(
                fields=["owner", "vendor_key"],
                condition=~Q(vendor="") & Q(state="proposed"),
                name="vendor_rule_proposes_one_spelling",
            ),
            models.UniqueConstraint(
                fields=["owner", "vendor_key"],
                condition=Q(category__isnull=False, state="proposed"),
                name="vendor_rule_proposes_one_category",
            ),
            models.UniqueConstraint(
                fields=["owner", "vendor_key"],
                condition=~Q(vendor="") & ~Q(state="proposed"),
                name="vendor_rule_has_one_spelling",
            ),
            models.UniqueConstraint(
                fields=["owner", "vendor_key"],
                condition=Q(category__isnull=False) & ~Q(state="proposed"),
                name="vendor_rule_has_one_category",
            ),
        ]

    def __str__(self) -> str:
        return f"Vendor rule {self.pk}"


class RuleApplication(models.Model):
    """A rule that a person has applied to earlier entries. `undone_at`: all that could be put back
    has been."""

    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="rule_applications"
    )
    rule = models.ForeignKey(VendorRule, on_delete=models.CASCADE, related_name="applications")
    created_at = models.DateTimeField()
    undone_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"Application {self.pk} of vendor rule {self.rule_id}"


class AppliedChange(models.Model):
    """What a call of it has changed in one entry. `changes` have `field`, `old`, `new` and, of a
    field that a rule sets, `former`: what `applied_rules` had said of it."""

    application = models.ForeignKey(
        RuleApplication, on_delete=models.CASCADE, related_name="changes"
    )
    transaction = models.ForeignKey(
        Transaction, on_delete=models.CASCADE, related_name="applied_changes"
    )
    changes = models.JSONField()
    undone_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"Change {self.pk} of application {self.application_id}"
