"""Every reason of the coverage leads to a list that holds exactly what it counts."""

from datetime import UTC, datetime, timedelta

import pytest

from receipts.models import Duplicate, Transaction
from reports.models import ExchangeRate
from reports.tests.ledgers import NOW, add_entry, make_receipt

HOUR = timedelta(hours=1)
YEAR = "start_date=2026-01-01&end_date=2026-12-31"
REPORTS = [
    "summary", "income-expense", "category-breakdown", "vendor-analysis", "tax-deductible",
    "tax-summary", "predictive-cash-flow", "spending-intelligence", "business-insights",
]  # fmt: skip


@pytest.fixture
def books(owner, other_user):
    """Something behind every reason, and the like beside the period, the account and the trash."""
    for user in (owner, other_user):
        for day, deleted_at in (("2026-05-05", None), ("2025-05-05", None), ("2026-05-05", NOW)):
            fill(user, day, deleted_at)
    return owner


def fill(user, day, deleted_at):
    gone, moment = {"deleted_at": deleted_at}, datetime.fromisoformat(f"{day}T23:30:00+00:00")
    make_receipt(user, status="failed", failure_code="x", uploaded_at=moment, **gone)
    make_receipt(user, status="pending", uploaded_at=moment, **gone)
    quotation = make_receipt(user, document_kind="quotation", uploaded_at=moment, **gone)
    add_entry(user, day, "2460.00", receipt=quotation, deleted_at=NOW - HOUR)
    said = make_receipt(user, document_kind="menu", uploaded_at=moment, **gone)
    add_entry(user, day, "7.50", receipt=said, category="meals", **gone)  # a person has said so
    doubted = make_receipt(user, review_status="needs_review", **gone)
    first = add_entry(user, day, "10.00", receipt=doubted, category="office", **gone)
    second = make_receipt(user, review_status="unreviewed", **gone)
    add_entry(user, day, "10.00", receipt=second, vendor="Paper Ltd", category="meals", **gone)
    Duplicate.objects.create(receipt=second, other=first.receipt, found_at=NOW)
    unread = make_receipt(user, review_status="needs_review", **gone)
    add_entry(user, day, None, receipt=unread, vendor="Paper Ltd", category="office", **gone)
    add_entry(user, day, None, currency="EUR", **gone)
    undated = add_entry(user, None, "5.00", category="office", **gone)
    Transaction.objects.filter(pk=undated.pk).update(created_at=moment)
    add_entry(user, day, "7.00", "USD", vendor="Paper Ltd", category="office", **gone)
    add_entry(user, day, "8.00", "EUR", type="income", lines=[("meals", "3.00")], **gone)
    add_entry(user, day, "9.00", category="meals", lines=[("office", "4.00")], **gone)


def reasons_of(api, report, query):
    response = api.get(f"/api/v1/reports/{report}/?{query}")
    assert response.status_code == 200, response.json()
    coverage = response.json()["coverage"]
    return [*coverage["doubtful"], *coverage["left_out"]]


@pytest.mark.parametrize(
    "filters",
    [
        "",
        "currency=GBP",
        "currency=EUR",
        "convert_to=EUR",
        "convert_to=EUR&currency=USD",
        "transaction_type=expense&vendor=paper",
        "transaction_type=income",
        "category=office",
        "category=meals,uncategorised&currency=GBP",
        "reviewed_only=true",
    ],
)
def test_each_link_leads_to_as_many_rows_as_are_counted(api, books, filters):
    ExchangeRate.objects.create(day="2026-05-04", currency="GBP", per_euro="0.85")
    reasons = [r for name in REPORTS for r in reasons_of(api, name, f"{YEAR}&{filters}")]

    counts = {(reason["link"], reason["count"]) for reason in reasons}

    assert counts == {(link, api.get(link).json()["count"]) for link, _ in counts}


def test_every_reason_has_been_tried(api, books):
    queries = [YEAR, f"{YEAR}&currency=GBP", f"{YEAR}&convert_to=EUR"]

    found = {reason["code"] for q in queries for reason in reasons_of(api, "income-expense", q)}

    assert found == {
        "unreviewed", "open_duplicates", "failed", "waiting", "without_date", "without_total",
        "not_a_purchase", "other_currency", "without_rate",
    }  # fmt: skip


def test_the_rows_behind_a_reason_are_the_ones(api, books):
    [reason] = [
        r for r in reasons_of(api, "income-expense", f"{YEAR}&convert_to=GBP")
        if r["code"] == "without_rate"
    ]  # fmt: skip

    rows = api.get(reason["link"]).json()["results"]

    assert sorted(row["currency"] for row in rows) == ["EUR", "USD"]


def test_the_rows_of_others_are_behind_no_link(api, other_user):
    fill(other_user, "2026-05-05", None)

    for code in ("unreviewed", "open_duplicates", "without_date", "without_total"):
        listed = api.get(f"/api/v1/reports/entries/?{YEAR}&reason={code}")

        assert listed.json()["count"] == 0


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ("", "reason"),
        ("reason=nonsense", "reason"),
        ("reason=without_rate", "convert_to"),
        ("reason=other_currency", "currency"),
    ],
)
def test_a_reason_that_says_too_little_is_an_error(api, owner, query, field):
    response = api.get(f"/api/v1/reports/entries/?{query}")

    assert response.status_code == 400
    assert field in response.json()


def test_links_end_with_the_day_in_utc(api, owner):
    for hour in (0, 23):
        moment = datetime(2026, 12, 31, hour, 59, tzinfo=UTC)
        make_receipt(owner, status="pending", uploaded_at=moment)

    [reason] = reasons_of(api, "income-expense", YEAR)

    assert reason["count"] == api.get(reason["link"]).json()["count"] == 2


def test_each_vendor_leads_to_the_entries_of_its_row(api, owner):
    """And not to those of a shop of a longer name, nor of "H M"."""
    names = ["H&M", "h & m", "h&m", "H&M Home", "H M", "Öbb Bahn", "ÖBB BAHN", "***", "**"]
    for number, vendor in enumerate(names):
        add_entry(owner, "2026-05-05", f"{2**number}.00", vendor=vendor)

    rows = api.get(f"/api/v1/reports/vendor-analysis/?{YEAR}").json()["rows"]

    assert len(rows) == 7
    for row in rows:
        asked = {"vendor_exact": row["vendor"], "page_size": 100}
        entries = api.get("/api/v1/receipts/transactions/", asked).json()["results"]
        assert len(entries) == row["count"]
        assert sum(float(entry["total"]) for entry in entries) == float(row["total"])
