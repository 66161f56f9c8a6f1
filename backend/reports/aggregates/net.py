"""The net of a currency: income less expenses."""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from receipts.models import Transaction
from reports.aggregates.postings import ZERO, Group, add_converted


@dataclass(kw_only=True)
class Net:
    currency: str
    income: Decimal = ZERO
    expenses: Decimal = ZERO
    converted: dict[str, Decimal] = field(default_factory=dict)

    @property
    def net(self) -> Decimal:
        return self.income - self.expenses

    def add(self, group: Group) -> None:
        if group.type == Transaction.Type.INCOME:
            self.income += group.sums.amount
        else:
            self.expenses += group.sums.amount
        add_converted(self.converted, group.sums.converted)


@dataclass(kw_only=True)
class MonthNet(Net):
    """`month` by its first day."""

    month: date
