"""Fields of a receipt: one row for each. Whatever handles all of them loops over this table.

The contract of the readers, the question to a vision model, validation, evidence, the admin, the
commands, the second opinion and the evaluation do; on the other side `receipts.ledger.fields`
makes the ledger's list of it. The order is that of the question to a model, which writes its
answer in it: what is copied first helps with what follows.
"""

from dataclasses import dataclass
from typing import Literal

Kind = Literal["text", "amount", "date", "currency", "choice", "count"]

# The closed list of categories; `receipts.models` keeps the same slugs as its defaults.
CATEGORY_SLUGS = (
    "meals",
    "groceries",
    "travel",
    "vehicle",
    "office",
    "utilities",
    "services",
    "health",
    "other",
    "income",
)
# What kind of paper it is. The first three are what the books are made of; the others show what was
# offered, ordered, asked for again or paid with, so they are no purchase of their own.
CREDIT_NOTE = "credit_note"
PURCHASE_KINDS = ("receipt", "invoice", CREDIT_NOTE)
DOCUMENT_KINDS = (
    *PURCHASE_KINDS,
    "card_slip",
    "unpaid_bill",
    "quotation",
    "pro_forma",
    "order_confirmation",
    "delivery_note",
    "payment_reminder",
    "bank_statement",
    "menu",
    "price_tag",
    "gift_card",
    "cheque",
    "other",
)
# How it was paid; `receipts.models` keeps the same words.
PAYMENT_METHODS = (
    "cash",
    "card",
    "bank_transfer",
    "direct_debit",
    "mobile",
    "cheque",
    "other",
)


@dataclass(frozen=True, kw_only=True)
class Field:
    """`label` is what people call it, in sentences and files of labels.

    `description` is what a model is told of it, `has_print` whether it copies the printed
    characters first. `is_main`: approval without a person asks that these are all right.
    `is_labelled`: labelled receipts say it, so an evaluation measures it.
    """

    name: str
    kind: Kind
    label: str
    description: str = ""
    has_print: bool = False
    print_description: str | None = None
    max_length: int | None = None
    choices: tuple[str, ...] = ()
    is_main: bool = False
    is_labelled: bool = False


FIELDS = (
    Field(
        name="document_kind",
        kind="choice",
        label="kind of document",
        choices=DOCUMENT_KINDS,
        has_print=True,
        print_description="The words that say what kind of document it is.",
        description="What kind of paper it is, by its heading and what it asks for. A till's paper"
        " is a receipt, also as a tax invoice. credit_note: a purchase is taken back or refunded."
        " card_slip: a card payment without what was bought. unpaid_bill: it says itself that it is"
        " no receipt. payment_reminder: of an earlier invoice. other: none of these, or no"
        " document.",
    ),
    Field(
        name="vendor",
        kind="text",
        label="vendor",
        max_length=200,
        is_main=True,
        is_labelled=True,
        has_print=True,
        description="The shop or company that issued the document, in normal spelling, without"
        " address and legal small print. Not the customer.",
    ),
    Field(
        name="purchased_on",
        kind="date",
        label="date",
        is_main=True,
        is_labelled=True,
        has_print=True,
        description="The day of the purchase, or else of issue, as YYYY-MM-DD. Not the due date.",
    ),
    Field(
        name="total",
        kind="amount",
        label="total",
        is_main=True,
        is_labelled=True,
        has_print=True,
        description="What was to be paid in the end, with tax, tip and rounding, after discounts."
        " Not the cash handed over and not the change.",
    ),
    Field(
        name="subtotal",
        kind="amount",
        label="subtotal",
        is_labelled=True,
        description="The printed sum before tax and receipt-wide discount.",
    ),
    Field(
        name="discount",
        kind="amount",
        label="discount",
        description="The receipt-wide discount, as a positive amount.",
    ),
    Field(
        name="tax",
        kind="amount",
        label="tax",
        is_main=True,
        is_labelled=True,
        has_print=True,
        description="The printed amount of all taxes together.",
    ),
    Field(
        name="tip",
        kind="amount",
        label="tip",
        description="The printed tip that the total contains. Not one that is only suggested.",
    ),
    Field(
        name="rounding",
        kind="amount",
        label="rounding",
        description="What the total was rounded by, where that is printed: below zero where the"
        " total became less.",
    ),
    Field(
        name="currency",
        kind="currency",
        label="currency",
        is_main=True,
        is_labelled=True,
        has_print=True,
        print_description="The currency's sign or code on the paper.",
        description="The ISO 4217 code of the amounts, such as EUR.",
    ),
    Field(
        name="item_count",
        kind="count",
        label="number of items",
        description="The number of items where the paper says it.",
    ),
    Field(
        name="transaction_type",
        kind="choice",
        label="type",
        choices=("expense", "income"),
        is_main=True,
        description="Income for what the account's owner was paid; else expense, also for a refund"
        " or a credit note, whose amounts are negative.",
    ),
    Field(
        name="category",
        kind="choice",
        label="category",
        choices=CATEGORY_SLUGS,
        description="What fits best; other where nothing fits.",
    ),
    Field(
        name="payment_method",
        kind="choice",
        label="payment method",
        choices=PAYMENT_METHODS,
        has_print=True,
        description="Mobile for a wallet such as Apple Pay or PayPal; other where none fits.",
    ),
    Field(
        name="receipt_number",
        kind="text",
        label="receipt number",
        max_length=100,
        description="The receipt or invoice number.",
    ),
)

FIELD = {field.name: field for field in FIELDS}
MAIN_FIELDS = tuple(field for field in FIELDS if field.is_main)
