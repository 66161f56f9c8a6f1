"""Several who send at once: each delivery goes out once."""

from threading import Barrier, Thread

import pytest
from django.db import connection
from django.utils import timezone

from webhooks.models import WebhookDelivery
from webhooks.services.deliveries import deliver_to

pytestmark = pytest.mark.django_db(transaction=True)

SENDERS, DELIVERIES, SECONDS = 3, 20, 120


def test_each_delivery_goes_out_once(endpoint, server):
    endpoint.deliveries.all().delete()
    now = timezone.now()
    WebhookDelivery.objects.bulk_create(
        WebhookDelivery(
            endpoint=endpoint,
            event_id=n,
            kind="read",
            receipt_id=n,
            occurred_at=now,
            created_at=now,
        )
        for n in range(1, DELIVERIES + 1)
    )
    together = Barrier(SENDERS, timeout=SECONDS)

    def send():
        together.wait()
        try:
            while WebhookDelivery.objects.filter(status="pending").exists():
                deliver_to(endpoint.pk)
        finally:
            connection.close()

    threads = [Thread(target=send, daemon=True) for _ in range(SENDERS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(SECONDS)

    assert not WebhookDelivery.objects.exclude(status="completed").exists()
    sent = [one.headers["webhook-id"] for one in server.received]
    assert len(sent) == len(set(sent)) == DELIVERIES
