"""API keys belong to the plans that include them."""

from datetime import date

import pytest
from rest_framework.test import APIClient

from subscriptions.models import Subscription

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


def test_a_read_key_uploads_nothing(api, premium):
    key = api.post(KEYS, {"name": "Export", "scope": "read"}).json()["key"]
    program = APIClient()
    program.credentials(HTTP_AUTHORIZATION=f"Api-Key {key}")

    response = program.post(RECEIPTS, {}, format="multipart")

    assert response.status_code == 403
    assert response.json()["code"] == "key_may_only_read"
