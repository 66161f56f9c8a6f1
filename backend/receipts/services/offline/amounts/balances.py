"""Balances: what is owed from before or rounded, and what a paper comes to in the end."""

from receipts.services.offline.amounts.money import Mention, Money
from receipts.services.offline.text import any_of, fold

_FROM_BEFORE = any_of(r"""
    PREVIOUS ?(?:BALANCE|BILL|AMOUNT) | (?:BALANCE|AMOUNT|BROUGHT) ?(?:BROUGHT ?)?FORWARD
    LAST ?(?:BILL|STATEMENT|INVOICE) | PAST ?DUE | OVERDUE | ARREARS | VORMONAT | SALDOVORTRAG
    (?:ALTER|OFFENER) ?SALDO | RUCKSTAND | SOLDE ?(?:ANTERIEUR|PRECEDENT) | ARRIERE
    SALDO ?(?:ANTERIOR|PRECEDENTE|DEUDOR) | VORIG(?:E|ER) ?(?:SALDO|REKENING|RECHNUNG)
    (?:FORRIGE|FOREGAENDE|TIDLIGERE) ?(?:SALDO|FAKTURA|REGNING) | ZALEGLOSC | POPRZEDNI ?OKRES
    NEDOPLATEK | ELOZO ?(?:EGYENLEG|TARTOZAS) | ONCEKI ?(?:BORC|DONEM)
""")
# No invoice has more; a page full of them must not cost minutes.
_MOST = 20


def without_earlier(money: Money, total: Mention) -> Mention | None:
    """What an invoice itself comes to, where its total holds what is owed from before as well: this
    and the rest stand on it. None: it holds nothing else."""
    before = [m for m in money.mentions if m.value > 0 and _FROM_BEFORE.search(fold(m.label))]
    rests = {total.value - m.value for m in before[:_MOST]}
    own = [m for m in money.mentions if m.value > 0 and m.value in rests and m not in before]
    return max(own, key=lambda m: ("total" in m.kinds, m.row), default=None)


def roundings(money: Money) -> list[Mention]:
    """Amounts by which a total was rounded; "rounded total" is a total."""
    return [
        m for m in money.mentions if "rounding" in m.kinds and "total" not in m.kinds and m.value
    ]


def without_change(money: Money, total: Mention) -> Mention | None:
    """What is called a total above and is what was handed over less what was given back. None:
    the total is no amount that was handed over."""
    tenders = [m for m in money.mentions if "tender" in m.kinds]
    rows = [m.row for m in tenders if m.value == total.value]
    if not rows:
        return None
    back = {total.value - m.value for m in tenders if m.row > rows[0] and 0 < m.value < total.value}
    above = [m for m in money.mentions if m.row < rows[0] and "total" in m.kinds]
    is_total = any(m.value == total.value for m in above)
    return None if is_total else next((m for m in above if m.value in back), None)


def rounded(money: Money, total: Mention) -> Mention | None:
    """What is to be paid once a total is rounded to the smallest coin, as is said between the two.
    None: it is not."""
    # It may be repeated below, as in a table of taxes.
    first = min(m.row for m in money.mentions if m.value == total.value)
    parts = [m for m in roundings(money) if m.row > first and abs(m.value) < abs(total.value)]
    for part in parts[:_MOST]:
        paid = {total.value + part.value, total.value - part.value}
        below = (m for m in money.mentions if m.row > part.row and "total" in m.kinds)
        found = next((m for m in below if m.value in paid), None)
        if found is not None:
            return found
    return None
