"""History of receipts and entries: every event is written here, and nowhere else.

Whatever has to follow an event (a web hook, a live update) listens to `events_recorded`.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.dispatch import Signal

from accounts.models import User
from common.compiled_sql.inserts import insert_rows
from receipts.models import Receipt, Transaction
from receipts.models.event import ReceiptEvent

Kind = ReceiptEvent.Kind

events_recorded = Signal()
"""Sent once for each `record`, with `events`: a tuple of RecordedEvent, within the transaction.

So what a listener writes down is committed with the events or not at all, and none is missed,
whatever dies. It only writes: what takes time, or calls somebody, follows the commit
(`on_commit`). One that crashes takes the request or the task with it.
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
    created_at: datetime


def record(kind: Kind, events: Iterable[Event], *, actor: User | None, now: datetime) -> None:
    """In one query, however many, inside the transaction of what they are about.

    `actor` None: the machine.
    """
    rows = insert_rows(_row(event, kind, actor=actor, now=now) for event in events)
    if rows and events_recorded.has_listeners():
        events_recorded.send(None, events=tuple(_recorded(row, kind) for row in rows))


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
        created_at=row.created_at,
    )
