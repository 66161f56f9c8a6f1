"""Against localstripe: customers, subscriptions, declined cards, the end, invoices, and webhooks
that it signs itself."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
import requests
import stripe
import time_machine
from django.utils import timezone

from subscriptions.models import Payment, Subscription
from subscriptions.services.customers import subscription_with_customer
from subscriptions.services.quota import reserve_document
from subscriptions.tests.deliveries import post, states, work_off
from subscriptions.tests.real_servers import Inbox, localstripe
from subscriptions.tests.stripe_server import SECRET_KEY
from subscriptions.tests.stripe_state import WEBHOOK_SECRET

API = "/api/v1/subscriptions/api"
GOOD_CARD = "4242424242424242"
DECLINED_CARD = "4000000000000341"


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    with localstripe() as address:
        yield address


@pytest.fixture(scope="module")
def inbox(address) -> Iterator[Inbox]:
    with Inbox() as inbox:
        url = f"{address}/_config/webhooks/tests"
        given = {"url": inbox.address, "secret": WEBHOOK_SECRET}
        requests.post(url, json=given, timeout=5).raise_for_status()
        yield inbox


@pytest.fixture(scope="module")
def dashboard(address):
    """What people do at Stripe without us."""
    client = stripe.StripeClient(SECRET_KEY, base_addresses={"api": address})
    product = client.v1.products.create({"name": "Premium"})
    for plan, interval, amount in (("monthly", "month", 500), ("weekly", "week", 900)):
        sold = {"amount": amount, "currency": "gbp", "interval": interval, "product": product.id}
        client.v1.plans.create({"id": f"price_{plan}", **sold})
    return client


@pytest.fixture(autouse=True)
def _billing(settings, address) -> None:
    settings.STRIPE_SECRET_KEY = SECRET_KEY
    settings.STRIPE_WEBHOOK_SECRET = WEBHOOK_SECRET
    settings.STRIPE_API_BASE = address
    settings.STRIPE_PRICES = {"premium": ["price_monthly", "price_weekly"], "platinum": []}


@pytest.fixture
def customer(user) -> str:
    return subscription_with_customer(user, now=timezone.now()).stripe_customer_id


def use_card(dashboard, customer, number):
    card = {"number": number, "exp_month": 12, "exp_year": 2039, "cvc": "123"}
    method = dashboard.v1.payment_methods.create({"type": "card", "card": card})
    dashboard.v1.payment_methods.attach(method.id, {"customer": customer})
    dashboard.v1.customers.update(
        customer, {"invoice_settings": {"default_payment_method": method.id}}
    )


def subscribe(dashboard, customer):
    use_card(dashboard, customer, GOOD_CARD)
    bought = {"customer": customer, "items": [{"plan": "price_monthly"}]}
    return dashboard.v1.subscriptions.create(bought).id


def decline(dashboard, customer, subscription_id):
    """A bill that the card does not pay: it makes one where the interval changes. Returns it."""
    use_card(dashboard, customer, DECLINED_CARD)
    dashboard.v1.subscriptions.update(subscription_id, {"items": [{"plan": "price_weekly"}]})
    return str(dashboard.v1.subscriptions.retrieve(subscription_id).latest_invoice)


def forward(inbox: Inbox, kind: str, about: str) -> None:
    """What the server signed reaches us, byte for byte."""
    assert post(*inbox.take(kind, about)).status_code == 200
    work_off()


def test_its_customer_is_made_with_parameters_that_it_knows(dashboard, customer, user):
    made = dashboard.v1.customers.retrieve(customer)

    assert made.email == "alice@example.com"
    assert made.metadata.account == str(user.pk)


def test_its_signed_event_gives_the_plan(api, dashboard, inbox, customer):
    subscription_id = subscribe(dashboard, customer)

    forward(inbox, "customer.subscription.created", customer)

    shown = api.get(f"{API}/details/").json()
    assert shown["subscription"]["plan"] == "premium"
    assert shown["subscription"]["stripe_subscription_id"] == subscription_id
    paid = api.get(f"{API}/payment-history/").json()["payments"]
    assert [(each["amount"], each["currency"], each["status"]) for each in paid] == [
        (500, "GBP", "paid")
    ]
    assert paid[0]["stripe_payment_intent_id"].startswith("pi_")


def test_its_event_with_another_body_is_refused(dashboard, inbox, customer):
    subscribe(dashboard, customer)
    body, signature = inbox.take("customer.subscription.created", customer)

    assert post(body.replace(b'"active"', b'"trialing"'), signature).status_code == 400
    assert states() == []


def test_a_declined_card_is_past_due_then_basic_then_paid_again(
    api, user, dashboard, inbox, customer
):
    subscription_id = subscribe(dashboard, customer)
    forward(inbox, "customer.subscription.created", customer)
    reserve_document(user, now=timezone.now())
    unpaid = decline(dashboard, customer, subscription_id)

    forward(inbox, "invoice.created", unpaid)

    shown = api.get(f"{API}/details/").json()
    assert (shown["subscription"]["status"], shown["subscription"]["plan"]) == (
        "past_due",
        "premium",
    )
    api.force_authenticate(user)  # the access token has run out by then
    with time_machine.travel(timezone.now() + timedelta(days=8)):
        shown = api.get(f"{API}/details/").json()
    assert (shown["subscription"]["status"], shown["subscription"]["plan"]) == ("past_due", "basic")
    assert shown["features"]["subscription_active"] is False
    assert sorted(Payment.objects.values_list("status", flat=True)) == ["failed", "paid"]

    use_card(dashboard, customer, GOOD_CARD)
    dashboard.v1.invoices.pay(unpaid)
    forward(inbox, "invoice.payment_succeeded", unpaid)

    assert set(Payment.objects.values_list("status", flat=True)) == {"paid"}
    assert api.get(f"{API}/details/").json()["subscription"]["status"] == "active"


def test_cancelling_with_the_period(api, dashboard, inbox, customer):
    subscription_id = subscribe(dashboard, customer)
    forward(inbox, "customer.subscription.created", customer)

    shown = api.post(f"{API}/cancel/", {"immediate": False}).json()

    assert shown["subscription"]["cancel_at_period_end"] is True
    assert dashboard.v1.subscriptions.retrieve(subscription_id).cancel_at_period_end is True


def test_cancelling_now(api, dashboard, inbox, customer):
    subscription_id = subscribe(dashboard, customer)
    forward(inbox, "customer.subscription.created", customer)

    shown = api.post(f"{API}/cancel/", {"immediate": True}).json()
    forward(inbox, "customer.subscription.deleted", customer)

    assert shown["subscription"]["plan"] == "basic"
    assert dashboard.v1.subscriptions.retrieve(subscription_id).status == "canceled"
    assert Subscription.objects.get().status == "canceled"
    assert Payment.objects.count() == 1
