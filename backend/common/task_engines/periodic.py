"""Periodic calls, made again and again in a thread of their own."""

import logging
import threading
from collections.abc import Callable

from django.db import connections

from common.database_errors import is_database_away

logger = logging.getLogger(__name__)


class PeriodicCall:
    """Calls at once and then every `seconds`, until stopped. A crash is logged and the next call
    comes all the same."""

    def __init__(self, call: Callable[[], object], *, seconds: float, name: str) -> None:
        self._call = call
        self._seconds = seconds
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name=name, daemon=True)

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        """Returns when a call in progress has ended."""
        self._stopping.set()
        self._thread.join()

    def _run(self) -> None:
        while not self._stopping.is_set():
            try:
                self._call()
            except Exception as error:
                if is_database_away(error):
                    logger.warning("%s was not done: the database is away", self._thread.name)
                else:
                    logger.exception("Periodic call %s crashed", self._thread.name)
            finally:
                connections.close_all()
            self._stopping.wait(self._seconds)
