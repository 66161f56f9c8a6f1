"""One account through the whole project: uploads to the limit, pays, loses the plan again."""

from datetime import UTC, datetime, timedelta
from io import BytesIO

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from receipts.models import Receipt
from subscriptions.models import QuotaPeriod
from subscriptions.services.quota import reserve_document
from subscriptions.tests.conftest import stripe
from subscriptions.tests.deliveries import deliver_all
from tests.tasks import NO_ENGINE

__all__ = ["stripe"]

API = "/api/v1/subscriptions/api"
NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _nothing_is_read(settings) -> None:
    settings.TASKS = NO_ENGINE


def upload(api, shade: int):
    picture = BytesIO()
    Image.new("L", (80, 120), shade).save(picture, "PNG")
    file = SimpleUploadedFile("receipt.png", picture.getvalue(), "image/png")
    return api.post("/api/v1/receipts/", {"image": file}, format="multipart")


def test_paying_opens_the_upload_again_and_losing_the_plan_takes_nothing_away(api, user, stripe):
    api.force_authenticate(user)  # access tokens run out on the way
    with time_machine.travel(NOW) as clock:
        reserve_document(user, now=NOW)
        QuotaPeriod.objects.update(used=49)
        assert upload(api, 10).status_code == 201
        refused = upload(api, 20)
        assert (refused.status_code, refused.json()["code"]) == (402, "quota_exceeded")
        assert Receipt.objects.count() == 1

        begun = api.post(f"{API}/checkout/", {"plan_id": "premium"}).json()
        subscription_id = stripe.pay(begun["session_id"])
        api.post(f"{API}/process-success/", {"session_id": begun["session_id"]})
        assert upload(api, 20).status_code == 201

        clock.move_to(NOW + timedelta(days=30, hours=1))
        stripe.renew(subscription_id, declined=True)
        deliver_all(stripe.take_events())
        assert upload(api, 30).status_code == 201

        clock.move_to(NOW + timedelta(days=38))
        stripe.end(subscription_id)
        deliver_all(stripe.take_events())
        assert api.get(f"{API}/details/").json()["subscription"]["plan"] == "basic"

        assert api.get("/api/v1/receipts/").json()["count"] == 3
