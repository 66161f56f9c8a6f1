"""Order of the journey: each call finds what the ones before have left."""

from collections.abc import Generator
from typing import Any

from tests.examples import accounts, billing, ledger, receipts, reports, webhooks
from tests.examples.world import Call, World


def journey(world: World) -> Generator[Call, Any]:
    """Each call is answered with what came back."""
    yield from accounts.arriving(world)
    yield from accounts.signing_up(world)
    yield from accounts.signing_in(world)
    yield from accounts.profile(world)
    yield from billing.looking(world)
    receipt = yield from receipts.uploading(world)
    yield from receipts.over_the_quota(world)
    yield from receipts.correcting(world, receipt)
    yield from reports.in_every_plan(world)
    yield from accounts.without_keys(world)
    yield from billing.buying(world)
    endpoint = yield from webhooks.web_hooks(world)
    yield from receipts.many_at_once(world)
    yield from webhooks.deliveries(world, endpoint)
    yield from ledger.categories(world)
    yield from ledger.entries(world)
    yield from ledger.vendors(world)
    yield from receipts.changes(world)
    yield from receipts.splitting(world)
    yield from reports.in_paid_plans(world)
    yield from reports.files(world)
    yield from accounts.sessions_and_keys(world)
    yield from billing.ending(world)
    yield from accounts.leaving(world)
