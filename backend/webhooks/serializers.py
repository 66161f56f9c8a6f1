"""Web hooks in the API."""

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from common.api.input import ChoiceField, IdField, InputSerializer
from common.localization.sentences import translated
from receipts.history import Kind
from receipts.serializers.receipts import ReasonSerializer
from webhooks.models import WebhookDelivery, WebhookEndpoint

MAX_REPLAYED = 1000


class WebhookSerializer(serializers.ModelSerializer):
    kinds: serializers.ListField = serializers.ListField(
        child=serializers.ChoiceField(choices=Kind.choices)
    )
    switched_off: serializers.ChoiceField = serializers.ChoiceField(
        choices=WebhookEndpoint.SwitchedOff.choices,
        allow_blank=True,
        read_only=True,
        help_text="why it is not active; empty: it is",
    )

    class Meta:
        model = WebhookEndpoint
        fields = [
            "id",
            "version",
            "url",
            "kinds",
            "is_active",
            "switched_off",
            "failing_since",
            "rests_until",
            "old_secret_until",
            "created_at",
            "updated_at",
        ]
        read_only_fields = fields


class WebhookInputSerializer(InputSerializer):
    url = serializers.CharField(max_length=500, help_text="https, port 443 or 8443")
    kinds = serializers.ListField(
        child=ChoiceField(choices=Kind.choices),
        required=False,
        allow_empty=False,
        help_text="of events that it is told of; left out: all that there are now",
    )
    is_active = serializers.BooleanField(required=False)

    def validate_kinds(self, value: list[str]) -> list[str]:
        """Each once, in the order of the list of all."""
        return [kind.value for kind in Kind if kind.value in value]

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        if not self.partial:
            attrs.setdefault("kinds", [kind.value for kind in Kind])
        return attrs


class NewSecretSerializer(WebhookSerializer):
    secret = serializers.CharField(help_text="shown this once")

    class Meta(WebhookSerializer.Meta):
        fields = [*WebhookSerializer.Meta.fields, "secret"]
        read_only_fields = fields


class WebhookDeliverySerializer(serializers.ModelSerializer):
    """What the last try met; a `response_status` of null: there was no answer."""

    message_id = serializers.CharField(help_text="as the header `webhook-id` has it")
    receipt = serializers.IntegerField(source="receipt_id", allow_null=True)
    entry = serializers.IntegerField(source="transaction_id", allow_null=True)
    event = serializers.IntegerField(source="event_id")
    kind = serializers.ChoiceField(choices=Kind.choices)
    next_try_at = serializers.DateTimeField(source="not_before", allow_null=True)
    failure = serializers.SerializerMethodField()

    class Meta:
        model = WebhookDelivery
        fields = [
            "id",
            "message_id",
            "event",
            "kind",
            "receipt",
            "entry",
            "occurred_at",
            "status",
            "attempts",
            "tried_at",
            "response_status",
            "duration_ms",
            "next_try_at",
            "failure",
        ]
        read_only_fields = fields

    @extend_schema_field(ReasonSerializer(allow_null=True))
    def get_failure(self, delivery: WebhookDelivery) -> dict[str, str] | None:
        if not delivery.failure_code:
            return None
        return {"code": delivery.failure_code, "message": translated(delivery.failure_text)}


class ReplaySerializer(InputSerializer):
    """One of the two."""

    deliveries = serializers.ListField(
        child=IdField(),
        required=False,
        allow_empty=False,
        max_length=MAX_REPLAYED,
        help_text="ids of the log, whatever became of them",
    )
    failed_since = serializers.DateTimeField(
        required=False, help_text="all that failed, of events since then"
    )

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        if len(attrs) != 1:
            raise serializers.ValidationError("Send either `deliveries` or `failed_since`.")
        return attrs


class ReplayedSerializer(serializers.Serializer):
    queued = serializers.IntegerField(help_text="those that are being sent just now are left alone")


def secret_shown(endpoint: WebhookEndpoint, secret: str) -> dict[str, Any]:
    return NewSecretSerializer(dict(WebhookSerializer(endpoint).data) | {"secret": secret}).data
