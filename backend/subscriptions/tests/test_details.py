"""GET details/: what somebody has, and what is left of it."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.utils import timezone

from subscriptions.models import QuotaPeriod, Subscription
from subscriptions.plans import PLATINUM
from subscriptions.services.grants import give_plan
from subscriptions.services.quota import commit_document, reserve_document

DETAILS = "/api/v1/subscriptions/api/details/"
# What the access token and its session cost.
SIGN_IN = 2
NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _noon():
    with time_machine.travel(NOON):
        yield


def test_who_never_subscribed_has_the_basic_plan(api):
    response = api.get(DETAILS)

    assert response.status_code == 200
    assert response.json() == {
        "subscription": {
            "id": None,
            "plan": "basic",
            "status": "active",
            "amount": "0.00",
            "currency": "GBP",
            "current_period_start": "2026-11-01T00:00:00Z",
            "current_period_end": "2026-12-01T00:00:00Z",
            "cancel_at_period_end": False,
            "stripe_subscription_id": None,
            "stripe_customer_id": None,
            "given_until": None,
        },
        "features": {
            "max_documents": 50,
            "has_api_access": False,
            "has_report_export": False,
            "has_bulk_upload": True,
            "has_white_label": False,
            "has_webhooks": False,
            "reports": ["summary", "income-expense", "category-breakdown"],
            "current_plan": "basic",
            "subscription_active": True,
        },
        "quota": {
            "used": 0,
            "reserved": 0,
            "limit": 50,
            "free_reads": 0,
            "free_reads_limit": 50,
            "period_start": "2026-11-01",
            "resets_on": "2026-12-01",
        },
    }


class TestWithoutBilling:
    @pytest.fixture(autouse=True)
    def as_shipped(self, settings):
        settings.SELF_HOSTED_PLAN = "platinum"

    def test_everything_is_open_at_no_price(self, api):
        answer = api.get(DETAILS).json()

        shown = answer["subscription"]
        assert (shown["plan"], shown["status"], shown["amount"]) == ("platinum", "active", "0.00")
        features = answer["features"]
        assert features.pop("current_plan") == "platinum"
        assert features.pop("max_documents") == answer["quota"]["limit"] == 999999
        assert all(features.values())
        assert api.get("/api/v1/reports/audit-log/").status_code == 200
        assert api.get("/api/v1/reports/summary/export/csv/").status_code == 200

    def test_a_smaller_plan_can_be_set_and_a_better_one_given(self, api, user, settings):
        settings.SELF_HOSTED_PLAN = "basic"
        assert api.get(DETAILS).json()["subscription"]["plan"] == "basic"
        assert api.get("/api/v1/reports/summary/export/csv/").status_code == 403

        now = timezone.now()
        give_plan(user, plan=PLATINUM, until=now.date(), reason="A test.", actor=user, now=now)
        assert api.get(DETAILS).json()["subscription"]["plan"] == "platinum"

    def test_with_billing_only_what_is_bought_is_open(self, api, settings):
        settings.STRIPE_SECRET_KEY = "sk_test_1"

        assert api.get(DETAILS).json()["subscription"]["plan"] == "basic"
        assert api.get("/api/v1/reports/audit-log/").status_code == 403


def test_asking_makes_no_row(api):
    api.get(DETAILS)

    assert not Subscription.objects.exists()
    assert not QuotaPeriod.objects.exists()


def test_read_and_waiting_documents_are_told_apart(api, user):
    commit_document(reserve_document(user, now=NOON).pk)
    reserve_document(user, now=NOON)
    reserve_document(user, now=NOON)

    quota = api.get(DETAILS).json()["quota"]

    assert (quota["used"], quota["reserved"], quota["limit"]) == (1, 2, 50)


def test_a_paid_subscription_shows_its_own_dates(api, user):
    Subscription.objects.create(
        owner=user,
        plan="platinum",
        amount="10.00",
        current_period_start=NOON - timedelta(days=5),
        current_period_end=NOON + timedelta(days=25),
        stripe_customer_id="cus_1",
        stripe_subscription_id="sub_1",
    )

    shown = api.get(DETAILS).json()

    assert shown["subscription"]["plan"] == "platinum"
    assert shown["subscription"]["amount"] == "10.00"
    assert shown["subscription"]["current_period_end"] == "2026-12-15T12:00:00Z"
    assert shown["subscription"]["stripe_customer_id"] == "cus_1"
    assert shown["features"]["max_documents"] == 999999
    assert shown["features"]["has_white_label"]
    assert shown["quota"]["period_start"] == "2026-11-15"
    assert shown["quota"]["resets_on"] == "2026-12-15"
    assert shown["quota"]["limit"] == 999999


def test_twenty_at_once_cost_two_queries_each_and_no_write(api, user, django_assert_num_queries):
    reserve_document(user, now=NOON)

    with django_assert_num_queries(SIGN_IN + 2):
        api.get(DETAILS)


def test_somebody_elses_use_is_not_shown(api, other_user):
    reserve_document(other_user, now=NOON)

    assert api.get(DETAILS).json()["quota"]["reserved"] == 0


def test_the_plans_are_as_promised(api):
    plans = api.get("/api/v1/subscriptions/api/plans/").json()["plans"]

    assert {code: plan["price"] for code, plan in plans.items()} == {
        "basic": 0,
        "premium": 5,
        "platinum": 10,
    }
    assert {code: plan["features"]["max_documents"] for code, plan in plans.items()} == {
        "basic": 50,
        "premium": 200,
        "platinum": 999999,
    }
    assert plans["premium"]["name"] == "Premium"
    assert plans["premium"]["interval"] == "month"
    assert plans["premium"]["features"]["has_report_export"]
    assert plans["basic"]["features"]["has_bulk_upload"]
    assert not plans["premium"]["features"]["has_white_label"]


def test_health_needs_nobody_and_says_nothing(anonymous, db, django_assert_num_queries):
    with django_assert_num_queries(0):
        response = anonymous.get("/api/v1/subscriptions/api/health/")

    assert response.status_code == 200
    assert response.json() == {"status": "ok"}


@pytest.mark.parametrize("name", ["details", "plans", "payment-history", "customer-portal"])
def test_nobody_else_is_told_anything(anonymous, db, name):
    response = anonymous.get(f"/api/v1/subscriptions/api/{name}/")

    assert response.status_code == 401


@pytest.mark.parametrize("name", ["checkout", "cancel", "change-plan", "process-success"])
def test_nobody_else_can_change_anything(anonymous, db, name):
    response = anonymous.post(f"/api/v1/subscriptions/api/{name}/", {})

    assert response.status_code == 401
