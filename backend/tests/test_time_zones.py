"""The account's time zone over HTTP: it is told once, and months, days and files are of it."""

import csv
import io
from datetime import UTC, date, datetime

import pytest
from rest_framework.test import APIClient

from conftest import PASSWORD
from receipts.models import Transaction
from receipts.models.event import ReceiptEvent
from reports.tests.ledgers import add_entry, make_receipt
from subscriptions.plans import PLANS
from subscriptions.services.grants import give_plan

API = "/api/v1"
LOS_ANGELES = "America/Los_Angeles"
# 17:00 on November 30 in Los Angeles.
EVENING = datetime(2026, 12, 1, 1, tzinfo=UTC)


@pytest.fixture
def at(time_machine, user):
    """Moves the clock and signs in; the account is in that time zone."""

    def move(moment: datetime, zone: str) -> APIClient:
        time_machine.move_to(moment, tick=False)
        client = APIClient()
        body = {"email": user.email, "password": PASSWORD}
        access = client.post(f"{API}/accounts/token/", body).json()["access"]
        client.credentials(HTTP_AUTHORIZATION=f"Bearer {access}")
        assert client.patch(f"{API}/accounts/me/", {"time_zone": zone}).status_code == 200
        return client

    return move


@pytest.fixture
def platinum(user):
    now = datetime(2026, 11, 1, tzinfo=UTC)
    until = date(2027, 12, 1)
    give_plan(user, plan=PLANS["platinum"], until=until, reason="test", actor=user, now=now)


def month_of(api: APIClient) -> tuple[float, float]:
    metrics = api.get(f"{API}/reports/summary/").json()["quick_metrics"]
    return metrics["current_month_expenses"], metrics["last_month_expenses"]


@pytest.mark.parametrize(
    ("zone", "moment", "months"),
    [
        (LOS_ANGELES, EVENING, (11.0, 10.0)),
        ("UTC", EVENING, (12.0, 11.0)),
        ("Pacific/Kiritimati", datetime(2026, 11, 30, 10, tzinfo=UTC), (12.0, 11.0)),
        ("Pacific/Niue", datetime(2026, 12, 1, 10, tzinfo=UTC), (11.0, 10.0)),
    ],
)
def test_this_month_is_the_accounts(at, user, zone, moment, months):
    for month in (10, 11, 12):
        add_entry(user, f"2026-{month}-01", f"{month}.00")

    assert month_of(at(moment, zone)) == months


def test_the_kept_summary_turns_over_at_the_accounts_midnight(at, user):
    add_entry(user, "2026-11-05", "5.00")
    before = at(datetime(2026, 12, 1, 7, 59, tzinfo=UTC), LOS_ANGELES)
    summary = before.get(f"{API}/reports/summary/")
    assert month_of(before) == (5.0, 0.0)

    after = at(datetime(2026, 12, 1, 8, tzinfo=UTC), LOS_ANGELES)
    answer = after.get(f"{API}/reports/summary/", HTTP_IF_NONE_MATCH=summary["ETag"])

    assert answer.status_code == 200
    assert month_of(after) == (0.0, 5.0)


def test_a_move_over_a_midnight_is_seen_at_once(at, user):
    add_entry(user, "2026-11-05", "5.00")
    api = at(EVENING, "UTC")
    summary = api.get(f"{API}/reports/summary/")
    assert month_of(api) == (0.0, 5.0)

    api.patch(f"{API}/accounts/me/", {"time_zone": LOS_ANGELES})

    tag = {"HTTP_IF_NONE_MATCH": summary["ETag"]}
    assert api.get(f"{API}/reports/summary/", **tag).status_code == 200
    assert month_of(api) == (5.0, 0.0)


def test_the_tax_year_that_a_report_takes_by_itself_is_the_accounts(at, user):
    api = at(datetime(2027, 1, 1, 3, tzinfo=UTC), LOS_ANGELES)

    report = api.get(f"{API}/reports/income-expense/").json()

    assert (report["start_date"], report["end_date"]) == ("2026-01-01", "2026-12-31")


def test_a_files_name_has_the_accounts_days(at, user, platinum):
    add_entry(user, "2026-11-05", "5.00")
    api = at(datetime(2027, 1, 1, 3, tzinfo=UTC), LOS_ANGELES)

    file = api.get(f"{API}/reports/summary/export/csv/")

    assert 'filename="summary_2026-01-01_2026-12-31.csv"' in file["Content-Disposition"]


@pytest.mark.parametrize(
    ("zone", "day"),
    [("UTC", "2026-12-01"), (LOS_ANGELES, "2026-11-30"), ("Asia/Tokyo", "2026-12-01")],
)
def test_days_of_filters_are_the_accounts(at, user, zone, day):
    receipt = make_receipt(user, uploaded_at=EVENING)
    entry = add_entry(user, None, "5.00")
    Transaction.objects.filter(pk=entry.pk).update(created_at=EVENING)
    api = at(EVENING, zone)

    def found(path: str, **params: str) -> list[int]:
        return [row["id"] for row in api.get(f"{API}/{path}", params).json()["results"]]

    assert found("receipts/", uploaded_from=day, uploaded_to=day) == [receipt.pk]
    assert found("receipts/transactions/", created_from=day, created_to=day) == [entry.pk]
    other = "2026-11-30" if day == "2026-12-01" else "2026-12-01"
    assert found("receipts/", uploaded_from=other, uploaded_to=other) == []
    assert found("receipts/transactions/", created_from=other, created_to=other) == []


def test_a_list_that_a_client_has_is_another_one_after_a_move(at, user):
    make_receipt(user, uploaded_at=EVENING)
    api = at(EVENING, "UTC")
    params = {"uploaded_from": "2026-12-01"}
    before = api.get(f"{API}/receipts/", params)
    assert before.json()["count"] == 1

    api.patch(f"{API}/accounts/me/", {"time_zone": LOS_ANGELES})
    after = api.get(f"{API}/receipts/", params, HTTP_IF_NONE_MATCH=before["ETag"])

    assert after.status_code == 200
    assert after.json()["count"] == 0


def test_at_the_calendars_ends_every_zone_answers(at, user):
    make_receipt(user, uploaded_at=EVENING)
    for zone in ("Pacific/Kiritimati", "Pacific/Niue"):
        api = at(EVENING, zone)
        ends = {"uploaded_from": "0001-01-01", "uploaded_to": "9999-12-31"}
        assert api.get(f"{API}/receipts/", ends).json()["count"] == 1


def test_the_audit_log_is_by_the_accounts_clock(at, user, platinum):
    ReceiptEvent.objects.create(owner=user, kind=ReceiptEvent.Kind.CREATED, created_at=EVENING)
    api = at(EVENING, LOS_ANGELES)
    november = {"start_date": "2026-11-30", "end_date": "2026-11-30"}
    december = {"start_date": "2026-12-01", "end_date": "2026-12-01"}

    assert api.get(f"{API}/reports/audit-log/", november).json()["count"] == 1
    assert api.get(f"{API}/reports/audit-log/", december).json()["count"] == 0
    file = api.get(f"{API}/reports/audit-log/export/csv/", november)
    rows = csv.reader(io.StringIO(b"".join(file.streaming_content).decode()))
    moments = [row[:2] for row in rows if len(row) > 2]
    assert ["Date", f"Time ({LOS_ANGELES})"] in moments
    assert ["2026-11-30", "17:00:00"] in moments


def test_the_months_that_cash_flow_is_reckoned_from_are_the_accounts(at, user, platinum):
    add_entry(user, "2026-11-05", "5.00")
    add_entry(user, "2026-10-05", "5.00")
    url = f"{API}/reports/predictive-cash-flow/"

    here = at(EVENING, LOS_ANGELES).get(url).json()["end_date"]
    in_utc = at(EVENING, "UTC").get(url).json()["end_date"]

    assert (here, in_utc) == ("2026-10-31", "2026-11-30")


def test_details_tell_the_month_by_the_accounts_clock(at, user):
    body = at(EVENING, LOS_ANGELES).get(f"{API}/subscriptions/api/details/").json()

    assert body["quota"]["period_start"] == "2026-11-01"
    assert body["quota"]["resets_on"] == "2026-12-01"
    assert body["subscription"]["current_period_end"] == "2026-12-01T08:00:00Z"


def test_an_unknown_zone_changes_nothing(api, user):
    for wrong in ("Europe/Atlantis", "", None, "+02:00", "../../etc/passwd", "Factory", 7):
        response = api.patch(
            f"{API}/accounts/me/", {"time_zone": wrong, "company": "X"}, format="json"
        )
        assert response.status_code == 400
        assert "time_zone" in response.json()

    user.refresh_from_db()
    assert (user.time_zone, user.company) == ("UTC", "")


def test_a_zone_is_accepted_in_any_case_and_shown(api):
    assert api.get(f"{API}/accounts/me/").json()["time_zone"] == "UTC"

    answer = api.patch(f"{API}/accounts/me/", {"time_zone": "america/los_angeles"})

    assert answer.json()["time_zone"] == LOS_ANGELES
