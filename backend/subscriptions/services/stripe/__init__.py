"""Stripe: the one file that loads its SDK, and its objects as plain values."""
