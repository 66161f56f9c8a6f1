"""Sentences in the language of who reads them.

What the code says, raises or stores is English, and is translated in one place: where it is shown.
A sentence that has stood in a row for months, or was kept for an `Idempotency-Key`, is so in the
language of today's reader as well. The catalogue has sentences with values as templates ("at most
{count} rows"); the values are read off the English sentence. `scripts/messages.py` collects both.
"""

import re
from functools import cache
from pathlib import Path
from string import Formatter

from django.conf import settings
from django.utils.translation import get_language, gettext

from common.localization.languages import ENGLISH

_BETWEEN_SENTENCES = re.compile(r"(?<=[.?!]) (?=[A-Z\"])")
# So many letters of a template must be its own, or it would fit whatever is said.
_OWN_LETTERS = 4
# No sentence of ours is longer; what somebody has sent may be.
_LONGEST = 1000
# Values that are words or sentences of ours. All others are names, numbers, or a person's text.
_OUR_WORDS = frozenset(
    {"what", "label", "word", "thing", "type", "type2", "interval"}
    | {"hint", "by_hand", "tell_operator", "reason", "error"}
)


def translated(text: str) -> str:
    """One or several sentences. What no catalogue has stays as it is."""
    language = get_language() or ENGLISH
    if language == ENGLISH or not text.strip() or len(text) > _LONGEST:
        return text
    before, said, after = _split_blanks(text)
    whole = _translated(said, language)
    if whole is None:
        parts = _BETWEEN_SENTENCES.split(said)
        whole = " ".join(_in_pieces(parts, language)) if len(parts) > 1 else said
    return f"{before}{whole}{after}"


def _split_blanks(text: str) -> tuple[str, str, str]:
    said = text.strip()
    start = text.find(said)
    return text[:start], said, text[start + len(said) :]


def _in_pieces(parts: list[str], language: str) -> list[str]:
    """The longest run of sentences that is known, from each on."""
    found, start = [], 0
    while start < len(parts):
        for end in range(len(parts), start, -1):
            piece = " ".join(parts[start:end])
            known = _translated(piece, language)
            if known is not None or end == start + 1:
                found.append(known or piece)
                start = end
                break
    return found


def _translated(text: str, language: str) -> str | None:
    """None: it is not known."""
    exact = gettext(text)
    if exact != text:
        return exact
    for pattern, template in _templates(language):
        match = pattern.fullmatch(text)
        if match is not None:
            values = {
                name: translated(value) if name in _OUR_WORDS else value
                for name, value in match.groupdict().items()
            }
            return gettext(template).format_map(values)
    return None


@cache
def _templates(language: str) -> list[tuple[re.Pattern[str], str]]:
    """What has values, the most particular first."""
    from babel.messages.mofile import read_mo  # noqa: PLC0415 - in English nobody needs it

    file = Path(settings.LOCALE_PATHS[0]) / language / "LC_MESSAGES" / "django.mo"
    if not file.exists():
        return []
    with file.open("rb") as compiled:
        ids = [message.id for message in read_mo(compiled) if isinstance(message.id, str)]
    found = [(*_pattern_of(template), template) for template in ids if "{" in template]
    ordered = sorted(found, key=lambda one: -one[1])
    return [(pattern, template) for pattern, own, template in ordered if own >= _OWN_LETTERS]


def _pattern_of(template: str) -> tuple[re.Pattern[str], int]:
    """And how many letters are its own."""
    pattern, own = "", 0
    for text, name, _, _ in Formatter().parse(template):
        pattern += re.escape(text)
        own += sum(map(str.isalpha, text))
        if name is not None:
            pattern += f"(?P<{name}>.*?)" if f"<{name}>" not in pattern else f"(?P={name})"
    return re.compile(pattern, re.DOTALL), own
