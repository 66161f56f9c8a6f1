"""The shape of `extracted_data`: the three forms of the existing web client, and its words for
categories. Its two pages know different ones; a category of one's own keeps its slug."""

from collections.abc import Mapping
from typing import Any

from rest_framework import serializers

from accounts.models import User
from common.api.input import ChoiceField
from common.errors import ConflictError
from receipts.ledger.categories import create_category
from receipts.ledger.entry_changes import current_value
from receipts.models import Category, Transaction
from receipts.serializers.entries import (
    AmountField,
    CurrencyField,
    DayField,
    LineField,
    TextField,
)

INCOME, OTHER = "income", "other"
# Of each default category, the nearest word that both pages know.
_SHOWN = {
    "meals": "food",
    "groceries": "food",
    "travel": "transport",
    "vehicle": "transport",
    "office": "shopping",
    "utilities": "utilities",
    "services": "utilities",
    "health": "healthcare",
    "other": "shopping",
}
# Words that are no slug of a default category. Of two that fit, the one that deducts nothing:
# nobody has said that the tax office may be told of it.
_MEANT = {
    "food": "groceries",
    "transport": "travel",
    "healthcare": "health",
    "refund": OTHER,
}
# Nothing fits these: who uses one gets a category of that name.
_OF_ONES_OWN = {
    "shopping",
    "entertainment",
    "business",
    "education",
    "insurance",
    "maintenance",
}
# What its forms hold where nothing has been read yet.
_DEFAULTS = ("type", "currency")


class ExtractedDataChangeSerializer(serializers.Serializer):
    """The existing web client's form. An empty text or null leaves a field as it is."""

    vendor = LineField(max_length=200, required=False)
    total = AmountField(required=False)
    tax = AmountField(required=False)
    type = ChoiceField(choices=Transaction.Type.choices, required=False)
    date = DayField(source="purchased_on", required=False)
    currency = CurrencyField(required=False)
    category = serializers.CharField(
        max_length=40, required=False, help_text="a word of that client, or a slug"
    )
    description = TextField(source="notes", max_length=2000, required=False)

    def to_internal_value(self, data: Any) -> dict[str, Any]:
        values: dict[str, Any] = super().to_internal_value(_flat(data))
        return values


class WrappedChangeSerializer(serializers.Serializer):
    """The same form in `extracted_data`, beside whatever the server had sent."""

    extracted_data = ExtractedDataChangeSerializer()


def _flat(body: Any) -> Any:
    """What is wrapped counts alone: beside it may stand what the client was once sent."""
    if not isinstance(body, Mapping):
        return body
    form = body.get("extracted_data")
    if form is None:
        form = body
    if not isinstance(form, Mapping):
        raise serializers.ValidationError({"extracted_data": ["This must be an object."]})
    known = {name: value for name, value in form.items() if not _is_left_open(value)}
    # The server says the total twice; where they differ, `total` is the one that the form edits.
    if "total" not in known and "total_amount" in known:
        known["total"] = known["total_amount"]
    return known


def _is_left_open(value: Any) -> bool:
    return value is None or (isinstance(value, str) and not value.strip())


def as_changes(
    form: Mapping[str, Any], *, entry: Transaction | None, owner: User
) -> dict[str, Any]:
    """What the form wants changed of the entry, with the category as a slug. May make a category:
    to be called in the transaction that uses it."""
    changes = dict(form)
    if not _has_amount(changes, entry):
        _drop_defaults(changes, entry)
    word = changes.pop("category", "").strip().lower()
    category = None if entry is None else entry.category
    if word and word != _word_of(entry):
        changes["category"], category = meant_category(word, owner=owner)
    _settle_type(changes, category, former=entry.type if entry else Transaction.Type.EXPENSE)
    if entry is not None and changes.get("type", entry.type) != entry.type:
        _settle_items(changes, entry)
    return changes


def _has_amount(form: Mapping[str, Any], entry: Transaction | None) -> bool:
    amounts = [form.get("total"), form.get("tax")]
    if entry is not None:
        amounts += [entry.total, entry.tax]
    return any(amount is not None for amount in amounts)


def _drop_defaults(changes: dict[str, Any], entry: Transaction | None) -> None:
    for name in _DEFAULTS:
        changes.pop(name, None)
    if changes.get("category") == OTHER and (entry is None or entry.category is None):
        del changes["category"]


def _word_of(entry: Transaction | None) -> str | None:
    if entry is None:
        return None
    slug = entry.category.slug if entry.category else None
    return shown_word(slug, is_income=entry.type == Transaction.Type.INCOME)


def _settle_type(changes: dict[str, Any], category: Category | None, *, former: str) -> None:
    """No word is refused, so one of the two gives way: a new type takes the category of the other
    type away, else a new category brings its type along. `other` is no more than a default.

    `category` is the one that the entry gets, or has; None: none, or a text that is no category.
    """
    if changes.get("type", former) != former:
        if category is None or category.type != changes["type"]:
            is_income = changes["type"] == Transaction.Type.INCOME
            changes["category"] = INCOME if is_income else None
    elif category is not None and "category" in changes and category.type != former:
        if category.slug == OTHER:
            del changes["category"]
        else:
            changes["type"] = category.type


def _settle_items(changes: dict[str, Any], entry: Transaction) -> None:
    """Their own categories are of the former type, and the form cannot change them."""
    if entry.items.exclude(category=None).exists():
        rows = current_value(entry, "items")
        changes["items"] = [row | {"category": None} for row in rows]


def shown_word(slug: str | None, *, is_income: bool) -> str | None:
    if is_income:
        return INCOME
    return slug and _SHOWN.get(slug, slug)


def meant_category(word: str, *, owner: User) -> tuple[str, Category | None]:
    """With its slug; None and the text itself of what is neither a word nor a category. May make a
    category: to be called in the transaction that uses it."""
    meant = _MEANT.get(word, word)
    rows = Category.objects.visible_to(owner).filter(slug__in={word, meant})
    # Of one slug one's own counts before the default.
    found = {row.slug: row for row in sorted(rows, key=lambda row: row.owner_id is not None)}
    if word not in found and word in _OF_ONES_OWN:
        own = _own_category(word, owner=owner)
        return own.slug, own
    slug = word if word in found else meant
    return slug, found.get(slug)


def _own_category(word: str, *, owner: User) -> Category:
    named = Category.objects.visible_to(owner).named(word)
    found = named.first()
    if found is not None:
        return found
    try:
        return create_category(owner=owner, name=word.capitalize())
    except ConflictError:  # another request has just made it
        return named.get()
