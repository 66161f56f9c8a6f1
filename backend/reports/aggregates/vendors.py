"""Vendors of the sums: the spellings of one name are one vendor.

The database adds up by spelling, from the index alone; there are few of them beside the entries.
"""

from collections import Counter
from dataclasses import replace

from common.text import commonest_spellings
from reports.aggregates.postings import Group


def joined_vendors(groups: list[Group]) -> list[Group]:
    """Of groups by vendor alone: those that differ in case, accents and the like are one, under the
    commonest spelling, as in `receipts/vendors/`."""
    counts: Counter[str] = Counter()
    for group in groups:
        counts[group.key[0]] += group.sums.count
    shown = commonest_spellings(counts)
    found: dict[tuple[str, str, str, int | None], Group] = {}
    for group in groups:
        vendor = shown.get(group.key[0], group.key[0])
        name = (vendor, group.type, group.currency, group.category_id)
        if name in found:
            found[name].sums.add(group.sums)
            found[name].widen(group.first, group.last)
        else:
            found[name] = replace(group, key=(vendor,)) if vendor != group.key[0] else group
    return list(found.values())
