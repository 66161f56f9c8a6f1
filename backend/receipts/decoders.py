"""Decoders of this process: who is asked wherever the bytes of a document are opened."""

import threading

from django.conf import settings

from common.capacity.plan import DECODER_MB
from receipts.services.decoding.documents import Decoders, DocumentLimits
from receipts.services.decoding.home import home
from receipts.services.decoding.pool import DecodingPool, Room

# Threads that answer other requests while the rest wait for decoders.
_FREE_THREADS = 3
_MB = 2**20

_lock = threading.Lock()
_pools: list[DecodingPool] = []


def decoders() -> Decoders:
    """Of this process alone, or shared with those that were forked from one that had said so."""
    return Decoders(decoding_pool(), _limits())


def decoding_pool() -> DecodingPool:
    """All threads of this process share it."""
    with _lock:
        if not _pools:
            _pools.append(_make_pool())
        return _pools[0]


def _make_pool() -> DecodingPool:
    large = settings.DECODER_MEMORY_MB
    return DecodingPool(
        home(),
        decoders=settings.DECODERS,
        room=Room(small_bytes=min(DECODER_MB, large) * _MB, large_bytes=large * _MB),
        places=max(1, settings.WEB_THREADS - _FREE_THREADS),
    )


def _limits() -> DocumentLimits:
    return DocumentLimits(
        max_bytes=settings.RECEIPT_MAX_BYTES,
        max_pixels=settings.RECEIPT_MAX_PIXELS,
        max_pages=settings.RECEIPT_MAX_PAGES,
        max_side=settings.OCR_IMAGE_MAX_SIDE,
    )
