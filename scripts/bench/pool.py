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

from report import say
from servers import PROJECT, environment, prepare_database

WORKERS = 32
MODEL_SECONDS = 2.0
ROUNDS = 20


def work() -> None:
    """In the process that is measured: upload, then have the pool read everything."""
    import django  # noqa: PLC0415 - only in this process

    django.setup()
    from django.core.files.uploadedfile import SimpleUploadedFile  # noqa: PLC0415 - after setup
    from photo import draw_scans  # noqa: PLC0415 - only in this process

    from accounts.models import User  # noqa: PLC0415 - after setup
    from common.thread_tasks import drain_pools  # noqa: PLC0415 - after setup
    from receipts.models import Receipt  # noqa: PLC0415 - after setup
    from receipts.services.upload import upload_receipt  # noqa: PLC0415 - after setup
    from receipts.tasks import read_receipt  # noqa: PLC0415 - after setup

    user = User.objects.get()

    def add(scan: bytes) -> int:
        upload = SimpleUploadedFile("scan.jpg", scan)
        return upload_receipt(owner=user, upload=upload, queue=lambda receipt_id: None).pk

    def read(ids: list[int]) -> float:
        started = time.perf_counter()
        for receipt_id in ids:
            read_receipt.enqueue(receipt_id)
        left = Receipt.objects.filter(pk__in=ids).exclude(ocr_status=Receipt.Status.COMPLETED)
        while left.exists():
            time.sleep(0.02)
        return time.perf_counter() - started

    ids = [add(scan) for scan in draw_scans(WORKERS * (1 + ROUNDS))]
    read(ids[:WORKERS])  # loads the SDK and opens the connections
    seconds = read(ids[WORKERS:])
    drain_pools()
    given = Receipt.objects.filter(
        pk__in=ids[WORKERS:], reading__second_opinion__silence=""
    ).count()
    report(seconds=seconds, opinions=given)


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
    ideal = WORKERS * ROUNDS / (WORKERS / MODEL_SECONDS)
    alone = measure("off")
    say(f"pool: receipts a second against {WORKERS} workers / {MODEL_SECONDS:g} s",
        ideal / alone["seconds"], at_least=0.95,
        detail=f"{WORKERS * ROUNDS / alone['seconds']:.1f}/s")  # fmt: skip
    say("pool: peak memory of the process", alone["peak_mb"], unit="MB", at_most=350)
    both = measure("auto")
    say("pool: the same with a second opinion, against without",
        alone["seconds"] / both["seconds"], at_least=0.85,
        detail=f"{both['opinions']:.0f} of {WORKERS * ROUNDS} receipts got one")  # fmt: skip
    say("pool: peak memory with a second opinion", both["peak_mb"], unit="MB")


if __name__ == "__main__":
    work() if sys.argv[1:] == ["work"] else main()
