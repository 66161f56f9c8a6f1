"""One receipt alone: what the list says of it, and the evidence for it."""

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from receipts.models import Receipt
from receipts.serializers.receipts import ReceiptSerializer
from receipts.serializers.review import RepairSerializer

# The ledger's name of a field where the reading has another one.
_ENTRY_NAMES = {"transaction_type": "type"}


class PlaceSerializer(serializers.Serializer):
    """Edges as fractions (0 to 1) of the page's width and height."""

    page = serializers.IntegerField(help_text="from 0")
    left = serializers.FloatField()
    top = serializers.FloatField()
    right = serializers.FloatField()
    bottom = serializers.FloatField()


class SecondLookSerializer(serializers.Serializer):
    """What a second reader made of the value. "agrees": it took the same; "seen": it took none, yet
    a line shows the value; "differs": it took another, yet a line shows it; "absent": none does."""

    outcome = serializers.ChoiceField(choices=["agrees", "seen", "differs", "absent"])
    reader = serializers.CharField()
    value = serializers.CharField(allow_blank=True, help_text="what it took itself")
    printed = serializers.CharField(allow_blank=True, help_text="the line that shows the value")
    place = PlaceSerializer(allow_null=True, help_text="of that line")


class FieldEvidenceSerializer(serializers.Serializer):
    """What a reader found, whatever a person has made of it since."""

    value = serializers.CharField(allow_null=True, help_text="as it was understood")
    text = serializers.CharField(allow_blank=True, help_text="as the reader gave it")
    printed = serializers.CharField(
        allow_blank=True, help_text="the piece of the receipt it was taken from"
    )
    confidence = serializers.FloatField(min_value=0, max_value=1)
    reader = serializers.CharField(
        allow_null=True, help_text="openai or offline; null: taken from the account"
    )
    place = PlaceSerializer(allow_null=True)
    second_look = SecondLookSerializer(
        allow_null=True, help_text="null: nobody looked, or could tell"
    )
    is_corrected = serializers.BooleanField(help_text="a person has set another value")


class EvidenceSerializer(serializers.Serializer):
    vendor = FieldEvidenceSerializer()
    purchased_on = FieldEvidenceSerializer()
    total = FieldEvidenceSerializer()
    subtotal = FieldEvidenceSerializer()
    discount = FieldEvidenceSerializer()
    tax = FieldEvidenceSerializer()
    currency = FieldEvidenceSerializer()
    transaction_type = FieldEvidenceSerializer()
    category = FieldEvidenceSerializer()
    payment_method = FieldEvidenceSerializer()
    receipt_number = FieldEvidenceSerializer()


class CheckSerializer(serializers.Serializer):
    """What the validator said of the reading. "error": no approval without a person."""

    code = serializers.CharField()
    severity = serializers.ChoiceField(choices=["error", "note"])
    message = serializers.CharField()
    values = serializers.DictField(child=serializers.CharField(allow_blank=True))
    repair = RepairSerializer(allow_null=True)


class SecondOpinionSerializer(serializers.Serializer):
    """That a second reader was asked while a model read, and whether it could say anything."""

    is_given = serializers.BooleanField()
    reason = serializers.ChoiceField(
        choices=["not_in_time", "failed", "no_text"], allow_null=True, help_text="why not"
    )
    reader = serializers.CharField()
    model = serializers.CharField(allow_blank=True)
    seconds = serializers.FloatField(help_text="beside the model's, not on top of them")


class ReceiptDetailSerializer(ReceiptSerializer):
    """One receipt alone, with the evidence of its last reading."""

    evidence = serializers.SerializerMethodField()
    checks = serializers.SerializerMethodField()

    second_opinion = serializers.SerializerMethodField()

    class Meta(ReceiptSerializer.Meta):
        fields = [*ReceiptSerializer.Meta.fields, "evidence", "checks", "second_opinion"]
        read_only_fields = fields

    @extend_schema_field(EvidenceSerializer(allow_null=True))
    def get_evidence(self, receipt: Receipt) -> dict[str, Any] | None:
        if receipt.reading is None:
            return None
        entry = getattr(receipt, "transaction", None)
        corrected = entry.corrected_fields if entry else []
        return {
            name: _evidence(
                receipt.reading[name], is_corrected=_ENTRY_NAMES.get(name, name) in corrected
            )
            for name in EvidenceSerializer().get_fields()
        }

    @extend_schema_field(SecondOpinionSerializer(allow_null=True))
    def get_second_opinion(self, receipt: Receipt) -> dict[str, Any] | None:
        found = (receipt.reading or {}).get("second_opinion")
        if found is None:
            return None
        return {
            "is_given": not found["silence"],
            "reason": found["silence"] or None,
            "reader": found["engine"],
            "model": found["model"],
            "seconds": found["seconds"],
        }

    @extend_schema_field(CheckSerializer(many=True))
    def get_checks(self, receipt: Receipt) -> list[dict[str, Any]]:
        return [] if receipt.reading is None else receipt.reading["checks"]


def _evidence(field: dict[str, Any], *, is_corrected: bool) -> dict[str, Any]:
    return {
        "value": field["value"],
        "text": field["text"],
        "printed": field["printed"],
        "confidence": field["confidence"],
        "reader": field["source"],
        "place": _place(field["box"]),
        # Readings from before there were second readers have no such key.
        "second_look": _second_look(field.get("second")),
        "is_corrected": is_corrected,
    }


def _second_look(look: dict[str, Any] | None) -> dict[str, Any] | None:
    if look is None:
        return None
    shown = {name: look[name] for name in ("outcome", "value", "printed")}
    return shown | {"reader": look["source"], "place": _place(look["box"])}


def _place(box: list[Any] | None) -> dict[str, Any] | None:
    edges = ("page", "left", "top", "right", "bottom")
    return None if box is None else dict(zip(edges, box, strict=True))
