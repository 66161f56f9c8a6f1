"""The end of the model that is configured, in words, for the checks, the log and the admin."""

import logging
from dataclasses import dataclass
from datetime import date

from django.conf import settings

from receipts.model_choice.addresses import configured_address
from receipts.processing.readers import follows_the_default, reader_names
from receipts.services.openai.models import SUCCESSOR, announced_shutdown

logger = logging.getLogger(__name__)


@dataclass(frozen=True, kw_only=True)
class ModelEnd:
    """`is_chosen`: somebody chose the model, so it stays what is asked although it goes."""

    model: str
    last_day: date
    is_chosen: bool
    today: date

    @property
    def days_left(self) -> int:
        return (self.last_day - self.today).days

    @property
    def is_gone(self) -> bool:
        return self.is_chosen and self.days_left < 0

    @property
    def text(self) -> str:
        leaves = f"The model {self.model} leaves OpenAI's API on {self.last_day.isoformat()}"
        if self.is_chosen:
            return f"{leaves}."
        if self.days_left > 0:
            return f"{leaves}; nobody chose a model, so {SUCCESSOR.name} reads from that day on."
        return f"{leaves}; nobody chose a model, so {SUCCESSOR.name} reads in its place."

    @property
    def advice(self) -> str:
        if self.is_chosen:
            return f"Set OPENAI_MODEL to its successor, such as {SUCCESSOR.name}."
        return "Set OPENAI_MODEL to what is to read."


def model_end(*, today: date) -> ModelEnd | None:
    """None: no model reads, or OpenAI has announced nothing about it."""
    last_day = announced_shutdown(settings.OPENAI_MODEL)
    if "openai" not in reader_names() or configured_address() or last_day is None:
        return None
    return ModelEnd(
        model=settings.OPENAI_MODEL,
        last_day=last_day,
        is_chosen=not follows_the_default(),
        today=today,
    )


def log_model_end(*, today: date) -> None:
    """At the start of a process."""
    if end := model_end(today=today):
        logger.warning("The end of the model: %s %s", end.text, end.advice)
