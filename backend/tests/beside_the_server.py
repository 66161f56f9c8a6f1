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
from accounts.services.users import create_verified_user
from accounts.tasks import queue_mail
from receipts.intake.upload import upload_receipt
from receipts.models import Receipt, Transaction
from receipts.tasks import read_receipt
from receipts.tests.conftest import picture
from subscriptions.plans import PLATINUM
from subscriptions.services.grants import give_plan
from tests.server import EMAIL, PASSWORD

LARGE = 5001
waiting = ProcrastinateJob.objects.filter(status="todo")


def add_waiting() -> None:
    """As many as keep a worker busy for long; they have no files and only stand in the queue."""
    now, owner = timezone.now(), User.objects.get(email=EMAIL)
    Receipt.objects.bulk_create(
        Receipt(
            owner=owner, original_filename="many.png", sha256="0" * 64,
            uploaded_at=now, updated_at=now,
        )
        for _ in range(1000)
    )  # fmt: skip


def upload_of_another_account() -> None:
    owner = create_verified_user(email="bob@example.com", password=PASSWORD)
    upload_receipt(owner=owner, files=[SimpleUploadedFile("lunch.png", picture())])
    queue_mail(template="account/email/password_changed", recipient=owner.email, user=owner)


def add_large_ledger() -> None:
    """One entry more than an export makes at once, and the plan that exports."""
    now, owner = timezone.now(), User.objects.get(email=EMAIL)
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
        upload_receipt(owner=User.objects.get(email=EMAIL), files=[upload])
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
