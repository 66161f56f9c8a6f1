"""The months behind and, estimated from them, the months ahead."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from math import hypot

from common.periods import Period, intervals_of, month_of, months_after
from reports.aggregates.coverage import Coverage, coverage_of
from reports.aggregates.frame import frame_of
from reports.aggregates.keys import by_month
from reports.aggregates.net import MonthNet
from reports.aggregates.postings import Group, add_up
from reports.aggregates.scope import ReportScope
from reports.catalogue.predictive_cash_flow.forecasting import MIN_MONTHS, Estimate, forecast
from reports.exact import round_money

HISTORY_MONTHS = 36


@dataclass(kw_only=True)
class ForecastMonth:
    """`low` and `high`: four of five months' net should come to lie between them."""

    month: date
    currency: str
    income: Decimal
    expenses: Decimal
    net: Decimal
    low: Decimal
    high: Decimal


@dataclass(kw_only=True)
class CashCurrency:
    """`forecast` empty with `enough_history` False: there are fewer than six whole months."""

    currency: str
    months_of_history: int
    enough_history: bool
    history: list[MonthNet]
    forecast: list[ForecastMonth]


@dataclass(kw_only=True)
class CashFlow:
    months_needed: int
    currencies: list[CashCurrency]
    coverage: Coverage


def history_period(today: date) -> Period:
    """The 36 whole months before the current one."""
    this_month = today.replace(day=1)
    return Period(
        start=months_after(this_month, -HISTORY_MONTHS),
        end=month_of(months_after(this_month, -1)).end,
    )


def predict_cash_flow(scope: ReportScope, *, months: int) -> CashFlow:
    """The history begins with the first month that has an entry. Only whole months count for the
    forecast, which begins with the month after the last of them."""
    frame = frame_of(scope)
    ledger = add_up(scope, {"month": by_month})
    by_currency: dict[str, list[Group]] = {}
    for group in ledger.groups:
        by_currency.setdefault(group.currency, []).append(group)
    return CashFlow(
        months_needed=MIN_MONTHS,
        currencies=[
            _currency(currency, groups, scope, months)
            for currency, groups in sorted(by_currency.items())
        ],
        coverage=coverage_of(scope, frame, ledger),
    )


def _currency(currency: str, groups: list[Group], scope: ReportScope, months: int) -> CashCurrency:
    history = _history(currency, groups, scope)
    whole = [month for month in history if _is_whole(month.month, scope)]
    incomes = forecast([float(month.income) for month in whole], months=months)
    expenses = forecast([float(month.expenses) for month in whole], months=months)
    ahead = []
    if incomes and expenses:
        first = months_after(whole[-1].month, 1)
        for number, (income, expense) in enumerate(zip(incomes, expenses, strict=True)):
            ahead.append(_forecast_month(months_after(first, number), currency, income, expense))
    return CashCurrency(
        currency=currency,
        months_of_history=len(whole),
        enough_history=incomes is not None,
        history=history,
        forecast=ahead,
    )


def _history(currency: str, groups: list[Group], scope: ReportScope) -> list[MonthNet]:
    first = min(group.key[0] for group in groups)
    last = max(max(group.key[0] for group in groups), _last_whole_month(scope))
    every = intervals_of(Period(start=first, end=last), "month", start_month=1)
    months = {found.start: MonthNet(month=found.start, currency=currency) for found in every}
    for group in groups:
        months[group.key[0]].add(group)
    return list(months.values())


def _last_whole_month(scope: ReportScope) -> date:
    """Its first day. A month that is not over, or that the period cuts, is not whole."""
    end = min(scope.period.end, scope.today)
    month = month_of(end)
    return month.start if month.end == end else months_after(month.start, -1)


def _is_whole(month: date, scope: ReportScope) -> bool:
    return scope.period.start <= month <= _last_whole_month(scope)


def _forecast_month(
    month: date, currency: str, income: Estimate, expense: Estimate
) -> ForecastMonth:
    # The errors of the two are taken to be independent, so their variances add up.
    net = Estimate(
        mean=income.mean - expense.mean, deviation=hypot(income.deviation, expense.deviation)
    )
    low, high = net.interval()
    money = {
        "income": income.mean,
        "expenses": expense.mean,
        "low": low,
        "high": high,
    }
    rounded = {name: round_money(Decimal(value), currency) for name, value in money.items()}
    return ForecastMonth(
        month=month,
        currency=currency,
        net=rounded["income"] - rounded["expenses"],
        **rounded,
    )
