"""Idempotency: a POST that is sent twice under one key happens once.

The row is taken before the work and keeps the answer after it. A call that failed gives its key
back, so that the next try is a real one.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID, uuid4

from django.db import Error
from django.utils import timezone

from accounts.models import IdempotencyKey, User
from common.errors import ConflictError
from common.lease.processes import dead_processes, this_process

# Longer than any call takes; the slowest ones store files elsewhere.
_LEASE = timedelta(minutes=2)
# Calls of this process that came to nothing and hold their keys still, while the database is away.
_ended: set[UUID] = set()


class KeyReusedError(ConflictError):
    """The key belongs to another request."""

    code = "idempotency_key_reused"


class KeyInUseError(ConflictError):
    """A call with this key has no answer yet."""

    code = "idempotency_key_in_use"


@dataclass(frozen=True, kw_only=True)
class KeptAnswer:
    """What the first call answered; `body` is JSON."""

    status: int
    body: str
    language: str = ""


class Progress:
    """What a call under a key has made so far, piece by piece, so that a later try under the key
    finds it where the process died before there was an answer. Without a key it remembers nothing.
    """

    def __init__(self, token: UUID | None = None, made: dict[str, int] | None = None) -> None:
        self._token, self._made = token, made or {}

    def find(self, place: int) -> int | None:
        """The number of the row that an earlier try made there."""
        return self._made.get(str(place))

    def note(self, place: int, pk: int) -> None:
        """In the transaction that makes the row. Raises KeyInUseError, which undoes it, where
        another call has the key by now."""
        if self._token is None:
            return
        row = IdempotencyKey.objects.select_for_update().filter(token=self._token).first()
        if row is None:
            raise _in_use()
        # As it is in the table: what was noted in a transaction that came to nothing is not there.
        row.progress[str(place)] = pk
        row.save(update_fields=["progress"])


@dataclass(frozen=True, kw_only=True)
class TakenKey:
    """`answer`: an earlier call has given it, and nothing is to be done."""

    token: UUID
    progress: Progress
    answer: KeptAnswer | None = None


def take_key(*, owner: User, key: str, fingerprint: str, now: datetime) -> TakenKey:
    """Raises KeyReusedError or KeyInUseError."""
    token = uuid4()
    try:
        return _take(token, owner=owner, key=key, fingerprint=fingerprint, now=now)
    except Error:
        # The database went away, and it may have the claim all the same.
        _ended.add(token)
        raise


def _take(token: UUID, *, owner: User, key: str, fingerprint: str, now: datetime) -> TakenKey:
    rows = IdempotencyKey.objects.filter(owner=owner, key=key)
    rows.expired(now).delete()
    claim = {"token": token, "lease_until": now + _LEASE, "claimed_by": this_process()}
    # Of calls that race, the unique constraint lets one row in; the others find that one.
    mine = IdempotencyKey(owner=owner, key=key, fingerprint=fingerprint, created_at=now, **claim)
    IdempotencyKey.objects.bulk_create([mine], ignore_conflicts=True)
    dead = [path.name for path in dead_processes()]
    rows.abandoned(now, dead).filter(fingerprint=fingerprint).update(**claim)
    row = rows.first()
    if row is not None and row.token == token:
        return TakenKey(token=token, progress=Progress(token, row.progress))
    answer = _answer_of(row, fingerprint=fingerprint)
    return TakenKey(token=token, progress=Progress(), answer=answer)


def is_known_key(*, owner: User, key: str) -> bool:
    """An earlier call has it: it was answered, has made something, or is still at work."""
    return IdempotencyKey.objects.filter(owner=owner, key=key).exists()


def keep_answer(token: UUID, *, answer: KeptAnswer) -> None:
    """Raises KeyInUseError where another call has the key by now: this one was taken for dead."""
    held = IdempotencyKey.objects.filter(token=token)
    if not held.update(status=answer.status, body=answer.body, language=answer.language):
        raise _in_use()


def give_key_back(token: UUID) -> None:
    """What was made under it is remembered for the next try. Where the database is away, it is for
    `give_keys_back` to do."""
    _ended.add(token)
    give_keys_back()


def give_keys_back() -> None:
    """Those whose calls have ended, which nobody knows but this process."""
    for token in list(_ended):
        held = IdempotencyKey.objects.filter(token=token, status=None)
        if not held.filter(progress={}).delete()[0]:
            held.free(now=timezone.now())
        _ended.discard(token)


def _answer_of(row: IdempotencyKey | None, *, fingerprint: str) -> KeptAnswer:
    # None: the other call has failed and given the key back in this very moment.
    if row is not None and row.fingerprint != fingerprint:
        raise KeyReusedError("This Idempotency-Key was sent before, with another request.")
    if row is None or row.status is None:
        raise _in_use()
    return KeptAnswer(status=row.status, body=row.body, language=row.language)


def _in_use() -> KeyInUseError:
    text = "Another request with this Idempotency-Key is still at work."
    return KeyInUseError(text, retry_after=1)
