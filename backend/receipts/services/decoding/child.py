"""One decoding process: it takes one job, answers it and ends. Nothing of a file outlives it."""

import os
import socket
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import Any, NoReturn

from receipts.services.decoding.confinement import confine, limit_job
from receipts.services.decoding.messages import EndedError, Message, receive, send
from receipts.services.files.kinds import UnsupportedFileError
from receipts.services.pages.room import NeedsRoomError, give_room

type Answer = tuple[dict[str, Any], list[bytes]]
type Work = dict[str, Callable[[Message], Answer]]

# Of a job: as many bytes as any setting may allow, since who sends it has looked.
_MAX_JOB_BYTES = 1 << 31
_WARM_BYTES = 8 * 2**20


def run_child(jobs: socket.socket, work: Work, *, parent: int) -> NoReturn:
    """In a process that was forked for it."""
    try:
        confine(keep=jobs.fileno(), parent=parent)
        _warm_heap()
        _serve(jobs, work)
    except (EndedError, OSError):  # whoever wanted it is gone
        os._exit(0)
    except BaseException:  # noqa: BLE001 - to end here, and not where it was forked
        os._exit(1)
    os._exit(0)


def _warm_heap() -> None:
    """Memory that the kernel hands out page by page is asked for while nobody waits for it: of what
    a small picture costs more in a child, that was half."""
    bytearray(b"\x01") * _WARM_BYTES


def _serve(jobs: socket.socket, work: Work) -> None:
    job = receive(jobs, max_bytes=_MAX_JOB_BYTES, takes_files=True)
    limits = job.head["limits"]
    give_room(limits["memory_bytes"], is_large=job.head["is_large"])
    limit_job(**limits)
    head, parts = _answer(job, work)
    send(jobs, head, parts)


def _answer(job: Message, work: Work) -> Answer:
    try:
        head, parts = work[job.head["job"]](job)
    except UnsupportedFileError as error:
        return {"status": "refused", "code": error.code, "message": str(error)}, []
    except NeedsRoomError:
        return {"status": "needs_room"}, []
    except MemoryError:
        return {"status": "out_of_memory"}, []
    except Exception as error:  # noqa: BLE001 - told to whoever asked, who logs it
        return {"status": "crashed", "error": _where(error)}, []
    return head | {"status": "done"}, parts


def _where(error: Exception) -> str:
    """Kind and place; what an error says may come out of the file."""
    last = traceback.extract_tb(error.__traceback__)[-1]
    return f"{type(error).__name__} at {Path(last.filename).name}:{last.lineno}"
