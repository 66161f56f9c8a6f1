"""The web server's worker: slow callers wait in its event loop, and threads only compute.

`worker` is gunicorn's thread worker with a buffering front; `admission` says which bodies are worth
waiting for.
"""
