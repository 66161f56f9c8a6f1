"""Review: does a person have to look at it? Every reason is a stable code and a sentence.

The question is asked of the entry as it stands: what the reader was unsure of is settled once a
person has set it, and amounts are added up anew after each correction.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from django.conf import settings
from django.db.models import Min

from accounts.models import User
from common.money import decimal_string
from receipts.ledger.fields import ENTRY_NAMES, READ_FIELDS
from receipts.models import Duplicate, Receipt, Transaction
from receipts.services.extraction import PICTURE_FAULTS
from receipts.services.fields import FIELD
from receipts.services.picture_faults import hint_of
from receipts.services.validation.arithmetic import Sums, check_sums
from receipts.services.validation.confidence import (
    fields_in_doubt,
    probability_all_right,
    sureness_of,
)
from receipts.services.validation.line_arithmetic import check_lines
from receipts.services.validation.plausibility import check_kind, check_plausibility
from receipts.services.validation.stored import from_json
from receipts.services.validation.validated import (
    Check,
    CheckedField,
    CheckedLineItem,
    CheckedTaxLine,
    ValidatedReceipt,
)

Reason = dict[str, Any]

POSSIBLE_DUPLICATE = "possible_duplicate"
# People shop where they travel, and many have told no time zone: the latest date anywhere on Earth
# (UTC+14) is today.
_EARTH_AHEAD = timedelta(hours=14)

# A person may give a shop any name, and knows what was paid back.
_ABOUT_READINGS_ONLY = {"vendor_suspicious": "vendor", "negative_total": "total"}
# What a reader leaves out of its lines says little; what a person leaves out is a slip.
_OF_LISTS = {"items_mismatch": "items", "tax_lines_mismatch": "tax_lines"}
_MISSING = {"total_missing", "vendor_missing", "date_missing"}
_NOTHING_READ = from_json({})
_FIELD_NAMES = {"document_kind", *READ_FIELDS, "items", "tax_lines"}


def today_on_earth(now: datetime) -> date:
    return (now + _EARTH_AHEAD).date()


def stored_reading(receipt: Receipt) -> ValidatedReceipt | None:
    """As it was checked when it was read. None: nothing was."""
    return None if receipt.reading is None else from_json(receipt.reading)


def review_outcome(
    entry: Transaction,
    reading: ValidatedReceipt | None,
    *,
    today: date,
    duplicates: Sequence[Reason] | None = None,
) -> dict[str, Any]:
    """The values of the receipt's `review_status` and `review_reasons`.

    Approved without a person only if no check failed and the main values are all right with a
    probability of `AUTO_APPROVE_CONFIDENCE` at least; what a person has verified is approved.
    `duplicates`: the receipt's `duplicate_reasons`; None: they are asked for.
    """
    reasons: list[Reason] = []
    if entry.is_set_aside or entry.verified_at is None:
        reasons = review_reasons(entry, reading, today=today)
        if duplicates is None and entry.receipt_id is not None:
            duplicates = duplicate_reasons([entry.receipt_id]).get(entry.receipt_id)
        reasons += duplicates or []
        if entry.receipt is not None:
            reasons = with_picture_reasons(reasons, entry.receipt)
    status = Receipt.ReviewStatus.NEEDS_REVIEW if reasons else Receipt.ReviewStatus.APPROVED
    return {"review_status": status, "review_reasons": reasons}


def with_picture_reasons(reasons: Sequence[Reason], receipt: Receipt) -> list[Reason]:
    """What is wrong with the picture comes last. It explains a doubt, and is none itself: what was
    read surely is right."""
    others = [why for why in reasons if why["code"] not in PICTURE_FAULTS]
    return others + _picture_reasons(receipt) if others else []


def _picture_reasons(receipt: Receipt) -> list[Reason]:
    return [
        _told(fault["code"], hint_of(fault), values={"pages": ", ".join(map(str, fault["pages"]))})
        for fault in receipt.picture_faults
    ]


def duplicate_reasons(receipt_ids: Collection[int]) -> dict[int, list[Reason]]:
    """By receipt, for those of which it is open whether they are there twice: one reason each."""
    candidates = Duplicate.objects.open().filter(receipt__in=receipt_ids)
    pairs = candidates.order_by().values_list("receipt_id").annotate(first=Min("other_id"))
    firsts = dict(pairs)
    about = Receipt.objects.filter(pk__in=firsts.values()).values_list(
        "pk", "transaction__vendor", "original_filename"
    )
    reasons = {pk: _possible_duplicate(pk, vendor or "", file) for pk, vendor, file in about}
    return {pk: [reasons[first]] for pk, first in firsts.items()}


def _possible_duplicate(other_id: int, vendor: str, file: str) -> Reason:
    name = f"{vendor} ({file})" if vendor else file
    message = f'It resembles "{name}", which was there before. Are they the same?'
    values = {"receipt": str(other_id), "vendor": vendor, "file": file}
    return _told(POSSIBLE_DUPLICATE, message, values=values)


def review_receipt(entry: Transaction, receipt: Receipt, *, now: datetime) -> None:
    """Anew after each correction. A receipt that is still to be read is reviewed afterwards."""
    if not is_to_be_read(receipt):
        outcome = review_outcome(entry, stored_reading(receipt), today=today_on_earth(now))
        Receipt.objects.filter(pk=receipt.pk).update(**outcome)


def is_to_be_read(receipt: Receipt) -> bool:
    return receipt.reading is None and receipt.status != Receipt.Status.FAILED


def review_reasons(
    entry: Transaction, reading: ValidatedReceipt | None, *, today: date
) -> list[Reason]:
    """`reading` None: the receipt could not be read, and a person has made the entry."""
    if entry.is_set_aside:
        return _reasons_of_kind(entry.receipt)
    read = reading or _NOTHING_READ
    current = _with_entry(read, entry)
    corrected = frozenset(entry.corrected_fields)
    failed = [
        *_lasting_checks(read, corrected, today=today),
        *_failing_now(current, corrected, today=today),
    ]
    reasons = [_reason(check) for check in failed]
    if reading is None:
        return reasons
    return reasons + _unsure(read, _settled(current, corrected), reasons)


def _reasons_of_kind(receipt: Receipt | None) -> list[Reason]:
    """Of what is no purchase nothing else counts; who has said so himself has settled it."""
    if receipt is None or receipt.is_kind_settled:
        return []
    return [_reason(check) for check in check_kind(receipt.document_kind)]


def check_values(values: Mapping[str, Any], *, owner: User, today: date) -> list[Reason]:
    """Of an entry that is being typed, by the names of `Transaction`: whether its amounts add up
    and its values make sense, each check with its `severity`. What is missing is not told."""
    typed = {"currency": owner.home_currency} | dict(values)
    currency = typed["currency"]
    fields: dict[str, Any] = {
        name: CheckedField(value=_value(typed.get(column.name), currency), confidence=1.0)
        for name, column in READ_FIELDS.items()
        if column.kind != "category"
    }
    items = _items(typed.get("items", ()), currency)
    tax_lines = _tax_lines(typed.get("tax_lines", ()), currency)
    current = replace(_NOTHING_READ, **fields, items=items, tax_lines=tax_lines)
    return [
        _reason(check) | {"severity": check.severity}
        for check in _recheck(current, today=today)
        if check.code not in _ABOUT_READINGS_ONLY and not check.code.endswith("_missing")
    ]


def _with_entry(read: ValidatedReceipt, entry: Transaction) -> ValidatedReceipt:
    """The reading with the values that the entry has now."""
    changed: dict[str, Any] = {}
    for reading_name, column in READ_FIELDS.items():
        if column.kind == "category":
            continue  # one of one's own is none of a reading's
        value = _value(getattr(entry, column.name), entry.currency)
        field = replace(read.field(reading_name), value=value)
        is_sure = column.name in entry.corrected_fields
        # A repair is proposed where the doubt is.
        if is_sure:
            field = replace(field, confidence=1.0, source=None)
        changed[reading_name] = field
    if entry.receipt is not None and entry.receipt.document_kind:
        kind = entry.receipt.document_kind
        changed["document_kind"] = replace(read.document_kind, value=kind)
    items = _items(map(vars, entry.items.all()), entry.currency)
    tax_lines = _tax_lines(map(vars, entry.tax_lines.all()), entry.currency)
    # Who sets the items has set all of them.
    checks = () if "items" in entry.corrected_fields else read.checks
    return replace(read, **changed, items=items, tax_lines=tax_lines, checks=checks)


def _value(value: Any, currency: str) -> Any:
    """An amount with the decimals that it has in print: columns have more."""
    if isinstance(value, Decimal):
        return Decimal(decimal_string(value, currency))
    return None if value == "" else value


def _items(rows: Iterable[Mapping[str, Any]], currency: str) -> tuple[CheckedLineItem, ...]:
    return tuple(
        CheckedLineItem(
            description=row.get("description") or "",
            quantity=_plain(row.get("quantity")),
            unit_price=_value(row.get("unit_price"), currency),
            amount=_value(row.get("amount"), currency),
        )
        for row in rows
    )


def _tax_lines(rows: Iterable[Mapping[str, Any]], currency: str) -> tuple[CheckedTaxLine, ...]:
    return tuple(
        CheckedTaxLine(
            kind=row.get("kind") or "charged",
            rate=_plain(row.get("rate")),
            net=_value(row.get("net"), currency),
            tax=_value(row.get("tax"), currency),
        )
        for row in rows
    )


def _plain(number: Decimal | None) -> Decimal | None:
    return None if number is None else Decimal(f"{number.normalize():f}")


def _recheck(receipt: ValidatedReceipt, *, today: date) -> list[Check]:
    """The checks of values; those of the texts behind them can only be made while reading."""
    return [
        *check_plausibility(receipt, today=today),
        *check_sums(receipt),
        *check_lines(receipt),
    ]


def _failing_now(
    current: ValidatedReceipt, corrected: frozenset[str], *, today: date
) -> Iterator[Check]:
    for check in _recheck(current, today=today):
        is_settled = _ABOUT_READINGS_ONLY.get(check.code) in corrected
        is_of_a_person = _OF_LISTS.get(check.code) in corrected
        if (check.severity == "error" or is_of_a_person) and not is_settled:
            yield check


def _lasting_checks(
    read: ValidatedReceipt, corrected: frozenset[str], *, today: date
) -> Iterator[Check]:
    """What failed while reading and cannot be checked again, until its fields are corrected."""
    repeatable = {check.code for check in _recheck(read, today=today)}
    for check in read.blocking_checks:
        if check.code not in repeatable and not _fields_of(check) & corrected:
            yield check


def _fields_of(check: Check) -> set[str]:
    """By the ledger's names: "items[2].amount" is about `items`."""
    names = map(_base, check.values)
    return {ENTRY_NAMES.get(name, name) for name in names}


def _base(name: str) -> str:
    return name.partition("[")[0]


def _reason(check: Check) -> Reason:
    repair = None
    if check.repair is not None:
        found = asdict(check.repair)
        repair = {"field": found["field"], "from": found["before"], "to": found["after"]}
        repair["reason"] = found["reason"]
    fields = [name for name in check.values if _base(name) in _FIELD_NAMES]
    return _told(check.code, check.message, fields=fields, values=check.values, repair=repair)


def _told(
    code: str,
    message: str,
    *,
    fields: Sequence[str] = (),
    values: Mapping[str, str] | None = None,
    repair: Reason | None = None,
) -> Reason:
    """`fields` by the API's names, such as "total" and "items[2].amount"."""
    return {
        "code": code,
        "message": message,
        "fields": list(fields),
        "values": dict(values or {}),
        "repair": repair,
    }


def _unsure(
    read: ValidatedReceipt, settled: frozenset[str], told: Collection[Reason]
) -> list[Reason]:
    """The fields that keep the main values from being sure enough together, the worst first. Of
    what is `told` to be missing nothing was read, with certainty or without."""
    missing = {name for why in told if why["code"] in _MISSING for name in why["fields"]}
    needed = settings.AUTO_APPROVE_CONFIDENCE
    sureness = sureness_of(read, settled=settled)
    values = {"together": f"{probability_all_right(sureness):.4g}", "needed": f"{needed:g}"}
    return [
        _told(
            f"unsure_{FIELD[name].label}",
            f"The {FIELD[name].label} was not read with certainty.",
            fields=[name],
            values={"confidence": f"{sureness[name]:.4g}"} | values,
        )
        for name in fields_in_doubt(sureness, needed=needed)
        if name not in missing
    ]


def _settled(current: ValidatedReceipt, corrected: frozenset[str]) -> frozenset[str]:
    """The fields of a reading that a person has set, and those that add up with them. Who sets tax
    lines has seen the taxes."""
    names = {name for name, column in ENTRY_NAMES.items() if column in corrected}
    if "tax_lines" in corrected:
        names.add("tax")
    confirmed = Sums(current).confirmed_fields
    return frozenset(names | confirmed if names & confirmed else names)
