"""The OpenAPI document: as it is served, and the words that it has for each property."""
