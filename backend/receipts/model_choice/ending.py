"""The ends of the models that are configured, in words, for the checks, the log and the admin."""

import logging
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.conf import settings

from receipts.model_choice.addresses import address_of
from receipts.processing import readers
from receipts.services.openai.models import SUCCESSOR, announced_shutdown

logger = logging.getLogger(__name__)


@dataclass(frozen=True, kw_only=True)
class ModelEnd:
    """`setting` names the model. `is_chosen`: somebody chose it, so it stays what is asked although
    it goes."""

    model: str
    setting: str
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
            return f"Set {self.setting} to its successor, such as {SUCCESSOR.name}."
        return f"Set {self.setting} to what is to read."


def model_ends(*, today: date) -> Iterator[ModelEnd]:
    """Of the readers in their order. None: no model reads, or OpenAI has announced nothing."""
    for name in readers.reader_names():
        if not readers.is_model_reader(name) or address_of(readers.address_of(name)):
            continue
        is_default = name == readers.OPENAI
        model = settings.OPENAI_MODEL if is_default else readers.configured_model(name)
        last_day = announced_shutdown(model)
        if last_day is not None:
            yield ModelEnd(
                model=model,
                setting="OPENAI_MODEL" if is_default else f"READER_{name.upper()}_MODEL",
                last_day=last_day,
                is_chosen=not (is_default and readers.follows_the_default()),
                today=today,
            )


def log_model_ends(*, today: date) -> None:
    """At the start of a process."""
    for end in model_ends(today=today):
        logger.warning("The end of the model: %s %s", end.text, end.advice)
