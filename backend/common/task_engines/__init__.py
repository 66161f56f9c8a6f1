"""Task engines: how a call of a Django task gets to a thread or another machine."""
