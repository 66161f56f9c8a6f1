"""The ledger: entries, their corrections, verification and review."""
