"""Texts of a mail, and whether one is a receipt by itself. Pure."""

import re
from collections.abc import Iterator
from urllib.parse import unquote

from receipts.services.pages.mail.charsets import decoded
from receipts.services.pages.mail.html_text import text_of_html
from receipts.services.pages.mail.message import Mail, MailPart

# With two decimals, or beside a currency.
_AMOUNT = re.compile(
    r"\d[.,]\d\d(?![\d.])|[€$£¥₹₩₽]\s?\d|\d\s?(?:€|EUR|USD|GBP|CHF|JPY|SEK|NOK|DKK|PLN|CZK|円|元|원)"
)
_HTML = "text/html"
_SHOWN = re.compile(r"""\bcid:([^"'\s>)]{1,300})""", re.IGNORECASE)
_LETTER = re.compile(r"[^\W\d_]")
_ENCRYPTED = "-----BEGIN PGP MESSAGE-----"
# What stands in front of a quotation or a signature is not told from them: all of it is drawn.
_MOST_LINES = 2_000
# In UTF-8.
_LAST_LETTER = re.compile(rb"[\xc0-\xff][\x80-\xbf]{0,3}\Z")
_MOST_BYTES = 1_000_000


def text_of(mail: Mail) -> str:
    """Of several ways to say it the one with the most amounts; what was sent as HTML often has a
    plain text beside it that says less."""
    plain, html = _joined(mail, "text/plain"), _joined(mail, _HTML)
    chosen = html if _amounts(html) > _amounts(plain) or not plain.strip() else plain
    return "\n".join(chosen.split("\n")[:_MOST_LINES])


def shown_identifiers(mail: Mail) -> frozenset[str]:
    """Of the parts that a page in the mail shows within its text (RFC 2392)."""
    parts = (part for part in mail.parts if _is_body(part, _HTML))
    pages = (decoded(_beginning(part.content), part.charset) for part in parts)
    return frozenset(unquote(found) for page in pages for found in _SHOWN.findall(page))


def is_receipt(text: str) -> bool:
    return bool(_AMOUNT.search(text)) and bool(_LETTER.search(text)) and _ENCRYPTED not in text


def is_encrypted(text: str) -> bool:
    return _ENCRYPTED in text


def _amounts(text: str) -> int:
    return len(_AMOUNT.findall(text))


def attached_pages(mail: Mail) -> Iterator[MailPart]:
    """In HTML, as some shops attach their receipts."""
    return (part for part in mail.parts if part.mime_type == _HTML and part.is_attached)


def _joined(mail: Mail, mime_type: str) -> str:
    texts = (text_of_part(part) for part in mail.parts if _is_body(part, mime_type))
    return "\n".join(texts)


def _is_body(part: MailPart, mime_type: str) -> bool:
    return part.mime_type == mime_type and not part.is_attached


def text_of_part(part: MailPart) -> str:
    text = decoded(_beginning(part.content), part.charset).replace("\r\n", "\n").replace("\r", "\n")
    if part.mime_type == _HTML:
        return text_of_html(text)
    return _unflowed(text) if part.is_flowed else text


def _beginning(content: bytes) -> bytes:
    """Of so much nobody would see all, and whole lines of it, so that no letter is cut; of one line
    without its last letter, which may be."""
    if len(content) <= _MOST_BYTES:
        return content
    start = content[:_MOST_BYTES]
    return start.rpartition(b"\n")[0] or _LAST_LETTER.sub(b"", start)


def _unflowed(text: str) -> str:
    """A line that ends in a blank goes on in the next one (RFC 3676, 4.1); `-- ` does not."""
    lines: list[str] = []
    goes_on = False
    for line in text.split("\n"):
        line = line.removeprefix(" ")
        if goes_on:
            lines[-1] += line
        else:
            lines.append(line)
        goes_on = line.endswith(" ") and line != "-- "
    return "\n".join(lines)
