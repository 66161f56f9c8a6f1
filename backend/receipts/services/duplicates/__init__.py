"""Receipts that resemble each other: found, marked, and asked about. Nothing is ever blocked."""
