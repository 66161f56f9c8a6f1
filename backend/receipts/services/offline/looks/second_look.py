"""Second look: the same pages read again, enlarged, where a main field is unsure.

Enlarging every page would lose as much as it gains, so each field is taken from the surer look.
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from receipts.services.extraction import ExtractedReceipt, Page, ReadField
from receipts.services.offline.vendors.web_names import web_names_in

# Below these a field is wrong often enough to be worth the time; vendors are seldom surer.
_UNSURE = {"vendor": 0.6, "purchased_on": 0.9, "total": 0.9}
# Pages with a longer side show no more when they are enlarged.
_LARGEST = 1200
_MOST_PAGES = 2
# A look takes as long as there are lines; on more it helped no receipt that it was measured on.
_MOST_LINES = 45
# What makes up the total goes with it.
_WITH_TOTAL = (
    *("total", "tip", "subtotal", "discount", "tax", "rounding", "charges", "tax_lines"),
    *("missed_tax", "items", "item_count"),
)


def is_worth_another_look(reading: ExtractedReceipt, pages: Sequence[Page]) -> bool:
    """A main field is missing or unsure, and the pages are small and have few lines."""
    are_small = all(max(page.width, page.height) <= _LARGEST for page in pages)
    is_unsure = any(_sureness(reading, name) < needed for name, needed in _UNSURE.items())
    is_short = len(pages) <= _MOST_PAGES and len(reading.lines) <= _MOST_LINES
    return are_small and is_short and is_unsure


def surer_of(first: ExtractedReceipt, second: ExtractedReceipt) -> ExtractedReceipt:
    """The first look; of those main fields in which it is unsure, the surer one's value."""
    better = {
        name
        for name, needed in _UNSURE.items()
        if _sureness(first, name) < min(needed, _sureness(second, name))
    }
    if not _is_better_name(first.vendor, second.vendor):
        better.discard("vendor")
    names = {*better, *(_WITH_TOTAL if "total" in better else ())}
    taken: dict[str, Any] = {name: getattr(second, name) for name in names}
    return replace(first, **taken)


def _is_better_name(first: ReadField | None, second: ReadField | None) -> bool:
    """Of two unsure names the first stays, where it is a line and not the shop's web address:
    letters that nobody could read are no better enlarged."""
    is_sure = second is not None and (second.confidence or 0.0) >= _UNSURE["vendor"]
    return is_sure or first is None or bool(web_names_in(first.printed))


def _sureness(reading: ExtractedReceipt, name: str) -> float:
    """Of a field that was not found, less than of any that was."""
    field = reading.field(name)
    return -1.0 if field is None else field.confidence or 0.0
