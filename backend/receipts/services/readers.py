"""Which reader reads: made once in each process, by name.

`settings.RECEIPT_READERS` maps a name to the function that makes it, so tests and other projects
can bring their own `Extractor`.
"""

import threading

from django.conf import settings
from django.utils.module_loading import import_string

from receipts.services.enhanced_openai_service import OpenAIExtractor, TokenPrices
from receipts.services.extraction import Extractor
from receipts.services.offline_ocr_service import OfflineExtractor

_lock = threading.Lock()
_readers: dict[str, Extractor] = {}


def reader(name: str | None = None) -> Extractor:
    """The reader of that name, or the configured one; shared by all threads."""
    name = name or settings.READER
    factory = settings.RECEIPT_READERS[name]
    with _lock:
        if factory not in _readers:
            _readers[factory] = import_string(factory)()
        return _readers[factory]


def openai_reader() -> OpenAIExtractor:
    return OpenAIExtractor(
        api_key=settings.OPENAI_API_KEY,
        model=settings.OPENAI_MODEL,
        base_url=settings.OPENAI_BASE_URL or None,
        timeout_seconds=settings.OPENAI_TIMEOUT_SECONDS,
        max_connections=settings.TASKS_WORKERS,
        prices=_token_prices(),
    )


def _token_prices() -> TokenPrices | None:
    """None: the operator has told no prices, so costs are not known."""
    if settings.OPENAI_INPUT_PRICE is None or settings.OPENAI_OUTPUT_PRICE is None:
        return None
    return TokenPrices(
        input_usd=settings.OPENAI_INPUT_PRICE, output_usd=settings.OPENAI_OUTPUT_PRICE
    )


def offline_reader() -> OfflineExtractor:
    return OfflineExtractor(threads=settings.OCR_THREADS)
