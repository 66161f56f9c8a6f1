"""Texts of mails: bytes in whatever character set they say, or in the one that they are in. Pure.

Names that a mail may give are those of the WHATWG's Encoding Standard, as far as mails use them;
what is unknown, or wrong, is taken for UTF-8 and else for Windows-1252.
"""

import binascii
import quopri
import re
from collections.abc import Iterator
from itertools import groupby

_CODECS = {
    "utf-8": "utf8", "utf-16": "utf-16", "us-ascii": "utf8", "ascii": "utf8",
    "iso-8859-1": "cp1252", "latin1": "cp1252", "windows-1252": "cp1252", "cp1252": "cp1252",
    "iso-8859-2": "iso8859-2", "iso-8859-5": "iso8859-5", "iso-8859-7": "iso8859-7",
    "iso-8859-8": "iso8859-8", "iso-8859-8-i": "iso8859-8", "iso-8859-9": "cp1254",
    "iso-8859-15": "iso8859-15", "windows-1250": "cp1250", "windows-1251": "cp1251",
    "windows-1253": "cp1253", "windows-1254": "cp1254", "windows-1255": "cp1255",
    "windows-1256": "cp1256", "windows-1257": "cp1257", "windows-1258": "cp1258",
    "koi8-r": "koi8-r", "koi8-u": "koi8-u", "macintosh": "mac-roman", "ibm850": "cp850",
    "gb2312": "gb18030", "gbk": "gb18030", "gb18030": "gb18030", "big5": "big5hkscs",
    "shift_jis": "cp932", "shift-jis": "cp932", "windows-31j": "cp932", "euc-jp": "euc_jp",
    "iso-2022-jp": "iso2022_jp_ext", "ks_c_5601-1987": "cp949", "euc-kr": "cp949",
    "iso-2022-kr": "iso2022_kr", "tis-620": "cp874", "windows-874": "cp874",
}  # fmt: skip
_LONGEST_HEADER = 4_000
# RFC 2047, 2; with the language of RFC 2231, 5.
_WORD = re.compile(rb"=\?([\w.:-]+)(?:\*[\w-]*)?\?([bq])\?([^?]*)\?=", re.IGNORECASE)
_BETWEEN_WORDS = re.compile(rb"(?<=\?=)\s+(?==\?)")


def load_codecs() -> None:
    """A decoding process can open no file any more."""
    for codec in {*_CODECS.values(), "raw_unicode_escape", "punycode", "idna"}:
        "".encode(codec)


def decoded(content: bytes, charset: str) -> str:
    """Never fails."""
    wanted = _CODECS.get(charset.strip().strip("\"'").lower())
    for codec in filter(None, (wanted, "utf8")):
        try:
            return content.decode(codec)
        except (UnicodeError, LookupError):
            continue
    return content.decode("cp1252", errors="replace")


def header_text(raw: str) -> str:
    """What a header says, in one line. `raw`: as the parser gives it, foreign bytes escaped."""
    content = raw[:_LONGEST_HEADER].encode("utf-8", "surrogateescape")
    text = "".join(_pieces(_BETWEEN_WORDS.sub(b"", content)))
    return " ".join("".join(one if one.isprintable() else " " for one in text).split())


def _pieces(content: bytes) -> Iterator[str]:
    """One after the other; words of one character set together, as a character may be in two."""
    for charset, run in groupby(_runs(content), key=lambda run: run[0]):
        yield decoded(b"".join(piece for _, piece in run), charset)


def _runs(content: bytes) -> Iterator[tuple[str, bytes]]:
    position = 0
    for word in _WORD.finditer(content):
        if word.start() > position:
            yield "", content[position : word.start()]
        yield word[1].decode("ascii", "replace").lower(), _word_bytes(word[2], word[3])
        position = word.end()
    yield "", content[position:]


def _word_bytes(encoding: bytes, text: bytes) -> bytes:
    if encoding.lower() == b"q":
        return quopri.decodestring(text, header=True)
    try:
        return binascii.a2b_base64(text + b"===") or text
    except binascii.Error:
        return text
