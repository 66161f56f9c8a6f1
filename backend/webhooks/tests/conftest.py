"""Fixtures of the tests of web hooks."""

from datetime import date
from ipaddress import ip_network

import pytest

from receipts.models import Receipt
from receipts.processing.run import process_receipt
from receipts.tests.conftest import picture, png, stub_reader, upload_unread
from subscriptions.models import Subscription
from webhooks.models import WebhookEndpoint
from webhooks.services.deliveries import deliver_to
from webhooks.tests.endpoint_server import running_endpoint_server

__all__ = ["picture", "png", "stub_reader"]  # pytest finds them here

URL = "/api/v1/webhooks/"


@pytest.fixture(autouse=True)
def switched_on(settings):
    """By an operator who opens this machine to them."""
    settings.WEBHOOKS = True
    settings.WEBHOOK_ALLOWED_NETWORKS = [ip_network("127.0.0.0/8")]
    settings.WEBHOOK_TIMEOUT_SECONDS = 15


@pytest.fixture(autouse=True)
def plan(user):
    return Subscription.objects.create(
        owner=user, given_plan="premium", given_until=date(2099, 12, 31)
    )


@pytest.fixture
def server():
    with running_endpoint_server() as server:
        yield server


@pytest.fixture
def create(api):
    """Makes a web hook and returns the answer, with its secret."""

    def create(url, **values):
        response = api.post(URL, {"url": url, **values})
        assert response.status_code == 201, response.content
        return response.json()

    return create


@pytest.fixture
def hook(create, server):
    return create(server.url)


@pytest.fixture
def endpoint(hook) -> WebhookEndpoint:
    return WebhookEndpoint.objects.get(pk=hook["id"])


@pytest.fixture
def receipt(user, png, stub_reader) -> Receipt:
    """Read before there was a web hook."""
    receipt = upload_unread(user, png)
    process_receipt(receipt.pk)
    return Receipt.objects.get(pk=receipt.pk)


@pytest.fixture
def verified(receipt, endpoint, api):
    """One event that is owed to the endpoint; it is sent when `send()` is called."""
    # The receipt was there first, so that this is the only one.
    endpoint.deliveries.all().delete()
    assert api.post(f"/api/v1/receipts/{receipt.pk}/verify/").status_code == 200
    return endpoint.deliveries.get()


@pytest.fixture
def send(endpoint):
    """What is due now."""
    return lambda: deliver_to(endpoint.pk)
