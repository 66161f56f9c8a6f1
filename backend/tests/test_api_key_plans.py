"""API keys belong to the plans that include them."""

from datetime import date

import pytest
from rest_framework.test import APIClient

from subscriptions.models import Subscription
from tests.api_routes import api_routes
from tests.test_access import PUBLIC

KEYS = "/api/v1/accounts/api-keys/"
RECEIPTS = "/api/v1/receipts/"


@pytest.fixture
def premium(user):
    return Subscription.objects.create(
        owner=user, given_plan="premium", given_until=date(2099, 12, 31)
    )


def test_the_basic_plan_makes_no_key(api):
    response = api.post(KEYS, {"name": "Export"})

    assert response.status_code == 403
    assert response.json()["code"] == "plan_required"
    assert response.json()["plan"] == "premium"


def test_premium_makes_keys_that_work_until_the_plan_ends(api, premium):
    key = api.post(KEYS, {"name": "Export", "scope": "read"}).json()["key"]
    program = APIClient()
    program.credentials(HTTP_AUTHORIZATION=f"Api-Key {key}")
    assert program.get(RECEIPTS).status_code == 200

    premium.delete()

    response = program.get(RECEIPTS)
    assert response.status_code == 403
    assert response.json()["code"] == "plan_required"
    assert api.get(RECEIPTS).status_code == 200


BILLING = [
    route for route in api_routes()
    if route.template.startswith("api/v1/subscriptions/") and route.template not in PUBLIC
]  # fmt: skip


@pytest.mark.parametrize("route", BILLING, ids=[route.path for route in BILLING])
def test_a_read_key_reaches_nothing_of_billing(api, premium, route):
    """A GET gives a link to a portal where plans are ended, and tells who paid what."""
    key = api.post(KEYS, {"name": "Export", "scope": "read"}).json()["key"]
    program = APIClient()
    program.credentials(HTTP_AUTHORIZATION=f"Api-Key {key}")

    for method in {"GET", "HEAD", *route.methods}:
        response = program.generic(method, route.path)

        assert response.status_code == 403, method
        if method != "HEAD":
            assert response.json()["code"] == "key_may_only_read"


def test_a_write_key_reaches_billing(api, premium):
    key = api.post(KEYS, {"name": "Books", "scope": "write"}).json()["key"]
    program = APIClient()
    program.credentials(HTTP_AUTHORIZATION=f"Api-Key {key}")

    assert program.get("/api/v1/subscriptions/api/details/").status_code == 200
    assert program.get("/api/v1/subscriptions/api/payment-history/").status_code == 200


def test_every_call_of_billing_is_closed():
    assert len(BILLING) >= 8


def test_a_read_key_uploads_nothing(api, premium):
    key = api.post(KEYS, {"name": "Export", "scope": "read"}).json()["key"]
    program = APIClient()
    program.credentials(HTTP_AUTHORIZATION=f"Api-Key {key}")

    response = program.post(RECEIPTS, {}, format="multipart")

    assert response.status_code == 403
    assert response.json()["code"] == "key_may_only_read"
