"""`python -m subscriptions.tests.race 200`: that many threads reserve a document at once, first at
49 of 50, then in a period that nobody has begun.

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
    from subscriptions.services.quota import reserve_document  # noqa: PLC0415

    call_command("migrate", "subscriptions", verbosity=0)
    say(f"vendor {connection.vendor}")
    alice = User.objects.create_user("alice@example.com")
    for _ in range(49):
        reserve_document(alice, now=NOW)
    race(alice, uploads)
    race(User.objects.create_user("bob@example.com"), uploads)


def race(user, uploads: int) -> None:
    from subscriptions.models import QuotaPeriod, QuotaUse  # noqa: PLC0415 - see above
    from subscriptions.services.quota import (  # noqa: PLC0415 - see above
        QuotaExceededError,
        reserve_document,
    )

    outcomes: list[str] = []
    gate = threading.Barrier(uploads)

    def upload() -> None:
        connection.ensure_connection()
        gate.wait(60)
        try:
            reserve_document(user, now=NOW)
            outcomes.append("in")
        except QuotaExceededError:
            outcomes.append("out")
        finally:
            connections.close_all()

    threads = [threading.Thread(target=upload) for _ in range(uploads)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    used = QuotaPeriod.objects.get(owner=user).used
    uses = QuotaUse.objects.filter(period__owner=user).count()
    say(f"in {outcomes.count('in')}, out {outcomes.count('out')}, used {used}, uses {uses}")


def say(line: str) -> None:
    sys.stdout.write(f"{line}\n")


if __name__ == "__main__":
    main(int(sys.argv[1]))
