"""Every report against a slow, plain sum over the same random ledger.

The days crowd around the ends of months, years and tax years, where mistakes live.
"""

from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from itertools import cycle

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from common.periods import Period, period_before
from receipts.models import Category, LineItem, Receipt, TaxLine, Transaction
from reports.aggregates.frame import frame_of
from reports.aggregates.scope import ReportScope
from reports.catalogue.business_insights.sums import find_insights
from reports.catalogue.category_breakdown.sums import break_down
from reports.catalogue.income_expense.sums import income_and_expenses
from reports.catalogue.ledger.parts import ledger_parts
from reports.catalogue.predictive_cash_flow.sums import predict_cash_flow
from reports.catalogue.spending_intelligence.sums import study_spending
from reports.catalogue.summary.sums import summarise
from reports.catalogue.tax_deductible.sums import deductible_by_category
from reports.catalogue.tax_summary.sums import summarise_taxes
from reports.catalogue.vendor_analysis.sums import analyse_vendors
from reports.tests import slow_sums as slow
from reports.tests.ledgers import make_receipt, make_user

pytestmark = pytest.mark.django_db

DAYS = [
    date(2024, 2, 28), date(2024, 2, 29), date(2024, 3, 1), date(2024, 3, 31), date(2024, 4, 1),
    date(2024, 6, 30), date(2024, 7, 1), date(2024, 12, 31), date(2025, 1, 1), date(2025, 1, 31),
    date(2025, 2, 1), date(2025, 3, 31), date(2025, 4, 1), date(2025, 12, 31), date(2026, 1, 1),
    date(2026, 3, 31), date(2026, 4, 1),
]  # fmt: skip
CATEGORIES = [None, "meals", "office", "groceries", "income"]


def _money(smallest, largest):
    return st.integers(smallest, largest).map(lambda thousandths: Decimal(thousandths) / 1000)


amounts = st.one_of(_money(-5_000, 200_000), _money(-(10**14), 10**14))
small = _money(-5_000, 90_000)
entries = st.lists(
    st.builds(
        slow.Entry,
        day=st.sampled_from([*DAYS, *DAYS, None]),
        total=st.one_of(amounts, amounts, amounts, st.none()),
        currency=st.sampled_from(["GBP", "GBP", "EUR", "JPY"]),
        type=st.sampled_from(["expense", "expense", "income"]),
        vendor=st.sampled_from(["", "Tesco", "TESCO", "Tescó", "Müller & Söhne"]),
        category=st.sampled_from(CATEGORIES),
        share=st.sampled_from([Decimal(0), Decimal(1), Decimal("0.5"), Decimal("0.333")]),
        tax=st.one_of(st.none(), small),
        lines=st.lists(
            st.tuples(st.sampled_from(CATEGORIES), st.one_of(small, st.none())), max_size=3
        ),
        taxes=st.lists(
            st.tuples(
                st.sampled_from([None, Decimal(0), Decimal(5), Decimal(20), Decimal("8.875")]),
                st.one_of(small, st.none()),
                st.one_of(small, st.none()),
            ),
            max_size=3,
        ),
        in_trash=st.sampled_from([False, False, False, True]),
        is_doubted=st.sampled_from([False, False, True]),
    ),
    max_size=14,
)
questions = st.builds(
    lambda days, **fields: slow.Asked(start=min(days), end=max(days), **fields),
    days=st.tuples(st.sampled_from(DAYS), st.sampled_from(DAYS)),
    start_month=st.sampled_from([1, 2, 4, 12]),
    currency=st.sampled_from(["", "", "GBP"]),
    type=st.sampled_from(["", "", "expense", "income"]),
    vendor=st.sampled_from(["", "", "sco"]),
    categories=st.one_of(
        st.none(), st.none(), st.frozensets(st.sampled_from(CATEGORIES), min_size=1, max_size=1)
    ),
    only_reviewed=st.sampled_from([False, False, True]),
)
compared = settings(
    max_examples=25,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


@contextmanager
def stored(ledger, asked):
    """The ledger in the database, and the question as a scope. All of it is taken back."""
    with transaction.atomic():
        owner = make_user(tax_year_start_month=asked.start_month)
        ids = dict(Category.objects.filter(owner=None).values_list("slug", "pk")) | {None: None}
        _store(owner, ledger, ids)
        _store(make_user(), ledger, ids)
        wanted = asked.categories
        yield (
            ReportScope(
                owner=owner,
                period=Period(start=asked.start, end=asked.end),
                today=date(2026, 5, 15),
                currency=asked.currency,
                type=asked.type,
                vendor=asked.vendor,
                only_reviewed=asked.only_reviewed,
                category_ids=None if wanted is None else frozenset(ids[slug] for slug in wanted),
            )
        )
        transaction.set_rollback(True)


def _store(owner, ledger, ids):
    doubt = Receipt.ReviewStatus.NEEDS_REVIEW
    for entry in ledger:
        row = Transaction.objects.create(
            owner=owner,
            receipt=make_receipt(owner, review_status=doubt) if entry.is_doubted else None,
            type=entry.type,
            vendor=entry.vendor,
            purchased_on=entry.day,
            currency=entry.currency,
            total=entry.total,
            tax=entry.tax,
            category_id=ids[entry.category],
            deductible_share=entry.share,
            deleted_at=datetime(2026, 5, 1, tzinfo=UTC) if entry.in_trash else None,
        )
        LineItem.objects.bulk_create(
            LineItem(transaction=row, position=n, category_id=ids[slug], amount=amount)
            for n, (slug, amount) in enumerate(entry.lines)
        )
        TaxLine.objects.bulk_create(
            TaxLine(transaction=row, position=n, rate=rate, net=net, tax=tax)
            for n, (rate, net, tax) in enumerate(entry.taxes)
        )


def _expect_coverage(coverage, ledger, asked):
    everything = slow.of_period(ledger, asked)
    if asked.categories is None:
        left_out = {reason.code: reason.count for reason in coverage.left_out}
        others = [e for e in everything if asked.currency not in {"", e.currency}]
        assert left_out.get("other_currency", 0) == sum(e.total is not None for e in others)
        mine = [e for e in everything if asked.currency in {"", e.currency}]
        assert left_out.get("without_total", 0) == sum(e.total is None for e in mine)
    entries_counted = {id(entry) for entry, *_ in slow.chosen_parts(ledger, asked)}
    assert coverage.counted == len(entries_counted)


@given(ledger=entries, asked=questions)
@compared
def test_categories_are_the_plain_sums(ledger, asked):
    with stored(ledger, asked) as scope:
        report = break_down(scope)
        before = period_before(scope.period)

    def key(entry, category):
        return category or "uncategorised", entry.type, entry.currency

    now = slow.sums(ledger, asked, key)
    earlier = slow.Asked(**(vars(asked) | {"start": before.start, "end": before.end}))
    past = slow.sums(ledger, earlier, key)
    rows = {(row.category, row.type, row.currency): row for row in report.rows}
    assert {name: (row.total, row.count) for name, row in rows.items() if row.count} == {
        name: (amount, number) for name, (amount, number, _) in now.items()
    }
    assert {name: row.previous_total for name, row in rows.items() if row.previous_total} == {
        name: amount for name, (amount, *_) in past.items() if amount
    }
    _expect_coverage(report.coverage, ledger, asked)


@given(ledger=entries, asked=questions)
@compared
def test_categories_add_up_to_the_entries(ledger, asked):
    everything = slow.Asked(**(vars(asked) | {"categories": None}))
    with stored(ledger, everything) as scope:
        report = break_down(scope)

    totals = {}
    for entry in slow.counted(ledger, everything):
        name = entry.type, entry.currency
        totals[name] = totals.get(name, 0) + entry.total
    found = {(total.type, total.currency): total.total for total in report.totals}
    assert {name: total for name, total in found.items() if total} == {
        name: total for name, total in totals.items() if total
    }


@given(ledger=entries, asked=questions, interval=st.sampled_from(["month", "quarter", "year"]))
@compared
def test_intervals_are_the_plain_sums(ledger, asked, interval):
    with stored(ledger, asked) as scope:
        report = income_and_expenses(scope, interval=interval)

    balances = {}
    for row in report.rows:
        window = slow.Asked(**(vars(asked) | {"start": row.start, "end": row.end}))
        found = slow.sums(ledger, window, lambda entry, _category: (entry.type, entry.currency))
        income = found.get(("income", row.currency), (Decimal(0),))[0]
        expenses = found.get(("expense", row.currency), (Decimal(0),))[0]
        balances[row.currency] = balances.get(row.currency, 0) + income - expenses
        assert (row.income, row.expenses) == (income, expenses)
        assert (row.net, row.balance) == (income - expenses, balances[row.currency])
    for total in report.totals:
        assert total.balance == balances[total.currency]
        rows = [row for row in report.rows if row.currency == total.currency]
        assert (rows[0].start, rows[-1].end) == (asked.start, asked.end)
    _expect_coverage(report.coverage, ledger, asked)


@given(ledger=entries, asked=questions)
@compared
def test_vendors_are_the_plain_sums(ledger, asked):
    with stored(ledger, asked) as scope:
        report = analyse_vendors(scope)

    shown = slow.shown_vendors(ledger, asked)

    def key(entry, _category):
        return shown[entry.vendor], entry.type, entry.currency

    found = slow.sums(ledger, asked, key)
    assert {(r.vendor, r.type, r.currency): (r.total, r.count) for r in report.rows} == {
        name: (amount, number) for name, (amount, number, _) in found.items()
    }
    for row in report.rows:
        name = (row.vendor, row.type, row.currency)
        days = [e.day for e, *_ in slow.chosen_parts(ledger, asked) if key(e, None) == name]
        assert (row.first, row.last) == (min(days), max(days))
    _expect_coverage(report.coverage, ledger, asked)


@given(ledger=entries, asked=questions)
@compared
def test_deductible_amounts_are_the_plain_sums(ledger, asked):
    asked = slow.Asked(**(vars(asked) | {"type": "expense"}))
    with stored(ledger, asked) as scope:
        report = deductible_by_category(scope)

    found = slow.sums(
        ledger, asked, lambda entry, category: (category or "uncategorised", entry.currency)
    )
    assert {
        (row.category, row.currency): (row.total, row.count, row.deductible) for row in report.rows
    } == found


@given(ledger=entries, asked=questions)
@compared
def test_taxes_are_the_plain_sums(ledger, asked):
    with stored(ledger, asked) as scope:
        report = summarise_taxes(scope)

    found = {
        (row.type, row.currency, row.kind, row.rate): (row.net, row.tax, row.reclaimable)
        for row in report.rows
    }
    expected = slow.tax_rows(ledger, asked)
    nothing = (0, 0, 0)
    for name in found.keys() | expected.keys():
        assert found.get(name, nothing) == expected.get(name, nothing)
    gross = {}
    for entry in slow.counted(ledger, asked):
        if asked.categories is None or entry.category in asked.categories:
            name = entry.type, entry.currency
            gross[name] = gross.get(name, 0) + entry.total
    for name, total in gross.items():
        assert sum(r.gross or 0 for r in report.rows if (r.type, r.currency) == name) == total


@given(ledger=entries, asked=questions)
@compared
def test_the_summary_is_the_plain_sums(ledger, asked):
    with stored(ledger, asked) as scope:
        report = summarise(scope)

    this_month = slow.Asked(**(vars(asked) | {"start": asked.end.replace(day=1)}))
    before = period_before(Period(start=this_month.start, end=this_month.start))
    last_month = slow.Asked(
        **(vars(asked) | {"start": before.end.replace(day=1), "end": before.end})
    )

    def sum_of(question, type_, currency):
        found = slow.sums(ledger, question, lambda entry, _category: (entry.type, entry.currency))
        return found.get((type_, currency), (Decimal(0),))[0]

    for metrics in [report.metrics, *report.other_currencies]:
        currency = metrics.currency
        assert metrics.current_month_expenses == sum_of(this_month, "expense", currency)
        assert metrics.last_month_expenses == sum_of(last_month, "expense", currency)
        assert metrics.ytd_income == sum_of(asked, "income", currency)
        assert metrics.ytd_expenses == sum_of(asked, "expense", currency)
    _expect_coverage(report.coverage, ledger, asked)


@given(ledger=entries, asked=questions)
@compared
def test_months_of_forecast_and_insights_are_the_plain_sums(ledger, asked):
    with stored(ledger, asked) as scope:
        flow = predict_cash_flow(scope, months=3)
        insights = find_insights(scope)

    found = slow.sums(
        ledger,
        asked,
        lambda entry, _category: (entry.type, entry.currency, slow.month_of(entry.day)),
    )
    months = {(month.currency, month.month): month for c in flow.currencies for month in c.history}
    rows = [*insights.best_months, *insights.worst_months, *months.values()]
    for month in rows:
        income = found.get(("income", month.currency, month.month), (Decimal(0),))[0]
        expenses = found.get(("expense", month.currency, month.month), (Decimal(0),))[0]
        assert (month.income, month.expenses) == (income, expenses)
    for _type, currency, month in found:
        assert (currency, month) in months
    taxes = slow.tax_rows(ledger, asked)
    for total in insights.tax_set_aside:
        mine = {name: row for name, row in taxes.items() if name[1] == total.currency}
        assert total.tax_on_income == sum(r[1] for n, r in mine.items() if n[0] == "income")
        assert total.reclaimable == sum(r[2] for n, r in mine.items() if n[0] == "expense")


@given(ledger=entries, asked=questions)
@compared
def test_the_parts_of_the_ledger_are_the_plain_sums(ledger, asked):
    with stored(ledger, asked) as scope:
        parts = list(ledger_parts(scope, frame_of(scope)))

    found = {}
    for part in parts:
        name = part.category.slug, part.entry.type, part.entry.currency
        found[name] = found.get(name, 0) + part.amount
    expected = slow.sums(
        ledger,
        asked,
        lambda entry, category: (category or "uncategorised", entry.type, entry.currency),
    )
    assert found == {name: amount for name, (amount, *_) in expected.items()}
    if asked.categories is None:
        totals = sum(entry.total for entry in slow.counted(ledger, asked))
        assert sum(part.entry.total for part in parts if part.is_first) == totals


@given(paid=st.lists(st.lists(_money(1_000, 90_000), max_size=24), max_size=3))
@compared
def test_unusual_amounts_are_those_of_the_plain_quartiles(paid):
    ledger = [
        slow.Entry(day=date(2025, 3, 1), total=total, currency="GBP", type="expense", vendor=name)
        for name, totals in zip(["Bakery", "Café", "CAFÉ"], paid, strict=False)
        for total in totals
    ]
    # Two spellings of one vendor; the commonest is shown.
    numbers = [*map(len, paid), 0, 0, 0]
    cafe = "CAFÉ" if numbers[2] >= numbers[1] else "Café"
    joined = [
        replace(entry, vendor=cafe if entry.vendor != "Bakery" else "Bakery") for entry in ledger
    ]
    with stored(ledger, slow.Asked(start=date(2025, 1, 1), end=date(2025, 12, 31))) as scope:
        report = study_spending(scope)

    found = sorted((row.vendor, row.amount, row.usual) for row in report.unusual)
    assert found == sorted(slow.unusual(joined))


@given(gaps=st.lists(st.sampled_from([6, 7, 8, 9, 14, 30, 31, 91]), max_size=9))
@compared
def test_recurring_payments_are_those_that_keep_a_rhythm(gaps):
    days = [date(2025, 1, 1)]
    for gap in gaps:
        days.append(days[-1] + timedelta(days=gap))
    ledger = [
        slow.Entry(day=day, total=Decimal(10), currency="GBP", type="expense", vendor=name)
        for day, name in zip(days, cycle(["Streaming", "STREAMING"]), strict=False)
    ]
    with stored(ledger, slow.Asked(start=days[0], end=days[-1])) as scope:
        report = study_spending(scope)

    found = [(row.rhythm, row.count, row.first, row.last) for row in report.recurring]
    rhythm = slow.rhythm(days)
    assert found == ([(rhythm, len(days), days[0], days[-1])] if rhythm else [])
