"""The quota: a document is reserved at upload, committed when it was read, given back when it
could not be. Each move is one conditional UPDATE, so racing requests cannot pass the limit."""

from datetime import date, datetime

from django.db import transaction
from django.db.models import F

from accounts.models import User
from common.errors import AppError
from subscriptions.models import QuotaPeriod, QuotaUse
from subscriptions.plans import BASIC, Plan


class QuotaExceededError(AppError):
    """The account has no document left in this period."""

    code = "quota_exceeded"
    status = 402


def plan_of(user: User) -> Plan:
    """No subscription simply means the basic plan."""
    return BASIC


def calendar_month(day: date) -> tuple[date, date]:
    """The first day of the month and of the next one."""
    first = day.replace(day=1)
    after = first.replace(year=first.year + first.month // 12, month=first.month % 12 + 1)
    return first, after


def reserve_document(user: User, *, now: datetime) -> QuotaUse:
    """Take one document of the current period. Raises QuotaExceededError and changes nothing."""
    plan = plan_of(user)
    starts_on, ends_on = calendar_month(now.date())
    with transaction.atomic():
        period, _ = QuotaPeriod.objects.get_or_create(
            owner=user, starts_on=starts_on, defaults={"ends_on": ends_on}
        )
        taken = QuotaPeriod.objects.filter(pk=period.pk, used__lt=plan.max_documents).update(
            used=F("used") + 1
        )
        if not taken:
            raise QuotaExceededError(
                f"The {plan.name} plan includes {plan.max_documents} documents a month, "
                f"and all are used. New ones can be added from {ends_on.isoformat()}.",
                limit=plan.max_documents,
                resets_on=ends_on.isoformat(),
            )
        return QuotaUse.objects.create(period=period)


def commit_document(use_id: int) -> None:
    """The document was read: it counts. Anything but a reserved one stays as it is."""
    QuotaUse.objects.filter(pk=use_id, state=QuotaUse.State.RESERVED).update(
        state=QuotaUse.State.COMMITTED
    )


def give_back_document(use_id: int) -> None:
    """The document does not count after all. Once only, whoever asks how often."""
    with transaction.atomic():
        given = (
            QuotaUse.objects.filter(pk=use_id)
            .exclude(state=QuotaUse.State.GIVEN_BACK)
            .update(state=QuotaUse.State.GIVEN_BACK)
        )
        if given:
            QuotaPeriod.objects.filter(uses=use_id).update(used=F("used") - 1)
