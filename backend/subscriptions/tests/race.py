"""`python -m subscriptions.tests.race 200`: that many threads reserve a document at once, first at
49 of 50, then in a period that nobody has begun; then as many take a free read at 49 of 50.

Makes its tables in the database of `TEST_DATABASE_URL` and says how it ended.
"""

import sys
import threading
from datetime import UTC, datetime

import django
from django.core.management import call_command
from django.db import connection, connections

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)


def main(uploads: int) -> None:
    django.setup()
    from accounts.models import User  # noqa: PLC0415 - Django must be set up first
    from subscriptions.services.quota import (  # noqa: PLC0415
        reserve_document,
        take_free_reads,
    )

    def take_free_read(user, *, now):
        if refusal := take_free_reads(user, 1, now=now).refusal:
            raise refusal

    for app in ("accounts", "subscriptions"):
        call_command("migrate", app, verbosity=0)
    say(f"vendor {connection.vendor}")
    alice = User.objects.create_user("alice@example.com")
    for _ in range(49):
        reserve_document(alice, now=NOW)
    race(alice, reserve_document, uploads)
    race(User.objects.create_user("bob@example.com"), reserve_document, uploads)
    for _ in range(49):
        take_free_read(alice, now=NOW)
    race(alice, take_free_read, uploads)


def race(user, take, uploads: int) -> None:
    from common.errors import AppError  # noqa: PLC0415 - see above
    from subscriptions.models import QuotaPeriod, QuotaUse  # noqa: PLC0415 - see above

    outcomes: list[str] = []
    gate = threading.Barrier(uploads)

    def upload() -> None:
        connection.ensure_connection()
        gate.wait(60)
        try:
            take(user, now=NOW)
            outcomes.append("in")
        except AppError:
            outcomes.append("out")
        finally:
            connections.close_all()

    threads = [threading.Thread(target=upload) for _ in range(uploads)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    period = QuotaPeriod.objects.get(owner=user)
    uses = QuotaUse.objects.filter(period=period).count()
    say(
        f"in {outcomes.count('in')}, out {outcomes.count('out')}, "
        f"used {period.used}, free {period.free_reads}, uses {uses}"
    )


def say(line: str) -> None:
    sys.stdout.write(f"{line}\n")


if __name__ == "__main__":
    main(int(sys.argv[1]))
