"""Duplicates: candidates by bytes, image and content, and carry-over. Nothing is ever blocked."""
