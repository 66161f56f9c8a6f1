"""Printed amounts, and which is the total, the tax and the price of an item."""
