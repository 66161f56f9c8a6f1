"""Parameters of the list behind a reason of the coverage."""

from typing import Any

from rest_framework import serializers

from common.api.input import ChoiceField
from reports.aggregates.reasons import OF_ENTRIES
from reports.api.question import QuestionSerializer


class ReasonQuestionSerializer(QuestionSerializer):
    """A reason of the coverage, and what the report was asked."""

    reason = ChoiceField(choices=OF_ENTRIES)

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        needed = {"other_currency": "currency", "without_rate": "convert_to"}.get(attrs["reason"])
        if needed and not attrs.get(needed):
            raise serializers.ValidationError({needed: "This reason needs it."})
        return super().validate(attrs)
