"""Dashboard of the existing web client."""

from typing import Any

from rest_framework import serializers

from receipts.ledger.listing import ShownReceipt
from receipts.models import Receipt
from receipts.serializers.receipts import MoneyField, ReceiptSerializer


class RecentReceiptSerializer(ReceiptSerializer):
    """`currency` is absent where there is no amount."""

    vendor = serializers.CharField(allow_null=True, read_only=True)
    amount = MoneyField(read_only=True)
    date = serializers.DateField(allow_null=True, read_only=True)
    currency = serializers.CharField(required=False, help_text="ISO 4217")

    class Meta(ReceiptSerializer.Meta):
        fields = [*ReceiptSerializer.Meta.fields, "vendor", "amount", "currency", "date"]
        read_only_fields = fields

    def to_representation(self, receipt: Receipt | ShownReceipt) -> dict[str, Any]:
        shape = super().to_representation(receipt)
        data = shape["extracted_data"] or {}
        shape |= {
            "vendor": data.get("vendor"),
            "amount": data.get("total"),
            "date": data.get("date"),
        }
        if shape["amount"] is not None:
            shape["currency"] = data["currency"]
        return shape


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
