"""A bill as printed rows, from the header to the thanks."""

import random
from dataclasses import replace

from synthetic_receipts.bills import Bill
from synthetic_receipts.body import (
    print_date_row,
    print_facts,
    print_footer,
    print_goods,
    print_payment,
    print_sums,
)
from synthetic_receipts.header import print_header
from synthetic_receipts.paper import Cell, Paper
from synthetic_receipts.shops import sentence


def print_bill(bill: Bill, rng: random.Random) -> Paper:
    paper = Paper(bill, rng)
    print_header(paper)
    print_facts(paper)
    if paper.date_place == "middle":
        print_date_row(paper)
    print_goods(paper)
    print_sums(paper)
    print_payment(paper)
    if paper.date_place == "bottom":
        print_date_row(paper)
    print_footer(paper)
    if paper.chance(0.05):
        _lay_beside_another(paper)
    return paper


def _lay_beside_another(paper: Paper) -> None:
    """Pieces of another paper's lines at the right edge of the picture."""
    rng, start = paper.rng, paper.rng.choice((0, 0, 3))
    for index in range(start, min(start + rng.randint(3, 9), len(paper.rows))):
        words = sentence(rng).split()
        piece = Cell(text=" ".join(words[: rng.randint(1, 3)]), at=1.15)
        paper.rows[index] = replace(paper.rows[index], cells=(*paper.rows[index].cells, piece))
