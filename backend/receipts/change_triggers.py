"""The database's own marks of every changed receipt and ledger entry.

A write may be an `update()`, a bulk insert, a cascade, an action of the admin or a statement typed
into a console: only the database sees them all. Each leaves a new mark (`ChangeMark`) for every
receipt and entry whose answer it changes, and takes the older ones of it away, as far as no other
transaction holds them. So no write waits for another, and an object has hardly more than one.

A receipt's answer holds its entry, and an entry the receipt's version: each marks the other too.
"""

from collections.abc import Sequence

from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper

from common.change_triggers import ChangeTriggers, Notes

_ENTRY_AND_RECEIPT = (
    "SELECT t.owner_id AS account, 'entry' AS kind, t.id AS object_id"
    " FROM receipts_transaction t WHERE {which}"
    " UNION ALL SELECT t.owner_id, 'receipt', t.receipt_id"
    " FROM receipts_transaction t WHERE t.receipt_id IS NOT NULL AND {which}"
)
# What a changed row is seen in. The events that can change it there: INSERT, UPDATE, DELETE.
_SEEN_IN = {
    "receipts_receipt": "SELECT {row}.owner_id AS account, 'receipt' AS kind,"
    " {row}.id AS object_id UNION ALL SELECT t.owner_id, 'entry', t.id"
    " FROM receipts_transaction t WHERE t.receipt_id = {row}.id",
    "receipts_transaction": "SELECT {row}.owner_id AS account, 'entry' AS kind,"
    " {row}.id AS object_id UNION ALL SELECT {row}.owner_id, 'receipt', {row}.receipt_id"
    " WHERE {row}.receipt_id IS NOT NULL",
    "receipts_lineitem": _ENTRY_AND_RECEIPT.format(which="t.id = {row}.transaction_id"),
    "receipts_taxline": _ENTRY_AND_RECEIPT.format(which="t.id = {row}.transaction_id"),
    "receipts_duplicate": "SELECT r.owner_id AS account, 'receipt' AS kind, r.id AS object_id"
    " FROM receipts_receipt r WHERE r.id IN ({row}.receipt_id, {row}.other_id)",
    # Its slug and its name, by which lists are ordered; one that is deleted is taken from entries.
    "receipts_category": _ENTRY_AND_RECEIPT.format(
        which="(t.category_id = {row}.id OR t.id IN"
        " (SELECT i.transaction_id FROM receipts_lineitem i WHERE i.category_id = {row}.id))"
    ),
}

_MARK_ON_POSTGRESQL = """
    WITH found AS MATERIALIZED (
        SELECT DISTINCT seen.account, seen.kind, seen.object_id
        FROM changed CROSS JOIN LATERAL ({rows}) AS seen
    ), outdated AS (
        DELETE FROM receipts_changemark WHERE id IN (
            SELECT mark.id FROM receipts_changemark mark JOIN found USING (kind, object_id)
            FOR UPDATE OF mark SKIP LOCKED
        )
    )
    INSERT INTO receipts_changemark (account, kind, object_id, marked_at)
        SELECT account, kind, object_id, clock_timestamp() FROM found;
"""
# CROSS JOIN: SQLite takes the tables in this order and looks the few rows up by their index. Left
# to itself it goes through the marks of a kind, which are as many as there are receipts.
_MARK_ON_SQLITE = """
    DELETE FROM receipts_changemark WHERE id IN (
        SELECT mark.id FROM ({rows}) AS found CROSS JOIN receipts_changemark mark
        ON mark.kind = found.kind AND mark.object_id = found.object_id
    );
    INSERT INTO receipts_changemark (account, kind, object_id, marked_at)
        SELECT DISTINCT account, kind, object_id, strftime('%Y-%m-%d %H:%M:%f', 'now')
        FROM ({rows});
"""

# All that is not in the trash, for a table of marks that is new or knows too little.
_FORGET_ALL = "DELETE FROM receipts_changemark"
_MARK_ALL = """
INSERT INTO receipts_changemark (account, kind, object_id, place, marked_at)
    SELECT owner_id, 'receipt', id, 1, CURRENT_TIMESTAMP
    FROM receipts_receipt WHERE deleted_at IS NULL
    UNION ALL SELECT owner_id, 'entry', id, 1, CURRENT_TIMESTAMP
    FROM receipts_transaction WHERE deleted_at IS NULL
"""
_NEW_KEYS = {
    "postgresql": "UPDATE receipts_changefeed SET key = left(md5(gen_random_uuid()::text), 16)",
    "sqlite": "UPDATE receipts_changefeed SET key = lower(hex(randomblob(8)))",
}

_MARKS = Notes(
    app="receipts",
    notes="receipts_changemark",
    rows_of=_SEEN_IN,
    on_postgresql=_MARK_ON_POSTGRESQL,
    on_sqlite=_MARK_ON_SQLITE,
)
TRIGGERS = ChangeTriggers(
    tables=frozenset({*_SEEN_IN, "receipts_changemark", "receipts_changefeed", "accounts_user"}),
    postgresql=_MARKS.postgresql(),
    sqlite=_MARKS.sqlite(),
)


def mark_all(connection: BaseDatabaseWrapper) -> None:
    """Every receipt and entry that is not in the trash, as if each had just been made."""
    with connection.cursor() as cursor:
        cursor.execute(_FORGET_ALL)
        cursor.execute(_MARK_ALL)


def end_cursors(connection: BaseDatabaseWrapper) -> None:
    """Every cursor that was given away is answered as too old from now on."""
    with connection.cursor() as cursor:
        cursor.execute(_NEW_KEYS[connection.vendor])


def begin_anew_after_migrating(
    *, using: str, plan: Sequence[object] = (), **_signal: object
) -> None:
    """Receiver of `post_migrate`: on SQLite migrations have changed rows without triggers."""
    connection = connections[using]
    if plan and connection.vendor == "sqlite" and TRIGGERS.has_tables(connection):
        mark_all(connection)
        end_cursors(connection)
