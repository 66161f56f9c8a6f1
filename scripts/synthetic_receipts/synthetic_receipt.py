"""One synthetic receipt: its lines as a recogniser reads them and the right values, from a seed."""

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from receipts.services.offline.layout import SeenLine
from synthetic_receipts.bills import Bill, make_bill
from synthetic_receipts.noise import photograph
from synthetic_receipts.printing import print_bill


@dataclass(frozen=True, kw_only=True)
class SyntheticReceipt:
    lines: Sequence[SeenLine]
    vendors: Sequence[str]
    day: date
    total: Decimal
    bill: Bill
    printed: Mapping[str, str]  # further fields of the contract that are on the paper


def make_receipt(seed: int) -> SyntheticReceipt:
    rng = random.Random(seed)  # noqa: S311 - training data, no secret
    bill = make_bill(rng)
    paper = print_bill(bill, rng)
    return SyntheticReceipt(
        lines=photograph(paper.rows, rng),
        vendors=tuple(paper.vendors),
        day=bill.day,
        total=-bill.total if bill.is_refund else bill.total,
        bill=bill,
        printed=paper.printed,
    )
