"""Step 6: write what a run found, if the run still owns its receipt."""

from dataclasses import astuple
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Case, F, Value, When

from common.lease.retries import Failure
from receipts.duplicates.candidate_rows import refresh_candidates, withdraw_candidates
from receipts.history import Event, Kind, record
from receipts.ledger.entries import write_entry
from receipts.ledger.review import review_outcome, today_on_earth
from receipts.locking import lock_owners
from receipts.models import Receipt, Transaction
from receipts.processing.quota_settlement import settle_failed, settle_read
from receipts.processing.readers import configured_reader
from receipts.processing.storable import (
    storable_cost,
    storable_count,
    storable_json,
    storable_name,
)
from receipts.services.extraction import ExtractedReceipt, TextLine
from receipts.services.read_document import Outcome
from receipts.services.texts import clean_text
from receipts.services.validation.signs import as_kind
from receipts.services.validation.validated import ValidatedReceipt, to_json

_LINE_CHARACTERS = 500


def save_reading(
    receipt: Receipt,
    token: UUID,
    outcome: Outcome,
    *,
    read_by: str,
    is_fallback: bool,
    now: datetime,
) -> bool:
    """The reading, the ledger entry, the quota and the event: together, or not at all.

    `read_by`: the reader's name. `is_fallback`: the usual one was away. False: the claim was lost,
    nothing was changed.
    """
    values = _values_of(outcome, read_by=read_by) | {"read_by_fallback": is_fallback}
    summary = _summary(receipt, values)
    return save_values(receipt, token, values, outcome.validated, summary=summary, now=now)


def save_values(
    receipt: Receipt,
    token: UUID,
    values: dict[str, Any],
    validated: ValidatedReceipt,
    *,
    summary: dict[str, Any],
    now: datetime,
) -> bool:
    """As `save_reading`, of the columns of a reading; `summary` is what the history says of it."""
    with transaction.atomic():
        lock_owners([receipt.owner_id])
        finished = Receipt.objects.finish(
            receipt.pk,
            token,
            now=now,
            status=Receipt.Status.COMPLETED,
            read_at=now,
            reread_offered=False,
            version=F("version") + 1,
            document_kind=_kind_of(validated),
            **values,
        )
        if not finished:
            return False
        settle_read(receipt, engine=values["engine"])
        record(Kind.READ, [Event(receipt, summary)], actor=None, now=now)
        for name, value in values.items():
            setattr(receipt, name, value)
        receipt.refresh_from_db(fields=["document_kind", "is_kind_settled"])
        entry = write_entry(receipt, as_kind(validated, receipt.document_kind), now=now)
        refresh_candidates(receipt, entry, now=now)
        _review(receipt, entry, validated, now=now)
    return True


def _kind_of(validated: ValidatedReceipt) -> Case:
    """As it was read, unless a person has said it, also while it was being read."""
    read = Value(validated.document_kind.value or "")
    return Case(When(is_kind_settled=True, then=F("document_kind")), default=read)


def save_failure(receipt: Receipt, token: UUID, *, failure: Failure, now: datetime) -> bool:
    """The run failed for good. A receipt that was read before keeps that reading and its entry.

    False: the claim was lost, nothing was changed.
    """
    with transaction.atomic():
        lock_owners([receipt.owner_id])
        # Not what is in hand: a run that failed as it saved has its own reading there.
        was_read = Receipt.objects.filter(pk=receipt.pk, reading__isnull=False).exists()
        finished = Receipt.objects.finish(
            receipt.pk,
            token,
            now=now,
            status=Receipt.Status.COMPLETED if was_read else Receipt.Status.FAILED,
            failure=failure,
        )
        if not finished:
            return False
        settle_failed(receipt, was_read=was_read, code=failure.code)
        if not was_read:
            _withdraw_unread(receipt, now=now)
        why = {"code": failure.code, "message": failure.text}
        record(Kind.FAILED, [Event(receipt, why)], actor=None, now=now)
    return True


def _values_of(outcome: Outcome, *, read_by: str) -> dict[str, Any]:
    usage = outcome.reading.usage
    by_itself = outcome.einvoice is not None
    return {
        "reading": storable_json(
            to_json(outcome.validated)
            | _lines_of(outcome.seen)
            | _parts_of(outcome)
            | _einvoice_of(outcome)
        ),
        "perceptual_hash": outcome.fingerprint.upright,
        "turned_hashes": outcome.fingerprint.turned,
        "confidence": outcome.validated.confidence,
        "engine": outcome.reading.engine,
        "model": storable_name(usage.model),
        "read_by": outcome.reading.engine if by_itself else configured_reader(read_by),
        "seconds": round(outcome.seconds, 3),
        "input_tokens": storable_count(usage.input_tokens),
        "output_tokens": storable_count(usage.output_tokens),
        "cost_usd": storable_cost(usage.cost_usd),
    }


def _lines_of(seen: ExtractedReceipt) -> dict[str, Any]:
    """Texts by themselves, since they are searched; their places beside them, in the same order."""
    return {
        "lines": [_clean_line(line) for line in seen.lines],
        "line_places": [_line_place(line) for line in seen.lines],
        "lines_seen_by": seen.engine if seen.lines else None,
    }


def _parts_of(outcome: Outcome) -> dict[str, Any]:
    """Where each of several receipts stands; absent where it is one, as for nearly all."""
    parts = outcome.reading.parts or outcome.seen.parts
    return {"parts": [[list(astuple(box)) for box in part] for part in parts]} if parts else {}


def _einvoice_of(outcome: Outcome) -> dict[str, Any]:
    """Absent where it was read from the pages, as nearly all are."""
    return {} if outcome.einvoice is None else {"einvoice": outcome.einvoice}


def _line_place(line: TextLine) -> list[Any]:
    box, digits = line.box, 4  # a tenth of a pixel of what is shown
    edges = (box.left, box.top, box.right, box.bottom)
    return [round(line.score, digits), box.page, *(round(edge, digits) for edge in edges)]


def _clean_line(line: TextLine) -> str:
    """Longer ones are no lines, and what hides text has no place in what is searched and shown."""
    return clean_text(line.text, max_characters=_LINE_CHARACTERS).text


def _withdraw_unread(receipt: Receipt, *, now: datetime) -> None:
    """What a person has entered while it waited is all there is to review."""
    withdraw_candidates([receipt.pk], now=now)
    entry = Transaction.objects.filter(receipt=receipt).first()
    if entry is not None:
        _review(receipt, entry, None, now=now)


def _review(
    receipt: Receipt, entry: Transaction, reading: ValidatedReceipt | None, *, now: datetime
) -> None:
    outcome = review_outcome(entry, reading, today=today_on_earth(now))
    Receipt.objects.filter(pk=receipt.pk).update(**outcome)


def _summary(receipt: Receipt, values: dict[str, Any]) -> dict[str, Any]:
    """What the history says of a reading; one that it replaced is kept whole."""
    summary: dict[str, Any] = {"engine": values["engine"], "model": values["model"]}
    if receipt.reading is not None:
        summary["replaced"] = receipt.reading
    return summary
