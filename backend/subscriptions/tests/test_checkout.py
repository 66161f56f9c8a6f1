"""Buying a plan: POST checkout/, Stripe's page, and POST process-success/ on the way back."""

import pytest

from subscriptions.models import Payment, Subscription

CHECKOUT = "/api/v1/subscriptions/api/checkout/"
SUCCESS = "/api/v1/subscriptions/api/process-success/"
PREMIUM = {"plan_id": "premium", "success_url": None, "cancel_url": None}


def test_without_a_key_nothing_can_be_bought_and_nothing_is_kept(api):
    response = api.post(CHECKOUT, PREMIUM)

    assert response.status_code == 503
    assert response.json()["code"] == "billing_not_configured"
    assert api.get("/api/v1/subscriptions/api/plans/").status_code == 200
    assert api.get("/api/v1/subscriptions/api/details/").status_code == 200


@pytest.mark.parametrize(
    ("name", "body"),
    [
        ("process-success", {"session_id": "cs_1"}),
        ("checkout", PREMIUM),
        ("cancel", {"immediate": True}),
        ("change-plan", {"plan_id": "premium"}),
    ],
)
def test_billing_calls_say_that_billing_is_not_set_up(api, name, body):
    response = api.post(f"/api/v1/subscriptions/api/{name}/", body)

    assert (response.status_code, response.json()["code"]) == (503, "billing_not_configured")
    assert not Subscription.objects.exists()


def test_without_a_key_there_is_no_portal_and_the_payments_are_still_shown(api):
    portal = api.get("/api/v1/subscriptions/api/customer-portal/")
    payments = api.get("/api/v1/subscriptions/api/payment-history/")

    assert (portal.status_code, portal.json()["code"]) == (503, "billing_not_configured")
    assert payments.json() == {"payments": []}


def test_checkout_leads_to_stripes_page(api, user, stripe):
    response = api.post(CHECKOUT, PREMIUM)

    assert response.status_code == 200
    shown = response.json()
    assert shown["success"] is True
    assert shown["checkout_url"] == f"{stripe.address}/c/pay/{shown['session_id']}"
    asked = stripe.calls("POST /v1/checkout/sessions")[0]
    assert asked["mode"] == "subscription"
    assert asked["line_items[0][price]"] == "price_premium"
    assert asked["client_reference_id"] == str(user.pk)
    assert (
        asked["success_url"]
        == "http://localhost:3000/subscriptions/success?session_id={CHECKOUT_SESSION_ID}"
    )
    assert asked["cancel_url"] == "http://localhost:3000/subscriptions"


def test_the_api_version_is_pinned_and_every_creation_has_a_key(api, stripe):
    api.post(CHECKOUT, PREMIUM)

    assert {headers["stripe-version"] for _, _, headers in stripe.requests} == {"2026-10-28.endive"}
    created = [headers for call, _, headers in stripe.requests if call.startswith("POST")]
    assert len(created) == 2
    assert all(len(headers["idempotency-key"]) == 64 for headers in created)


def test_an_account_gets_one_customer(api, user, stripe):
    api.post(CHECKOUT, PREMIUM)
    api.post(CHECKOUT, {"plan_id": "platinum"})

    assert stripe.calls("POST /v1/customers") == [
        {
            "email": "alice@example.com",
            "name": "Alice Archer",
            "metadata[account]": str(user.pk),
        }
    ]
    assert Subscription.objects.get(owner=user).stripe_customer_id == "cus_1"


def test_only_the_last_checkout_can_be_paid(api, stripe):
    first = api.post(CHECKOUT, PREMIUM).json()["session_id"]
    second = api.post(CHECKOUT, {"plan_id": "platinum"}).json()["session_id"]

    assert stripe.objects[first]["status"] == "expired"
    assert stripe.objects[second]["status"] == "open"


def test_a_configured_price_comes_before_the_lookup_key(api, stripe, settings):
    settings.STRIPE_PRICES = {"premium": ["price_new", "price_old"], "platinum": []}

    api.post(CHECKOUT, PREMIUM)

    asked = stripe.calls("POST /v1/checkout/sessions")[0]
    assert asked["line_items[0][price]"] == "price_new"
    assert not stripe.calls("GET /v1/prices")


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"plan_id": "basic"}, "plan_id"),
        ({"plan_id": "gold"}, "plan_id"),
        ({}, "plan_id"),
        ({"plan_id": "premium", "success_url": "https://elsewhere.example/"}, "success_url"),
        ({"plan_id": "premium", "cancel_url": "//localhost:3000/"}, "cancel_url"),
        ({"plan_id": "premium", "cancel_url": "http://localhost:3000@evil.example"}, "cancel_url"),
        ({"plan_id": "premium", "cancel_url": "http://[localhost:3000"}, "cancel_url"),
    ],
)
def test_what_cannot_be_bought_or_returned_to_is_refused(api, stripe, body, field):
    response = api.post(CHECKOUT, body)

    assert response.status_code == 400
    assert field in response.json()
    assert not stripe.requests
    assert not Subscription.objects.exists()


def test_a_success_page_without_a_place_for_the_session_gets_one(api, stripe):
    api.post(CHECKOUT, PREMIUM | {"success_url": "http://localhost:3000/done?from=app"})

    assert (
        stripe.calls("POST /v1/checkout/sessions")[0]["success_url"]
        == "http://localhost:3000/done?from=app&session_id={CHECKOUT_SESSION_ID}"
    )


def test_who_pays_already_is_sent_where_plans_are_changed(api, user, stripe, customer):
    stripe.subscribe(customer, "price_premium")
    Subscription.objects.update(stripe_subscription_id="sub_9", plan="premium")

    response = api.post(CHECKOUT, {"plan_id": "platinum"})

    assert response.status_code == 200
    body = response.json()
    assert body["checkout_url"] == f"{stripe.address}/p/1"
    assert (body["success"], body["session_id"]) == (True, None)
    [portal] = stripe.calls("POST /v1/billing_portal/sessions")
    assert portal["customer"] == customer
    assert not stripe.calls("POST /v1/checkout/sessions")


def test_a_customer_deleted_at_stripe_is_made_anew(api, user, stripe, customer):
    stripe.delete_customer(customer)

    response = api.post(CHECKOUT, PREMIUM)

    assert response.status_code == 200
    assert Subscription.objects.get().stripe_customer_id not in {"", customer}


@pytest.mark.parametrize("stored", [True, False])
def test_stripe_away_is_503_with_a_time_to_try_again(api, stripe, settings, stored):
    if stored:
        stripe.is_away = True
    else:
        settings.STRIPE_API_BASE = "http://127.0.0.1:1"

    response = api.post(CHECKOUT, PREMIUM)

    assert (response.status_code, response.json()["code"]) == (503, "billing_unavailable")
    assert response.headers["Retry-After"] == "30"
    assert not Subscription.objects.exclude(stripe_customer_id="").exists()


def test_a_wrong_key_is_not_shown_to_anybody(api, stripe, settings):
    settings.STRIPE_SECRET_KEY = "sk_test_wrong"

    response = api.post(CHECKOUT, PREMIUM)

    assert (response.status_code, response.json()["code"]) == (503, "billing_refused")
    assert "sk_test" not in response.content.decode()


def test_coming_back_from_a_paid_checkout_gives_the_plan_at_once(api, stripe):
    session_id = api.post(CHECKOUT, PREMIUM).json()["session_id"]
    subscription_id = stripe.pay(session_id)

    response = api.post(SUCCESS, {"session_id": session_id})

    assert response.status_code == 200
    shown = response.json()
    assert shown["success"] is True
    assert shown["subscription"]["plan"] == "premium"
    assert shown["subscription"]["amount"] == "5.00"
    assert shown["subscription"]["stripe_subscription_id"] == subscription_id
    assert shown["features"]["has_report_export"]
    assert Payment.objects.get().status == "paid"


def test_somebody_elses_checkout_is_not_found(api, other_api, other_user, stripe):
    session_id = api.post(CHECKOUT, PREMIUM).json()["session_id"]
    stripe.pay(session_id)

    response = other_api.post(SUCCESS, {"session_id": session_id})

    assert (response.status_code, response.json()["code"]) == (404, "not_found")
    assert not Subscription.objects.filter(owner=other_user).exists()


@pytest.mark.parametrize("session_id", ["cs_unknown", "cs_../customers", "", "sub_1"])
def test_a_checkout_that_never_was_gives_nothing(api, stripe, customer, session_id):
    response = api.post(SUCCESS, {"session_id": session_id})

    assert response.status_code in {400, 404}
    assert Subscription.objects.get().plan == "basic"


def test_an_unpaid_checkout_gives_nothing(api, stripe):
    session_id = api.post(CHECKOUT, PREMIUM).json()["session_id"]

    response = api.post(SUCCESS, {"session_id": session_id})

    assert (response.status_code, response.json()["code"]) == (409, "conflict")
    assert Subscription.objects.get().plan == "basic"


def test_a_repeat_after_a_lost_answer_makes_nothing_twice(api, stripe):
    first = api.post(CHECKOUT, PREMIUM).json()["session_id"]
    Subscription.objects.update(stripe_customer_id="", checkout_session_id="")

    assert api.post(CHECKOUT, PREMIUM).json()["session_id"] == first
    assert Subscription.objects.get().stripe_customer_id == "cus_1"
