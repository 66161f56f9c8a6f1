"""Claims of processes that died: freed at once by the next one on the machine, and no others."""

import os
import signal
import subprocess
import sys
import time
from contextlib import contextmanager
from datetime import timedelta
from textwrap import dedent

import pytest
from django.db import connection
from django.utils import timezone

from accounts.models import OutgoingMail
from common.lease.processes import dead_processes, this_process
from common.lease.sweep import free_claims_left_behind

pytestmark = pytest.mark.django_db

LEASE = timedelta(minutes=5)

CLAIMER = """
    import sys, time
    from django.conf import settings

    folder, *place = sys.argv[1:]
    database = dict(zip(("ENGINE", "NAME", "HOST", "PORT"), place, strict=True))
    settings.configure(PROCESS_FOLDER=folder, DATABASES={"default": database})
    from common.lease.processes import this_process

    print(this_process(), flush=True)
    time.sleep(600)
"""


@pytest.fixture
def row():
    return OutgoingMail.objects.create(template="account/email/x", recipient="a@example.com")


@contextmanager
def another_process(settings):
    """Yields it and what its claims would say."""
    place = connection.settings_dict
    command = [sys.executable, "-c", dedent(CLAIMER), str(settings.PROCESS_FOLDER), place["ENGINE"]]
    command += [str(place[key]) for key in ("NAME", "HOST", "PORT")]
    backend = settings.BASE_DIR
    with subprocess.Popen(command, cwd=backend, stdout=subprocess.PIPE, text=True) as process:
        try:
            yield process, process.stdout.readline().strip()
        finally:
            process.kill()


def claim_as(row, name):
    token = OutgoingMail.objects.claim(row.pk, now=timezone.now(), lease=LEASE)
    OutgoingMail.objects.filter(pk=row.pk).update(claimed_by=name)
    return token


def test_what_a_killed_process_held_is_due_at_once_and_was_no_attempt(row, settings):
    with another_process(settings) as (process, name):
        claim_as(row, name)
        OutgoingMail.objects.update(not_before=timezone.now() - timedelta(minutes=1))
    assert process.returncode == -signal.SIGKILL
    assert not OutgoingMail.objects.due(now=timezone.now()).exists()

    assert free_claims_left_behind() == 1

    row.refresh_from_db()
    assert (row.status, row.attempts, row.interruptions) == ("pending", 0, 1)
    assert (row.lease_token, row.lease_until, row.claimed_by, row.not_before) == (
        None, None, "", None,
    )  # fmt: skip
    assert OutgoingMail.objects.due(now=timezone.now()).exists()
    assert (free_claims_left_behind(), dead_processes()) == (0, [])


def test_a_living_process_keeps_its_claims_even_while_it_is_frozen(row, settings):
    with another_process(settings) as (process, name):
        claim_as(row, name)
        assert free_claims_left_behind() == 0
        os.kill(process.pid, signal.SIGSTOP)

        assert free_claims_left_behind() == 0

    row.refresh_from_db()
    assert (row.status, row.claimed_by) == ("processing", name)


def test_a_process_never_takes_its_own_claims_away(row):
    OutgoingMail.objects.claim(row.pk, now=timezone.now(), lease=LEASE)

    assert free_claims_left_behind() == 0

    row.refresh_from_db()
    assert (row.status, row.claimed_by) == ("processing", this_process())
    assert free_claims_left_behind() == 0


@pytest.mark.parametrize("name", ["", "0123456789abcdef0123456789abcdef"])
def test_claims_of_whom_nobody_here_knows_wait_for_their_lease(row, settings, name):
    with another_process(settings):
        pass
    claim_as(row, name)

    assert free_claims_left_behind() == 0

    row.refresh_from_db()
    assert row.status == "processing"


WEEKS = timedelta(weeks=2).total_seconds()


def put_by(folder, name, *, age):
    """The folder as one of another boot, last changed so many seconds ago."""
    other = folder.rename(folder.parent / name)
    for path in (*other.iterdir(), other):
        os.utime(path, (time.time() - age,) * 2)
    return other


def test_folders_of_earlier_boots_go_once_they_are_old_and_nobody_lives_in_them(row, settings):
    def begun():
        [folder] = [path for path in settings.PROCESS_FOLDER.iterdir() if path not in others]
        return folder

    others = []
    for name, age in [("a" * 32, WEEKS), ("b" * 32, 60), ("my-own-folder", WEEKS)]:
        with another_process(settings):
            others.append(put_by(begun(), name, age=age))
    old, young, strangers = others
    with another_process(settings):
        living = put_by(begun(), "c" * 32, age=WEEKS)
        others.append(living)
        with another_process(settings) as (_, name):
            assert name

            assert not old.exists()
            assert [len(list(folder.iterdir())) for folder in (young, strangers, living)] == [1] * 3
            assert (begun() / name).exists()


def test_a_child_of_a_fork_is_a_process_of_its_own():
    own = this_process()
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.write(writing, this_process().encode())
        os._exit(0)
    os.waitpid(child, 0)

    assert os.read(reading, 100).decode() not in {"", own}
    assert own not in [path.name for path in dead_processes()]


def test_where_no_file_can_be_locked_claims_are_left_to_their_leases(settings):
    settings.PROCESS_FOLDER.write_bytes(b"no folder")

    with another_process(settings) as (_, name):
        assert name == ""

    assert free_claims_left_behind() == 0
