"""Machine as this process may use it: the container's own limits, by cgroups of either version."""

import os
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

_MB = 1024 * 1024
# cgroup v1 says by a number of exabytes that there is no limit.
_NO_LIMIT_MB = 1024 * 1024
# Where a container sees its own groups as the topmost ones, whatever /proc/self/cgroup says.
_TOPMOST = ("0::/", "1:memory:/", "1:cpu:/", "1:cpu,cpuacct:/")


@dataclass(frozen=True)
class Machine:
    """`memory_mb` None: nobody says."""

    processors: int
    memory_mb: int | None


def read_machine(root: Path = Path("/")) -> Machine:
    groups = list(_groups(root))
    memory = [_physical_mb(), *map(_memory_limit_mb, groups)]
    processors = [_usable_processors(), *map(_processor_quota, groups)]
    return Machine(
        processors=max(1, int(min(limit for limit in processors if limit is not None))),
        memory_mb=min((limit for limit in memory if limit is not None), default=None),
    )


def _groups(root: Path) -> Iterator[Path]:
    """The folders of this process's groups and of those above, whose limits hold as well (man 7
    cgroups)."""
    for line in [*_TOPMOST, *_text(root / "proc/self/cgroup").splitlines()]:
        _, controllers, path = line.split(":", 2)
        for name in (path, *map(str, Path(path).parents)):
            yield root / "sys/fs/cgroup" / controllers / name.lstrip("/")


def _memory_limit_mb(group: Path) -> int | None:
    for name in ("memory.max", "memory.limit_in_bytes"):
        with suppress(ValueError):  # no such file, or "max"
            limit = int(_text(group / name)) // _MB
            return limit if limit < _NO_LIMIT_MB else None
    return None


def _processor_quota(group: Path) -> float | None:
    with suppress(ValueError):
        quota, period = map(int, _text(group / "cpu.max").split())
        return quota / period
    with suppress(ValueError):
        quota = int(_text(group / "cpu.cfs_quota_us"))
        return quota / int(_text(group / "cpu.cfs_period_us")) if quota > 0 else None
    return None


def _physical_mb() -> int | None:
    with suppress(ValueError, OSError):
        return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") // _MB
    return None


def _usable_processors() -> int:
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _text(path: Path) -> str:
    """Empty where there is no such file."""
    try:
        return path.read_text()
    except OSError:
        return ""
