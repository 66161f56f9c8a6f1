"""Serializers of receipts and their ledger."""
