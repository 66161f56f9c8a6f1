"""The shape of the first page of the existing web client."""

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from common.money import decimal_string
from receipts.models import Receipt
from receipts.serializers.receipts import ReceiptSerializer


class RecentReceiptSerializer(ReceiptSerializer):
    """`currency` is absent where there is no amount."""

    vendor = serializers.SerializerMethodField()
    amount = serializers.SerializerMethodField()
    date = serializers.SerializerMethodField()
    currency = serializers.CharField(required=False, help_text="ISO 4217")

    class Meta(ReceiptSerializer.Meta):
        fields = [*ReceiptSerializer.Meta.fields, "vendor", "amount", "currency", "date"]
        read_only_fields = fields

    def to_representation(self, receipt: Receipt) -> dict[str, Any]:
        row = super().to_representation(receipt)
        if row["amount"] is not None:
            row["currency"] = receipt.transaction.currency
        return row

    @extend_schema_field({"type": ["string", "null"]})
    def get_vendor(self, receipt: Receipt) -> str | None:
        entry = getattr(receipt, "transaction", None)
        return (entry.vendor or None) if entry else None

    @extend_schema_field({"type": ["string", "null"], "format": "decimal"})
    def get_amount(self, receipt: Receipt) -> str | None:
        entry = getattr(receipt, "transaction", None)
        if entry is None or entry.total is None:
            return None
        return decimal_string(entry.total, entry.currency)

    @extend_schema_field({"type": ["string", "null"], "format": "date"})
    def get_date(self, receipt: Receipt) -> str | None:
        entry = getattr(receipt, "transaction", None)
        return entry.purchased_on.isoformat() if entry and entry.purchased_on else None


class CurrencyTotalSerializer(serializers.Serializer):
    currency = serializers.CharField(help_text="ISO 4217")
    total = serializers.CharField(help_text="decimal")


class DashboardSerializer(serializers.Serializer):
    """`total_expenses` is in the account's own `currency` alone: amounts of several currencies are
    never added. `expenses_by_currency` has them all, the account's own first."""

    total_receipts = serializers.IntegerField()
    total_expenses = serializers.CharField(help_text="decimal")
    currency = serializers.CharField(help_text="ISO 4217: the account's own")
    expenses_by_currency = CurrencyTotalSerializer(many=True)
    recent_receipts = RecentReceiptSerializer(many=True)
