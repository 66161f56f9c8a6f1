"""Nobody but `receipts.history` creates an event.

An import rule keeps the model from the use cases; here is what it cannot see: those who may import
it to show events, and the related managers (`receipt.events`), which nobody has to import.
"""

import re
from pathlib import Path

import pytest

BACKEND = Path(__file__).parents[1]
WRITES = re.compile(
    r"(?<!class )\bReceiptEvent\("
    r"|(ReceiptEvent\.(_default_manager|objects)|events)\.(\w*create\w*|add|set)\("
)


def test_only_the_history_writes_events():
    writers = {
        path.relative_to(BACKEND).as_posix()
        for path in BACKEND.rglob("*.py")
        if not {"tests", "migrations"} & set(path.parts) and WRITES.search(path.read_text())
    }

    assert writers == {"receipts/history.py"}


@pytest.mark.parametrize(
    "line",
    [
        "ReceiptEvent(owner=owner)",
        "ReceiptEvent.objects.create(owner=owner)",
        "ReceiptEvent.objects.bulk_create(rows)",
        "receipt.events.create(owner=owner)",
        "owner.receipt_events.get_or_create(kind=kind)",
    ],
)
def test_every_way_to_write_one_is_seen(line):
    assert WRITES.search(line)
