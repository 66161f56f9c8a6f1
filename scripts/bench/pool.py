"""Receipts a second through the worker pool with a model that takes 2 s, against workers / 2 s; and
the memory of the process, with 32 workers in it. Without a second opinion, and with one."""

import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

from report import say
from servers import PROJECT, environment, prepare_database

if TYPE_CHECKING:
    from django.db.models import QuerySet

WORKERS = 32
MODEL_SECONDS = 2.0
ROUNDS = 20
_NOBODY = "django.tasks.backends.dummy.DummyBackend"


def work() -> None:
    """In the process that is measured: upload, then have the pool read everything."""
    import django  # noqa: PLC0415 - only in this process

    django.setup()
    from photo import draw_scans  # noqa: PLC0415 - only in this process

    from common.task_engines.thread_pool_backend import drain_pools  # noqa: PLC0415 - after setup
    from receipts.models import Receipt  # noqa: PLC0415 - after setup

    ids = [upload(scan) for scan in draw_scans(WORKERS * (1 + ROUNDS))]
    read(ids[:WORKERS])  # loads the SDK and opens the connections
    started = time.perf_counter()
    read(ids[WORKERS:])
    seconds = time.perf_counter() - started
    drain_pools()
    measured = Receipt.objects.filter(pk__in=ids[WORKERS:])
    given = measured.filter(reading__second_opinion__silence="").count()
    report(rate=receipts_a_second(measured), seconds=seconds, opinions=given)


def upload(scan: bytes) -> int:
    from django.core.files.uploadedfile import SimpleUploadedFile  # noqa: PLC0415 - after setup
    from django.test import override_settings  # noqa: PLC0415 - after setup

    from accounts.models import User  # noqa: PLC0415 - after setup
    from receipts.intake.upload import upload_receipt  # noqa: PLC0415 - after setup

    file = SimpleUploadedFile("scan.jpg", scan)
    # Queued by `read`, once all are there.
    with override_settings(TASKS={"default": {"BACKEND": _NOBODY, "QUEUES": []}}):
        return upload_receipt(owner=User.objects.get(), files=[file]).pk


def read(ids: list[int]) -> None:
    from receipts.models import Receipt  # noqa: PLC0415 - after setup
    from receipts.tasks import read_receipt  # noqa: PLC0415 - after setup

    for receipt_id in ids:
        read_receipt.enqueue(receipt_id)
    left = Receipt.objects.filter(pk__in=ids).exclude(status=Receipt.Status.COMPLETED)
    while left.exists():
        time.sleep(0.1)


def receipts_a_second(measured: "QuerySet") -> float:
    """From the end of the first round to the begin of the last one."""
    read_at = list(measured.order_by("read_at").values_list("read_at", flat=True))
    seconds: float = (read_at[-WORKERS] - read_at[WORKERS]).total_seconds()
    return (len(read_at) - 2 * WORKERS) / seconds


def report(**figures: float) -> None:
    peak_mb = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    sys.stdout.write(json.dumps(figures | {"peak_mb": peak_mb}))


def measure(second_opinion: str) -> dict[str, float]:
    from slow_model import running_slow_model  # noqa: PLC0415 - not in the measured process

    with tempfile.TemporaryDirectory() as name, running_slow_model() as url:
        env = environment(
            Path(name),
            RECEIPT_READER="openai",
            OPENAI_API_KEY="sk-bench",
            OPENAI_BASE_URL=url,
            TASKS_WORKERS=str(WORKERS),
            SECOND_OPINION=second_opinion,
            PYTHONPATH=os.pathsep.join([str(PROJECT / "backend"), str(Path(__file__).parent)]),
        )
        prepare_database(env)
        command = [sys.executable, __file__, "work"]
        done = subprocess.run(command, env=env, check=True, stdout=subprocess.PIPE)  # noqa: S603
    found: dict[str, float] = json.loads(done.stdout)
    return found


def main() -> None:
    ideal, receipts = WORKERS / MODEL_SECONDS, WORKERS * ROUNDS
    alone = measure("off")
    say(f"pool: receipts a second against {WORKERS} workers / {MODEL_SECONDS:g} s",
        alone["rate"] / ideal, at_least=0.95,
        detail=f"{alone['rate']:.1f}/s; all {receipts} from an idle start: "
        f"{receipts / alone['seconds'] / ideal:.2f}")  # fmt: skip
    say("pool: peak memory of the process", alone["peak_mb"], unit="MB", at_most=350)
    both = measure("auto")
    say("pool: the same with a second opinion, against without",
        both["rate"] / alone["rate"], at_least=0.85,
        detail=f"{both['opinions']:.0f} of {receipts} receipts got one")  # fmt: skip
    say("pool: peak memory with a second opinion", both["peak_mb"], unit="MB")


if __name__ == "__main__":
    work() if sys.argv[1:] == ["work"] else main()
