"""Places of chains' names on a paper: which is the shop's sign, and which a guest there. Pure."""

import re
from collections.abc import Sequence
from itertools import combinations

from receipts.services.offline.layout import Sheet
from receipts.services.offline.text import any_of, fold, squeeze
from receipts.services.offline.vendors.choice.chains import is_chain
from receipts.services.offline.vendors.line_features import traits_of
from receipts.services.offline.vendors.name_candidate import NameCandidate

_FIRST_ROWS, _WORDS_OF_A_NAME = 10, 4
_NUMBER_BEHIND = re.compile(r"[\s#]*\d+$")

# A row that ends so goes on with somebody else's name: where the shop stands, who brings it, what
# else can be paid with, who buys.
_LEADS_TO_ANOTHER = any_of(r"""
    \b(?:INSIDE|NEXT TO|OPPOSITE|PAY(?:ING)? WITH|(?:POWERED|DELIVERED|BROUGHT TO YOU) BY)\W*$
    \b(?:(?:PROUDLY )?(?:SERVING|BREWING)|ORDER(?:ED)? (?:VIA|WITH|ON|THROUGH))\W*$
    \b(?:IM|BEIM?|NEBEN|GEGENUBER|ZAHLEN MIT|GELIEFERT (?:VON|DURCH))\W*$
    \b(?:CHEZ|DANS|A COTE DE|PAYEZ AVEC|LIVRE PAR|DENTRO DE|JUNTO A|PAGA CON|PRESSO|BIJ)\W*$
""")
# A row below that says so makes the name above it that of a card or an app.
_SAYS_WHAT_IT_IS = any_of(r"""
    ^\W*GIFT ?CARDS?\b | ^\W*(?:STARS|POINTS)\b.*\bREWARDS?\b | \b(?:SOLD|ACCEPTED|AVAILABLE) HERE
    ^\W*(?:GESCHENK|GUTSCHEIN)KARTEN?\b | ^\W*GUTSCHEINE?\b | ^\W*CARTES? CADEAUX?\b
    ^\W*TARJETAS? REGALO\b | ^\W*CADEAU(?:KAART|BON)\b | HIER ERHALTLICH | EN VENTE ICI
""")
# A sender in one row above whom it writes to, as a window of an envelope shows both.
_TOWN = re.compile(r"[,|·•]\s*(?:[A-Z]{1,2}-)?\d{4,5} [^\W\d]{3,}")


def plain_chains(sheet: Sheet, candidates: Sequence[NameCandidate]) -> list[NameCandidate]:
    """Those above the goods: below them a chain is a brand, or a card for a present."""
    amounts = (i for i, row in enumerate(sheet.rows) if traits_of(row.text).amounts)
    goods = next(amounts, _FIRST_ROWS)
    above = (c for c in candidates if c.first_row < goods and _is_plain_chain(c))
    return [c for c in above if not is_guest(sheet, c)]


def are_rivals(chains: Sequence[NameCandidate]) -> bool:
    """Two that share nothing: one of them is a guest, a brand or a slip."""
    names = {squeeze(chain.name) for chain in chains}
    return any(one not in other and other not in one for one, other in combinations(names, 2))


def is_guest(sheet: Sheet, name: NameCandidate) -> bool:
    """The row before or after says that it is somebody else's name."""
    above = fold(sheet.rows[name.first_row - 1].text) if name.first_row else ""
    below = sheet.rows[name.last_row + 1 : name.last_row + 2]
    if _LEADS_TO_ANOTHER.search(above) or _TOWN.search(above):
        return True
    return any(_SAYS_WHAT_IT_IS.search(fold(row.text)) for row in below)


def _is_plain_chain(name: NameCandidate) -> bool:
    """Among the first rows, and nothing but the name."""
    traits = traits_of(_NUMBER_BEHIND.sub("", name.printed))
    is_short = traits.words <= _WORDS_OF_A_NAME and not traits.is_something_else
    return name.first_row < _FIRST_ROWS and is_short and is_chain(name.name)
