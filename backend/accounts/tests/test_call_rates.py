"""Call rates: bursts, the pace after them, and races."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from threading import Barrier

import pytest
from django.db import connections

from accounts.errors import TooManyCallsError
from accounts.models import CallRate
from accounts.services.call_rates import count_call, count_more
from common.rates import Rate

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
TEN_A_MINUTE = (Rate(10, 60),)


def calls_let_in(user, count, *, rates=TEN_A_MINUTE, now=NOW) -> int:
    let_in = 0
    for _ in range(count):
        try:
            count_call(user, "upload", rates=rates, now=now)
            let_in += 1
        except TooManyCallsError:
            pass
    return let_in


def test_a_burst_is_let_in_and_then_one_at_a_time(user):
    assert calls_let_in(user, 12) == 10
    assert calls_let_in(user, 3, now=NOW + timedelta(seconds=6)) == 1
    assert calls_let_in(user, 30, now=NOW + timedelta(seconds=66)) == 10


def test_the_wait_that_is_named_is_enough_and_no_more(user):
    calls_let_in(user, 10)
    with pytest.raises(TooManyCallsError) as refused:
        count_call(user, "upload", rates=TEN_A_MINUTE, now=NOW + timedelta(seconds=2))

    assert refused.value.retry_after == 4
    assert calls_let_in(user, 1, now=NOW + timedelta(seconds=5.9)) == 0
    assert calls_let_in(user, 1, now=NOW + timedelta(seconds=6.1)) == 1


def test_a_refused_call_counts_in_no_rate(user):
    rates = (Rate(100, 60), Rate(2, 3600))
    assert calls_let_in(user, 5, rates=rates) == 2

    minute = CallRate.objects.get(name="upload in 60 s")
    assert minute.used_until == pytest.approx(NOW.timestamp() + 1.2, abs=0.01)


def test_what_a_call_held_beyond_one_is_waited_for_afterwards(user):
    count_call(user, "upload", rates=TEN_A_MINUTE, now=NOW)
    count_more(user, "upload", 24, rates=TEN_A_MINUTE, now=NOW)

    assert calls_let_in(user, 1, now=NOW + timedelta(seconds=95)) == 0
    assert calls_let_in(user, 2, now=NOW + timedelta(seconds=97)) == 1


def test_accounts_and_actions_do_not_share_a_rate(user, other_user):
    assert calls_let_in(user, 11) == 10
    assert calls_let_in(other_user, 11) == 10
    count_call(user, "reread", rates=TEN_A_MINUTE, now=NOW)


def test_without_rates_nothing_is_counted(user):
    assert calls_let_in(user, 100, rates=()) == 100
    assert not CallRate.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_of_many_calls_at_once_exactly_as_many_are_let_in(user):
    barrier = Barrier(12)

    def call(_):
        barrier.wait()
        try:
            return calls_let_in(user, 2)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(12) as pool:
        assert sum(pool.map(call, range(12))) == 10
