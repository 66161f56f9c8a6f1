"""The whole life of a subscription, as one account lives it."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from subscriptions.errors import QuotaExceededError
from subscriptions.models import Payment, QuotaUse
from subscriptions.plans import Feature
from subscriptions.services.access import require_feature
from subscriptions.services.quota import commit_document, reserve_document
from subscriptions.tests.deliveries import deliver_all

API = "/api/v1/subscriptions/api"
BEGINNING = datetime(2026, 11, 20, 12, tzinfo=UTC)


def details(api):
    return api.get(f"{API}/details/").json()


def plan_and_status(api):
    subscription = details(api)["subscription"]
    return subscription["plan"], subscription["status"]


def read_document(user, *, now: datetime) -> None:
    commit_document(reserve_document(user, now=now).pk)


def use_up_the_month(user):
    for _ in range(50):
        read_document(user, now=BEGINNING)
    with pytest.raises(QuotaExceededError):
        reserve_document(user, now=BEGINNING)


def buy_premium(api, stripe):
    begun = api.post(f"{API}/checkout/", {"plan_id": "premium"}).json()
    subscription_id = stripe.pay(begun["session_id"])
    api.post(f"{API}/process-success/", {"session_id": begun["session_id"]})
    return subscription_id


def test_from_basic_to_premium_and_back_nothing_is_lost(api, user, stripe):
    api.force_authenticate(user)  # access tokens run out on the way
    with time_machine.travel(BEGINNING) as clock:
        use_up_the_month(user)
        assert details(api)["quota"]["used"] == 50

        subscription_id = buy_premium(api, stripe)
        assert details(api)["quota"]["limit"] == 200
        require_feature(user, Feature.TAX_SUMMARY, now=BEGINNING)
        read_document(user, now=BEGINNING)
        deliver_all(stripe.take_events())
        assert plan_and_status(api) == ("premium", "active")

        renewal = BEGINNING + timedelta(days=30, hours=1)
        clock.move_to(renewal)
        stripe.renew(subscription_id, declined=True)
        deliver_all(stripe.take_events())
        assert plan_and_status(api) == ("premium", "past_due")
        read_document(user, now=renewal)

        clock.move_to(renewal + timedelta(days=7))
        assert plan_and_status(api) == ("basic", "past_due")
        assert details(api)["features"]["subscription_active"] is False

        stripe.end(subscription_id)
        deliver_all(stripe.take_events())
        assert plan_and_status(api) == ("basic", "canceled")
        assert details(api)["features"]["subscription_active"] is True

    assert QuotaUse.objects.filter(state="committed").count() == 52
    assert sorted(Payment.objects.values_list("status", flat=True)) == ["failed", "paid"]
