"""Plans: prices, limits and features, in this one place.

What a plan allows is asked by `Subscription.allows(Feature...)`, nowhere by its name.
"""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

# Free reads of a plan whose documents have no limit; past them, as many as there are documents.
FREE_READS_WITHOUT_LIMIT = 1000


class Feature(StrEnum):
    """What a plan may allow. A report's value is its name in the path `reports/<name>/`."""

    API_ACCESS = "api-access"
    REPORT_EXPORT = "report-export"
    WHITE_LABEL = "white-label"
    WEBHOOKS = "webhooks"

    SUMMARY = "summary"
    INCOME_EXPENSE = "income-expense"
    CATEGORY_BREAKDOWN = "category-breakdown"
    TAX_DEDUCTIBLE = "tax-deductible"
    TAX_SUMMARY = "tax-summary"
    VENDOR_ANALYSIS = "vendor-analysis"
    PREDICTIVE_CASH_FLOW = "predictive-cash-flow"
    SPENDING_INTELLIGENCE = "spending-intelligence"
    AUDIT_LOG = "audit-log"
    BUSINESS_INSIGHTS = "business-insights"


# The others are reports.
_NO_REPORTS = {Feature.API_ACCESS, Feature.REPORT_EXPORT, Feature.WHITE_LABEL, Feature.WEBHOOKS}


@dataclass(frozen=True, kw_only=True)
class Plan:
    """`price` in `currency` a month; `max_documents` a period, None: no limit. As many readings
    that become no document are free.

    `rank` orders the plans; `lookup_key` finds the price at Stripe and is empty where nothing is
    sold.
    """

    code: str
    name: str
    rank: int
    price: Decimal
    max_documents: int | None
    features: frozenset[Feature]
    currency: str = "GBP"
    lookup_key: str = ""

    @property
    def reports(self) -> list[str]:
        """By their names, in one order for all plans."""
        reports = [feature for feature in Feature if feature not in _NO_REPORTS]
        return [feature.value for feature in reports if feature in self.features]


_BASIC_FEATURES = frozenset({Feature.SUMMARY, Feature.INCOME_EXPENSE, Feature.CATEGORY_BREAKDOWN})
_PREMIUM_FEATURES = _BASIC_FEATURES | {
    Feature.API_ACCESS,
    Feature.REPORT_EXPORT,
    Feature.WEBHOOKS,
    Feature.TAX_DEDUCTIBLE,
    Feature.TAX_SUMMARY,
    Feature.VENDOR_ANALYSIS,
    Feature.PREDICTIVE_CASH_FLOW,
    Feature.SPENDING_INTELLIGENCE,
}

BASIC = Plan(
    code="basic",
    name="Basic",
    rank=0,
    price=Decimal("0.00"),
    max_documents=50,
    features=_BASIC_FEATURES,
)
PREMIUM = Plan(
    code="premium",
    name="Premium",
    rank=1,
    price=Decimal("5.00"),
    max_documents=200,
    features=_PREMIUM_FEATURES,
    lookup_key="premium_monthly",
)
PLATINUM = Plan(
    code="platinum",
    name="Platinum",
    rank=2,
    price=Decimal("10.00"),
    max_documents=None,
    features=frozenset(Feature),
    lookup_key="platinum_monthly",
)

PLANS = {plan.code: plan for plan in (BASIC, PREMIUM, PLATINUM)}
PAID_PLANS = {plan.code: plan for plan in (PREMIUM, PLATINUM)}


def plan_needed_for(feature: Feature) -> Plan:
    """The smallest plan that allows it."""
    return min(
        (plan for plan in PLANS.values() if feature in plan.features), key=lambda plan: plan.rank
    )
