"""How well a reader reads: what is right, how sure it was, how long it took, what has changed."""
