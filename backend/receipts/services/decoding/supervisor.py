"""Supervisor of the decoding processes of one machine.

usage: python -m receipts.services.decoding.supervisor FOLDER DECODERS LIVENESS WORK

It imports the decoders once, decodes nothing, and forks a child for each job: a fork takes a
millisecond and shares what is imported. Callers come to the socket in FOLDER, wait for their turn
and get a connection to a child that is theirs. LIVENESS is the reading end of a pipe: it ends when
all who may call are gone, and then all this ends. One who finds that another one is at work in
FOLDER ends at once.
"""

import fcntl
import gc
import os
import resource
import selectors
import shutil
import signal
import socket
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from importlib import import_module
from pathlib import Path

from receipts.services.decoding.child import Work, run_child
from receipts.services.decoding.confinement import leave_network
from receipts.services.decoding.protocol import (
    DIED,
    DONE,
    HELLO,
    LOCK,
    OUT_OF_MEMORY,
    SOCKET,
    STARVED,
    TOO_LONG,
    TURN,
)

_BACKLOG = 128
# Of so many turns one is for a caller that is not urgent, if there is one.
_URGENT_IN_A_ROW = 3
# A child that had this much of its time was slow by itself; with less it was kept waiting.
_OWN_SHARE = 0.5
# Of the memory it may have; a decoder that is refused more may end in many ways.
_FULL_SHARE = 0.8
_OF_TIME = frozenset({signal.SIGXCPU, signal.SIGPROF, signal.SIGALRM})
_NEVER = float("inf")
_RSS_UNIT = 1 if sys.platform == "darwin" else 1024  # bytes of `ru_maxrss` (getrusage(2))


@dataclass(eq=False)
class _Caller:
    connection: socket.socket
    seconds: float
    wall_seconds: float
    memory_bytes: int
    is_large: bool
    is_urgent: bool


@dataclass(eq=False)
class _Child:
    pid: int
    jobs: socket.socket
    caller: _Caller | None = None
    ends_at: float = _NEVER
    is_overdue: bool = False


@dataclass
class _Queue:
    """Callers in their order, the urgent ones first."""

    callers: list[_Caller] = field(default_factory=list)
    urgent_in_a_row: int = 0

    def next(self, may: Callable[[_Caller], bool]) -> _Caller | None:
        able = [caller for caller in self.callers if may(caller)]
        urgent = [caller for caller in able if caller.is_urgent]
        others = [caller for caller in able if not caller.is_urgent]
        prefer_others = self.urgent_in_a_row >= _URGENT_IN_A_ROW
        first, then = (others, urgent) if prefer_others else (urgent, others)
        chosen = next(iter(first or then), None)
        if chosen is not None:
            self.callers.remove(chosen)
            self.urgent_in_a_row = self.urgent_in_a_row + 1 if chosen.is_urgent else 0
        return chosen


class Supervisor:
    def __init__(
        self, listener: socket.socket, *, decoders: int, liveness: int, work: Work
    ) -> None:
        self._listener, self._decoders, self._work = listener, decoders, work
        self._children: dict[int, _Child] = {}
        self._queue = _Queue()
        self._deaths, self._on_death = socket.socketpair()
        self._on_death.settimeout(0)
        signal.signal(signal.SIGCHLD, lambda *_: None)
        signal.set_wakeup_fd(self._on_death.fileno(), warn_on_full_buffer=False)
        self._selector = selectors.DefaultSelector()
        self._selector.register(self._deaths, selectors.EVENT_READ, self._bury)
        self._selector.register(listener, selectors.EVENT_READ, self._greet)
        self._selector.register(liveness, selectors.EVENT_READ, self._end)

    def run(self) -> None:
        """Until nobody may call any more: then it raises SystemExit."""
        while True:
            self._keep_children()
            self._give_turns()
            for key, _ in self._selector.select(self._seconds_left()):
                key.data()
            self._kill_overdue()

    def end(self) -> None:
        for child in self._children.values():
            os.kill(child.pid, signal.SIGKILL)

    def _keep_children(self) -> None:
        while len(self._children) < self._decoders:
            ours, jobs = socket.socketpair()
            parent = os.getpid()
            pid = os.fork()
            if pid == 0:
                signal.set_wakeup_fd(-1)
                signal.signal(signal.SIGCHLD, signal.SIG_DFL)
                run_child(jobs, self._work, parent=parent)
            jobs.close()
            self._children[pid] = _Child(pid, ours)

    def _give_turns(self) -> None:
        for child in list(self._children.values()):
            if child.caller is None:
                caller = self._queue.next(self._may)
                if caller is None:
                    return
                self._give_turn(caller, child)

    def _may(self, caller: _Caller) -> bool:
        """One large job at a time; where there are two children, one is left to the urgent."""
        served = [child.caller for child in self._children.values() if child.caller]
        if caller.is_large and any(one.is_large for one in served):
            return False
        patient = sum(not one.is_urgent for one in served)
        return caller.is_urgent or patient < max(1, self._decoders - 1)

    def _give_turn(self, caller: _Caller, child: _Child) -> None:
        child.caller, child.ends_at = caller, time.monotonic() + caller.wall_seconds
        with suppress(OSError):  # it has gone, and its connection will say so
            socket.send_fds(caller.connection, [TURN], [child.jobs.fileno()])
        child.jobs.close()

    def _greet(self) -> None:
        connection, _ = self._listener.accept()
        connection.settimeout(0)
        self._selector.register(connection, selectors.EVENT_READ, lambda: self._hear(connection))

    def _hear(self, connection: socket.socket) -> None:
        """What the caller wants, or that it wants nothing any more."""
        if connection.fileno() < 0:  # told its verdict in this very round
            return
        try:
            said = connection.recv(HELLO.size)
        except OSError:
            said = b""
        if len(said) == HELLO.size:
            self._queue.callers.append(_Caller(connection, *HELLO.unpack(said)))
        else:
            self._forget(connection)

    def _forget(self, connection: socket.socket) -> None:
        self._part_with(connection)
        self._queue.callers = [
            caller for caller in self._queue.callers if caller.connection is not connection
        ]
        for child in self._children.values():
            if child.caller and child.caller.connection is connection:
                os.kill(child.pid, signal.SIGKILL)

    def _part_with(self, connection: socket.socket) -> None:
        self._selector.unregister(connection)
        connection.close()

    def _bury(self) -> None:
        self._deaths.recv(4096)
        with suppress(ChildProcessError):
            while (ended := os.wait4(-1, os.WNOHANG))[0]:
                pid, status, usage = ended
                self._settle(self._children.pop(pid), status, usage)

    def _settle(self, child: _Child, status: int, usage: resource.struct_rusage) -> None:
        caller = child.caller
        if caller is None:
            child.jobs.close()
            time.sleep(0.1)  # nothing had been asked of it, so the next one may end as soon
        elif caller.connection.fileno() >= 0:
            with suppress(OSError):
                caller.connection.send(_verdict(child, caller, status, usage))
            self._part_with(caller.connection)

    def _seconds_left(self) -> float | None:
        ends_at = min((child.ends_at for child in self._children.values()), default=_NEVER)
        return None if ends_at == _NEVER else max(0.0, ends_at - time.monotonic())

    def _kill_overdue(self) -> None:
        """A child has timers of its own, which a file that has taken it over may have stopped."""
        now = time.monotonic()
        for child in self._children.values():
            if child.ends_at <= now:
                child.ends_at, child.is_overdue = _NEVER, True
                os.kill(child.pid, signal.SIGKILL)

    def _end(self) -> None:
        raise SystemExit


def _verdict(child: _Child, caller: _Caller, status: int, usage: resource.struct_rusage) -> bytes:
    if os.WIFEXITED(status):
        return DONE if os.WEXITSTATUS(status) == 0 else DIED
    seconds = usage.ru_utime + usage.ru_stime
    if child.is_overdue or os.WTERMSIG(status) in _OF_TIME or seconds >= caller.seconds:
        return TOO_LONG if seconds >= _OWN_SHARE * caller.seconds else STARVED
    is_full = usage.ru_maxrss * _RSS_UNIT >= _FULL_SHARE * caller.memory_bytes
    return OUT_OF_MEMORY if is_full else DIED


def main(folder: Path, *, decoders: int, liveness: int, work: str) -> None:
    for name in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(name, signal.SIG_IGN)  # it ends with those who call it, and not before
    lock = (folder / LOCK).open("w")
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:  # another one is at work
        return
    leave_network()
    jobs: Work = import_module(work).WORK
    # What is imported by now is shared: looking through it for garbage would copy it to each child.
    gc.disable()
    gc.freeze()
    with _listening(folder / SOCKET) as listener:
        supervisor = Supervisor(listener, decoders=decoders, liveness=liveness, work=jobs)
        try:
            supervisor.run()
        finally:
            supervisor.end()
            shutil.rmtree(folder, ignore_errors=True)


def _listening(path: Path) -> socket.socket:
    """Under its name only when it listens: who finds the name is heard."""
    listener = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    new = path.with_suffix(".new")
    new.unlink(missing_ok=True)
    listener.bind(str(new))
    listener.listen(_BACKLOG)
    new.rename(path)
    return listener


if __name__ == "__main__":
    main(Path(sys.argv[1]), decoders=int(sys.argv[2]), liveness=int(sys.argv[3]), work=sys.argv[4])
