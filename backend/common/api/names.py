"""Names that a call knows. Any other is refused with the nearest one; in a query string the other
names that a thing has, or had, are taken as well."""

from collections.abc import Collection
from difflib import get_close_matches

from django.http import QueryDict
from rest_framework.exceptions import ErrorDetail, ValidationError

UNKNOWN, READ_ONLY = "unknown_field", "read_only"
# The name that counts, by the other ones. A body takes the one that counts alone.
OTHER_NAMES = {
    "status": "ocr_status",
    "review": "review_status",
    "type": "transaction_type",
    "date": "purchased_on",
    "date_from": "start_date",
    "date_to": "end_date",
    "amount": "total",
    "confidence": "ocr_confidence",
}
# To look for the nearest name takes time, and a body may hold a hundred thousand.
MAX_NAMED = 10
_LIKE_ENOUGH = 0.5
_SHOWN_CHARACTERS = 60


def unknown_name(name: str, known: Collection[str]) -> list[ErrorDetail]:
    """The field's errors."""
    nearest = _nearest(name, known)
    hint = f' Did you mean "{nearest}"?' if nearest else ""
    return [ErrorDetail(f'"{name[:_SHOWN_CHARACTERS]}" is not known here.{hint}', code=UNKNOWN)]


def known_query(query: QueryDict, known: Collection[str]) -> tuple[QueryDict, dict[str, str]]:
    """By the names that count, and what was sent for those of them that were called otherwise.
    Raises ValidationError for one that is unknown."""
    if all(name in known and len(values) == 1 for name, values in query.lists()):
        return query, {}  # as most are
    found = QueryDict(mutable=True)
    refused: dict[str, list[ErrorDetail]] = {}
    sent: dict[str, str] = {}
    for name, values in query.lists():
        counts = name if name in known else OTHER_NAMES.get(name, name)
        if counts not in known:
            refused[name] = unknown_name(name, known)
        elif counts in found:
            both = f'"{name}" and "{counts}" are one parameter. Send one of them.'
            refused[name] = [ErrorDetail(both, code="invalid")]
        elif len(values) > 1:
            twice = f'"{name}" can be sent once. Several values go with commas.'
            refused[name] = [ErrorDetail(twice, code="invalid")]
        else:
            found.setlist(counts, values)
            sent |= {} if counts == name else {counts: name}
        if len(refused) == MAX_NAMED:
            break
    if refused:
        raise ValidationError(refused)
    return found, sent


def _nearest(name: str, known: Collection[str]) -> str | None:
    if OTHER_NAMES.get(name) in known:
        return OTHER_NAMES[name]
    return next(iter(get_close_matches(name.lower(), known, n=1, cutoff=_LIKE_ENOUGH)), None)
