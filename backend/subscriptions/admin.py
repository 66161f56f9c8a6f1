"""Billing in the admin: read-only where Stripe is the truth; a plan is given with a reason."""

from typing import Any, cast, override

from django import forms
from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone

from accounts.admin import UserAdmin
from accounts.models import User
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


class SubscriptionEventInline(admin.TabularInline):
    model = SubscriptionEvent
    fields = ("created_at", "kind", "actor", "data")
    readonly_fields = fields
    extra = 0
    can_delete = False

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


@admin.register(Subscription)
class SubscriptionAdmin(admin.ModelAdmin):
    """What was bought is Stripe's; only what staff give can be changed here."""

    form = GivePlanForm
    list_display = ("owner", "plan", "status", "current_period_end", "given_plan", "given_until")
    list_filter = ("plan", "status", "given_plan")
    list_select_related = ("owner",)
    search_fields = ("owner__email", "stripe_customer_id", "stripe_subscription_id")
    raw_id_fields = ("owner",)
    inlines = (SubscriptionEventInline,)
    stripe_fields = (
        "plan",
        "status",
        "amount",
        "currency",
        "current_period_start",
        "current_period_end",
        "cancel_at_period_end",
        "past_due_since",
        "stripe_customer_id",
        "stripe_subscription_id",
    )
    fieldsets = (
        (None, {"fields": ("owner", "given_plan", "given_until", "reason")}),
        ("As Stripe has it", {"fields": stripe_fields}),
    )

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        return (*self.stripe_fields, "owner") if obj else self.stripe_fields

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
class PaymentAdmin(ReadOnlyAdmin):
    list_display = ("created_at", "owner", "description", "amount", "currency", "status")
    list_filter = ("status", "currency")
    list_select_related = ("owner",)
    search_fields = ("owner__email", "stripe_invoice_id", "stripe_payment_intent_id")
    date_hierarchy = "created_at"


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
class QuotaPeriodAdmin(ReadOnlyAdmin):
    list_display = ("owner", "starts_on", "ends_on", "used", "free_reads")
    list_select_related = ("owner",)
    search_fields = ("owner__email",)


@admin.register(QuotaUse)
class QuotaUseAdmin(ReadOnlyAdmin):
    list_display = ("period", "state", "created_at", "updated_at")
    list_filter = ("state",)
    list_select_related = ("period",)
    search_fields = ("period__owner__email",)


# The accounts' own admin knows no plans: `accounts` stands below this app.
admin.site.unregister(User)


@admin.register(User)
class UserWithPlanAdmin(UserAdmin):
    list_display = [*UserAdmin.list_display, "plan"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[User]:
        return super().get_queryset(request).select_related("subscription")

    @admin.display(description="plan")
    def plan(self, user: User) -> str:
        subscription = getattr(user, "subscription", None) or Subscription(owner=user)
        return subscription.plan_at(timezone.now()).name
