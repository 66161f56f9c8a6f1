"""Database connections in long-running work."""

from django.db import connections


def release_connections() -> None:
    """Give the thread's connections back before a long wait, such as a call over the network.

    The next query opens one again. Inside a transaction nothing is closed, and neither is SQLite's,
    which is a file of this process and keeps nobody else from having one.
    """
    for connection in connections.all(initialized_only=True):
        if connection.vendor != "sqlite" and not connection.in_atomic_block:
            connection.close()
