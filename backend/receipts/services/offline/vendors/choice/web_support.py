"""Support by web addresses: the name on top that one of them repeats, where another was chosen."""

from collections.abc import Iterable, Sequence

from rapidfuzz.distance import Levenshtein

from receipts.services.offline.layout import Sheet
from receipts.services.offline.vendors.line_features import traits_of
from receipts.services.offline.vendors.name_candidate import NameCandidate
from receipts.services.offline.vendors.name_recurrence import core_of
from receipts.services.offline.vendors.web_names import find_web_names

# Shorter names are parts of others by chance.
_SHORTEST = 5
_SIMILAR = 0.8
_FIRST_ROWS = 10


def supported_name(
    sheet: Sheet, chosen: NameCandidate, candidates: Sequence[NameCandidate]
) -> NameCandidate:
    """Itself where an address repeats it, or none of the others among the first rows."""
    own = core_of(chosen.name)
    webs = {web.core for web in find_web_names(sheet)} - ({own} if chosen.is_from_web else set())
    if _likeness(own, webs):
        return chosen
    lines = [c for c in candidates if _is_line_on_top(c) and core_of(c.name) not in own]
    best = max(lines, key=lambda line: _likeness(core_of(line.name), webs), default=chosen)
    return best if _likeness(core_of(best.name), webs) else chosen


def _is_line_on_top(candidate: NameCandidate) -> bool:
    traits = traits_of(candidate.printed)
    is_one_row = candidate.first_row == candidate.last_row < _FIRST_ROWS
    is_name = traits.is_like_a_name and not traits.digits and ":" not in candidate.printed
    return is_one_row and is_name and not candidate.is_from_web


def _likeness(core: str, webs: Iterable[str]) -> float:
    """1 where an address or the name begins or ends with the other; less where letters differ."""
    long = (web for web in webs if min(len(core), len(web)) >= _SHORTEST)
    return max((_alike(core, web) for web in long), default=0.0)


def _alike(core: str, web: str) -> float:
    shorter, longer = sorted((core, web), key=len)
    if longer.startswith(shorter) or longer.endswith(shorter):
        return 1.0
    return Levenshtein.normalized_similarity(core, web, score_cutoff=_SIMILAR)
