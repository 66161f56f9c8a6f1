"""Authentication and conventions of the account calls."""
