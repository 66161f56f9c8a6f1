"""Database connections in long-running work."""

from django.db import connections


def release_connections() -> None:
    """Give the thread's connections back before a long wait, such as a call over the network.

    The next query opens one again. Inside a transaction nothing is closed.
    """
    for connection in connections.all(initialized_only=True):
        if not connection.in_atomic_block:
            connection.close()
