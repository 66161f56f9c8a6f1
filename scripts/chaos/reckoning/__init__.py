"""The reckoning: what must be so when all is over. `books` is what the database says."""
