"""Changes of an account: the feed that clients ask for, and the tags of answers."""
