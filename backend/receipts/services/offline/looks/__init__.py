"""Looks at the same pages: when a second one is worth its time, and what is taken of each."""
