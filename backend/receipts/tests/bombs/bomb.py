"""Kinds of bombs, each at three sizes."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

Size = Literal["small", "medium", "large"]
SIZES: tuple[Size, ...] = ("small", "medium", "large")
# Who has to open the bytes for the kind to have been tried at all.
Decoder = Literal["pdf", "jpeg", "png", "webp", "gif", "bmp", "tiff", "heif", "archive"]

_TYPES: dict[Decoder, tuple[str, str]] = {
    "pdf": ("application/pdf", "pdf"),
    "jpeg": ("image/jpeg", "jpg"),
    "png": ("image/png", "png"),
    "webp": ("image/webp", "webp"),
    "gif": ("image/gif", "gif"),
    "bmp": ("image/bmp", "bmp"),
    "tiff": ("image/tiff", "tiff"),
    "heif": ("image/heic", "heic"),
    "archive": ("application/zip", "zip"),
}


@dataclass(frozen=True)
class Kind:
    """`make` is given one of `scales`, by the size; what it counts is the kind's own affair."""

    name: str
    decoder: Decoder
    make: Callable[..., bytes]
    scales: tuple[object, object, object]

    def bombs(self) -> Iterator["Bomb"]:
        for size, scale in zip(SIZES, self.scales, strict=True):
            yield Bomb(self, size, scale)


@dataclass(frozen=True)
class Bomb:
    kind: Kind
    size: Size
    scale: object

    @property
    def name(self) -> str:
        return f"{self.kind.name}-{self.size}"

    @property
    def decoder(self) -> Decoder:
        return self.kind.decoder

    @property
    def media_type(self) -> str:
        """What it pretends to be."""
        return _TYPES[self.decoder][0]

    @property
    def filename(self) -> str:
        return f"{self.name}.{_TYPES[self.decoder][1]}"

    @cached_property
    def content(self) -> bytes:
        return self.kind.make(self.scale)
