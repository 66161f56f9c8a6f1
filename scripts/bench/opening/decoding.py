"""Opening a file in a decoding process, once that is warm, against the same in this one."""

import tempfile
import zipfile
from collections.abc import Callable
from functools import partial
from typing import IO

from report import best_seconds, say

from common.capacity.plan import DECODER_MB, LARGEST_DECODER_MB
from receipts.demo.sample_receipts import DEMO_RECEIPTS, draw_receipt
from receipts.services.decoding.documents import Decoders, DocumentLimits
from receipts.services.decoding.home import Home
from receipts.services.decoding.pool import DecodingPool, Room
from receipts.services.pages.archives import list_archive
from receipts.services.pages.examination import examine
from receipts.tests.drawing import as_file

# Each as scanners and phones write it.
KINDS: dict[str, dict[str, str]] = {
    "HEIF": {},
    "TIFF": {"compression": "tiff_lzw"},
    "GIF": {},
    "PDF": {},
}
LIMITS = DocumentLimits(max_bytes=10 * 2**20, max_pixels=50_000_000, max_pages=10, max_side=2048)
MOST_MILLISECONDS = 5
TIMES = 50


def main() -> None:
    home = Home()
    room = Room(small_bytes=DECODER_MB * 2**20, large_bytes=LARGEST_DECODER_MB * 2**20)
    decoders = Decoders(DecodingPool(home, decoders=2, room=room, places=5), LIMITS)
    _, receipt, scene = DEMO_RECEIPTS[0]
    picture = draw_receipt(receipt, scene).convert("RGB")
    for kind, options in KINDS.items():
        content = as_file(picture, kind, **options)
        compare(
            kind,
            here=partial(examine, content, max_pages=10, max_pixels=50_000_000),
            there=partial(decoders.inspect, content),
        )
    with tempfile.TemporaryFile() as archive:
        pack(archive, as_file(picture, "JPEG"))
        compare(
            "ZIP",
            here=lambda: list_archive(archive, max_files=100),
            there=lambda: decoders.list_archive(archive, max_files=100),
        )
    home.leave()


def pack(file: IO[bytes], content: bytes) -> None:
    with zipfile.ZipFile(file, "w") as archive:
        for number in range(20):
            archive.writestr(f"{number}.jpg", content)
    file.flush()


def compare(kind: str, *, here: Callable[[], object], there: Callable[[], object]) -> None:
    there()  # starts what is not warm yet
    own = best_seconds(here, times=TIMES)
    other = best_seconds(there, times=TIMES)
    say(f"decoding: {kind} in a child, more than in the process", (other - own) * 1000,
        unit="ms", at_most=MOST_MILLISECONDS,
        detail=f"{other * 1000:.1f} ms, {own * 1000:.1f} ms: {other / own:.1f} times")  # fmt: skip


if __name__ == "__main__":
    main()
