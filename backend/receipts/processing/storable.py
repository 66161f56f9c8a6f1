"""Storable values: what a service says of itself, cut to what the columns take.

The texts of a receipt are checked by the validator. A model's name, its token counts, its
confidences and places come beside them, from whoever answers under its address, and none of them is
worth a reading.
"""

import math
from decimal import Decimal
from typing import Any

from common.text import storable_text
from receipts.services.texts import clean_text

_LONGEST_NAME = 100
_LARGEST_COUNT = 2**31 - 1  # what PostgreSQL's integer holds


def storable_name(name: object) -> str:
    return clean_text(str(name or ""), max_characters=_LONGEST_NAME).text


def storable_count(count: object) -> int | None:
    if not isinstance(count, int | float) or not math.isfinite(count):
        return None
    return min(max(int(count), 0), _LARGEST_COUNT)


def storable_cost(cost: Decimal | None) -> Decimal | None:
    if cost is None or not cost.is_finite():
        return None
    return min(max(cost, Decimal(0)), Decimal("999999.999999"))


def storable_json(value: Any) -> Any:
    """Neither database keeps NaN, nor PostgreSQL a NUL or half a character."""
    match value:
        case dict():
            return {storable_json(key): storable_json(inner) for key, inner in value.items()}
        case list() | tuple():
            return [storable_json(inner) for inner in value]
        case float():
            return value if math.isfinite(value) else None
        case str() if "\0" in value or not value.isascii():
            return storable_text(value)
    return value
