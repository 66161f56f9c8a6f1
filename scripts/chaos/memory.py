"""Processes and memory of a server, from /proc: of all that it has begun, wherever they went."""

import threading
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType

_PROC = Path("/proc")
_MB = 1024 * 1024


@dataclass(frozen=True)
class Process:
    """`started`, in ticks since the machine did, tells it from a later one with the same id."""

    pid: int
    started: int

    def is_alive(self) -> bool:
        """Neither ended nor a zombie that only waits to be collected."""
        stat = _stat(self.pid)
        return stat is not None and stat.started == self.started and stat.state not in "ZX"


@dataclass(frozen=True)
class _Stat:
    pid: int
    state: str
    parent: int
    session: int
    started: int


def family(root: int) -> set[int]:
    """The process, all that descend from it, and what has left them but not their session.

    Whoever asks may kill them all, so it is never everybody: from 0 and 1 the whole machine
    descends."""
    assert root > 1, f"{root} is no server's process"
    entries = [entry.name for entry in _PROC.iterdir() if entry.name.isdigit()]
    every = [stat for pid in map(int, entries) if (stat := _stat(pid))]
    children = defaultdict(list)
    for stat in every:
        children[stat.parent].append(stat.pid)
    found: set[int] = set()
    left = [stat.pid for stat in every if stat.pid == root or stat.session == root]
    while left:
        pid = left.pop()
        if pid not in found:
            found.add(pid)
            left += children[pid]
    return found


def pss_mb(pids: set[int]) -> float:
    """Memory in MB, a page that several processes share counted once among them."""
    return sum(map(_pss_bytes, pids)) / _MB


def open_files(pids: set[int]) -> int:
    """Descriptors, of files, pipes and connections alike."""
    return sum(map(_count, (_PROC / str(pid) / "fd" for pid in pids)))


def threads(pids: set[int]) -> int:
    return sum(map(_count, (_PROC / str(pid) / "task" for pid in pids)))


class MemoryWatch:
    """Looks every so often at a server's whole family while the block runs."""

    def __init__(self, root: int, *, every: float = 0.2) -> None:
        self.peak_mb = 0.0
        self.peak_processes = 0
        self.seen: set[Process] = set()
        self._root = root
        self._every = every
        self._ending = threading.Event()
        self._thread = threading.Thread(target=self._run, name="memory-watch", daemon=True)

    def __enter__(self) -> "MemoryWatch":
        self.look()
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._ending.set()
        self._thread.join()

    def look(self) -> float:
        """What is used now."""
        pids = family(self._root)
        self.seen |= {Process(pid, stat.started) for pid in pids if (stat := _stat(pid))}
        used = pss_mb(pids)
        self.peak_mb = max(self.peak_mb, used)
        self.peak_processes = max(self.peak_processes, len(pids))
        return used

    def survivors(self) -> set[Process]:
        """Of everything that was ever seen; after the server's end there should be none."""
        return {process for process in self.seen if process.is_alive()}

    def _run(self) -> None:
        while not self._ending.wait(self._every):
            self.look()


def _stat(pid: int) -> _Stat | None:
    """proc(5), /proc/pid/stat: the name, in brackets, may hold anything. None: it has ended."""
    try:
        text = (_PROC / str(pid) / "stat").read_text(errors="replace")
    except OSError:
        return None
    fields = text.rpartition(")")[2].split()
    return _Stat(
        pid=pid,
        state=fields[0],
        parent=int(fields[1]),
        session=int(fields[3]),
        started=int(fields[19]),
    )


def _pss_bytes(pid: int) -> int:
    try:
        text = (_PROC / str(pid) / "smaps_rollup").read_text()
    except OSError:  # it has just ended
        return 0
    return next(
        (int(line.split()[1]) * 1024 for line in text.splitlines() if line.startswith("Pss:")), 0
    )


def _count(folder: Path) -> int:
    try:
        return len(list(folder.iterdir()))
    except OSError:
        return 0
