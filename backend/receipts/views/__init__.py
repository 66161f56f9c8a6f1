"""Receipts over HTTP, one file for each part of it."""
