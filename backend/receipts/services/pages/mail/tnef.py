"""TNEF, in which Outlook sends attachments to others (`winmail.dat`): files and text in it. Pure.

As Microsoft's [MS-OXTNEF] describes it, 2.1: attributes, each of a level, a number, a length, bytes
and a sum. What is cut short gives what is whole before it.
"""

import struct
from collections.abc import Iterator
from dataclasses import dataclass

from receipts.services.pages.mail.charsets import decoded

SIGNATURE = b"\x78\x9f\x3e\x22"
_HEAD_BYTES = 6  # with the key
_ATTRIBUTE = struct.Struct("<BII")
_SUM_BYTES = 2
_NEW_FILE, _TITLE, _DATA, _PROPERTIES = 0x00069002, 0x00018010, 0x0006800F, 0x00069005
_BODY = 0x0002800C
_MOST_ATTRIBUTES = 5_000
# Of a file's properties its long name (PidTagAttachLongFilename), in two spellings.
_LONG_NAMES = {b"\x1e\x00\x07\x37": "windows-1252", b"\x1f\x00\x07\x37": "utf-16"}


@dataclass
class PackedFile:
    name: str = ""
    content: bytes = b""


@dataclass(frozen=True)
class Unpacked:
    files: tuple[PackedFile, ...]
    text: str


def unpack_tnef(content: bytes) -> Unpacked:
    files: list[PackedFile] = []
    text = ""
    for number, value in _attributes(content):
        if number == _NEW_FILE:
            files.append(PackedFile())
        elif number == _BODY:
            text = decoded(value.rstrip(b"\x00"), "windows-1252")
        elif files:
            _note(files[-1], number, value)
    return Unpacked(tuple(file for file in files if file.content), text)


def _note(file: PackedFile, number: int, value: bytes) -> None:
    if number == _DATA:
        file.content = value
    elif number == _TITLE:
        file.name = file.name or decoded(value.rstrip(b"\x00"), "windows-1252")
    elif number == _PROPERTIES:
        file.name = _long_name(value) or file.name


def _attributes(content: bytes) -> Iterator[tuple[int, bytes]]:
    position = _HEAD_BYTES
    for _ in range(_MOST_ATTRIBUTES):
        if position + _ATTRIBUTE.size > len(content):
            return
        _, number, length = _ATTRIBUTE.unpack_from(content, position)
        position += _ATTRIBUTE.size
        if position + length > len(content):
            return
        yield number, content[position : position + length]
        position += length + _SUM_BYTES


def _long_name(properties: bytes) -> str:
    """Behind its tag stand how many values it has, one, and that one's length (2.1.3.4)."""
    for tag, charset in _LONG_NAMES.items():
        start = properties.find(tag) + len(tag)
        if start < len(tag) or start + 8 > len(properties):
            continue
        count, length = struct.unpack_from("<II", properties, start)
        value = properties[start + 8 : start + 8 + length]
        if count == 1 and len(value) == length:
            name = value.decode("utf-16-le", "replace") if charset == "utf-16" else None
            return (name or decoded(value, charset)).rstrip("\x00")
    return ""
