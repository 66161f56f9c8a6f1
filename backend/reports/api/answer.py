"""Answers of reports: what all have in common."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from common.localization.sentences import translated
from common.money import decimal_string
from receipts.models import Transaction
from reports.aggregates.coverage import Reason
from reports.aggregates.scope import ReportScope


@dataclass(frozen=True, kw_only=True)
class Answer:
    """A report with the scope that it was asked for."""

    scope: ReportScope
    body: Any


class TypeField(serializers.ChoiceField):
    def __init__(self) -> None:
        super().__init__(choices=Transaction.Type.choices, source="type")


@extend_schema_field({"type": "string", "format": "decimal"})
class MoneyField(serializers.Field):
    """Out only; in the currency of the row that it stands in."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(read_only=True, **kwargs)

    def get_attribute(self, instance: Any) -> str | None:
        amount: Decimal | None = super().get_attribute(instance)
        return None if amount is None else decimal_string(amount, instance.currency)

    def to_representation(self, value: str) -> str:
        return value


@extend_schema_field({"type": ["string", "null"], "format": "decimal"})
class MoneyOrNullField(MoneyField):
    """None: there is nothing that the figure could be computed from."""


@extend_schema_field({"type": ["string", "null"], "format": "decimal"})
class PercentField(serializers.Field):
    """In percent, with two decimals. Null: it would say nothing."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(read_only=True, **kwargs)

    def get_attribute(self, instance: Any) -> str | None:
        percent: Decimal | None = super().get_attribute(instance)
        return None if percent is None else f"{percent:f}"

    def to_representation(self, value: str) -> str:
        return value


class ConvertedAmountSerializer(serializers.Serializer):
    currency = serializers.CharField()
    amount = serializers.DecimalField(max_digits=None, decimal_places=None)


@extend_schema_field(ConvertedAmountSerializer(many=True))
class ConvertedField(serializers.Field):
    """What of the row was converted, in the currency that it was in. Empty: nothing."""

    def __init__(self, *, source: str = "*", **kwargs: Any) -> None:
        super().__init__(read_only=True, source=source, **kwargs)

    def to_representation(self, row: Any) -> list[dict[str, str]]:
        return [
            {"currency": currency, "amount": decimal_string(amount, currency)}
            for currency, amount in sorted(row.converted.items())
        ]


class OurWordsField(serializers.CharField):
    """A text of ours, in the language of the answer."""

    def to_representation(self, value: str) -> str:
        return translated(value)


class CoverageReasonSerializer(serializers.Serializer):
    code = serializers.CharField()
    count = serializers.IntegerField()
    text = OurWordsField()
    link = serializers.SerializerMethodField(help_text="The list that holds exactly these.")

    def get_link(self, reason: Reason) -> str:
        return f"{reverse(reason.listed)}?{urlencode(reason.params)}"


class CoverageSerializer(serializers.Serializer):
    """How many entries the report counts; which of them are in doubt, and which are left out."""

    counted = serializers.IntegerField()
    doubtful = CoverageReasonSerializer(many=True)
    left_out = CoverageReasonSerializer(many=True)


class PeriodSerializer(serializers.Serializer):
    start_date = serializers.DateField(source="start")
    end_date = serializers.DateField(source="end")


class ReportSerializer(serializers.Serializer):
    # Every report begins so. Of an `Answer`; a docstring would stand in the documentation of each.

    start_date = serializers.DateField(source="scope.period.start")
    end_date = serializers.DateField(source="scope.period.end")
    filters = serializers.SerializerMethodField()
    coverage = CoverageSerializer(source="body.coverage")

    @extend_schema_field({"type": "object", "additionalProperties": {"type": "string"}})
    def get_filters(self, answer: Answer) -> dict[str, str]:
        """Those that were set, as they were set."""
        return answer.scope.filters


@extend_schema_field({"type": "string", "pattern": r"^\d{4}-\d{2}$"})
class MonthField(serializers.DateField):
    """A month by its first day: "2026-11"."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(format="%Y-%m", read_only=True, **kwargs)


class MonthSerializer(serializers.Serializer):
    month = MonthField()
    currency = serializers.CharField()
    income = MoneyField()
    expenses = MoneyField()
    net = MoneyField()


class CashMonthSerializer(MonthSerializer):
    converted = ConvertedField()
