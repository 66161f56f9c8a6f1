"""The reports once more, in plain Python over a list: slow, and simple enough to be believed."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from itertools import pairwise

PLACES = {"GBP": Decimal("0.01"), "EUR": Decimal("0.01"), "JPY": Decimal(1)}
DEDUCTIBLE = {"meals": True, "office": True, "groceries": False, "income": False}


@dataclass(kw_only=True)
class Entry:
    """`lines`: (category, amount); `taxes`: (rate, net, tax)."""

    day: date | None
    total: Decimal | None
    currency: str
    type: str
    vendor: str = "A"
    category: str | None = None
    share: Decimal = Decimal(0)
    tax: Decimal | None = None
    lines: list = field(default_factory=list)
    taxes: list = field(default_factory=list)
    in_trash: bool = False
    is_doubted: bool = False


@dataclass(kw_only=True)
class Asked:
    start: date
    end: date
    start_month: int = 1
    currency: str = ""
    type: str = ""
    vendor: str = ""
    categories: frozenset | None = None
    only_reviewed: bool = False


def rounded(amount, currency):
    return amount.quantize(PLACES[currency], rounding=ROUND_HALF_UP)


def of_period(entries, asked):
    """Those the filters leave, whether they can be counted or not."""
    return [
        e
        for e in entries
        if not e.in_trash
        and e.day is not None
        and asked.start <= e.day <= asked.end
        and asked.type in {"", e.type}
        and asked.vendor in plain(e.vendor)
        and not (asked.only_reviewed and e.is_doubted)
    ]


def counted(entries, asked):
    return [
        e
        for e in of_period(entries, asked)
        if e.total is not None and asked.currency in {"", e.currency}
    ]


def parts_of(entry):
    """Category, amount, deductible: its own part, and what each of its lines moves elsewhere."""
    amounts = {entry.category: entry.total}
    deductible = {entry.category: rounded(entry.total * entry.share, entry.currency)}
    for category, amount in entry.lines:
        if category is None or category == entry.category or amount is None:
            continue
        amounts[entry.category] -= amount
        deductible[entry.category] -= rounded(amount * entry.share, entry.currency)
        amounts[category] = amounts.get(category, 0) + amount
        gained = amount if DEDUCTIBLE[category] else 0
        deductible[category] = deductible.get(category, 0) + gained
    return [(category, amounts[category], deductible[category]) for category in amounts]


def chosen_parts(entries, asked):
    """(entry, category, amount, deductible) of what is counted and in a category asked for."""
    for entry in counted(entries, asked):
        for category, amount, deductible in parts_of(entry):
            if asked.categories is None or category in asked.categories:
                yield entry, category, amount, deductible


def sums(entries, asked, key):
    """By key: the amount, the number of entries and the deductible amount."""
    found = defaultdict(lambda: [Decimal(0), set(), Decimal(0)])
    for entry, category, amount, deductible in chosen_parts(entries, asked):
        row = found[key(entry, category)]
        row[0] += amount
        row[1].add(id(entry))
        row[2] += deductible
    return {
        name: (amount, len(ids), deductible) for name, (amount, ids, deductible) in found.items()
    }


def month_of(day):
    return day.replace(day=1)


def tax_rows(entries, asked):
    """By type, currency, kind and rate: net (None: no line says one), tax, reclaimable."""
    found = defaultdict(lambda: [None, Decimal(0), Decimal(0)])

    def add(entry, kind, rate, net, tax):
        row = found[entry.type, entry.currency, kind, rate]
        reclaimed = rounded(tax * entry.share, entry.currency) if entry.type == "expense" else 0
        found[entry.type, entry.currency, kind, rate] = [
            row[0] if net is None else (row[0] or 0) + net,
            row[1] + tax,
            row[2] + reclaimed,
        ]

    for entry in counted(entries, asked):
        if asked.categories is not None and entry.category not in asked.categories:
            continue
        if not entry.taxes:
            kind = "no_tax" if entry.tax is None else "tax_only"
            add(entry, kind, None, entry.total - (entry.tax or 0), entry.tax or Decimal(0))
            continue
        explained = Decimal(0)
        for rate, net, tax in entry.taxes:
            if net is None and tax is not None and rate:
                net = rounded(tax * 100 / rate, entry.currency)
            add(entry, "rate", rate, net, tax or Decimal(0))
            explained += (net or 0) + (tax or 0)
        add(entry, "beyond_tax_lines", None, entry.total - explained, Decimal(0))
    give_taxes_back(found)
    return {name: tuple(row) for name, row in found.items()}


def give_taxes_back(found):
    """A row without a net has no gross amount, so its tax is told as beyond."""
    for (type_, currency, _, _), (net, tax, _) in list(found.items()):
        if net is None:
            found[type_, currency, "beyond_tax_lines", None][0] += tax


def plain(vendor):
    return vendor.lower().replace("ó", "o")


def shown_vendors(entries, asked):
    """For each spelling the commonest of those that differ in case and accents alone."""
    counts = defaultdict(int)
    for (vendor, *_), (_, number, _) in sums(
        entries, asked, lambda entry, _: (entry.vendor, entry.type, entry.currency)
    ).items():
        counts[vendor] += number

    return {
        vendor: max(
            (other for other in counts if plain(other) == plain(vendor)),
            # "TESCO" before "Tesco" before "Tescó".
            key=lambda other: (counts[other], [-ord(letter) for letter in other]),
        )
        for vendor in counts
    }


def unusual(entries):
    """Vendor, amount and median of what is far above its vendor's habit."""
    vendors = defaultdict(list)
    for entry in entries:
        vendors[entry.vendor].append(entry.total)
    for vendor, totals in vendors.items():
        totals.sort()
        if len(totals) < 8:
            continue

        def at(quarters, totals=totals):
            """The smallest amount that so many quarters of all amounts do not exceed."""
            return next(x for n, x in enumerate(totals, 1) if 4 * n >= quarters * len(totals))

        scale = max((at(3) - at(1)) / Decimal("1.349"), at(2) * Decimal("0.05"))
        for total in totals[-3:]:
            if (total - at(2)) / scale > Decimal("3.5"):
                yield vendor, total, at(2)


def rhythm(days):
    """The first rhythm that four of five gaps keep, of three payments or more."""
    rhythms = {
        "weekly": range(6, 9),
        "fortnightly": range(13, 16),
        "monthly": range(26, 36),
        "quarterly": range(85, 98),
        "yearly": range(350, 381),
    }
    gaps = [(later - earlier).days for earlier, later in pairwise(days)]
    if len(days) < 3:
        return None
    for name, usual in rhythms.items():
        if sum(gap in usual for gap in gaps) / len(gaps) >= 0.8:
            return name
    return None
