"""Spelling of printed names: company forms, and letters that recognisers mix up. Pure."""
