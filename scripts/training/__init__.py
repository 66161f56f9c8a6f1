"""Training of the offline reader's choices. Development only: nothing of it is needed to read."""
