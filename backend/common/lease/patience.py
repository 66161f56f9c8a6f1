"""Writing what a run has found although the database is away for a while."""

import logging
import time
from collections.abc import Callable
from datetime import datetime

from django.db import connections
from django.utils import timezone

from common.database_errors import is_database_away, sql_state

logger = logging.getLogger(__name__)

_FIRST_PAUSE_SECONDS = 0.25
_LONGEST_PAUSE_SECONDS = 5.0


def write_patiently[Result](write: Callable[[], Result], *, until: datetime | None) -> Result:
    """Try again until then, holding no connection in between. Raises the last error.

    A commit whose answer was lost may have been made: what is written must bear to be written
    again, as everything does that is filtered by a claim's token.
    """
    pause = _FIRST_PAUSE_SECONDS
    while True:
        try:
            return write()
        except Exception as error:
            if until is None or timezone.now() >= until or not is_database_away(error):
                raise
            logger.warning("The database is away (%s), so a run waits to write", sql_state(error))
        _drop_connections()
        time.sleep(pause)
        pause = min(pause * 2, _LONGEST_PAUSE_SECONDS)


def _drop_connections() -> None:
    """They may be broken, and nobody is to be kept from one meanwhile."""
    for connection in connections.all(initialized_only=True):
        if not connection.in_atomic_block:
            connection.close()
