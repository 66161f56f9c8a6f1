"""The quota: a document is reserved at upload, committed when it was read, given back when it
could not be. What was read without becoming a document is a free read: a reading that failed, a
re-read, a duplicate that was removed. An account has as many free reads as documents, so neither
costs without end.

Each move is one conditional UPDATE, so racing requests cannot pass a limit.
"""

import math
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache

from django.db import transaction
from django.db.models import F, IntegerField, Q, QuerySet

from accounts.models import User
from common.compiled_sql.inserts import insert_rows
from common.compiled_sql.queries import CompiledUpdate, Parameter
from subscriptions.errors import QuotaExceededError, TooManyFailedReadsError
from subscriptions.models import QuotaPeriod, QuotaUse, Subscription
from subscriptions.plans import FREE_READS_WITHOUT_LIMIT, Plan
from subscriptions.services.access import subscription_of
from subscriptions.services.quota_periods import CurrentPeriod, begin_period, current_period

_COUNTED = (QuotaUse.State.RESERVED, QuotaUse.State.COMMITTED)


@dataclass(frozen=True, kw_only=True)
class QuotaState:
    """One account's documents in the current period. `limit` None: no limit.

    `used` have been read, `reserved` are on their way.
    """

    used: int
    reserved: int
    limit: int | None
    free_reads: int
    free_reads_limit: int
    period: CurrentPeriod

    @property
    def starts_on(self) -> date:
        return self.period.starts_on

    @property
    def resets_on(self) -> date:
        return self.period.resets_on


@dataclass(frozen=True)
class Taken:
    """What was taken of what was asked for; `refusal` says why not all of it."""

    uses: list[QuotaUse]
    refusal: QuotaExceededError | TooManyFailedReadsError | None = None


def require_room(user: User, *, now: datetime) -> "Allowance":
    """Raises what `reserve_document` would; reads only, so a later call may still find it full. To
    that the answer may be given, which then asks for neither the plan nor the period again."""
    allowance = find_allowance(user, now=now)
    allowance.require_room(now=now)
    return allowance


def lock_quota(user: User, *, now: datetime) -> None:
    """Hold what every upload and every re-read holds until it commits, so that what is counted next
    stays so."""
    period = begin_period(user, current_period(subscription_of(user), now=now))
    QuotaPeriod.objects.select_for_update(no_key=True).get(pk=period.pk)


def reserve_document(
    user: User,
    *,
    now: datetime,
    within_free_reads: bool = True,
    allowance: "Allowance | None" = None,
) -> QuotaUse:
    """Take one document of the current period. Raises QuotaExceededError, or
    TooManyFailedReadsError unless `within_free_reads` is False, and changes nothing."""
    taken = reserve_documents(
        user, 1, now=now, within_free_reads=within_free_reads, allowance=allowance
    )
    if taken.refusal is not None:
        raise taken.refusal
    return taken.uses[0]


def reserve_documents(
    user: User,
    count: int,
    *,
    now: datetime,
    within_free_reads: bool = True,
    allowance: "Allowance | None" = None,
) -> Taken:
    """As many of them as there is room for."""
    allowance = allowance or find_allowance(user, now=now)
    period = begin_period(user, allowance.period)
    taking = _documents_taken(allowance.plan, within_free_reads=within_free_reads)
    uses = _take(period, count, taking, state=QuotaUse.State.RESERVED)
    if len(uses) == count:
        return Taken(uses)
    return Taken(uses, allowance.refusal(period, now=now) or allowance.exceeded())


def take_free_reads(user: User, count: int, *, now: datetime) -> Taken:
    """For re-reads: as many of them as there is room for."""
    allowance = find_allowance(user, now=now)
    period = begin_period(user, allowance.period)
    taking = _free_reads_taken(allowance.plan)
    uses = _take(period, count, taking, state=QuotaUse.State.FREE)
    if len(uses) == count:
        return Taken(uses)
    return Taken(uses, allowance.too_many_free_reads(period, now=now))


def commit_document(use_id: int) -> None:
    """The document was read: it counts. Anything but a reserved one stays as it is."""
    _move(use_id, [QuotaUse.State.RESERVED], QuotaUse.State.COMMITTED)


def count_as_free_read(use_id: int) -> None:
    """It was read, and does not count as a document. Once only, whoever asks how often."""
    with transaction.atomic():
        if _move(use_id, _COUNTED, QuotaUse.State.FREE):
            QuotaPeriod.objects.filter(uses=use_id).update(
                used=F("used") - 1, free_reads=F("free_reads") + 1
            )


def give_back_document(use_id: int) -> bool:
    """The document does not count after all. Once only, whoever asks how often. False: it did not
    count."""
    with transaction.atomic():
        counted = _move(use_id, _COUNTED, QuotaUse.State.GIVEN_BACK)
        if counted:
            QuotaPeriod.objects.filter(uses=use_id).update(used=F("used") - 1)
    return counted


def give_back_free_read(use_id: int) -> None:
    """It was none: nothing was read, or it is a document again. Once only, as well."""
    with transaction.atomic():
        if _move(use_id, [QuotaUse.State.FREE], QuotaUse.State.GIVEN_BACK):
            QuotaPeriod.objects.filter(uses=use_id).update(free_reads=F("free_reads") - 1)


def quota_state(subscription: Subscription, *, now: datetime) -> QuotaState:
    """Reads only: asking starts no period."""
    period = current_period(subscription, now=now, with_reserved=True)
    allowance, row = Allowance(plan=subscription.plan_at(now), period=period), period.row
    used = row.used if row else 0
    on_their_way = row.reserved if row else 0  # type: ignore[attr-defined]
    return QuotaState(
        used=used - on_their_way,
        reserved=on_their_way,
        limit=allowance.plan.max_documents,
        free_reads=row.free_reads if row else 0,
        free_reads_limit=allowance.free_reads_limit(used=used),
        period=period,
    )


@dataclass(frozen=True, kw_only=True)
class Allowance:
    """What a plan allows in the current period."""

    plan: Plan
    period: CurrentPeriod

    def free_reads_limit(self, *, used: int) -> int:
        """As many as documents. Where those have no limit, as many as are used, and some to begin
        with."""
        if self.plan.max_documents is not None:
            return self.plan.max_documents
        return max(FREE_READS_WITHOUT_LIMIT, used)

    def require_room(self, *, now: datetime) -> None:
        """Raises what `reserve_document` would; a later call may still find it full."""
        row = self.period.row
        refusal = row and self.refusal(row, now=now)
        if refusal:
            raise refusal

    def refusal(
        self, period: QuotaPeriod, *, now: datetime
    ) -> QuotaExceededError | TooManyFailedReadsError | None:
        """Why no further document is taken. None: one is."""
        if self.plan.max_documents is not None and period.used >= self.plan.max_documents:
            return self.exceeded()
        if period.free_reads >= self.free_reads_limit(used=period.used):
            return self.too_many_free_reads(period, now=now)
        return None

    def exceeded(self) -> QuotaExceededError:
        resets_on = self.period.resets_on.isoformat()
        return QuotaExceededError(
            f"The {self.plan.name} plan includes {self.plan.max_documents} documents a month, "
            f"and all are used. New ones can be added from {resets_on}.",
            limit=self.plan.max_documents,
            resets_on=resets_on,
        )

    def too_many_free_reads(self, period: QuotaPeriod, *, now: datetime) -> TooManyFailedReadsError:
        limit, resets_on = (
            self.free_reads_limit(used=period.used),
            self.period.resets_on.isoformat(),
        )
        return TooManyFailedReadsError(
            f"{limit} readings of this month came to nothing: receipts that could not be read, "
            "were read again or were duplicates. Receipts can be added and read again from "
            f"{resets_on}; until then they can be entered by hand.",
            retry_after=max(1, math.ceil((self.period.ends_at - now).total_seconds())),
            limit=limit,
            resets_on=resets_on,
        )


def find_allowance(user: User, *, now: datetime) -> Allowance:
    subscription = subscription_of(user)
    period = current_period(subscription, now=now)
    return Allowance(plan=subscription.plan_at(now), period=period)


@cache
def _documents_taken(plan: Plan, *, within_free_reads: bool) -> CompiledUpdate:
    """So many more are used of a period, where they fit."""
    count = Parameter("count", IntegerField())
    limit = plan.max_documents
    fits = Q() if limit is None else Q(used__lte=limit - count)
    if within_free_reads:
        fits &= _fits_free_reads(plan, 1)
    return CompiledUpdate(lambda: (_given_period().filter(fits), {"used": F("used") + count}))


@cache
def _free_reads_taken(plan: Plan) -> CompiledUpdate:
    count = Parameter("count", IntegerField())
    fits = _fits_free_reads(plan, count)
    changes = {"free_reads": F("free_reads") + count}
    return CompiledUpdate(lambda: (_given_period().filter(fits), changes))


def _given_period() -> QuerySet[QuotaPeriod]:
    return QuotaPeriod.objects.filter(pk=Parameter("period"))


def _fits_free_reads(plan: Plan, count: int | Parameter) -> Q:
    """As `Allowance.free_reads_limit` says, in the database's words."""
    if plan.max_documents is not None:
        return Q(free_reads__lte=plan.max_documents - count)
    return Q(free_reads__lte=FREE_READS_WITHOUT_LIMIT - count) | Q(
        free_reads__lte=F("used") - count
    )


def _take(
    period: QuotaPeriod, count: int, taking: CompiledUpdate, *, state: QuotaUse.State
) -> list[QuotaUse]:
    """`count`, or as many as there is room for, found by halving; `period` is then read anew."""
    taken, step = 0, count
    with transaction.atomic(savepoint=False):
        while step:
            if taking(period=period.pk, count=step):
                taken += step
                step = min(step, count - taken)
            else:
                step //= 2
        uses = insert_rows(QuotaUse(period=period, state=state) for _ in range(taken))
    if taken < count:
        period.refresh_from_db()
    return uses


def _move(use_id: int, before: Collection[QuotaUse.State], after: QuotaUse.State) -> bool:
    """False: it was in another state, no change."""
    return bool(QuotaUse.objects.filter(pk=use_id, state__in=before).update(state=after))
