"""Periodic calls, made again and again in a thread of their own."""

import logging
import threading
from collections.abc import Callable

from django.db import connections

from common.database_errors import is_database_away

logger = logging.getLogger(__name__)


class PeriodicCall:
    """Calls at once and then every `seconds`, until stopped, several one after the other. A crash
    is logged and the next call comes all the same."""

    def __init__(self, *calls: Callable[[], object], seconds: float, name: str) -> None:
        self._calls = calls
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
            for call in self._calls:
                self._make(call)
            self._stopping.wait(self._seconds)

    def _make(self, call: Callable[[], object]) -> None:
        name = getattr(call, "__name__", self._thread.name)
        try:
            call()
        except Exception as error:
            if is_database_away(error):
                logger.warning("%s was not done: the database is away", name)
            else:
                logger.exception("Periodic call %s crashed", name)
        finally:
            connections.close_all()
