"""Several receipts in one picture or PDF: whether there are, and where each of them stands."""
