"""Which errors of a database say that it is away, and which are bugs."""

import psycopg2
from django.db import DatabaseError

from common.database_errors import is_database_away


def test_a_connection_that_ends_in_an_answer_is_a_database_away():
    """psycopg2 has no other error for it and no code; so a restart looks, now and then."""
    error = DatabaseError("server closed the connection unexpectedly")
    error.__cause__ = psycopg2.DatabaseError(*error.args)

    assert is_database_away(error)


def test_what_django_itself_refuses_is_a_bug():
    assert not is_database_away(DatabaseError("Save with update_fields did not affect any rows."))
