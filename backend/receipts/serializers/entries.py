"""Categories, and entries as people send them."""

from datetime import date
from typing import Any

from rest_framework import serializers

from common.api.input import ChoiceField, InputSerializer, SlugField
from receipts.ledger.fields import ENTRY_FIELDS, EntryField
from receipts.models import Category, DocumentKind, TaxLine, Transaction
from receipts.models.ledger import (
    FINE_PLACES,
    MONEY_DIGITS,
    MONEY_PLACES,
    PRICE_DIGITS,
    QUANTITY_DIGITS,
)
from receipts.services.currencies import valid_code
from receipts.services.texts import clean_text
from receipts.services.validation.dates import FIRST_YEAR

# As many as a reading may have.
_MAX_ITEMS = 500
_MAX_TAX_LINES = 20
_OPTIONAL: dict[str, Any] = {"required": False, "allow_null": True}


class TextField(serializers.CharField):
    """Where it may be null, null says the same as an empty text: there is none."""

    def run_validation(self, data: Any = serializers.empty) -> Any:
        return super().run_validation("" if data is None and self.allow_null else data)


class ChoiceOrNoneField(ChoiceField):
    """As a text: null says that there is none."""

    def run_validation(self, data: Any = serializers.empty) -> Any:
        return super().run_validation("" if data is None else data)


class LineField(TextField):
    """One line of text without characters that hide or reorder what people see."""

    def to_internal_value(self, data: Any) -> str:
        text = super().to_internal_value(data)
        clean = clean_text(text, max_characters=len(text)).text
        if not clean and not self.allow_blank:
            self.fail("blank")
        return clean


class CurrencyField(serializers.CharField):
    """An ISO 4217 code that is or lately was tender."""

    def to_internal_value(self, data: Any) -> str:
        code = valid_code(super().to_internal_value(data))
        if code is None:
            raise serializers.ValidationError("This is not an ISO 4217 currency code.")
        return code


class DayField(serializers.DateField):
    """Of a purchase. What lies further back is a slip: two digits that were typed for a year."""

    def to_internal_value(self, value: Any) -> date:
        day: date = super().to_internal_value(value)
        if day.year < FIRST_YEAR:
            raise serializers.ValidationError(f"Dates before {FIRST_YEAR} are not taken.")
        return day


class AmountField(serializers.DecimalField):
    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_digits=MONEY_DIGITS, decimal_places=MONEY_PLACES, **kwargs)


class ShareField(serializers.DecimalField):
    """From 0 to 1."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_digits=4, decimal_places=3, min_value=0, max_value=1, **kwargs)


class ItemInputSerializer(InputSerializer):
    """`category`: the slug of one's own or a default one; none: that of the whole entry."""

    description = LineField(max_length=500, required=False, allow_blank=True, allow_null=True)
    quantity = serializers.DecimalField(
        max_digits=QUANTITY_DIGITS, decimal_places=FINE_PLACES, required=False, allow_null=True
    )
    unit_price = serializers.DecimalField(
        max_digits=PRICE_DIGITS, decimal_places=FINE_PLACES, required=False, allow_null=True
    )
    amount = AmountField(required=False, allow_null=True)
    category = SlugField(required=False, allow_null=True)


class TaxLineInputSerializer(InputSerializer):
    kind = ChoiceField(
        choices=TaxLine.Kind.choices, required=False, help_text="charged, where it is not said"
    )
    rate = serializers.DecimalField(
        max_digits=6, decimal_places=3, required=False, allow_null=True, help_text="in percent"
    )
    net = AmountField(required=False, allow_null=True)
    tax = AmountField(required=False, allow_null=True)


class EntryValuesSerializer(serializers.Serializer):
    """Any subset; null or an empty text takes a value away. Lists are replaced as a whole."""

    items = serializers.ListField(
        child=ItemInputSerializer(), required=False, max_length=_MAX_ITEMS
    )
    tax_lines = serializers.ListField(
        child=TaxLineInputSerializer(), required=False, max_length=_MAX_TAX_LINES
    )

    def get_fields(self) -> dict[str, serializers.Field]:
        columns = {field.api_name: _input_field(field) for field in ENTRY_FIELDS}
        return columns | super().get_fields()


def _input_field(field: EntryField) -> serializers.Field:
    text: dict[str, Any] = _OPTIONAL | {"max_length": field.max_length, "allow_blank": True}
    match field.kind:
        case "choice":
            return _choice_field(field)
        case "currency":
            return CurrencyField(required=False, help_text="ISO 4217")
        case "date":
            return DayField(**_OPTIONAL)
        case "amount":
            help_text = "below zero: a refund" if field.name == "total" else None
            return AmountField(**_OPTIONAL, help_text=help_text)
        case "category":
            return SlugField(**_OPTIONAL)
        case "notes":
            return TextField(**text)
        case "share":
            return ShareField(**_OPTIONAL, help_text="null: as the category has it")
    return LineField(**text)


def _choice_field(field: EntryField) -> serializers.Field:
    """By the words of the column; one that may be blank may be null too."""
    column = Transaction.column(field.name)
    if column.blank:
        return ChoiceOrNoneField(choices=column.choices or (), allow_blank=True, **_OPTIONAL)
    return ChoiceField(source=field.name, choices=column.choices or (), required=False)


class ReceiptValuesSerializer(EntryValuesSerializer):
    """Any subset; null or an empty text takes a value away. Lists are replaced as a whole."""

    document_kind = ChoiceField(
        choices=DocumentKind.choices,
        **_OPTIONAL,
        help_text="of what is no purchase the entry goes, and comes back when it is one; null"
        " leaves it as it is",
    )


class ReceiptChangeSerializer(InputSerializer, ReceiptValuesSerializer):
    """Any subset; null or an empty text takes a value away. Lists are replaced as a whole."""


class EntryChangeSerializer(InputSerializer, EntryValuesSerializer):
    """Any subset; null or an empty text takes a value away. Lists are replaced as a whole."""


class EntrySerializer(EntryChangeSerializer):
    """An entry by hand. Without a currency it is in the account's own."""

    total = AmountField(help_text="below zero: a refund")
    purchased_on = DayField()


class CategorySerializer(serializers.ModelSerializer):
    name = serializers.CharField(source="shown_name", help_text="of a default, in your language")
    is_default = serializers.SerializerMethodField(help_text="everybody has it; it cannot change")

    class Meta:
        model = Category
        fields = ["id", "version", "slug", "name", "type", "is_deductible", "is_default"]
        read_only_fields = fields

    def get_is_default(self, category: Category) -> bool:
        return category.owner_id is None


class CategoryInputSerializer(InputSerializer):
    """The slug is made from the first name and stays."""

    name = LineField(max_length=60)
    type = ChoiceField(choices=Category.Type.choices, required=False)
    is_deductible = serializers.BooleanField(required=False)
