"""History and changes in the API."""

from collections.abc import Mapping
from typing import Any

from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema_field, extend_schema_serializer
from rest_framework import serializers

from common.localization.sentences import translated
from receipts.changes.feed import Changes
from receipts.models import ChangeMark, ModelRequest, Receipt
from receipts.models.event import ReceiptEvent
from receipts.serializers.receipts import ReasonSerializer, kind_field


@extend_schema_serializer(component_name="HistoryEvent")
class EventSerializer(serializers.ModelSerializer):
    """`actor` null: the machine. Of a correction `data` has the field with its old and new value,
    of a reading the engine and, whole, the reading that it replaced; of a failed one `code` and
    `message`."""

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
        data: dict[str, Any] = event.data
        message = data.get("message")
        return data | {"message": translated(message)} if isinstance(message, str) else data


class ModelRequestSerializer(serializers.ModelSerializer):
    """What of a receipt left the house, where to, and when. `fields`: those that were asked for, of
    parts of the pages; none: the whole. `masked`: how many values of which kind were painted out
    before; null: nobody looked for any."""

    pages: serializers.ListField = serializers.ListField(
        child=serializers.IntegerField(), read_only=True, help_text="of the document, from 1"
    )
    masked: serializers.DictField = serializers.DictField(
        child=serializers.IntegerField(),
        allow_null=True,
        read_only=True,
        help_text="values of each kind that were painted out; null: nobody looked for any",
    )
    failure_code = serializers.SerializerMethodField(help_text="null: it was answered")

    class Meta:
        model = ModelRequest
        fields = [
            "id", "sent_at", "answered_at", "reader", "model", "address", "pages", "fields",
            "has_text", "masked", "failure_code",
        ]  # fmt: skip
        read_only_fields = fields

    def get_fields(self) -> dict[str, serializers.Field]:
        # `fields` is a property of every serializer.
        names = serializers.ListField(
            child=serializers.CharField(),
            read_only=True,
            help_text="that were asked for; none: the whole document",
        )
        return {**super().get_fields(), "fields": names}

    @extend_schema_field({"type": ["string", "null"]})
    def get_failure_code(self, request: ModelRequest) -> str | None:
        return request.failure_code or None


class ChangedReceiptSerializer(serializers.Serializer):
    """As much of a receipt as tells whether to ask for it."""

    id = serializers.IntegerField()
    version = serializers.IntegerField()
    ocr_status = serializers.ChoiceField(choices=Receipt.Status.choices)
    document_kind = kind_field(help_text="null: not known (yet)")
    review_status = serializers.ChoiceField(choices=Receipt.ReviewStatus.choices)
    failure = ReasonSerializer(allow_null=True)
    next_try_at = serializers.DateTimeField(
        allow_null=True, help_text="the earliest moment of the next try after one that failed"
    )
    updated_at = serializers.DateTimeField()


class ChangedEntrySerializer(serializers.Serializer):
    id = serializers.IntegerField()
    version = serializers.IntegerField()
    receipt = serializers.IntegerField(allow_null=True)


class TombstonesSerializer(serializers.Serializer):
    """By their ids: what was deleted, or is in the trash."""

    receipts = serializers.ListField(child=serializers.IntegerField())
    entries = serializers.ListField(child=serializers.IntegerField())


class ChangesSerializer(serializers.Serializer):
    """Each is as it is now; what changed several times comes once, and may come once more."""

    receipts = ChangedReceiptSerializer(many=True)
    entries = ChangedEntrySerializer(many=True)
    tombstones = TombstonesSerializer()
    more = serializers.BooleanField(help_text="there are more already: ask at once with `cursor`")
    cursor = serializers.CharField(help_text="the next `since`; good for 30 days")

    def to_representation(self, changes: Changes) -> dict[str, Any]:
        return {
            "receipts": [_changed_receipt(row) for row in changes.receipts],
            "entries": [
                {"id": row["id"], "version": row["shown_version"], "receipt": row["receipt_id"]}
                for row in changes.entries
            ],
            "tombstones": {
                "receipts": _gone(changes, ChangeMark.Kind.RECEIPT),
                "entries": _gone(changes, ChangeMark.Kind.ENTRY),
            },
            "more": changes.has_more,
            "cursor": str(changes.cursor),
        }


def _changed_receipt(row: Mapping[str, Any]) -> dict[str, Any]:
    failure = {"code": row["failure_code"], "message": translated(row["failure_text"])}
    return {
        "id": row["id"],
        "version": row["version"],
        "ocr_status": row["status"],
        "document_kind": row["document_kind"] or None,
        "review_status": row["review_status"],
        "failure": failure if row["failure_code"] else None,
        "next_try_at": row["not_before"],
        "updated_at": row["updated_at"],
    }


def _gone(changes: Changes, kind: ChangeMark.Kind) -> list[int]:
    return sorted({mark.object_id for mark in changes.gone if mark.kind == kind})
