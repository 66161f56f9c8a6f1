"""Admin of receipts and their ledger."""

from receipts.admin.circuits import CircuitAdmin
from receipts.admin.ledger import CategoryAdmin, EventAdmin, TransactionAdmin
from receipts.admin.receipts import ReceiptAdmin
from receipts.admin.taught import DuplicateAdmin, VendorRuleAdmin

__all__ = [
    "CategoryAdmin",
    "CircuitAdmin",
    "DuplicateAdmin",
    "EventAdmin",
    "ReceiptAdmin",
    "TransactionAdmin",
    "VendorRuleAdmin",
]
