"""Ledger entries by hand of the demo account's year: what recurs, and what happens once.

Pure. The vendors are invented; the same day gives the same entries.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from random import Random
from typing import Any

from common.periods import Period, months_after, months_in

Values = dict[str, Any]  # by the names of `Transaction`, as `create_entry` takes them

OWN_CATEGORY: Values = {"name": "Studio materials", "type": "expense", "is_deductible": True}
OWN_SLUG = "studio-materials"  # made of its name

_CENT = Decimal("0.01")
_SEED = 7


@dataclass(frozen=True, kw_only=True)
class _Habit:
    """A payment that comes again on these days of every so many months.

    Each amount, tax included, is at most the share `spread` away from the usual one, which grows
    by the share `growth` a month. Several `rates` (in percent) share it equally. `vendor` empty:
    cash without a slip.
    """

    vendor: str
    amount: str
    category: str
    days: tuple[int, ...]
    months: int = 1
    type: str = "expense"
    currency: str = "GBP"
    rates: tuple[str, ...] = ()
    spread: float = 0
    growth: float = 0
    deductible_share: str | None = None
    payment_method: str = "card"


# fmt: off
_HABITS = (
    # Clients.
    _Habit(vendor="Ashcombe Gallery", amount="1740.00", category="income", type="income",
           days=(3,), rates=("20",), payment_method="bank_transfer"),
    _Habit(vendor="Thistle & Rowe Publishers", amount="1380.00", category="income", type="income",
           days=(12,), rates=("20",), spread=0.4, payment_method="bank_transfer"),
    _Habit(vendor="Verlag Morgenstern", amount="980.00", category="income", type="income",
           currency="EUR", days=(18,), rates=("0",), spread=0.3, payment_method="bank_transfer"),
    _Habit(vendor="Bright Mesa Studio", amount="640.00", category="income", type="income",
           currency="USD", days=(22,), spread=0.25, payment_method="bank_transfer"),
    _Habit(vendor="", amount="96.00", category="income", type="income",
           days=(15,), months=2, rates=("20",), spread=0.5, payment_method="cash"),
    # What comes every month.
    _Habit(vendor="Larkfield Workspaces", amount="504.00", category="office",
           days=(1,), rates=("20",), payment_method="bank_transfer"),
    _Habit(vendor="Fenwick Energy", amount="68.25", category="utilities",
           days=(5,), rates=("5",), spread=0.25, deductible_share="0.25",
           payment_method="direct_debit"),
    _Habit(vendor="Tamar Broadband", amount="34.00", category="utilities",
           days=(8,), rates=("20",), deductible_share="0.5", payment_method="direct_debit"),
    _Habit(vendor="Pico Mobile", amount="18.00", category="utilities", days=(15,), rates=("20",)),
    _Habit(vendor="Cloudfold", amount="29.00", category="services", currency="USD", days=(10,)),
    _Habit(vendor="Pinyon Stock Photos", amount="19.00", category="services", currency="USD",
           days=(26,)),
    _Habit(vendor="Schriftgarten", amount="11.90", category="services", currency="EUR",
           days=(20,), rates=("19",)),
    _Habit(vendor="Harbour Bank", amount="6.00", category="services", days=(28,),
           payment_method="direct_debit"),
    _Habit(vendor="Bramley Mutual", amount="96.00", category="services", days=(2,), months=3,
           payment_method="direct_debit"),
    _Habit(vendor="Ledbury Accounts", amount="216.00", category="services", days=(13,), months=3,
           rates=("20",), payment_method="bank_transfer"),
    # What is bought as it is needed.
    _Habit(vendor="Greenfold Market", amount="42.60", category="groceries",
           days=(2, 9, 16, 23), rates=("0", "20"), spread=0.2),
    _Habit(vendor="Copper Kettle Cafe", amount="11.40", category="meals",
           days=(6, 14), rates=("20",), spread=0.2),
    _Habit(vendor="", amount="3.60", category="meals", days=(4, 18), spread=0.3,
           payment_method="cash"),
    _Habit(vendor="Northern Vale Rail", amount="27.80", category="travel", days=(7, 21),
           rates=("0",), spread=0.3),
    _Habit(vendor="Harrow Dale Fuel", amount="52.40", category="vehicle", days=(11, 25),
           rates=("20",), spread=0.15, deductible_share="0.5"),
    _Habit(vendor="", amount="4.50", category="vehicle", days=(17,), spread=0.4,
           payment_method="cash"),
    _Habit(vendor="Inkwell & Press Supplies", amount="48.00", category=OWN_SLUG, days=(17, 24),
           rates=("20",), spread=0.1, growth=0.1),
    _Habit(vendor="Quayside Post", amount="9.15", category="services", days=(19,),
           rates=("0",), spread=0.4),
    _Habit(vendor="Hofwerk Coworking", amount="45.00", category="office", currency="EUR",
           days=(24,), rates=("19",), spread=0.2),
    _Habit(vendor="Bistro Sonnenhof", amount="27.30", category="meals", currency="EUR",
           days=(25,), rates=("7",), spread=0.3),
    _Habit(vendor="Willowbank Pharmacy", amount="8.20", category="health", days=(22,),
           rates=("20",), spread=0.4),
)
# fmt: on


def year_of_entries(*, today: date, months: int) -> Iterator[Values]:
    """Of so many months up to today, the oldest first."""
    first = months_before(today, months)
    days = [day for day in _days(first, today) if day > first]
    found = [*_recurring(days), *_once(today)]
    yield from sorted(
        (values for values in found if first < values["purchased_on"] <= today),
        key=lambda values: values["purchased_on"],
    )


def months_before(day: date, months: int) -> date:
    """At most the 28th, which every month has."""
    return months_after(day.replace(day=min(day.day, 28)), -months)


def _days(first: date, last: date) -> list[date]:
    return [first + timedelta(days=number) for number in range((last - first).days + 1)]


def _recurring(days: Sequence[date]) -> Iterator[Values]:
    chance = Random(_SEED)  # noqa: S311 - plausible amounts, no secret
    for habit in _HABITS:
        for day in days:
            if day.day in habit.days and day.month % habit.months == 0:
                grown = (1 + habit.growth) ** (months_in(Period(start=days[0], end=day)) - 1)
                varied = 1 + habit.spread * chance.uniform(-1, 1)
                yield _entry_of(habit, day, Decimal(habit.amount) * Decimal(grown * varied))


def _entry_of(habit: _Habit, day: date, amount: Decimal) -> Values:
    values: Values = {
        "type": habit.type,
        "vendor": habit.vendor,
        "purchased_on": day,
        "currency": habit.currency,
        "total": _rounded(amount),
        "category": habit.category,
        "payment_method": habit.payment_method,
    }
    if habit.deductible_share is not None:
        values["deductible_share"] = Decimal(habit.deductible_share)
    if habit.type == "income" and habit.vendor:
        values["receipt_number"] = f"INV-{day:%y%m%d}"
    return values | _taxed(values["total"], habit.rates)


def _taxed(total: Decimal, rates: Sequence[str]) -> Values:
    """The tax inside a total that the rates share equally. Without a rate nothing is known."""
    if not rates:
        return {}
    lines, rest = [], total
    for number, rate in enumerate(rates):
        share = rest if number == len(rates) - 1 else _rounded(total / len(rates))
        rest -= share
        tax = _rounded(share * Decimal(rate) / (100 + Decimal(rate)))
        lines.append({"rate": Decimal(rate), "net": share - tax, "tax": tax})
    tax = sum((line["tax"] for line in lines), Decimal(0))
    return {"subtotal": total - tax, "tax": tax, "tax_lines": lines}


def _rounded(amount: Decimal) -> Decimal:
    return amount.quantize(_CENT, ROUND_HALF_UP)


def _once(today: date) -> Iterator[Values]:
    for days_ago, vendor, total, currency, category, rate, more in _EVENTS:
        amount = Decimal(total)
        yield {
            "type": "expense",
            "vendor": vendor,
            "purchased_on": today - timedelta(days=days_ago),
            "currency": currency,
            "total": amount,
            "category": category,
            **_taxed(amount, [rate] if rate else []),
            **more,
        }


def _parts(*parts: tuple[str, str, str | None]) -> list[Values]:
    return [
        {"description": description, "amount": Decimal(amount), "category": category}
        for description, amount, category in parts
    ]


# Days ago, vendor, total, currency, category, rate of tax, and what else is to be said.
# fmt: off
_EVENTS: tuple[tuple[int, str, str, str, str | None, str | None, Values], ...] = (
    (20, "Brindle Electronics", "1388.00", "GBP", "office", "20", {
        "notes": "The tablet is a present, so it does not count against tax.",
        "items": _parts(("Notebook computer", "1049.00", None), ("Its sleeve", "40.00", None),
                        ("Tablet, private", "299.00", "other")),
    }),
    (33, "Greenfold Market", "212.80", "GBP", "groceries", None,
     {"notes": "For the open day of the studio."}),
    (28, "Inkwell & Press Supplies", "-36.00", "GBP", OWN_SLUG, "20",
     {"notes": "Wrong paper sent back."}),
    (104, "Inkwell & Press Supplies", "-22.80", "GBP", OWN_SLUG, "20", {"notes": "Credit note."}),
    (120, "Skylark Air", "184.60", "EUR", "travel", None, {"notes": "To the fair and back."}),
    (99, "Skylark Air", "-42.00", "EUR", "travel", None, {"notes": "Refund for the late flight."}),
    (122, "Messe Neudorf", "297.50", "EUR", "services", "19", {"notes": "A table at the fair."}),
    (241, "Mesa Type Conference", "399.00", "USD", "services", None, {}),
    (242, "Juniper Lodge", "318.00", "USD", "travel", None, {}),
    (160, "Thistle & Rowe Publishers", "-240.00", "GBP", "income", "20",
     {"type": "income", "receipt_number": "CN-004", "notes": "Fewer pages than agreed."}),
    (61, "Castleby Arts Fund", "1500.00", "GBP", "income", None,
     {"type": "income", "notes": "Grant, outside the scope of tax."}),
    (300, "Bramley Mutual", "386.40", "GBP", "vehicle", None,
     {"deductible_share": Decimal("0.5"), "notes": "The car's insurance."}),
    (44, "Fernhill Garage", "268.80", "GBP", "vehicle", "20", {"deductible_share": Decimal("0.5")}),
    (52, "The Lantern Grill", "64.00", "GBP", "meals", None, {
        "subtotal": Decimal("46.67"), "tax": Decimal("9.33"), "tip": Decimal("8.00"),
        "payment_method": "mobile", "notes": "With the people of the gallery.",
    }),
    (15, "", "25.00", "GBP", None, None, {"payment_method": "cash", "notes": "What was this for?"}),
)
# fmt: on
