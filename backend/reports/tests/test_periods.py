"""GET reports/periods/: tax years and quarters to choose from."""

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from receipts.models import Transaction
from reports.registry import REPORTS

pytestmark = pytest.mark.django_db

URL = "/api/v1/reports/periods/"
ENTRIES = "/api/v1/receipts/transactions/"


@pytest.fixture(autouse=True)
def november():
    with time_machine.travel("2026-11-30T12:00:00Z", tick=False):
        yield


def buy(api, *days):
    for day in days:
        answer = api.post(ENTRIES, {"total": "5.00", "purchased_on": day})
        assert answer.status_code == 201


def test_an_account_without_entries_has_the_current_year(api):
    answer = api.get(URL).json()

    assert answer["today"] == "2026-11-30"
    assert answer["tax_years"] == [
        {
            "name": "2026",
            "start_date": "2026-01-01",
            "end_date": "2026-12-31",
            "entries": 0,
            "quarters": [
                {"start_date": "2026-01-01", "end_date": "2026-03-31"},
                {"start_date": "2026-04-01", "end_date": "2026-06-30"},
                {"start_date": "2026-07-01", "end_date": "2026-09-30"},
                {"start_date": "2026-10-01", "end_date": "2026-12-31"},
            ],
        }
    ]


def test_each_tax_year_with_entries_is_there_once_the_latest_first(api, user):
    user.tax_year_start_month = 4
    user.save()
    buy(api, "2024-03-31", "2024-04-01", "2025-03-31", "2027-02-01")

    years = api.get(URL).json()["tax_years"]

    assert [(year["name"], year["entries"]) for year in years] == [
        ("2026/27", 1), ("2024/25", 2), ("2023/24", 1),
    ]  # fmt: skip
    assert years[2]["end_date"] == "2024-03-31"
    assert [quarter["start_date"] for quarter in years[1]["quarters"]] == [
        "2024-04-01", "2024-07-01", "2024-10-01", "2025-01-01",
    ]  # fmt: skip


def test_what_is_in_the_trash_or_somebody_elses_or_has_no_date_makes_no_year(api, other_api, user):
    buy(api, "2020-01-01")
    pk = Transaction.objects.get().pk
    api.delete(f"{ENTRIES}{pk}/")
    buy(other_api, "2019-01-01")
    Transaction.objects.create(owner=user, currency="GBP", total=5)

    assert [year["name"] for year in api.get(URL).json()["tax_years"]] == ["2026"]


def test_today_is_that_of_the_account(api, user):
    """Where it is December already, which begins this account's tax year."""
    user.time_zone, user.tax_year_start_month = "Pacific/Kiritimati", 12
    user.save()

    answer = api.get(URL).json()

    assert answer["today"] == "2026-12-01"
    assert answer["tax_years"][0]["name"] == "2026/27"


def test_the_ends_of_the_calendar_are_years_too(api, user):
    user.tax_year_start_month = 7
    user.save()
    buy(api, "9999-12-31")

    assert api.get(URL).json()["tax_years"][0]["end_date"] == "9999-12-31"


def test_a_report_takes_each_period_as_it_is(api):
    buy(api, "2026-05-05")
    quarter = api.get(URL).json()["tax_years"][0]["quarters"][1]

    report = api.get("/api/v1/reports/category-breakdown/", quarter).json()

    assert report["coverage"]["counted"] == 1


def test_the_usual_days_of_a_report_are_those_of_its_answer_without_days(api, owner):
    owner.tax_year_start_month = 4
    owner.save()

    usual = {row.pop("report"): row for row in api.get(URL).json()["usual"]}

    assert usual["ledger"] == {"start_date": "2026-04-01", "end_date": "2027-03-31"}
    assert usual["predictive-cash-flow"] == {"start_date": "2023-11-01", "end_date": "2026-10-31"}
    computed = [name for name, report in REPORTS.items() if report.serializer]
    for name in computed:
        answer = api.get(f"/api/v1/reports/{name}/").json()
        assert usual[name] == {day: answer[day] for day in ("start_date", "end_date")}, name


def test_many_entries_ask_as_many_queries_as_none(api, user, django_assert_num_queries):
    with CaptureQueriesContext(connection) as few:
        api.get(URL)
    Transaction.objects.bulk_create(
        Transaction(owner=user, currency="GBP", total=5, purchased_on=f"{year}-01-01")
        for year in range(1990, 2020)
    )

    with django_assert_num_queries(len(few)):
        assert len(api.get(URL).json()["tax_years"]) == 31


def test_an_anonymous_call_is_401(anonymous):
    assert anonymous.get(URL).status_code == 401
