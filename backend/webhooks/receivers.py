"""Signal receivers: what is owed to endpoints when something has happened, and for how long its log
is kept."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from django.conf import settings
from django.dispatch import receiver

from receipts.history import RecordedEvent, events_recorded
from receipts.removal.cleanup import cleaning_up
from webhooks.services.deliveries import forget_old_deliveries, old_deliveries, owe_deliveries
from webhooks.tasks import queue_deliveries


@receiver(events_recorded)
def owe_deliveries_of(events: Collection[RecordedEvent], **kwargs: Any) -> None:
    """Where web hooks are off it costs nothing."""
    if settings.WEBHOOKS:
        queue_deliveries(owe_deliveries(events))


@receiver(cleaning_up)
def forget_old_log(
    now: datetime,
    is_dry_run: bool,  # noqa: FBT001 - the signal's own
    batch: int,
    **kwargs: Any,
) -> tuple[str, int]:
    if is_dry_run:
        return "old_webhook_deliveries", old_deliveries(now=now).count()
    return "old_webhook_deliveries", forget_old_deliveries(now=now, batch=batch)
