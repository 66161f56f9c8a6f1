"""Processes that claim rows, and the proof that one of them is dead: its file is locked no longer.

Each locks a file of its own until it dies, however it dies; a frozen one holds it still. Numbers of
processes and names of machines prove nothing: they are used again, and containers share them. The
lock is of the kind that a fork does not inherit (fcntl(2), "Advisory record locking").
"""

import fcntl
import logging
import os
import platform
import re
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from uuid import uuid4

from django.conf import settings
from django.db import connection

logger = logging.getLogger(__name__)

_BOOT_ID = Path("/proc/sys/kernel/random/boot_id")

_FOLDER_NAME = re.compile("[0-9a-f]{32}")
_KEPT_SECONDS = 7 * 24 * 3600

_making = threading.Lock()
# The file's name, and its descriptor, held until the process ends. Nothing in this process may open
# the file again, since to close it gives the lock up.
_own: dict[str, int] = {}


def this_process() -> str:
    """What a claim says of who made it. "": no file can be locked here, and what this process
    leaves behind comes back when its leases run out."""
    with _making:
        if not _own:
            name, descriptor = _lock_own_file()
            _own[name] = descriptor
        return next(iter(_own))


def dead_processes() -> list[Path]:
    """The files of those of this machine that have died; to be removed once nothing is theirs."""
    own = this_process()
    return [path for path in _files() if path.name != own and not _is_locked(path)]


def _lock_own_file() -> tuple[str, int]:
    folder, name = _folder(), uuid4().hex
    # Under a name that nobody looks at until it is locked: it would look dead.
    unready = folder / f".{name}"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        descriptor = os.open(unready, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
        fcntl.lockf(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        unready.rename(folder / name)
        _remove_old_folders()
    except OSError as error:
        logger.warning("No file can be locked for this process: %s", error.strerror)
        return "", -1
    return name, descriptor


def _folder() -> Path:
    """One for each boot and database: the locks of another machine cannot be asked about, even
    where it shares the disk, and its rows cannot be freed in another database."""
    boot = _BOOT_ID.read_text() if _BOOT_ID.exists() else platform.node()
    place = connection.settings_dict
    database = f"{place['HOST']}:{place['PORT']}/{place['NAME']}"
    name = sha256(f"{boot} {database}".encode()).hexdigest()[:32]
    return Path(settings.PROCESS_FOLDER) / name


def _remove_old_folders() -> None:
    """Those of boots and databases that are over. Claims made there have long lost their leases,
    so nobody needs the proof; the locks of another machine may not be seen, so only old ones go."""
    own, latest = _folder(), time.time() - _KEPT_SECONDS
    for folder in own.parent.iterdir():
        if folder == own or not _FOLDER_NAME.fullmatch(folder.name):
            continue
        files = list(folder.iterdir())
        if any(path.stat().st_mtime > latest for path in (folder, *files)):
            continue
        if any(map(_is_locked, files)):
            continue
        with suppress(OSError):  # another process removes it, or has just begun in it
            for path in files:
                path.unlink()
            folder.rmdir()


def _files() -> Iterator[Path]:
    with suppress(OSError):
        for path in _folder().iterdir():
            if not path.name.startswith("."):
                yield path


def _is_locked(path: Path) -> bool:
    """Also where that cannot be told: a claim of the living is never taken away."""
    try:
        with path.open("rb") as file:
            fcntl.lockf(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except OSError:
        return True
    return False


def _forget_own_file() -> None:
    """A child of a fork is a process of its own."""
    global _making
    _making = threading.Lock()
    _own.clear()


os.register_at_fork(after_in_child=_forget_own_file)
