"""Mails out of bytes: their parts, however they are nested, packed and encoded. Pure.

Python's own parser takes them apart; it gives up on nothing, so what is too much is refused here.
"""

import binascii
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from email.message import Message
from email.parser import BytesParser
from email.policy import compat32
from email.utils import collapse_rfc2231_value, parsedate_to_datetime

from receipts.services.files.kinds import EML, detect_kind, too_complex
from receipts.services.pages.mail.charsets import decoded, header_text
from receipts.services.pages.mail.tnef import SIGNATURE, unpack_tnef

_MOST_PARTS = 500
_DEEPEST = 20
_BOUNDARY = re.compile(rb"boundary\s*=", re.IGNORECASE)
_MOST_BOUNDARIES = 200
_LONGEST_SUBJECT, _LONGEST_SENDER, _LONGEST_NAME = 300, 200, 150
_ENCRYPTED = frozenset(
    {"multipart/encrypted", "application/pkcs7-mime", "application/x-pkcs7-mime"}
)
_MAILS = frozenset({"message/rfc822", "message/global"})


@dataclass(frozen=True, kw_only=True)
class MailPart:
    """`name` "" where it has none. `is_attached`: not to be looked at within the text.
    `identifier`: by which a page in the mail may show it."""

    name: str
    mime_type: str
    content: bytes
    charset: str = ""
    is_flowed: bool = False
    is_attached: bool = False
    identifier: str = ""


@dataclass(frozen=True, kw_only=True)
class Mail:
    """`parts` in their order, those of the mails inside it not among them. `sent_at`: in ISO 8601,
    "" where it is not said."""

    subject: str
    sender: str
    sent_at: str
    parts: tuple[MailPart, ...]
    mails: "tuple[Mail, ...]" = ()
    is_encrypted: bool = False


def read_mail(content: bytes) -> Mail:
    """Raises UnsupportedFileError and nothing else."""
    try:
        return _mail_of(content, _Count(), depth=0)
    except RecursionError as error:
        raise too_complex(EML) from error


@dataclass
class _Count:
    """Of all parts of a mail, and of those inside it."""

    parts: int = 0

    def one_more(self) -> None:
        self.parts += 1
        if self.parts > _MOST_PARTS:
            raise too_complex(EML)


@dataclass
class _Found:
    parts: list[MailPart] = field(default_factory=list)
    mails: list[Mail] = field(default_factory=list)
    is_encrypted: bool = False


def _mail_of(content: bytes, count: _Count, *, depth: int) -> Mail:
    if depth > _DEEPEST or len(_BOUNDARY.findall(content)) > _MOST_BOUNDARIES:
        raise too_complex(EML)
    return _told(BytesParser(policy=compat32).parsebytes(content), count, depth=depth)


def _told(message: Message, count: _Count, *, depth: int) -> Mail:
    found = _Found()
    for part in _leaves(message, count):
        _sort(part, found, count, depth=depth)
    return Mail(
        subject=header_text(_raw(message, "subject"))[:_LONGEST_SUBJECT],
        sender=header_text(_raw(message, "from"))[:_LONGEST_SENDER],
        sent_at=_moment(_raw(message, "date")),
        parts=tuple(found.parts),
        mails=tuple(found.mails),
        is_encrypted=found.is_encrypted,
    )


def _leaves(message: Message, count: _Count) -> Iterator[Message]:
    """In their order; what holds a mail is one of them."""
    waiting = [message]
    while waiting:
        part = waiting.pop()
        count.one_more()
        if part.is_multipart() and part.get_content_type() not in _MAILS | _ENCRYPTED:
            waiting.extend(reversed(_inside(part)))
        else:
            yield part


def _inside(part: Message) -> list[Message]:
    inner = part.get_payload()
    return [one for one in inner if isinstance(one, Message)] if isinstance(inner, list) else []


def _sort(leaf: Message, found: _Found, count: _Count, *, depth: int) -> None:
    mime_type = leaf.get_content_type()
    if mime_type in _ENCRYPTED:
        found.is_encrypted = True
    elif mime_type in _MAILS and leaf.is_multipart():
        found.mails.extend(_inner_mails(leaf, count, depth=depth + 1))
    else:
        part = _part_of(leaf)
        if _is_mail_inside(part):
            found.mails.append(_mail_of(part.content, count, depth=depth + 1))
        elif part.content.startswith(SIGNATURE):
            found.parts.extend(_unpacked(part.content, count))
        else:
            found.parts.append(part)


def _inner_mails(part: Message, count: _Count, *, depth: int) -> Iterator[Mail]:
    """Encoded as a whole, which is not allowed, the parser has taken its code for a mail."""
    if depth > _DEEPEST:
        raise too_complex(EML)
    for one in _inside(part):
        code = _raw(part, "content-transfer-encoding").strip().lower()
        if code == "base64" and not one.keys():
            yield _mail_of(_from_base64(str(one.get_payload())), count, depth=depth)
        else:
            yield _told(one, count, depth=depth)


def _from_base64(text: str) -> bytes:
    try:
        return binascii.a2b_base64(text.encode("ascii", "ignore") + b"===")
    except binascii.Error:
        return b""


def _is_mail_inside(part: MailPart) -> bool:
    is_body = part.mime_type.startswith("text/") and not part.name
    return not is_body and detect_kind(part.content) is EML


def _unpacked(content: bytes, count: _Count) -> Iterator[MailPart]:
    unpacked = unpack_tnef(content)
    if unpacked.text:
        text = unpacked.text.encode()
        yield MailPart(name="", mime_type="text/plain", content=text, charset="utf-8")
    for file in unpacked.files:
        count.one_more()
        yield MailPart(
            name=_short(file.name),
            mime_type="application/octet-stream",
            content=file.content,
            is_attached=True,
        )


def _part_of(part: Message) -> MailPart:
    return MailPart(
        name=_name_of(part),
        mime_type=part.get_content_type(),
        charset=_parameter(part, "charset"),
        is_flowed=_parameter(part, "format").lower() == "flowed",
        is_attached=part.get_content_disposition() == "attachment",
        identifier=header_text(_raw(part, "content-id")).strip("<>"),
        content=_content_of(part),
    )


def _content_of(part: Message) -> bytes:
    """Never fails: what is no code is taken as it is. Without the type, since Python would look for
    any character set that it names, and a decoding process can open no file."""
    del part["content-type"]
    try:
        content = part.get_payload(decode=True)
    except (ValueError, LookupError):  # what a broken code may raise
        content = str(part.get_payload()).encode("utf-8", "surrogateescape")
    return content if isinstance(content, bytes) else b""


def _name_of(part: Message) -> str:
    return _short(
        _parameter(part, "filename", header="content-disposition") or _parameter(part, "name")
    )


def _parameter(part: Message, name: str, *, header: str = "content-type") -> str:
    """As RFC 2231 has it, or as most write it: words of RFC 2047, and bytes as they are."""
    # What is not ASCII the parser would have replaced.
    plain = Message()
    plain[header] = decoded(_raw(part, header).encode("utf-8", "surrogateescape"), "")
    value = plain.get_param(name, "", header=header)
    if isinstance(value, tuple):
        charset, _, text = value
        return decoded(text.encode("latin-1", "replace"), charset or "utf-8")
    return header_text(collapse_rfc2231_value(value)) if value else ""


def _short(name: str) -> str:
    """The last part of a path, on whatever system."""
    last = re.split(r"[/\\]", name)[-1]
    return "".join(one for one in last if one.isprintable()).strip(". ")[-_LONGEST_NAME:]


def _raw(message: Message, name: str) -> str:
    """Of the first header of that name, foreign bytes escaped."""
    found = (value for key, value in message.raw_items() if key.lower() == name)
    return str(next(found, ""))


def _moment(date: str) -> str:
    try:
        return parsedate_to_datetime(date).isoformat()
    except (ValueError, TypeError, IndexError, OverflowError):
        return ""
