"""Sample receipts, drawn for the demo account and for tests. Pure.

Shops, addresses and numbers are invented. The font is the one inside Pillow, so nothing has to be
installed; the same arguments draw the same picture, pixel for pixel.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from io import BytesIO
from itertools import batched
from random import Random

from PIL import Image, ImageChops, ImageDraw, ImageFilter, ImageFont

Colour = tuple[int, int, int]

_CENT = Decimal("0.01")
_MARGIN = 48  # pixels
_LINE_SPACING = 1.35  # of the font's size
_TABLE: Colour = (92, 84, 78)


@dataclass(frozen=True, kw_only=True)
class SampleItem:
    """`tax_percent` None: the receipt's."""

    description: str
    unit_price: Decimal
    quantity: int = 1
    tax_percent: Decimal | None = None

    @property
    def amount(self) -> Decimal:
        return self.unit_price * self.quantity


@dataclass(frozen=True, kw_only=True)
class SampleReceipt:
    """What is printed. The amounts follow from the items, so they always add up.

    `tax_percent` is inside the prices (as in Europe) or, with `tax_is_added`, on top of them (as in
    the United States). `date_format` is for `strftime`. A refund has prices below zero and says so
    in its `heading`.
    """

    vendor: str
    address: tuple[str, ...]
    purchased_on: date
    date_format: str
    currency: str  # ISO 4217
    sign: str  # as printed before the total; the font is ASCII only, so no pound or euro sign
    items: tuple[SampleItem, ...]
    tax_name: str
    tax_percent: Decimal
    tax_is_added: bool = False
    decimal_mark: str = "."
    number: str = "000117"
    payment: str = "CARD"
    date_name: str = "Date"
    subtotal_name: str = "Subtotal"
    total_name: str = "TOTAL"
    paid_name: str = "Paid by"
    farewell: str = "Thank you"
    heading: str = ""
    is_centred: bool = False
    is_dated_last: bool = False

    @property
    def items_total(self) -> Decimal:
        return sum((item.amount for item in self.items), Decimal(0))

    @property
    def taxes(self) -> dict[Decimal, Decimal]:
        """The tax of each rate."""
        bases: dict[Decimal, Decimal] = {}
        for item in self.items:
            rate = self.tax_percent if item.tax_percent is None else item.tax_percent
            bases[rate] = bases.get(rate, Decimal(0)) + item.amount
        return {rate: self._tax_of(base, rate) for rate, base in bases.items()}

    def _tax_of(self, base: Decimal, rate: Decimal) -> Decimal:
        whole = Decimal(100) if self.tax_is_added else 100 + rate
        return (base * rate / whole).quantize(_CENT, ROUND_HALF_UP)

    @property
    def tax(self) -> Decimal:
        return sum(self.taxes.values(), Decimal(0))

    @property
    def total(self) -> Decimal:
        return self.items_total + (self.tax if self.tax_is_added else 0)

    @property
    def subtotal(self) -> Decimal:
        """Without tax."""
        return self.total - self.tax

    def money(self, amount: Decimal) -> str:
        return f"{amount:.2f}".replace(".", self.decimal_mark)


@dataclass(frozen=True, kw_only=True)
class Scene:
    """How it was photographed.

    `ink` is the grey of the print, 0 is black. `shade` is how much of the light the bottom of the
    picture lacks, 0 to 1; `noise` is in grey levels. The last `torn_rows` lack their right ends.
    """

    seed: int = 0
    paper: Colour = (250, 248, 242)
    ink: int = 40
    skew_degrees: float = 0.0
    noise: int = 0
    shade: float = 0.0
    font_size: int = 28  # pixels
    width: int = 720  # of the paper, in pixels
    table: int = 0  # pixels of background around the paper
    blur: float = 0.0  # pixels
    torn_rows: int = 0


@dataclass(frozen=True)
class _Row:
    left: str = ""
    right: str = ""
    is_title: bool = False
    is_centred: bool = False


def draw_receipt(receipt: SampleReceipt, scene: Scene) -> Image.Image:
    """In colour."""
    return _draw_rows(_lay_out(receipt), scene)


def draw_pages(
    receipt: SampleReceipt, scene: Scene, *, rows_per_page: int
) -> Iterator[Image.Image]:
    for rows in batched(_lay_out(receipt), rows_per_page):
        yield _draw_rows(list(rows), scene)


def _draw_rows(rows: list[_Row], scene: Scene) -> Image.Image:
    picture = _print_rows(rows, scene)
    if scene.torn_rows:
        _tear(picture, scene)
    if scene.table or scene.skew_degrees:
        picture = _lay_on_table(picture, scene)
    picture = _add_noise(_add_shade(picture, scene), scene)
    return picture.filter(ImageFilter.GaussianBlur(scene.blur)) if scene.blur else picture


def encode_jpeg(picture: Image.Image, *, quality: int = 88) -> bytes:
    buffer = BytesIO()
    picture.save(buffer, "JPEG", quality=quality)
    return buffer.getvalue()


def encode_pdf(pages: Iterable[Image.Image]) -> bytes:
    """Pictures alone, as a scanner makes it."""
    buffer = BytesIO()
    first, *others = pages
    first.save(buffer, "PDF", save_all=True, append_images=others)
    return buffer.getvalue()


def draw_demo_receipts() -> Iterator[tuple[str, bytes]]:
    """File name and JPEG of each of the demo account's three receipts."""
    for name, receipt, scene in DEMO_RECEIPTS:
        yield name, encode_jpeg(draw_receipt(receipt, scene))


def draw_samples() -> Iterator[tuple[str, bytes]]:
    """Of an empty account: those of the demo, but from one the end of its total is torn off, so
    that there is something to be reviewed."""
    for name, receipt, scene in DEMO_RECEIPTS:
        torn = replace(scene, torn_rows=4 if receipt is _BISTRO else 0)
        yield name, encode_jpeg(draw_receipt(receipt, torn))


def _lay_out(receipt: SampleReceipt) -> list[_Row]:
    dated = [*_date_rows(receipt), _Row()]
    return [
        *_head_rows(receipt),
        _Row(),
        *([] if receipt.is_dated_last else dated),
        *_item_rows(receipt),
        _Row(),
        *_sum_rows(receipt),
        _Row(),
        *(dated if receipt.is_dated_last else []),
        _Row(receipt.farewell, is_centred=receipt.is_centred),
    ]


def _head_rows(receipt: SampleReceipt) -> Iterator[_Row]:
    yield _Row(receipt.vendor, is_title=True, is_centred=receipt.is_centred)
    for line in receipt.address:
        yield _Row(line, is_centred=receipt.is_centred)
    if receipt.heading:
        yield _Row(receipt.heading, is_title=True, is_centred=receipt.is_centred)


def _date_rows(receipt: SampleReceipt) -> Iterator[_Row]:
    printed_date = receipt.purchased_on.strftime(receipt.date_format)
    yield _Row(f"{receipt.date_name} {printed_date}", f"No {receipt.number}")


def _item_rows(receipt: SampleReceipt) -> Iterator[_Row]:
    for item in receipt.items:
        yield _Row(f"{item.quantity} x {item.description}", receipt.money(item.amount))


def _sum_rows(receipt: SampleReceipt) -> Iterator[_Row]:
    money = receipt.money
    yield _Row(receipt.subtotal_name, money(receipt.subtotal))
    for rate, tax in receipt.taxes.items():
        yield _Row(f"{receipt.tax_name} {rate.normalize():f}%", money(tax))
    yield _Row(receipt.total_name, f"{receipt.sign}{money(receipt.total)}", is_title=True)
    yield _Row(f"{receipt.paid_name} {receipt.payment}", money(receipt.total))


def _print_rows(rows: list[_Row], scene: Scene) -> Image.Image:
    step = round(scene.font_size * _LINE_SPACING)
    paper = Image.new("RGB", (scene.width, 2 * _MARGIN + step * (len(rows) + 1)), scene.paper)
    pen = ImageDraw.Draw(paper)
    ink = (scene.ink, scene.ink, scene.ink)
    for line, row in enumerate(rows):
        size = scene.font_size * (1.25 if row.is_title else 1.0)
        font = ImageFont.load_default(size=size)
        top = _MARGIN + line * step
        if row.is_centred:
            pen.text((scene.width / 2, top), row.left, font=font, fill=ink, anchor="ma")
        else:
            pen.text((_MARGIN, top), row.left, font=font, fill=ink)
        pen.text((scene.width - _MARGIN, top), row.right, font=font, fill=ink, anchor="ra")
    return paper


def _tear(paper: Image.Image, scene: Scene) -> None:
    """The table shows where the lower right corner was; the edge is that of torn paper."""
    width, height = paper.size
    step = round(scene.font_size * _LINE_SPACING)
    top = height - _MARGIN - step * (scene.torn_rows + 1)
    edge = [(1.0, -0.8), (0.89, 0.25), (0.84, 1.2), (0.86, scene.torn_rows + 2.3), (1.0, 99)]
    corner = [(width * x, min(top + step * y, height)) for x, y in edge]
    ImageDraw.Draw(paper).polygon(corner, fill=_TABLE)


def _lay_on_table(paper: Image.Image, scene: Scene) -> Image.Image:
    width, height = (side + 2 * scene.table for side in paper.size)
    picture = Image.new("RGB", (width, height), _TABLE)
    picture.paste(paper, (scene.table, scene.table))
    return picture.rotate(
        scene.skew_degrees, Image.Resampling.BICUBIC, expand=True, fillcolor=_TABLE
    )


def _add_shade(picture: Image.Image, scene: Scene) -> Image.Image:
    if not scene.shade:
        return picture
    light = Image.linear_gradient("L").point(lambda value: 255 - value * scene.shade)
    return ImageChops.multiply(picture, light.resize(picture.size).convert("RGB"))


def _add_noise(picture: Image.Image, scene: Scene) -> Image.Image:
    if not scene.noise:
        return picture
    width, height = picture.size
    grain = Image.frombytes("L", picture.size, Random(scene.seed).randbytes(width * height))  # noqa: S311 - grain, no secret
    grain = grain.point(lambda value: value * 2 * scene.noise / 255)
    return ImageChops.add(picture, grain.convert("RGB"), offset=-scene.noise)


_NOT_YET_DATED = date(2000, 1, 1)  # each receipt made of a kind gets its own
BRITISH = SampleReceipt(
    vendor="",
    address=(),
    purchased_on=_NOT_YET_DATED,
    date_format="%d/%m/%Y",
    currency="GBP",
    sign="GBP ",
    items=(),
    tax_name="VAT",
    tax_percent=Decimal(20),
)
GERMAN = replace(
    BRITISH,
    date_format="%d.%m.%Y",
    currency="EUR",
    sign="EUR ",
    tax_name="MwSt",
    tax_percent=Decimal(19),
    decimal_mark=",",
    payment="Karte",
    date_name="Datum",
    subtotal_name="Netto",
    total_name="SUMME",
    paid_name="Bezahlt mit",
    farewell="Vielen Dank",
)
AMERICAN = replace(
    BRITISH,
    date_format="%m/%d/%Y",
    currency="USD",
    sign="$",
    tax_name="Sales tax",
    tax_percent=Decimal("7.25"),
    tax_is_added=True,
    payment="VISA",
)
PEBBLE_LANE = replace(
    BRITISH,
    vendor="PEBBLE LANE STORES",
    address=("14 Pebble Lane, Wetherfold WF9 0QX", "VAT Reg GB 000 0000 00"),
)
_CORNER_SHOP = replace(
    PEBBLE_LANE,
    purchased_on=date(2026, 10, 17),
    items=(
        SampleItem(description="Printer paper A4", unit_price=Decimal("4.50"), quantity=2),
        SampleItem(description="Ballpoint pens blue", unit_price=Decimal("3.25")),
        SampleItem(description="Parcel tape", unit_price=Decimal("2.75")),
    ),
    number="004512",
)
_BISTRO = replace(
    GERMAN,
    vendor="Bistro Sonnenhof",
    address=("Lindenweg 3, 99999 Neudorf", "USt-IdNr DE000000000"),
    purchased_on=date(2026, 11, 5),
    items=(
        SampleItem(description="Tagessuppe", unit_price=Decimal("6.90"), quantity=2),
        SampleItem(description="Forelle", unit_price=Decimal("18.50")),
        SampleItem(description="Apfelkuchen", unit_price=Decimal("4.80"), quantity=2),
    ),
    tax_percent=Decimal(7),
    number="2291",
)
_HARDWARE = replace(
    AMERICAN,
    vendor="COPPER CREEK HARDWARE",
    address=("2200 Mill Road, Fort Alder, CO 80000",),
    purchased_on=date(2026, 9, 28),
    items=(
        SampleItem(description="Wood screws 2 in", unit_price=Decimal("7.49")),
        SampleItem(description="LED bulb 9 W", unit_price=Decimal("3.99"), quantity=4),
        SampleItem(description="Work gloves", unit_price=Decimal("12.95")),
    ),
    number="88-1043",
)

DEMO_RECEIPTS: tuple[tuple[str, SampleReceipt, Scene], ...] = (
    ("stationery.jpg", _CORNER_SHOP, Scene(seed=1, skew_degrees=1.2, noise=10, table=40)),
    ("lunch.jpg", _BISTRO, Scene(seed=2, paper=(246, 236, 214), shade=0.35, noise=8)),
    ("hardware.jpg", _HARDWARE, Scene(seed=3, ink=120, skew_degrees=-2, noise=14, table=60)),
)
