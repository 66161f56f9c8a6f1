"""Plans in the journey: bought, changed, ended."""

from typing import Any

from django.test import override_settings

from subscriptions.tests.deliveries import deliver_all
from tests.examples.world import Call, World

BACK = "http://localhost:8000/subscriptions"


def looking(world: World) -> Any:
    yield Call(operation="subscriptions_api_health_retrieve")
    yield Call(operation="subscriptions_api_plans_retrieve")
    yield Call(operation="subscriptions_api_details_retrieve")
    with override_settings(STRIPE_SECRET_KEY=""):
        yield Call(
            operation="subscriptions_api_checkout_create",
            title="Without billing",
            body={"plan_id": "premium"},
            status=503,
        )
    yield Call(
        operation="subscriptions_api_change_plan_create",
        title="Nothing bought yet",
        body={"plan_id": "platinum"},
        status=409,
    )


def buying(world: World) -> Any:
    wanted = {"plan_id": "premium", "success_url": None, "cancel_url": None}
    begun = yield Call(operation="subscriptions_api_checkout_create", body=wanted)
    world.stripe.pay(begun["session_id"])
    yield Call(
        operation="subscriptions_api_process_success_create",
        body={"session_id": begun["session_id"]},
    )
    deliver_all(world.stripe.take_events())
    yield Call(operation="subscriptions_api_payment_history_retrieve")
    yield Call(operation="subscriptions_api_customer_portal_retrieve", query={"return_url": BACK})
    world.stripe.declines = True
    yield Call(
        operation="subscriptions_api_change_plan_create",
        title="The card is declined",
        body={"plan_id": "platinum"},
        status=402,
    )
    world.stripe.declines = False
    yield Call(operation="subscriptions_api_change_plan_create", body={"plan_id": "platinum"})
    deliver_all(world.stripe.take_events())


def ending(world: World) -> Any:
    yield Call(operation="subscriptions_api_cancel_create", body={"immediate": False})
