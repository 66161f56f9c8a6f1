"""The shapes of receipts and their ledger in the API."""
