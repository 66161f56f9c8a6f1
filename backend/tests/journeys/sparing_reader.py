"""The offline reader, spared what is too small for a word: there is nothing to be read on that."""

from collections.abc import Sequence

from receipts.processing.readers import offline_reader
from receipts.services.extraction import ExtractedReceipt, Page, ReadingContext, Usage

# A scan of a thumbnail is not larger.
_SMALL = 350


class SparingReader:
    def __init__(self) -> None:
        self._reader = offline_reader()

    def extract(self, pages: Sequence[Page], *, context: ReadingContext) -> ExtractedReceipt:
        if all(max(page.width, page.height) < _SMALL for page in pages):
            return ExtractedReceipt(engine="offline", usage=Usage(model="none"))
        return self._reader.extract(pages, context=context)
