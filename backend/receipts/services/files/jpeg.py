"""JPEG by its structure: size, tables, scans, and whether all of it is here. Pure, no decoder.

Decoders forgive a missing end and fill up in silence; somebody's books should not. Numbers in
brackets are sections of ITU-T T.81.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from receipts.services.files.kinds import JPEG, cut_short, damaged, too_complex
from receipts.services.files.orientation import upright

_END, _SCAN, _TABLES, _APP1 = 0xD9, 0xDA, 0xDB, 0xE1
_END_MARK = b"\xff\xd9"
_NO_END = 0  # never a mark
# Frames that decoders know: sequential and progressive, in Huffman's or arithmetic coding (B.2.2).
_FRAMES = frozenset({0xC0, 0xC1, 0xC2, 0xC9, 0xCA})
_PROGRESSIVE = frozenset({0xC2, 0xCA})
# What may stand between two scans (B.2.4): tables, restarts, comments, a line count.
_BETWEEN_SCANS = frozenset({0xC4, 0xDB, _SCAN, 0xDC, 0xDD, 0xFE, *range(0xE0, 0xF0)})
# Coded data holds no mark but restarts, and 255 only before a zero (B.1.1.5). A pattern that
# begins with a plain byte is looked for ten times as fast as one that begins with `\xff+`.
_MARK = re.compile(rb"\xff([^\x00\xd0-\xd7\xff])")
_MARK_HERE = re.compile(rb"\xff+([^\x00\xff])")
_FULL_BLOCK = frozenset(range(64))
# Decoding passes over the whole picture for each scan. libjpeg writes 10 of a colour picture and 18
# of four inks (`jpeg_simple_progression`), MozJPEG chooses among 64 candidates; libjpeg-turbo's
# own programs give up at 500 (`-maxscans`), where they fear an attack.
_MAX_SCANS = 100
# An ICC profile takes up to 255 segments (ICC.1, annex B.4), a long XMP or EXIF block some more.
_MAX_SEGMENTS = 1000
_COMPONENTS = frozenset({1, 3, 4})
_XMP_NAME = b"http://ns.adobe.com/xap/1.0/\x00"  # XMP part 3, 1.1.3
# A decoder keeps two bytes for each of the 64 coefficients of a block.
_BLOCK_SIDE, _BLOCK_BYTES = 8, 128


@dataclass(frozen=True, kw_only=True)
class JpegFrame:
    """`size` as stored; `components` the identifiers of its colours, `sampling` how many blocks of
    each stand side by side and one below the other where the others have theirs."""

    size: tuple[int, int]
    components: tuple[int, ...]
    sampling: tuple[tuple[int, int], ...]
    quantisers: frozenset[int]
    is_progressive: bool


@dataclass(frozen=True)
class _Segment:
    """`header`: what follows the two length bytes."""

    mark: int
    header: bytes


def read_jpeg(content: bytes) -> tuple[int, int]:
    """Width and height as it is looked at. Raises UnsupportedFileError where something is missing
    or stands where it may not, save the end mark of one whose only scan has all: what is missing
    with it a decoder tells (`has_end`).

    A progressive JPEG is cut between or inside its scans; each one sharpens the picture. All 64
    coefficients of all components must have come to their last bit (annex G).
    """
    frame: JpegFrame | None = None
    tables: set[int] = set()
    missing: dict[int, set[int]] = {}
    exif = xmp = b""
    for segment in _segments(content):
        if segment.mark in _FRAMES and frame is None:
            frame = _frame_of(segment)
            missing = {component: set(_FULL_BLOCK) for component in frame.components}
        elif segment.mark == _TABLES:
            tables.update(_tables_in(segment.header))
        elif segment.mark == _APP1:
            exif, xmp = _notes_of(segment, exif, xmp)
        elif segment.mark == _SCAN:
            _strike_out(segment.header, missing)
    if frame is None or not frame.quantisers <= tables:
        raise damaged(JPEG)
    if any(missing.values()) or (not has_end(content) and coefficient_bytes(content)):
        raise cut_short(JPEG)
    return upright(frame.size, exif, xmp)


def has_end(content: bytes) -> bool:
    """Some cameras leave the end mark of a panorama out."""
    return content.endswith(_END_MARK) or all(
        segment.mark != _NO_END for segment in _segments(content)
    )


def with_end(content: bytes) -> bytes:
    """So that a decoder, which waits for more where there is none, fills up what is missing. What a
    download was filled up with is cut off; a further mark behind the end does no harm."""
    kept = content.rstrip(b"\x00")
    if kept.endswith(_END_MARK):
        return content
    # 255 in coded data has a zero behind it.
    return kept + (b"\x00" if kept.endswith(b"\xff") else b"") + _END_MARK


def frame_of(content: bytes) -> JpegFrame:
    """What the head of a JPEG says; its scans are not looked at."""
    found = (one for one in _segments(content) if one.mark in _FRAMES)
    segment = next(found, None)
    if segment is None:
        raise damaged(JPEG)
    return _frame_of(segment)


def coefficient_bytes(content: bytes) -> int:
    """What a decoder keeps of the whole picture until the last scan has come, however small it is
    drawn. 0: one scan has all, so it goes block by block."""
    frame: JpegFrame | None = None
    for segment in _segments(content):
        if segment.mark in _FRAMES and frame is None:
            frame = _frame_of(segment)
        elif segment.mark == _SCAN and frame is not None:
            has_all = segment.header[:1] == bytes([len(frame.components)])
            return 0 if has_all and not frame.is_progressive else _kept_bytes(frame)
    raise damaged(JPEG)


def _kept_bytes(frame: JpegFrame) -> int:
    """Blocks of all components (A.2.4)."""
    across = max(factor for factor, _ in frame.sampling)
    down = max(factor for _, factor in frame.sampling)
    width = -(-frame.size[0] // (_BLOCK_SIDE * across))
    height = -(-frame.size[1] // (_BLOCK_SIDE * down))
    return _BLOCK_BYTES * width * height * sum(h * v for h, v in frame.sampling)


def _notes_of(segment: _Segment, exif: bytes, xmp: bytes) -> tuple[bytes, bytes]:
    """The first of each counts."""
    header = segment.header
    if header.startswith(b"Exif") and not exif:
        return header, xmp
    if header.startswith(_XMP_NAME) and not xmp:
        return exif, header
    return exif, xmp


def _segments(content: bytes) -> Iterator[_Segment]:
    """One after the other; from the first scan on, whatever is no coded data, and `_NO_END` where
    the file ends in a scan. Raises where something stands that may not, or the file ends before."""
    position, scans = 2, 0
    for _ in range(_MAX_SEGMENTS):
        found = _MARK.search(content, position) if scans else _MARK_HERE.match(content, position)
        if found is None and scans and position <= len(content):
            yield _Segment(_NO_END, b"")
            return
        if found is None:
            raise cut_short(JPEG) if position >= len(content) else damaged(JPEG)
        mark = found[1][0]
        if mark == _END:
            return
        if scans and mark not in _BETWEEN_SCANS:
            raise damaged(JPEG)
        position = found.end() + int.from_bytes(content[found.end() : found.end() + 2], "big")
        scans += mark == _SCAN
        if scans > _MAX_SCANS:
            break
        yield _Segment(mark, content[found.end() + 2 : position])
    raise too_complex(JPEG)


def _frame_of(segment: _Segment) -> JpegFrame:
    """Precision, height, width, and three bytes a component (B.2.2)."""
    header = segment.header
    count = header[5] if len(header) > 5 else 0
    height, width = int.from_bytes(header[1:3], "big"), int.from_bytes(header[3:5], "big")
    is_usual = header[:1] == b"\x08" and width and height and count in _COMPONENTS
    colours = header[6 : 6 + 3 * count]
    sampling = tuple(divmod(factors, 16) for factors in colours[1::3])
    if not is_usual or len(colours) < 3 * count or not all(map(all, sampling)):
        raise damaged(JPEG)
    return JpegFrame(
        size=(width, height),
        components=tuple(colours[::3]),
        sampling=sampling,
        quantisers=frozenset(colours[2::3]),
        is_progressive=segment.mark in _PROGRESSIVE,
    )


def _tables_in(header: bytes) -> Iterator[int]:
    """Destinations of the tables of one segment: 64 values of one byte or of two (B.2.4.1)."""
    position = 0
    while position < len(header):
        is_wide, destination = divmod(header[position], 16)
        yield destination
        position += 1 + (128 if is_wide else 64)


def _strike_out(header: bytes, missing: dict[int, set[int]]) -> None:
    """What a scan brings to its last bit is no longer missing (B.2.3): a count, two bytes a
    component, the first and the last coefficient, and the bits that are still to come."""
    if len(header) < 4 or header[-1] & 0x0F:
        return
    for component in header[1:-3:2]:
        missing.get(component, set()).difference_update(range(header[-3], header[-2] + 1))
