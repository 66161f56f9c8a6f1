"""Recurrence of a possible name on a receipt: in web addresses, company names, addresses."""

from collections.abc import Sequence

from rapidfuzz.distance import Levenshtein

from receipts.services.offline.layout import Sheet
from receipts.services.offline.text import fold, squeeze
from receipts.services.offline.vendors.line_features import traits_of
from receipts.services.offline.vendors.name_candidate import NameCandidate
from receipts.services.offline.vendors.web_names import find_web_names
from receipts.services.spelling.company_forms import PRINTED_FORM

Features = dict[str, float]

# Logos are this much higher than usual lines.
_LOGO = 1.4
# Shorter words are found in other words by chance.
_SHORTEST = 4


def describe_recurrence(sheet: Sheet, candidates: Sequence[NameCandidate]) -> list[Features]:
    """For each candidate, what the rest of the receipt says to it."""
    known = _Rest(sheet)
    cores = [core_of(candidate.name) for candidate in candidates]
    web = [known.web_share(core) for core in cores]
    repeated = [
        known.rows_with(core, candidate) for core, candidate in zip(cores, candidates, strict=True)
    ]
    best = max(web, default=0.0)
    printed = [
        (core, candidate)
        for core, candidate in zip(cores, candidates, strict=True)
        if len(core) >= _SHORTEST and not traits_of(candidate.printed).is_something_else
    ]
    return [
        {
            **known.describe(core, candidate),
            "web_share": share,
            "web_behind": best - share,
            "web_names": float(min(len(known.web_cores), 3)),
            "rows_with": float(min(rows, 4)),
            "is_part": float(_is_part(core, rows, cores, repeated)),
            "longer_elsewhere": _longer_elsewhere(core, candidate, printed),
            "holds_another": float(_holds_another(core, candidate, printed)),
        }
        for core, candidate, share, rows in zip(cores, candidates, web, repeated, strict=True)
    ]


def whole_name(chosen: NameCandidate, candidates: Sequence[NameCandidate]) -> NameCandidate:
    """The line that goes on from a logo with the kind of shop: "LOTUS", "Lotus Garden Restaurant".

    Itself where there is none; what goes on otherwise is a town or a slogan.
    """
    logo = f"{fold(chosen.name)} "
    return next(
        (
            other
            for other in candidates
            if len(logo) > _SHORTEST
            and fold(other.name).startswith(logo)
            and _are_apart(chosen, other)
            and other.first_row == other.last_row
            and not traits_of(other.printed).is_something_else
            and traits_of(fold(other.name).removeprefix(logo)).shop
        ),
        chosen,
    )


def whole_logo(chosen: NameCandidate, candidates: Sequence[NameCandidate]) -> NameCandidate:
    """The small print that spells the pieces of a logo, of which the chosen one is one: "FERN",
    "Fern Designs" beside it, "DESIGNS". Itself where there is none."""
    single = [c for c in candidates if len(c.lines) == 1]
    pieces = [c for c in single if c.lines[0].height >= _LOGO]
    if not any(piece.lines == chosen.lines for piece in pieces):
        return chosen
    own, known = _words_of([chosen]), _words_of(pieces)
    small = (c for c in single if c not in pieces and traits_of(c.printed).is_like_a_name)
    return next((c for c in small if _is_made_of(_words_of([c]), own, known)), chosen)


def _is_made_of(words: set[str], own: set[str], known: set[str]) -> bool:
    """Of pieces alone, the chosen one's and others'."""
    return words <= known and bool(words & own) and bool(words - own)


def _words_of(names: Sequence[NameCandidate]) -> set[str]:
    return {word for name in names for word in fold(name.name).split()}


def core_of(name: str) -> str:
    """Letters and digits without the legal form: what a name shares with its web address."""
    return squeeze(PRINTED_FORM.sub("", fold(name))) or squeeze(name)


def _is_part(core: str, rows: int, cores: Sequence[str], repeated: Sequence[int]) -> bool:
    """A longer candidate that holds it is printed again as often: the longer one is the name."""
    return rows > 0 and any(
        others >= rows and core in other and len(other) > len(core)
        for other, others in zip(cores, repeated, strict=True)
    )


_Printed = Sequence[tuple[str, NameCandidate]]


def _longer_elsewhere(core: str, candidate: NameCandidate, printed: _Printed) -> float:
    """Its share of the longest name on other rows that begins or ends with it; 0: there is none.

    A logo is often but a part of the name that stands below in small print.
    """
    longer = [
        len(other)
        for other, at in printed
        if len(core) >= _SHORTEST
        and len(other) > len(core)
        and (other.startswith(core) or other.endswith(core))
        and _are_apart(candidate, at)
    ]
    return len(core) / max(longer) if longer else 0.0


def _holds_another(core: str, candidate: NameCandidate, printed: _Printed) -> bool:
    return any(
        len(other) < len(core)
        and (core.startswith(other) or core.endswith(other))
        and _are_apart(candidate, at)
        for other, at in printed
    )


def _are_apart(one: NameCandidate, other: NameCandidate) -> bool:
    return one.last_row < other.first_row or other.last_row < one.first_row


class _Rest:
    """A receipt's rows in the forms in which names are looked for, worked out once."""

    def __init__(self, sheet: Sheet) -> None:
        self._rows = [squeeze(row.text) for row in sheet.rows]
        self.web_cores = list(dict.fromkeys(web.core for web in find_web_names(sheet)))
        traits = [traits_of(row.text) for row in sheet.rows]
        self._addresses = [i for i, found in enumerate(traits) if found.address]
        self._companies = [i for i, found in enumerate(traits) if found.legal_form]

    def web_share(self, core: str) -> float:
        """How much of the candidate and of an address are the same, from 0 to 1."""
        return max((_shared(core, web) for web in self.web_cores), default=0.0)

    def rows_with(self, core: str, candidate: NameCandidate) -> int:
        """How many other rows hold the whole of it."""
        return len(self._holding(core, candidate, range(len(self._rows))))

    def describe(self, core: str, candidate: NameCandidate) -> Features:
        words = [squeeze(word) for word in fold(candidate.name).split()]
        long = [word for word in words if len(word) >= _SHORTEST]
        return {
            "in_address": float(bool(self._holding(core, candidate, self._addresses))),
            "in_company": float(bool(self._holding(core, candidate, self._companies))),
            "words_again": _share(
                [bool(self._holding(word, candidate, range(len(self._rows)))) for word in long]
            ),
            "first_word_in_address": float(
                bool(long) and bool(self._holding(long[0], candidate, self._addresses))
            ),
            "words_in_web": _share([any(word in web for web in self.web_cores) for word in long]),
        }

    def _holding(self, text: str, candidate: NameCandidate, rows: Sequence[int]) -> list[int]:
        if len(text) < _SHORTEST:
            return []
        own = range(candidate.first_row, candidate.last_row + 1)
        return [index for index in rows if index not in own and text in self._rows[index]]


def _shared(core: str, web: str) -> float:
    if len(core) < 3:
        return 0.0
    if core in web or web in core:
        return min(len(core), len(web)) / max(len(core), len(web))
    if abs(len(core) - len(web)) > 2:
        return 0.0
    return Levenshtein.normalized_similarity(core, web, score_cutoff=0.75)


def _share(found: Sequence[bool]) -> float:
    return sum(found) / len(found) if found else 0.0
