"""The whole server under attack, on this machine: its life, its memory and those who call it."""
