"""Vendor rules in the API."""

from rest_framework import serializers

from common.api.input import ChoiceField, InputSerializer, SlugField
from receipts.models import VendorRule
from receipts.serializers.entries import LineField


class VendorRuleSerializer(serializers.ModelSerializer):
    category: serializers.SlugRelatedField = serializers.SlugRelatedField(
        slug_field="slug", read_only=True, allow_null=True
    )

    class Meta:
        model = VendorRule
        fields = [
            "id",
            "version",
            "matched_vendor",
            "vendor",
            "category",
            "state",
            "source",
            "times_seen",
            "created_at",
            "updated_at",
        ]
        read_only_fields = fields


class VendorRuleInputSerializer(InputSerializer):
    """A spelling, a category, or both. A rule that is switched on is accepted."""

    matched_vendor = LineField(max_length=200, help_text="the vendor as receipts have it")
    vendor = LineField(
        max_length=200,
        required=False,
        allow_blank=True,
        allow_null=True,
        help_text="how to spell it; empty: as it is read",
    )
    category = SlugField(required=False, allow_null=True)
    state = ChoiceField(
        choices=[VendorRule.State.ACTIVE.value, VendorRule.State.OFF.value], required=False
    )


class VendorInUseSerializer(serializers.Serializer):
    """A name on one's entries, in its most frequent spelling, and how it was booked last."""

    vendor = serializers.CharField()
    count = serializers.IntegerField(
        help_text="of entries, other spellings by case and accents too"
    )
    last_category = serializers.CharField(allow_null=True, help_text="slug, of the last entry made")
    last_tax_rates = serializers.ListField(
        child=serializers.DecimalField(max_digits=6, decimal_places=3),
        help_text="in percent, of that entry's tax lines",
    )
