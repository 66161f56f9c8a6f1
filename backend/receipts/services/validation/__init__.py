"""Validation, the parts of step 5; `data_validator.py` is its entry point. Pure."""
