"""The summary's last answer, kept until something that it is made of changes.

A start page asks every half minute, mostly for what it has already. What makes two answers the same
is known exactly: the account's tokens (`LedgerChange`), the day, the period, the currency. The
tokens are read before the figures, so a change while these are added up makes the answer one that
nobody asks for again; it can be newer than its key, and never older.
"""

import json
from collections.abc import Callable
from hashlib import sha256
from typing import Any

from django.db.models import F, QuerySet, StringAgg, Subquery, Value

from accounts.models import User
from reports.aggregates.question import Question
from reports.models import KeptSummary, LedgerChange

# Counts the shapes that the answer has had: one of an older release is not sent by a newer one.
_SHAPE = 5


def kept_or(question: Question, compute: Callable[[], dict[str, Any]]) -> dict[str, Any]:
    """The kept answer to the question, or what `compute` returns, which is kept then."""
    owner = question.scope.owner
    tokens, kept_key, kept = _kept_of(owner)
    key = _key(question, tokens)
    if kept_key == key:
        answer: dict[str, Any] = json.loads(kept)
        return answer
    computed = compute()
    KeptSummary.objects.bulk_create(
        [KeptSummary(owner=owner, key=key, answer=json.dumps(computed))],
        update_conflicts=True,
        unique_fields=["owner"],
        update_fields=["key", "answer"],
    )
    return computed


def _kept_of(owner: User) -> tuple[str | None, str | None, str]:
    """The tokens, and the kept answer with its key. One statement."""
    changes = LedgerChange.objects.filter(account__in=[owner.pk, LedgerChange.EVERYBODY])
    joined = StringAgg("token", Value(" "))
    tokens: QuerySet[Any] = changes.order_by().values(one=Value(1)).values(joined=joined)
    rows: QuerySet[Any] = User.objects.filter(pk=owner.pk)
    found: tuple[str | None, str | None, str] = rows.values_list(
        Subquery(tokens), F("kept_summary__key"), F("kept_summary__answer")
    ).get()
    return found


def _key(question: Question, tokens: str | None) -> str:
    # Older releases of SQLite cannot say in which order to join them.
    changes = sorted((tokens or "").split())
    facts = [_SHAPE, changes, question.to_json(), question.scope.owner.home_currency]
    return sha256(json.dumps(facts).encode()).hexdigest()
