"""Room of a decoding process: small for most files, and large for one at a time.

A decoder needs up to 16 bytes a pixel (WebP; HEIC 7, PNG and TIFF 5), and the memory of all that
decode at once must fit a small server. The process that decodes says which of the two it has.
"""

LARGE_PIXELS = 10_000_000


class NeedsRoomError(Exception):
    """The file should be tried again where there is room for a large picture."""


class _Room:
    is_large = True


def give_room(*, is_large: bool) -> None:
    _Room.is_large = is_large


def ask_for_room(*, pixels: float) -> None:
    """Before anything is decoded. Raises NeedsRoomError."""
    if pixels > LARGE_PIXELS and not _Room.is_large:
        raise NeedsRoomError
