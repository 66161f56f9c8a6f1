"""What step 5 is made of; `data_validator.py` is its entry point. Pure."""
