"""Samples of verified receipts, spread over vendors, kinds and currencies.

Only of accounts that allow it, and of the operator's own: staff.
"""

from collections import defaultdict, deque
from collections.abc import Hashable, Iterable, Iterator
from itertools import chain, islice

from django.db.models import Q, QuerySet

from accounts.models import User
from receipts.models import ComparedReceipt, ModelComparison, Receipt

# The newest; among more no sample gets wider.
_MOST_CONSIDERED = 20_000

type Stratum = Hashable


def comparable_receipts() -> QuerySet[Receipt]:
    """Verified, with leave, and read from a picture: an e-invoice is read by nobody. Never of those
    who want them masked, which a comparison does not do, or at home."""
    allowed = Q(owner__allows_comparisons=True) | Q(owner__is_staff=True)
    return (
        Receipt.objects.comparable()
        .with_own_entry()
        .filter(allowed, owner__is_active=True, transaction__verified_at__isnull=False)
        .filter(owner__model_privacy=User.ModelPrivacy.MODEL_ALLOWED)
        .exclude(engine="xml")
    )


def draw_sample(comparison: ModelComparison) -> None:
    """At most as many as are wanted; fewer where there are no more. Those on which the model was
    worse before come last: only others can lift that."""
    rows = comparable_receipts().order_by("-pk")
    columns = ("pk", "document_kind", "transaction__currency", "transaction__vendor_words")
    found = rows.values_list(*columns)[:_MOST_CONSIDERED]
    strata = [(pk, (kind, currency), vendor) for pk, kind, currency, vendor in found]
    used = set(comparison.receipts_found_worse.values_list("receipt", flat=True))
    others = spread(row for row in strata if row[0] not in used)
    again = spread(row for row in strata if row[0] in used)
    sample = list(islice(chain(others, again), comparison.wanted))
    ComparedReceipt.objects.bulk_create(
        ComparedReceipt(comparison=comparison, receipt_id=pk) for pk in sample
    )


def spread(rows: Iterable[tuple[int, Stratum, Stratum]]) -> Iterator[int]:
    """All of them, so that any number of the first ones holds as many different strata as can be:
    a kind in turn, and of it a vendor in turn."""
    kinds: dict[Stratum, dict[Stratum, list[int]]] = defaultdict(lambda: defaultdict(list))
    for pk, kind, vendor in rows:
        kinds[kind][vendor].append(pk)
    return _in_turn([_in_turn([iter(pks) for pks in kind.values()]) for kind in kinds.values()])


def _in_turn(sources: list[Iterator[int]]) -> Iterator[int]:
    queue = deque(sources)
    while queue:
        source = queue.popleft()
        for found in source:
            yield found
            queue.append(source)
            break
