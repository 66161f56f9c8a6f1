"""Changes of an entry: what differs from what a person wants it to be, and its application."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import partial
from typing import Any

from django.db.models import Model

from accounts.models import User
from common.errors import InvalidFieldError
from common.money import decimal_string, has_too_many_decimals, most_decimals
from receipts.ledger.categories import category_among, find_categories
from receipts.ledger.fields import ENTRY_FIELDS
from receipts.models import Category, LineItem, TaxLine, Transaction
from receipts.services.validation.signs import SIGNED_FIELDS, unlike_total
from receipts.services.validation.validated import CheckedTaxLine

# Each list with its model; its rows are mappings of these columns.
LISTS: dict[str, type[Model]] = {"items": LineItem, "tax_lines": TaxLine}
COLUMNS = {
    "items": ("description", "quantity", "unit_price", "amount", "category"),
    "tax_lines": ("kind", "rate", "net", "tax"),
}
# Not money: written without the decimals of a currency.
_PLAIN_NUMBERS = {"quantity", "rate", "deductible_share"}
_AMOUNTS = tuple(field.name for field in ENTRY_FIELDS if field.kind == "amount")
_MONEY_COLUMNS = ("amount", "net", "tax")


@dataclass(frozen=True, kw_only=True)
class FieldChange:
    """One field, with its values as the history shows them: JSON, money as decimal strings."""

    field: str
    old: Any
    new: Any


def with_categories(changes: Mapping[str, Any], *, owner: User) -> dict[str, Any]:
    """Slugs become categories, which are held until the transaction ends (`find_categories`), and
    the rows of lists get all their columns. Raises InvalidFieldError."""
    values = dict(changes)
    for name in LISTS.keys() & values.keys():
        values[name] = [
            {column: row.get(column) for column in COLUMNS[name]} for row in values[name]
        ]
    for row in values.get("tax_lines", []):
        row["kind"] = row["kind"] or TaxLine.Kind.CHARGED
    items = values.get("items", [])
    slugs = {values.get("category"), *(row["category"] for row in items)} - {None, ""}
    found = find_categories(slugs, owner=owner)
    if values.get("category") is not None:
        values["category"] = category_among(found, values["category"], field="category")
    for row in items:
        row["description"] = row["description"] or ""
        slug = row["category"]
        row["category"] = category_among(found, slug, field="items") if slug else None
    return values


def apply_changes(entry: Transaction, values: Mapping[str, Any]) -> list[FieldChange]:
    """Sets the fields that differ; lists are left to `replace_lists`, which needs the saved entry.

    Where nothing has been read yet, whatever a person says is a change: it must outlast the
    reading that comes, even where it is what the entry would have had anyway.
    """
    is_unread = entry.receipt is not None and entry.receipt.reading is None
    currency = values.get("currency", entry.currency)
    found = []
    for name, new in values.items():
        is_new = is_unread and name not in entry.corrected_fields
        old = None if is_new else current_value(entry, name)
        if is_new or old != new:
            found.append(
                FieldChange(
                    field=name,
                    old=_as_json(old, name=name, currency=entry.currency),
                    new=_as_json(new, name=name, currency=currency),
                )
            )
    for change in found:
        if change.field not in LISTS:
            setattr(entry, change.field, values[change.field])
    return found


class TooManyDecimalsError(InvalidFieldError):
    """An amount is one that its currency does not have."""

    code = "too_many_decimals"


class CurrencyDecimalsError(InvalidFieldError):
    """Amounts that stay would be none of the new currency. `amounts`: them, by their fields, those
    of lists by their places such as "items[2].amount"."""

    code = "currency_lacks_decimals"


class SignsDifferError(InvalidFieldError):
    """Of a refund all amounts are below zero, of anything else none is."""

    code = "signs_differ"


def sign_contradiction(
    entry: Transaction, values: Mapping[str, Any], *, changed: Collection[str]
) -> SignsDifferError | None:
    """Where a person sets one of the amounts; to be called before lists are replaced."""
    if not entry.total or not SIGNED_FIELDS & set(changed):
        return None
    rows = values["tax_lines"] if "tax_lines" in values else current_value(entry, "tax_lines")
    lines = [CheckedTaxLine(**row) for row in rows]
    for name in unlike_total(partial(getattr, entry), lines):
        return SignsDifferError(
            name, "It has another sign than the total. Of a refund all amounts are below zero."
        )
    return None


def refuse_decimals(
    entry: Transaction, values: Mapping[str, Any], *, former: Mapping[str, Any]
) -> None:
    """Amounts with more decimals than the currency has (ISO 4217); to be called before lists are
    replaced. `former`: what is changed, with its values before as the history shows them. Of the
    rest only a new currency asks: what an earlier release has stored stays as it is. Raises
    TooManyDecimalsError and CurrencyDecimalsError."""
    currency = entry.currency
    for name in sorted(former):
        known = _amounts(name, former[name] or []).values() if name in LISTS else ()
        for amount in _amounts(name, values.get(name)).values():
            if amount not in known and has_too_many_decimals(amount, currency):
                raise TooManyDecimalsError(
                    name,
                    f"{amount.normalize():f} has more decimals than an amount in {currency} can "
                    f"have: {most_decimals(currency)}.",
                )
    if "currency" in former:
        _refuse_currency(entry, values)


def _refuse_currency(entry: Transaction, values: Mapping[str, Any]) -> None:
    found = {
        place: amount
        for name in (*_AMOUNTS, *LISTS)
        for place, amount in _amounts(
            name, values[name] if name in values else current_value(entry, name)
        ).items()
        if has_too_many_decimals(amount, entry.currency)
    }
    if found:
        listed = ", ".join(dict.fromkeys(f"{amount.normalize():f}" for amount in found.values()))
        error = CurrencyDecimalsError(
            "currency",
            f"These are no amounts in {entry.currency}, which has fewer decimals: {listed}. "
            "Change them with the currency.",
        )
        error.details["amounts"] = {place: f"{value:f}" for place, value in found.items()}
        raise error


def _amounts(name: str, value: Any) -> dict[str, Decimal]:
    """In a value of a field or the rows of a list, by their places. Prices of one piece may have
    more decimals."""
    if name in LISTS:
        cells = {
            f"{name}[{place}].{column}": row[column]
            for place, row in enumerate(value)
            for column in _MONEY_COLUMNS
            if column in row
        }
    else:
        cells = {name: value} if name in _AMOUNTS else {}
    return {place: Decimal(cell) for place, cell in cells.items() if cell is not None}


def contradiction(
    entry: Transaction, category: Category | None, *, changed: Collection[str]
) -> InvalidFieldError | None:
    """Between the type of an entry and that of the category that it has or gets, where a person
    sets one of them. The type of what nothing has been read of yet is only assumed."""
    if category is None or category.type == entry.type or not {"type", "category"} & set(changed):
        return None
    is_unread = entry.receipt is not None and entry.receipt.reading is None
    if is_unread and "type" not in {*entry.corrected_fields, *changed}:
        return None
    return InvalidFieldError(
        "category",
        f"The category {category.slug!r} is one of type {category.type}, and the entry is of type"
        f" {entry.type}. Change both.",
    )


def refuse_contradictions(
    entry: Transaction, values: Mapping[str, Any], *, changed: Collection[str]
) -> None:
    """The same, also of the categories that its items have or get. Raises InvalidFieldError."""
    error = contradiction(entry, entry.category, changed=changed)
    if error is None and {"type", "items"} & set(changed):
        error = _item_contradiction(entry, values)
    if error is not None:
        raise error


def _item_contradiction(entry: Transaction, values: Mapping[str, Any]) -> InvalidFieldError | None:
    if "items" in values:
        categories = [row["category"] for row in values["items"] if row["category"]]
    elif entry.pk:
        lines = entry.items.exclude(category=None).select_related("category")
        categories = [line.category for line in lines]
    else:
        categories = []
    for category in categories:
        if category.type != entry.type:
            return InvalidFieldError(
                "items",
                f"The category {category.slug!r} of an item is one of type {category.type}, and the"
                f" entry is of type {entry.type}. Change both.",
            )
    return None


def replace_lists(entry: Transaction, values: Mapping[str, Any]) -> None:
    """The rows in the order in which they were given."""
    for name, model in LISTS.items():
        if name in values:
            model._default_manager.filter(transaction=entry).delete()
            model._default_manager.bulk_create(
                model(transaction=entry, position=position, **row)
                for position, row in enumerate(values[name])
            )


def follow_category(entry: Transaction, values: Mapping[str, Any]) -> list[FieldChange]:
    """The deductible share is the category's, until a person has set it."""
    if "category" not in values or "deductible_share" in values:
        return []
    return settle_share(entry)


def settle_share(entry: Transaction) -> list[FieldChange]:
    """As the category has it, unless a person has set it."""
    share = Decimal(1 if entry.category and entry.category.is_deductible else 0)
    if "deductible_share" in entry.corrected_fields or entry.deductible_share == share:
        return []
    change = FieldChange(
        field="deductible_share",
        old=_as_json(entry.deductible_share, name="deductible_share", currency=entry.currency),
        new=_as_json(share, name="deductible_share", currency=entry.currency),
    )
    entry.deductible_share = share
    return [change]


def hand_share_back(entry: Transaction, values: dict[str, Any]) -> bool:
    """Where null is wanted of the deductible share, which is taken out of `values`, it is set by a
    person no longer. Whether it was."""
    if values.get("deductible_share", 0) is not None:
        return False
    del values["deductible_share"]
    was_set = "deductible_share" in entry.corrected_fields
    entry.corrected_fields = [name for name in entry.corrected_fields if name != "deductible_share"]
    return was_set


def current_value(entry: Transaction, name: str) -> Any:
    """Of a field, or the rows of a list."""
    if name not in LISTS:
        return getattr(entry, name)
    rows = getattr(entry, name).all() if entry.pk else []
    return [{column: getattr(row, column) for column in COLUMNS[name]} for row in rows]


def _as_json(value: Any, *, name: str, currency: str) -> Any:
    match value:
        case Decimal():
            if name in _PLAIN_NUMBERS:
                return f"{value.normalize():f}"
            return decimal_string(value, currency)
        case date():
            return value.isoformat()
        case Category():
            return value.slug
        case list():
            return [_as_json(row, name=name, currency=currency) for row in value]
        case dict():
            return {key: _as_json(cell, name=key, currency=currency) for key, cell in value.items()}
    return value
