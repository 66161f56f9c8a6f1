"""Idempotency: a POST that is sent twice under one key happens once.

The row is taken before the work and keeps the answer after it. A call that failed gives its key
back, so that the next try is a real one.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID, uuid4

from accounts.models import IdempotencyKey, User
from common.errors import ConflictError

# Longer than any call takes; the slowest ones store files elsewhere.
_LEASE = timedelta(minutes=2)


class KeyReusedError(ConflictError):
    """The key belongs to another request."""

    code = "idempotency_key_reused"


class KeyInUseError(ConflictError):
    """The first call with this key has no answer yet."""

    code = "idempotency_key_in_use"


@dataclass(frozen=True, kw_only=True)
class KeptAnswer:
    """What the first call answered; `body` is JSON."""

    status: int
    body: str


def take_key(
    *, owner: User, key: str, fingerprint: str, now: datetime
) -> tuple[UUID, KeptAnswer | None]:
    """The token of this call, and the answer if an earlier one has given it: then nothing is to
    be done. Raises KeyReusedError or KeyInUseError."""
    rows = IdempotencyKey.objects.filter(owner=owner, key=key)
    (rows.expired(now) | rows.abandoned(now)).delete()
    token = uuid4()
    # Of calls that race, the unique constraint lets one row in; the others find that one.
    mine = IdempotencyKey(
        owner=owner,
        key=key,
        fingerprint=fingerprint,
        token=token,
        lease_until=now + _LEASE,
        created_at=now,
    )
    IdempotencyKey.objects.bulk_create([mine], ignore_conflicts=True)
    row = rows.first()
    if row is not None and row.token == token:
        return token, None
    return token, _answer_of(row, fingerprint=fingerprint)


def has_answer(*, owner: User, key: str) -> bool:
    return IdempotencyKey.objects.filter(owner=owner, key=key, status__isnull=False).exists()


def keep_answer(token: UUID, *, answer: KeptAnswer) -> None:
    IdempotencyKey.objects.filter(token=token).update(status=answer.status, body=answer.body)


def give_key_back(token: UUID) -> None:
    IdempotencyKey.objects.filter(token=token, status=None).delete()


def _answer_of(row: IdempotencyKey | None, *, fingerprint: str) -> KeptAnswer:
    # None: the other call has failed and given the key back in this very moment.
    if row is not None and row.fingerprint != fingerprint:
        raise KeyReusedError("This Idempotency-Key was sent before, with another request.")
    if row is None or row.status is None:
        raise KeyInUseError(
            "The first request with this Idempotency-Key is still at work.", retry_after=1
        )
    return KeptAnswer(status=row.status, body=row.body)
