"""Mails by their first bytes, and what is told of one. Pure, without a parser."""

import re
from dataclasses import dataclass
from typing import Self

# Where a mail says what it is, behind what servers and their signatures have put in front of it.
HEAD_BYTES = 16 * 1024
_MARK = b"\xef\xbb\xbf"
# RFC 5322, 2.2; a folded line begins with a blank.
_HEADER = re.compile(rb"([!-9;-~]{1,80}):")
_KNOWN = frozenset(
    b"from to subject date message-id received return-path delivered-to mime-version reply-to"
    b" sender dkim-signature cc".split()
)
# So that no letter or note is one that has but "Date:" at its top.
_FEWEST_KNOWN = 2
_PLACE = re.compile(r"\.(\d{1,3})\.eml$")


@dataclass(frozen=True, kw_only=True)
class ListedDocument:
    """`is_text`: it is the mail's own text, and `sha256` that of the text."""

    name: str
    mime_type: str
    sha256: str
    is_text: bool


@dataclass(frozen=True, kw_only=True)
class MailListing:
    """`sent_at`: in ISO 8601, "" where it is not said. Nothing of it need be true."""

    subject: str
    sender: str
    sent_at: str
    documents: tuple[ListedDocument, ...]


class PlacedMail(bytes):
    """A mail of several documents, with the place of the one that is meant."""

    place: int

    @classmethod
    def at(cls, content: bytes, place: int) -> Self:
        placed = cls(content)
        placed.place = place
        return placed


def place_of(content: bytes) -> int | None:
    return content.place if isinstance(content, PlacedMail) else None


def place_ending(place: int | None) -> str:
    """In a stored name, before the ending."""
    return "" if place is None else f".{place}"


def as_stored(content: bytes, stored_name: str) -> bytes:
    """What a decoder is given of the stored bytes: with the place that their name tells."""
    found = _PLACE.search(stored_name)
    return PlacedMail.at(content, int(found[1])) if found else content


def is_mail(content: bytes) -> bool:
    """By headers that stand at its top, one line of an mbox before them."""
    lines = content[:HEAD_BYTES].removeprefix(_MARK).split(b"\n")
    if lines[0].startswith((b"From ", b">From ")):
        lines = lines[1:]
    found: set[bytes] = set()
    for place, line in enumerate(lines):
        header = _HEADER.match(line)
        if header:
            found.add(header[1].lower())
        elif not line.startswith((b" ", b"\t")) or place == 0:
            break
    return len(found & _KNOWN) >= _FEWEST_KNOWN
