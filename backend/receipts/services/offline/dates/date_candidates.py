"""Date candidates: every date of a receipt with what speaks for it being that of the purchase."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from receipts.services.extraction import DateOrder
from receipts.services.offline.dates.date_tokens import DateToken, find_dates
from receipts.services.offline.layout import Line, Sheet
from receipts.services.offline.text import any_of, digits_in, fold, letters_in

Features = dict[str, float]

_TIME = any_of(r"\d{1,2}[:.]\d\d(?:[:.]\d\d)? | \d{1,2}:\d\d ?[AP]M | \d ?[AP]M\b")
_LABEL = any_of(r"DATE | DATUM | TARIKH | FECHA | \bDATA\b | \bTGL | TANGGAL | 日期 | 年月日")
_OTHER_DATE = any_of(r"""
    EXP | VALID | UNTIL | RETURN | BEFORE | WITHIN | \bDUE | EFFECTIVE | SINCE | BIRTH | NEXT
    GULTIG | BIS ZUM | \bENDS | VOID | OFFER | PROMO | JOIN | MEMBER SINCE | WIN\b | REDEEM
    DELIVER
""")
_NUMBER = any_of(r"""
    INV | RECEIPT | BILL | CHECK | TRANS | ORDER | TERM | REG | STORE | BON | BELEG | KASSE
""")
# Words that name the day of issue, and those of other days, before a date or above it.
_ISSUED = any_of(r"""
    (?:INVOICE|BILL|BILLING|ISSUE|RECEIPT|DOCUMENT|TAX) ?DATE | DATE ?(?:OF ?ISSUE|ISSUED)
    DATE ?OF ?(?:THE ?)?(?:INVOICE|RECEIPT) | INVOICED? ?ON\b | ISSUED ?(?:ON|AT)\b
    RECHNUNGS-? ?DATUM | BELEG-? ?DATUM | AUSSTELLUNGS-? ?DATUM | DATUM ?DER ?RECHNUNG
    DATE ?(?:DE ?)?(?:LA ?)?FACTUR | DATE ?D.? ?EMISSION | EMISE? ?LE\b
    FECHA ?(?:DE ?)?(?:LA ?)?(?:FACTURA|EMISION|EXPEDICION) | DATA ?(?:DELLA ?)?FATTURA
    DATA ?(?:DI|DE|DA) ?EMISS | FACTUUR ?DATUM | FAKTURA ?(?:DATO|DATUM) | DATA ?WYSTAWIENIA
    PAIVAYS | DATUM ?VYSTAVENI | KIALLITAS | FATURA ?TARIHI | DUZENLEME
    開票日期 | 发票日期 | 発行日
""")
_OF_ANOTHER_DAY = any_of(r"""
    ORDER ?(?:DATE|PLACED|ED ?ON) | DUE | DELIVER | DISPATCH | SHIP | TRAVEL | DEPART | ARRIV
    CHECK-? ?(?:IN|OUT) | PERIOD | VALID | EXPIR | PAYMENT ?RECEIVED | PAID ?ON | BOOKED
    DIRECT ?DEBIT | PAY(?:ABLE)? ?BY | BESTELL | AUFTRAGS | LIEFER | LEISTUNG | FALLIG | ZEITRAUM
    GULTIG | COMMANDE | LIVRAISON | ECHEANCE | PERIODE | PEDIDO | ENTREGA | VENCIMIENTO
    VENCIMENTO | ORDINE | CONSEGNA | SCADENZA | BESTELDATUM | LEVER | VERVAL | FORFALL | FORFALD
    FORFALLO | LEVERANS | SPRZEDAZY | PLATNOSCI | TERMIN | SPLATNOST | VADE | SIPARIS | ERAPAIVA
""")
# "Facture n° 118 du" in large print: of the paper itself. In the text of a letter it is another's,
# which is corrected or reminded of.
_TITLE_HEIGHT = 1.2
_TITLE_OF_DAY = re.compile(
    r"^\W*(?:(?:DETAIL DE )?(?:VOTRE|IHRE|YOUR|UW|SU|LA VOSTRA) )?"
    r"(?:FACTURE|RECHNUNG|FATTURA|FACTURA|FACTUUR|INVOICE|AVOIR|GUTSCHRIFT)"
    r"(?:\W+(?:N|NR|NO|NUMMER|NUMERO|NUMBER))?[^\w\s]*(?:\s*\S*\d\S*)?\s+(?:DU|VOM|DEL|VAN|DATED|OF)\W*$"
)
# What follows the first day of a period.
_UNTIL = re.compile(r"^\W*(?:AU|BIS|AL|TO|T/?M|TOT)\b")
# Longer than the words that name a date in two languages.
_LONGEST_NAME = 50
# No country writes the month first with dots (CLDR's short dates).
_DOTTED = re.compile(r"(?<!\d)\d{1,2}\s?\.\s?\d{1,2}\s?\.\s?\d{2,4}")
# A document is entered within some years; an older date is more likely a misread one.
_LONG_AGO = timedelta(days=366 * 25)


@dataclass(frozen=True, kw_only=True, slots=True)
class DateMention:
    token: DateToken
    line: Line
    row: int


def find_purchase_dates(sheet: Sheet, *, order: DateOrder, today: date) -> list[DateMention]:
    """Every date that the sheet shows, from top to bottom."""
    return [
        DateMention(token=token, line=line, row=index)
        for index, row in enumerate(sheet.rows)
        for line in row.cells
        for token in find_dates(
            line.text, order="dmy" if _DOTTED.search(line.text) else order, today=today
        )
    ]


def issued_on(sheet: Sheet, mentions: Sequence[DateMention]) -> DateMention | None:
    """The one that is named as the day of issue. None: none is, or two that differ."""
    named = [m for m in mentions if _is_issued(_name_of(sheet, m)) or _is_of_title(sheet, m)]
    days = {mention.token.value for mention in named}
    return named[0] if len(days) == 1 else None


def _is_issued(name: str) -> bool:
    """A sentence may speak of another paper's day."""
    return len(name) <= _LONGEST_NAME and _ISSUED.search(name) is not None


def _is_of_title(sheet: Sheet, mention: DateMention) -> bool:
    token, line = mention.token, mention.line
    behind = fold(line.text)[token.start + len(token.printed) :]
    is_title = line.height >= _TITLE_HEIGHT and _TITLE_OF_DAY.search(_name_of(sheet, mention))
    return bool(is_title) and not _UNTIL.search(behind)


def without_other_days(sheet: Sheet, mentions: Sequence[DateMention]) -> Sequence[DateMention]:
    """Without those that are named as days of orders, deliveries, payments or travels; all of them
    where nothing else is left."""
    rest = [m for m in mentions if not _OF_ANOTHER_DAY.search(_name_of(sheet, m))]
    return rest or mentions


def _name_of(sheet: Sheet, mention: DateMention) -> str:
    """The words before a date on its row, or above it where it stands in a column of its own."""
    row, line = sheet.rows[mention.row], mention.line
    before = [cell.text for cell in row.cells if cell.right <= line.left]
    text = fold(" ".join([*before, line.text[: mention.token.start]]))
    if letters_in(text) > 2 or mention.row == 0:
        return text
    above = sheet.rows[mention.row - 1].cells
    over = (cell.text for cell in above if cell.right > line.left and cell.left < line.right)
    return fold(" ".join(over))


def describe_dates(sheet: Sheet, mentions: Sequence[DateMention], *, today: date) -> list[Features]:
    """What the trees are told of each date."""
    times = Counter(mention.token.value for mention in mentions)
    values = sorted(times)
    return [
        {
            **_text_around(sheet, mention),
            **_form(mention),
            "depth": (mention.line.middle - sheet.top) / sheet.depth,
            "place": float(place),
            "dates": float(len(values)),
            "times": float(times[mention.token.value]),
            "is_earliest": float(mention.token.value == values[0]),
            "is_latest": float(mention.token.value == values[-1]),
            "is_future": float(mention.token.value > today),
            "is_long_ago": float(mention.token.value < today - _LONG_AGO),
        }
        for place, mention in enumerate(mentions)
    ]


def _text_around(sheet: Sheet, mention: DateMention) -> Features:
    row = fold(sheet.rows[mention.row].text)
    above = fold(sheet.rows[mention.row - 1].text) if mention.row else ""
    rest = row.replace(fold(mention.token.printed), " ")
    return {
        "has_label": float(bool(_LABEL.search(row))),
        "label_above": float(bool(_LABEL.search(above))),
        "has_time": float(bool(_TIME.search(rest))),
        "is_other": float(bool(_OTHER_DATE.search(row))),
        "other_above": float(bool(_OTHER_DATE.search(above))),
        "has_number": float(bool(_NUMBER.search(row))),
        "digits_beside": float(min(digits_in(rest), 12)),
        "length_beside": float(min(len(rest), 60)),
    }


def _form(mention: DateMention) -> Features:
    token = mention.token
    return {
        "is_named": float(token.kind == "named"),
        "is_iso": float(token.kind == "iso"),
        "has_long_year": float(token.has_long_year),
        "is_run_together": float(token.printed.isdigit()),
        "same_separators": float(len({c for c in token.printed if not c.isalnum()}) <= 1),
        "score": mention.line.score,
    }
