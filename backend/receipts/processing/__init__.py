"""Processing of one receipt: claimed, read, saved."""
