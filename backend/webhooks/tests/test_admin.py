"""Web hooks in the admin: staff see whether they arrive, and no secret, and send once more."""

from datetime import UTC, datetime

import pytest
from django.contrib.auth.models import Permission

from accounts.models import User
from webhooks.models import WebhookDelivery, WebhookEndpoint

pytestmark = pytest.mark.django_db

ENDPOINTS, DELIVERIES = "/admin/webhooks/webhookendpoint/", "/admin/webhooks/webhookdelivery/"


def sign_in(client, *rights):
    staff = User.objects.create_user("staff@example.com", is_staff=True)
    staff.user_permissions.set(Permission.objects.filter(codename__in=rights))
    client.force_login(staff)


def replay(client, *deliveries):
    data = {"action": "replay", "_selected_action": [one.pk for one in deliveries]}
    return client.post(DELIVERIES, data, follow=True)


def test_staff_see_host_and_failure_and_neither_secret_nor_path(client, hook, endpoint, verified):
    sign_in(client, "view_webhookendpoint", "view_webhookdelivery")
    pages = [ENDPOINTS, f"{ENDPOINTS}{endpoint.pk}/change/"]
    pages += [DELIVERIES, f"{DELIVERIES}{verified.pk}/change/"]

    for page in pages:
        answer = client.get(page)
        assert answer.status_code == 200
        assert "alice@example.com" in answer.text
        assert "127.0.0.1" in answer.text
        for hidden in (hook["secret"], "key=1", endpoint.encrypted_secret):
            assert hidden not in answer.text


def test_staff_have_one_sent_once_more(client, verified):
    WebhookDelivery.objects.update(status="failed", failure_code="refused")
    sign_in(client, "view_webhookdelivery", "change_webhookdelivery")

    assert "1 queued" in replay(client, verified).text
    verified.refresh_from_db()
    assert (verified.status, verified.failure_code) == ("pending", "")


def test_one_that_is_off_is_left_alone(client, verified):
    WebhookDelivery.objects.update(status="failed", failure_code="refused")
    WebhookEndpoint.objects.update(is_active=False, switched_off="owner")
    sign_in(client, "view_webhookdelivery", "change_webhookdelivery")

    assert "0 queued" in replay(client, verified).text
    verified.refresh_from_db()
    assert verified.status == "failed"


def test_who_may_only_look_sends_nothing(client, verified):
    WebhookDelivery.objects.update(status="failed", failure_code="refused")
    sign_in(client, "view_webhookdelivery")

    replay(client, verified)
    verified.refresh_from_db()
    assert verified.status == "failed"


def test_staff_see_when_what_waits_is_tried_again(client, endpoint, verified):
    """Also where it is the endpoint that rests."""
    sign_in(client, "view_webhookdelivery")
    delivery = f"{DELIVERIES}{verified.pk}/change/"
    later = datetime(2126, 5, 6, 7, 8, tzinfo=UTC)

    WebhookDelivery.objects.update(status="pending", not_before=datetime(2126, 1, 2, tzinfo=UTC))
    assert "2126-01-02 00:00" in client.get(DELIVERIES).text
    WebhookEndpoint.objects.update(rests_until=later)
    pages = [client.get(DELIVERIES).text, client.get(delivery).text]
    WebhookDelivery.objects.update(status="completed")

    assert all("2126-05-06 07:08" in page for page in pages)
    assert f"Webhook delivery {verified.pk}, alice@example.com" in pages[1]
    assert "2126" not in client.get(DELIVERIES).text
