"""Selection of the vendor, the total and the day of purchase among their candidates."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from receipts.services.extraction import DateOrder
from receipts.services.offline.amounts.balances import rounded, without_change, without_earlier
from receipts.services.offline.amounts.labels import kinds_of
from receipts.services.offline.amounts.money import Mention, Money
from receipts.services.offline.amounts.sums import (
    Sums,
    choose_sums,
    find_rounding,
    find_tip,
    find_withheld,
)
from receipts.services.offline.amounts.tax_rows import TaxRow
from receipts.services.offline.amounts.total_candidates import COIN, describe_totals, find_totals
from receipts.services.offline.calibration_features import Features, describe_sums
from receipts.services.offline.dates.date_candidates import (
    DateMention,
    describe_dates,
    find_purchase_dates,
    issued_on,
    without_other_days,
)
from receipts.services.offline.gradient_boosting import load_boosted_trees
from receipts.services.offline.layout import Sheet
from receipts.services.offline.text import squeeze
from receipts.services.offline.vendors.choice.chain_places import (
    are_rivals,
    is_guest,
    plain_chains,
)
from receipts.services.offline.vendors.choice.chains import is_chain, whole_chain
from receipts.services.offline.vendors.choice.logos import company_of_text, without_department
from receipts.services.offline.vendors.choice.name_joining import going_on
from receipts.services.offline.vendors.choice.web_support import supported_name
from receipts.services.offline.vendors.line_features import traits_of
from receipts.services.offline.vendors.name_candidate import NameCandidate
from receipts.services.offline.vendors.name_cleaning import is_seller
from receipts.services.offline.vendors.name_recurrence import whole_logo, whole_name
from receipts.services.offline.vendors.vendor_candidates import describe_names, find_names

# Of a date that is named as the day of issue; it may still be misread.
_NAMED = 0.98
# Of one that can be read either way, on a paper whose other dates have the other order.
_OTHERS_TURNED = 0.5
# Of one that runs together with other digits.
_RUN_TOGETHER = 0.9
_DAY_AND_YEAR = re.compile(r"[^\W\d_]{3,}\W?\d{4}$")
# Of a total beside which another amount was paid, so that one of the two was misread: on the
# Malaysian scans and the drawn papers it was right 6 times of 6 (Laplace's rule), elsewhere 9 of 9.
_PAID_OTHERWISE = 0.875
_MOST_PAYMENTS = 10
# Of one that nothing calls so, though with what is owed from before it makes up one.
_NOT_CALLED_TOTAL = 0.9
# Of one that only says what comes before the total, which cannot be read: torn off, or faded.
_NO_TOTAL_READ = 0.5
# Of a name that is the topmost thing on the paper and was read without doubt, where the trees, that
# learned where Malaysian names stand, favour it: 61 of 64 such names were right, slips forgiven.
_ON_TOP, _FAVOURED, _READ_WELL = 0.95, 0.6, 0.97
# Of a chain's name; one among the first rows goes before a name of which the trees are less sure.
_CHAIN, _SURE_NAME = 0.97, 0.9


@dataclass(frozen=True, kw_only=True)
class Chosen[Candidate]:
    """A candidate with the probability that it is right."""

    candidate: Candidate
    confidence: float


def choose_vendor(sheet: Sheet) -> Chosen[NameCandidate] | None:
    candidates = find_names(sheet)
    choice = load_boosted_trees()["vendor"].choose(
        describe_names(sheet, candidates), [squeeze(c.name) for c in candidates]
    )
    if choice is None:
        return None
    chosen = candidates[choice.index]
    chains = plain_chains(sheet, candidates)
    is_favoured = choice.confidence >= _FAVOURED
    if not is_favoured:
        chosen = supported_name(sheet, chosen, candidates)
    if choice.confidence < _SURE_NAME:
        # Beside a name on top a chain may be a brand; what the name holds of it is the chain.
        is_name = is_favoured and _is_on_top(chosen)
        own = [c for c in chains if not is_name or squeeze(c.name) in squeeze(chosen.name)]
        chosen = _named_plainly(chosen, candidates, chains=own)
        chosen = company_of_text(sheet, chosen, candidates)
    chosen = without_department(chosen, candidates)
    candidate = going_on(whole_logo(chosen, candidates), candidates)
    if not is_chain(candidate.name):
        candidate = whole_name(candidate, candidates)
    if is_chain(candidate.name):
        candidate = whole_chain(candidate, candidates)
        is_open = are_rivals(chains) or is_guest(sheet, candidate)
        known = 0.0 if is_open else _CHAIN
        return Chosen(candidate=candidate, confidence=max(choice.confidence, known))
    is_plain = is_favoured and _is_on_top(candidate)
    confidence = max(choice.confidence, _ON_TOP) if is_plain else choice.confidence
    return Chosen(candidate=candidate, confidence=confidence)


def _named_plainly(
    chosen: NameCandidate, candidates: Sequence[NameCandidate], *, chains: Sequence[NameCandidate]
) -> NameCandidate:
    """Who is said to have sold it, else the first of the chains, with the form it has."""
    seller = next((c for c in candidates if is_seller(c.printed)), None)
    if seller is not None or (is_chain(chosen.name) and traits_of(chosen.name).legal_form):
        return seller or chosen
    return next(iter(chains), chosen)


def _is_on_top(name: NameCandidate) -> bool:
    is_read_well = min(line.score for line in name.lines) >= _READ_WELL
    return name.first_row == 0 and is_read_well and traits_of(name.printed).is_like_a_name


def choose_total(sheet: Sheet, money: Money) -> Chosen[Mention] | None:
    candidates = find_totals(money)
    choice = load_boosted_trees()["total"].choose(
        describe_totals(sheet, money, candidates), [c.value for c in candidates]
    )
    if choice is None:
        return None
    return Chosen(candidate=candidates[choice.index], confidence=choice.confidence)


@dataclass(frozen=True, kw_only=True)
class ChosenAmounts:
    """The total with its probability, its tip, its rounding (signed), and the other amounts; empty
    without a total.

    `before` is what the other amounts make up.
    """

    total: Chosen[Mention] | None = None
    before: Mention | None = None
    tip: Mention | None = None
    rounding: Mention | None = None
    withheld: tuple[TaxRow, ...] = ()
    sums: Sums = field(default_factory=Sums)

    @property
    def features(self) -> Features:
        """That calibrate the confidence in the tip and the sums."""
        sure = self.total.confidence if self.total else 0.0
        return describe_sums(self.sums, total_confidence=sure)


def _is_paid_otherwise(money: Money, total: Mention) -> bool:
    """What was paid is printed below, and neither is the total, nor leaves it as the change, nor
    makes it up together, or with what is still due; nor is it a note or two, of which the change
    was not read."""
    tenders = (m.row for m in money.mentions if m.row > total.row and "tender" in m.kinds)
    first = next(tenders, None)
    if first is None or total.value <= 0:
        return False
    # The label of what was handed over may be misread; what was given back stands below it.
    start = max(first - 1, total.row + 1)
    below = [m for m in money.mentions if m.row >= start and m.value and _may_be_paid(m)]
    paid = [abs(m.value) for m in below[:_MOST_PAYMENTS]]
    made = {*paid, sum(paid)} | {abs(one - other) for one in paid for other in paid}
    due = [m.value for m in money.mentions if m.row > total.row and "total" in m.kinds]
    pairs = {one + other for one in paid for other in [*paid, *due[:_MOST_PAYMENTS]]}
    is_note = len(paid) == 1 and paid[0] > total.value and paid[0] == paid[0].to_integral_value()
    return not is_note and all(abs(amount - total.value) > COIN for amount in made | pairs)


def _may_be_paid(mention: Mention) -> bool:
    """It says so, or nothing says what it is."""
    return "tender" in mention.kinds or not mention.kinds


def _is_before_total(money: Money, total: Mention) -> bool:
    """It is called a subtotal, or the net, and nowhere what is to be paid or was."""
    kinds = _all_kinds_of(total, money)
    return "subtotal" in kinds and not kinds & {"total", "tender"}


def _all_kinds_of(amount: Mention, money: Money) -> frozenset[str]:
    """What it is called, wherever it stands."""
    same = [m for m in money.mentions if abs(m.value) == abs(amount.value)]
    return frozenset[str]().union(*(m.kinds | m.kinds_above for m in same))


def _is_total_unread(sheet: Sheet, money: Money, total: Mention) -> bool:
    """A total is named below, but its amount was cut off or could not be read: "TOTAL 40.4"."""
    if "total" in _all_kinds_of(total, money):
        return False
    taken = {m.row for m in money.mentions if m.label}
    alone = {m.row for m in money.mentions if not m.label}
    below = enumerate(sheet.rows[total.row + 1 :], start=total.row + 1)
    return any(
        kinds_of(row.text) == {"total"}
        and index not in taken
        # An amount whose label has slipped to the next row or the one before is its own.
        and alone.isdisjoint({index - 1, index, index + 1})
        for index, row in below
    )


def _of_this_paper(money: Money, chosen: Chosen[Mention]) -> Chosen[Mention]:
    """Without what was given back or is owed from before, and rounded as it is paid."""
    confidence = chosen.confidence
    total = without_change(money, chosen.candidate) or chosen.candidate
    own = without_earlier(money, total)
    if own is not None and "total" not in own.kinds:
        confidence = min(confidence, _NOT_CALLED_TOTAL)
    total = own or total
    return Chosen(candidate=rounded(money, total) or total, confidence=confidence)


def choose_amounts(sheet: Sheet, money: Money) -> ChosenAmounts:
    chosen = choose_total(sheet, money)
    if chosen is None:
        return ChosenAmounts()
    chosen = _of_this_paper(money, chosen)
    tipped = find_tip(money, total=chosen.candidate)
    confidence = chosen.confidence
    if _is_paid_otherwise(money, tipped.total):
        confidence = min(confidence, _PAID_OTHERWISE)
    if _is_before_total(money, tipped.before) or _is_total_unread(sheet, money, tipped.before):
        confidence = min(confidence, _NO_TOTAL_READ)
    rounding = find_rounding(money, total=tipped.before)
    before = tipped.before
    if rounding is not None:
        before = replace(before, value=before.value - rounding.value)
    withheld = find_withheld(sheet, money, total=before)
    for row in withheld:
        before = replace(before, value=before.value + abs(row.tax.value))
    explained = {row.tax.row for row in withheld} | ({rounding.row} if rounding else set())
    return ChosenAmounts(
        total=Chosen(candidate=tipped.total, confidence=confidence),
        before=before,
        tip=tipped.tip,
        rounding=rounding,
        withheld=withheld,
        sums=choose_sums(sheet, money, total=before, explained=explained),
    )


def choose_date(sheet: Sheet, *, order: DateOrder, today: date) -> Chosen[DateMention] | None:
    """The one that is named as the day of issue, else what the trees choose of those that are not
    named as another day."""
    found = find_purchase_dates(sheet, order=order, today=today)
    chosen = _chosen_date(sheet, found, today=today)
    if chosen is not None and _is_run_together(chosen.candidate):
        return replace(chosen, confidence=min(chosen.confidence, _RUN_TOGETHER))
    if chosen is None or not chosen.candidate.token.is_ambiguous:
        return chosen
    orders = {mention.token.shown_order for mention in found} - {None}
    is_doubted = bool(orders) and orders != {order}
    return (
        replace(chosen, confidence=min(chosen.confidence, _OTHERS_TURNED)) if is_doubted else chosen
    )


def _is_run_together(mention: DateMention) -> bool:
    """Its digits go on from others, or day and year from one another: "MAR.1917"."""
    token = mention.token
    before = mention.line.text[: token.start]
    is_short = not token.has_long_year and _DAY_AND_YEAR.search(token.printed)
    return before[-1:].isdigit() or bool(is_short)


def _chosen_date(
    sheet: Sheet, found: Sequence[DateMention], *, today: date
) -> Chosen[DateMention] | None:
    named = issued_on(sheet, found)
    if named is not None:
        return Chosen(candidate=named, confidence=_NAMED)
    candidates = without_other_days(sheet, found)
    choice = load_boosted_trees()["purchased_on"].choose(
        describe_dates(sheet, candidates, today=today), [c.token.value for c in candidates]
    )
    if choice is None:
        return None
    return Chosen(candidate=candidates[choice.index], confidence=choice.confidence)
