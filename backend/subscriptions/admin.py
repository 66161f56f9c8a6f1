"""Billing in the admin: read-only where Stripe is the truth; a plan is given with a reason."""

from datetime import date, datetime
from typing import Any, cast, override

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.widgets import ForeignKeyRawIdWidget
from django.db.models import ForeignKey, OuterRef, QuerySet, Subquery
from django.http import HttpRequest
from django.utils import timezone

from accounts.admin import Owned, UserAdmin
from accounts.models import User
from common.money import with_currency
from subscriptions.models import (
    Payment,
    QuotaPeriod,
    QuotaUse,
    StripeEvent,
    Subscription,
    SubscriptionEvent,
)
from subscriptions.plans import PLANS
from subscriptions.services.grants import give_plan, withdraw_plan
from subscriptions.services.webhooks import replay_events
from subscriptions.tasks import queue_event_task


class ReadOnlyAdmin(admin.ModelAdmin):
    """Shows and searches, nothing else."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


def _given_at(subscription: str) -> Subquery:
    """When a plan was given last; `subscription` is the path to it from the row that asks."""
    given = SubscriptionEvent.objects.filter(
        subscription=OuterRef(subscription), kind=SubscriptionEvent.Kind.PLAN_GIVEN
    )
    return Subquery(given.order_by("-created_at", "-pk").values("created_at")[:1])


def _in_force(subscription: Subscription, given_at: datetime | None) -> str:
    """The plan, and since when it is a gift, if it is one."""
    now = timezone.now()
    plan = subscription.plan_at(now)
    if not subscription.is_given(now) or subscription.given_plan != plan.code:
        return plan.name
    since = f" since {given_at:%Y-%m-%d}" if given_at else ""
    return f"{plan.name}, a gift{since}"


class SubscriptionEventInline(admin.TabularInline):
    model = SubscriptionEvent
    fields = ("created_at", "kind", "by", "data")
    readonly_fields = fields
    extra = 0
    can_delete = False

    @admin.display(description="by")
    def by(self, event: SubscriptionEvent) -> str:
        return event.actor.email if event.actor else "Stripe"

    def get_queryset(self, request: HttpRequest) -> QuerySet[SubscriptionEvent]:
        rows: QuerySet[SubscriptionEvent] = super().get_queryset(request)
        return rows.select_related("actor")

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


class GivePlanForm(forms.ModelForm):
    """No plan takes back what was given. The reason becomes an event."""

    reason = forms.CharField(max_length=300)

    class Meta:
        model = Subscription
        fields = ["owner", "given_plan", "given_until"]

    def clean(self) -> dict[str, Any] | None:
        data = super().clean() or {}
        plan, until = data.get("given_plan"), data.get("given_until")
        if bool(plan) != bool(until):
            raise forms.ValidationError("A given plan has an end, and an end has a plan.")
        if until and until < timezone.now().date():
            self.add_error("given_until", "This day is over already.")
        if not self.instance.pk and not plan:
            raise forms.ValidationError("Choose the plan to give.")
        return data


class _OwnerWidget(ForeignKeyRawIdWidget):
    """Says by the address whose number was typed."""

    def label_and_url_for_value(self, value: Any) -> tuple[str, str]:
        name, url = super().label_and_url_for_value(value)
        return (User.objects.get(pk=value).email if url else name), url


@admin.register(Subscription)
class SubscriptionAdmin(Owned):
    """What was bought is Stripe's; only what staff give can be changed here."""

    form = GivePlanForm
    list_display = (
        "owner_address", "in_force", "bought", "price", "status", "period_end", "given_until",
    )  # fmt: skip
    list_filter = ("plan", "status", "given_plan")
    list_select_related = ("owner",)
    search_fields = ("owner__email", "stripe_customer_id", "stripe_subscription_id")
    inlines = (SubscriptionEventInline,)
    stripe_fields = (
        "plan",
        "status",
        "price",
        "current_period_start",
        "current_period_end",
        "cancel_at_period_end",
        "past_due_since",
        "stripe_customer_id",
        "stripe_subscription_id",
    )

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        return (*self.stripe_fields, "owner_address") if obj else self.stripe_fields

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        owner = "owner_address" if obj else "owner"
        return [
            (None, {"fields": (owner, "given_plan", "given_until", "reason")}),
            ("As Stripe has it", {"fields": self.stripe_fields}),
        ]

    def formfield_for_foreignkey(
        self, db_field: ForeignKey, request: HttpRequest, **kwargs: Any
    ) -> Any:
        kwargs["widget"] = _OwnerWidget(db_field.remote_field, self.admin_site)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Subscription]:
        rows: QuerySet[Subscription] = super().get_queryset(request)
        return rows.annotate(given_at=_given_at("pk"))

    @admin.display(description="in force")
    def in_force(self, subscription: Subscription) -> str:
        return _in_force(subscription, subscription.given_at)  # type: ignore[attr-defined]

    @admin.display(description="bought", ordering="plan")
    def bought(self, subscription: Subscription) -> str:
        return PLANS[subscription.plan].name if subscription.stripe_subscription_id else ""

    @admin.display(description="amount")
    def price(self, subscription: Subscription) -> str:
        return with_currency(subscription.amount, subscription.currency)

    @admin.display(description="paid until, UTC")
    def period_end(self, subscription: Subscription) -> str:
        end = subscription.current_period_end
        return f"{end:%Y-%m-%d}" if end else ""

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    @override
    def save_model(
        self, request: HttpRequest, obj: Subscription, form: forms.ModelForm, change: bool
    ) -> None:
        actor, reason = cast(User, request.user), form.cleaned_data["reason"]
        now = timezone.now()
        if not obj.given_plan:
            withdraw_plan(Subscription.objects.get(pk=obj.pk), reason=reason, actor=actor, now=now)
            return
        assert obj.owner is not None
        assert obj.given_until is not None
        given = give_plan(
            obj.owner,
            plan=PLANS[obj.given_plan],
            until=obj.given_until,
            reason=reason,
            actor=actor,
            now=now,
        )
        obj.pk = given.pk


@admin.register(Payment)
class PaymentAdmin(ReadOnlyAdmin, Owned):
    list_display = (
        "created_at", "owner_address", "description", "amount_paid", "amount_given_back", "status",
    )  # fmt: skip
    fields = (*list_display, "stripe_invoice_id", "stripe_payment_intent_id")
    list_filter = ("status", "currency")
    list_select_related = ("owner",)
    search_fields = ("owner__email", "stripe_invoice_id", "stripe_payment_intent_id")
    date_hierarchy = "created_at"

    @admin.display(description="amount")
    def amount_paid(self, payment: Payment) -> str:
        return with_currency(payment.amount, payment.currency)

    @admin.display(description="refunded")
    def amount_given_back(self, payment: Payment) -> str:
        return with_currency(payment.amount_refunded or None, payment.currency)


@admin.register(StripeEvent)
class StripeEventAdmin(ReadOnlyAdmin):
    list_display = (
        "received_at",
        "type",
        "customer_id",
        "status",
        "outcome",
        "attempts",
        "failure_text",
    )
    list_filter = ("status", "outcome", "failure_code", "type")
    search_fields = ("event_id", "customer_id", "object_id")
    actions = ("replay",)

    @admin.action(description="Work on these events once more", permissions=["replay"])
    def replay(self, request: HttpRequest, queryset: QuerySet[StripeEvent]) -> None:
        pks = replay_events(queryset)
        for pk in pks:
            queue_event_task(pk)
        self.message_user(request, f"{len(pks)} queued.", messages.SUCCESS)

    def has_replay_permission(self, request: HttpRequest) -> bool:
        return cast(User, request.user).has_perm("subscriptions.change_stripeevent")


@admin.register(QuotaPeriod)
class QuotaPeriodAdmin(ReadOnlyAdmin, Owned):
    list_display = fields = ("owner_address", "starts_on", "ends_on", "used", "free_reads")
    list_select_related = ("owner",)
    search_fields = ("owner__email",)


@admin.register(QuotaUse)
class QuotaUseAdmin(ReadOnlyAdmin, Owned):
    list_display = fields = ("owner_address", "starts_on", "state", "created_at", "updated_at")
    list_filter = ("state",)
    list_select_related = ("period__owner",)
    search_fields = ("period__owner__email",)

    @admin.display(description="owner")
    def owner_address(self, use: QuotaUse) -> str:
        return use.period.owner.email

    @admin.display(description="period from")
    def starts_on(self, use: QuotaUse) -> date:
        return use.period.starts_on


# The accounts' own admin knows no plans: `accounts` stands below this app.
admin.site.unregister(User)


@admin.register(User)
class UserWithPlanAdmin(UserAdmin):
    list_display = [*UserAdmin.list_display, "plan"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[User]:
        users = super().get_queryset(request).select_related("subscription")
        return users.annotate(given_at=_given_at("subscription"))

    @admin.display(description="plan")
    def plan(self, user: User) -> str:
        subscription = getattr(user, "subscription", None) or Subscription(owner=user)
        return _in_force(subscription, user.given_at)  # type: ignore[attr-defined]
