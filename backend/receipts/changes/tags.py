"""Tags of answers, from change marks: known before anything of the answer is read or rendered.

A tag is a digest of all that makes the answer: the marks of what it shows, the links that it would
have, the code and the language. An object's mark is replaced by another one with every change, and
those of transactions that overlap stand beside each other; so the same marks are the same rows.
"""

from datetime import datetime
from hashlib import sha256
from typing import Any

from django.db.models import F, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils.translation import get_language

from accounts.models import User
from receipts.changes.feed import give_places
from receipts.changes.release import release
from receipts.models import ChangeFeed, ChangeMark, Receipt, Transaction
from receipts.storages.receipt_storage import receipt_storage

# So many marks without a place are named in the tag of a list; more get a place first.
_NAMED_MARKS = 100
# A number alone could come again after the database was restored.
_NAME = ("pk", "marked_at")


def receipt_tag(receipt_id: int, *, owner: User, server: str, now: datetime) -> str | None:
    """None: there is none, or no mark of it. `server`: what its links begin with."""
    rows = Receipt.objects.owned_by(owner).kept().filter(pk=OuterRef("object_id"))
    marks = _marks(ChangeMark.Kind.RECEIPT, receipt_id, rows.values("version"))
    return _detail_tag(marks, links_now(server=server, now=now)) if marks else None


def entry_tag(entry_id: int, *, owner: User) -> str | None:
    """None: there is none, or no mark of it."""
    rows = Transaction.objects.owned_by(owner).kept().filter(pk=OuterRef("object_id"))
    version = rows.values(shown_version=Coalesce("receipt__version", F("version")))
    marks = _marks(ChangeMark.Kind.ENTRY, entry_id, version)
    return _detail_tag(marks) if marks else None


def list_tag(address: str, *, owner: User, links: str = "") -> str:
    """Of a list of one account, by its whole address: with server, filters and page."""
    unplaced = ChangeMark.objects.of_account(owner.pk).unplaced().values_list(*_NAME)
    named = list(unplaced[: _NAMED_MARKS + 1])
    if len(named) > _NAMED_MARKS:
        give_places(owner.pk)
        named = list(unplaced)
    # After the marks: one that gets a place meanwhile must not be missing in both.
    feed = ChangeFeed.objects.filter(owner=owner).values_list("key", "place").first()
    return f'"{_digest(owner.pk, owner.time_zone, address, links, feed, named)}"'


def links_now(*, server: str, now: datetime) -> str:
    """Those of a file that nobody has: they change when those of any other do."""
    return repr(receipt_storage().link_maker(now=now, server=server)("none.pdf"))


def _marks(kind: ChangeMark.Kind, object_id: int, version: QuerySet) -> list[tuple[Any, ...]]:
    """Each with the version of what it is about. None of them, if that is not there."""
    found = ChangeMark.objects.filter(kind=kind, object_id=object_id).order_by("pk")
    rows = found.annotate(version=Subquery(version)).values_list("version", *_NAME)
    return [row for row in rows if row[0] is not None]


def _detail_tag(marks: list[tuple[Any, ...]], *others: object) -> str:
    """Begins with the version, for `If-Match`."""
    return f'"{marks[0][0]}-{_digest(marks, *others)}"'


def _digest(*parts: object) -> str:
    text = repr((release(), get_language(), *parts))
    return sha256(text.encode()).hexdigest()[:32]
