"""Notices about the model that reads, for the admin and the log."""

import logging
import threading
import time
from datetime import datetime

from django.utils import timezone

from receipts.model_choice.canary import cached_alarm, current_alarm
from receipts.model_choice.ending import model_ends
from receipts.model_choice.standing import standing

logger = logging.getLogger(__name__)

_HOUR_SECONDS = 3600.0

_looking = threading.Lock()
_next_look = 0.0


def model_notices(*, now: datetime) -> list[str]:
    """Sentences for pages, so some may be minutes old; none where there is nothing to say."""
    ends, found = model_ends(today=now.date()), standing()
    said = (f"{end.text} {end.advice}" for end in ends)
    told = (*said, found.text if found else "", cached_alarm())
    return [notice for notice in told if notice]


def log_notices() -> None:
    """Called often; looks at the start of a process, and then once an hour."""
    global _next_look
    with _looking:
        if time.monotonic() < _next_look:
            return
        _next_look = time.monotonic() + _HOUR_SECONDS
    found = standing()
    if found is not None and found.is_worse:
        logger.error("Model choice: %s", found.text)
    if alarm := current_alarm(now=timezone.now()):
        logger.warning("Model canary: %s", alarm)
