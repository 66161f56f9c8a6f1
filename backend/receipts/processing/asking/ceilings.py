"""Ceilings of what models may cost: for a receipt, in a month for an account, and for all of them.

Months are those of UTC. Requests under way count as they are estimated.
"""

from collections.abc import Iterator
from datetime import datetime
from decimal import Decimal
from typing import Literal, NamedTuple

from django.conf import settings

from receipts.models import ModelRequest, Receipt
from receipts.models.asking.model_request import ModelRequestQuerySet
from receipts.processing.readers import prices_of

type CeilingName = Literal["receipt", "account", "operator"]

# A page in high detail and its share of the question, and an answer of some twenty items
# (https://developers.openai.com/api/docs/guides/images-vision: 85 + 170 for each of 8 tiles).
_QUESTION_TOKENS, _PAGE_TOKENS, _ANSWER_TOKENS = 2_500, 1_500, 1_500
# Models count pictures in their own ways, so what their last answers cost counts as well.
_LAST_ANSWERS = 20
_MILLION = 1_000_000


class Ceiling(NamedTuple):
    name: CeilingName
    limit_usd: Decimal


def ceiling_in_the_way(receipt: Receipt, *, more_usd: Decimal, now: datetime) -> Ceiling | None:
    """The first that what was spent and `more_usd` together pass. None: there is room."""
    for ceiling, rows in _ceilings(receipt, now=now):
        if (rows.cost_usd() or 0) + more_usd > ceiling.limit_usd:
            return ceiling
    return None


def _ceilings(receipt: Receipt, *, now: datetime) -> Iterator[tuple[Ceiling, ModelRequestQuerySet]]:
    rows = ModelRequest.objects.all()
    own = rows.for_accounts()
    limits: tuple[tuple[CeilingName, Decimal | None, ModelRequestQuerySet], ...] = (
        ("receipt", settings.MODEL_MAX_COST_PER_RECEIPT, own.filter(receipt=receipt)),
        (
            "account",
            settings.MODEL_MAX_COST_PER_ACCOUNT,
            own.of_month(now).filter(owner=receipt.owner_id),
        ),
        ("operator", settings.MODEL_MAX_COST_PER_MONTH, rows.of_month(now)),
    )
    for name, limit, spent in limits:
        if limit is not None:
            yield Ceiling(name, limit), spent


def estimate_cost(name: str, *, page_count: int) -> Decimal | None:
    """US dollars, what a request to that reader will cost. None: its prices are not known."""
    prices = prices_of(name)
    if prices is None:
        return None
    read = _QUESTION_TOKENS + _PAGE_TOKENS * page_count
    by_tokens = (prices.input_usd * read + prices.output_usd * _ANSWER_TOKENS) / _MILLION
    a_page = ModelRequest.objects.usual_cost_a_page(name, among=_LAST_ANSWERS) or Decimal(0)
    return max(by_tokens, a_page * page_count)
