"""Values of ours that stand in tables, as people read them; in English."""

from receipts.models import DocumentKind

TYPES = {"expense": "expense", "income": "income"}
ANSWERS = {"yes": "yes", "no": "no"}
DOCUMENT_KINDS = {str(kind): str(words) for kind, words in DocumentKind.choices}
PAYMENT_METHODS = {
    "cash": "cash",
    "card": "card",
    "bank_transfer": "bank transfer",
    "direct_debit": "direct debit",
    "mobile": "mobile payment",
    "cheque": "cheque",
    "other": "other",
}
EVENTS = {
    "uploaded": "Uploaded",
    "read": "Read",
    "failed": "Could not be read",
    "reprocessed": "Sent to be read again",
    "created": "Made by hand",
    "corrected": "Changed",
    "verified": "Verified",
    "unverified": "Verification taken back",
    "merged": "Merged with a duplicate",
    "separated": "Kept beside a duplicate",
    "deleted": "Moved to the trash",
    "restored": "Put back from the trash",
    "purged": "Deleted for good",
    "viewed": "Looked at by staff",
}
