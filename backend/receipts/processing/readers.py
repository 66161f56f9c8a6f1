"""Readers of this process, made once each, by name.

`settings.READER_FACTORIES` maps a name to the function that makes it, so tests and other projects
can bring their own `Extractor`; further readers by models are in `settings.MODEL_READERS`.
`settings.READER` reads, and while its service is away one of `settings.FALLBACK_READERS`.
"""

import logging
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from threading import Semaphore
from typing import cast

from django.conf import settings
from django.db import connections
from django.utils import timezone
from django.utils.module_loading import import_string

from accounts.models import User
from receipts.services.enhanced_openai_service import (
    OPENAI_BASE_URL,
    OpenAIExtractor,
    TokenPrices,
)
from receipts.services.extraction import (
    ExtractedReceipt,
    ExtractionError,
    Extractor,
    Page,
    ReadingContext,
    Source,
)
from receipts.services.masking.masked_reading import Masker
from receipts.services.offline_ocr_service import OfflineExtractor
from receipts.services.openai.models import DEFAULT, SUCCESSOR, has_successor_on
from receipts.services.second_opinion.second_reader import SecondReader

logger = logging.getLogger(__name__)

# The reader that `OPENAI_*` set up, and the one that needs nobody.
OPENAI, OFFLINE = "openai", "offline"

_lock = threading.Lock()
# By the factory and what it was made for: a model may take another's place while a process runs.
_readers: dict[tuple[str, str], Extractor] = {}
_second_readers: dict[str, SecondReader] = {}
_fallback_slots: dict[int, Semaphore] = {}
# The model's own time comes on top of it, and leases are made for that.
_MASKING_WAIT_SECONDS = 20
# As long as the column is.
_SERVICE_CHARACTERS = 255


def reader(name: str | None = None) -> Extractor:
    """The reader of that name, or the configured one; shared by all threads."""
    name = name or settings.READER
    factory = settings.READER_FACTORIES.get(name, "")
    key = (factory, configured_reader(name))
    with _lock:
        if key not in _readers:
            _readers[key] = import_string(factory)() if factory else model_reader(name)
        return _readers[key]


def drop_reader(name: str) -> None:
    """It is made anew, as it is set up then, when it next reads."""
    with _lock:
        dropped = _readers.pop(
            (settings.READER_FACTORIES.get(name, ""), configured_reader(name)), None
        )
    if isinstance(dropped, OpenAIExtractor):
        dropped.close()


def field_reader(name: str) -> OpenAIExtractor:
    """The same, of one by a model, which can be asked for single values."""
    found = reader(name)
    assert isinstance(found, OpenAIExtractor)
    return found


def usual_reader(owner: User) -> str:
    """The configured one, save for accounts whose receipts no model may read."""
    stays_in = owner.model_privacy == User.ModelPrivacy.OFFLINE_ONLY
    return OFFLINE if stays_in and is_model_reader(settings.READER) else settings.READER


def reader_names() -> tuple[str, ...]:
    """In the order in which they are to read."""
    return (settings.READER, *settings.FALLBACK_READERS)


def service_of(name: str) -> str:
    """What may be away when that reader reads: another address is another service."""
    if not is_model_reader(name):
        return name
    return f"{name} {address_of(name)}"[:_SERVICE_CHARACTERS]


@contextmanager
def fallback_slot(seconds: float | None = None) -> Iterator[None]:
    """The pool's size is the first reader's, which waits for a network; the others compute.
    `seconds`: how long one is waited for."""
    with _lock:
        slots = _fallback_slots.setdefault(
            settings.SECOND_OPINIONS_AT_ONCE, Semaphore(settings.SECOND_OPINIONS_AT_ONCE)
        )
    # No longer than the first reader may take: leases are made for that.
    if not slots.acquire(timeout=seconds or settings.OPENAI_TIMEOUT_SECONDS):
        raise ExtractionError(
            "The reader that stands in is busy.", code="reader_busy", retryable=True, outage=True
        )
    try:
        yield
    finally:
        slots.release()


def is_model_reader(name: str) -> bool:
    """What it reads leaves the house."""
    return name == OPENAI or name in settings.MODEL_READERS


def address_of(name: str) -> str:
    """Of the service that this reader asks."""
    named = settings.MODEL_READERS.get(name)
    return (named["BASE_URL"] if named else settings.OPENAI_BASE_URL) or OPENAI_BASE_URL


def configured_reader(name: str | None = None) -> str:
    """What reads under that name, or first of all, as it is configured now: with its model. A
    reading stands while this is what it was made by."""
    name = name or settings.READER
    return f"{name} {configured_model(name)}" if is_model_reader(name) else name


def configured_model(name: str = OPENAI) -> str:
    """The model that reads now: the chosen one, or the default as long as OpenAI has it."""
    if name in settings.MODEL_READERS:
        return str(settings.MODEL_READERS[name]["MODEL"])
    return SUCCESSOR.name if _successor_reads() else settings.OPENAI_MODEL


def follows_the_default() -> bool:
    """Nobody chose a model, and it is OpenAI's own that are asked."""
    is_openai = address_of(OPENAI).rstrip("/") == OPENAI_BASE_URL
    return is_openai and not settings.OPENAI_MODEL_IS_CHOSEN


def _successor_reads() -> bool:
    return follows_the_default() and has_successor_on(timezone.now().date())


def second_reader() -> SecondReader | None:
    """Who gives a second opinion on a model's; None: there is nobody, or none is wanted."""
    name = cast("Source | None", settings.SECOND_READER)
    if name is None:
        return None
    with _lock:
        if name not in _second_readers:
            _second_readers[name] = SecondReader(
                _ReaderByName(name),
                engine=name,
                at_once=settings.SECOND_OPINIONS_AT_ONCE,
                # No longer than the model itself may take: leases are made for that.
                seconds=settings.OPENAI_TIMEOUT_SECONDS,
            )
        return _second_readers[name]


def masker() -> Masker:
    """Who sees on this machine what is to be painted out before a model is sent it."""
    return Masker(reader=_MaskingReader(), gives_opinion=settings.SECOND_READER is not None)


class _MaskingReader:
    """The offline one, which must take its turn as any that computes."""

    def extract(self, pages: Sequence[Page], *, context: ReadingContext) -> ExtractedReceipt:
        with fallback_slot(_MASKING_WAIT_SECONDS):
            return reader(OFFLINE).extract(pages, context=context)


def drain_second_readers() -> None:
    """For the end of the process, once no receipt is being read."""
    with _lock:
        drained = list(_second_readers.values())
        _second_readers.clear()
    for second in drained:
        second.drain()


@dataclass(frozen=True)
class _ReaderByName:
    """Loaded when it first reads, in the thread it reads in, which keeps no connection."""

    name: str

    def extract(self, pages: Sequence[Page], *, context: ReadingContext) -> ExtractedReceipt:
        try:
            return reader(self.name).extract(pages, context=context)
        finally:
            connections.close_all()


def openai_reader() -> OpenAIExtractor:
    model = configured_model()
    if model != settings.OPENAI_MODEL:
        logger.warning("Nobody chose a model, and %s has left: %s reads", DEFAULT, model)
    return _extractor(OPENAI, api_key=settings.OPENAI_API_KEY)


def model_reader(name: str) -> OpenAIExtractor:
    """`openai`, or one of `settings.MODEL_READERS`. A server of one's own may ask for no key."""
    if name == OPENAI:
        return openai_reader()
    return _extractor(name, api_key=settings.MODEL_READERS[name]["API_KEY"] or "none")


def _extractor(name: str, *, api_key: str) -> OpenAIExtractor:
    return OpenAIExtractor(
        api_key=api_key,
        model=configured_model(name),
        base_url=address_of(name),
        timeout_seconds=settings.OPENAI_TIMEOUT_SECONDS,
        max_connections=settings.WORKERS["reading"],
        prices=prices_of(name),
    )


def prices_of(name: str) -> TokenPrices | None:
    """None: the operator has told no prices, so costs are not known. Those that were told are of
    the model that was there then."""
    if name in settings.MODEL_READERS:
        told = settings.MODEL_READERS[name]["PRICE"]
        return TokenPrices(input_usd=told[0], output_usd=told[1]) if told else None
    if _successor_reads():
        return TokenPrices(input_usd=SUCCESSOR.input_usd, output_usd=SUCCESSOR.output_usd)
    if settings.OPENAI_INPUT_PRICE is None or settings.OPENAI_OUTPUT_PRICE is None:
        return None
    return TokenPrices(
        input_usd=settings.OPENAI_INPUT_PRICE, output_usd=settings.OPENAI_OUTPUT_PRICE
    )


def offline_reader() -> OfflineExtractor:
    return OfflineExtractor(threads=settings.OCR_THREADS)
