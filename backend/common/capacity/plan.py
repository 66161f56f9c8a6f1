"""Plan of a machine: what fits into its memory and under the database's limit. Pure.

Memory is in MB, as `scripts/bench/whole_server/cheapest.py` has measured it.
"""

from dataclasses import dataclass

from common.capacity.machine import Machine

MOST_WEB_THREADS = 8
MOST_MODEL_READERS = 16
MOST_DECODERS = 4
# What each decoder may take, as much as 27 megapixels of a HEIC or an A4 scan of 400 dpi in a PDF,
# and what one of them may for a large file: 48 megapixels of a phone take 230, an A4 scan of 600
# dpi in a PDF takes 290.
DECODER_MB, LARGEST_DECODER_MB = 144, 304
# Threads of mail, billing, exports and web hooks, the sweeps, and the one that answers `/readyz`.
OTHER_THREADS = 7

# Imported before the processes are forked, and shared by all; with the decoders' supervisor.
_SHARED_MB = 110
_PROCESS_MB = 30
# A photo of a few megabytes in a request, or read by a model.
_WEB_THREAD_MB = _MODEL_READER_MB = 4
_OFFLINE_READER_MB = 800
_SECOND_READER_MB = 500
# So many for each of them of a container's memory: large originals fit as well, and uploads that
# wait for a decoder.
_CONTAINER_A_READER_MB = 32
_CONTAINER_A_WEB_THREAD_MB = 48
_CONTAINER_A_DECODER_MB = 192
# A model reader has a connection for a small part of its time.
_READERS_A_CONNECTION = 2


@dataclass(frozen=True, kw_only=True)
class Wish:
    """What the operator has set; None: what fits. `ocr_threads`: processors of one offline read."""

    processes: int
    connections: int
    reader: str
    also_reads_offline: bool
    ocr_threads: int
    web_threads: int | None = None
    readers: int | None = None
    decoders: int | None = None
    decoder_mb: int | None = None


@dataclass(frozen=True, kw_only=True)
class Capacity:
    """`connections`, `web_threads`, `readers` and `second_opinions` are those of each process;
    `memory_mb` is what all need at the busiest moment, the decoders' largest file included."""

    processes: int
    connections: int
    web_threads: int
    readers: int
    second_opinions: int
    decoders: int
    decoder_mb: int
    memory_mb: int

    @property
    def threads(self) -> int:
        """Those of a process that ask the database."""
        return self.web_threads + self.readers + OTHER_THREADS


def plan_capacity(machine: Machine, wish: Wish) -> Capacity:
    """What the operator has set stays as it is, whether it fits or not."""
    connections = max(1, wish.connections // wish.processes)
    web_threads = wish.web_threads or _web_threads(machine, wish, connections=connections)
    readers = wish.readers or _readers(machine, wish, connections=connections)
    web_mb = _web_mb(wish, web_threads=web_threads, readers=readers)
    left = None if machine.memory_mb is None else machine.memory_mb - web_mb
    decoders = wish.decoders or _decoders(machine, left=left)
    decoder_mb = wish.decoder_mb or _decoder_mb(decoders, left=left)
    return Capacity(
        processes=wish.processes,
        connections=connections,
        web_threads=web_threads,
        readers=readers,
        second_opinions=_processors(machine, wish) // 2 or 1,
        decoders=decoders,
        decoder_mb=decoder_mb,
        memory_mb=web_mb + decoder_mb + (decoders - 1) * DECODER_MB,
    )


def _processors(machine: Machine, wish: Wish) -> int:
    """Offline reads that a process may do at once."""
    return max(1, machine.processors // (wish.processes * wish.ocr_threads))


def _web_threads(machine: Machine, wish: Wish, *, connections: int) -> int:
    """None waits for a slow caller, so there need not be many; each may hold a whole upload."""
    most = min(MOST_WEB_THREADS, connections)
    if machine.memory_mb is not None:
        most = min(most, machine.memory_mb // (wish.processes * _CONTAINER_A_WEB_THREAD_MB))
    return max(2, most)


def _readers(machine: Machine, wish: Wish, *, connections: int) -> int:
    """A model is waited for; the offline reader computes, and takes much memory."""
    if wish.reader == "offline":
        most, size = _processors(machine, wish), _OFFLINE_READER_MB
    else:
        most = min(MOST_MODEL_READERS, connections * _READERS_A_CONNECTION)
        size = _CONTAINER_A_READER_MB
    if machine.memory_mb is not None:
        most = min(most, machine.memory_mb // (wish.processes * size))
    return max(1, most)


def _decoders(machine: Machine, *, left: int | None) -> int:
    """What the web processes leave: first for one that can open a large file, then for more."""
    most = min(MOST_DECODERS, machine.processors)
    if left is not None:
        most = min(most, 1 + (left - LARGEST_DECODER_MB) // _CONTAINER_A_DECODER_MB)
    return max(1, most)


def _decoder_mb(decoders: int, *, left: int | None) -> int:
    """For the one file that needs much."""
    if left is None:
        return LARGEST_DECODER_MB
    return max(DECODER_MB, min(LARGEST_DECODER_MB, left - (decoders - 1) * DECODER_MB))


def _web_mb(wish: Wish, *, web_threads: int, readers: int) -> int:
    reader_mb = _OFFLINE_READER_MB if wish.reader == "offline" else _MODEL_READER_MB
    second_mb = _SECOND_READER_MB if wish.also_reads_offline else 0
    process_mb = _PROCESS_MB + web_threads * _WEB_THREAD_MB + readers * reader_mb + second_mb
    return _SHARED_MB + wish.processes * process_mb
