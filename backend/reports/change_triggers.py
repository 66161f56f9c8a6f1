"""The database's own note of every change of what reports are made of.

A write may be an `update()`, a bulk insert, a cascade, an action of the admin or a statement typed
into a console: only the database sees them all. Each leaves a new random token for its account and
takes the older ones away, as far as no other transaction holds them. So no write waits for another,
and of all changes the one that was committed last is always there: where an account still has the
tokens it had, nothing has changed in between.
"""

from common.change_triggers import ChangeTriggers, Statements

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
_EVENTS = {"INSERT": "NEW", "UPDATE": "NEW", "DELETE": "OLD"}

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
_POSTGRESQL_FUNCTION = """
CREATE OR REPLACE FUNCTION reports_changed_{table}() RETURNS trigger AS $$
BEGIN
    PERFORM reports_count_change(ARRAY(
        SELECT DISTINCT found.account FROM changed CROSS JOIN LATERAL ({account}) AS found
    ));
    RETURN NULL;
END $$ LANGUAGE plpgsql
"""
_POSTGRESQL_TRIGGER = """
CREATE TRIGGER reports_{event} AFTER {event} ON {table} REFERENCING {row} TABLE AS changed
FOR EACH STATEMENT EXECUTE FUNCTION reports_changed_{table}()
"""
_POSTGRESQL_FORGET = """
CREATE OR REPLACE FUNCTION reports_forget_account() RETURNS trigger AS $$
BEGIN
    DELETE FROM reports_ledgerchange WHERE account = OLD.id;
    RETURN NULL;
END $$ LANGUAGE plpgsql;
CREATE TRIGGER reports_forget AFTER DELETE ON accounts_user
FOR EACH ROW EXECUTE FUNCTION reports_forget_account()
"""
_SQLITE_TRIGGER = """
CREATE TRIGGER reports_{event}_{table} AFTER {event} ON {table} BEGIN
    DELETE FROM reports_ledgerchange WHERE account IN ({account});
    INSERT INTO reports_ledgerchange (token, account)
        SELECT lower(hex(randomblob(16))), account FROM ({account});
END
"""
_SQLITE_FORGET = """
CREATE TRIGGER reports_forget AFTER DELETE ON accounts_user BEGIN
    DELETE FROM reports_ledgerchange WHERE account = OLD.id;
END
"""


def _postgresql() -> Statements:
    added = [_POSTGRESQL_COUNT, _POSTGRESQL_FORGET]
    for table, account in _ACCOUNT_OF.items():
        rows = account.format(row="changed")
        added.append(_POSTGRESQL_FUNCTION.format(table=table, account=rows))
        added += [
            _POSTGRESQL_TRIGGER.format(table=table, event=event, row=row)
            for event, row in _EVENTS.items()
        ]
    names = [f"reports_changed_{table}" for table in _ACCOUNT_OF] + ["reports_forget_account"]
    removed = [f"DROP FUNCTION IF EXISTS {name}() CASCADE" for name in names]
    removed.append("DROP FUNCTION IF EXISTS reports_count_change(bigint[])")
    return Statements(add=added, remove=removed)


def _sqlite() -> Statements:
    added = [
        _SQLITE_TRIGGER.format(table=table, event=event, account=account.format(row=row))
        for table, account in _ACCOUNT_OF.items()
        for event, row in _EVENTS.items()
    ]
    names = [f"reports_{event}_{table}" for table in _ACCOUNT_OF for event in _EVENTS]
    removed = [f"DROP TRIGGER IF EXISTS {name}" for name in (*names, "reports_forget")]
    return Statements(add=[*added, _SQLITE_FORGET], remove=removed)


TRIGGERS = ChangeTriggers(
    tables=frozenset({*_ACCOUNT_OF, "reports_ledgerchange", "accounts_user"}),
    postgresql=_postgresql(),
    sqlite=_sqlite(),
)
# As a migration knows them.
add_triggers, remove_triggers = TRIGGERS.add, TRIGGERS.remove
