"""One made receipt: seen lines and the right values, from a seed."""

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from made_receipts.bills import Bill, make_bill
from made_receipts.noise import photograph
from made_receipts.printing import print_bill
from receipts.services.offline.layout import SeenLine


@dataclass(frozen=True, kw_only=True)
class MadeReceipt:
    lines: Sequence[SeenLine]
    vendors: Sequence[str]
    day: date
    total: Decimal
    bill: Bill
    printed: Mapping[str, str]  # further fields of the contract that are on the paper


def make_receipt(seed: int) -> MadeReceipt:
    rng = random.Random(seed)  # noqa: S311 - training data, no secret
    bill = make_bill(rng)
    paper = print_bill(bill, rng)
    return MadeReceipt(
        lines=photograph(paper.rows, rng),
        vendors=tuple(paper.vendors),
        day=bill.day,
        total=-bill.total if bill.is_refund else bill.total,
        bill=bill,
        printed=paper.printed,
    )
