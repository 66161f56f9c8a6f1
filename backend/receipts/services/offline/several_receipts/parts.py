"""Parts of a sheet: where each of several receipts stands that lie beside or below each other on a
page, or fill pages of their own.

A receipt of its own has a total and a day, or a total that was paid, and the total is another one
than its neighbour's: a card slip says the same total as its receipt, or that and a tip.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from itertools import groupby, pairwise
from typing import Any

from receipts.services.extraction import Box, DateOrder
from receipts.services.offline.amounts.labels import kinds_of
from receipts.services.offline.amounts.money import Mention, Money, find_money
from receipts.services.offline.candidate_selection import Chosen, choose_total, choose_vendor
from receipts.services.offline.dates.date_candidates import find_purchase_dates
from receipts.services.offline.layout import Line, Row, Sheet, sheet_of_lines
from receipts.services.offline.other_fields import receipt_number
from receipts.services.offline.several_receipts.paid_totals import differ, paid_totals, totals_of
from receipts.services.offline.text import fold, squeeze
from receipts.services.offline.vendors.name_candidate import NameCandidate

type Part = tuple[Box, ...]

# In heights of a usual line: so wide is the gap between two papers at least.
_GUTTER = 1.5
# Fewer lines are no receipt.
_FEWEST_LINES = 4
# Of a name by which two pages are told apart, and of the total of a page that is a receipt by
# itself; terms and explanations name an amount or two.
_SURE_NAME, _SURE_TOTAL, _FEWEST_AMOUNTS = 0.5, 0.9, 4
# "Page 2 of 3", "Seite 2/3": goes on with what the page before began.
_LATER_PAGE = re.compile(r"(?:PAGE|SEITE|PAGINA|SIDE|SIDA|STRONA|BLATT)\W{0,2}([2-9]|\d\d)\b")


@dataclass(frozen=True, kw_only=True)
class Terms:
    """How amounts and days are read."""

    minor_units: int
    order: DateOrder
    today: date


@dataclass(frozen=True, kw_only=True)
class _Piece:
    """Lines of one page that may be a receipt, and the place that is theirs."""

    lines: tuple[Line, ...]
    place: Box
    terms: Terms

    @cached_property
    def sheet(self) -> Sheet:
        return sheet_of_lines(self.lines)

    @cached_property
    def money(self) -> Money:
        return find_money(self.sheet, minor_units=self.terms.minor_units)

    @cached_property
    def totals(self) -> list[Mention]:
        return totals_of(self.money)

    @cached_property
    def days(self) -> frozenset[date]:
        found = find_purchase_dates(self.sheet, order=self.terms.order, today=self.terms.today)
        return frozenset(mention.token.value for mention in found)

    @cached_property
    def number(self) -> str | None:
        fact = receipt_number(self.sheet)
        return None if fact is None else fact.value

    @cached_property
    def vendor(self) -> Chosen[NameCandidate] | None:
        return choose_vendor(self.sheet)

    @property
    def is_whole(self) -> bool:
        return len(self.lines) >= _FEWEST_LINES and bool(self.totals and self.days)

    @property
    def is_whole_page(self) -> bool:
        if not self.is_whole:
            return False
        if len(self.money.mentions) < _FEWEST_AMOUNTS and not paid_totals(self.money):
            return False
        total = choose_total(self.sheet, self.money)
        return total is not None and total.confidence >= _SURE_TOTAL

    @property
    def is_later_page(self) -> bool:
        return any(_LATER_PAGE.search(fold(line.text)) for line in self.lines)


def find_parts(sheet: Sheet, *, terms: Terms) -> tuple[Part, ...]:
    """Places of each receipt, in reading order. Empty: it is one, or nobody can tell where they
    are."""
    lines = _lines_of(sheet.rows)
    if sum("total" in kinds_of(line.text) for line in lines) < 2:
        return ()
    pages = groupby(sorted(lines, key=_page_of), key=_page_of)
    documents: list[list[_Piece]] = []
    for page, on_page in pages:
        pieces = list(_pieces_of(_whole_page(page, tuple(on_page), terms)))
        if documents and len(pieces) == 1 and not _begins_anew(documents[-1], pieces[0]):
            documents[-1] += pieces
        else:
            documents += [[piece] for piece in pieces]
    if len(documents) < 2:
        return ()
    return tuple(tuple(piece.place for piece in document) for document in documents)


def _page_of(line: Line) -> int:
    return line.box.page


def _whole_page(page: int, lines: tuple[Line, ...], terms: Terms) -> _Piece:
    place = Box(page=page, left=0.0, top=0.0, right=1.0, bottom=1.0)
    return _Piece(lines=lines, place=place, terms=terms)


def _begins_anew(document: Sequence[_Piece], page: _Piece) -> bool:
    """Another total, and another day, number or name than what the pages before say."""
    before = next((piece for piece in reversed(document) if piece.is_whole), None)
    if before is None or page.is_later_page or not page.is_whole_page:
        return False
    if not differ(before.totals, page.totals, [*before.money.mentions, *page.money.mentions]):
        return False
    has_other_number = None not in (before.number, page.number) and before.number != page.number
    return not before.days & page.days or has_other_number or _has_other_name(before, page)


def _has_other_name(one: _Piece, other: _Piece) -> bool:
    names = [piece.vendor for piece in (one, other)]
    if any(name is None or name.confidence < _SURE_NAME for name in names):
        return False
    first, second = (squeeze(name.candidate.name) for name in names if name is not None)
    return first not in second and second not in first


def _pieces_of(piece: _Piece) -> Iterator[_Piece]:
    """It, or what it falls into."""
    halves = _beside(piece) or _below(piece)
    if halves is None:
        yield piece
        return
    for half in halves:
        yield from _pieces_of(half)


def _beside(piece: _Piece) -> tuple[_Piece, _Piece] | None:
    """At a gutter that no line crosses, with a receipt on both sides of it."""
    ordered = sorted(piece.lines, key=lambda line: line.left)
    gutters = []
    reach = ordered[0].right
    for count, line in enumerate(ordered[1:], start=1):
        if line.left - reach >= _GUTTER:
            gutters.append((line.left - reach, count))
        reach = max(reach, line.right)
    for _, count in sorted(gutters, reverse=True):
        halves = _cut(piece, ordered[:count], ordered[count:])
        first, second = halves
        mentions = [*first.money.mentions, *second.money.mentions]
        if all(half.is_whole for half in halves) and differ(first.totals, second.totals, mentions):
            return halves
    return None


def _below(piece: _Piece) -> tuple[_Piece, _Piece] | None:
    """At the widest gap between what was paid and the next total that was."""
    rows, paid = piece.sheet.rows, paid_totals(piece.money)
    for (above, paid_at), (below, _) in pairwise(paid):
        if not differ([above], [below], piece.money.mentions):
            continue
        gaps = [(rows[i + 1].middle - rows[i].middle, i + 1) for i in range(paid_at, below.row)]
        if not gaps:
            continue
        _, first = max(gaps)
        one, other = _lines_of(rows[:first]), _lines_of(rows[first:])
        if min(len(one), len(other)) >= _FEWEST_LINES:
            return _cut(piece, one, other)
    return None


def _lines_of(rows: Sequence[Row]) -> list[Line]:
    return [line for row in rows for line in row.cells]


def _cut(piece: _Piece, one: Sequence[Line], other: Sequence[Line]) -> tuple[_Piece, _Piece]:
    """In the middle between the two, across the way in which they lie farther apart. The page may
    have been turned before its lines were laid out."""
    places = _halves(piece.place, [line.box for line in one], [line.box for line in other])
    first, second = (
        replace(piece, lines=tuple(lines), place=place)
        for lines, place in zip((one, other), places, strict=True)
    )
    return first, second


def _halves(place: Box, one: Sequence[Box], other: Sequence[Box]) -> tuple[Box, Box]:
    """Of a place, for the lines of one and of the other."""
    ways = [
        (_gap(one, other, "right", "left"), "right", "left"),
        (_gap(one, other, "bottom", "top"), "bottom", "top"),
        (_gap(other, one, "right", "left"), "left", "right"),
        (_gap(other, one, "bottom", "top"), "top", "bottom"),
    ]
    (_, middle), end, start = max(ways)
    there: dict[str, Any] = {end: middle}
    beyond: dict[str, Any] = {start: middle}
    return replace(place, **there), replace(place, **beyond)


def _gap(before: Sequence[Box], after: Sequence[Box], end: str, start: str) -> tuple[float, float]:
    """How wide it is, less than nothing where they overlap, and its middle."""
    last: float = max(getattr(box, end) for box in before)
    first: float = min(getattr(box, start) for box in after)
    return first - last, (first + last) / 2
