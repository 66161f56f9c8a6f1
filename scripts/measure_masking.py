"""Masking of drawn receipts, by the offline reader: what stays readable, and which fields change.

  PYTHONPATH=backend:scripts python scripts/measure_masking.py [COUNT]

COUNT receipts of `receipts/tests/private_receipts.py`, each in one of several scenes, are read,
masked by what was read, and read again. A value stays readable where four of its letters in a row
are read afterwards, or all of a shorter one, in lines that had it. Of fields the reading before is
compared with that after.
"""

import re
import sys
from collections import Counter
from collections.abc import Iterator
from datetime import date
from typing import Any

from receipts.services.extraction import ExtractedReceipt, ReadingContext
from receipts.services.fields import FIELDS
from receipts.services.masking.masked_pages import mask_pages
from receipts.services.offline.text import squeeze
from receipts.services.offline_ocr_service import OfflineExtractor
from receipts.services.pages.enhancement import enhance
from receipts.tests.private_receipts import PrivateReceipt, drawn_jpeg, private_receipts

COUNT = 110
CONTEXT = ReadingContext(today=date(2026, 12, 1))
READABLE = 4
SCENES: tuple[dict[str, Any], ...] = (
    {},
    {"font": "DejaVuSans.ttf", "size": 24},
    {"font": "DejaVuSans-Bold.ttf", "size": 22},
    {"size": 20, "skew": 1.5},
    {"font": "DejaVuSans.ttf", "skew": -2.5},
    {"turned": 1},
    {"turned": 2},
    {"turned": 3, "font": "DejaVuSans.ttf"},
)


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else COUNT
    reader = OfflineExtractor(threads=2)
    values, readable, changed = Counter[str](), list[str](), list[str]()
    for number, receipt in enumerate(private_receipts(count)):
        scene = SCENES[number // 9 % len(SCENES)]
        [page] = enhance(drawn_jpeg(receipt, **scene))
        before = reader.extract([page], context=CONTEXT)
        [masked] = mask_pages([page], before.lines)
        after = reader.extract([masked], context=CONTEXT)
        values.update(kind for kind, _ in receipt.values)
        readable += [f"{number} {scene} {one}" for one in still_readable(receipt, after)]
        changed += [f"{number} {scene} {one}" for one in changes(before, after)]
    painted = 1 - len(readable) / values.total()
    said = f"{values.total()} values on {count} receipts: {painted:.2%} painted. {dict(values)}"
    lines = [said, "Readable:", *readable, "Changed fields:", *changed]
    sys.stdout.write("\n".join(lines) + "\n")


def still_readable(receipt: PrivateReceipt, after: ExtractedReceipt) -> Iterator[str]:
    texts = [squeeze(line.text) for line in after.lines]
    for kind, value in receipt.values:
        whole = squeeze(re.sub(r"[X*]", "", value))
        size = min(READABLE, len(whole))
        others = squeeze(" ".join(map(" ".join, receipt.rows))).replace(squeeze(value), " ")
        parts = {whole[at : at + size] for at in range(len(whole) - size + 1)}
        parts = {part for part in parts if part not in others}
        found = [text for text in texts if any(part in text for part in parts)]
        if found:
            yield f"{kind} {value!r} in {found}"


def changes(before: ExtractedReceipt, after: ExtractedReceipt) -> Iterator[str]:
    for field in FIELDS:
        was, now = before.field(field.name), after.field(field.name)
        values = [None if one is None else one.value for one in (was, now)]
        if values[0] != values[1]:
            yield f"{field.name}: {values[0]!r}, then {values[1]!r}"
    if before.items != after.items or before.tax_lines != after.tax_lines:
        yield f"items or tax lines: {before.items} {before.tax_lines}, then {after.items}"


if __name__ == "__main__":
    main()
