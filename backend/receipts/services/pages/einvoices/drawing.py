"""Pages drawn from an e-invoice, for people to look at: German and English labels side by side.
Pure.

Nothing that counts is left out but lines that would fill more pages than a receipt may have.
"""

from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from io import BytesIO
from itertools import islice
from math import ceil

from PIL import Image, ImageDraw, ImageFont

from common.fonts import FONTS
from receipts.services.einvoices.invoice import EInvoice, InvoiceLine, six_places
from receipts.services.einvoices.texts import PartyTexts
from receipts.services.extraction import Box, TextLine

DOTS_PER_INCH = 150.0
# Of A4.
_WIDTH, _HEIGHT = 1240, 1754
_MARGIN = 90
_RIGHT = _WIDTH - _MARGIN
_MIDDLE = _WIDTH // 2 + 20
_INK, _GREY, _PAPER = 0, 110, 255
# Right edges of a line's numbers; its description ends before the first of them.
_QUANTITY, _PRICE = 800, 970
_DESCRIPTION = _MARGIN + 70
_MOST_ROWS = 3  # of one description
_MOST_IN_A_ROW = 300  # characters, however narrow

_SUM_ROWS = 9  # below the lines, beside what they are of
_ROW = 32


def _font(style: str, size: int) -> ImageFont.FreeTypeFont:
    """From memory, and without a library that would be loaded when it is used: a decoding process
    opens no file."""
    content = BytesIO((FONTS / f"DejaVuSans{style}.ttf").read_bytes())
    return ImageFont.truetype(content, size, layout_engine=ImageFont.Layout.BASIC)


_TEXT, _BOLD, _TITLE, _SMALL = _font("", 22), _font("-Bold", 22), _font("-Bold", 34), _font("", 17)
_KINDS = {
    "invoice": "Rechnung / Invoice",
    "credit_note": "Gutschrift / Credit note",
    "pro_forma": "Proforma-Rechnung / Pro forma invoice",
    "payment_reminder": "Mahnung / Payment reminder",
}


@dataclass(frozen=True)
class Drawing:
    """`places`: of the fields that a reading has, which of the lines shows each."""

    pages: tuple[Image.Image, ...]
    lines: tuple[TextLine, ...]
    places: dict[str, int]


def draw_invoice(invoice: EInvoice, *, max_pages: int) -> Drawing:
    sheet = _Sheet()
    _draw_head(sheet, invoice)
    _draw_parties(sheet, invoice)
    _draw_facts(sheet, invoice)
    _draw_lines(sheet, invoice, max_pages=max_pages)
    _draw_adjustments(sheet, invoice)
    _draw_taxes(sheet, invoice)
    _draw_totals(sheet, invoice)
    return _of_pages(sheet, max_pages)


def _of_pages(sheet: "_Sheet", count: int) -> Drawing:
    lines = tuple(line for line in sheet.lines if line.box.page < count)
    places = {name: place for name, place in sheet.places.items() if place < len(lines)}
    return Drawing(tuple(sheet.pages[:count]), lines, places)


@dataclass
class _Sheet:
    """Written from top to bottom; `y` is where the next row stands."""

    pages: list[Image.Image] = field(default_factory=list)
    lines: list[TextLine] = field(default_factory=list)
    places: dict[str, int] = field(default_factory=dict)
    y: int = 0

    def __post_init__(self) -> None:
        self.turn()

    def turn(self) -> None:
        self.pages.append(Image.new("L", (_WIDTH, _HEIGHT), _PAPER))
        self.y = _MARGIN

    def room_for(self, height: int) -> None:
        if self.y + height > _HEIGHT - _MARGIN:
            self.turn()

    def write(
        self,
        text: str,
        x: int,
        *,
        font: ImageFont.FreeTypeFont = _TEXT,
        ink: int = _INK,
        is_right: bool = False,
        name: str = "",
    ) -> None:
        """In the row at hand. `name`: the field that it shows."""
        if not text:
            return
        width = round(font.getlength(text))
        left = x - width if is_right else x
        ImageDraw.Draw(self.pages[-1]).text((left, self.y), text, font=font, fill=ink)
        if name:
            self.places.setdefault(name, len(self.lines))
        self.lines.append(TextLine(text=text, score=1.0, box=self._box(left, width, font)))

    def rule(self) -> None:
        ImageDraw.Draw(self.pages[-1]).line((_MARGIN, self.y, _RIGHT, self.y), fill=_GREY)
        self.y += 10

    def _box(self, left: int, width: int, font: ImageFont.FreeTypeFont) -> Box:
        right, bottom = min(_WIDTH, left + width), self.y + round(font.size * 1.25)
        return Box(
            page=len(self.pages) - 1,
            left=max(0, left) / _WIDTH,
            top=self.y / _HEIGHT,
            right=right / _WIDTH,
            bottom=bottom / _HEIGHT,
        )


def _draw_head(sheet: _Sheet, invoice: EInvoice) -> None:
    sheet.write(_KINDS[invoice.kind], _MARGIN, font=_TITLE, name="document_kind")
    sheet.y += 52
    sheet.write(
        "Gezeichnet aus der E-Rechnung, dem Original / Drawn from the e-invoice, the original",
        _MARGIN,
        font=_SMALL,
        ink=_GREY,
    )
    sheet.y += 44


def _draw_parties(sheet: _Sheet, invoice: EInvoice) -> None:
    top = sheet.y
    bottoms = []
    for x, label, party, name in (
        (_MARGIN, "Verkäufer / Seller", invoice.seller, "vendor"),
        (_MIDDLE, "Käufer / Buyer", invoice.buyer, ""),
    ):
        sheet.y = top
        sheet.write(label, x, font=_SMALL, ink=_GREY)
        sheet.y += 26
        _draw_party(sheet, party, x, name)
        bottoms.append(sheet.y)
    sheet.y = max(bottoms) + 24


def _draw_party(sheet: _Sheet, party: PartyTexts, x: int, name: str) -> None:
    width = _MIDDLE - _MARGIN - 40
    for row in islice(_wrapped(party.name or party.trading_name, _BOLD, width), _MOST_ROWS):
        sheet.write(row, x, font=_BOLD, name=name)
        sheet.y += 30
    town = " ".join(filter(None, (party.country, party.postcode, party.city)))
    numbers = _labelled("USt-IdNr. / VAT no.", party.vat_number)
    others = _labelled("Steuernr. / Tax no.", party.tax_number)
    for text in filter(None, (party.street, town, numbers, others)):
        sheet.write(next(_wrapped(text, _TEXT, width)), x)
        sheet.y += 28


def _labelled(label: str, text: str) -> str:
    return f"{label} {text}" if text else ""


def _draw_facts(sheet: _Sheet, invoice: EInvoice) -> None:
    texts = invoice.texts
    for label, value, name in (
        ("Rechnungsnummer / Invoice number", texts.number, "receipt_number"),
        ("Rechnungsdatum / Invoice date", texts.issued_on, "purchased_on"),
        ("Lieferdatum / Delivery date", texts.delivered_on, ""),
        ("Fällig am / Due on", texts.due_on, ""),
        ("Währung / Currency", texts.currency, "currency"),
        ("Verwendungszweck / Payment reference", texts.payment_reference, ""),
        ("IBAN", texts.iban, ""),
        ("Profil / Profile", invoice.profile.name if invoice.profile else texts.profile, ""),
    ):
        if value:
            sheet.write(label, _MARGIN, ink=_GREY)
            sheet.write(next(_wrapped(value, _TEXT, _RIGHT - _MIDDLE)), _MIDDLE, name=name)
            sheet.y += 30
    sheet.y += 24


def _draw_lines(sheet: _Sheet, invoice: EInvoice, *, max_pages: int) -> None:
    """What leaves no room for the sums on the last page is counted only."""
    if not invoice.lines:
        return
    _draw_row(sheet, ("Pos.", "Bezeichnung / Description", "Menge / Qty", "Preis / Price",
                      "Betrag / Amount"), font=_SMALL)  # fmt: skip
    sheet.rule()
    below = _ROW * (_SUM_ROWS + len(invoice.adjustments) + len(invoice.taxes))
    for place, line in enumerate(invoice.lines):
        is_full = sheet.y > _HEIGHT - 2 * _MARGIN - below
        if len(sheet.pages) >= max_pages and is_full:
            _draw_left_out(sheet, len(invoice.lines) - place)
            break
        _draw_line(sheet, line)
    sheet.y += 10


def _draw_left_out(sheet: _Sheet, count: int) -> None:
    more = f"… und {count} weitere Positionen / and {count} more lines"
    sheet.write(more, _DESCRIPTION, ink=_GREY)
    sheet.y += _ROW


def _draw_line(sheet: _Sheet, line: InvoiceLine) -> None:
    rows = list(islice(_wrapped(line.said, _TEXT, _QUANTITY - 150 - _DESCRIPTION), _MOST_ROWS))
    sheet.room_for(30 * len(rows) + 6)
    quantity = " ".join(filter(None, (_plain(line.quantity), line.unit)))
    first = rows[0] if rows else ""
    _draw_row(sheet, (line.number, first, quantity, _number(line.price), _number(line.amount)))
    for row in rows[1:]:
        sheet.write(row, _DESCRIPTION, ink=_GREY)
        sheet.y += 30
    sheet.y += 6


def _draw_row(sheet: _Sheet, cells: Sequence[str], *, font: ImageFont.FreeTypeFont = _TEXT) -> None:
    number, description, quantity, price, amount = cells
    sheet.write(next(_wrapped(number, font, 65), ""), _MARGIN, font=font, ink=_GREY)
    sheet.write(description, _DESCRIPTION, font=font)
    for text, x in ((quantity, _QUANTITY), (price, _PRICE), (amount, _RIGHT)):
        sheet.write(text, x, font=font, is_right=True)
    sheet.y += 30


def _draw_adjustments(sheet: _Sheet, invoice: EInvoice) -> None:
    for one in invoice.adjustments:
        label = "Zuschlag / Charge" if one.is_charge else "Nachlass / Allowance"
        _draw_sum(sheet, _labelled(label, one.reason), _number(one.signed))


def _draw_taxes(sheet: _Sheet, invoice: EInvoice) -> None:
    for tax in invoice.taxes:
        rate = tax.category if tax.rate is None else f"{_plain(tax.rate)} %"
        label = f"Umsatzsteuer / VAT {rate} ({_number(tax.net)})"
        _draw_sum(sheet, label, _number(tax.tax))


def _draw_totals(sheet: _Sheet, invoice: EInvoice) -> None:
    sheet.room_for(_ROW * _SUM_ROWS)
    sheet.rule()
    for label, amount, name in (
        ("Summe der Positionen / Sum of lines", invoice.line_total, "subtotal"),
        ("Nachlässe / Allowances", invoice.allowance_total or None, "discount"),
        ("Zuschläge / Charges", invoice.charge_total or None, ""),
        ("Gesamt netto / Total without VAT", invoice.net_total, ""),
        ("Umsatzsteuer gesamt / Total VAT", invoice.tax_total, "tax"),
    ):
        _draw_sum(sheet, label, _number(amount), name=name)
    total = _number(invoice.total)
    _draw_sum(sheet, "Gesamt brutto / Total with VAT", total, name="total", font=_BOLD)
    for label, amount in (
        ("Bereits gezahlt / Paid already", invoice.prepaid or None),
        ("Rundung / Rounding", invoice.rounding or None),
        ("Zu zahlen / Amount due", invoice.due),
    ):
        _draw_sum(sheet, label, _number(amount))


def _draw_sum(
    sheet: _Sheet,
    label: str,
    amount: str,
    *,
    name: str = "",
    font: ImageFont.FreeTypeFont = _TEXT,
) -> None:
    if amount:
        sheet.room_for(_ROW)
        sheet.write(next(_wrapped(label, font, _PRICE - _MARGIN)), _MARGIN, font=font)
        sheet.write(amount, _RIGHT, font=font, is_right=True, name=name)
        sheet.y += _ROW


def _number(number: Decimal | None) -> str:
    """An amount or a price, with two decimals at least."""
    whole, _, decimals = _plain(number).partition(".")
    return whole and f"{whole}.{decimals:0<2}"


def _plain(number: Decimal | None) -> str:
    """With six decimals at most, as no amount is told by more."""
    return "" if number is None else f"{six_places(number).normalize():f}"


def _wrapped(text: str, font: ImageFont.FreeTypeFont, width: int) -> Iterator[str]:
    """Rows no wider than that; a word that is wider is broken."""
    row = ""
    for word in text.split():
        for piece in _pieces(word, font.getlength, width):
            joined = f"{row} {piece}".lstrip()
            if row and font.getlength(joined) > width:
                yield row
                joined = piece
            row = joined
    if row:
        yield row


def _pieces(word: str, measure: Callable[[str], float], width: int) -> Iterator[str]:
    while measure(word[:_MOST_IN_A_ROW]) > width:
        sizes = range(2, _MOST_IN_A_ROW)
        fits = 1 + bisect_right(sizes, width, key=lambda size: ceil(measure(word[:size])))
        yield word[:fits]
        word = word[fits:]
    yield word[:_MOST_IN_A_ROW]
