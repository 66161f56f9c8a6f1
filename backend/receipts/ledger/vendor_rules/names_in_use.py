"""Vendor names in use, for whoever types one: how often, and how each was booked last."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Count, Max

from accounts.models import User
from common.text import commonest_spellings, fold
from receipts.models import TaxLine, Transaction


@dataclass(frozen=True, kw_only=True)
class VendorInUse:
    """`last_category`, a slug, and `last_tax_rates`, in percent: of the entry made last."""

    vendor: str
    count: int
    last_category: str | None
    last_tax_rates: tuple[Decimal, ...]


@dataclass(frozen=True)
class _Name:
    """All spellings of a name, by the most frequent one."""

    vendor: str
    count: int
    last_entry: int


class VendorNames:
    """As a paginator wants them: counted, and read a page at a time."""

    def __init__(self, owner: User, *, search: str = "") -> None:
        self._owner, self._search = owner, fold(search)
        self._found: list[_Name] | None = None

    def count(self) -> int:
        return len(self._names())

    def __getitem__(self, part: slice) -> list[VendorInUse]:
        names = self._names()[part]
        entries = [name.last_entry for name in names]
        categories = dict(
            Transaction.objects.filter(pk__in=entries).values_list("pk", "category__slug")
        )
        rates = _rates_of(entries)
        return [
            VendorInUse(
                vendor=name.vendor,
                count=name.count,
                last_category=categories.get(name.last_entry),
                last_tax_rates=tuple(rates[name.last_entry]),
            )
            for name in names
        ]

    def _names(self) -> list[_Name]:
        """The most used first. The database knows neither folding on both systems, and an account
        has few names beside its entries."""
        if self._found is None:
            rows = Transaction.objects.owned_by(self._owner).kept().exclude(vendor="").order_by()
            spellings = rows.values_list("vendor").annotate(Count("pk"), Max("pk"))
            names = _grouped(row for row in spellings if self._search in fold(row[0]))
            self._found = sorted(names, key=lambda name: (-name.count, fold(name.vendor)))
        return self._found


def _grouped(spellings: Iterable[tuple[str, int, int]]) -> list[_Name]:
    rows = list(spellings)
    shown = commonest_spellings({vendor: count for vendor, count, _ in rows})
    counts: Counter[str] = Counter()
    last: dict[str, int] = {}
    for vendor, count, entry in rows:
        name = shown.get(vendor, vendor)
        counts[name] += count
        last[name] = max(entry, last.get(name, 0))
    return [_Name(name, count, last[name]) for name, count in counts.items()]


def _rates_of(entries: list[int]) -> defaultdict[int, list[Decimal]]:
    lines = TaxLine.objects.charged().filter(transaction__among=entries, rate__isnull=False)
    found: defaultdict[int, list[Decimal]] = defaultdict(list)
    for entry, rate in lines.order_by("position").values_list("transaction_id", "rate"):
        found[entry] += [] if rate is None else [rate]
    return found
