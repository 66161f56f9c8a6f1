"""Originals of the demo account's year: drawn receipts, and what a person then does with each.

Pure. Shops, addresses and numbers are invented.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from receipts.demo.sample_receipts import (
    AMERICAN,
    BRITISH,
    DEMO_RECEIPTS,
    GERMAN,
    PEBBLE_LANE,
    SampleItem,
    SampleReceipt,
    Scene,
    draw_pages,
    draw_receipt,
    encode_jpeg,
    encode_pdf,
)
from receipts.demo.year_entries import months_before


@dataclass(frozen=True, kw_only=True)
class Original:
    """One file, and what is done once it has been read.

    `changes` are by the names of `Transaction`. With `rows_per_page` it is a PDF. `comes_last`:
    after the others have been corrected, so that what was learnt is applied to it.
    """

    file: str
    receipt: SampleReceipt
    scene: Scene
    changes: Mapping[str, Any] = field(default_factory=dict)
    is_verified: bool = False
    is_trashed: bool = False
    comes_last: bool = False
    rows_per_page: int = 0

    def draw(self) -> bytes:
        if self.rows_per_page:
            pages = draw_pages(self.receipt, self.scene, rows_per_page=self.rows_per_page)
            return encode_pdf(pages)
        return encode_jpeg(draw_receipt(self.receipt, self.scene))


def year_of_originals(*, today: date, months: int) -> Iterator[Original]:
    """The three samples first, then those of so many months up to today."""
    for file, receipt, scene in DEMO_RECEIPTS:
        changes = _SAMPLE_CHANGES.get(file, {})
        yield Original(file=file, receipt=receipt, scene=scene, changes=changes)
    for days_ago, original in _ORIGINALS:
        purchased_on = today - timedelta(days=days_ago)
        if purchased_on > months_before(today, months):
            yield replace(original, receipt=replace(original.receipt, purchased_on=purchased_on))


def _item(price: str, description: str, *, quantity: int = 1, tax: str | None = None) -> SampleItem:
    rate = None if tax is None else Decimal(tax)
    return SampleItem(
        description=description, unit_price=Decimal(price), quantity=quantity, tax_percent=rate
    )


_FRENCH = replace(
    GERMAN,
    date_format="%d/%m/%Y",
    tax_name="TVA",
    tax_percent=Decimal(10),
    payment="Carte",
    date_name="Date",
    subtotal_name="Total HT",
    total_name="TOTAL TTC",
    paid_name="Paiement",
    farewell="Merci et a bientot",
    is_centred=True,
)
_BRINDLE = replace(
    BRITISH,
    vendor="BRINDLE ELECTRONICS",
    address=("Unit 6, Foundry Yard, Wetherfold WF9 1AB",),
    is_centred=True,
    is_dated_last=True,
)
_RAIL = replace(
    BRITISH,
    vendor="NORTHERN VALE RAIL",
    address=("Wetherfold Station ticket office",),
    items=(_item("31.40", "Day return Wetherfold Castleby"),),
    tax_percent=Decimal(0),
    number="771204",
)

_PEBBLE_LANE_SPELT: Mapping[str, Any] = {"vendor": "Pebble Lane Stores"}
_SAMPLE_CHANGES: Mapping[str, Mapping[str, Any]] = {
    "stationery.jpg": {**_PEBBLE_LANE_SPELT, "category": "office"},
    "lunch.jpg": {"notes": "With the gallery's curator."},
}
_GROCERIES = replace(
    BRITISH,
    vendor="GREENFOLD MARKET",
    address=("2 Mill Street, Wetherfold WF9 0AA",),
    items=(
        _item("3.80", "Bread and rolls", tax="0"),
        _item("6.40", "Fruit and vegetables", tax="0"),
        _item("8.95", "Ground coffee 1 kg"),
        _item("4.20", "Washing-up liquid", quantity=2),
    ),
    number="0031887",
)

_ORIGINALS: tuple[tuple[int, Original], ...] = (
    (
        81,
        Original(
            file="paper-and-ink.jpg",
            receipt=replace(
                PEBBLE_LANE,
                items=(
                    _item("38.50", "Ink cartridge black"),
                    _item("4.50", "Printer paper A4", quantity=3),
                ),
                number="003977",
            ),
            scene=Scene(seed=11, skew_degrees=-1.5, noise=10, table=50),
            changes={**_PEBBLE_LANE_SPELT, "category": "office"},
            is_verified=True,
        ),
    ),
    (
        64,
        Original(
            file="weekly-shop.jpg",
            receipt=_GROCERIES,
            scene=Scene(seed=12, paper=(244, 243, 240), noise=6, width=620),
            changes={
                "vendor": "Greenfold Market",
                "category": "groceries",
                "notes": "The coffee is for the studio.",
                "items": [
                    {"description": "Bread and rolls", "amount": Decimal("3.80")},
                    {"description": "Fruit and vegetables", "amount": Decimal("6.40")},
                    {
                        "description": "Ground coffee 1 kg",
                        "amount": Decimal("8.95"),
                        "category": "office",
                    },
                    {
                        "description": "Washing-up liquid",
                        "quantity": Decimal(2),
                        "amount": Decimal("8.40"),
                        "category": "other",
                    },
                ],
            },
            is_verified=True,
        ),
    ),
    (
        150,
        Original(
            file="fuel.jpg",
            receipt=replace(
                BRITISH,
                vendor="HARROW DALE FUEL",
                address=("A0 Services, Harrow Dale HD1 1ZZ",),
                items=(_item("54.20", "Unleaded 37.4 litres"),),
                number="5520 19",
            ),
            scene=Scene(seed=13, ink=90, shade=0.3, noise=12),
            changes={
                "vendor": "Harrow Dale Fuel",
                "category": "vehicle",
                "deductible_share": Decimal("0.5"),
            },
        ),
    ),
    (
        35,
        Original(
            file="train.jpg",
            receipt=_RAIL,
            scene=Scene(seed=14, paper=(240, 236, 214), noise=8, width=640),
            changes={"vendor": "Northern Vale Rail", "category": "travel"},
        ),
    ),
    (
        35,
        Original(
            file="train-once-more.jpg",
            receipt=_RAIL,
            scene=Scene(seed=15, paper=(236, 230, 206), noise=12, width=640, shade=0.2),
        ),
    ),
    (
        118,
        Original(
            file="hotel.pdf",
            receipt=replace(
                GERMAN,
                vendor="Hotel Birkenhof",
                address=("Am Anger 9, 99999 Neudorf", "USt-IdNr DE000000000"),
                heading="RECHNUNG",
                items=(
                    _item("89.00", "Einzelzimmer", quantity=3, tax="7"),
                    _item("14.50", "Fruehstueck", quantity=3),
                    _item("12.00", "Parkplatz", quantity=2),
                ),
                number="R-20418",
            ),
            scene=Scene(seed=16, width=900),
            changes={"category": "travel"},
            is_verified=True,
            rows_per_page=11,
        ),
    ),
    (
        117,
        Original(
            file="taxi.jpg",
            receipt=replace(
                GERMAN,
                vendor="Taxi Rosenthal",
                address=("Neudorf, Tel 000 0000",),
                items=(_item("23.80", "Fahrt Bahnhof Messe"),),
                tax_percent=Decimal(7),
                number="614",
                payment="BAR",
            ),
            scene=Scene(seed=17, ink=70, skew_degrees=2.0, noise=10, table=40, width=560),
        ),
    ),
    (
        205,
        Original(
            file="dinner.jpg",
            receipt=replace(
                _FRENCH,
                vendor="LE PETIT MOULIN",
                address=("12 rue des Tilleuls, 00000 Valbourg",),
                items=(
                    _item("24.50", "Menu du jour", quantity=2),
                    _item("19.00", "Bouteille de vin", tax="20"),
                    _item("2.80", "Cafe", quantity=2),
                ),
                number="00871",
            ),
            scene=Scene(seed=18, paper=(250, 246, 236), shade=0.4, noise=10),
            changes={"deductible_share": Decimal("0.5"), "notes": "Two of us, one a client."},
        ),
    ),
    (
        239,
        Original(
            file="timber.jpg",
            receipt=replace(
                AMERICAN,
                vendor="COPPER CREEK HARDWARE",
                address=("2200 Mill Road, Fort Alder, CO 80000",),
                items=(
                    _item("18.75", "Pine board 6 ft", quantity=4),
                    _item("9.29", "Wood glue"),
                ),
                number="87-9920",
            ),
            scene=Scene(seed=19, ink=100, noise=12, skew_degrees=1.0, table=50),
        ),
    ),
    (
        238,
        Original(
            file="diner.jpg",
            receipt=replace(
                AMERICAN,
                vendor="BLUE MESA DINER",
                address=("77 Main Street, Fort Alder, CO 80000",),
                items=(
                    _item("12.50", "Breakfast plate", quantity=2),
                    _item("3.25", "Coffee", quantity=2),
                ),
                number="3318",
                is_centred=True,
            ),
            scene=Scene(seed=20, paper=(252, 250, 246), noise=8, width=600),
            changes={"category": "meals"},
            is_verified=True,
        ),
    ),
    (
        52,
        Original(
            file="keyboard.jpg",
            receipt=replace(
                _BRINDLE,
                items=(_item("64.99", "Keyboard K2"), _item("7.50", "USB cable 2 m", quantity=2)),
                number="INV 40117",
            ),
            scene=Scene(seed=21, noise=6, skew_degrees=0.8, table=30),
            changes={"vendor": "Brindle Electronics", "category": "office"},
        ),
    ),
    (
        47,
        Original(
            file="keyboard-refund.jpg",
            receipt=replace(
                _BRINDLE,
                heading="REFUND",
                items=(_item("-64.99", "Keyboard K2"),),
                number="CR 40131",
                paid_name="Refunded to",
            ),
            scene=Scene(seed=22, noise=6, paper=(238, 242, 246)),
            changes={
                "vendor": "Brindle Electronics",
                "type": "expense",
                "category": "office",
                "total": Decimal("-64.99"),
                "subtotal": Decimal("-54.16"),
                "tax": Decimal("-10.83"),
            },
            is_verified=True,
        ),
    ),
    (
        93,
        Original(
            file="pharmacy.jpg",
            receipt=replace(
                BRITISH,
                vendor="WILLOWBANK PHARMACY",
                address=("31 Mill Street, Wetherfold",),
                items=(
                    _item("9.50", "Plasters assorted"),
                    _item("6.25", "Mobility aid ferrule", tax="5"),
                ),
                number="P 2204",
            ),
            scene=Scene(seed=23, noise=8, width=600),
            changes={"vendor": "Willowbank Pharmacy", "category": "health"},
        ),
    ),
    (
        9,
        Original(
            file="takeaway-blurred.jpg",
            receipt=replace(
                BRITISH,
                vendor="OAKHAM LANE NOODLES",
                address=("5 Oakham Lane, Wetherfold",),
                items=(_item("8.40", "Noodles large"), _item("2.10", "Green tea")),
                number="88",
            ),
            scene=Scene(seed=24, ink=150, noise=30, shade=0.5, font_size=24, blur=2.6, table=60),
        ),
    ),
    (
        5,
        Original(
            file="in-the-pocket.jpg",
            receipt=replace(_GROCERIES, number="0032240"),
            scene=Scene(seed=25, ink=200, shade=0.8, noise=60, blur=12),
        ),
    ),
    (
        70,
        Original(
            file="private.jpg",
            receipt=replace(
                BRITISH,
                vendor="THE LANTERN CINEMA",
                address=("Castleby",),
                items=(_item("11.00", "Adult ticket", quantity=2),),
                number="A117",
            ),
            scene=Scene(seed=26, noise=8),
            is_trashed=True,
        ),
    ),
    (
        12,
        Original(
            file="envelopes.jpg",
            receipt=replace(
                PEBBLE_LANE,
                items=(
                    _item("5.95", "Envelopes C5", quantity=2),
                    _item("3.25", "Ballpoint pens blue"),
                ),
                number="005120",
            ),
            scene=Scene(seed=27, skew_degrees=0.5, noise=8, table=40),
            comes_last=True,
        ),
    ),
)
