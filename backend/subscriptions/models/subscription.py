"""Subscriptions of accounts. No row simply means the basic plan."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Self

from django.conf import settings
from django.db import models, transaction
from django.db.models import F, Q

from common.periods import months_after
from subscriptions.models.payment import MONEY_DIGITS, MONEY_PLACES
from subscriptions.plans import BASIC, PAID_PLANS, PLANS, Feature, Plan

_PLAN_CHOICES = [(plan.code, plan.name) for plan in PLANS.values()]
_PAID_PLAN_CHOICES = [(plan.code, plan.name) for plan in PAID_PLANS.values()]


class SubscriptionQuerySet(models.QuerySet["Subscription"]):
    def live(self) -> Self:
        """Those for which Stripe still collects, or tries to."""
        return self.filter(status__in=Subscription.LIVE).exclude(stripe_subscription_id="")

    def take_ticket(self, pk: int) -> int:
        """A number that grows with each look at Stripe. Of two looks the later one saw at least
        as much, so `claim_outcome` lets only that one write."""
        with transaction.atomic():
            self.filter(pk=pk).update(looks_begun=F("looks_begun") + 1)
            ticket: int = self.values_list("looks_begun", flat=True).get(pk=pk)
        return ticket

    def claim_outcome(self, pk: int, *, customer_id: str, ticket: int) -> bool:
        """Inside a transaction: the row is ours to write. False: a later look already has."""
        return bool(
            self.filter(pk=pk, stripe_customer_id=customer_id, look_applied__lt=ticket).update(
                look_applied=ticket
            )
        )


class Subscription(models.Model):
    """One account's subscription as Stripe has it, and a plan that staff may have given beside it.

    Survives its account without the person: what still runs at Stripe must be ended there.
    `plan` and `status` are what was bought; what may be done now is `plan_at`.
    """

    class Status(models.TextChoices):
        ACTIVE = "active"
        TRIALING = "trialing"
        PAST_DUE = "past_due"
        CANCELED = "canceled"
        UNPAID = "unpaid"
        INCOMPLETE = "incomplete"

    LIVE = (Status.ACTIVE, Status.TRIALING, Status.PAST_DUE, Status.UNPAID)

    owner = models.OneToOneField(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="subscription"
    )
    plan = models.CharField(max_length=10, choices=_PLAN_CHOICES, default=BASIC.code)
    status = models.CharField(max_length=10, choices=Status, default=Status.ACTIVE)
    amount = models.DecimalField(
        max_digits=MONEY_DIGITS, decimal_places=MONEY_PLACES, default=Decimal(0)
    )
    currency = models.CharField(max_length=3, default=BASIC.currency, help_text="ISO 4217")
    current_period_start = models.DateTimeField(null=True)
    current_period_end = models.DateTimeField(null=True)
    cancel_at_period_end = models.BooleanField(default=False)
    past_due_since = models.DateTimeField(null=True, help_text="the oldest open invoice")
    stripe_customer_id = models.CharField(max_length=255, blank=True)
    stripe_subscription_id = models.CharField(max_length=255, blank=True)
    checkout_session_id = models.CharField(max_length=255, blank=True, help_text="the last one")

    given_plan = models.CharField(max_length=10, choices=_PAID_PLAN_CHOICES, blank=True)
    given_until = models.DateField(null=True, blank=True, help_text="the last day, in UTC")

    looks_begun = models.PositiveIntegerField(default=0, editable=False)
    look_applied = models.PositiveIntegerField(default=0, editable=False)
    end_tried_at = models.DateTimeField(null=True, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    objects = SubscriptionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["stripe_customer_id"],
                condition=~Q(stripe_customer_id=""),
                name="stripe_customer_of_one_account",
            ),
            models.CheckConstraint(
                condition=Q(given_plan="", given_until=None)
                | (~Q(given_plan="") & Q(given_until__isnull=False)),
                name="given_plan_has_an_end",
            ),
        ]

    def __str__(self) -> str:
        return f"Subscription of user {self.owner_id}"

    def allows(self, feature: Feature, *, now: datetime) -> bool:
        return feature in self.plan_at(now).features

    def plan_at(self, now: datetime) -> Plan:
        """The best one of what is paid for, what was given, and what everybody has."""
        plans = [BASIC if settings.STRIPE_SECRET_KEY else PLANS[settings.SELF_HOSTED_PLAN]]
        if self.is_paid_for(now):
            plans.append(PLANS[self.plan])
        if self.is_given(now):
            plans.append(PLANS[self.given_plan])
        return max(plans, key=lambda plan: plan.rank)

    def paid_period_at(self, now: datetime) -> tuple[date, date] | None:
        """The first day of the current period and of the next one, in UTC, as Stripe has them.
        None: it is not paid for."""
        today = now.astimezone(UTC).date()
        begun, ended = self.current_period_start, self.current_period_end
        if begun is None or ended is None or not self.is_paid_for(now):
            return None
        starts_on, ends_on = begun.astimezone(UTC).date(), ended.astimezone(UTC).date()
        # Its renewal has not been told yet: count on in months from the known end.
        months, anchor = 0, ends_on
        while ends_on <= today:
            months += 1
            starts_on, ends_on = ends_on, months_after(anchor, months)
        return starts_on, ends_on

    def is_in_force(self, now: datetime) -> bool:
        """Nothing that was bought lacks its payment. After a cancellation the basic plan is."""
        return self.is_paid_for(now) or self.is_given(now) or self.status == self.Status.CANCELED

    def is_given(self, now: datetime) -> bool:
        return self.given_until is not None and now.date() <= self.given_until

    def is_paid_for(self, now: datetime) -> bool:
        """Past due keeps the plan for the grace period.

        So does an active one whose renewal nobody has told us, since a notice may be late.
        """
        grace = timedelta(days=settings.BILLING_GRACE_DAYS)
        if self.status in {self.Status.ACTIVE, self.Status.TRIALING}:
            late = timedelta(0) if self.cancel_at_period_end else grace
            return self.current_period_end is None or now < self.current_period_end + late
        if self.status == self.Status.PAST_DUE:
            return self.past_due_since is not None and now < self.past_due_since + grace
        return False

    @property
    def is_live(self) -> bool:
        """Stripe still collects for it, or tries to."""
        return bool(self.stripe_subscription_id) and self.status in self.LIVE


class SubscriptionEvent(models.Model):
    """What happened to a subscription. Rows are only ever added. `actor` None: Stripe."""

    class Kind(models.TextChoices):
        CHANGED = "changed"
        PLAN_GIVEN = "plan_given", "plan given"
        PLAN_WITHDRAWN = "plan_withdrawn", "plan withdrawn"
        CUSTOMER_DELETED = "customer_deleted", "customer deleted at Stripe"

    subscription = models.ForeignKey(Subscription, on_delete=models.CASCADE, related_name="events")
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    kind = models.CharField(max_length=16, choices=Kind)
    data = models.JSONField(default=dict, blank=True)
    created_at = models.DateTimeField()

    class Meta:
        ordering = ["-created_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.kind} of subscription {self.subscription_id}"
