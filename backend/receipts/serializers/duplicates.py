"""Duplicates in the API: what a receipt resembles, why, and how that was resolved."""

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from common.api.input import ChoiceField, InputSerializer
from common.localization.sentences import translated
from common.money import decimal_string
from receipts.models import Duplicate, Receipt
from receipts.serializers.receipts import ReasonSerializer, kind_field, ocr_status_field

_SENTENCES = {
    "bytes": "Both files are the same, byte for byte.",
    "image": "Both pictures look the same.",
    "content": "Both say the same vendor, date, total and currency.",
    "part": "One was cut out of the file that the other is.",
    "card_slip": "One looks like the slip of the card that paid for the other.",
    "payment_reminder": "One looks like a reminder of the other.",
}


class ResemblingReceiptSerializer(serializers.ModelSerializer):
    """As much of the other receipt as helps to decide."""

    ocr_status = ocr_status_field()
    document_kind = kind_field(help_text="null: not known (yet)")
    vendor = serializers.CharField(source="transaction.vendor", default=None, allow_null=True)
    date = serializers.DateField(source="transaction.purchased_on", default=None, allow_null=True)
    total = serializers.SerializerMethodField()
    currency = serializers.CharField(source="transaction.currency", default=None, allow_null=True)
    is_deleted = serializers.SerializerMethodField(help_text="it is in the trash")

    class Meta:
        model = Receipt
        fields = [
            "id",
            "original_filename",
            "uploaded_at",
            "ocr_status",
            "document_kind",
            "vendor",
            "date",
            "total",
            "currency",
            "is_deleted",
        ]
        read_only_fields = fields

    @extend_schema_field({"type": ["string", "null"], "format": "decimal"})
    def get_total(self, receipt: Receipt) -> str | None:
        entry = getattr(receipt, "transaction", None)
        if entry is None or entry.total is None:
            return None
        return decimal_string(entry.total, entry.currency)

    def get_is_deleted(self, receipt: Receipt) -> bool:
        return receipt.deleted_at is not None


class DuplicateSerializer(serializers.ModelSerializer):
    """`receipt` was uploaded later than the one that it resembles, `other`."""

    receipt = ResemblingReceiptSerializer(read_only=True)
    other = ResemblingReceiptSerializer(read_only=True)
    reasons = serializers.SerializerMethodField()

    class Meta:
        model = Duplicate
        fields = ["id", "receipt", "other", "reasons", "resolution", "found_at", "resolved_at"]
        read_only_fields = fields

    @extend_schema_field(ReasonSerializer(many=True))
    def get_reasons(self, duplicate: Duplicate) -> list[dict[str, Any]]:
        return [
            {"code": code, "message": translated(_SENTENCES[code])} for code in duplicate.reasons
        ]


class DuplicateResolutionSerializer(InputSerializer):
    resolution = ChoiceField(
        choices=[
            Duplicate.Resolution.SAME.value,
            Duplicate.Resolution.SEPARATE.value,
            Duplicate.Resolution.REPLACE.value,
        ],
        help_text="same: the later one is removed, or what is no purchase beside one; replace: the"
        " earlier one is, and the later one takes its corrections over; separate: both stay. What"
        " is removed does not count.",
    )
