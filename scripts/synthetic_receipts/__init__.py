"""Synthetic receipts for training: invented shops in many countries, printed in many layouts.

A receipt is made as the lines that a recogniser would give, mistakes and all, together with the
right values. Nothing here is taken from a real receipt; everything follows from the seed.
"""
