"""Against emulate: a checkout page that is paid by pressing its button, and the event it signs.

It has no subscriptions; for these the small Stripe of the tests stands in, with the same customers.
"""

from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
import requests

from subscriptions.models import Subscription
from subscriptions.tests.deliveries import post, states, work_off
from subscriptions.tests.real_servers import Inbox, emulate
from subscriptions.tests.stripe_server import SECRET_KEY, RefusalError, StripeServer
from subscriptions.tests.stripe_shapes import Shape
from subscriptions.tests.stripe_state import WEBHOOK_SECRET

API = "/api/v1/subscriptions/api"


class WithEmulate(StripeServer):
    """Hands on what emulate can do."""

    THERE = ("/v1/customers", "/v1/checkout/sessions", "/v1/prices")

    def __init__(self, address: str) -> None:
        super().__init__()
        self.emulate_address = address

    def _route(self, call: str, params: dict[str, str]) -> Shape:
        method, _, path = call.partition(" ")
        if not path.startswith(self.THERE):
            return super()._route(call, params)
        answered = requests.request(
            method,
            self.emulate_address + path,
            data=params,
            headers={"Authorization": f"Bearer {SECRET_KEY}"},
            timeout=10,
        )
        body: Shape = answered.json()
        if answered.status_code != 200:
            refusal = RefusalError(answered.status_code, "")
            refusal.body = body
            raise refusal
        if body["object"] == "customer":
            self.objects[body["id"]] = body
        return body


@pytest.fixture(scope="module")
def inbox() -> Iterator[Inbox]:
    with Inbox() as inbox:
        yield inbox


@pytest.fixture(scope="module")
def emulated(inbox, tmp_path_factory) -> Iterator[str]:
    seed = {
        "products": [{"id": "prod_premium", "name": "Premium"}],
        "prices": [
            {
                "id": "price_premium",
                "product_name": "Premium",
                "currency": "gbp",
                "unit_amount": 500,
            }
        ],
        "webhooks": [{"url": inbox.address, "events": ["*"], "secret": WEBHOOK_SECRET}],
    }
    with emulate(seed, tmp_path_factory.mktemp("emulate")) as address:
        yield address


@pytest.fixture
def stripe(settings, emulated) -> Iterator[WithEmulate]:
    server = WithEmulate(emulated)
    server.start()
    settings.STRIPE_SECRET_KEY = SECRET_KEY
    settings.STRIPE_WEBHOOK_SECRET = WEBHOOK_SECRET
    settings.STRIPE_API_BASE = server.address
    settings.STRIPE_PRICES = {"premium": ["price_premium"], "platinum": []}
    yield server
    server.stop()


def press_pay(checkout_url: str, emulated: str) -> str:
    """Where the page sends the person afterwards."""
    path = urlsplit(checkout_url).path
    page = requests.get(f"{emulated}{path}", timeout=10)
    assert "Pay" in page.text
    paid = requests.post(f"{emulated}{path}/complete", allow_redirects=False, timeout=10)
    return paid.headers["Location"]


def test_a_paid_checkout_gives_the_plan_on_the_way_back(api, stripe, emulated):
    begun = api.post(f"{API}/checkout/", {"plan_id": "premium"}).json()
    stripe.subscribe(Subscription.objects.get().stripe_customer_id, "price_premium")

    back = press_pay(begun["checkout_url"], emulated)

    assert back == f"http://localhost:3000/subscriptions/success?session_id={begun['session_id']}"
    shown = api.post(f"{API}/process-success/", {"session_id": begun["session_id"]}).json()
    assert shown["success"] is True
    assert shown["subscription"]["plan"] == "premium"


def test_its_signed_event_gives_the_plan_without_the_way_back(api, stripe, emulated, inbox):
    begun = api.post(f"{API}/checkout/", {"plan_id": "premium"}).json()
    customer = Subscription.objects.get().stripe_customer_id
    stripe.subscribe(customer, "price_premium")
    press_pay(begun["checkout_url"], emulated)

    letter = inbox.take("checkout.session.completed", customer)
    assert post(*letter).status_code == 200
    work_off()

    assert states() == ["applied"]
    assert Subscription.objects.get().plan == "premium"


def test_an_unpaid_checkout_gives_nothing(api, stripe):
    begun = api.post(f"{API}/checkout/", {"plan_id": "premium"}).json()

    response = api.post(f"{API}/process-success/", {"session_id": begun["session_id"]})

    assert response.status_code == 409
    assert Subscription.objects.get().plan == "basic"


def test_a_checkout_it_does_not_know_is_not_found(api, stripe):
    api.post(f"{API}/checkout/", {"plan_id": "premium"})

    response = api.post(f"{API}/process-success/", {"session_id": "cs_unknown"})

    assert response.status_code == 404


def test_a_price_it_does_not_know_is_refused(api, stripe, settings):
    settings.STRIPE_PRICES = {"premium": ["price_missing"], "platinum": []}

    response = api.post(f"{API}/checkout/", {"plan_id": "premium"})

    assert (response.status_code, response.json()["code"]) == (503, "billing_refused")
    assert Subscription.objects.get().checkout_session_id == ""


def test_the_next_checkout_closes_the_one_before(api, stripe, emulated):
    first = api.post(f"{API}/checkout/", {"plan_id": "premium"}).json()
    api.post(f"{API}/checkout/", {"plan_id": "premium"})

    page = requests.get(f"{emulated}{urlsplit(first['checkout_url']).path}", timeout=10)

    assert "no longer available" in page.text
