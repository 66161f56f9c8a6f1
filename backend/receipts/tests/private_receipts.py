"""Receipts with private values in several languages and layouts, as rows and as pictures.

Shops, people and numbers are made up from a seed; check digits are right.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from random import Random

from PIL import Image, ImageDraw, ImageFont
from stdnum import luhn
from stdnum.iso7064 import mod_97_10

from receipts.services.extraction import Box, PrivateKind, TextLine
from receipts.tests.drawing import as_file

FONTS = Path(__file__).parents[2] / "common" / "fonts"
_MARGIN, _SPACING = 40, 1.4


@dataclass(frozen=True, kw_only=True)
class Country:
    vendor: str
    address: str
    tax_number: str
    phones: Sequence[str]
    staff: Sequence[str]
    names: Sequence[str]
    loyalty: Sequence[str]
    card: Sequence[str]
    iban: tuple[str, str]  # its label, and its form
    date: str
    number: str
    items: Sequence[tuple[str, str]]
    sums: Sequence[tuple[str, str]]
    font: str = ""


@dataclass(frozen=True, kw_only=True)
class PrivateReceipt:
    """`rows`: what stands on the left and on the right of each. `kept`: those that fields are read
    from."""

    rows: Sequence[tuple[str, str]]
    kept: Sequence[tuple[str, str]]
    values: Sequence[tuple[PrivateKind, str]]
    font: str = ""


BRITISH = Country(
    vendor="HARROWGATE TOOLS LTD", address="17 Mill Lane, Wetherfold WF9 0QX",
    tax_number="VAT No. GB 000 0000 00",
    phones=("Tel: 01### ######", "Phone 020 #### ####", "+44 20 #### ####", "Tel +44 (0)1### ######"),
    staff=("Served by: {}", "You were served by {}", "Cashier: 04 {}", "Server: {}"),
    names=("Harriet", "Oliver P.", "Priya Nair", "GEORGE"),
    loyalty=("Clubcard 634004 ###########", "Nectar card no: 98263000 #######", "Loyalty No ##########", "Member No ########"),
    card=("VISA DEBIT", "Card No", "MASTERCARD"), iban=("IBAN", "GB??NWBK##############"),
    date="Date 14/09/2026 12:41", number="Receipt No 004417",
    items=(("2 x Masking tape", "7.50"), ("Wood screws 4x40", "6.30"), ("Steel ruler 30cm", "4.20")),
    sums=(("Subtotal", "15.00"), ("VAT 20%", "3.00"), ("TOTAL GBP", "18.00")),
)  # fmt: skip
AMERICAN = Country(
    vendor="JUNIPER HARDWARE LLC", address="2210 Willow St, Cedar Falls, IA 50613",
    tax_number="Store 00417",
    phones=("(319) ###-####", "319-###-####", "Phone: 319 ###-####", "TEL (319) ###-####", "Call us at 1-800-###-####"),
    staff=("Cashier: {}", "Your server: {}", "CLERK: 12 {}", "Your cashier today was {}"),
    names=("Madison", "TYLER", "Jordan Lee", "Ashley M."),
    loyalty=("Rewards Member: ##########", "MEMBER ID ########", "Loyalty Card ###########"),
    card=("VISA", "AMEX", "Credit Card"), iban=("", ""),
    date="Date 09/14/2026 12:41 PM", number="Receipt No 004417",
    items=(("Masking tape", "7.50"), ("Wood screws box", "6.30"), ("Steel ruler", "4.20")),
    sums=(("Subtotal", "18.00"), ("Sales Tax 7%", "1.26"), ("TOTAL", "$19.26")),
)  # fmt: skip
GERMAN = Country(
    vendor="Lindental Werkzeug GmbH", address="Ahornweg 17, 34117 Kassel",
    tax_number="USt-IdNr. DE000000000",
    phones=("Tel. 0561 / ######", "Telefon: +49 561 ######", "Tel: 0561-######  Fax: 0561-######"),
    staff=("Es bediente Sie: {}", "Es bediente Sie {}", "Kassiererin: {}", "Bediener: 7 {}"),
    names=("Frau Krüger", "Herr Özdemir", "Annika", "Jürgen B."),
    loyalty=("PAYBACK Karten-Nr. ##########", "Kundenkarte ########", "Kundennr.: ######", "DeutschlandCard ##########"),
    card=("girocard", "Kartennr.", "VISA"), iban=("IBAN:", "DE??##################"),
    date="Datum 14.09.2026 12:41", number="Beleg-Nr. 004417",
    items=(("Kreppband 2 x 3,75", "7,50"), ("Holzschrauben", "6,30"), ("Stahllineal", "4,20")),
    sums=(("Netto", "15,13"), ("MwSt 19%", "2,87"), ("SUMME EUR", "18,00")),
)  # fmt: skip
FRENCH = Country(
    vendor="Quincaillerie Belleroche SARL", address="8 rue des Tilleuls, 69003 Lyon",
    tax_number="SIRET 000 000 000 00000",
    phones=("Tél. 04 ## ## ## ##", "Tel : 04 ## ## ## ##", "+33 4 ## ## ## ##", "Téléphone 04.##.##.##.##"),
    staff=("Servi par {}", "Vous avez été servi par {}", "Caissière : {}", "Vendeur: 3 {}"),
    names=("Amélie", "Jean-Luc", "Océane", "BENOIT"),
    loyalty=("Carte fidélité : ###########", "N° client ########", "Carte de fidélité ##########"),
    card=("CARTE BANCAIRE", "VISA", "CB"), iban=("IBAN", "FR??#######################"),
    date="Date 14/09/2026 12:41", number="Ticket No 004417",
    items=(("Ruban de masquage", "7,50"), ("Vis à bois", "6,30"), ("Réglet acier", "4,20")),
    sums=(("TOTAL HT", "15,00"), ("TVA 20%", "3,00"), ("TOTAL TTC EUR", "18,00")),
)  # fmt: skip
SPANISH = Country(
    vendor="Ferretería Olmedilla S.L.", address="C/ Almendro 17, 28005 Madrid",
    tax_number="CIF B00000000",
    phones=("Tel: 91 ### ## ##", "Tlf. 6########", "Teléfono: +34 91 ### ## ##"),
    staff=("Le atendió: {}", "Le atendió {}", "Cajera: {}", "Atendido por {}"),
    names=("José Luis", "Lucía", "Marta G.", "IGNACIO"),
    loyalty=("Tarjeta cliente ##########", "Tarjeta de socio: ########", "Nº cliente: #######"),
    card=("TARJETA VISA", "Tarjeta", "MASTERCARD"), iban=("IBAN", "ES??####################"),
    date="Fecha 14/09/2026 12:41", number="Factura 004417",
    items=(("Cinta de carrocero", "7,50"), ("Tornillos madera", "6,30"), ("Regla de acero", "4,20")),
    sums=(("Base imponible", "14,88"), ("IVA 21%", "3,12"), ("TOTAL EUR", "18,00")),
)  # fmt: skip
ITALIAN = Country(
    vendor="Ferramenta Bellariva S.r.l.", address="Via dei Tigli 17, 20121 Milano",
    tax_number="P.IVA 00000000000",
    phones=("Tel. 02 #######", "Telefono: +39 02 #######", "Cell. 3## #######"),
    staff=("Operatore: {}", "Servito da {}", "Cassiera: 2 {}", "Addetto: {}"),
    names=("Giulia", "Marco R.", "Chiara", "LORENZO"),
    loyalty=("Carta Fedeltà ##########", "Tessera socio: ########", "Tessera n. ########"),
    card=("Carta di credito", "BANCOMAT", "VISA"), iban=("IBAN:", "IT??X######################"),
    date="Data 14-09-2026 12:41", number="Documento N. 0044-17",
    items=(("Nastro carta", "7,50"), ("Viti per legno", "6,30"), ("Riga acciaio", "4,20")),
    sums=(("SUBTOTALE", "18,00"), ("di cui IVA 22%", "3,25"), ("TOTALE EURO", "18,00")),
)  # fmt: skip
DUTCH = Country(
    vendor="Lindeveld IJzerwaren B.V.", address="Lindelaan 17, 3512 AB Utrecht",
    tax_number="BTW NL000000000B00",
    phones=("Tel: 030-#######", "Telefoon 030 - #######", "Tel. +31 30 #######"),
    staff=("U bent geholpen door: {}", "U bent geholpen door {}", "Medewerker: {}", "Kassier: 3 {}"),
    names=("Sanne", "Daan de Wit", "Femke", "JEROEN"),
    loyalty=("Bonuskaart 2620#########", "Klantnummer: #######", "Klantenkaart ##########"),
    card=("Maestro", "Kaart", "PIN VISA"), iban=("IBAN", "NL??INGB##########"),
    date="Datum 14-09-2026 12:41", number="Bon 004417",
    items=(("Schilderstape", "7,50"), ("Houtschroeven", "6,30"), ("Stalen liniaal", "4,20")),
    sums=(("Subtotaal", "14,88"), ("BTW 21%", "3,12"), ("TOTAAL EUR", "18,00")),
)  # fmt: skip
SWEDISH = Country(
    vendor="Lindmarks Järnhandel AB", address="Björkgatan 17, 753 28 Uppsala",
    tax_number="Org.nr 000000-0000",
    phones=("Tel: 018-## ## ##", "Telefon 018-######", "Tel +46 18 ## ## ##"),
    staff=("Du blev expedierad av {}", "Kassör: {}", "Säljare: 12 {}"),
    names=("Åsa", "Björn L.", "Ebba", "GUSTAV"),
    loyalty=("ICA-kort 752#########", "Medlemsnummer: ########", "Medlemskort #########"),
    card=("KORT VISA", "BANKKORT", "Mastercard"), iban=("IBAN", "SE??####################"),
    date="Datum 2026-09-14 12:41", number="Kvitto 004417",
    items=(("Maskeringstejp", "75,00"), ("Träskruv", "63,00"), ("Stållinjal", "42,00")),
    sums=(("Netto", "144,00"), ("Moms 25%", "36,00"), ("TOTALT SEK", "180,00")),
)  # fmt: skip
JAPANESE = Country(
    vendor="菩提樹金物店", address="東京都千代田区丸内1-1",
    tax_number="登録番号 T0000000000000",
    phones=("電話 03-####-####", "TEL 03-####-####", "電話番号：03-####-####"),
    staff=("担当：{}", "レジ担当 {}", "担当者: {}"), names=("山田", "佐藤", "鈴木", "高橋"),
    loyalty=("会員番号 ##########", "会員カード: ########"),
    card=("VISA", "カード番号", "MASTERCARD"), iban=("", ""),
    date="2026年9月14日 12:41", number="伝票番号 004417",
    items=(("マスキングテープ", "750"), ("木ねじ", "630"), ("定規", "420")),
    sums=(("小計", "1,636"), ("消費税 10%", "164"), ("合計", "¥1,800")),
    font="DroidSansFallback.ttf",
)  # fmt: skip
COUNTRIES = (BRITISH, AMERICAN, GERMAN, FRENCH, SPANISH, ITALIAN, DUTCH, SWEDISH, JAPANESE)
_STARRED = (
    *("************####", "XXXX XXXX XXXX ####", "**** **** **** ####", "XXXXXXXXXXXX####"),
    *("######******####", "#### #### **** ####", "#### ##** **** ####"),
)
_WHOLE = ("4### #### #### ####", "5412 #### #### ####", "4###############", "3782 ###### #####")
_CARDS = (*_STARRED, *_STARRED, *_WHOLE)


def private_receipts(count: int, *, seed: int = 1) -> list[PrivateReceipt]:
    """Of every country in turn."""
    rng = Random(seed)
    return [_receipt(COUNTRIES[n % len(COUNTRIES)], rng) for n in range(count)]


def _receipt(country: Country, rng: Random) -> PrivateReceipt:
    values: list[tuple[PrivateKind, str]] = []

    def private(kind: PrivateKind, pattern: str) -> str:
        """The row; in each of its parts a value stands from the first to the last #."""
        parts = [_filled(part, rng) for part in pattern.split("  ")]
        values.extend((kind, value) for _, value in parts)
        return "  ".join(text for text, _ in parts)

    name = rng.choice(country.names)
    values.append(("staff_name", name))
    names = ((country.vendor, ""), (country.tax_number, ""))
    head = [names[0], (country.address, ""), names[1]]
    head.insert(rng.choice((2, 3)), (private("phone", rng.choice(country.phones)), ""))
    facts = [(country.date, ""), (country.number, "")]
    goods = [*country.items, *country.sums]
    kept = [*names, *facts, *goods]
    facts.append((rng.choice(country.staff).format(name), ""))
    rng.shuffle(facts)
    label, card = rng.choice(country.card), private("card", rng.choice(_CARDS))
    paid = rng.choice(((f"{label} {card}", country.sums[-1][1]), (label, card)))
    foot = [(private("loyalty", rng.choice(country.loyalty)), "")]
    if country.iban[0] and rng.random() < 0.7:
        label, pattern = country.iban
        values.append(("iban", iban := _iban(pattern, rng)))
        foot.append((f"{label} {_grouped(iban) if rng.random() < 0.7 else iban}", ""))
    rng.shuffle(foot)
    rows = [*head, ("", ""), *facts, ("", ""), *goods, paid, ("", ""), *foot]
    return PrivateReceipt(rows=rows, kept=kept, values=tuple(values), font=country.font)


def _filled(pattern: str, rng: Random) -> tuple[str, str]:
    """A card number without stars gets its check digit."""
    text = "".join(str(rng.randrange(10)) if one == "#" else one for one in pattern)
    if pattern in _WHOLE:
        digits = text.replace(" ", "")[:-1]
        text = text[:-1] + luhn.calc_check_digit(digits)
    places = [at for at, one in enumerate(pattern) if one == "#"]
    start = 0 if pattern in (*_WHOLE, *_STARRED) else places[0]
    return text, text[start : places[-1] + 1]


def _iban(pattern: str, rng: Random) -> str:
    bban = "".join(str(rng.randrange(10)) if one == "#" else one for one in pattern[4:])
    return pattern[:2] + mod_97_10.calc_check_digits(bban + pattern[:2]) + bban


def _grouped(iban: str) -> str:
    return " ".join(iban[at : at + 4] for at in range(0, len(iban), 4))


def as_lines(receipt: PrivateReceipt) -> list[TextLine]:
    """As a recogniser sees them that makes no mistake."""
    height = 1 / (len(receipt.rows) + 2)
    lines = []
    for number, row in enumerate(receipt.rows, start=1):
        for text, left in zip(row, (0.05, 0.6), strict=True):
            if text:
                right = left + 0.5 if left < 0.1 else 0.95
                box = Box(
                    page=0,
                    left=left,
                    top=number * height,
                    right=right,
                    bottom=(number + 0.9) * height,
                )
                lines.append(TextLine(text=text, score=0.99, box=box))
    return lines


def draw(
    receipt: PrivateReceipt, *, font: str = "", size: int = 26, turned: int = 0, skew: float = 0.0
) -> Image.Image:
    """`turned`: so many quarters, against the clock; `skew` in degrees."""
    kind = _font(font, size)
    other = _font(receipt.font or font, size)
    step = round(size * _SPACING)
    widest = max(_length(left + right, kind, other) for left, right in receipt.rows)
    width = max(24 * size, int(widest) + 3 * size) + 2 * _MARGIN
    paper = Image.new("RGB", (width, 2 * _MARGIN + step * len(receipt.rows)), (246, 244, 238))
    pen = ImageDraw.Draw(paper)
    for number, (left, right) in enumerate(receipt.rows):
        for text, x in ((left, _MARGIN), (right, width - _MARGIN - _length(right, kind, other))):
            for part, face in _runs(text, kind, other):
                pen.text(
                    (x, _MARGIN + (number + 1) * step),
                    part,
                    font=face,
                    fill=(45, 45, 45),
                    anchor="ls",
                )
                x += face.getlength(part)
    if skew:
        paper = paper.rotate(skew, Image.Resampling.BICUBIC, expand=True, fillcolor=(246, 244, 238))
    return paper.rotate(90 * turned, expand=True) if turned else paper


def _font(name: str, size: int) -> ImageFont.FreeTypeFont | ImageFont.ImageFont:
    return ImageFont.truetype(FONTS / name, size) if name else ImageFont.load_default(size=size)


def _runs(text, kind, other):
    """In the one font as far as it has the letters, in the other one else."""
    for is_latin, letters in groupby(text, key=lambda one: one < "\u2e80"):
        yield "".join(letters), kind if is_latin else other


def _length(text, kind, other):
    return sum(font.getlength(part) for part, font in _runs(text, kind, other))


def drawn_jpeg(receipt: PrivateReceipt, **scene) -> bytes:
    return as_file(draw(receipt, **scene), quality=90)
