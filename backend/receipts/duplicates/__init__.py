"""Duplicates: found, marked and offered to a person. Nothing is ever blocked."""
