"""Work that no decoder does, as a file could have it done that has taken one over."""

import os
import signal
import socket
import stat
import time
from contextlib import suppress
from pathlib import Path


def echo(job):
    return {"pid": os.getpid(), "supervisor": os.getppid()}, list(job.parts)


def spin(job):
    sum(range(10**12))  # a loop that never comes back to Python


def sleep(job):
    time.sleep(600)


def stop_timers_and_sleep(job):
    for timer in (signal.ITIMER_REAL, signal.ITIMER_PROF):
        signal.setitimer(timer, 0)
    time.sleep(600)


def eat(job):
    eaten = []
    while True:
        eaten.append(bytearray(b"x" * 2**20))


def eat_at_once(job):
    return {}, [bytes(2**31)]


def die(job):
    os.kill(os.getpid(), signal.SIGSEGV)


def leave(job):
    os._exit(0)


def crash(job):
    raise KeyError("Total 12.50 at the Corner Cafe")


def rubbish(job):
    for descriptor in range(3, 64):
        with suppress(OSError):
            if stat.S_ISSOCK(os.fstat(descriptor).st_mode):
                os.write(descriptor, job.parts[0])
    os._exit(0)


def noise(job):
    os.write(1, b"raw words")
    os.write(2, b"raw words")
    return {}, []


def look_around(job):
    """What it may: each of these should fail."""
    found = {"environment": sorted(os.environ)}
    with suppress(OSError):
        found["file"] = Path("/etc/passwd").read_text()
    with suppress(OSError):
        socket.create_connection(tuple(job.head["options"]["address"]), timeout=2).close()
        found["network"] = True
    return found, []


WORK = {
    work.__name__: work
    for work in (
        echo,
        spin,
        sleep,
        stop_timers_and_sleep,
        eat,
        eat_at_once,
        die,
        leave,
        crash,
        rubbish,
        noise,
        look_around,
    )
}
