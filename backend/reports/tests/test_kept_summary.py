"""`reports/summary/` is asked for every half minute: what is kept, and that it is never stale."""

from datetime import date
from decimal import Decimal

import pytest
from django.contrib.auth import get_user_model
from django.utils import timezone

from receipts.models import Category, Duplicate, LineItem, Receipt, TaxLine, Transaction
from reports.exchange_rates import load_rates
from reports.models import KeptSummary, LedgerChange
from reports.tests.ledgers import add_entry, make_receipt

SUMMARY = "/api/v1/reports/summary/"
TODAY = date(2026, 11, 20)
# Those of the request itself (the account, its session, its plan) are not the report's.
KEPT_QUERIES, COMPUTED_QUERIES = 1, 4


@pytest.fixture
def api(api_at):
    return api_at("2026-11-20 12:00Z")


@pytest.fixture
def entry(owner):
    return add_entry(
        owner, "2026-11-05", "120.00", category="office", vendor="Paper Ltd",
        lines=[("groceries", "24.00")], receipt=make_receipt(owner),
    )  # fmt: skip


def asked(api):
    response = api.get(SUMMARY)
    assert response.status_code == 200
    return response.json()


def own_queries(captured):
    tables = ("reports_", "receipts_")
    return [query for query in captured if any(table in query["sql"] for table in tables)]


def test_what_has_not_changed_is_not_added_up_again(api, entry, django_assert_max_num_queries):
    with django_assert_max_num_queries(20) as first:
        before = asked(api)
    with django_assert_max_num_queries(20) as second:
        after = asked(api)

    assert before == after
    assert len(own_queries(first.captured_queries)) <= COMPUTED_QUERIES
    assert len(own_queries(second.captured_queries)) == KEPT_QUERIES


def test_a_kept_answer_is_sent_as_it_was(api, entry):
    first, second = api.get(SUMMARY), api.get(SUMMARY)

    assert first.content == second.content
    assert first["ETag"] == second["ETag"]
    again = api.get(SUMMARY, HTTP_IF_NONE_MATCH=first["ETag"])
    assert again.status_code == 304


def spend_more(entry):
    Transaction.objects.filter(pk=entry.pk).update(total=Decimal("150.00"))


def add_another(entry):
    add_entry(entry.owner, "2026-11-06", "30.00", vendor="Pub")


def add_many(entry):
    rows = [
        Transaction(
            owner=entry.owner, purchased_on=date(2026, 11, 7), currency="GBP", total=Decimal(1)
        )
        for _ in range(3)
    ]
    Transaction.objects.bulk_create(rows)


def change_a_line(entry):
    LineItem.objects.filter(transaction=entry).update(amount=Decimal("60.00"))


def delete_the_lines(entry):
    LineItem.objects.filter(transaction=entry).delete()


def fail_a_reading(entry):
    make_receipt(entry.owner, status="failed", failure_code="unreadable")


def doubt_the_reading(entry):
    Receipt.objects.filter(pk=entry.receipt_id).update(
        review_status=Receipt.ReviewStatus.NEEDS_REVIEW
    )


def throw_away(entry):
    now = timezone.now()
    Transaction.objects.filter(pk=entry.pk).update(deleted_at=now)
    Receipt.objects.filter(pk=entry.receipt_id).update(deleted_at=now)


def find_a_duplicate(entry):
    other = make_receipt(entry.owner)
    Duplicate.objects.create(receipt=entry.receipt, other=other, found_at=timezone.now())


def rename_a_category(entry):
    Category.objects.filter(slug="office", owner=None).update(name="Desks and paper")


def delete_for_good(entry):
    entry.receipt.delete()


def keep_books_in_euros(entry):
    get_user_model().objects.filter(pk=entry.owner_id).update(home_currency="EUR")


def begin_the_tax_year_in_december(entry):
    get_user_model().objects.filter(pk=entry.owner_id).update(tax_year_start_month=12)


@pytest.mark.parametrize(
    "write",
    [
        spend_more,
        add_another,
        add_many,
        change_a_line,
        delete_the_lines,
        fail_a_reading,
        doubt_the_reading,
        throw_away,
        find_a_duplicate,
        rename_a_category,
        delete_for_good,
        keep_books_in_euros,
        begin_the_tax_year_in_december,
    ],
)
def test_every_kind_of_write_gives_new_figures_at_once(api, entry, write):
    before = asked(api)

    write(entry)
    after = asked(api)
    KeptSummary.objects.all().delete()

    assert after != before
    assert after == asked(api)


def test_a_restored_entry_is_back_at_once(api, entry):
    before = asked(api)
    throw_away(entry)
    asked(api)

    Transaction.objects.filter(pk=entry.pk).update(deleted_at=None)
    Receipt.objects.filter(pk=entry.receipt_id).update(deleted_at=None)

    assert asked(api) == before


def test_a_resolved_duplicate_is_no_longer_in_doubt(api, entry):
    find_a_duplicate(entry)
    assert "open_duplicates" in [reason["code"] for reason in asked(api)["coverage"]["doubtful"]]

    Duplicate.objects.update(resolution=Duplicate.Resolution.SEPARATE, resolved_at=timezone.now())

    assert asked(api)["coverage"]["doubtful"] == []


def test_a_new_day_is_added_up_anew(api_at, entry):
    assert asked(api_at("2026-11-30 23:00Z"))["quick_metrics"]["current_month_expenses"] == 120

    december = asked(api_at("2026-12-01 01:00Z"))["quick_metrics"]

    assert december["current_month_expenses"] == 0
    assert december["last_month_expenses"] == 120


def test_rates_and_tax_lines_count_as_changes(owner, entry):
    def tokens():
        return set(LedgerChange.objects.values_list("account", "token"))

    before = tokens()
    TaxLine.objects.create(transaction=entry, position=0, rate=20, net=100, tax=20)
    with_tax = tokens()
    load_rates(["Date,USD", "2026-11-20,1.1"])
    with_rates = tokens()

    assert {account for account, _ in with_tax - before} == {owner.pk}
    assert {account for account, _ in with_rates - with_tax} == {LedgerChange.EVERYBODY}


def test_the_changes_of_one_account_leave_the_answers_of_others(api, entry, other_user):
    before = asked(api)
    kept = KeptSummary.objects.get()

    add_entry(other_user, "2026-11-06", "30.00")

    assert asked(api) == before
    assert KeptSummary.objects.get().key == kept.key


def test_a_filtered_summary_is_never_a_kept_one(api, entry):
    add_entry(entry.owner, "2026-11-06", "30.00", "EUR")
    in_pounds = asked(api)

    in_euros = api.get(SUMMARY, {"currency": "EUR"}).json()

    assert in_euros["quick_metrics"]["ytd_expenses"] == 30
    assert asked(api) == in_pounds


def test_of_many_changes_the_last_token_alone_is_left(owner, entry):
    for _ in range(20):
        spend_more(entry)

    assert LedgerChange.objects.filter(account=owner.pk).count() == 1


def test_nothing_is_left_of_an_account_that_is_deleted(api, entry, owner):
    asked(api)

    owner.delete()

    assert not KeptSummary.objects.exists()
    assert not LedgerChange.objects.filter(account=entry.owner_id).exists()
