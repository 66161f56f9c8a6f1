"""The database's own note of every change of what reports are made of.

A write may be an `update()`, a bulk insert, a cascade, an action of the admin or a statement typed
into a console: only the database sees them all. Each leaves a new random token for its account and
takes the older ones away, as far as no other transaction holds them. So no write waits for another,
and of all changes the one that was committed last is always there: where an account still has the
tokens it had, nothing has changed in between.
"""

from common.change_triggers import ChangeTriggers, Notes, Statements

# Whose reports a changed row is part of. 0: everybody's, as for the categories that all have.
_ACCOUNT_OF = {
    "receipts_receipt": "SELECT {row}.owner_id AS account",
    "receipts_transaction": "SELECT {row}.owner_id AS account",
    "receipts_lineitem": "SELECT owner_id AS account FROM receipts_transaction"
    " WHERE id = {row}.transaction_id",
    "receipts_taxline": "SELECT owner_id AS account FROM receipts_transaction"
    " WHERE id = {row}.transaction_id",
    "receipts_duplicate": "SELECT owner_id AS account FROM receipts_receipt"
    " WHERE id = {row}.receipt_id",
    "receipts_category": "SELECT COALESCE({row}.owner_id, 0) AS account",
    "reports_exchangerate": "SELECT 0 AS account",
}

_POSTGRESQL_COUNT = """
CREATE OR REPLACE FUNCTION reports_count_change(accounts bigint[]) RETURNS void AS $$
BEGIN
    DELETE FROM reports_ledgerchange WHERE token IN (
        SELECT token FROM reports_ledgerchange WHERE account = ANY (accounts)
        FOR UPDATE SKIP LOCKED
    );
    INSERT INTO reports_ledgerchange (token, account)
        SELECT gen_random_uuid()::text, account FROM unnest(accounts) AS account;
END $$ LANGUAGE plpgsql
"""
_NOTE_ON_POSTGRESQL = """
    PERFORM reports_count_change(ARRAY(
        SELECT DISTINCT found.account FROM changed CROSS JOIN LATERAL ({rows}) AS found
    ));
"""
_NOTE_ON_SQLITE = """
    DELETE FROM reports_ledgerchange WHERE account IN ({rows});
    INSERT INTO reports_ledgerchange (token, account)
        SELECT lower(hex(randomblob(16))), account FROM ({rows});
"""
_NOTES = Notes(
    app="reports",
    notes="reports_ledgerchange",
    rows_of=_ACCOUNT_OF,
    on_postgresql=_NOTE_ON_POSTGRESQL,
    on_sqlite=_NOTE_ON_SQLITE,
)


def _postgresql() -> Statements:
    """With the function that all of them call."""
    notes = _NOTES.postgresql()
    return Statements(
        add=[_POSTGRESQL_COUNT, *notes.add],
        remove=[*notes.remove, "DROP FUNCTION IF EXISTS reports_count_change(bigint[])"],
    )


TRIGGERS = ChangeTriggers(
    tables=frozenset({*_ACCOUNT_OF, "reports_ledgerchange", "accounts_user"}),
    postgresql=_postgresql(),
    sqlite=_NOTES.sqlite(),
)
# As a migration knows them.
add_triggers, remove_triggers = TRIGGERS.add, TRIGGERS.remove
