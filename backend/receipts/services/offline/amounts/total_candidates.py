"""Total candidates: what speaks for each amount, its label, its place, the sums it fits."""

from collections.abc import Sequence
from decimal import Decimal
from itertools import pairwise

from receipts.services.offline.amounts.money import Mention, Money
from receipts.services.offline.layout import Sheet
from receipts.services.offline.text import any_of, fold

Features = dict[str, float]

# Cash totals are rounded to the smallest coin: five cents in many countries.
COIN = Decimal("0.05")
_CENT = Decimal("0.01")
# No receipt has more subtotals or taxes; a page full of them must not cost minutes.
_MOST = 20
_KINDS = (
    *("total", "subtotal", "tax", "tender", "discount", "tip", "service", "rounding"),
    *("count", "points"),
)
_STRONG = any_of(r"""
    GRAND | DUE | PAYABLE | TO PAY | ZU ZAHLEN | A PAYER | PAGAR | BETALEN | NETT | ROUNDED | GESAMT
    SUMME | TTC | BAYAR
""")
_WITHOUT = any_of(r"""EXC | EXKL | \bHT\b | BEFORE | NETTO | W/O | TAXABLE | \bNET\b""")
_WITH = any_of(r"""INCL | TTC | ROUNDED | AFTER | WITH | GROSS | BRUTTO""")
_SUM_OF = any_of(r"""TAX | QTY | ITEM | DISC | SAV | POINT | TIP | TENDER | PAID | CASH | CARD""")


def find_totals(money: Money) -> list[Mention]:
    """Any amount but zero and what was saved; a refund's total may be negative."""
    return [
        mention
        for mention in money.mentions
        if mention.value and ("discount" not in mention.kinds or "total" in mention.kinds)
    ]


def describe_totals(sheet: Sheet, money: Money, candidates: Sequence[Mention]) -> list[Features]:
    """What the trees are told of each amount."""
    if not candidates:
        return []
    known = _Known(sheet, money, candidates)
    return [known.describe(mention) for mention in candidates]


# Each is a way of its own to come to the same amount.
_WITNESSES = (
    *("is_subtotal_and_more", "is_goods", "is_paid_less_change", "is_net_and_tax"),
    *("is_sum_of_two_below", "times_as_tender"),
)


def _witnesses(found: Features) -> float:
    """How many independent ways lead to this amount, its being printed again among them."""
    return sum(found[name] >= 1 for name in _WITNESSES) + float(found["times"] >= 2)


class _Known:
    """What is the same for all candidates of one receipt, worked out once."""

    def __init__(self, sheet: Sheet, money: Money, candidates: Sequence[Mention]) -> None:
        self._sheet, self._money, self._candidates = sheet, money, candidates
        self._counts = money.counts()
        self._ranked = sorted({abs(m.value) for m in candidates}, reverse=True)
        self._labelled_total = [m for m in candidates if "total" in m.kinds]
        self._subtotals = [m for m in candidates if "subtotal" in m.kinds | m.kinds_above][:_MOST]
        self._extras = [
            m for m in money.mentions if m.kinds & {"tax", "service", "rounding", "discount", "tip"}
        ][:_MOST]
        self._tenders = [m for m in candidates if "tender" in m.kinds]
        self._first_sum = min(
            (m.row for m in money.mentions if m.kinds & {"total", "subtotal"}),
            default=len(sheet.rows),
        )
        self._goods = self._amounts_of_goods()
        self._rows_after = {m.row: m for m in reversed(money.mentions)}

    def describe(self, mention: Mention) -> Features:
        found = {
            **self._label(mention),
            **self._place(mention),
            **self._size(mention),
            **self._sums(mention),
            **self._surroundings(mention),
        }
        return {**found, "witnesses": _witnesses(found)}

    def _label(self, mention: Mention) -> Features:
        own, above = fold(mention.label), fold(mention.label_above)
        text = own or above
        features = {f"is_{kind}": float(kind in mention.kinds) for kind in _KINDS}
        features |= {f"above_{kind}": float(kind in mention.kinds_above) for kind in _KINDS}
        return features | {
            "label_strong": float(bool(_STRONG.search(text))),
            "label_without": float(bool(_WITHOUT.search(text))),
            "label_with": float(bool(_WITH.search(text))),
            "label_sum_of": float(bool(_SUM_OF.search(text))),
            "label_length": float(len(own)),
            "label_starts": float(own.startswith(("TOTAL", "GRAND"))),
            "is_plain_total": float(own.strip(" :.$-") in ("TOTAL", "TOTALE", "TOTAAL", "SUMME")),
            "has_sign": float(mention.token.has_sign),
            "has_cents": float(mention.token.kind == "cents"),
            "money_has_cents": float(self._money.has_cents),
        }

    def _place(self, mention: Mention) -> Features:
        line, sheet = mention.line, self._sheet
        with_label = [m.row for m in self._labelled_total]
        return {
            "depth": (line.middle - sheet.top) / sheet.depth,
            "right": (line.right - sheet.left) / sheet.width,
            "height": line.height,
            "height_rank": float(sum(m.line.height > line.height for m in self._candidates)),
            "score": line.score,
            "order": self._candidates.index(mention) / len(self._candidates),
            "amounts": float(len(self._candidates)),
            "amounts_in_row": float(sum(m.row == mention.row for m in self._candidates)),
            "totals_above": float(sum(row < mention.row for row in with_label)),
            "totals_below": float(sum(row > mention.row for row in with_label)),
            "row_from_first_sum": float(mention.row - self._first_sum),
        }

    def _size(self, mention: Mention) -> Features:
        value = abs(mention.value)
        totals = [abs(m.value) for m in self._labelled_total]
        return {
            "to_largest": float(value / self._ranked[0]),
            "rank": float(self._ranked.index(value)),
            "times": float(self._counts[mention.value]),
            "is_negative": float(mention.value < 0),
            "to_largest_total": float(value / max(totals)) if totals else -1.0,
            "times_as_total": float(totals.count(value)),
            "times_as_tender": float(sum(m.value == mention.value for m in self._tenders)),
        }

    def _sums(self, mention: Mention) -> Features:
        value = mention.value
        goods = sum(self._goods, Decimal(0))
        return {
            "is_subtotal_and_more": float(self._is_subtotal_and_more(value)),
            "is_goods": float(abs(goods - value) <= COIN) if self._goods else -1.0,
            "goods_to_value": float(goods / value) if goods else -1.0,
            "is_paid_less_change": float(self._is_paid_less_change(value)),
            "is_net_and_tax": float(self._is_net_and_tax(mention)),
            "near_another": float(any(0 < abs(value - v) <= COIN for v in self._ranked)),
            "near_is_larger": float(any(0 < v - value <= COIN for v in self._ranked)),
            "is_sum_of_two_below": float(self._is_sum_of_neighbours(mention)),
            "is_nearly_a_sum": float(self._is_nearly_a_sum(value)),
        }

    def _is_subtotal_and_more(self, value: Decimal) -> bool:
        """A subtotal with one, or with all, of taxes, service, rounding and discount."""
        extras = [m.value for m in self._extras]
        additions = [*extras, sum((abs(e) for e in extras), Decimal(0)), sum(extras, Decimal(0))]
        return any(
            abs(base.value + extra - value) <= _CENT or abs(base.value - extra - value) <= _CENT
            for base in self._subtotals
            for extra in additions
            if extra and base.value != value
        )

    def _is_nearly_a_sum(self, value: Decimal) -> bool:
        """What was bought with all taxes comes within a unit of it and no rounding explains it.

        One of the digits was misread then.
        """
        extra = sum((abs(m.value) for m in self._extras), Decimal(0))
        large = [amount for amount in self._goods if amount > value / 2]
        bases = [*(m.value for m in self._subtotals), *large, sum(self._goods, Decimal(0))]
        gaps = [abs(base + extra - value) for base in bases if base and extra]
        return bool(gaps) and COIN < min(gaps) <= 1

    def _is_paid_less_change(self, value: Decimal) -> bool:
        """Two amounts printed one below the other, of which the first less the second is it."""
        following = [m for m in self._money.mentions if m.row >= self._first_sum]
        return any(
            first.value > value and abs(first.value - second.value - value) <= _CENT
            for first, second in pairwise(following)
            if second.value >= 0
        )

    def _is_net_and_tax(self, mention: Mention) -> bool:
        """Two smaller amounts printed side by side make it up: a tax table's row."""
        return any(
            one.row == other.row and abs(one.value + other.value - mention.value) <= _CENT
            for one, other in pairwise(self._money.mentions)
            if min(one.value, other.value) > 0
        )

    def _is_sum_of_neighbours(self, mention: Mention) -> bool:
        """The two amounts above it make it up."""
        before = [m.value for m in self._money.mentions if m.row < mention.row][-2:]
        return len(before) == 2 and abs(sum(before) - mention.value) <= _CENT

    def _surroundings(self, mention: Mention) -> Features:
        """What the rows above and below speak of."""
        rows = sorted(self._rows_after)
        place = rows.index(mention.row)
        before = self._rows_after[rows[place - 1]] if place else None
        after = self._rows_after[rows[place + 1]] if place + 1 < len(rows) else None
        return {
            f"{name}_{kind}": float(other is not None and kind in other.kinds)
            for name, other in (("before", before), ("after", after))
            for kind in ("total", "subtotal", "tax", "tender", "tip", "rounding", "discount")
        }

    def _amounts_of_goods(self) -> list[Decimal]:
        """The last amount of each row above the sums."""
        last: dict[int, Decimal] = {}
        for mention in self._money.mentions:
            if mention.row < self._first_sum:
                last[mention.row] = mention.value
        return list(last.values())
