"""The web server, the same on a laptop and in production."""

import sys
from pathlib import Path

_BACKEND = Path(__file__).resolve().parent / "backend"
sys.path.insert(0, str(_BACKEND))

from backend import env, settings  # noqa: E402 - needs the path above
from receipts.services.decoding import home  # noqa: E402 - as above

chdir = str(_BACKEND)
wsgi_app = "backend.wsgi:application"
bind = f"0.0.0.0:{env.PORT}"
# Threads that never wait for a caller.
worker_class = "backend.server.worker.BufferingWorker"
workers = env.WEB_CONCURRENCY
threads = settings.WEB_THREADS
# Once for all processes, which then share what it takes.
preload_app = True
# Heroku ends a request after 30 s (its error H12) and kills the process 30 s after SIGTERM.
timeout = 30
graceful_timeout = 25
keepalive = 5
# The request log is the application's own: one JSON line, without the query.
accesslog = None
control_socket_disable = True
# No proxy of ours says where the application is, so whoever does is a stranger behind it.
forwarder_headers = ""


def on_starting(server):
    """Before the first fork: all workers share one pool of decoders."""
    home.share_home()


def when_ready(server):
    """Before the first fork as well, when the application is loaded."""
    from backend import preload  # noqa: PLC0415 - needs Django's settings, which are loaded now

    preload.preload()


def post_worker_init(worker):
    """In each worker after its fork: a thread made before it would not exist here."""
    from backend import background  # noqa: PLC0415 - needs Django's settings, which are loaded now
    from backend.log_privacy import keep_words_out  # noqa: PLC0415 - as above

    keep_words_out(worker.log.error_log)
    background.start(is_ending=lambda: not worker.alive)


def worker_exit(server, worker):
    from backend import background  # noqa: PLC0415 - as above

    background.stop()
