"""Reader of one receipt: whom it is given to, by the way that is open and by what it may cost.

The next one in order reads it where the first one's answer is of no use, and is asked about single
values where some are in doubt.
"""

import logging
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from functools import partial

from django.conf import settings
from django.db import DatabaseError
from django.utils import timezone

from accounts.models import User
from receipts.models import Receipt
from receipts.processing.asking.ceilings import Ceiling, ceiling_in_the_way, estimate_cost
from receipts.processing.asking.exchange import CeilingReachedError, Question, ask
from receipts.processing.circuits import Passage
from receipts.processing.readers import (
    OFFLINE,
    address_of,
    configured_model,
    is_model_reader,
    masker,
    reader_names,
    second_reader,
    service_of,
)
from receipts.services.extraction import (
    ExtractedReceipt,
    ExtractionError,
    Page,
    ReadingContext,
)
from receipts.services.masking.masked_reading import Masker
from receipts.services.second_opinion.second_reader import SecondReader
from receipts.services.validation.validated import Check

_READ_OFFLINE = {
    "receipt": "What models may cost for one receipt was reached, so this was read without one.",
    "account": "What models may cost for this account in a month was reached, so this was read"
    " without one.",
    "operator": "What models may cost here in a month was reached, so this was read without one.",
}
_NOT_ASKED = {
    "receipt": "What models may cost for one receipt was reached, so no other one was asked about"
    " what is in doubt.",
    "account": "What models may cost for this account in a month was reached, so no other one was"
    " asked about what is in doubt.",
    "operator": "What models may cost here in a month was reached, so no other one was asked about"
    " what is in doubt.",
}
_FALLBACK_REASON = Check(
    code="read_by_fallback",
    severity="error",
    message="The usual reader was away, and another one has read this. Look it over, or have it"
    " read again.",
    values={},
)
_READ_BY_NEXT = Check(
    code="read_by_next",
    severity="note",
    message="The usual reader could make nothing of this, and the next one has read it.",
    values={},
)

logger = logging.getLogger(__name__)


@dataclass(kw_only=True)
class ReceiptReader:
    """Keeps the contracts of `Extractor` and `NextReader` for one run. `name`: who reads. `checks`:
    why it is another one than usual."""

    passage: Passage
    receipt: Receipt
    name: str
    checks: list[Check] = field(default_factory=list)
    is_beyond_ceiling: bool = field(default=False, init=False)

    @property
    def is_fallback(self) -> bool:
        return _FALLBACK_REASON in self.checks

    @property
    def second(self) -> SecondReader | Masker | None:
        """Lines tell of a model's values; nobody has an opinion on its own."""
        if not is_model_reader(self.name):
            return None
        return masker() if self.is_masked else second_reader()

    @property
    def is_masked(self) -> bool:
        """No model may read what is private on it."""
        return self.receipt.owner.model_privacy == User.ModelPrivacy.MODEL_MASKED

    @property
    def _holds_what_is_private(self) -> bool:
        """Pages are masked for models only, and by what the offline reader has read."""
        return self.is_masked and not is_model_reader(self.name)

    @property
    def stays_in(self) -> bool:
        """No model may read it."""
        return self.receipt.owner.model_privacy == User.ModelPrivacy.OFFLINE_ONLY

    @property
    def needed(self) -> float:
        return float(settings.AUTO_APPROVE_CONFIDENCE)

    def extract(self, pages: Sequence[Page], *, context: ReadingContext) -> ExtractedReceipt:
        """By the next one where this one cannot read this receipt, though it can read others."""
        try:
            return self._asked(pages, context=context)
        except ExtractionError as error:
            following = None if error.outage else next(self._following(), None)
            if following is None or self._holds_what_is_private:
                raise
            logger.warning("The reader %s gave no reading: %s", self.name, error.code)
            self.name = following
            self.checks.append(_READ_BY_NEXT)
            return self.extract(pages, context=context)

    def ask_next(
        self, pages: Sequence[Page], names: tuple[str, ...], *, context: ReadingContext
    ) -> ExtractedReceipt | None:
        try:
            return self._values_of_next(pages, names, context=context)
        except DatabaseError as error:
            # What was read already, and may have been paid for, is worth more.
            logger.warning("Nobody was asked about values: %s", type(error).__name__)
            return None

    def _values_of_next(
        self, pages: Sequence[Page], names: tuple[str, ...], *, context: ReadingContext
    ) -> ExtractedReceipt | None:
        for name in self._following(by_model=True):
            if _is_same_model(name, self.name):
                continue  # it would agree with itself
            question = self._question(name, pages, fields=names)
            asked = self.passage.extractor_for(self.receipt, name)
            try:
                return ask(question, partial(asked.extract_fields, pages, names, context=context))
            except CeilingReachedError as error:
                self.checks.append(_ceiling_check(error.ceiling, _NOT_ASKED[error.ceiling.name]))
                return None
            except ExtractionError as error:
                logger.warning("The reader %s told no values: %s", name, error.code)
        return None

    def stay_offline(self, ceiling: Ceiling) -> None:
        """No model is asked anything more."""
        self.name, self.is_beyond_ceiling = OFFLINE, True
        self.checks = [_ceiling_check(ceiling, _READ_OFFLINE[ceiling.name])]

    def _asked(self, pages: Sequence[Page], *, context: ReadingContext) -> ExtractedReceipt:
        if is_model_reader(self.name):
            question = self._question(self.name, pages)
            try:
                return ask(question, partial(self._read, pages, context=context))
            except CeilingReachedError as error:
                self.stay_offline(error.ceiling)
        return self._read(pages, context=context)

    def _question(
        self, name: str, pages: Sequence[Page], *, fields: Sequence[str] = ()
    ) -> Question:
        masked = Counter[str](kind for page in pages for kind in page.masked)
        return Question(
            receipt=self.receipt,
            reader=name,
            pages=pages,
            fields=fields,
            masked=masked if self.is_masked else None,
        )

    def _read(self, pages: Sequence[Page], *, context: ReadingContext) -> ExtractedReceipt:
        reader = self.passage.extractor_for(self.receipt, self.name)
        return reader.extract(pages, context=context)

    def _following(self, *, by_model: bool = False) -> Iterator[str]:
        """Who comes after this one and may be asked: all, or the models alone."""
        if self.stays_in or self.is_beyond_ceiling:
            return
        names = reader_names()
        place = names.index(self.name) + 1 if self.name in names else len(names)
        for name in names[place:]:
            is_wanted = is_model_reader(name) or not by_model
            if is_wanted and self.passage.may_ask(service_of(name), now=timezone.now()):
                yield name


def reader_for(receipt: Receipt, passage: Passage, *, now: datetime) -> ReceiptReader:
    reader = ReceiptReader(passage=passage, receipt=receipt, name=passage.way.reader_name)
    if reader.stays_in:
        reader.name = OFFLINE
    elif passage.is_fallback:
        reader.checks.append(_FALLBACK_REASON)
    if is_model_reader(reader.name):
        a_page = estimate_cost(reader.name, page_count=1) or Decimal(0)
        ceiling = ceiling_in_the_way(receipt, more_usd=a_page, now=now)
        if ceiling is not None:
            reader.stay_offline(ceiling)
    return reader


def _is_same_model(one: str, other: str) -> bool:
    """Under two names, as with two keys."""
    if not (is_model_reader(one) and is_model_reader(other)):
        return False
    return (configured_model(one), address_of(one)) == (configured_model(other), address_of(other))


def _ceiling_check(ceiling: Ceiling, message: str) -> Check:
    return Check(
        code="model_ceiling_reached",
        severity="note",
        message=message,
        values={"ceiling": ceiling.name},
    )
