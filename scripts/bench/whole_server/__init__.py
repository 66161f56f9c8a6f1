"""The whole server, measured from outside: gunicorn as shipped, its callers, its memory."""
