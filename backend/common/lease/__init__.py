"""The lease: the one queue behind every kind of background work.

`rows` is the table and its atomic moves, `retries` when a failed run is tried again, `run` the loop
of one run, `sweep` the search for what is due.
"""
