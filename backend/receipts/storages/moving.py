"""Move of originals from one storage to the other: copied, compared by SHA-256, then taken away.

What is done is seen in the storages themselves, so a move that was stopped is simply begun again.
"""

import hashlib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum

from django.core.files.base import ContentFile

from common.task_engines.connections import release_connections
from receipts.models import ReceiptFile
from receipts.storages.receipt_storage import ReceiptStorage, StorageUnavailableError

_BATCH = 200
# A storage that failed so often, one after the other, is away.
_FAILURES_IN_A_ROW = 3
_MAX_NAMED = 100


class Step(StrEnum):
    """What became of one original."""

    MOVED = "moved"
    ALREADY_THERE = "already_there"
    DAMAGED = "damaged"  # its bytes are not those that were uploaded: it stays where it is
    MISSING = "missing"  # in neither storage
    FAILED = "failed"  # a storage did not do what it was asked; a later run may


_FINE = frozenset({Step.MOVED, Step.ALREADY_THERE})
_WORDS = {
    Step.ALREADY_THERE: "were there already",
    Step.DAMAGED: "are not what was uploaded, and stay where they are",
    Step.MISSING: "are in neither place",
    Step.FAILED: "could not be fetched or stored; the next run tries them again",
}


@dataclass(frozen=True, kw_only=True)
class Move:
    """From where to where. `keeps_source`: a copy is made, nothing is taken away."""

    source: ReceiptStorage
    target: ReceiptStorage
    keeps_source: bool = False


@dataclass(kw_only=True)
class MoveReport:
    """How many of each; `receipts`: the ids of the first that are not in the target now."""

    steps: Counter[Step] = field(default_factory=Counter)
    receipts: list[int] = field(default_factory=list)

    @property
    def is_whole(self) -> bool:
        """Every original is in the target."""
        return set(self.steps) <= _FINE

    def in_words(self, done: str) -> str:
        """`done`: what was done with those that were moved."""
        words = _WORDS | {Step.MOVED: done}
        lines = [f"{self.steps[step]} originals {words[step]}." for step in Step]
        if self.receipts:
            lines.append(f"Receipts to look at: {', '.join(map(str, self.receipts))}")
        return "\n".join(lines)

    def add(self, receipt_id: int, step: Step) -> None:
        self.steps[step] += 1
        is_told = step in _FINE or receipt_id in self.receipts
        if not is_told and len(self.receipts) < _MAX_NAMED:
            self.receipts.append(receipt_id)


def move_originals(move: Move) -> MoveReport:
    """Every receipt's originals, those in the trash as well. Stops with StorageUnavailableError
    when a storage is away; what was done until then stays done."""
    report = MoveReport()
    failures_in_a_row = 0
    for file in _files():
        try:
            step = _move_one(file, move)
            failures_in_a_row = 0
        except StorageUnavailableError:
            step = Step.FAILED
            failures_in_a_row += 1
            if failures_in_a_row == _FAILURES_IN_A_ROW:
                raise
        report.add(file.receipt_id, step)
    return report


def _files() -> Iterator[ReceiptFile]:
    """No connection is held while files go over the network."""
    last = 0
    rows = ReceiptFile.objects.only("receipt_id", "stored_name", "sha256").order_by("pk")
    while batch := list(rows.filter(pk__gt=last)[:_BATCH]):
        release_connections()
        yield from batch
        last = batch[-1].pk


def _move_one(original: ReceiptFile, move: Move) -> Step:
    name = original.stored_name
    there = _content(move.target, name)
    if _is_of(original, there):
        _take_away(name, move)
        return Step.ALREADY_THERE
    content = _content(move.source, name)
    if content is None:
        return Step.MISSING if there is None else Step.DAMAGED
    if not _is_of(original, content):
        return Step.DAMAGED
    if there is not None:
        move.target.delete(name)  # what an earlier run, or the disk, has spoilt
    move.target.save(name, ContentFile(content))
    if not _is_of(original, _content(move.target, name)):
        return Step.FAILED
    _take_away(name, move)
    return Step.MOVED


def _take_away(name: str, move: Move) -> None:
    if not move.keeps_source:
        move.source.delete(name)


def _content(storage: ReceiptStorage, name: str) -> bytes | None:
    """None: it is not there."""
    try:
        with storage.open(name) as file:
            content: bytes = file.read()
            return content
    except FileNotFoundError:
        return None


def _is_of(original: ReceiptFile, content: bytes | None) -> bool:
    return content is not None and hashlib.sha256(content).hexdigest() == original.sha256
