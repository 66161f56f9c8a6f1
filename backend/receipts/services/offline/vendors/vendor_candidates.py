"""Vendor candidates: lines, or pairs of them, that may be the shop's name, with their features."""

import re
from collections.abc import Sequence
from dataclasses import replace

from receipts.services.offline.layout import Line, Row, Sheet
from receipts.services.offline.text import fold, squeeze
from receipts.services.offline.vendors.choice.chains import mend_chain
from receipts.services.offline.vendors.line_features import LineTraits, traits_of
from receipts.services.offline.vendors.name_candidate import NameCandidate
from receipts.services.offline.vendors.name_cleaning import clean_name, is_polite
from receipts.services.offline.vendors.name_recurrence import describe_recurrence
from receipts.services.offline.vendors.no_names import without_no_names
from receipts.services.offline.vendors.ocr_repair import is_shop_word, with_slashed_o
from receipts.services.offline.vendors.parties import lines_of_others
from receipts.services.offline.vendors.web_names import WebName, find_web_names
from receipts.services.offline.writing.languages import has_slashed_o
from receipts.services.spelling.company_forms import PRINTED_FORM

# Names stand among the first rows; below them only a line with a legal form can be one.
_FIRST_ROWS = 14
# Rows of one name stand this close, middle to middle, in heights of the higher row.
_JOIN_DISTANCE = 1.7
# A shorter sign is found in web addresses by chance.
_SHORTEST_SIGN = 5
# Stands for "nothing beside it", in line heights.
_FAR = 30.0

Features = dict[str, float]


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
    printed = [*singles, *rows, *_joined(sheet)]
    if has_slashed_o(fold(" ".join(row.text for row in sheet.rows))):
        printed = [replace(c, name=clean_name(with_slashed_o(c.printed))) for c in printed]
    others = lines_of_others(sheet)
    own = [candidate for candidate in printed if not others.intersection(candidate.lines)]
    names = without_no_names(sheet, own or printed)
    webs = find_web_names(sheet)
    theirs = {web.core for web in webs if web.line in others}
    shops = [web for web in webs if web.core not in theirs]
    return [*names, *_from_web(shops, own or printed)]


def _from_web(webs: Sequence[WebName], printed: Sequence[NameCandidate]) -> list[NameCandidate]:
    """The name in a web or mail address: all there is where the logo is a picture.

    Where a line spells the name as well, or more of it, the line is better. One that the customer
    has as well is that of a mail service.
    """
    cores = [squeeze(candidate.name) for candidate in printed if not _is_address(candidate)]
    first = {
        web.core: web
        for web in reversed(webs)
        if not any(_says_as_much(core, web.core) for core in cores)
    }
    return [
        NameCandidate(
            name=web.name.replace("-", " ").title(),
            lines=(web.line,),
            first_row=web.row,
            last_row=web.row,
            is_from_web=True,
        )
        for web in first.values()
    ]


def _says_as_much(core: str, web: str) -> bool:
    """ "Lotus Garden #12" as much as "lotusgardensurvey"; a mere "Restaurant" does not."""
    word = core.rstrip("0123456789")
    return web in core or (len(word) >= _SHORTEST_SIGN and word in web and not is_shop_word(word))


def _is_address(candidate: NameCandidate) -> bool:
    return traits_of(candidate.printed).contact


def _candidate(lines: Sequence[Line], first_row: int, last_row: int) -> NameCandidate:
    printed = " ".join(line.text for line in lines)
    return NameCandidate(
        name=mend_chain(clean_name(printed)),
        lines=tuple(lines),
        first_row=first_row,
        last_row=last_row,
    )


def _may_be_name(text: str, row: int) -> bool:
    traits = traits_of(text)
    if traits.letters < 2 or traits.amounts:
        return False
    if row < _FIRST_ROWS:
        return traits.letters >= traits.digits
    has_form = traits.legal_form and traits.letters > 2 * traits.digits and traits.words >= 2
    return has_form or is_polite(text)


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
    """What the trees are told of each candidate; names of numbers are the weights' own."""
    if not candidates:
        return []
    everything = squeeze(" ".join(row.text for row in sheet.rows))
    order = sorted({line.height for c in candidates for line in c.lines}, reverse=True)
    recurrences = describe_recurrence(sheet, candidates)
    return [
        _describe(sheet, candidate, everything, order) | recurrence
        for candidate, recurrence in zip(candidates, recurrences, strict=True)
    ]


def _describe(
    sheet: Sheet, candidate: NameCandidate, everything: str, heights: Sequence[float]
) -> Features:
    own = traits_of(candidate.name)
    height = max(line.height for line in candidate.lines)
    return {
        **_place(sheet, candidate),
        **_characters(own),
        **_spelling(candidate.name),
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
        **_parts(sheet, candidate),
        "is_polite": float(is_polite(candidate.printed)),
        "is_from_web": float(candidate.is_from_web),
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


def _parts(sheet: Sheet, candidate: NameCandidate) -> Features:
    """Whether it is whole: what its pieces are alone, and how near the next piece of its row is."""
    own = [traits_of(line.text) for line in candidate.lines]
    last = PRINTED_FORM.sub(" ", fold(candidate.lines[-1].text)).split()
    row = sheet.rows[candidate.first_row]
    before = [c.right for c in row.cells if c.right <= candidate.lines[0].left + 0.5]
    after = [c.left for c in row.cells if c.left >= candidate.lines[-1].right - 0.5]
    return {
        "parts_else": sum(traits.is_something_else for traits in own) / len(own),
        "last_has_form": float(len(own) > 1 and own[-1].legal_form),
        "last_words": float(len([word for word in last if len(word) > 1]) if len(own) > 1 else 0),
        "gap_left": candidate.lines[0].left - max(before) if before else _FAR,
        "gap_right": min(after) - candidate.lines[-1].right if after else _FAR,
        "begins_open": float(not candidate.name[:1].isalnum()),
    }


def _spelling(name: str) -> Features:
    """Drawn letters that were misread change case within words and have strange clusters."""
    words = re.findall(r"[^\W\d_]+", name)
    letters = max(sum(map(len, words)), 1)
    breaks = sum(len(re.findall(r"[a-z](?=[A-Z])|[A-Z]{2}(?=[a-z])", word)) for word in words)
    return {
        "case_breaks": breaks / letters,
        "vowel_share": sum(c in "AEIOUY" for c in fold(name)) / letters,
        "shortest_word": float(min(map(len, words), default=0)),
        "kind_words": sum(is_shop_word(word) for word in words) / max(len(words), 1),
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
    core = squeeze(PRINTED_FORM.sub("", fold(name)))
    return {
        "times_printed": float(min(everything.count(core), 4)) if len(core) >= 4 else 0.0,
        "times_first_word": float(min(everything.count(squeeze(words[0])), 5)) if words else 0.0,
    }


def _height_ratio(candidate: NameCandidate) -> float:
    heights = [line.height for line in candidate.lines]
    return min(heights) / max(heights)
