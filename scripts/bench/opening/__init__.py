"""Opening of files, measured: what enhancement takes, and what a process of its own adds."""
