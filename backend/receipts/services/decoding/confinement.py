"""Confinement of a decoding process: what a file could do with it, once it had taken it over.

What a system does not know, or forbids, is left out: limits of time and memory are everywhere.
"""

import ctypes
import os
import resource
import signal
import sys
from contextlib import suppress
from pathlib import Path

# Behind the requests of the same machine.
_NICENESS = 5
_MAX_DESCRIPTORS = 32
_PR_SET_PDEATHSIG, _PR_SET_NO_NEW_PRIVS = 1, 38
# The same number on every architecture (Linux, include/uapi/asm-generic/unistd.h).
_LANDLOCK_CREATE_RULESET, _LANDLOCK_RESTRICT_SELF = 444, 446
_ALL_FILE_ACCESS = (1 << 13) - 1  # of the first version (linux/landlock.h)

_libc = ctypes.CDLL(None, use_errno=True)


def leave_network() -> None:
    """For this process and its children. Needs one thread, and a system that permits it."""
    with suppress(AttributeError, OSError):  # AttributeError: no Linux
        os.unshare(os.CLONE_NEWUSER | os.CLONE_NEWNET)


def confine(*, keep: int, parent: int) -> None:
    """`keep` is the one open file that stays. Ends with `parent`, however that ended."""
    _Mapped.bytes = _mapped_bytes()  # now, while the file can be read that says so
    _end_with(parent)
    _close_all_but(keep)
    os.nice(_NICENESS)
    for limit, value in (
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_NOFILE, _MAX_DESCRIPTORS),
    ):
        resource.setrlimit(limit, (value, value))
    if sys.platform == "linux":
        _libc.prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)
        _close_file_system()


def limit_job(*, seconds: float, wall_seconds: float, memory_bytes: int) -> None:
    """The kernel ends what takes longer, even a loop inside a decoder; what wants more memory
    than it has now and this is refused it."""
    resource.setrlimit(resource.RLIMIT_CPU, (int(seconds) + 1, int(seconds) + 2))
    signal.setitimer(signal.ITIMER_PROF, seconds)
    signal.setitimer(signal.ITIMER_REAL, wall_seconds)
    if _Mapped.bytes is not None:
        most = _Mapped.bytes + memory_bytes
        resource.setrlimit(resource.RLIMIT_AS, (most, most))


class _Mapped:
    """What every child has, most of which it shares. None: no Linux, where it cannot be known."""

    bytes: int | None = None


def _mapped_bytes() -> int | None:
    if sys.platform != "linux":
        return None
    pages = int(Path("/proc/self/statm").read_text().split()[0])
    return pages * resource.getpagesize()


def _end_with(parent: int) -> None:
    if sys.platform == "linux":
        _libc.prctl(_PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
    if os.getppid() != parent:  # it ended before
        os._exit(0)


def _close_all_but(keep: int) -> None:
    nothing = os.open(os.devnull, os.O_RDWR)
    for standard in range(3):
        os.dup2(nothing, standard)
    os.closerange(3, keep)
    os.closerange(keep + 1, 65_536)


def _close_file_system() -> None:
    """Landlock with no rule: nothing can be opened by its path, no other process be looked into."""
    handled = ctypes.c_uint64(_ALL_FILE_ACCESS)
    ruleset = _libc.syscall(
        _LANDLOCK_CREATE_RULESET, ctypes.byref(handled), ctypes.sizeof(handled), 0
    )
    if ruleset >= 0:
        _libc.syscall(_LANDLOCK_RESTRICT_SELF, ruleset, 0)
        os.close(ruleset)
