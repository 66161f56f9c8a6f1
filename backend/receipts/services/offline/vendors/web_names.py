"""Web and mail addresses on a receipt: the shop's name stands in them more often than not."""

import re
from dataclasses import dataclass

from receipts.services.offline.layout import Line, Sheet
from receipts.services.offline.text import fold, squeeze

# Where mail boxes and pages of anybody are: their names say nothing of the shop.
_HOSTS_OF_ALL = frozenset(
    word
    for line in (
        "GMAIL GOOGLEMAIL HOTMAIL OUTLOOK YAHOO LIVE MSN AOL ICLOUD GMX WEB MAIL TONLINE",
        "FREENET ORANGE WANADOO LIBERO QQ PROTONMAIL STREAMYX FACEBOOK INSTAGRAM TWITTER",
        "YOUTUBE YELP GOOGLE TRIPADVISOR WECHAT WHATSAPP PAYPAL EXAMPLE",
    )
    for word in line.split()
)
_ENDINGS = (
    "COM|NET|ORG|INFO|BIZ|SHOP|STORE|EU|DE|AT|CH|UK|IE|FR|IT|ES|PT|NL|BE|LU|DK|SE|NO|FI|PL|CZ|HU|"
    "US|CA|MX|BR|AU|NZ|MY|SG|ID|TH|PH|VN|IN|CN|HK|TW|JP|KR|ZA|AE|TR"
)
_SECOND_LEVEL = frozenset(("COM", "CO", "NET", "ORG", "AC", "GOV", "EDU"))
_HOST = re.compile(
    r"(?P<start>@|WWW ?[.,] ?|HTTPS?:/{0,2}(?:WWW[.,])?|(?<![\w.@-]))"
    r"(?P<labels>(?:[A-Z0-9][A-Z0-9-]*[.,])+)"
    rf"(?P<ending>{_ENDINGS})(?![A-Z0-9-]|\.[A-Z]{{3,}})"
)
_SHORTEST = 3


@dataclass(frozen=True, kw_only=True)
class WebName:
    """`name` is the part of an address that its owner chose, as printed; `core` its letters."""

    name: str
    core: str
    line: Line
    row: int


def find_web_names(sheet: Sheet) -> list[WebName]:
    """From "www.my-shop.co.uk" and "info@my-shop.co.uk" the "my-shop", from top to bottom."""
    return [
        WebName(name=name, core=squeeze(name), line=line, row=index)
        for index, row in enumerate(sheet.rows)
        for line in row.cells
        for name in web_names_in(line.text)
    ]


def web_names_in(text: str) -> list[str]:
    """Names in lower case. A bare "x.y" needs an ending that is no word of a receipt."""
    found = []
    for match in _HOST.finditer(fold(text)):
        labels = [label for label in re.split(r"[.,]", match["labels"]) if label]
        while len(labels) > 1 and labels[-1] in _SECOND_LEVEL:
            del labels[-1]
        core = squeeze(labels[-1])
        is_word = sum(c.isalpha() for c in core) >= _SHORTEST
        if is_word and core not in _HOSTS_OF_ALL and _is_address(match, labels):
            found.append(labels[-1].lower())
    return found


def _is_address(match: re.Match[str], labels: list[str]) -> bool:
    """ "Total.de" is one; "St.It", "12.00.No" and "NO. 5.IN" are slips of the recogniser."""
    return bool(match["start"]) or len(squeeze(labels[-1])) > _SHORTEST
