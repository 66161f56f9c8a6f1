"""State of an account's feed of changes: whether there is anything new."""

from typing import NamedTuple

from django.db import connection
from django.db.backends.base.base import BaseDatabaseWrapper

from accounts.models import User
from receipts.models import ChangeFeed

# A client asks it every few seconds, mostly for nothing: built by the ORM it would cost twice as
# much. In the order of the index, so that PostgreSQL takes that one even while its statistics are
# old and most marks seem to be without a place.
_STATE = """
SELECT feed.key, feed.place, (
    SELECT mark.id FROM receipts_changemark mark
    WHERE mark.account = {account} AND mark.place IS NULL
    ORDER BY mark.place, mark.id LIMIT 1
) {into} FROM receipts_changefeed feed WHERE feed.owner_id = {account}
"""
# A function keeps the plan of its question for the life of a connection; without it PostgreSQL
# plans for longer than it looks.
_FUNCTION = "receipts_feed_state"
_POSTGRESQL_FUNCTION = f"""
CREATE OR REPLACE FUNCTION {_FUNCTION}(
    of_account bigint, OUT key text, OUT place bigint, OUT unplaced bigint
) LANGUAGE plpgsql STABLE AS $$
BEGIN {_STATE.format(account="of_account", into="INTO key, place, unplaced")}; END $$
"""
_POSTGRESQL_QUESTION = f"SELECT * FROM {_FUNCTION}(%(account)s)"  # noqa: S608 - a name of ours
_QUESTION = _STATE.format(account="%(account)s", into="")


class FeedState(NamedTuple):
    """`unplaced`: a mark that has no place yet, if there is one."""

    key: str
    place: int
    unplaced: int | None


def state_of(owner: User) -> FeedState:
    """Makes a feed where there is none yet."""
    found = _find_state(owner.pk)
    if found is None:
        ChangeFeed.objects.get_or_create(owner=owner)
        found = _find_state(owner.pk)
    assert found is not None
    return found


def add_function(connection: BaseDatabaseWrapper) -> None:
    """Where the database is PostgreSQL."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(_POSTGRESQL_FUNCTION)


def remove_function(connection: BaseDatabaseWrapper) -> None:
    """Also where there is none."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(f"DROP FUNCTION IF EXISTS {_FUNCTION};")


def _find_state(account: int) -> FeedState | None:
    is_kept = connection.vendor == "postgresql"
    with connection.cursor() as cursor:
        cursor.execute(_POSTGRESQL_QUESTION if is_kept else _QUESTION, {"account": account})
        row = cursor.fetchone()
    return FeedState(*row) if row and row[0] is not None else None
