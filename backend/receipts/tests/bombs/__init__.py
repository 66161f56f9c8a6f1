"""Hostile files, or bombs, made when they are asked for: small, and the same every time."""
