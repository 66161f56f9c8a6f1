"""The question to a report, as it stands in the query string."""

from datetime import date
from typing import Any

from django.conf import settings
from django.utils.translation import get_language
from rest_framework import serializers

from accounts.models import User
from common.api.input import ChoiceField
from common.periods import Period, tax_year_of
from receipts.models import Transaction
from receipts.services.currencies import valid_code
from reports.aggregates.question import OPTIONS, Question, category_ids_named
from reports.aggregates.scope import ReportScope

# A report lists the months of its period, so a period cannot be without end.
MAX_YEARS = 50


class QuestionSerializer(serializers.Serializer):
    """The period is the current tax year where none is given; both days belong to it."""

    start_date = serializers.DateField(required=False)
    end_date = serializers.DateField(required=False)
    currency = serializers.CharField(
        required=False, help_text="Only entries in this currency (ISO 4217)."
    )
    convert_to = serializers.CharField(
        required=False,
        help_text="Amounts in this currency, at the stored rate of each entry's date.",
    )
    transaction_type = ChoiceField(choices=Transaction.Type.choices, required=False)
    category = serializers.CharField(
        required=False, help_text="Slugs, separated by commas; `uncategorised` for none."
    )
    vendor = serializers.CharField(
        required=False, max_length=200, help_text="A part of the vendor's name."
    )
    reviewed_only = serializers.BooleanField(required=False, default=False)

    def validate_currency(self, value: str) -> str:
        return _currency(value)

    def validate_convert_to(self, value: str) -> str:
        return _currency(value)

    def validate_category(self, value: str) -> frozenset[int | None]:
        ids = category_ids_named(self._owner, self._slugs(value))
        unknown = [slug for slug, found in ids.items() if not found]
        if unknown:
            raise serializers.ValidationError(f"Unknown category: {', '.join(unknown)}.")
        return frozenset(category_id for found in ids.values() for category_id in found)

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        default = self.default_period()
        start = attrs.get("start_date")
        end = attrs.get("end_date")
        if start is None:
            start = default.start if end is None or end >= default.start else self._year_of(end)
        end = end or max(default.end, self._year_end(start))
        if start > end:
            raise serializers.ValidationError({"start_date": "It must not be after the end."})
        if end.year - start.year > MAX_YEARS:
            raise serializers.ValidationError(
                {"start_date": f"The period may be at most {MAX_YEARS} years long."}
            )
        return attrs | {"period": Period(start=start, end=end)}

    def default_period(self) -> Period:
        return tax_year_of(self._today, start_month=self._owner.tax_year_start_month)

    def question(self) -> Question:
        data = self.validated_data
        scope = ReportScope(
            owner=self._owner,
            period=data["period"],
            today=self._today,
            currency=data.get("currency", ""),
            convert_to=data.get("convert_to", ""),
            type=data.get("transaction_type", ""),
            vendor=data.get("vendor", ""),
            category_ids=data.get("category"),
            categories=",".join(self._slugs(self.initial_data.get("category", ""))),
            only_reviewed=data["reviewed_only"],
        )
        options = {name: data[name] for name in OPTIONS if name in data}
        return Question(scope=scope, **({"language": get_language() or ""} | options))

    @staticmethod
    def _slugs(value: str) -> list[str]:
        return [slug.strip().lower() for slug in value.split(",") if slug.strip()]

    def _year_of(self, day: date) -> date:
        return tax_year_of(day, start_month=self._owner.tax_year_start_month).start

    def _year_end(self, day: date) -> date:
        return tax_year_of(day, start_month=self._owner.tax_year_start_month).end

    @property
    def _owner(self) -> User:
        owner: User = self.context["owner"]
        return owner

    @property
    def _today(self) -> date:
        today: date = self.context["today"]
        return today


class ExportQuestionSerializer(QuestionSerializer):
    """The filters and options of the report itself, and how the file is written."""

    bom = serializers.BooleanField(
        default=False,
        help_text="CSV for Excel: it begins with the mark that makes Excel read it as UTF-8, and "
        "where the language has a comma before decimals, a semicolon stands between cells.",
    )
    language = ChoiceField(
        choices=settings.LANGUAGES,
        required=False,
        help_text="Of the words of CSV, XLSX, PDF and the package. That of the answer where it is "
        "not given.",
    )


def _currency(value: str) -> str:
    code = valid_code(value)
    if code is None:
        raise serializers.ValidationError("It must be a currency code of ISO 4217, such as GBP.")
    return code


def with_file_options(form: type[QuestionSerializer]) -> type[QuestionSerializer]:
    """The form of the report's files."""
    return type(f"Export{form.__name__}", (ExportQuestionSerializer, form), {})
