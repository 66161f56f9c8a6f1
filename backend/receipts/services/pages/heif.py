"""HEIF pictures, for steps 1 and 3: in strips. Pure.

Pillow would copy what libheif has decoded into four bytes a pixel; here it gets a strip at a time.
"""

from typing import Any

import pillow_heif
from PIL import Image

# Embedded thumbnails stay off: the picture itself has to be decoded to know that it can be.
pillow_heif.options.THUMBNAILS = False
pillow_heif.options.DEPTH_IMAGES = False
pillow_heif.options.AUX_IMAGES = False
# There are as many decoders as processors, and each thread takes memory.
pillow_heif.options.DECODE_THREADS = 1


class HeifPicture:
    """The primary picture; as much of a Pillow picture as is needed here."""

    def __init__(self, content: bytes) -> None:
        self._file: Any = pillow_heif.open_heif(content, remove_stride=False)

    @property
    def size(self) -> tuple[int, int]:
        """libheif may correct it when it decodes."""
        width, height = self._file.size
        return width, height

    @property
    def width(self) -> int:
        return self.size[0]

    @property
    def height(self) -> int:
        return self.size[1]

    @property
    def mode(self) -> str:
        return str(self._file.mode)

    def load(self) -> object:
        return self._file.data

    def crop(self, box: tuple[int, int, int, int]) -> Image.Image:
        """Of whole rows."""
        _, top, right, bottom = box
        stride = self._file.stride
        rows = bytes(self._file.data[top * stride : bottom * stride])
        return Image.frombuffer(self.mode, (right, bottom - top), rows, "raw", self.mode, stride, 1)
