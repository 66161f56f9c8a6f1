"""Files of a part: what stands at its places is cut out of the files of the whole document."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from common.errors import InvalidError, NotFoundError
from receipts.decoders import decoders
from receipts.intake.new_receipts import refusal_of
from receipts.models import ReceiptFile
from receipts.services.extraction import Box
from receipts.services.files.kinds import UnsupportedFileError
from receipts.services.files.mails import as_stored
from receipts.storages.receipt_storage import receipt_storage

type Part = Sequence[Box]


def require_places(parts: Sequence[Part], *, pages: int) -> None:
    """Raises InvalidError: a page that is not there, or two parts that are the same."""
    if any(place.page >= pages for part in parts for place in part):
        raise InvalidError(f"The receipt has {pages} pages, counted from 0.")
    if len({tuple(part) for part in parts}) < len(parts):
        raise InvalidError("Two parts are the same.")


class Cutter:
    """Of one document. Its files are fetched once, when they are needed."""

    def __init__(self, files: Sequence[ReceiptFile]) -> None:
        self._pages = [(file, number) for file in files for number in range(file.page_count)]
        self._contents: dict[str, bytes] = {}

    def cut(self, part: Part) -> list[bytes]:
        """The files of a part. Raises what an upload of them would."""
        return [
            content for file, places in self._by_file(part) for content in self._cut(file, places)
        ]

    def _by_file(self, part: Part) -> Iterator[tuple[ReceiptFile, list[Box]]]:
        """Places one after the other in one file; their pages are counted in it."""
        found = [(*self._pages[place.page], place) for place in part]
        for file, group in groupby(found, key=lambda one: one[0]):
            yield file, [replace(place, page=number) for _, number, place in group]

    def _cut(self, file: ReceiptFile, places: Sequence[Box]) -> list[bytes]:
        try:
            return decoders().cut(self._content_of(file.stored_name), places)
        except UnsupportedFileError as error:
            raise refusal_of(error) from error

    def _content_of(self, stored_name: str) -> bytes:
        if stored_name not in self._contents:
            try:
                with receipt_storage().open(stored_name) as file:
                    self._contents[stored_name] = as_stored(file.read(), stored_name)
            except FileNotFoundError as error:
                raise NotFoundError("The original of this receipt is no longer stored.") from error
        return self._contents[stored_name]
