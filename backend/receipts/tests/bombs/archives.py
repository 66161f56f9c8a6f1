"""ZIP archives (PKWARE's APPNOTE.TXT) that say one thing and are another, for bulk uploads."""

import struct
import zipfile
import zlib
from dataclasses import dataclass
from io import BytesIO
from random import Random

from receipts.tests.bombs.bomb import Kind
from receipts.tests.bombs.packing import GIB, MIB, raw_deflated_zeros
from receipts.tests.bombs.pdf_drawing import forms_draw_each_other

_DEFLATED = 8


@dataclass(frozen=True, kw_only=True)
class _Entry:
    """`size` is what is said of it."""

    name: bytes
    packed: bytes
    size: int
    crc: int = 0

    def fields(self):
        return struct.pack("<HHHHIIIHH", 0, _DEFLATED, 0, 33, self.crc, len(self.packed),
                           min(self.size, 0xFFFFFFFE), len(self.name), 0)  # fmt: skip

    def local(self):
        return b"PK\3\4\x14\0" + self.fields() + self.name + self.packed

    def central(self, offset):
        return (
            b"PK\1\2\x14\0\x14\0" + self.fields() + struct.pack("<HHHII", 0, 0, 0, 0, offset)
            + self.name
        )  # fmt: skip


def _directory(entries, offsets, start):
    rows = b"".join(e.central(at) for e, at in zip(entries, offsets, strict=True))
    count = len(entries) & 0xFFFF
    return rows + struct.pack("<4s4H2LH", b"PK\5\6", 0, 0, count, count, len(rows), start, 0)


def _archive(entries):
    content, offsets = bytearray(), []
    for entry in entries:
        offsets.append(len(content))
        content += entry.local()
    return bytes(content) + _directory(entries, offsets, len(content))


def honest_archive(files, *, method=zipfile.ZIP_DEFLATED):
    """Of contents by their names, all from 1980: the same every time."""
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, content in files.items():
            archive.writestr(zipfile.ZipInfo(name), content, method)
    return buffer.getvalue()


def ratio(size):
    """A thousand to one, and it says so."""
    return _archive([_Entry(name=b"a.bmp", packed=raw_deflated_zeros(size), size=size)])


def lying_size(size):
    """It says that it is small."""
    return _archive([_Entry(name=b"a.bmp", packed=raw_deflated_zeros(size), size=1000)])


def within_the_limits(count):
    """As many files of ten megabytes as are taken, each just not packed too tightly to be one."""
    noise = Random(1).randbytes(60_000)
    content = b"BM" + noise + bytes(10_000_000 - len(noise))
    packed = zlib.compress(content, 9)[2:-4]
    return _archive(
        [
            _Entry(name=b"%d.bmp" % n, packed=packed, size=len(content), crc=zlib.crc32(content))
            for n in range(count)
        ]
    )


def overlapping(count):
    """All files are the same one: the directory names its place again and again."""
    content = b"BM" + Random(1).randbytes(60_000) + bytes(9_900_000)
    packed = zlib.compress(content, 9)[2:-4]
    one = _Entry(name=b"a.bmp", packed=packed, size=len(content), crc=zlib.crc32(content))
    return one.local() + _directory([one] * count, [0] * count, len(one.local()))


def nested(levels):
    """Archives in archives, ten to each, with a large file in the innermost."""
    content = ratio(GIB)
    for _ in range(levels):
        content = honest_archive({f"{number}.zip": content for number in range(10)})
    return content


def many_files(count):
    """A directory of more files than there are bytes for."""
    entry = _Entry(name=b"a" * 20, packed=b"\3\0", size=0)
    return entry.local() + _directory([entry] * count, [0] * count, len(entry.local()))


def count_lies(count):
    """The end says that there are more files than stand there."""
    content = _archive([_Entry(name=b"a.jpg", packed=b"\3\0", size=0)])
    end = content.rindex(b"PK\5\6")
    return content[: end + 8] + struct.pack("<HH", count, count) + content[end + 12 :]


def slow_documents(count):
    """Every file is as slow to decode as the limits let it be."""
    slow = forms_draw_each_other(9)
    return honest_archive({f"{n}.pdf": slow + b"%%%d" % n for n in range(count)})


def long_names(length):
    """Names of 65,535 bytes, and paths of as many folders."""
    entries = [
        _Entry(name=b"a/" * (length // 2), packed=b"\3\0", size=0),
        _Entry(name=b"b" * length, packed=b"\3\0", size=0),
    ]
    return _archive(entries)


KINDS = (
    Kind("zip-ratio", "archive", ratio, (100 * MIB, GIB, 8 * GIB)),
    Kind("zip-lying-size", "archive", lying_size, (100 * MIB, GIB, 8 * GIB)),
    Kind("zip-within-the-limits", "archive", within_the_limits, (3, 10, 25)),
    Kind("zip-overlapping", "archive", overlapping, (5, 25, 100)),
    Kind("zip-nested", "archive", nested, (1, 2, 4)),
    Kind("zip-many-files", "archive", many_files, (101, 3000, 60_000)),
    Kind("zip-count-lies", "archive", count_lies, (2, 1000, 65_534)),
    Kind("zip-slow-documents", "archive", slow_documents, (3, 20, 100)),
    Kind("zip-long-names", "archive", long_names, (1000, 20_000, 65_534)),
)
