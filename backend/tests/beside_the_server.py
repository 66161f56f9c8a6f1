"""What the tests of more machines do inside the project, in the environment of their server.

That one has procrastinate, the tests' own has not, so it is called by `Server.run`.
"""

import json
import os
from threading import Timer

import psycopg2
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection, transaction
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob

from accounts.models import User
from receipts.intake.upload import upload_receipt
from receipts.models import Transaction
from receipts.tasks import read_receipt
from receipts.tests.conftest import picture
from subscriptions.plans import PLATINUM
from subscriptions.services.grants import give_plan

LARGE = 5001
waiting = ProcrastinateJob.objects.filter(status="todo")


def add_large_ledger() -> None:
    """One entry more than an export makes at once, and the plan that exports."""
    now, owner = timezone.now(), User.objects.get()
    give_plan(owner, plan=PLATINUM, until=now.date(), reason="A test.", actor=owner, now=now)
    Transaction.objects.bulk_create(
        Transaction(owner=owner, purchased_on="2026-05-05", currency="GBP", total="1.00")
        for _ in range(LARGE)
    )


def queue_as_transactions_do() -> None:
    """Prints how many calls wait after each step."""
    seen = {
        "before the commit": _upload_and_roll_back(),
        "rolled back": waiting.count(),
        "enqueued thrice": _enqueue_thrice(),
        "enqueued by two at once": _enqueue_while_another_does(),
    }
    print(json.dumps(seen))  # noqa: T201 - the test reads it


def _upload_and_roll_back() -> int:
    upload = SimpleUploadedFile("lunch.png", picture())
    with transaction.atomic():
        upload_receipt(owner=User.objects.get(), upload=upload)
        found = waiting.count()
        transaction.set_rollback(True)
    return found


def _enqueue_thrice() -> int:
    for _ in range(3):
        read_receipt.enqueue(1)
    return waiting.count()


def _enqueue_while_another_does() -> int:
    """The other one has not committed yet, so nobody sees that the call waits already."""
    lock = waiting.get().queueing_lock
    with connection.cursor() as cursor:
        cursor.execute("TRUNCATE procrastinate_jobs CASCADE")
    other = psycopg2.connect(os.environ["DATABASE_URL"])
    other.cursor().execute(
        "INSERT INTO procrastinate_jobs (queue_name, task_name, queueing_lock)"
        " VALUES ('default', 'run_job', %s)",
        [lock],
    )
    Timer(0.2, other.commit).start()
    with transaction.atomic():
        read_receipt.enqueue(1)
        return waiting.count()
