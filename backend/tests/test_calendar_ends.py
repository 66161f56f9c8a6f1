"""The calendar's first and last days in every date parameter: a right answer, or 400 with a reason.

Clients send them for "from ever" and "for ever", and the arithmetic of months and years must not
fall off the calendar there.
"""

from datetime import date
from itertools import product

import pytest
from django.utils import timezone
from drf_spectacular.generators import SchemaGenerator

from receipts.models import Transaction
from reports.registry import REPORTS
from reports.tests.ledgers import add_entry, make_receipt
from subscriptions.plans import PLANS
from subscriptions.services.grants import give_plan

pytestmark = pytest.mark.django_db

ENDS = ["0001-01-01", "0001-01-02", "9999-12-30", "9999-12-31"]
# Both ends, one of them or none. Periods that end before they begin are refused anyway.
PERIODS = [
    {name: day for name, day in (("start_date", start), ("end_date", end)) if day}
    for start, end in product(["", *ENDS], repeat=2)
    if start <= end or not end
]
FIRST_DAYS = {"start_date": "0001-01-01", "end_date": "0001-01-02"}
LAST_DAYS = {"start_date": "9999-12-30", "end_date": "9999-12-31"}
LAST_WEEKS = ["9999-12-03", "9999-12-10", "9999-12-17", "9999-12-24", "9999-12-31"]


@pytest.fixture
def books(user):
    """Entries on each of the days. The tax year begins in April, so both end ones are cut."""
    now = timezone.now()
    until = date(now.year + 1, 1, 1)
    give_plan(user, plan=PLANS["platinum"], until=until, reason="test", actor=user, now=now)
    user.tax_year_start_month = 4
    user.save(update_fields=["tax_year_start_month"])
    for day in ENDS:
        add_entry(user, day, "12.50", vendor="Shop", taxes=[("20", "10.42", "2.08")])
        add_entry(user, day, "3.00", type="income", receipt=make_receipt(user))
    return user


def is_answered(response) -> bool:
    """False: refused with a reason, in the shape of every refusal."""
    if response.status_code in {200, 202}:
        assert response.getvalue() or response.content == b""
        return True
    assert response.status_code == 400, response.content
    body = response.json()
    assert body["detail"] == body["error"]
    assert body["code"] in {"invalid", "out_of_calendar"}
    return False


@pytest.mark.parametrize("name", [name for name in REPORTS if name != "ledger"])
def test_every_report_answers(api, books, name):
    intervals = ["month", "quarter", "year"] if name == "income-expense" else [None]
    for period, interval in product(PERIODS, intervals):
        is_answered(
            api.get(
                f"/api/v1/reports/{name}/", period | ({"interval": interval} if interval else {})
            )
        )

    assert is_answered(api.get(f"/api/v1/reports/{name}/", LAST_DAYS))


@pytest.mark.parametrize("name", REPORTS)
def test_every_file_is_written(api, books, name):
    for file_format, days in product(sorted(REPORTS[name].formats), [FIRST_DAYS, LAST_DAYS]):
        url = f"/api/v1/reports/{name}/export/{file_format}/"

        written = is_answered(api.get(url, days | {"currency": "GBP"}))

        assert written or days is FIRST_DAYS, url


def test_the_last_days_are_added_up(api, books):
    for interval in ("month", "quarter", "year"):
        body = api.get("/api/v1/reports/income-expense/", LAST_DAYS | {"interval": interval}).json()

        [row] = body["rows"]
        assert (row["start_date"], row["end_date"]) == ("9999-12-30", "9999-12-31")
        assert (row["income"], row["expenses"]) == ("6.00", "25.00")


def test_an_open_end_is_the_calendars_where_the_tax_year_ends_beyond(api, books):
    body = api.get("/api/v1/reports/income-expense/", {"start_date": "9999-12-30"}).json()
    assert body["end_date"] == "9999-12-31"

    body = api.get("/api/v1/reports/income-expense/", {"end_date": "0001-01-02"}).json()
    assert body["start_date"] == "0001-01-01"


def test_what_lies_before_the_calendar_is_refused(api, books):
    response = api.get("/api/v1/reports/category-breakdown/", FIRST_DAYS)

    assert response.status_code == 400
    assert response.json()["code"] == "out_of_calendar"


def test_a_payment_that_would_come_back_after_the_calendar_is_refused(api, books):
    for day in LAST_WEEKS:
        add_entry(books, day, "5.00", vendor="Weekly")

    response = api.get("/api/v1/reports/spending-intelligence/", {"start_date": "9999-12-01"})

    assert response.status_code == 400
    assert response.json()["code"] == "out_of_calendar"


def test_every_list_answers(api, books):
    """Each date parameter that the schema knows, by itself."""
    schema = SchemaGenerator().get_schema(request=None, public=True)
    asked = 0
    for path, methods in schema["paths"].items():
        if "/reports/" in path or "get" not in methods:
            continue
        for parameter in methods["get"].get("parameters", []):
            if parameter["schema"].get("format") != "date":
                continue
            for day in ENDS:
                asked += 1
                assert api.get(path, {parameter["name"]: day}).status_code in {200, 404}, path
    assert asked >= 4 * 4 * 2


def test_lists_find_the_first_and_the_last_day(api, books):
    for day in ENDS:
        found = api.get("/api/v1/receipts/transactions/", {"date_from": day, "date_to": day}).json()
        assert found["count"] == 2
    everything = {"date_from": "0001-01-01", "date_to": "9999-12-31"}
    found = api.get("/api/v1/receipts/transactions/", everything).json()
    assert found["count"] == Transaction.objects.count()
    for name in ("uploaded", "created"):
        path = "" if name == "uploaded" else "transactions/"
        ever = {f"{name}_from": "0001-01-01", f"{name}_to": "9999-12-31"}
        found = api.get(f"/api/v1/receipts/{path}", ever).json()
        assert found["count"] >= len(ENDS)
