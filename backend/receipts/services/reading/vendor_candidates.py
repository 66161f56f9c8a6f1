"""Every line, or pair of lines, that may be the shop's name, with what speaks for it."""

from collections.abc import Sequence
from dataclasses import dataclass

from receipts.services.reading.layout import Line, Row, Sheet
from receipts.services.reading.line_traits import LEGAL_FORM, LineTraits, traits_of
from receipts.services.reading.names import clean_name
from receipts.services.reading.text import fold, squeeze

# Names stand among the first rows; below them only a line with a legal form can be one.
_FIRST_ROWS = 14
# Rows of one name stand this close, middle to middle, in heights of the higher row.
_JOIN_DISTANCE = 1.7

Features = dict[str, float]


@dataclass(frozen=True, kw_only=True, slots=True)
class NameCandidate:
    """A possible name: its text as it should be written and the lines that it was taken from."""

    name: str
    lines: tuple[Line, ...]
    first_row: int
    last_row: int

    @property
    def printed(self) -> str:
        return " ".join(line.text for line in self.lines)


def find_names(sheet: Sheet) -> list[NameCandidate]:
    """Single lines first, then whole rows and neighbours that may belong together."""
    singles = [
        _candidate((line,), index, index)
        for index, row in enumerate(sheet.rows)
        for line in row.cells
        if _may_be_name(line.text, index)
    ]
    rows = [
        _candidate(row.cells, index, index)
        for index, row in enumerate(sheet.rows[:_FIRST_ROWS])
        if len(row.cells) > 1 and _may_be_name(row.text, index) and _is_dense(row)
    ]
    return [*singles, *rows, *_joined(sheet)]


def _candidate(lines: Sequence[Line], first_row: int, last_row: int) -> NameCandidate:
    printed = " ".join(line.text for line in lines)
    return NameCandidate(
        name=clean_name(printed), lines=tuple(lines), first_row=first_row, last_row=last_row
    )


def _may_be_name(text: str, row: int) -> bool:
    traits = traits_of(text)
    if traits.letters < 2 or traits.amounts:
        return False
    if row < _FIRST_ROWS:
        return traits.letters >= traits.digits
    return traits.legal_form and traits.letters > 2 * traits.digits and traits.words >= 2


def _is_dense(row: Row) -> bool:
    """Words of one line that the detector has cut: hardly any room between them."""
    gaps = [
        after.left - before.right for before, after in zip(row.cells, row.cells[1:], strict=False)
    ]
    return max(gaps) < 1.5 * row.height


def _joined(sheet: Sheet) -> list[NameCandidate]:
    """Two or three rows one below the other, each of one line."""
    found = []
    rows = sheet.rows[: _FIRST_ROWS + 2]
    for index in range(min(len(rows), _FIRST_ROWS)):
        chain = [rows[index]]
        for lower in rows[index + 1 : index + 3]:
            if len(chain[-1].cells) != 1 or len(lower.cells) != 1:
                break
            if not _belong_together(chain[-1], lower):
                break
            chain.append(lower)
            lines = [row.cells[0] for row in chain]
            found.append(_candidate(lines, index, index + len(chain) - 1))
    return found


def _belong_together(upper: Row, lower: Row) -> bool:
    if lower.middle - upper.middle > _JOIN_DISTANCE * max(upper.height, lower.height):
        return False
    first, second = traits_of(upper.text), traits_of(lower.text)
    if second.is_something_else or first.is_something_else:
        return bool(second.legal_form and not first.is_something_else and not second.digits)
    return first.letters >= 2 and second.letters >= 2


def describe_names(sheet: Sheet, candidates: Sequence[NameCandidate]) -> list[Features]:
    """What the ranker is told of each candidate; names of numbers are the weights' own."""
    everything = squeeze(" ".join(row.text for row in sheet.rows))
    order = sorted({line.height for c in candidates for line in c.lines}, reverse=True)
    return [_describe(sheet, candidate, everything, order) for candidate in candidates]


def _describe(
    sheet: Sheet, candidate: NameCandidate, everything: str, heights: Sequence[float]
) -> Features:
    own = traits_of(candidate.name)
    height = max(line.height for line in candidate.lines)
    return {
        **_place(sheet, candidate),
        **_characters(own),
        **_kinds("own", own),
        **_kinds("raw", traits_of(candidate.printed), only=("registration", "contact")),
        **_neighbours(sheet, candidate),
        **_recurrence(candidate.name, everything),
        "height": height,
        "height_rank": float(heights.index(height)),
        "height_to_highest": height / heights[0],
        "score": min(line.score for line in candidate.lines),
        "rows_joined": float(candidate.last_row - candidate.first_row),
        "joined_height_ratio": _height_ratio(candidate),
        "cells": float(len(sheet.rows[candidate.first_row].cells)),
    }


def _place(sheet: Sheet, candidate: NameCandidate) -> Features:
    first = candidate.lines[0]
    left = min(line.left for line in candidate.lines)
    right = max(line.right for line in candidate.lines)
    return {
        "row": float(candidate.first_row),
        "rows_below": float(len(sheet.rows) - candidate.last_row),
        "depth": (first.middle - sheet.top) / sheet.depth,
        "distance": first.middle - sheet.top,
        "width": (right - left) / sheet.width,
        "off_centre": abs((left + right) / 2 - (sheet.left + sheet.right) / 2) / sheet.width,
        "left": (left - sheet.left) / sheet.width,
        "names_above": float(
            sum(traits_of(row.text).is_like_a_name for row in sheet.rows[: candidate.first_row])
        ),
        "others_above": float(
            sum(traits_of(row.text).is_something_else for row in sheet.rows[: candidate.first_row])
        ),
    }


def _characters(traits: LineTraits) -> Features:
    return {
        "letters": float(traits.letters),
        "digits": float(traits.digits),
        "words": float(traits.words),
        "upper_share": traits.upper_share,
        "letter_share": traits.letters / max(traits.length, 1),
    }


_KINDS = (
    *("legal_form", "shop", "address", "contact", "registration", "title", "greeting"),
    *("service", "heading", "date_or_time", "malaysian_form", "sentence"),
)


def _kinds(prefix: str, traits: LineTraits, *, only: Sequence[str] = _KINDS) -> Features:
    return {f"{prefix}_{kind}": float(getattr(traits, kind)) for kind in only}


def _neighbours(sheet: Sheet, candidate: NameCandidate) -> Features:
    """The rows above and below: an address or a registration number follows a name."""
    above = sheet.rows[candidate.first_row - 1] if candidate.first_row else None
    below = sheet.rows[candidate.last_row + 1 :][:3]
    features: Features = {
        "gap_above": candidate.lines[0].middle - above.middle if above else 9.0,
        "gap_below": below[0].middle - candidate.lines[-1].middle if below else 9.0,
        "height_to_above": candidate.lines[0].height / above.height if above else 1.0,
        "height_to_below": candidate.lines[-1].height / below[0].height if below else 1.0,
    }
    features |= _kinds("above", traits_of(above.text if above else ""))
    features |= _kinds("below", traits_of(below[0].text if below else ""))
    features["below_like_a_name"] = float(bool(below) and traits_of(below[0].text).is_like_a_name)
    features["above_like_a_name"] = float(
        above is not None and traits_of(above.text).is_like_a_name
    )
    for index in (1, 2):
        traits = traits_of(below[index].text if index < len(below) else "")
        features |= _kinds(
            f"below{index + 1}", traits, only=("address", "registration", "legal_form")
        )
    return features


def _recurrence(name: str, everything: str) -> Features:
    """How often the name, or its first long word, is printed: in the web address, in the footer."""
    words = [word for word in fold(name).split() if len(squeeze(word)) >= 4]
    core = squeeze(LEGAL_FORM.sub("", fold(name)))
    return {
        "times_printed": float(min(everything.count(core), 4)) if len(core) >= 4 else 0.0,
        "times_first_word": float(min(everything.count(squeeze(words[0])), 5)) if words else 0.0,
    }


def _height_ratio(candidate: NameCandidate) -> float:
    heights = [line.height for line in candidate.lines]
    return min(heights) / max(heights)
