"""Subtotal, tax, discount and tip: the amounts beside the total, by label and by arithmetic."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import islice

from receipts.services.offline.amounts.labels import kinds_of
from receipts.services.offline.amounts.money import Mention, Money
from receipts.services.offline.layout import Sheet

_CENT = Decimal("0.01")
# The highest rates of value added tax are 25 to 27 percent of the net.
_HIGHEST_TAX = Decimal("0.3")
# Of the total with it: half is more than anybody gives.
_HIGHEST_TIP = Decimal("0.5")
_RATE = re.compile(r"(?<![\d.,])(\d{1,2}(?:[.,]\d{1,3})?)\s?%")
# How many rows around the sums an amount may stand whose label was not read.
_NEAR = 4
# No receipt has more subtotals or taxes; a page full of them must not cost minutes.
_MOST = 20


@dataclass(frozen=True, kw_only=True)
class TaxRow:
    """One printed tax: its amount, and rate (percent) and net where the row says them.

    `gross`: what stands around it and has this tax in it.
    """

    tax: Mention
    net: Mention | None = None
    gross: Mention | None = None
    rate: Decimal | None = None
    has_label: bool = True


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


def _makes_up(amount: Decimal, money: Money, *, above: Mention) -> bool:
    """Whether it is printed above, or is a subtotal and a tax that are."""
    known = [m for m in money.mentions if m.row < above.row]
    taxes = [m.value for m in known if "tax" in m.kinds][:_MOST]
    bases = [m.value for m in known if "subtotal" in m.kinds][:_MOST]
    sums = (base + tax for base in bases for tax in [*taxes, sum(taxes, Decimal(0))])
    return any(m.value == amount for m in known) or amount in sums


def choose_sums(sheet: Sheet, money: Money, *, total: Mention | None) -> Sums:
    """The other amounts are only believed beside a total."""
    if total is None:
        return Sums()
    rows = _without_sums(tuple(islice(_tax_rows(sheet, money, total), _MOST)))
    subtotals = [m for m in money.mentions if "subtotal" in m.kinds and _same_sign(m, total)]
    subtotals = subtotals[-_MOST:]
    # Below the total it says what was saved, not what is taken off.
    discount = _last(m for m in money.mentions if "discount" in m.kinds and m.row < total.row)
    extras = [m.value for m in money.mentions if m.kinds & {"service", "rounding", "withheld"}][
        :_MOST
    ]
    for taxes in _possible_taxes(rows):
        for subtotal in reversed(subtotals):
            if _adds_up(subtotal.value, _sum(taxes), total.value, extras):
                found = _sums(subtotal, taxes, discount, rows, fits=True)
                return replace(found, charges=tuple(extra for extra in extras if extra))
    return _by_arithmetic(money, total, subtotals, discount, rows) or _by_label(
        _with_gross(rows, money), subtotals, discount, total
    )


def _with_gross(rows: tuple[TaxRow, ...], money: Money) -> tuple[TaxRow, ...]:
    """Each tax of a rate with what stands around it that has that tax in it, where no row tells."""
    if any(row.net for row in rows):
        return rows
    return tuple(
        replace(row, gross=_gross_of(row, row.rate, money)) if row.rate else row for row in rows
    )


def _gross_of(row: TaxRow, rate: Decimal, money: Money) -> Mention | None:
    near = (m for m in money.mentions if 0 < abs(m.row - row.tax.row) <= 2)
    return next(
        (m for m in near if abs(m.value * rate / (100 + rate) - row.tax.value) <= _CENT / 2), None
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


def _tax_rows(sheet: Sheet, money: Money, total: Mention) -> Iterator[TaxRow]:
    """Rows with a tax word or a rate and an amount that can be a tax."""
    by_row: dict[int, list[Mention]] = {}
    for mention in money.mentions:
        by_row.setdefault(mention.row, []).append(mention)
    has_rows = False
    for index, mentions in by_row.items():
        kinds = frozenset().union(*(m.kinds or m.kinds_above for m in mentions))
        rate = _rate_of(sheet.rows[index].text)
        if rate is None and "tax" in kinds and _begins_with_rate(mentions):
            rate, mentions = mentions[0].value, mentions[1:]
        if len(mentions) > 1:
            pair = _net_and_tax(mentions, rate)
            if pair is None:
                continue
            is_sum = not has_rows and _is_sum_of_taxes(sheet, index, pair, total)
            if rate is not None or "tax" in kinds or is_sum:
                has_label, has_rows = "tax" in kinds or is_sum, True
                yield TaxRow(tax=pair[1], net=pair[0], rate=rate, has_label=has_label)
        elif _can_be_tax(mentions[0], total) and ("tax" in kinds or rate is not None):
            has_label = "tax" in kinds and not kinds & {"total", "subtotal", "tender", "tip"}
            yield TaxRow(tax=mentions[0], rate=rate, has_label=has_label)


def _is_sum_of_taxes(
    sheet: Sheet, index: int, pair: tuple[Mention, Mention], total: Mention
) -> bool:
    """The last row of a table whose heading speaks of taxes, where no other could be read."""
    if pair[0].value + pair[1].value != total.value:
        return False
    above = sheet.rows[max(0, index - _NEAR) : index]
    return any(len(row.cells) > 2 and "tax" in kinds_of(row.text) for row in above)


def _begins_with_rate(mentions: Sequence[Mention]) -> bool:
    """ "PTU A 23.00 | 2.09": a rate whose sign was not printed, or not read."""
    first, *others = (mention.value for mention in mentions)
    return bool(others) and 0 < first <= _HIGHEST_TAX * 100 and first == first.to_integral_value()


def _without_sums(rows: tuple[TaxRow, ...]) -> tuple[TaxRow, ...]:
    """Without what two taxes or more before it add up to, as below a table of rates."""
    sums = {
        index
        for index, row in enumerate(rows)
        if index > 1
        and row.has_label
        and row.tax.value == _sum(r for r in rows[:index] if r.has_label)
    }
    return tuple(row for index, row in enumerate(rows) if index not in sums)


def _rate_of(text: str) -> Decimal | None:
    match = _RATE.search(text)
    return Decimal(match[1].replace(",", ".")) if match else None


def _can_be_tax(mention: Mention, total: Mention) -> bool:
    return abs(mention.value) <= abs(total.value) * _HIGHEST_TAX and not mention.kinds & {
        "tip",
        "discount",
        "service",
        "withheld",
    }


def _net_and_tax(
    mentions: Sequence[Mention], rate: Decimal | None
) -> tuple[Mention, Mention] | None:
    """Of a row's amounts, which is the tax on which: by the rate, or with the gross beside."""
    for net in mentions:
        for tax in mentions:
            if tax is net or not 0 < tax.value / (net.value or 1) <= _HIGHEST_TAX:
                continue
            if rate is not None and abs(net.value * rate / 100 - tax.value) <= 2 * _CENT:
                return net, tax
            if any(m.value == net.value + tax.value for m in mentions):
                return net, tax
    return None


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
        if not 0 < lacking <= base.value * _HIGHEST_TAX:
            continue
        for mention in near:
            if mention.value == lacking and abs(mention.row - base.row) <= _NEAR:
                row = TaxRow(tax=mention)
                return _sums(base, [row], discount, (row,), fits=True)
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
    if _sum(taxes) > abs(total.value) * _HIGHEST_TAX:
        taxes = taxes[-1:]
    return _sums(_last(subtotals), taxes, discount, rows, fits=False)


def _different(rows: Sequence[TaxRow]) -> list[TaxRow]:
    """Each tax once: receipts repeat it in a summary, with the same amount."""
    seen: dict[tuple[Decimal, str], TaxRow] = {}
    for row in rows:
        seen.setdefault((row.tax.value, tax_word(row.tax.label)), row)
    return list(seen.values())


def tax_word(label: str) -> str:
    """What tells two taxes of one amount apart, such as CGST and SGST."""
    return re.sub(r"[^A-Z]", "", label.upper())[:4]


def _sum(rows: Iterable[TaxRow]) -> Decimal:
    return sum((row.tax.value for row in rows), Decimal(0))


def _same_sign(mention: Mention, total: Mention) -> bool:
    return mention.value * total.value > 0


def _last(mentions: Iterable[Mention]) -> Mention | None:
    found = list(mentions)
    return found[-1] if found else None
