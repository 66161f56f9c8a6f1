"""Subtotal, tax, discount and tip: the amounts beside the total, by label and by arithmetic."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import islice

from receipts.services.offline.amounts.balances import roundings
from receipts.services.offline.amounts.money import Mention, Money
from receipts.services.offline.amounts.tax_rows import (
    HIGHEST_TAX,
    TaxRow,
    printed_rate,
    sum_of_taxes,
    tax_rows,
    tax_word,
    with_gross,
    without_sums,
)
from receipts.services.offline.layout import Sheet

_CENT = Decimal("0.01")
# Of the total with it: half is more than anybody gives.
_HIGHEST_TIP = Decimal("0.5")
# How many rows around the sums an amount may stand whose label was not read.
_NEAR = 4
# No receipt has more subtotals or taxes; a page full of them must not cost minutes.
_MOST = 20


@dataclass(frozen=True, kw_only=True)
class Sums:
    """The amounts that make up a total; None where nothing says it.

    `taxes` are what makes up the tax, as it is printed; `charges` are for service, rounded or
    withheld. `fits`: the subtotal and the taxes were seen to add up to the total.
    """

    subtotal: Mention | None = None
    taxes: tuple[Mention, ...] = ()
    discount: Mention | None = None
    tax_rows: tuple[TaxRow, ...] = ()
    charges: tuple[Decimal, ...] = ()
    fits: bool = False

    @property
    def tax(self) -> Decimal | None:
        """All taxes together."""
        return sum((tax.value for tax in self.taxes), Decimal(0)) if self.taxes else None

    @property
    def tax_at(self) -> Mention | None:
        """Where it, or its last part, is printed."""
        return self.taxes[-1] if self.taxes else None


@dataclass(frozen=True, kw_only=True)
class Tipped:
    """The total with its tip, and what it was before: what all the other amounts make up."""

    total: Mention
    before: Mention
    tip: Mention | None = None


def find_tip(money: Money, *, total: Mention) -> Tipped:
    """A tip is believed where it makes one printed amount another. Bills also print what several
    tips would be, so there must be one alone."""
    tips = [m for m in money.mentions if "tip" in m.kinds and "SUGGEST" not in m.label.upper()]
    possible = [m for m in tips if 0 < m.value <= total.value * _HIGHEST_TIP]
    found = [made for tip in possible if (made := _with_tip(tip, total, money)) is not None]
    amounts = {made.tip.value for made in found if made.tip is not None}
    return found[-1] if len(amounts) == 1 else Tipped(total=total, before=total)


def _with_tip(tip: Mention, total: Mention, money: Money) -> Tipped | None:
    """The total contains it already, or one below it does."""
    if total.row > tip.row and _makes_up(total.value - tip.value, money, above=tip):
        before = replace(total, value=total.value - tip.value)
        return Tipped(total=total, before=before, tip=tip)
    below = (m for m in money.mentions if m.row > tip.row and _says_what_is_paid(m))
    whole = next((m for m in below if m.value == total.value + tip.value), None)
    is_suggested = "%" in tip.label  # below a total a rate says what a tip would be
    if total.row < tip.row and whole is not None and not is_suggested:
        return Tipped(total=whole, before=total, tip=tip)
    return None


def _says_what_is_paid(mention: Mention) -> bool:
    """A sum that nothing names may be written by hand, and be anything."""
    return "total" in mention.kinds or "CHARGED" in mention.label.upper()


def find_rounding(money: Money, *, total: Mention) -> Mention | None:
    """What makes one printed amount the total, with the sign that it has then: tills print "0.02"
    for less and for more."""
    signed = (replace(m, value=value) for m in roundings(money) for value in (m.value, -m.value))
    return next((m for m in signed if _makes_up(total.value - m.value, money, above=total)), None)


def find_withheld(sheet: Sheet, money: Money, *, total: Mention) -> tuple[TaxRow, ...]:
    """All that is kept back, where the total would be a printed amount, or a subtotal and its tax,
    without it. None, where it is in no sum."""
    rows = _withheld_rows(sheet, money)
    whole = total.value + sum((abs(row.tax.value) for row in rows), Decimal(0))
    return rows if rows and _makes_up(whole, money, above=total) else ()


def _withheld_rows(sheet: Sheet, money: Money) -> tuple[TaxRow, ...]:
    last = {m.row: m for m in money.mentions if "withheld" in m.kinds}
    rows = (_withheld_row(sheet, money, m) for m in last.values() if m.value)
    return tuple(islice(rows, _MOST))


def _withheld_row(sheet: Sheet, money: Money, tax: Mention) -> TaxRow:
    rate = printed_rate(sheet.rows[tax.row].text)
    beside = (m for m in money.mentions if m.row == tax.row and m.value != tax.value)
    nets = (m for m in beside if rate and abs(m.value * rate / 100 - abs(tax.value)) <= 2 * _CENT)
    return TaxRow(tax=tax, net=next(nets, None), rate=rate)


def _makes_up(amount: Decimal, money: Money, *, above: Mention) -> bool:
    """Whether it is printed above, or is a subtotal and a tax that are."""
    known = [m for m in money.mentions if m.row < above.row]
    taxes = [m.value for m in known if "tax" in m.kinds][:_MOST]
    bases = [m.value for m in known if "subtotal" in m.kinds][:_MOST]
    sums = (base + tax for base in bases for tax in [*taxes, sum(taxes, Decimal(0))])
    return any(m.value == amount for m in known) or amount in sums


def choose_sums(
    sheet: Sheet, money: Money, *, total: Mention | None, explained: Collection[int] = ()
) -> Sums:
    """The other amounts are only believed beside a total, which is the one without what stands in
    the rows that are `explained`."""
    if total is None:
        return Sums()
    extras = [
        m.value
        for m in money.mentions
        if m.kinds & {"service", "rounding", "withheld"} and m.row not in explained
    ][:_MOST]
    found = _chosen_sums(sheet, money, total, extras)
    return replace(found, charges=tuple(extra for extra in extras if extra))


def _chosen_sums(sheet: Sheet, money: Money, total: Mention, extras: Sequence[Decimal]) -> Sums:
    rows = without_sums(_first_of_each(tax_rows(sheet, money, total)))
    subtotals = [m for m in money.mentions if _is_subtotal(m) and _same_sign(m, total)]
    subtotals = subtotals[-_MOST:]
    # Below the total it says what was saved, not what is taken off.
    discount = _last(m for m in money.mentions if "discount" in m.kinds and m.row < total.row)
    for taxes in _possible_taxes(rows):
        for subtotal in reversed(subtotals):
            if _adds_up(subtotal.value, sum_of_taxes(taxes), total.value, extras):
                return _sums(subtotal, taxes, discount, rows, fits=True)
    return (
        _by_arithmetic(money, total, subtotals, discount, rows)
        or _by_printed_taxes(money, total, discount, rows)
        or _by_label(with_gross(rows, money), subtotals, discount, total)
    )


def _first_of_each(rows: Iterable[TaxRow]) -> tuple[TaxRow, ...]:
    """Of those with a label and of those without: a column of rates makes every item one."""
    found = list(rows)
    unlabelled = [row for row in found if not row.has_label][_MOST:]
    labelled = [row for row in found if row.has_label][_MOST:]
    left_out = {id(row) for row in (*unlabelled, *labelled)}
    return tuple(row for row in found if id(row) not in left_out)


def _is_subtotal(mention: Mention) -> bool:
    """Also where its label has slipped to a row of its own above, and is no heading of several."""
    return "subtotal" in mention.kinds or (
        not mention.label and mention.kinds_above == {"subtotal"}
    )


def _sums(
    subtotal: Mention | None,
    taxes: Sequence[TaxRow],
    discount: Mention | None,
    rows: tuple[TaxRow, ...],
    *,
    fits: bool,
) -> Sums:
    return Sums(
        subtotal=subtotal,
        taxes=tuple(row.tax for row in taxes),
        discount=discount,
        tax_rows=rows,
        fits=fits,
    )


def _possible_taxes(rows: Sequence[TaxRow]) -> Iterator[list[TaxRow]]:
    """All labelled ones together, each alone, and rates without a label."""
    labelled = [row for row in rows if row.has_label]
    yield labelled
    for row in reversed(labelled):
        yield [row]
    for row in rows:
        if not row.has_label:
            yield [row]


def _adds_up(base: Decimal, tax: Decimal, total: Decimal, extras: Sequence[Decimal]) -> bool:
    """With or without what is charged for service and what is rounded away."""
    more = [Decimal(0), *extras, sum(extras, Decimal(0))]
    return bool(tax) and any(
        abs(base + tax + extra - total) <= _CENT or abs(base + tax - extra - total) <= _CENT
        for extra in more
    )


def _by_arithmetic(
    money: Money,
    total: Mention,
    subtotals: Sequence[Mention],
    discount: Mention | None,
    rows: Sequence[TaxRow],
) -> Sums | None:
    """Two amounts near the total that make it up, where labels slipped or were not read.

    Labelled subtotals go first; an amount without one needs a tax word in the sums at least, and
    no tax that is printed: two items are no net amount and its tax.
    """
    near = [m for m in money.mentions if abs(m.row - total.row) <= 2 * _NEAR and not _is_taken(m)]
    speaks_of_tax = any("tax" in m.kinds | m.kinds_above for m in near) and not any(
        row.has_label and row.tax.value for row in rows
    )
    unlabelled = [m for m in near if speaks_of_tax and m.row < total.row]
    for base in [*reversed(subtotals), *reversed(unlabelled)]:
        lacking = total.value - base.value
        if not 0 < lacking <= base.value * HIGHEST_TAX:
            continue
        for mention in near:
            if mention.value == lacking and abs(mention.row - base.row) <= _NEAR:
                row = TaxRow(tax=mention)
                return _sums(base, [row], discount, (row,), fits=True)
    return None


def _by_printed_taxes(
    money: Money, total: Mention, discount: Mention | None, rows: Sequence[TaxRow]
) -> Sums | None:
    """An amount that makes the total with the taxes, whatever its label says: "Amount", or what
    could not be read. Not where a rate stands without a label, as in a table of rates."""
    taxes = _different([row for row in rows if row.tax.value])
    base = total.value - sum_of_taxes(taxes)
    if not taxes or not all(row.has_label for row in taxes):
        return None
    above = (m for m in reversed(money.mentions) if m.row < total.row and not _is_taken(m))
    for mention in above:
        if mention.value == base and abs(taxes[0].tax.row - mention.row) <= _NEAR:
            return _sums(mention, taxes, discount, tuple(rows), fits=True)
    return None


def _is_taken(mention: Mention) -> bool:
    """Its label says plainly that it is something else."""
    taken = {"tip", "service", "tender", "rounding", "discount", "points", "withheld"}
    return bool(mention.kinds & taken)


def _by_label(
    rows: tuple[TaxRow, ...],
    subtotals: Sequence[Mention],
    discount: Mention | None,
    total: Mention,
) -> Sums:
    """What the labels say where nothing adds up: prices with tax inside, or a misread amount."""
    labelled = [row for row in rows if row.has_label]
    tables = [row for row in rows if row.net is not None or row.gross is not None]
    taxes = _different(tables or labelled)
    if sum_of_taxes(taxes) > abs(total.value) * HIGHEST_TAX:
        taxes = taxes[-1:]
    return _sums(_last(subtotals), taxes, discount, rows, fits=False)


def _different(rows: Sequence[TaxRow]) -> list[TaxRow]:
    """Each tax once: receipts repeat it in a summary, with the same amount; taxes of two rates may
    come to the same."""
    seen: list[TaxRow] = []
    for row in rows:
        if not any(_is_same_tax(row, other) for other in seen):
            seen.append(row)
    return seen


def _is_same_tax(one: TaxRow, other: TaxRow) -> bool:
    are_alike = one.tax.value == other.tax.value and one.rate in (None, other.rate or one.rate)
    return are_alike and tax_word(one.tax.label) == tax_word(other.tax.label)


def _same_sign(mention: Mention, total: Mention) -> bool:
    return mention.value * total.value > 0


def _last(mentions: Iterable[Mention]) -> Mention | None:
    found = list(mentions)
    return found[-1] if found else None
