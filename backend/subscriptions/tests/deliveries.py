"""Delivers events as Stripe does: signed, and worked on afterwards."""

from django.test import Client
from django.utils import timezone

from subscriptions.models import StripeEvent
from subscriptions.services.webhooks import process_event
from subscriptions.tests.stripe_shapes import Shape
from subscriptions.tests.stripe_state import signed

WEBHOOK = "/api/v1/subscriptions/webhook/"


def post(body: bytes, signature: str):
    return Client().post(
        WEBHOOK,
        data=body,
        content_type="application/json",
        headers={"Stripe-Signature": signature},
    )


def deliver(event: Shape):
    """Returns the answer; the work is left to `work_off`."""
    return post(*signed(event))


def deliver_all(events: list[Shape]) -> None:
    for event in events:
        assert deliver(event).status_code == 200
        work_off()


def work_off() -> None:
    due = StripeEvent.objects.due(now=timezone.now()).order_by("received_at", "pk")
    for pk in list(due.values_list("pk", flat=True)):
        process_event(pk)


def states() -> list[str]:
    """What became of each: the outcome of what is completed, else the status."""
    rows = StripeEvent.objects.order_by("pk").values_list("status", "outcome")
    return [outcome or status for status, outcome in rows]
