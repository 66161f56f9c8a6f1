"""Conventions of the HTTP API that every app keeps."""
