"""Training cases, each with its right values: scans, lines typed from scans, synthetic receipts."""

import csv
import hashlib
import io
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

from PIL import Image, ImageOps

from receipts.services.extraction import Box, DateOrder, Page
from receipts.services.offline.layout import SeenLine, Sheet, lay_out
from receipts.services.offline_ocr_service import shared_engine
from synthetic_receipts.synthetic_receipt import make_receipt

# As the pipeline hands pages to the reader.
_LONGEST_SIDE = 2048
_MONTH_FIRST = ("US", "CA")


@dataclass(frozen=True, kw_only=True)
class Case:
    """One receipt. Empty tuples: the field is not labelled. `fold` is 0 to 4, by vendor."""

    name: str
    sheet: Sheet
    vendors: tuple[str, ...]
    days: tuple[date, ...]
    totals: tuple[Decimal, ...]
    order: DateOrder
    fold: int
    is_real: bool
    is_scan: bool  # read by the recogniser, not typed and not synthetic


def scanned_cases(folder: Path, cache: Path) -> Iterator[Case]:
    """Every labelled picture, read by our own engine; `cache` keeps the lines between runs."""
    for label in _labels(folder):
        if label.get("image"):
            lines = _read_once(folder / "img" / label["image"], cache / f"{label['id']}.json")
            yield _real_case(label, lines, is_scan=True)


def typed_cases(folder: Path) -> Iterator[Case]:
    """The labelled receipts without a picture: their lines were typed by people."""
    for label in _labels(folder):
        typed = folder / "box" / f"{label['id']}.csv"
        if not label.get("image") and typed.exists():
            yield _real_case(label, list(_typed_lines(typed)), is_scan=False)


def synthetic_cases(seeds: range) -> Iterator[Case]:
    for seed in seeds:
        receipt = make_receipt(seed)
        yield Case(
            name=f"synthetic-{seed}",
            sheet=lay_out([receipt.lines]),
            vendors=tuple(receipt.vendors),
            days=(receipt.day,),
            totals=(receipt.total,),
            order="mdy" if receipt.bill.place.country in _MONTH_FIRST else "dmy",
            fold=seed % 5,
            is_real=False,
            is_scan=False,
        )


def _labels(folder: Path) -> Iterator[dict[str, Any]]:
    for line in (folder / "labels.jsonl").read_text(encoding="utf-8").splitlines():
        yield json.loads(line)


def _real_case(label: dict[str, Any], lines: Sequence[SeenLine], *, is_scan: bool) -> Case:
    vendors = tuple(_values_of(label, "vendor"))
    return Case(
        name=label["id"],
        sheet=lay_out([lines]),
        vendors=vendors,
        days=tuple(
            date.fromisoformat(day) for day in _values_of(label, "date", key="date_iso")[:1]
        ),
        totals=tuple(_amounts(_values_of(label, "total"))),
        order=label.get("order", "dmy"),
        fold=_fold_of(vendors[0] if vendors else label["id"]),
        is_real=True,
        is_scan=is_scan,
    )


def _values_of(label: dict[str, Any], field: str, *, key: str = "") -> list[str]:
    """All right ones; none where the label is missing or not to be trusted."""
    first = label.get(key or field)
    if field in label.get("skip", ()) or not first:
        return []
    return [first, *label.get("alt", {}).get(field, [])]


def _amounts(texts: Sequence[str]) -> Iterator[Decimal]:
    for text in texts:
        digits = "".join(c for c in text if c.isdigit() or c in ".-")
        try:
            yield Decimal(digits)
        except InvalidOperation:
            continue


def folds_of(folder: Path) -> dict[str, int]:
    """By the receipt's id, the fold that its vendor belongs to."""
    labels = [(label, _values_of(label, "vendor")) for label in _labels(folder)]
    return {label["id"]: _fold_of((vendors or [label["id"]])[0]) for label, vendors in labels}


def _fold_of(vendor: str) -> int:
    """The first letters decide, so that one vendor's branches and misspellings stay together."""
    key = "".join(c for c in vendor.upper() if c.isalnum())[:8]
    return hashlib.sha256(key.encode()).digest()[0] % 5


def _typed_lines(path: Path) -> Iterator[SeenLine]:
    """One line each: x1,y1,x2,y2,x3,y3,x4,y4,text; the text may hold commas."""
    with path.open(encoding="utf-8", errors="replace", newline="") as stream:
        for row in csv.reader(stream, quoting=csv.QUOTE_NONE):
            if len(row) < 9 or not all(part.strip().isdigit() for part in row[:8]):
                continue
            x = [float(part) for part in row[:8]]
            corners = ((x[0], x[1]), (x[2], x[3]), (x[4], x[5]), (x[6], x[7]))
            yield SeenLine(text=",".join(row[8:]), score=0.97, corners=corners, box=_NOWHERE)


_NOWHERE = Box(page=0, left=0, top=0, right=0, bottom=0)


def _read_once(picture: Path, cached: Path) -> list[SeenLine]:
    if not cached.exists():
        cached.parent.mkdir(parents=True, exist_ok=True)
        seen = shared_engine(threads=2).read_page(_as_page(picture), number=0)
        lines = [[line.text, line.score, line.corners] for line in seen]
        cached.write_text(json.dumps(lines, ensure_ascii=False), encoding="utf-8")
    return [
        SeenLine(
            text=text,
            score=score,
            corners=tuple((x, y) for x, y in corners),  # type: ignore[arg-type]
            box=_NOWHERE,
        )
        for text, score, corners in json.loads(cached.read_text(encoding="utf-8"))
    ]


def _as_page(picture: Path) -> Page:
    with Image.open(picture) as image:
        image.draft("RGB", (_LONGEST_SIDE, _LONGEST_SIDE))
        upright = ImageOps.exif_transpose(image).convert("RGB")
    upright.thumbnail((_LONGEST_SIDE, _LONGEST_SIDE), Image.Resampling.LANCZOS)
    encoded = io.BytesIO()
    upright.save(encoded, "JPEG", quality=92)
    return Page(jpeg=encoded.getvalue(), width=upright.width, height=upright.height)
