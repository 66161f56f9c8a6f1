"""Deliveries: what is owed to endpoints is written down with the event; the rest happens outside.

Each event comes at least once, in no promised order. An endpoint that gives no answer rests as a
whole, for as long as it has been away, so what waits for it costs hardly anything.
"""

import json
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from time import monotonic
from typing import Any

from cryptography.fernet import InvalidToken
from django.conf import settings
from django.db.models import F, Min, QuerySet
from django.db.models.functions import Coalesce
from django.utils import timezone

from common.errors import AppError, InvalidFieldError
from common.lease.retries import Failure, RetryPolicy, wish_of
from common.lease.run import LostClaimError, Run, Work, run_leased
from common.task_engines.connections import release_connections
from receipts.history import RecordedEvent
from receipts.models import Receipt, Transaction
from subscriptions.plans import Feature
from subscriptions.services.access import require_feature
from webhooks.errors import EndpointOffError
from webhooks.models import WebhookDelivery, WebhookEndpoint
from webhooks.services.endpoints import secrets_of, switch_off_failing
from webhooks.services.sending import Answer, SendingError, post
from webhooks.services.signatures import signed_headers

# Longer than a name's look-up and `WEBHOOK_TIMEOUT_SECONDS` together.
LEASE = timedelta(minutes=5)
# Over three days, as "Standard Webhooks" advises ("Deliverability and reliability").
RETRIES = RetryPolicy(
    max_attempts=10,
    delays=(
        timedelta(seconds=5),
        timedelta(minutes=5),
        timedelta(minutes=30),
        *(timedelta(hours=hours) for hours in (2, 5, 10, 14, 20, 24)),
    ),
)
# How long one endpoint keeps a worker, unless it is slow: others wait.
TURN_SECONDS = 5.0
KEPT_FOR = timedelta(days=30)
_FIRST_REST, _LONGEST_REST = timedelta(seconds=30), timedelta(hours=1)
_GONE, _BUSY = 410, frozenset({429, 502, 503, 504})


class _RefusedError(Exception):
    """The delivery did not arrive."""

    def __init__(self, failure: Failure) -> None:
        super().__init__(failure.text)
        self.failure = failure


@dataclass(frozen=True)
class _Attempt:
    """`answer` None: there was none, for the reason of `error`."""

    answer: Answer | None
    error: SendingError | None
    duration_ms: int

    @property
    def has_arrived(self) -> bool:
        return self.answer is not None and 200 <= self.answer.status < 300


def owe_deliveries(events: Collection[RecordedEvent]) -> set[int]:
    """In the transaction of the events. Returns the endpoints that have something coming."""
    owners = {event.owner_id for event in events}
    endpoints = list(
        WebhookEndpoint.objects.active()
        .filter(owner__in=owners)
        .values_list("pk", "owner_id", "kinds")
    )
    owed = [
        _delivery(pk, event)
        for event in events
        for pk, owner_id, kinds in endpoints
        if owner_id == event.owner_id and event.kind in kinds
    ]
    if owed:
        WebhookDelivery.objects.bulk_create(owed)
    return {delivery.endpoint_id for delivery in owed}


def deliver_to(endpoint_pk: int) -> None:
    """What is due, one after the other. What is left when the turn is over waits for the sweep."""
    ends_at = monotonic() + TURN_SECONDS
    while monotonic() < ends_at:
        due = WebhookDelivery.objects.due(now=timezone.now()).filter(endpoint=endpoint_pk)
        pk = due.order_by("pk").values_list("pk", flat=True).first()
        if pk is None:
            return
        run_leased(pk, _WORK)


def endpoints_with_work(*, now: datetime, limit: int) -> list[int]:
    """Whose oldest delivery has waited the longest comes first."""
    due = WebhookDelivery.objects.due(now=now).order_by().values_list("endpoint_id")
    oldest = due.annotate(oldest=Min("pk")).order_by("oldest")
    return [endpoint_pk for endpoint_pk, _ in oldest[:limit]]


def replay(deliveries: QuerySet[WebhookDelivery], *, endpoint: WebhookEndpoint) -> int:
    """Back to the queue with all tries again; what is being sent stays as it is. Returns how many.
    Raises EndpointOffError."""
    if not endpoint.is_active:
        raise EndpointOffError("This web hook is switched off. Please switch it on first.")
    rows = WebhookDelivery.objects.filter(endpoint=endpoint, pk__in=deliveries.values("pk"))
    return rows.requeue(now=timezone.now())


def replay_numbered(pks: Iterable[int], *, endpoint: WebhookEndpoint) -> int:
    """Raises InvalidFieldError where one is not in the endpoint's log, and EndpointOffError."""
    wanted = set(pks)
    rows = WebhookDelivery.objects.filter(endpoint=endpoint, pk__in=wanted)
    missing = sorted(wanted - set(rows.values_list("pk", flat=True)))
    if missing:
        raise InvalidFieldError("deliveries", f"Not in the log of this web hook: {missing[0]}.")
    return replay(rows, endpoint=endpoint)


def replay_failed_since(moment: datetime, *, endpoint: WebhookEndpoint) -> int:
    """Raises EndpointOffError."""
    failed = WebhookDelivery.objects.filter(
        endpoint=endpoint, status=WebhookDelivery.Status.FAILED, occurred_at__gte=moment
    )
    return replay(failed, endpoint=endpoint)


def old_deliveries(*, now: datetime) -> QuerySet[WebhookDelivery]:
    return WebhookDelivery.objects.created_before(now - KEPT_FOR)


def forget_old_deliveries(*, now: datetime, batch: int) -> int:
    """Returns how many."""
    forgotten = 0
    old = old_deliveries(now=now).order_by()
    while pks := list(old.values_list("pk", flat=True)[:batch]):
        forgotten += WebhookDelivery.objects.filter(pk__in=pks).delete()[0]
    return forgotten


def payload_of(delivery: WebhookDelivery) -> dict[str, Any]:
    """Ids, the kind and the version as it is now; no values. A version of null: it is gone."""
    subject = "receipt" if delivery.receipt_id else "entry"
    return {
        "type": f"{subject}.{delivery.kind}",
        "timestamp": delivery.occurred_at.isoformat().replace("+00:00", "Z"),
        "data": {
            "event": delivery.event_id,
            "kind": delivery.kind,
            "receipt": delivery.receipt_id,
            "entry": delivery.transaction_id,
            "version": _version_of(delivery),
        },
    }


def _delivery(endpoint_pk: int, event: RecordedEvent) -> WebhookDelivery:
    return WebhookDelivery(
        endpoint_id=endpoint_pk,
        event_id=event.pk,
        kind=event.kind,
        receipt_id=event.receipt_id,
        transaction_id=event.transaction_id,
        occurred_at=event.created_at,
        created_at=event.created_at,
    )


def _version_of(delivery: WebhookDelivery) -> int | None:
    """An entry of a receipt has that one's."""
    receipts = Receipt.objects.filter(pk=delivery.receipt_id or 0)
    entries = Transaction.objects.filter(pk=delivery.transaction_id or 0)
    versions = (receipts if delivery.receipt_id else entries).values_list("version", flat=True)
    found: int | None = versions.first()
    return found


def _deliver(run: Run[WebhookDelivery]) -> bool:
    endpoint = run.row.endpoint
    if not (endpoint.is_active and endpoint.owner.is_active):
        raise EndpointOffError("The web hook was switched off before this arrived.")
    require_feature(endpoint.owner, Feature.WEBHOOKS, now=timezone.now())
    attempt = _try(run.row)
    now = timezone.now()
    if attempt.has_arrived:
        run.write(lambda: _note_success(endpoint))
        status = WebhookDelivery.Status.COMPLETED
        return run.write(
            lambda: WebhookDelivery.objects.finish(
                run.row.pk, run.token, status=status, now=now, **_met(attempt, now=now)
            )
        )
    if not run.write(
        lambda: WebhookDelivery.objects.renew(
            run.row.pk, run.token, now=now, lease=LEASE, **_met(attempt, now=now)
        )
    ):
        raise LostClaimError
    is_off = run.write(lambda: _note_failure(endpoint, attempt, now=now))
    raise _RefusedError(_failure_after(attempt, may_come_again=not is_off))


def _try(delivery: WebhookDelivery) -> _Attempt:
    endpoint, now = delivery.endpoint, timezone.now()
    body = json.dumps(payload_of(delivery), separators=(",", ":")).encode()
    headers = signed_headers(
        message_id=delivery.message_id, body=body, keys=secrets_of(endpoint, now=now), now=now
    )
    release_connections()
    answer = failure = None
    began = monotonic()
    try:
        answer = post(
            endpoint.url,
            headers=headers,
            body=body,
            networks=settings.WEBHOOK_ALLOWED_NETWORKS,
            timeout_seconds=settings.WEBHOOK_TIMEOUT_SECONDS,
        )
    except SendingError as error:
        failure = error
    return _Attempt(answer, failure, round((monotonic() - began) * 1000))


def _met(attempt: _Attempt, *, now: datetime) -> dict[str, Any]:
    status = attempt.answer.status if attempt.answer else None
    return {"tried_at": now, "response_status": status, "duration_ms": attempt.duration_ms}


def _failure_after(attempt: _Attempt, *, may_come_again: bool) -> Failure:
    if attempt.answer is None:
        assert attempt.error is not None
        return Failure(code=attempt.error.code, text=str(attempt.error), retryable=may_come_again)
    status = attempt.answer.status
    is_redirect = 300 <= status < 400
    followed = f"It answered {status}, and is not followed."
    text = followed if is_redirect else f"It answered {status}."
    return Failure(
        code="redirected" if is_redirect else "refused",
        text=text,
        retryable=may_come_again,
        retry_after=attempt.answer.retry_after,
    )


def _note_success(endpoint: WebhookEndpoint) -> None:
    WebhookEndpoint.objects.filter(pk=endpoint.pk, failing_since__isnull=False).update(
        failing_since=None, rests_until=None
    )


def _note_failure(endpoint: WebhookEndpoint, attempt: _Attempt, *, now: datetime) -> bool:
    """Is the endpoint off now? One that answers has only this delivery tried again later, unless
    its server is away or wishes to be left alone."""
    WebhookEndpoint.objects.filter(pk=endpoint.pk).update(
        failing_since=Coalesce(F("failing_since"), now)
    )
    answer = attempt.answer
    if answer is not None and answer.status == _GONE:
        return switch_off_failing(endpoint, why=WebhookEndpoint.SwitchedOff.GONE, now=now)
    if answer is None or answer.status in _BUSY:
        waited = now - (endpoint.failing_since or now)
        rest = min(max(waited, _FIRST_REST), _LONGEST_REST)
        rest = max(rest, wish_of(answer.retry_after if answer else None))
        WebhookEndpoint.objects.filter(pk=endpoint.pk).update(rests_until=now + rest)
    return switch_off_failing(endpoint, why=WebhookEndpoint.SwitchedOff.FAILING, now=now)


def _failure_of(error: Exception) -> Failure | None:
    match error:
        case _RefusedError():
            return error.failure
        case InvalidToken():
            text = "Its secret cannot be read here any more. Please rotate it."
            return Failure(code="secret_unreadable", text=text, retryable=False)
        case AppError():
            return Failure(code=error.code, text=str(error), retryable=False)
        case _:
            return None


_WORK = Work(
    rows=lambda: WebhookDelivery.objects.select_related("endpoint__owner"),
    lease=LEASE,
    retries=RETRIES,
    do=_deliver,
    failure_of=_failure_of,
    interrupted_text="Sending this was interrupted every time.",
    outage_text="The database was away for too long.",
)
