"""Imports before the web processes are forked, which then share the memory of them."""

import ctypes
import gc
from contextlib import suppress
from importlib import import_module

from django.conf import settings
from django.db import connections

from receipts.changes.release import release

# glibc's mallopt(3). Each thread would get a heap of its own, of which little is given back, and
# large buffers would stay in them once a larger one was freed.
_M_MMAP_THRESHOLD, _M_ARENA_MAX = -3, -8
_ARENAS, _LARGE_BYTES = 2, 128 * 1024

# Of the offline reader its models are most, and their threads would not survive a fork.
_MODEL_READER = ("openai.resources.chat.completions", "h2.connection")


def preload() -> None:
    """In the process that forks. No thread may be started here, and no connection opened."""
    limit_heaps()
    import_module(settings.ROOT_URLCONF)
    for name in () if settings.READER == "offline" else _MODEL_READER:
        import_module(name)
    release()
    connections.close_all()
    # What is there now is never garbage; to look at it would copy its pages into each process.
    gc.collect()
    gc.freeze()


def limit_heaps() -> None:
    """Where the C library is glibc; others have no such heaps."""
    with suppress(AttributeError, OSError):
        libc = ctypes.CDLL(None)
        libc.mallopt(_M_ARENA_MAX, _ARENAS)
        libc.mallopt(_M_MMAP_THRESHOLD, _LARGE_BYTES)
