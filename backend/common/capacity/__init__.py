"""Capacity: what the machine is, and how many processes, threads and decoders fit on it."""
