"""Admin of receipts and their ledger."""

from receipts.admin.circuits import CircuitAdmin
from receipts.admin.comparisons import ComparisonAdmin
from receipts.admin.ledger import CategoryAdmin, EventAdmin, TransactionAdmin
from receipts.admin.model_requests import ModelRequestAdmin
from receipts.admin.receipts import ReceiptAdmin
from receipts.admin.taught import DuplicateAdmin, VendorRuleAdmin

__all__ = [
    "CategoryAdmin",
    "CircuitAdmin",
    "ComparisonAdmin",
    "DuplicateAdmin",
    "EventAdmin",
    "ModelRequestAdmin",
    "ReceiptAdmin",
    "TransactionAdmin",
    "VendorRuleAdmin",
]
