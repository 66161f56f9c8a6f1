"""Splitting: one document that shows several receipts becomes several documents."""
