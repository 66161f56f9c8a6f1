"""Changing what was bought: cancel/, change-plan/, customer-portal/, payment-history/."""

from datetime import UTC, datetime
from decimal import Decimal

import pytest

from subscriptions.models import Payment, Subscription
from subscriptions.services.sync import refresh_subscription
from subscriptions.tasks import sweep_billing

API = "/api/v1/subscriptions/api"
# What the access token and its session cost.
SIGN_IN = 2
NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)


@pytest.fixture
def premium(stripe, customer):
    """The user's paid subscription."""
    subscription_id = stripe.subscribe(customer, "price_premium")
    refresh_subscription(Subscription.objects.get().pk, now=NOW)
    return subscription_id


@pytest.mark.parametrize("body", [{"immediate": False}, {"immediate": None}, {}])
def test_cancel_ends_with_the_period(api, stripe, premium, body):
    response = api.post(f"{API}/cancel/", body)

    assert response.status_code == 200
    shown = response.json()
    assert shown["success"] is True
    assert shown["subscription"]["plan"] == "premium"
    assert shown["subscription"]["cancel_at_period_end"] is True
    assert stripe.objects[premium]["status"] == "active"


def test_cancel_can_end_it_now(api, stripe, premium):
    shown = api.post(f"{API}/cancel/", {"immediate": True}).json()

    assert shown["subscription"]["plan"] == "basic"
    assert shown["subscription"]["status"] == "canceled"
    assert shown["features"]["subscription_active"] is True
    assert stripe.objects[premium]["status"] == "canceled"
    assert Payment.objects.count() == 1


@pytest.mark.parametrize(
    ("name", "body"), [("cancel", {"immediate": True}), ("change-plan", {"plan_id": "premium"})]
)
def test_without_a_subscription_there_is_nothing_to_change(api, stripe, name, body):
    response = api.post(f"{API}/{name}/", body)

    assert (response.status_code, response.json()["code"]) == (409, "conflict")
    assert not stripe.requests


def test_more_plan_is_paid_at_once(api, stripe, premium):
    shown = api.post(f"{API}/change-plan/", {"plan_id": "platinum"}).json()

    assert shown["subscription"]["plan"] == "platinum"
    assert shown["features"]["has_white_label"] is True
    asked = stripe.calls(f"POST /v1/subscriptions/{premium}")[0]
    assert asked["proration_behavior"] == "always_invoice"
    assert Payment.objects.count() == 2


def test_a_declined_card_changes_nothing(api, stripe, premium):
    stripe.declines = True

    response = api.post(f"{API}/change-plan/", {"plan_id": "platinum"})

    assert (response.status_code, response.json()["code"]) == (402, "payment_failed")
    assert Subscription.objects.get().plan == "premium"
    assert Payment.objects.count() == 1


def test_less_plan_is_credited_later(api, stripe, premium):
    api.post(f"{API}/change-plan/", {"plan_id": "platinum"})

    shown = api.post(f"{API}/change-plan/", {"plan_id": "premium"}).json()

    assert shown["subscription"]["plan"] == "premium"
    asked = stripe.calls(f"POST /v1/subscriptions/{premium}")[1]
    assert asked["proration_behavior"] == "create_prorations"


def test_up_down_and_up_again_are_three_changes(api, stripe, premium):
    for plan in ("platinum", "premium", "platinum"):
        api.post(f"{API}/change-plan/", {"plan_id": plan})

    assert Subscription.objects.get().plan == "platinum"


def test_choosing_the_same_plan_takes_a_planned_end_back(api, stripe, premium):
    api.post(f"{API}/cancel/", {"immediate": False})

    shown = api.post(f"{API}/change-plan/", {"plan_id": "premium"}).json()

    assert shown["subscription"]["cancel_at_period_end"] is False
    assert stripe.objects[premium]["cancel_at_period_end"] is False


def test_the_portal_needs_something_bought(api, stripe):
    response = api.get(f"{API}/customer-portal/")

    assert (response.status_code, response.json()["code"]) == (409, "conflict")


def test_the_portal_comes_back_to_our_own_page(api, stripe, premium):
    response = api.get(f"{API}/customer-portal/", {"return_url": "http://localhost:3000/me"})

    assert response.json() == {"portal_url": f"{stripe.address}/p/1"}
    assert stripe.calls("POST /v1/billing_portal/sessions")[0]["return_url"].endswith("/me")


def test_the_portal_comes_back_nowhere_else(api, stripe, premium):
    response = api.get(f"{API}/customer-portal/", {"return_url": "https://elsewhere.example"})

    assert response.status_code == 400
    assert not stripe.calls("POST /v1/billing_portal/sessions")


def test_payments_are_shown_in_pence(api, premium):
    payment = Payment.objects.get()

    assert payment.amount == Decimal("5.00")
    assert api.get(f"{API}/payment-history/").json() == {
        "payments": [
            {
                "id": payment.pk,
                "created_at": payment.created_at.isoformat().replace("+00:00", "Z"),
                "invoice_id": payment.stripe_invoice_id,
                "stripe_payment_intent_id": f"pi_{payment.stripe_invoice_id}",
                "description": "1 x Premium (at £5.00 / month)",
                "amount": 500,
                "currency": "GBP",
                "status": "paid",
            }
        ]
    }


def test_somebody_elses_payments_are_not_shown(other_api, premium):
    assert other_api.get(f"{API}/payment-history/").json() == {"payments": []}


def test_many_payments_cost_one_query(api, user, django_assert_num_queries):
    Payment.objects.bulk_create(
        Payment(
            owner=user,
            stripe_invoice_id=f"in_{number}",
            description="Premium",
            amount=5,
            currency="GBP",
            status="paid",
            created_at=NOW,
        )
        for number in range(60)
    )

    with django_assert_num_queries(SIGN_IN + 1):
        response = api.get(f"{API}/payment-history/")

    assert len(response.json()["payments"]) == 60


def test_a_deleted_account_stops_paying_and_the_books_stay(user, stripe, premium, settings):

    user.delete()
    assert sweep_billing() == 1

    assert stripe.objects[premium]["status"] == "canceled"
    assert Subscription.objects.get().status == "canceled"
    assert Payment.objects.get().owner is None
    assert sweep_billing() == 0


def test_a_deleted_account_is_tried_again_until_stripe_has_ended_it(user, stripe, premium):

    user.delete()
    stripe.is_away = True
    sweep_billing()
    stripe.is_away = False
    assert sweep_billing() == 0
    Subscription.objects.update(end_tried_at=NOW)
    assert sweep_billing() == 1

    assert stripe.objects[premium]["status"] == "canceled"
