"""A bill as printed rows, from the header to the thanks."""

import random

from made_receipts.bills import Bill
from made_receipts.body import (
    print_date_row,
    print_facts,
    print_footer,
    print_goods,
    print_payment,
    print_sums,
)
from made_receipts.header import print_header
from made_receipts.paper import Paper


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
    return paper
