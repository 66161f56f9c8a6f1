"""Vendor candidates, and the spelling of the one that is chosen."""
