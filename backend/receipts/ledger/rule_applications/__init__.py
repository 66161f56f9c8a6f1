"""Application of a vendor rule to earlier entries: what it would change, doing so, undoing it."""
