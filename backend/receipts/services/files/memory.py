"""Memory that a decoder takes for a picture, told by its kind and size before it is decoded. Pure.

Asked twice: at the upload, which is refused where no decoder of this server has as much, and by the
decoder itself.
"""

from dataclasses import dataclass

from receipts.services.files.jpeg import coefficient_bytes
from receipts.services.files.kinds import (
    AVIF,
    HEIC,
    JPEG,
    PDF,
    WEBP,
    FileKind,
    UnsupportedFileError,
)

_MIB = 2**20
# At their peak (RLIMIT_AS), measured with pictures of 12 to 48 megapixels that were enhanced and
# drawn small. Pillow has a WebP three times over; libheif has what is coded, and its colours, and
# with libavif there are copies of them (9.1, and those of a transparent one). Of a PDF, what its
# pictures take.
_BYTES_A_PIXEL = {WEBP: 16.0, AVIF: 12.0, HEIC: 4.5, PDF: 8.0}
_OTHER_BYTES_A_PIXEL = 4.4
_BYTES_BESIDE = 10 * _MIB
# A JPEG's picture is decoded at a fraction beside its coefficients; libheif has a thread.
_MORE_BESIDE = {JPEG: 40 * _MIB, HEIC: 10 * _MIB}


@dataclass(frozen=True, kw_only=True)
class MemoryNeed:
    kind: FileKind
    pixels: float
    bytes_a_pixel: float
    file_bytes: int = 0

    def fits(self, memory_bytes: float) -> bool:
        return self.pixels * self.bytes_a_pixel + self._bytes_beside <= memory_bytes

    def refusal(self, memory_bytes: float) -> UnsupportedFileError:
        most = max(0.0, memory_bytes - self._bytes_beside) / self.bytes_a_pixel
        return UnsupportedFileError(
            f"The picture has {self.pixels / 1e6:.1f} megapixels; of this kind of {self.kind.name} "
            f"this server can open {most // 1e5 / 10:.1f} at most. "
            "Please send it smaller, or as a JPEG as cameras save it.",
            code="too_many_pixels",
        )

    @property
    def _bytes_beside(self) -> int:
        return self.file_bytes + _BYTES_BESIDE + _MORE_BESIDE.get(self.kind, 0)


def memory_need(
    kind: FileKind, *, pixels: float, bytes_a_pixel: float | None = None, file_bytes: int = 0
) -> MemoryNeed:
    if bytes_a_pixel is None:
        bytes_a_pixel = _BYTES_A_PIXEL.get(kind, _OTHER_BYTES_A_PIXEL)
    return MemoryNeed(kind=kind, pixels=pixels, bytes_a_pixel=bytes_a_pixel, file_bytes=file_bytes)


def picture_need(content: bytes, kind: FileKind, size: tuple[int, int]) -> MemoryNeed | None:
    """None: it is decoded at a fraction, however large it is, as nearly every JPEG."""
    pixels, file_bytes = size[0] * size[1], len(content)
    if kind is not JPEG:
        return memory_need(kind, pixels=pixels, file_bytes=file_bytes)
    kept = coefficient_bytes(content)
    if not kept:
        return None
    return memory_need(kind, pixels=pixels, bytes_a_pixel=kept / pixels, file_bytes=file_bytes)
