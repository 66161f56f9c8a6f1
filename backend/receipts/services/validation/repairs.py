"""Repairs of amounts that do not add up: the smallest change that explains it, proposed. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from receipts.services.validation.validated import Repair

# How far a misreading goes, the smallest first. One digit taken for another is by far the most
# common slip of OCR and of vision models, a digit lost or added the rarest of the four.
_ONE_DIGIT, _POINT, _NEIGHBOURS, _DIGIT_MORE_OR_LESS = range(4)
_REASONS = {
    _ONE_DIGIT: "One digit read differently makes the amounts add up.",
    _POINT: "The decimal point in another place makes the amounts add up.",
    _NEIGHBOURS: "Two neighbouring digits swapped make the amounts add up.",
    _DIGIT_MORE_OR_LESS: "One digit more or less makes the amounts add up.",
}
_POINT_SHIFTS = (-3, -2, -1, 1, 2, 3)


@dataclass(frozen=True, kw_only=True)
class Change:
    """`confidence` is that of the field as it was read: of two equal changes the less sure wins."""

    field: str
    before: Decimal
    after: Decimal
    confidence: float = 0.0


def smallest_repair(changes: Iterable[Change]) -> Repair | None:
    """None: no change is small enough, or two are equally good."""
    distances = ((_distance(change.before, change.after), change) for change in set(changes))
    ranked = sorted(
        (
            (distance, change.confidence, change)
            for distance, change in distances
            if distance is not None
        ),
        key=lambda entry: entry[:2],
    )
    if not ranked or (len(ranked) > 1 and ranked[0][:2] == ranked[1][:2]):
        return None
    distance, _, change = ranked[0]
    return Repair(
        field=change.field,
        before=f"{change.before:f}",
        after=f"{change.after:f}",
        reason=_REASONS[distance],
    )


def _distance(before: Decimal, after: Decimal) -> int | None:
    """None: the same, or more than one slip apart."""
    if before == after or (before < 0) != (after < 0):
        return None
    if any(before.scaleb(shift) == after for shift in _POINT_SHIFTS):
        return _POINT
    left, right = _digits(before, after)
    if len(left) != len(right):
        return _DIGIT_MORE_OR_LESS if _lacks_one_digit(*sorted((left, right), key=len)) else None
    wrong = [
        place for place, pair in enumerate(zip(left, right, strict=True)) if pair[0] != pair[1]
    ]
    if len(wrong) == 1:
        return _ONE_DIGIT
    are_swapped = len(wrong) == 2 and wrong[0] + 1 == wrong[1]
    if are_swapped and left[wrong[0]] == right[wrong[1]] and left[wrong[1]] == right[wrong[0]]:
        return _NEIGHBOURS
    return None


def _digits(before: Decimal, after: Decimal) -> tuple[str, str]:
    """Both without sign and point, with the same number of decimals."""
    places = max(0, *(-int(value.as_tuple().exponent) for value in (before, after)))
    left, right = (f"{abs(value):.{places}f}".replace(".", "") for value in (before, after))
    return left, right


def _lacks_one_digit(shorter: str, longer: str) -> bool:
    return len(longer) - len(shorter) == 1 and any(
        longer[:place] + longer[place + 1 :] == shorter for place in range(len(longer))
    )
