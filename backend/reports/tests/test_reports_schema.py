"""Every answer of the reports fits what `/api/schema/` says of it, and holds nothing beyond it."""

import pytest

from receipts.models import Duplicate
from receipts.models.event import ReceiptEvent
from reports.models import ExchangeRate
from reports.registry import REPORTS
from reports.tests.ledgers import NOW, add_entry, make_receipt
from tests.answers import hold_against_schema

BASE = "/api/v1/reports/"
NAMES = [name for name in REPORTS if name != "ledger"]


@pytest.fixture
def api(api_at):
    return api_at(NOW)


@pytest.fixture
def books(owner):
    """Three years with something for every part of every report."""
    for month in range(1, 37):
        day = f"{2024 + (month - 1) // 12}-{(month - 1) % 12 + 1:02}-15"
        add_entry(owner, day, "9.99", category="office", vendor="Hosting", tax="1.66")
        add_entry(owner, day, f"{100 + month}.00", category="income", type="income", vendor="Till")
    for day in range(1, 11):
        add_entry(owner, f"2026-10-{day:02}", f"{10 + day % 2}.00", vendor="Cafe", category="meals")
    add_entry(
        owner, "2026-10-20", "120.00", vendor="Cafe", category="meals",
        lines=[("groceries", "20.00")], taxes=[("20", "100", "20")],
        receipt=make_receipt(owner, review_status="needs_review"),
    )  # fmt: skip
    add_entry(owner, "2026-10-20", "5.00", "EUR")
    add_entry(owner, "2026-10-20", None, "USD")
    pair = [make_receipt(owner) for _ in range(2)]
    for receipt in pair:
        add_entry(owner, "2026-10-21", "3.00", vendor="Pub", receipt=receipt)
    Duplicate.objects.create(receipt=pair[1], other=pair[0], reasons=["bytes"], found_at=NOW)
    ReceiptEvent.objects.create(
        owner=owner, receipt=pair[0], kind="read", data={"engine": "offline"}, created_at=NOW
    )
    ExchangeRate.objects.create(day="2026-10-20", currency="GBP", per_euro="0.85")
    return owner


@pytest.mark.parametrize("filters", ["", "convert_to=EUR", "currency=GBP&category=meals,office"])
def test_every_report_fits_the_schema(api, books, filters):
    for name in NAMES:
        hold_against_schema(api.get(f"{BASE}{name}/?{filters}"), f"{BASE}{name}/")


def test_reports_of_an_empty_account_fit_the_schema(api, owner):
    for name in [*NAMES, "exports"]:
        hold_against_schema(api.get(f"{BASE}{name}/"), f"{BASE}{name}/")


def test_the_rows_behind_a_reason_fit_the_schema(api, books):
    for reason in ("unreviewed", "open_duplicates", "without_total"):
        response = api.get(f"{BASE}entries/?reason={reason}")

        assert response.json()["count"] == 1
        hold_against_schema(response, f"{BASE}entries/")
