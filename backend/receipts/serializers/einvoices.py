"""E-invoice facts beyond an entry, for one receipt."""

from typing import Any

from rest_framework import serializers


class EInvoicePartySerializer(serializers.Serializer):
    name = serializers.CharField(allow_blank=True, help_text="as registered")
    trading_name = serializers.CharField(allow_blank=True, help_text="that it is known by")
    vat_number = serializers.CharField(allow_blank=True, help_text="with its country in front")
    is_vat_number_valid = serializers.BooleanField(
        allow_null=True,
        help_text="by its check digits, of a country of the European Union; null: there is none",
    )
    tax_number = serializers.CharField(allow_blank=True, help_text="of the country's own")
    street = serializers.CharField(allow_blank=True, help_text="the first line of the address")
    postcode = serializers.CharField(allow_blank=True, help_text="of the address")
    city = serializers.CharField(allow_blank=True, help_text="of the address")
    country = serializers.CharField(allow_blank=True, help_text="ISO 3166-1 alpha-2")


class EInvoiceAdjustmentSerializer(serializers.Serializer):
    is_charge = serializers.BooleanField(help_text="false: it is an allowance")
    amount = serializers.CharField(allow_null=True, help_text="above zero, in the main")
    reason = serializers.CharField(allow_blank=True, help_text="in words, or by its code")


class EInvoiceSerializer(serializers.Serializer):
    """By the business terms of EN 16931. Amounts are as the file writes them."""

    syntax = serializers.ChoiceField(
        choices=["cii", "ubl"],
        help_text="cii: Factur-X, ZUGFeRD, XRechnung; ubl: Peppol, XRechnung",
    )
    profile = serializers.CharField(allow_blank=True, help_text="its name, or what the file says")
    seller = EInvoicePartySerializer(help_text="who is to be paid")
    buyer = EInvoicePartySerializer(help_text="who is to pay")
    due_on = serializers.DateField(allow_null=True, help_text="to be paid by then")
    delivered_on = serializers.DateField(allow_null=True, help_text="the goods or services")
    payment_reference = serializers.CharField(allow_blank=True, help_text="to be given with it")
    iban = serializers.CharField(allow_blank=True, help_text="that is to be paid to")
    net_total = serializers.CharField(allow_null=True, help_text="without tax")
    prepaid = serializers.CharField(allow_null=True, help_text="was paid before")
    rounding = serializers.CharField(allow_null=True, help_text="of what is due")
    due = serializers.CharField(allow_null=True, help_text="what is still to be paid")
    adjustments = EInvoiceAdjustmentSerializer(many=True, help_text="of the whole, not of lines")
    line_count = serializers.IntegerField(help_text="0: its profile has none, or it lacks them")


def einvoice_shape(reading: dict[str, Any]) -> dict[str, Any] | None:
    """None: it was read from its pages."""
    found: dict[str, Any] | None = reading.get("einvoice")
    return found
