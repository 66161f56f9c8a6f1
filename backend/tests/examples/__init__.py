"""Journey through every call of the API, of which the examples in the OpenAPI document are made."""
