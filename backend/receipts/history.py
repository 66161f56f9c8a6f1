"""History of receipts and entries: every event is written here, and nowhere else.

Whatever has to follow an event (a web hook, a live update) listens to `events_recorded`.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from typing import Any

from django.db import transaction
from django.dispatch import Signal

from accounts.models import User
from receipts.models import Receipt, Transaction
from receipts.models.event import ReceiptEvent

Kind = ReceiptEvent.Kind

events_recorded = Signal()
"""Sent once for each `record`, after the commit, with `events`: a tuple of RecordedEvent.

After a rollback nothing is sent. A listener runs within the request or the task that has recorded
the events, so it only queues what takes time; one that crashes is logged, and neither the request
nor the other listeners notice. It may miss events: a process can die between commit and call.
"""


@dataclass(frozen=True)
class Event:
    """What happened to one receipt or entry. `data` is what its history shows."""

    subject: Receipt | Transaction
    data: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class RecordedEvent:
    """What listeners are told: which event it was and whose, never what was printed or typed."""

    pk: int
    kind: Kind
    owner_id: int
    receipt_id: int | None
    transaction_id: int | None


def record(kind: Kind, events: Iterable[Event], *, actor: User | None, now: datetime) -> None:
    """In one query, however many, inside the transaction of what they are about.

    `actor` None: the machine.
    """
    rows = ReceiptEvent.objects.bulk_create(
        _row(event, kind, actor=actor, now=now) for event in events
    )
    if rows and events_recorded.has_listeners():
        recorded = tuple(_recorded(row, kind) for row in rows)
        transaction.on_commit(partial(events_recorded.send_robust, None, events=recorded))


def forget_contents(receipt_ids: Collection[int]) -> None:
    """That something happened stays in the history; what was printed or typed goes with the
    receipt, whose number stays."""
    for pk in receipt_ids:
        ReceiptEvent.objects.filter(receipt=pk).update(data={"receipt": pk})


def _row(event: Event, kind: Kind, *, actor: User | None, now: datetime) -> ReceiptEvent:
    subject = event.subject
    return ReceiptEvent(
        owner_id=subject.owner_id,
        **_keys(subject),
        actor=actor,
        kind=kind,
        data=event.data,
        created_at=now,
    )


def _keys(subject: Receipt | Transaction) -> dict[str, int | None]:
    if isinstance(subject, Transaction):
        return {"receipt_id": subject.receipt_id, "transaction_id": subject.pk}
    return {"receipt_id": subject.pk}


def _recorded(row: ReceiptEvent, kind: Kind) -> RecordedEvent:
    return RecordedEvent(
        pk=row.pk,
        kind=kind,
        owner_id=row.owner_id,
        receipt_id=row.receipt_id,
        transaction_id=row.transaction_id,
    )
