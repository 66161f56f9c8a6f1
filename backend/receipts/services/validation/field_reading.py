"""Field reading: the texts of one reading become typed fields, with what there is to say. Pure.

Text that is not what it should be gives None with its text kept, never a default in its place.
"""

import math
import re
from dataclasses import replace
from datetime import date
from decimal import Decimal
from itertools import product
from typing import Any

from receipts.services.currencies import (
    CurrencyReading,
    currency_of_country,
    find_currency_mark,
    is_currency_mark,
    names_currency,
    printed_minor_units,
    read_currency,
    valid_code,
)
from receipts.services.extraction import (
    SUM_MARK,
    Box,
    DateOrder,
    ExtractedReceipt,
    ReadField,
    ReadingContext,
)
from receipts.services.fields import CREDIT_NOTE, FIELD, FIELDS, Field
from receipts.services.spelling.vendor_names import vendor_key
from receipts.services.texts import clean_text, is_placeholder
from receipts.services.validation.amounts import (
    amount_readings,
    exact_amount,
    parse_amount,
    parse_count,
)
from receipts.services.validation.confidence import (
    ASSUMED_CURRENCY,
    ASSUMED_TYPE,
    KNOWN_VENDOR,
    engine_confidence,
)
from receipts.services.validation.dates import DateReading, date_order, read_date
from receipts.services.validation.validated import Check, CheckedField, Severity, TransactionType
from receipts.services.validation.vendor_slips import mend_vendor

MAX_KEPT_TEXT = 500  # the engine's text and the printed line, kept as evidence

# Of a currency's sign or name; more is a sentence.
_LONGEST_MARK = 20
# Where the signs of a currency are looked for, the total first.
_AMOUNTS = sorted(
    (field.name for field in FIELDS if field.kind == "amount"), key=lambda name: name != "total"
)


class FieldReader:
    """Reads the fields of one receipt; `checks` grows with each call."""

    def __init__(self, reading: ExtractedReceipt, *, context: ReadingContext) -> None:
        self.reading = reading
        self.context = context
        self.checks: list[Check] = []

    def read(self, row: Field, *, currency: CheckedField[str]) -> CheckedField[Any]:
        """Any field; amounts and dates are read by the currency, which is read first."""
        match row.name, row.kind:
            case _, "currency":
                return currency
            case "vendor", _:
                return self.read_vendor()
            case "transaction_type", _:
                return self.read_type()
            case _, "date":
                return self.read_date(currency=currency)
            case _, "amount":
                return self.read_amount(row.name, currency=currency.value)
            case _, "choice":
                return self.read_choice(row)
            case _, "count":
                return self.read_count(row)
        return self.read_text(row)

    def read_text(self, row: Field) -> CheckedField[str]:
        name = row.name
        field = self.reading.field(name)
        if field is None:
            return CheckedField()
        text, was_cut = clean_text(field.value, max_characters=row.max_length or MAX_KEPT_TEXT)
        if was_cut:
            self.note(
                "text_cut", "A text was longer than a receipt prints and was cut.", name, text
            )
        return checked(field, value=None if is_placeholder(text) else text)

    def read_vendor(self) -> CheckedField[str]:
        """As the account knows the shop, where it was read with a slip; `text` keeps the slip."""
        field = self.read_text(FIELD["vendor"])
        if field.source == "xml":  # nothing was read that could have slipped
            return field
        known = mend_vendor(field.value or "", known=self.context.known_vendors)
        if field.value is None or known is None:
            return self._surer_of_known(field)
        message = "The vendor was read with a slip; the name is that of earlier entries."
        values = {"vendor": known, "read": field.value}
        self._add("vendor_as_known", "note", message, values)
        return replace(field, value=known)

    def _surer_of_known(self, field: CheckedField[str]) -> CheckedField[str]:
        key = vendor_key(field.value or "")
        if not key or all(vendor_key(name) != key for name in self.context.known_vendors):
            return field
        return replace(field, confidence=max(field.confidence, KNOWN_VENDOR))

    def read_amount(self, name: str, *, currency: str | None) -> CheckedField[Decimal]:
        field = self.reading.field(name)
        if field is None:
            return CheckedField()
        units = printed_minor_units(currency)
        result = checked(field, value=_amount_of(field, minor_units=units))
        if result.value is None and not is_placeholder(result.text):
            self.error("amount_unreadable", "This text is not an amount.", name, result.text)
        if result.value is not None:
            self._compare_with_print(name, result.value, field.printed, units=units)
        return _as_taken_off(result) if name == "discount" else result

    def _compare_with_print(self, name: str, value: Decimal, text: str, *, units: int) -> None:
        """`text` may hold several amounts, of which the value is the sum."""
        pieces = [amount_readings(piece, minor_units=units) for piece in text.split(SUM_MARK)]
        printed = [sum(parts, Decimal(0)) for parts in product(*pieces)]
        if not printed or value in printed or (self._is_sign_free(name) and -value in printed):
            return
        values = {name: f"{value:f}", "printed": f"{printed[0]:f}"}
        self._add_differs_check("amount", values)

    def _is_sign_free(self, name: str) -> bool:
        """Some tills print a discount with a minus, what a total is rounded off by and a credit
        note's amounts without one."""
        kind = self.reading.document_kind
        return name in {"discount", "rounding"} or (kind is not None and kind.value == CREDIT_NOTE)

    def read_currency(self) -> CheckedField[str]:
        """As the reader says, else the sign beside an amount, else the account's own currency. A
        printed one that is not known is none of these."""
        if unknown := self._unknown_print():
            return self._unreadable_currency(unknown)
        for field, text in self._currency_texts():
            found = read_currency(
                text, country=self.context.country, home_currency=self.context.home_currency
            )
            if found is not None:
                self._add_ambiguity_check(found, text)
                self._compare_currency_with_print(found.code)
                return checked(field, value=found.code)
        return self._assume_currency()

    def _compare_currency_with_print(self, code: str) -> None:
        printed = self.reading.currency.printed if self.reading.currency else ""
        named = read_currency(printed) if is_currency_mark(printed.strip()) else None
        if named is not None and code not in named.candidates:
            self._add_differs_check("currency", {"currency": code, "printed": printed.strip()})

    def _unknown_print(self) -> str:
        """What stands on the paper for the currency and names none. A model that gives the
        account's own code for it has guessed; one that gives another has understood something.
        Empty: nothing stands there, or it is known."""
        field = self.reading.currency
        if field is None:
            return ""
        is_guess = field.source == "openai" and field.value == self.context.home_currency
        if field.value and not is_guess:
            return ""
        printed = field.printed.strip()
        is_mark = 0 < len(printed) <= _LONGEST_MARK and not any(map(str.isdigit, printed))
        return "" if not is_mark or is_placeholder(printed) or names_currency(printed) else printed

    def read_date(self, *, currency: CheckedField[str]) -> CheckedField[date]:
        field = self.reading.purchased_on
        if field is None:
            return CheckedField()
        order, is_settled = date_order(
            field.printed or field.value,
            account=self.context.date_order,
            country=self.context.country,
            currency=currency.value,
            is_printed=bool(currency.source),
        )
        found = self._find_date(field, order=order, is_settled=is_settled)
        result = checked(field, value=found.value if found else None)
        if found is None and not is_placeholder(result.text):
            self.error("date_unreadable", "This text is not a date.", "purchased_on", result.text)
        if found is not None and found.alternative and found.is_against_order == is_settled:
            self._add_date_ambiguity(found)
        return result

    def _find_date(
        self, field: ReadField, *, order: DateOrder, is_settled: bool
    ) -> DateReading | None:
        """An engine that answers in ISO has chosen between day and month itself.

        Where the order is settled, the printed text is read by it instead.
        """
        found, printed = (
            read_date(text, order=order, today=self.context.today)
            for text in (field.value, field.printed)
        )
        if found is None or printed is None:
            return found
        if found.value not in {printed.value, printed.alternative}:
            values = {"purchased_on": str(found.value), "printed": str(printed.value)}
            self._add_differs_check("date", values)
            return found
        if found.value == printed.value or is_settled:
            return printed
        return DateReading(value=found.value, alternative=printed.value)

    def read_type(self) -> CheckedField[TransactionType]:
        field = self.reading.transaction_type
        text = field.value.strip().casefold() if field else ""
        if field is not None and text == "income":
            return checked(field, value="income")
        if field is not None and text == "expense":
            return checked(field, value="expense")
        kept = clean_text(text, max_characters=MAX_KEPT_TEXT).text
        message = "Nothing says whether this is an expense or income; it is taken for an expense."
        self.note("type_assumed", message, "transaction_type", kept)
        return CheckedField(value="expense", confidence=ASSUMED_TYPE, text=kept)

    def read_choice(self, row: Field) -> CheckedField[str]:
        field = self.reading.field(row.name)
        if field is None:
            return CheckedField()
        word = re.sub(r"[\s-]+", "_", field.value.strip().casefold())
        result = checked(field, value=word if word in row.choices else None)
        if result.value is None and not is_placeholder(result.text):
            message = f"There is no such {row.label}."
            self.note(f"{row.name}_unknown", message, row.name, result.text)
        return result

    def read_count(self, row: Field) -> CheckedField[int]:
        field = self.reading.field(row.name)
        if field is None:
            return CheckedField()
        result = checked(field, value=parse_count(field.value))
        if result.value is None and not is_placeholder(result.text):
            message = f"The {row.label} is not a number."
            self.note(f"{row.name}_unreadable", message, row.name, result.text)
        return result

    def error(self, code: str, message: str, name: str, text: str) -> None:
        self._add(code, "error", message, {name: text})

    def note(self, code: str, message: str, name: str, text: str) -> None:
        self._add(code, "note", message, {name: text})

    def _add(self, code: str, severity: Severity, message: str, values: dict[str, str]) -> None:
        self.checks.append(Check(code=code, severity=severity, message=message, values=values))

    def _currency_texts(self) -> list[tuple[ReadField, str]]:
        """The texts that may name the currency, the most telling first."""
        currency = self.reading.currency
        found = [(currency, currency.value), (currency, currency.printed)] if currency else []
        for name in _AMOUNTS:
            field = self.reading.field(name)
            for text in (field.printed, field.value) if field else ():
                mark = find_currency_mark(text)
                if field is not None and mark is not None:
                    found.append((field, mark))
        return found

    def _assume_currency(self) -> CheckedField[str]:
        home = valid_code(self.context.home_currency) or currency_of_country(self.context.country)
        text = self.reading.currency.value if self.reading.currency else ""
        kept = clean_text(text, max_characters=MAX_KEPT_TEXT).text
        if kept and not is_placeholder(kept):
            return self._unreadable_currency(kept)
        if home is None:
            message = "No currency could be read, and the account has none of its own."
            self.error("currency_unknown", message, "currency", kept)
            return CheckedField(text=kept)
        message = f"No currency could be read; {home}, the account's own, is assumed."
        self.note("currency_assumed", message, "currency", home)
        return CheckedField(value=home, confidence=ASSUMED_CURRENCY, text=kept)

    def _unreadable_currency(self, text: str) -> CheckedField[str]:
        kept = clean_text(text, max_characters=MAX_KEPT_TEXT).text
        message = "The printed currency is none that is known."
        self.error("currency_unreadable", message, "currency", kept)
        return CheckedField(text=kept)

    def _ask_country(self, name: str, text: str) -> None:
        """It settles what is ambiguous, and the account has not said it."""
        if not self.context.country:
            message = "Your profile has no country. With it, this would be settled by itself."
            self.error("country_missing", message, name, text)

    def _add_ambiguity_check(self, found: CurrencyReading, text: str) -> None:
        if found.is_settled:
            return
        values = {
            "currency": found.code,
            "sign": clean_text(text, max_characters=MAX_KEPT_TEXT).text,
            "candidates": " ".join(found.candidates),
        }
        message = f"Several currencies have this sign; {found.code} is the most common of them."
        self._add("currency_ambiguous", "error", message, values)
        self._ask_country("currency", values["sign"])

    def _add_date_ambiguity(self, found: DateReading) -> None:
        """Nothing has said the order, or it gives a day that has not come."""
        assert found.alternative is not None
        values = {
            "purchased_on": found.value.isoformat(),
            "alternative": found.alternative.isoformat(),
        }
        message = "Day and month of this date can be read either way round."
        self._add("date_ambiguous", "error", message, values)
        self._ask_country("purchased_on", values["purchased_on"])

    def _add_differs_check(self, thing: str, values: dict[str, str]) -> None:
        message = f"The {thing} is not the one in the printed text it was taken from."
        self._add("value_differs_from_print", "error", message, values)


def checked[T](field: ReadField, *, value: T | None) -> CheckedField[T]:
    """The field with its evidence; the texts are made harmless first."""
    return CheckedField(
        value=value,
        confidence=engine_confidence(field),
        text=clean_text(field.value, max_characters=MAX_KEPT_TEXT).text,
        printed=clean_text(field.printed, max_characters=MAX_KEPT_TEXT).text,
        source=field.source,
        box=_sound_box(field.box),
        origin=field.origin,
    )


def _amount_of(field: ReadField, *, minor_units: int) -> Decimal | None:
    if field.source == "xml":
        return exact_amount(field.value)
    return parse_amount(field.value, minor_units=minor_units)


def _as_taken_off(discount: CheckedField[Decimal]) -> CheckedField[Decimal]:
    """How much that is, more than nothing, with a minus before it, behind it or without."""
    value = discount.value
    return discount if value is None else replace(discount, value=abs(value))


def _sound_box(box: Box | None) -> Box | None:
    """None: the box lies not on a page, so nothing could be shown with it."""
    if box is None:
        return None
    edges = (box.left, box.top, box.right, box.bottom)
    is_on_page = box.page >= 0 and all(math.isfinite(e) and 0 <= e <= 1 for e in edges)
    return box if is_on_page and box.left <= box.right and box.top <= box.bottom else None
