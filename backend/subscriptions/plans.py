"""The plans: prices, limits and features, in this one place."""

from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, kw_only=True)
class Plan:
    """`price` in `currency` a month; `max_documents` a period."""

    code: str
    name: str
    price: Decimal
    max_documents: int
    currency: str = "GBP"


BASIC = Plan(code="basic", name="Basic", price=Decimal(0), max_documents=50)
PREMIUM = Plan(code="premium", name="Premium", price=Decimal("5.00"), max_documents=200)
PLATINUM = Plan(code="platinum", name="Platinum", price=Decimal("10.00"), max_documents=999999)

PLANS = {plan.code: plan for plan in (BASIC, PREMIUM, PLATINUM)}
