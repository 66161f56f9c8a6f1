"""What staff see of receipts and their ledger."""

from receipts.admin.ledger import CategoryAdmin, EventAdmin, TransactionAdmin
from receipts.admin.receipts import ReceiptAdmin

__all__ = ["CategoryAdmin", "EventAdmin", "ReceiptAdmin", "TransactionAdmin"]
