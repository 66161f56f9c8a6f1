"""Which errors of a database say that it is away, and which are bugs."""

import psycopg2
import pytest
from django.db import DatabaseError, Error, connection, transaction

from common.database_errors import is_database_away


def test_a_connection_that_ends_in_an_answer_is_a_database_away():
    """psycopg2 has no other error for it and no code; so a restart looks, now and then."""
    error = DatabaseError("server closed the connection unexpectedly")
    error.__cause__ = psycopg2.DatabaseError(*error.args)

    assert is_database_away(error)


def test_what_django_itself_refuses_is_a_bug():
    assert not is_database_away(DatabaseError("Save with update_fields did not affect any rows."))


@pytest.mark.skipif(connection.vendor != "postgresql", reason="PostgreSQL's own words")
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    ("statement", "is_away"),
    [
        ("SET LOCAL statement_timeout = 50; SELECT pg_sleep(9)", True),
        ("SET LOCAL transaction_read_only = on; CREATE TABLE x (y int)", True),
        ("SELECT pg_terminate_backend(pg_backend_pid())", True),
        ("SELECT to_tsvector('simple', string_agg(md5(n::text), ' ')) "
         "FROM generate_series(1, 90000) n", False),
        ("SELECT nothing FROM nowhere", False),
        ("SELECT 1 / 0", False),
        ("SELECT '{\"a\": \"\\u0000\"}'::jsonb ->> 'a'", False),
    ],
)  # fmt: skip
def test_what_postgresql_says(statement, is_away):
    with pytest.raises(Error) as caught, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)

    assert is_database_away(caught.value) is is_away
