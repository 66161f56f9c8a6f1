"""Vendor rules: what a user taught, and how later receipts get it."""
