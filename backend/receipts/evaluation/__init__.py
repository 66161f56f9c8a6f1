"""Evaluation of a reader: what is right, how sure it was, how long it took, what has changed."""
