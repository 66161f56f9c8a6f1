"""Dashboard: the figures of the first page, added up in the database."""

from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Sum

from accounts.models import User
from receipts.models import Receipt, Transaction

RECENT = 10


@dataclass(frozen=True, kw_only=True)
class Dashboard:
    """`expenses` by known currency, less refunds; the account's own comes first and is always
    there."""

    total_receipts: int
    expenses: dict[str, Decimal]
    recent_receipts: list[Receipt]


def dashboard_of(owner: User) -> Dashboard:
    receipts = Receipt.objects.owned_by(owner).kept()
    spent = (
        Transaction.objects.owned_by(owner)
        .kept()
        .in_known_currencies()
        .filter(type=Transaction.Type.EXPENSE, total__isnull=False)
        .order_by("currency")
        .values_list("currency")
        .annotate(Sum("total"))
    )
    return Dashboard(
        total_receipts=receipts.count(),
        expenses={owner.home_currency: Decimal(0)} | dict(spent),
        recent_receipts=list(receipts.with_entry()[:RECENT]),
    )
