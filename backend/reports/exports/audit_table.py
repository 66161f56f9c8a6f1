"""The audit log as a table."""

import json
from collections.abc import Iterator
from typing import Any

from receipts.models.event import ReceiptEvent
from reports.aggregates.audit_log import events_of
from reports.aggregates.question import Question
from reports.exports.tables import Column, Kind, Table

_COLUMNS = (
    Column(label="Date", kind=Kind.DATE, width=1.2),
    Column(label="Time (UTC)", width=1.1),
    Column(label="Event", width=1.2),
    Column(label="Receipt", kind=Kind.COUNT, width=0.9),
    Column(label="Entry", kind=Kind.COUNT, width=0.9),
    Column(label="By", width=2.4),
    Column(label="What", width=4.0),
)
# A replaced reading is kept whole in the event; a table says that there was one.
_MAX_TEXT = 500


def audit_table(question: Question) -> Table:
    events = events_of(question.scope, kind=question.kind)
    return Table(
        title="Audit log",
        columns=_COLUMNS,
        rows=(_row(event) for event in events.iterator(chunk_size=2000)),
        size=events.count(),
    )


def _row(event: ReceiptEvent) -> tuple[Any, ...]:
    moment = event.created_at
    return (
        moment.date(),
        f"{moment:%H:%M:%S}",
        event.kind,
        event.receipt_id,
        event.transaction_id,
        event.actor.email if event.actor else "the machine",
        "; ".join(_facts(event.data))[:_MAX_TEXT],
    )


def _facts(data: dict[str, Any]) -> Iterator[str]:
    for name, value in data.items():
        text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
        yield f"{name}: {text}"
