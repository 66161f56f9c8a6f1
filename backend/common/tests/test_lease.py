"""The lease by itself, on a table that uses it: claims, runs, retries, rules."""

from datetime import timedelta
from uuid import uuid4

import pytest
import time_machine
from django.apps import apps
from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.models import OutgoingMail
from common.lease.retries import (
    FIRST_OUTAGE_PAUSE,
    LONGEST_OUTAGE_PAUSE,
    MAX_INTERRUPTIONS,
    Failure,
    Kind,
    RetryPolicy,
)
from common.lease.rows import LeasedRow
from common.lease.run import LostClaimError, Work, run_leased
from common.lease.sweep import enqueue_due

pytestmark = pytest.mark.django_db

LEASE = timedelta(minutes=5)
MINUTE = timedelta(minutes=1)
POLICY = RetryPolicy.exponential(
    max_attempts=5, first=timedelta(seconds=10), longest=timedelta(minutes=15)
)
PASSING = Failure(code="busy", text="It is busy.", retryable=True)
LASTING = Failure(code="unreadable", text="Nobody can read it.", retryable=False)
AWAY = Failure(code="away", text="It is away.", retryable=True, kind=Kind.OUTAGE)


class WorkError(Exception):
    """Carries the failure that `work` makes of it."""


def work(do, *, retries=POLICY, fail=None):
    return Work(
        rows=OutgoingMail.objects.all,
        lease=LEASE,
        retries=retries,
        do=do,
        failure_of=lambda error: error.args[0] if isinstance(error, WorkError) else None,
        fail=fail,
        interrupted_text="It was interrupted every time.",
        outage_text="What it needs was away for too long.",
        waiting_text="It is tried again by itself.",
        given_up_text="Ask somebody.",
    )


def failing(failure):
    def do(run):
        raise WorkError(failure)

    return do


def finish(run):
    return OutgoingMail.objects.finish(
        run.row.pk, run.token, status=OutgoingMail.Status.COMPLETED, now=timezone.now()
    )


@pytest.fixture
def row():
    return OutgoingMail.objects.create(template="account/email/x", recipient="a@example.com")


def claim(row, *, ago=timedelta(0)):
    return OutgoingMail.objects.claim(row.pk, now=timezone.now() - ago, lease=LEASE)


def test_a_claimed_row_is_due_again_when_its_lease_has_run_out(row):
    token = claim(row)
    rows = OutgoingMail.objects

    assert token is not None
    assert claim(row) is None
    assert not rows.due(now=timezone.now()).exists()
    assert rows.due(now=timezone.now() + LEASE + MINUTE).exists()


def test_a_renewed_claim_lasts_longer(row):
    token = claim(row, ago=LEASE - MINUTE)

    assert OutgoingMail.objects.renew(row.pk, token, now=timezone.now(), lease=LEASE)
    assert not OutgoingMail.objects.due(now=timezone.now() + 2 * MINUTE).exists()


def test_a_run_that_lost_its_claim_can_write_nothing(row):
    lost = claim(row, ago=LEASE + MINUTE)
    claim(row)
    before = OutgoingMail.objects.values().get()
    rows, now = OutgoingMail.objects, timezone.now()

    assert not rows.renew(row.pk, lost, now=now, lease=2 * LEASE)
    assert not rows.finish(row.pk, lost, status=LeasedRow.Status.COMPLETED, now=now)
    assert not rows.postpone(row.pk, lost, failure=PASSING, not_before=now, now=now)

    assert OutgoingMail.objects.values().get() == before


def test_requeued_rows_have_all_attempts_again_and_running_ones_stay(row):
    running = OutgoingMail.objects.create(template="x", recipient="b@example.com")
    claim(running)
    OutgoingMail.objects.filter(pk=row.pk).update(
        status="failed",
        attempts=6,
        interruptions=3,
        outage_since=timezone.now(),
        failure_code="busy",
        failure_text="It is busy.",
    )

    assert OutgoingMail.objects.all().requeue(now=timezone.now()) == 1

    row.refresh_from_db()
    running.refresh_from_db()
    assert (row.status, row.failure_code, row.failure_text) == ("pending", "", "")
    assert (row.attempts, row.interruptions, row.outage_since) == (0, 0, None)
    assert running.status == "processing"


def test_a_run_ends_with_a_completed_row_and_no_trace_of_earlier_failures(row):
    run_leased(row.pk, work(failing(PASSING)))
    OutgoingMail.objects.update(not_before=None)

    assert run_leased(row.pk, work(finish)) is True

    row.refresh_from_db()
    assert (row.status, row.attempts, row.failure_code) == ("completed", 2, "")
    assert (row.lease_token, row.lease_until, row.not_before) == (None, None, None)
    assert run_leased(row.pk, work(finish)) is False


def test_a_failure_that_may_pass_waits_and_one_that_lasts_is_final(row):
    run_leased(row.pk, work(failing(PASSING)))

    row.refresh_from_db()
    assert (row.status, row.failure_code) == ("pending", "busy")
    assert row.failure_text == "It is busy. It is tried again by itself."
    assert timedelta(seconds=9) < row.not_before - timezone.now() < timedelta(seconds=11)
    assert run_leased(row.pk, work(finish)) is False

    OutgoingMail.objects.update(not_before=None)
    run_leased(row.pk, work(failing(LASTING)))

    row.refresh_from_db()
    assert (row.status, row.attempts, row.failure_code) == ("failed", 2, "unreadable")
    assert (row.not_before, row.failure_text) == (None, "Nobody can read it.")


def test_the_last_failure_does_not_promise_another_try(row):
    run_leased(
        row.pk, work(failing(PASSING), retries=RetryPolicy(max_attempts=1, delays=(MINUTE,)))
    )

    row.refresh_from_db()
    assert (row.status, row.failure_code) == ("failed", "busy")
    assert row.failure_text == "It is busy. Ask somebody."


def test_an_outage_uses_up_no_attempt_however_often_it_is_met(row):
    start = timezone.now()
    with time_machine.travel(start, tick=False) as clock:
        for _ in range(100):
            run_leased(row.pk, work(failing(AWAY)))
            clock.shift(LONGEST_OUTAGE_PAUSE * 5 / 4)
        row.refresh_from_db()
        assert (row.status, row.attempts, row.outage_since) == ("pending", 0, start)
        assert row.failure_text == "It is away. It is tried again by itself."

        assert run_leased(row.pk, work(finish)) is True

    row.refresh_from_db()
    assert (row.status, row.attempts, row.outage_since) == ("completed", 1, None)


def test_an_outage_that_lasts_too_long_fails_with_a_sentence_of_its_own(row, settings):
    settings.OUTAGE_MAX_HOURS = 48
    with time_machine.travel(timezone.now(), tick=False) as clock:
        run_leased(row.pk, work(failing(AWAY)))
        clock.shift(timedelta(hours=48, seconds=-1))
        run_leased(row.pk, work(failing(AWAY)))
        row.refresh_from_db()
        assert row.status == "pending"
        clock.shift(LONGEST_OUTAGE_PAUSE * 2)
        run_leased(row.pk, work(failing(AWAY)))

    row.refresh_from_db()
    assert (row.status, row.failure_code, row.attempts) == ("failed", "outage_too_long", 0)
    assert row.failure_text == "What it needs was away for too long."


def test_an_answer_ends_the_time_of_an_outage(row):
    for failure in (AWAY, PASSING):
        OutgoingMail.objects.update(not_before=None)
        run_leased(row.pk, work(failing(failure)))

    row.refresh_from_db()
    assert (row.attempts, row.outage_since) == (1, None)


def test_no_words_of_a_service_keep_a_failure_from_being_written(row):
    said = Failure(code="said", text="a\0b \ud83d " + "x" * 999, retryable=False)

    run_leased(row.pk, work(failing(said)))

    row.refresh_from_db()
    assert (row.status, row.failure_code) == ("failed", "said")
    assert row.failure_text.startswith("ab  xxx")


def test_a_kind_of_work_can_write_its_final_failures_itself(row):
    seen = []
    run_leased(row.pk, work(failing(LASTING), fail=lambda run, failure: seen.append(failure)))

    assert seen == [LASTING]


def test_a_crash_is_logged_and_tried_again_and_says_nothing_of_its_cause(row, caplog):
    def crash(run):
        raise ZeroDivisionError("secret detail")

    run_leased(row.pk, work(crash))

    row.refresh_from_db()
    assert (row.status, row.failure_code) == ("pending", "internal_error")
    assert "secret" not in row.failure_text
    assert f"accounts.OutgoingMail {row.pk} crashed" in caplog.text


def test_an_expected_failure_is_logged_by_its_code_alone(row, caplog):
    run_leased(row.pk, work(failing(LASTING)))

    assert "unreadable" in caplog.text
    assert "Nobody can read it." not in caplog.text


def test_work_that_kills_every_worker_fails_in_the_end_and_is_not_begun_again(row):
    for run in range(MAX_INTERRUPTIONS + 1):
        assert claim(row, ago=(MAX_INTERRUPTIONS + 1 - run) * 2 * LEASE) is not None

    assert run_leased(row.pk, work(lambda run: pytest.fail("it was begun"))) is True

    row.refresh_from_db()
    assert (row.status, row.failure_code) == ("failed", "interrupted")
    assert row.failure_text == "It was interrupted every time."
    assert row.attempts == 0


def test_an_interrupted_run_is_no_attempt(row):
    claim(row, ago=LEASE + MINUTE)

    assert run_leased(row.pk, work(finish)) is True

    row.refresh_from_db()
    assert (row.attempts, row.interruptions) == (1, 1)


def test_a_run_that_finds_its_claim_lost_leaves_the_row_to_the_other(row):
    def lose(run):
        OutgoingMail.objects.update(lease_token=uuid4())
        raise LostClaimError

    assert run_leased(row.pk, work(lose)) is False

    row.refresh_from_db()
    assert (row.status, row.failure_code) == ("processing", "")


def test_a_late_failure_changes_nothing(row):
    def fail_late(run):
        OutgoingMail.objects.update(lease_token=uuid4())
        raise WorkError(LASTING)

    assert run_leased(row.pk, work(fail_late)) is False

    row.refresh_from_db()
    assert (row.status, row.failure_code) == ("processing", "")


def test_a_row_that_is_gone_is_no_work():
    assert run_leased(12345, work(finish)) is False


@pytest.mark.parametrize(
    "broken",
    [
        {"status": "processing"},
        {"status": "pending", "lease_token": uuid4()},
        {"status": "failed"},
    ],
)
def test_the_database_refuses_what_cannot_be(row, broken):
    with pytest.raises(IntegrityError), transaction.atomic():
        OutgoingMail.objects.update(**broken)


def test_every_queue_has_the_rules_and_the_indexes_of_the_lease():
    queues = [model for model in apps.get_models() if issubclass(model, LeasedRow)]

    assert queues
    for model in queues:
        name = model._meta.model_name
        indexes = {index.name for index in model._meta.indexes}
        rules = {rule.name for rule in model._meta.constraints}
        assert indexes >= {f"{name}_waiting", f"{name}_leased"}
        assert rules >= {f"{name}_is_leased_while_processing", f"{name}_is_failed_with_a_reason"}


def test_a_sweep_hands_out_what_is_due_in_its_order_and_no_more_than_its_limit(row):
    later = [OutgoingMail.objects.create(template="x", recipient="b@example.com") for _ in "ab"]
    claim(later[0])
    seen = []
    due = OutgoingMail.objects.due(now=timezone.now()).order_by("-pk")

    assert enqueue_due(due, seen.append, limit=1) == 1
    assert enqueue_due(due, seen.append, limit=9) == 2
    assert seen == [later[1].pk, later[1].pk, row.pk]


@pytest.mark.parametrize(
    ("attempts", "retry_after", "seconds"),
    [
        (1, None, 10),
        (2, None, 20),
        (4, None, 80),
        (1, 120.0, 120),
        (4, 5.0, 80),
        (1, 3000.0, 3000),
        (1, 99_999.0, 3600),
        (1, -5.0, 10),
    ],
)
def test_waits_double_or_are_what_the_service_asks_for(attempts, retry_after, seconds):
    failure = Failure(code="busy", text="", retryable=True, retry_after=retry_after)

    assert POLICY.delay_after(attempts, failure) == timedelta(seconds=seconds)


def test_doubling_ends_at_the_longest_wait():
    policy = RetryPolicy.exponential(max_attempts=1000, first=MINUTE, longest=5 * MINUTE)

    waits = [policy.delay_after(attempts, PASSING) for attempts in (1, 2, 3, 4, 5, 999)]

    assert waits == [MINUTE, 2 * MINUTE, 4 * MINUTE, 5 * MINUTE, 5 * MINUTE, 5 * MINUTE]


@pytest.mark.parametrize(
    ("waited", "retry_after", "chance", "pause"),
    [
        (timedelta(0), None, 0, FIRST_OUTAGE_PAUSE),
        (timedelta(0), None, 1, FIRST_OUTAGE_PAUSE * 5 / 4),
        (MINUTE, None, 0, MINUTE),
        (timedelta(hours=5), None, 0, LONGEST_OUTAGE_PAUSE),
        (timedelta(hours=5), None, 1, LONGEST_OUTAGE_PAUSE * 5 / 4),
        (timedelta(0), 3000.0, 0, timedelta(seconds=3000)),
        (timedelta(0), 99_999.0, 0, timedelta(hours=1)),
        (timedelta(0), 1e300, 0, timedelta(hours=1)),
        (timedelta(0), -5.0, 0, FIRST_OUTAGE_PAUSE),
    ],
)
def test_pauses_of_an_outage_grow_with_it(waited, retry_after, chance, pause):
    failure = Failure(
        code="away", text="", retryable=True, kind=Kind.OUTAGE, retry_after=retry_after
    )

    assert POLICY.outage_pause(failure, waited=waited, chance=chance) == pause


def test_the_last_attempt_and_what_lasts_and_no_delays_leave_no_further_try():
    assert POLICY.delay_after(5, PASSING) is None
    assert POLICY.delay_after(1, LASTING) is None
    assert RetryPolicy(max_attempts=3).delay_after(1, PASSING) is None
