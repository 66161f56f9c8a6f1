"""The quota ledger: reserved, committed, given back, in the subscription's own periods."""

from datetime import UTC, date, datetime

import pytest

from subscriptions.errors import QuotaExceededError
from subscriptions.models import QuotaPeriod, QuotaUse, Subscription
from subscriptions.services.quota import (
    commit_document,
    give_back_document,
    quota_state,
    reserve_document,
    reserve_documents,
    take_free_reads,
)

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)


def use_up(user, count: int, *, now: datetime = NOW) -> None:
    reserve_document(user, now=now)
    QuotaPeriod.objects.filter(owner=user).update(used=count)


def test_the_last_document_is_taken_and_the_next_refused(user):
    use_up(user, 49)

    reserve_document(user, now=NOW)
    with pytest.raises(QuotaExceededError) as refused:
        reserve_document(user, now=NOW)

    assert refused.value.status == 402
    assert refused.value.details == {"limit": 50, "resets_on": "2026-12-01"}
    assert QuotaPeriod.objects.get().used == 50
    assert QuotaUse.objects.count() == 2


@pytest.mark.parametrize(
    ("used", "count", "taken"), [(0, 3, 3), (0, 50, 50), (13, 100, 37), (49, 7, 1), (50, 7, 0)]
)
def test_of_many_as_many_are_taken_as_are_left(user, used, count, taken):
    use_up(user, used)
    QuotaPeriod.objects.update(free_reads=used)

    # A document needs one free read to be left, for it may fail.
    free_reads = take_free_reads(user, count, now=NOW)
    QuotaPeriod.objects.update(free_reads=0)
    documents = reserve_documents(user, count, now=NOW)

    for answer in (free_reads, documents):
        assert len(answer.uses) == taken
        assert (answer.refusal is None) == (taken == count)
    assert QuotaPeriod.objects.get().used == used + taken
    assert QuotaUse.objects.filter(state=QuotaUse.State.FREE).count() == taken


def test_without_a_limit_as_many_free_reads_are_taken_as_documents_were(user):
    subscribe(user, "platinum", NOW, datetime(2026, 12, 20, 12, tzinfo=UTC))
    use_up(user, 1200)

    assert len(take_free_reads(user, 1300, now=NOW).uses) == 1200


def test_the_calendar_month_begins_again_for_basic(user):
    use_up(user, 50)

    reserve_document(user, now=datetime(2026, 12, 1, tzinfo=UTC))

    assert list(QuotaPeriod.objects.order_by("starts_on").values_list("starts_on", "used")) == [
        (date(2026, 11, 1), 50),
        (date(2026, 12, 1), 1),
    ]


def test_what_is_given_back_counts_no_more_and_only_once(user):
    use_up(user, 49)
    use = reserve_document(user, now=NOW)

    give_back_document(use.pk)
    give_back_document(use.pk)

    assert QuotaPeriod.objects.get().used == 49


def test_a_read_document_counts_until_its_owner_takes_it_back(user):
    use = reserve_document(user, now=NOW)
    commit_document(use.pk)
    assert QuotaUse.objects.get().state == "committed"
    assert QuotaPeriod.objects.get().used == 1

    give_back_document(use.pk)

    assert QuotaUse.objects.get().state == "given_back"
    assert QuotaPeriod.objects.get().used == 0


def test_what_was_given_back_cannot_be_committed(user):
    use = reserve_document(user, now=NOW)
    give_back_document(use.pk)

    commit_document(use.pk)

    assert QuotaUse.objects.get().state == "given_back"
    assert QuotaPeriod.objects.get().used == 0


def test_a_document_goes_back_to_its_own_period(user):
    use = reserve_document(user, now=NOW)
    december = datetime(2026, 12, 3, tzinfo=UTC)
    reserve_document(user, now=december)

    give_back_document(use.pk)

    assert list(QuotaPeriod.objects.order_by("starts_on").values_list("used", flat=True)) == [0, 1]


def subscribe(user, plan: str, begun: datetime, ended: datetime, **more) -> Subscription:
    return Subscription.objects.create(
        owner=user,
        plan=plan,
        stripe_subscription_id="sub_1",
        current_period_start=begun,
        current_period_end=ended,
        **more,
    )


def test_a_new_plan_counts_at_once_in_its_own_period(user):
    use_up(user, 50)
    subscribe(user, "premium", NOW, datetime(2026, 12, 20, 12, tzinfo=UTC))

    use = reserve_document(user, now=NOW)

    assert (use.period.starts_on, use.period.ends_on) == (date(2026, 11, 20), date(2026, 12, 20))
    assert QuotaPeriod.objects.get(pk=use.period_id).used == 1


def test_more_plan_keeps_what_was_used_and_less_plan_deletes_nothing(user):
    subscription = subscribe(user, "platinum", NOW, datetime(2026, 12, 20, 12, tzinfo=UTC))
    use_up(user, 1500)
    reserve_document(user, now=NOW)

    subscription.plan = "premium"
    subscription.save()
    with pytest.raises(QuotaExceededError):
        reserve_document(user, now=NOW)

    assert quota_state(subscription, now=NOW).reserved == 2
    assert QuotaPeriod.objects.get().used == 1501


def test_no_limit_means_none(user):
    subscribe(user, "platinum", NOW, datetime(2026, 12, 20, 12, tzinfo=UTC))
    use_up(user, 999_999)

    reserve_document(user, now=NOW)

    assert QuotaPeriod.objects.get().used == 1_000_000


@pytest.mark.parametrize(
    ("now", "period"),
    [
        (datetime(2026, 1, 31, 9, tzinfo=UTC), (date(2026, 1, 31), date(2026, 2, 28))),
        (datetime(2026, 2, 27, 23, tzinfo=UTC), (date(2026, 1, 31), date(2026, 2, 28))),
        # Nobody has told of the renewal yet.
        (datetime(2026, 2, 28, 0, tzinfo=UTC), (date(2026, 2, 28), date(2026, 3, 28))),
        # Nor for longer than the grace period: basic, so it has none of its own.
        (datetime(2026, 3, 20, 0, tzinfo=UTC), None),
    ],
)
def test_periods_follow_the_subscriptions_dates(now, period):
    subscription = Subscription(
        plan="premium",
        current_period_start=datetime(2026, 1, 31, 8, tzinfo=UTC),
        current_period_end=datetime(2026, 2, 28, 8, tzinfo=UTC),
    )

    assert subscription.paid_period_at(now) == period


def test_the_renewed_period_goes_on_with_what_the_late_notice_missed(user):
    subscription = subscribe(
        user,
        "premium",
        datetime(2026, 10, 20, 12, tzinfo=UTC),
        datetime(2026, 11, 20, 12, tzinfo=UTC),
    )
    early = reserve_document(user, now=datetime(2026, 11, 20, 6, tzinfo=UTC))

    subscription.current_period_start = datetime(2026, 11, 20, 12, tzinfo=UTC)
    subscription.current_period_end = datetime(2026, 12, 20, 12, tzinfo=UTC)
    subscription.save()
    late = reserve_document(user, now=datetime(2026, 11, 20, 18, tzinfo=UTC))

    assert early.period_id == late.period_id
