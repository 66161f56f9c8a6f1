"""Feed of changes: which receipts and entries of an account have changed since a cursor.

Marks get their places here, under a lock of the account's feed and only those that are committed,
so a place that is complete stays so, and what is committed later gets a later one: no cursor can
pass by a change, in whatever order transactions end.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import F
from django.db.models.functions import Coalesce

from accounts.models import User
from receipts.changes.cursors import CURSOR_LASTS, Cursor
from receipts.changes.feed_state import state_of
from receipts.models import ChangeFeed, ChangeMark, Receipt, Transaction
from receipts.models.change import ChangeMarkQuerySet

PAGE = 500
# Instead of a cursor: the one that all of what there is lies before.
NOW = "now"
# Longer than cursors by as much as clocks may differ and a transaction may take.
TOMBSTONES_LAST = CURSOR_LASTS + timedelta(days=1)
_RECEIPT_COLUMNS = (
    "id",
    "version",
    "status",
    "document_kind",
    "review_status",
    "failure_code",
    "failure_text",
    "not_before",
    "updated_at",
)


@dataclass(frozen=True, kw_only=True)
class Changes:
    """`gone`: the marks of what is deleted, or in the trash. `has_more`: the next cursor leads to
    further ones that are there already."""

    receipts: Sequence[Mapping[str, Any]]
    entries: Sequence[Mapping[str, Any]]
    gone: Sequence[ChangeMark]
    has_more: bool
    cursor: Cursor


def changes_since(text: str | None, *, owner: User, now: datetime) -> Changes:
    """`text` None: all there is; NOW: nothing yet. Raises InvalidFieldError and ResyncError."""
    given = None if text in (None, NOW) else Cursor.parse(text)
    feed = state_of(owner)
    cursor = given or Cursor.start(feed.key, now=now)
    cursor.require_use(feed.key, feed.place, now=now)
    place = give_places(owner.pk) if feed.unplaced else feed.place
    if text == NOW:
        cursor = cursor.at_end(place, now=now)
    marks = _marks_after(cursor, owner) if cursor.mark or cursor.place < place else []
    page, has_more = marks[:PAGE], len(marks) > PAGE
    receipts, entries = _receipts(page, owner), _entries(page, owner)
    there = {(ChangeMark.Kind.RECEIPT, row["id"]) for row in receipts}
    there |= {(ChangeMark.Kind.ENTRY, row["id"]) for row in entries}
    return Changes(
        receipts=receipts,
        entries=entries,
        gone=[mark for mark in page if (mark.kind, mark.object_id) not in there],
        has_more=has_more,
        cursor=cursor.after(page[-1]) if has_more else cursor.at_end(place, now=now),
    )


def give_places(account: int) -> int:
    """To the marks that have none yet, as far as no transaction is about to replace them: those
    come again. Returns the last place of the account's feed."""
    with transaction.atomic():
        ChangeFeed.objects.get_or_create(owner_id=account)
        feed = ChangeFeed.objects.select_for_update(no_key=True).get(owner_id=account)
        unplaced = ChangeMark.objects.of_account(account).unplaced()
        free = unplaced.select_for_update(skip_locked=True).order_by().values("pk")
        if ChangeMark.objects.filter(pk__in=free).update(place=feed.place + 1):
            feed.place += 1
            feed.save(update_fields=["place"])
    return feed.place


def old_tombstones(*, now: datetime) -> ChangeMarkQuerySet:
    """Marks of what is gone that no living cursor needs."""
    return ChangeMark.objects.marked_before(now - TOMBSTONES_LAST).of_what_is_gone()


def forget_tombstones(*, now: datetime, batch: int) -> int:
    """Returns how many. They get a place first, since tags of lists name the marks that have none:
    those must not be as they were before."""
    old = old_tombstones(now=now)
    for account in set(old.unplaced().values_list("account", flat=True)):
        if User.objects.filter(pk=account).exists():
            give_places(account)
    forgotten = 0
    while pks := list(old.placed().order_by().values_list("pk", flat=True)[:batch]):
        forgotten += ChangeMark.objects.filter(pk__in=pks).delete()[0]
    return forgotten


def _marks_after(cursor: Cursor, owner: User) -> list[ChangeMark]:
    """One more than a page."""
    placed = ChangeMark.objects.of_account(owner.pk).placed()
    found: list[ChangeMark] = []
    place = cursor.place
    if cursor.mark:
        place += 1
        found += placed.filter(place=place, pk__gt=cursor.mark).order_by("pk")[: PAGE + 1]
    found += placed.filter(place__gt=place)[: PAGE + 1 - len(found)]
    return found


def _receipts(marks: Sequence[ChangeMark], owner: User) -> Sequence[Mapping[str, Any]]:
    ids = _ids(marks, ChangeMark.Kind.RECEIPT)
    if not ids:
        return []
    rows = Receipt.objects.owned_by(owner).kept().filter(pk__in=ids).order_by("pk")
    return list(rows.values(*_RECEIPT_COLUMNS))


def _entries(marks: Sequence[ChangeMark], owner: User) -> Sequence[Mapping[str, Any]]:
    ids = _ids(marks, ChangeMark.Kind.ENTRY)
    if not ids:
        return []
    rows = Transaction.objects.owned_by(owner).kept().filter(pk__in=ids).order_by("pk")
    version = Coalesce("receipt__version", F("version"))
    return list(rows.values("id", "receipt_id", shown_version=version))


def _ids(marks: Sequence[ChangeMark], kind: ChangeMark.Kind) -> set[int]:
    return {mark.object_id for mark in marks if mark.kind == kind}
