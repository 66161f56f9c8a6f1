"""The cheapest set-up that is shipped: two processes, and a database of twenty connections.

Forty uploads at once, read by a model that takes two seconds, as a role with `CONNECTION LIMIT 20`,
five of which somebody else has, as a release does. Run it by `with_postgres.py`.
"""

import os
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from itertools import count
from typing import Any

import psycopg2
from photo import draw_photo, made_unique
from report import say
from slow_model import calls_of_model, running_slow_model

from chaos.callers import Answer, Caller, add_callers
from chaos.memory import MemoryWatch
from chaos.server import watched_server
from common.capacity.machine import Machine
from common.capacity.plan import Wish, plan_capacity

# As Heroku's basic dyno has it, and the Python buildpack makes of it.
DYNO, PROCESSES = Machine(processors=8, memory_mb=512), 2
UPLOADS = 40
ROUNDS = 3
_LIMIT = 20
_OTHERS = 3
_ROLE = "shipped"
_LONGEST_SECONDS = 180.0


def as_planned_for(machine: Machine) -> dict[str, Any]:
    """What the server would choose there, for this one has more memory."""
    wish = Wish(
        processes=PROCESSES,
        connections=16,
        reader="openai",
        also_reads_offline=False,
        ocr_threads=1,
    )
    found = plan_capacity(machine, wish)
    return {
        "WEB_CONCURRENCY": str(found.processes),
        "WEB_THREADS": str(found.web_threads),
        "TASKS_WORKERS": str(found.readers),
        "DECODERS": str(found.decoders),
        "DECODER_MEMORY_MB": str(found.decoder_mb),
    }


def limited_role(url: str) -> str:
    """The address for a role as Heroku's smallest plan has it."""
    connection = psycopg2.connect(url)
    connection.autocommit = True
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE ROLE {_ROLE} LOGIN CREATEDB CONNECTION LIMIT {_LIMIT}")
    connection.close()
    return url.replace("//postgres:", f"//{_ROLE}:")


def upload_all(caller: Caller, photos: list[bytes]) -> list[Answer]:
    with ThreadPoolExecutor(len(photos)) as pool:
        return list(pool.map(caller.upload, photos))


def wait_until_read(caller: Caller, uploads: int) -> Counter[str]:
    give_up = time.monotonic() + _LONGEST_SECONDS
    while True:
        body = caller.get("/api/v1/receipts/", page_size=1000).body
        states = Counter(row["ocr_status"] for row in body["results"])
        done = states["completed"] + states["failed"]
        if done >= uploads or time.monotonic() > give_up:
            return states
        time.sleep(0.5)


def main() -> None:
    numbers = count()
    photo = draw_photo()
    url = os.environ["TEST_DATABASE_URL"] = limited_role(os.environ["TEST_DATABASE_URL"])
    with (
        running_slow_model() as model_url,
        watched_server(
            RECEIPT_READER="openai",
            OPENAI_API_KEY="sk-bench",
            OPENAI_BASE_URL=model_url,
            SECOND_OPINION="off",
            **as_planned_for(DYNO),
        ) as server,
    ):
        server.start()
        caller = add_callers(server, 1)[0]
        others = [psycopg2.connect(url) for _ in range(_OTHERS)]
        with MemoryWatch(server.pid) as memory:
            idle = memory.look()
            answers: list[Answer] = []
            for number in range(ROUNDS):
                photos = [made_unique(photo, next(numbers)) for _ in range(UPLOADS)]
                answers += upload_all(caller, photos)
                states = wait_until_read(caller, UPLOADS * (number + 1))
        for other in others:
            other.close()
        statuses = Counter(answer.status for answer in answers)
        uploads = UPLOADS * ROUNDS
        slowest = max(answer.seconds for answer in answers)
        say("cheapest: uploads accepted, of all", statuses[201] / uploads, at_least=1,
            detail=f"{dict(statuses)}, the slowest in {slowest:.1f} s")  # fmt: skip
        say("cheapest: receipts completed, of all", states["completed"] / uploads, at_least=1,
            detail=f"{dict(states)}")  # fmt: skip
        say("cheapest: calls of the model a receipt", calls_of_model() / uploads, at_most=1)
        say("cheapest: peak memory of all processes (PSS)", memory.peak_mb, unit="MB", at_most=420,
            detail=f"{idle:.0f} MB before the first upload")  # fmt: skip


if __name__ == "__main__":
    main()
