"""The server's worker with time-outs that a test can wait for."""

from backend.server.worker import BufferingWorker


class ImpatientWorker(BufferingWorker):
    head_seconds = stall_seconds = end_seconds = stop_seconds = 1.0
    slowest_bytes_a_second = 100
