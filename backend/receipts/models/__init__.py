"""Models of receipts: the document, the ledger entry, and what happened to them."""

from receipts.models import among, event  # noqa: F401 - register `__among` and a model
from receipts.models.asking.model_request import ModelRequest
from receipts.models.change import ChangeFeed, ChangeMark
from receipts.models.choice import ComparedReceipt, ModelComparison
from receipts.models.circuit import ServiceCircuit
from receipts.models.duplicate import Duplicate
from receipts.models.ledger import Category, LineItem, TaxLine, Transaction
from receipts.models.receipt import NO_PURCHASES, DocumentKind, Receipt, TrashReason
from receipts.models.receipt_file import ReceiptFile
from receipts.models.turn import ReadingTurn
from receipts.models.vendor_rule import AppliedChange, RuleApplication, VendorRule

__all__ = [
    "NO_PURCHASES",
    "AppliedChange",
    "Category",
    "ChangeFeed",
    "ChangeMark",
    "ComparedReceipt",
    "DocumentKind",
    "Duplicate",
    "LineItem",
    "ModelComparison",
    "ModelRequest",
    "ReadingTurn",
    "Receipt",
    "ReceiptFile",
    "RuleApplication",
    "ServiceCircuit",
    "TaxLine",
    "Transaction",
    "TrashReason",
    "VendorRule",
]
