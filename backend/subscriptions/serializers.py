"""Shapes of billing requests and answers. Only `payments` counts in pence and only `plans` gives a
price as a number: the existing web client wants it so."""

from datetime import datetime
from decimal import Decimal
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from common.api.input import ChoiceField, InputSerializer
from subscriptions.models import Payment, Subscription
from subscriptions.money import to_minor_units
from subscriptions.plans import PAID_PLANS, PLANS, PLATINUM, Feature, Plan
from subscriptions.services.quota_periods import CurrentPeriod

# What that client is told where there is no limit.
NO_LIMIT = 999999


class OwnPageField(serializers.CharField):
    """An address of one of our own front ends: Stripe shall send nobody anywhere else."""

    def __init__(self, **options: Any) -> None:
        super().__init__(max_length=2000, **options)

    def to_internal_value(self, data: Any) -> str:
        url = super().to_internal_value(data)
        try:
            parts = urlsplit(url)
        except ValueError:
            raise serializers.ValidationError("This is not an address.") from None
        own = {settings.FRONTEND_URL, *settings.CORS_ALLOWED_ORIGINS}
        if f"{parts.scheme}://{parts.netloc}" not in own:
            raise serializers.ValidationError("This must be an address of this service.")
        return url


class CheckoutInputSerializer(serializers.Serializer):
    plan_id = ChoiceField(choices=list(PAID_PLANS))
    success_url = OwnPageField(required=False, allow_null=True, default=None)
    cancel_url = OwnPageField(required=False, allow_null=True, default=None)


class CancelSerializer(serializers.Serializer):
    immediate = serializers.BooleanField(default=False, allow_null=True)

    def validate_immediate(self, value: bool | None) -> bool:  # noqa: FBT001 - called by its place
        return bool(value)


class ChangePlanSerializer(InputSerializer):
    plan_id = ChoiceField(choices=list(PAID_PLANS))


class PortalQuestionSerializer(serializers.Serializer):
    return_url = OwnPageField(required=False, allow_null=True, default=None)


class ProcessSuccessSerializer(serializers.Serializer):
    session_id = serializers.RegexField(r"^cs_[A-Za-z0-9_-]+\Z", max_length=255)


class CheckoutSerializer(serializers.Serializer):
    success = serializers.BooleanField(default=True)
    checkout_url = serializers.CharField(
        source="url", help_text="for who has a live plan: the portal, where it can be changed"
    )
    session_id = serializers.CharField(allow_null=True, help_text="null with the portal")


class PortalSerializer(serializers.Serializer):
    portal_url = serializers.CharField()


class HealthSerializer(serializers.Serializer):
    status = serializers.CharField()


class SubscriptionSerializer(serializers.Serializer):
    """`plan` is the one in effect; what is shown of money and dates is what was bought.

    Without a paid plan the period is the calendar month that the quota counts in.
    """

    id = serializers.IntegerField(allow_null=True, source="pk")
    plan = serializers.ChoiceField(choices=list(PLANS))
    status = serializers.ChoiceField(choices=Subscription.Status.choices)
    amount = serializers.DecimalField(max_digits=16, decimal_places=2)
    currency = serializers.CharField()
    current_period_start = serializers.DateTimeField()
    current_period_end = serializers.DateTimeField()
    cancel_at_period_end = serializers.BooleanField()
    stripe_subscription_id = serializers.CharField(allow_null=True)
    stripe_customer_id = serializers.CharField(allow_null=True)
    given_until = serializers.DateField(allow_null=True)

    def to_representation(self, instance: Subscription) -> dict[str, Any]:
        now: datetime = self.context["now"]
        period: CurrentPeriod = self.context["period"]
        is_paid = instance.is_paid_for(now)
        shown = {
            "pk": instance.pk,
            "plan": instance.plan_at(now).code,
            "status": instance.status,
            "amount": instance.amount if is_paid else Decimal(0),
            "currency": instance.currency,
            "current_period_start": instance.current_period_start or period.starts_at,
            "current_period_end": instance.current_period_end or period.ends_at,
            "cancel_at_period_end": instance.cancel_at_period_end,
            "stripe_subscription_id": instance.stripe_subscription_id or None,
            "stripe_customer_id": instance.stripe_customer_id or None,
            "given_until": instance.given_until if instance.is_given(now) else None,
        }
        return super().to_representation(shown)


class _PlanFeaturesSerializer(serializers.Serializer):
    max_documents = serializers.IntegerField()
    has_api_access = serializers.BooleanField()
    has_report_export = serializers.BooleanField()
    has_bulk_upload = serializers.BooleanField()
    has_white_label = serializers.BooleanField()
    has_webhooks = serializers.BooleanField()
    reports = serializers.ListField(
        child=serializers.ChoiceField(choices=PLATINUM.reports), help_text="by their names"
    )


class FeaturesSerializer(_PlanFeaturesSerializer):
    """What a plan includes."""

    def to_representation(self, instance: Plan) -> dict[str, Any]:
        return super().to_representation(_features(instance))


class CurrentFeaturesSerializer(_PlanFeaturesSerializer):
    """What the plan in effect includes."""

    current_plan = serializers.ChoiceField(choices=list(PLANS))
    subscription_active = serializers.BooleanField()

    def to_representation(self, instance: Subscription) -> dict[str, Any]:
        now: datetime = self.context["now"]
        plan = instance.plan_at(now)
        current = {"current_plan": plan.code, "subscription_active": instance.is_in_force(now)}
        return super().to_representation(_features(plan) | current)


def _features(plan: Plan) -> dict[str, Any]:
    return {
        "max_documents": _shown_limit(plan.max_documents),
        "has_api_access": Feature.API_ACCESS in plan.features,
        "has_report_export": Feature.REPORT_EXPORT in plan.features,
        "has_bulk_upload": True,  # in every plan
        "has_white_label": Feature.WHITE_LABEL in plan.features,
        "has_webhooks": Feature.WEBHOOKS in plan.features,
        "reports": plan.reports,
    }


def _shown_limit(limit: int | None) -> int:
    return NO_LIMIT if limit is None else limit


class LimitField(serializers.IntegerField):
    """A limit, or `NO_LIMIT`."""

    def get_attribute(self, instance: Any) -> int:
        return _shown_limit(super().get_attribute(instance))


class QuotaSerializer(serializers.Serializer):
    """`used` have been read, `reserved` are on their way; together they count against `limit`.

    Readings that failed, re-reads and removed duplicates are `free_reads`.
    """

    used = serializers.IntegerField()
    reserved = serializers.IntegerField()
    limit = LimitField()
    free_reads = serializers.IntegerField()
    free_reads_limit = serializers.IntegerField()
    period_start = serializers.DateField(source="starts_on")
    resets_on = serializers.DateField()


class DetailsSerializer(serializers.Serializer):
    subscription = SubscriptionSerializer()
    features = CurrentFeaturesSerializer()
    quota = QuotaSerializer()


class OutcomeSerializer(serializers.Serializer):
    success = serializers.BooleanField()
    subscription = SubscriptionSerializer()
    features = CurrentFeaturesSerializer()


class PlanSerializer(serializers.Serializer):
    name = serializers.CharField()
    price = serializers.FloatField(help_text="a month")
    currency = serializers.CharField()
    interval = serializers.CharField(default="month", read_only=True)
    features = FeaturesSerializer(source="*")


class PlansByCodeSerializer(serializers.Serializer):
    basic = PlanSerializer()
    premium = PlanSerializer()
    platinum = PlanSerializer()


class PlanListSerializer(serializers.Serializer):
    plans = PlansByCodeSerializer()


class PaymentSerializer(serializers.ModelSerializer):
    invoice_id = serializers.CharField(source="stripe_invoice_id")
    amount = serializers.SerializerMethodField(help_text="in pence, or the currency's like")
    status = serializers.SerializerMethodField()

    class Meta:
        model = Payment
        fields = [
            "id",
            "created_at",
            "invoice_id",
            "stripe_payment_intent_id",
            "description",
            "amount",
            "currency",
            "status",
        ]

    def get_amount(self, payment: Payment) -> int:
        return to_minor_units(payment.amount, payment.currency)

    @extend_schema_field(serializers.ChoiceField(choices=[*Payment.Status, "refunded"]))
    def get_status(self, payment: Payment) -> str:
        return "refunded" if payment.is_refunded else payment.status


class PaymentHistorySerializer(serializers.Serializer):
    payments = PaymentSerializer(many=True)
