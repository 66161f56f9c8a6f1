"""Features and targets of training, for each learned field: its candidates, and which are right."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from receipts.evaluation.comparable import similarity, without_accents
from receipts.services.offline.amounts.money import find_money
from receipts.services.offline.amounts.total_candidates import describe_totals, find_totals
from receipts.services.offline.dates.date_candidates import describe_dates, find_purchase_dates
from receipts.services.offline.vendors.vendor_candidates import describe_names, find_names
from training.cases import Case

# Only whether a date lies ahead depends on it; receipts of the training data are older.
TODAY = date(2026, 11, 22)
# From here on two spellings are one name with a slip of the pen.
SAME_NAME = 0.85


@dataclass(frozen=True, kw_only=True)
class Described:
    """One case's candidates. `right` is what is learned, `exact` what is counted as right."""

    case: Case
    values: Sequence[object]
    features: Sequence[Mapping[str, float]]
    right: Sequence[bool]
    exact: Sequence[bool]


def describe_vendor(case: Case) -> Described:
    candidates = find_names(case.sheet)
    similarities = [
        max(similarity(letters(c.name), letters(vendor)) for vendor in case.vendors)
        for c in candidates
    ]
    exact = [value == 1.0 for value in similarities]
    best = max(similarities, default=0.0)
    # Where no line is printed exactly as the label, the most similar one is right.
    right = exact if any(exact) else [SAME_NAME <= value == best for value in similarities]
    return Described(
        case=case,
        values=[letters(c.name) for c in candidates],
        features=describe_names(case.sheet, candidates),
        right=right,
        exact=exact,
    )


def describe_total(case: Case) -> Described:
    money = find_money(case.sheet)
    candidates = find_totals(money)
    right = [c.value in case.totals for c in candidates]
    return Described(
        case=case,
        values=[c.value for c in candidates],
        features=describe_totals(case.sheet, money, candidates),
        right=right,
        exact=right,
    )


def describe_date(case: Case) -> Described:
    candidates = find_purchase_dates(case.sheet, order=case.order, today=TODAY)
    right = [c.token.value in case.days for c in candidates]
    return Described(
        case=case,
        values=[c.token.value for c in candidates],
        features=describe_dates(case.sheet, candidates, today=TODAY),
        right=right,
        exact=right,
    )


@dataclass(frozen=True, kw_only=True)
class Field:
    """`calibration` names the features that a choice's probability may also rest on.

    Few: with more of them it became surer on the sets that it was fitted on, not on others.
    `synthetic_weight` is what a synthetic receipt counts there beside a scan: the doubts about its
    name are not those of life, those about its total are.
    """

    name: str
    describe: Callable[[Case], Described]
    is_labelled: Callable[[Case], bool]
    calibration: Sequence[str]
    synthetic_weight: float


FIELDS = (
    Field(
        name="vendor",
        describe=describe_vendor,
        is_labelled=lambda case: bool(case.vendors),
        calibration=("score",),
        synthetic_weight=0.0,
    ),
    Field(
        name="total",
        describe=describe_total,
        is_labelled=lambda case: bool(case.totals),
        calibration=("score", "witnesses", "has_cents", "is_nearly_a_sum"),
        synthetic_weight=0.2,
    ),
    Field(
        name="purchased_on",
        describe=describe_date,
        is_labelled=lambda case: bool(case.days),
        calibration=("score", "has_long_year", "is_run_together"),
        synthetic_weight=0.2,
    ),
)


def letters(name: str) -> str:
    """Letters and digits alone: spaces and dots are not what a name is told by."""
    plain = without_accents(name) or name
    return "".join(c for c in plain.upper() if c.isalnum())
