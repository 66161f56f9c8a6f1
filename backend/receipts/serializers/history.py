"""History in the API."""

from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from receipts.models.event import ReceiptEvent


class EventSerializer(serializers.ModelSerializer):
    """`actor` null: the machine. Of a correction `data` has the field with its old and new value,
    of a reading the engine and, whole, the reading that it replaced."""

    actor = serializers.SerializerMethodField()
    data = serializers.SerializerMethodField()  # type: ignore[assignment]

    class Meta:
        model = ReceiptEvent
        fields = ["id", "kind", "created_at", "actor", "data"]
        read_only_fields = fields

    @extend_schema_field({"type": ["string", "null"], "format": "email"})
    def get_actor(self, event: ReceiptEvent) -> str | None:
        return event.actor.email if event.actor else None

    @extend_schema_field(OpenApiTypes.OBJECT)
    def get_data(self, event: ReceiptEvent) -> object:
        return event.data
