"""Stand-ins for what the server asks: a model, which knows our pictures, and a storage."""
