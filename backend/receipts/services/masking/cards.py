"""Card numbers: whole ones by their groups and check digit, starred ones by their stars."""

import re
from collections.abc import Iterator

from stdnum import luhn

from receipts.services.masking.pieces import DIGIT, PrivatePiece
from receipts.services.offline.text import any_of

# As cards print them (ISO/IEC 7812): by four, American Express 4-6-5, Diners 4-6-4.
_GROUPS = (
    rf"(?:{DIGIT}{{4}}[ .-]?){{3}}{DIGIT}{{4}}(?:[ .-]?{DIGIT}{{3}})?"
    rf"|{DIGIT}{{4}}[ .-]{DIGIT}{{6}}[ .-]{DIGIT}{{4,5}}"
)
_GROUPED = re.compile(rf"(?<![\d.,/-])(?:{_GROUPS})(?![\w/])(?![.,]\d)")
_UNBROKEN = re.compile(r"(?<![\d.,/-])\d{13,19}(?![\w/])(?![.,]\d)")
# Recognisers lose some of the spaces, so no more than issuer and check digit is certain then.
_LOOSE = re.compile(r"(?<![\d.,/-])\d(?:[ -]?\d){12,18}(?![\w/])(?![.,]\d)")
_ISSUERS = re.compile(
    r"4(?:\d{12}|\d{15}|\d{18})|3[47]\d{13}|3(?:0[0-5]|[689]\d)\d{11}|(?:5[1-5]|2[2-7]|35)\d{14}"
    r"|(?:6\d|5[06-8])\d{10,17}"
)
# An amount that is printed behind stars is none: "**12.50".
_STAR = r"[*•●∗＊※⁎]"
_STARRED = re.compile(
    rf"(?P<before>(?<!\d)(?<!\d[.,])(?:\d{{4}}[ -]?\d{{1,4}}|\d{{4,6}})[ -]?)?"
    rf"(?:(?:{_STAR}[ -]?){{3,}}|(?:[X#][ -]?){{4,}}|\.{{4,}} ?)+"
    rf"(?P<behind>{DIGIT}{{2,6}}(?:[ -]{DIGIT}{{1,4}})?)(?![\w%])(?![.,]\d)"
)
# Wide type sets its last group apart.
_STARS_APART = re.compile(
    rf"(?:(?:{_STAR}|X)[ -]?){{6,}}\t(?P<digits>{DIGIT}{{4}})(?!\w)(?![.,]\d)"
)
_DOTS = re.compile(r"[^.]*\.{4,}[^*X#]*")
_LAST_DIGITS = re.compile(
    r"(?:ENDING(?: IN| WITH)?|ENDS? (?:IN|WITH)|LAST (?:4|FOUR)(?: DIGITS)?|ENDET AUF|ENDZIFFERN"
    r"|TERMINAN[TD]O? (?:PAR|EN|EM)|TERMINAD[AO] E[NM]|SE TERMINANT PAR|EINDIGEND OP|下4桁|末尾)"
    rf"[ :.#*X]{{0,6}}(?P<digits>{DIGIT}{{4}})(?!\w)"
)
_CARD = any_of(r"""
    CARD\b | \bPAN\b | \bACCT\b | KARTE | CARTE\b | TARJETA | CARTA\b | CARTAO | KORT\b | KAART
    \bKARTA | KARTY | KARTTI | KARTI | \bVISA(?![A-Z]) | MASTER
    \bAMEX(?![A-Z]) | MAESTRO | DEBIT | CREDIT | [カ力][一ー][ドト] | 卡 | 카드
""")


def find_cards(text: str) -> Iterator[PrivatePiece]:
    """In folded text. The stars stay, which say that a card has paid."""
    is_about_cards = _CARD.search(text) is not None
    for match in _GROUPED.finditer(text):
        if _is_grouped_card(match[0], is_about_cards=is_about_cards):
            yield _card(match.span())
    yield from map(_card, (match.span() for match in _UNBROKEN.finditer(text) if is_about_cards))
    yield from map(_card, (match.span() for match in _LOOSE.finditer(text) if _is_card(match[0])))
    for pattern in (_LAST_DIGITS, _STARS_APART):
        for match in pattern.finditer(text):
            yield _card(match.span("digits"))
    yield from _find_starred(text, is_about_cards=is_about_cards)


def _is_card(found: str) -> bool:
    digits = re.sub(r"\D", "", found)
    return bool(_ISSUERS.fullmatch(digits)) and luhn.is_valid(digits)


def _is_grouped_card(found: str, *, is_about_cards: bool) -> bool:
    """A recogniser may have mistaken a digit, where groups or words say that it is a card."""
    digits = re.sub(r"[ .-]", "", found)
    if sum(one.isdigit() for one in digits) < 10:
        return False
    is_right = digits.isdigit() and luhn.is_valid(digits)
    is_like_a_card = digits[0] in "23456" and len(digits) != len(found)
    return is_right or is_like_a_card or is_about_cards


def _find_starred(text: str, *, is_about_cards: bool) -> Iterator[PrivatePiece]:
    for match in _STARRED.finditer(text):
        # Dots also lead to amounts.
        if _DOTS.fullmatch(match[0]) and not (is_about_cards and len(match["behind"]) == 4):
            continue
        for name in ("before", "behind"):
            if match[name]:
                yield _card(match.span(name))


def _card(span: tuple[int, int]) -> PrivatePiece:
    return PrivatePiece(kind="card", start=span[0], end=span[1])
