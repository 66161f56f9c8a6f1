"""Models of receipts: the document, the ledger entry, and what happened to them."""

from receipts.models import among  # noqa: F401 - registers `__among`
from receipts.models.duplicate import Duplicate
from receipts.models.event import ReceiptEvent
from receipts.models.ledger import Category, LineItem, TaxLine, Transaction
from receipts.models.receipt import Receipt
from receipts.models.vendor_rule import VendorRule

__all__ = [
    "Category",
    "Duplicate",
    "LineItem",
    "Receipt",
    "ReceiptEvent",
    "TaxLine",
    "Transaction",
    "VendorRule",
]
