"""Vendor rules in the API."""

from typing import Any

from rest_framework import serializers

from common.api.input import ChoiceField, IdField, InputSerializer, SlugField
from common.localization.sentences import translated
from common.money import decimal_string
from receipts.ledger.rule_applications.undoing import REASONS, LeftField
from receipts.ledger.vendor_rules.learning import TAUGHT_FIELDS, shown_value
from receipts.models import RuleApplication, Transaction, VendorRule
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


class RulePreviewQuestionSerializer(serializers.Serializer):
    limit = serializers.IntegerField(
        min_value=0, max_value=100, default=20, help_text="So many of the entries are shown."
    )


class RuleApplicationSerializer(serializers.ModelSerializer):
    """A rule that was applied to earlier entries."""

    entries = serializers.IntegerField(read_only=True, help_text="how many it has changed")

    class Meta:
        model = RuleApplication
        fields = ["id", "created_at", "undone_at", "entries"]
        read_only_fields = fields


class PlannedChangeSerializer(serializers.Serializer):
    field = serializers.ChoiceField(choices=TAUGHT_FIELDS)
    old = serializers.CharField(allow_null=True, help_text="null: nothing")
    new = serializers.CharField()


class PlannedEntrySerializer(serializers.Serializer):
    """As much of an entry as helps to decide."""

    id = serializers.IntegerField()
    receipt = serializers.IntegerField()
    vendor = serializers.CharField(allow_blank=True)
    purchased_on = serializers.DateField(allow_null=True)
    total = serializers.CharField(allow_null=True)
    currency = serializers.CharField()
    changes = PlannedChangeSerializer(many=True, help_text="what the rule would set")

    def to_representation(self, planned: tuple[Transaction, dict[str, Any]]) -> dict[str, Any]:
        entry, values = planned
        return {
            "id": entry.pk,
            "receipt": entry.receipt_id,
            "vendor": entry.vendor,
            "purchased_on": entry.purchased_on,
            "total": None if entry.total is None else decimal_string(entry.total, entry.currency),
            "currency": entry.currency,
            "changes": [
                {
                    "field": field,
                    "old": shown_value(getattr(entry, field)),
                    "new": shown_value(value),
                }
                for field, value in values.items()
            ],
        }


class RulePreviewSerializer(serializers.Serializer):
    """Of the rule in that version, as if it were active. Nothing has changed yet."""

    version = serializers.IntegerField(help_text="the rule's, for `If-Match` of `apply/`")
    count = serializers.IntegerField(help_text="of entries that it would change")
    entries = PlannedEntrySerializer(many=True, help_text="the earliest of them")
    last_application = RuleApplicationSerializer(
        allow_null=True, help_text="the latest that can be undone; null: there is none"
    )


class CarryOnSerializer(InputSerializer):
    application = IdField(required=False, help_text="one that had `more`, to carry it on")


class UndoSerializer(InputSerializer):
    application = IdField(required=False, help_text="else the latest")


class AppliedSerializer(serializers.Serializer):
    application = RuleApplicationSerializer(
        allow_null=True, help_text="what `undo/` takes back; null: there was nothing to change"
    )
    changed = serializers.IntegerField(help_text="entries that this call changed")
    more = serializers.BooleanField(
        source="has_more", help_text="there are more: call again with the application's `id`"
    )


class LeftFieldSerializer(serializers.Serializer):
    """What stays as it is."""

    entry = serializers.IntegerField(source="transaction_id")
    field = serializers.ChoiceField(choices=TAUGHT_FIELDS)
    code = serializers.ChoiceField(source="reason", choices=list(REASONS))
    message = serializers.SerializerMethodField()

    def get_message(self, left: LeftField) -> str:
        return translated(REASONS[left.reason])


class UndoneSerializer(serializers.Serializer):
    application = RuleApplicationSerializer()
    changed = serializers.IntegerField(help_text="entries in which something was put back")
    left = LeftFieldSerializer(many=True, help_text="what was not put back, and why")
    more = serializers.BooleanField(source="has_more", help_text="there are more: call again")


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
