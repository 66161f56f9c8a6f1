"""Removal: the trash, its end, and the resolution of duplicates."""
