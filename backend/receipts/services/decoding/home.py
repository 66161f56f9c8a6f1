"""Home of a supervisor: the folder with its socket, and the pipe that says who still may call.

Processes that are forked from one that has made it, as gunicorn's workers, share it.
"""

import fcntl
import logging
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from receipts.services.decoding.protocol import SOCKET

logger = logging.getLogger(__name__)

_MODULE = "receipts.services.decoding.supervisor"
_PREFIX = "decoders-"
# Locked as long as one of those lives who share the folder (flock(2): a fork shares the lock).
_CALLERS = "callers"
_SOURCES = Path(__file__).resolve().parents[3]
# One heap for all threads of a decoder: each further one reserves 64 MiB of its address space.
# What a child has freed it keeps (mallopt(3)): it ends soon enough. Planes of a photo it gives
# back, since of what it keeps no larger ones can be made, and it counts against the limit.
_ENVIRONMENT = {
    "MALLOC_ARENA_MAX": "1",
    "MALLOC_MMAP_THRESHOLD_": str(10 * 2**20),
    "MALLOC_TRIM_THRESHOLD_": str(2**30),
    "PYTHONPATH": str(_SOURCES),
    "LC_ALL": "C.UTF-8",
}


class Home:
    """Make it before the processes are forked that are to share it."""

    def __init__(self) -> None:
        _remove_left_behind()
        # Only this user may enter (mkdtemp); the supervisor removes it when it ends.
        self.folder = Path(tempfile.mkdtemp(prefix=_PREFIX))
        self._lock = _lock_callers(self.folder)
        self._liveness = os.pipe()  # inherited by a fork, and not by what is executed
        self._started: subprocess.Popen | None = None

    @property
    def address(self) -> str:
        return str(self.folder / SOCKET)

    def leave(self) -> None:
        """As this process does anyway when it ends. With the last one everything else ends."""
        for end in (*self._liveness, self._lock):
            os.close(end)
        if self._started is not None:
            self._started.wait()

    def start_supervisor(self, *, decoders: int, work: str) -> None:
        """Unless the last one that this process has started is alive. It needs no secret, so it
        gets none of the environment."""
        if self._started is not None:
            if self._started.poll() is None:
                return
            if self._started.returncode:  # 0: it found another one at work
                logger.warning("The supervisor of decoders ended: %s", self._started.returncode)
        self.folder.mkdir(mode=0o700, exist_ok=True)
        reading = self._liveness[0]
        arguments = [str(self.folder), str(decoders), str(reading), work]
        self._started = subprocess.Popen(  # noqa: S603 - our own module
            [sys.executable, "-m", _MODULE, *arguments],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            env=_ENVIRONMENT | _kept(os.environ),
            pass_fds=[reading],
        )


def _lock_callers(folder: Path) -> int:
    """Under its name only when it is locked: whoever finds it unlocked removes the folder."""
    unready = folder / f".{_CALLERS}"
    lock = os.open(unready, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600)
    fcntl.flock(lock, fcntl.LOCK_EX)
    unready.rename(folder / _CALLERS)
    return lock


def _remove_left_behind() -> None:
    """Folders of those who were killed together with their supervisor."""
    for path in Path(tempfile.gettempdir()).glob(f"{_PREFIX}*/{_CALLERS}"):
        with suppress(OSError), path.open("rb+") as file:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            shutil.rmtree(path.parent, ignore_errors=True)


def _kept(environment: Mapping[str, str]) -> dict[str, str]:
    names = {"PATH", "HOME", "TMPDIR", "VIRTUAL_ENV", "LD_LIBRARY_PATH", "PYTHONDONTWRITEBYTECODE"}
    return {name: value for name, value in environment.items() if name in names}


class _Shared:
    home: Home | None = None


def share_home() -> None:
    """For the processes that will be forked from this one."""
    _Shared.home = Home()


def home() -> Home:
    """The shared one, or one of this process alone."""
    if _Shared.home is None:
        _Shared.home = Home()
    return _Shared.home
