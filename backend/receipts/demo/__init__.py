"""The demo account and the documents that are drawn for it."""
