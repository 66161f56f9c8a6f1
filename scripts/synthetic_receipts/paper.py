"""The paper of one receipt: rows that are printed on it, and habits that hold for all of them."""

import random
from dataclasses import dataclass
from decimal import Decimal

from synthetic_receipts.bills import Bill
from synthetic_receipts.places import money
from synthetic_receipts.shops import made_up_word


@dataclass(frozen=True, kw_only=True)
class Cell:
    """A piece of text; `at` is its left edge, or its right one with `ends`, as a share."""

    text: str
    at: float = 0.0
    ends: bool = False
    centred: bool = False


@dataclass(frozen=True, kw_only=True)
class PrintedRow:
    cells: tuple[Cell, ...]
    height: float = 1.0
    gap: float = 0.0  # empty room above, in lines
    misread: float = 0.0  # the share of letters that drawn print makes hard to read


class Paper:
    """Takes rows for one bill; every habit of layout is drawn once, from the random source."""

    def __init__(self, bill: Bill, rng: random.Random) -> None:
        self.bill, self.rng, self.place = bill, rng, bill.place
        self.rows: list[PrintedRow] = []
        self.vendors: list[str] = []  # all spellings that are right
        self.printed: dict[str, str] = {}  # what else is on it, by the contract's field
        self.sign = rng.choice(self.place.signs)
        self.sign_on_all = rng.random() < 0.3
        self.upper = rng.random() < 0.5
        self.centred = rng.random() < 0.75
        self.date_form = rng.choice(self.place.dates)
        self.date_place = rng.choice(("top", "top", "top", "bottom", "middle"))
        self.sum_label_at = rng.choice((0.0, 0.0, 0.3, 0.45))
        self.town = made_up_word(rng)

    def row(
        self, *cells: Cell, height: float = 1.0, gap: float = 0.0, misread: float = 0.0
    ) -> None:
        shown = tuple(cell for cell in cells if cell.text.strip())
        if shown:
            self.rows.append(PrintedRow(cells=shown, height=height, gap=gap, misread=misread))

    def line(
        self, text: str, *, height: float = 1.0, gap: float = 0.0, misread: float = 0.0
    ) -> None:
        self.row(Cell(text=text, centred=self.centred), height=height, gap=gap, misread=misread)

    def pair(self, label: str, value: str, *, height: float = 1.0, gap: float = 0.0) -> None:
        colon = self.rng.choice(("", "", ":", " :"))
        self.row(
            Cell(text=label + colon, at=self.sum_label_at),
            Cell(text=value, at=1.0, ends=True),
            height=height,
            gap=gap,
        )

    def amount(self, value: Decimal, *, signed: bool = False) -> str:
        sign = self.sign if signed or self.sign_on_all else ""
        return f"{sign}{money(self.place, -value if self.bill.is_refund else value)}"

    def word(self, kind: str) -> str:
        return self.rng.choice(list(self.place.labels[kind]))

    def chance(self, share: float) -> bool:
        return self.rng.random() < share
