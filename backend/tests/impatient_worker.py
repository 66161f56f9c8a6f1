"""The server's worker with limits that a test can reach."""

from backend.server.spool import Caller
from backend.server.worker import BufferingWorker


class ImpatientWorker(BufferingWorker):
    head_seconds = stall_seconds = end_seconds = stop_seconds = 1.0
    slowest_bytes_a_second = 100


class CrampedWorker(BufferingWorker):
    """Two large bodies of each kind of caller are more than it keeps."""

    held_bytes = 0

    spooled_bytes = {
        Caller.KNOWN: 1_500_000,
        Caller.ANONYMOUS: 100_000,
        Caller.WEBHOOK: 1_500_000,
    }
