"""allauth, fitted to this project; `internals.py` is the one bridge to what it keeps internal."""
