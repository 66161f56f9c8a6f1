"""Printed dates, and which is the day of the purchase."""
