"""The ledger in the formats of other bookkeeping programs, each a stream of blocks.

Beancount: https://beancount.github.io/docs/beancount_language_syntax.html
hledger: https://hledger.org/hledger.html#journal
QIF: the Quicken Interchange Format, with the dates of the United States.
QuickBooks Online: the three columns of its bank upload; Xero: its bank statement template.
"""

import csv
import io
import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import groupby

from accounts.models import User
from common.money import decimal_string
from receipts.models import Transaction
from reports.aggregates.frame import CategoryName, Frame
from reports.aggregates.question import Question
from reports.catalogue.ledger.parts import Entry, Part, ledger_parts
from reports.files.plain_text import cell_text, one_line

# Receipts don't say from which account they were paid.
PAID_FROM = "Assets:Receipts"
_NO_LETTERS = re.compile(r"[^A-Za-z0-9]+")
# Plugins and options of an included file count for nothing: its accounts are the ledger's matter.
_BEANCOUNT_HEAD = """\
; In a ledger that includes this file, the ledger itself opens the accounts, or has this line:
plugin "beancount.plugins.auto_accounts"
"""
_ROOTS = {Transaction.Type.EXPENSE: "Expenses", Transaction.Type.INCOME: "Income"}


def beancount_blocks(question: Question, frame: Frame) -> Iterator[bytes]:
    """It opens no account, since a second `open` of one is an error: so the files of two periods go
    into one ledger. Accounts are opened by a plugin that comes with beancount."""
    yield _BEANCOUNT_HEAD.encode()
    for parts in _entries(question, frame):
        entry = parts[0].entry
        lines = [
            f'\n{entry.purchased_on} * "{_quoted(entry.vendor)}" "{_quoted(entry.notes)}"',
            f"  entry: {entry.pk}",
        ]
        if entry.receipt_id:
            lines.append(f"  receipt: {entry.receipt_id}")
        yield _text([*lines, *_postings(parts)])


def hledger_blocks(question: Question, frame: Frame) -> Iterator[bytes]:
    """Accounts and commodities are declared, as `hledger check --strict` wants it; a second
    declaration, in the file of another period, does no harm."""
    yield "".join(f"account {name}\n" for name in account_names(frame)).encode()
    declared: set[str] = set()
    for parts in _entries(question, frame):
        entry = parts[0].entry
        lines = []
        if entry.currency not in declared:
            declared.add(entry.currency)
            lines.append(f"\ncommodity {_commodity(entry.currency)}")
        vendor, note = _journal_text(entry.vendor), _journal_text(entry.notes)
        payee = vendor or "unknown vendor"
        lines.append(f"\n{entry.purchased_on} * {payee}" + (f" | {note}" if note else ""))
        receipt = f", receipt:{entry.receipt_id}" if entry.receipt_id else ""
        lines.append(f"    ; entry:{entry.pk}{receipt}")
        yield _text([*lines, *_postings(parts)])


def qif_blocks(question: Question, frame: Frame) -> Iterator[bytes]:
    """One currency, since the format knows none: the question has chosen it."""
    yield b"!Type:Cash\n"
    for parts in _entries(question, frame):
        entry = parts[0].entry
        lines = [
            f"D{entry.purchased_on:%m/%d/%Y}",
            f"T{_money(_paid(parts), entry)}",
            f"N{entry.pk}",
            f"P{one_line(entry.vendor)}",
            f"M{one_line(entry.notes)}",
            f"L{_qif_category(parts[0].category)}",
        ]
        if len(parts) > 1:
            for part in parts:
                lines.append(f"S{_qif_category(part.category)}")
                lines.append(f"${_money(_paid([part]), entry)}")
        yield _text([*lines, "^"])


def quickbooks_blocks(question: Question, frame: Frame) -> Iterator[bytes]:
    """Money that was spent is negative; dates as the account writes them. QuickBooks refuses a file
    with an amount of zero: its "Prepare your CSV file for bank upload" wants them removed."""
    yield _csv("Date", "Description", "Amount")
    pattern = _date_pattern(question.scope.owner)
    for parts in _entries(question, frame):
        if not _paid(parts):
            continue
        entry = parts[0].entry
        text = " - ".join(filter(None, (one_line(entry.vendor), parts[0].category.name)))
        yield _csv(f"{entry.purchased_on:{pattern}}", cell_text(text), _money(_paid(parts), entry))


def count_zero_amounts(question: Question, frame: Frame) -> int:
    """What a file for QuickBooks leaves out."""
    return sum(not _paid(parts) for parts in _entries(question, frame))


def xero_blocks(question: Question, frame: Frame) -> Iterator[bytes]:
    """Money that was spent is negative; dates as the account writes them."""
    yield _csv("*Date", "*Amount", "Payee", "Description", "Reference", "Check Number")
    pattern = _date_pattern(question.scope.owner)
    for parts in _entries(question, frame):
        entry = parts[0].entry
        yield _csv(
            f"{entry.purchased_on:{pattern}}",
            _money(_paid(parts), entry),
            cell_text(one_line(entry.vendor)),
            cell_text(" - ".join(filter(None, (parts[0].category.name, one_line(entry.notes))))),
            cell_text(one_line(entry.receipt_number) or str(entry.pk)),
            "",
        )


def account_names(frame: Frame) -> list[str]:
    """One for spending and one for earning in each category."""
    names = [*frame.categories.values(), frame.category(None)]
    accounts = {f"{root}:{_word(name)}" for name in names for root in _ROOTS.values()}
    return [PAID_FROM, *sorted(accounts)]


def _entries(question: Question, frame: Frame) -> Iterator[list[Part]]:
    parts = ledger_parts(question.scope, frame)
    for _, group in groupby(parts, key=lambda part: part.entry.pk):
        yield list(group)


def _postings(parts: list[Part]) -> list[str]:
    """What was bought or earned, and the money that went or came for it: together nothing."""
    lines = []
    entry = parts[0].entry
    root = _ROOTS[Transaction.Type(entry.type)]
    for part in parts:
        account = f"{root}:{_word(part.category)}"
        lines.append(f"  {account}  {_money(-_paid([part]), entry)} {entry.currency}")
    lines.append(f"  {PAID_FROM}  {_money(_paid(parts), entry)} {entry.currency}")
    return lines


def _paid(parts: list[Part]) -> Decimal:
    """Signed as the account it was paid from sees it: spending is negative."""
    amount = sum((part.amount for part in parts), Decimal(0))
    return amount if parts[0].entry.type == Transaction.Type.INCOME else -amount


def _money(amount: Decimal, entry: Entry) -> str:
    # Minus nothing is nothing.
    return decimal_string(amount if amount else Decimal(0), entry.currency)


def _word(category: CategoryName) -> str:
    """A part of an account's name: capital first, letters, digits and dashes."""
    words = [word for word in _NO_LETTERS.split(category.slug) if word]
    name = "-".join(words)
    return name[:1].upper() + name[1:] if name[:1].isalpha() else f"C{name}"


def _quoted(text: str) -> str:
    return one_line(text).replace("\\", "\\\\").replace('"', '\\"')


def _journal_text(text: str) -> str:
    """In a journal's first line `;` begins a comment, `|` the note, and `(` a code."""
    return one_line(text.replace(";", ",").replace("|", "/")).lstrip("(*! ")


def _commodity(currency: str) -> str:
    return f"1000.{decimal_string(Decimal(0), currency)[2:]} {currency}"


def _qif_category(category: CategoryName) -> str:
    # A colon would make a subcategory, brackets a transfer, a slash a class.
    return re.sub(r"[:\[\]/]", " ", one_line(category.name))


def _date_pattern(owner: User) -> str:
    return "%m/%d/%Y" if owner.date_order == User.DateOrder.MONTH_FIRST else "%d/%m/%Y"


def _text(lines: list[str]) -> bytes:
    return ("\n".join(lines) + "\n").encode()


def _csv(*cells: str) -> bytes:
    text = io.StringIO()
    csv.writer(text).writerow(cells)
    return text.getvalue().encode()
