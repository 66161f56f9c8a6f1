"""Writing what a rule has set or given back, as a change of each entry with its event."""

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any

from accounts.models import User
from common.text import folded_words
from receipts.history import Event, Kind, record
from receipts.ledger.bulk_changes import review_entries
from receipts.ledger.search_text import refresh_search_texts
from receipts.locking import with_locked_receipts
from receipts.models import Receipt, RuleApplication, Transaction

# Entries that one call changes, in one transaction.
MAX_ENTRIES = 500
_BATCH = 200  # rows in one UPDATE
# What is written with each field; a column that no entry changed would cost as much as one that all
# did.
_COLUMNS = {"vendor": ["vendor", "vendor_words"]}

# `field`, `old` and `new`, as the history has them.
Change = Mapping[str, Any]


def entries_of(receipts: Mapping[int, Receipt]) -> list[Transaction]:
    """Of locked receipts."""
    rows = Transaction.objects.kept().filter(receipt__in=list(receipts)).order_by("pk")
    return with_locked_receipts(rows, receipts)


def write_changes(
    changes: Mapping[Transaction, Collection[Change]],
    application: RuleApplication,
    *,
    actor: User,
    now: datetime,
) -> None:
    fields = {change["field"] for found in changes.values() for change in found}
    columns = [column for field in sorted(fields) for column in _COLUMNS.get(field, [field])]
    for entry in changes:
        entry.vendor_words = folded_words(entry.vendor)
    pks = [entry.pk for entry in changes]
    Transaction.objects.bulk_update(changes, [*columns, "applied_rules"], batch_size=_BATCH)
    Transaction.objects.filter(pk__in=pks).update(updated_at=now)
    if "vendor" in fields:
        refresh_search_texts(pks)
    review_entries(list(changes), now=now)
    by_rule = {"rule": application.rule_id, "application": application.pk}
    events = (
        Event(entry, {name: change[name] for name in ("field", "old", "new")} | by_rule)
        for entry, found in changes.items()
        for change in found
    )
    record(Kind.CORRECTED, events, actor=actor, now=now)
