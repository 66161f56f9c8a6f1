"""Duplicate candidates: the receipts of an account that one resembles, and why. The database is
asked once for each of the three layers, however many receipts there are:

- the same bytes: by the index of the digests;
- the same image: the hashes of the whole account, from one index that holds nothing else, are
  compared one by one. 50,000 of them took 0.14 s (PostgreSQL, 2 busy cores), in the background;
- the same content: by the index of the dates.

A document that was split counts no longer: for its bytes its first part stands.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping

from accounts.models import User
from common.compiled_sql.queries import CompiledQuery, Parameter
from receipts.duplicates.content_match import (
    agree,
    contradict,
    is_beside,
    is_content_match,
    may_be_beside,
    may_have_beside,
)
from receipts.duplicates.image_match import (
    SAME_IMAGE,
    nearest_images,
    turned_values,
)
from receipts.models import NO_PURCHASES, DocumentKind, Receipt, Transaction

BYTES, IMAGE, CONTENT, PART = "bytes", "image", "content", "part"
# What belongs to a purchase that has a document of its own; each is a reason by its name.
_BESIDE = (DocumentKind.CARD_SLIP, DocumentKind.PAYMENT_REMINDER)

# Somebody who uploads one picture a hundred times is asked about the nearest ones.
MAX_CANDIDATES = 10
_MAX_NEAR_IMAGES = 20
_MAX_SAME_DAY = 200
_ROWS_AT_A_TIME = 10_000

_same_bytes = CompiledQuery(
    lambda: (
        Receipt.objects.kept()
        .filter(owner=Parameter("owner"), sha256=Parameter("sha256"))
        .exclude(status=Receipt.Status.FAILED)
        .order_by("pk")
        .values_list("pk")[:MAX_CANDIDATES]
    )
)


def same_bytes(owner: User, sha256: str) -> list[int]:
    """Those of the account, oldest first: also those that wait to be read."""
    return [pk for (pk,) in _same_bytes.rows(owner=owner.pk, sha256=sha256)]


def find_candidates(receipt: Receipt, entry: Transaction) -> dict[int, list[str]]:
    """Numbers of receipts, earlier and later ones, with the reasons; the most reasons first."""
    found: defaultdict[int, list[str]] = defaultdict(list)
    for pk in _byte_matches(receipt):
        found[pk].append(BYTES)
    for pk in _image_matches(receipt, entry):
        found[pk].append(IMAGE)
    for pk in _content_matches(receipt, entry):
        found[pk].append(CONTENT)
    for pk in _split_matches(receipt):
        found[pk].append(PART)
    for pk, kind in _papers_beside(receipt, entry):
        found[pk].append(kind)
    for pk in _siblings(receipt):
        found.pop(pk, None)
    return _strongest(found)


def _siblings(receipt: Receipt) -> Iterator[int]:
    """Other parts of one document that was split: who did so has said that they are several."""
    if receipt.split_from_id is not None:
        rows = Receipt.objects.filter(split_from=receipt.split_from_id)
        yield from rows.values_list("pk", flat=True)


def _strongest(found: Mapping[int, list[str]]) -> dict[int, list[str]]:
    ranked = sorted(found.items(), key=lambda pair: (-len(pair[1]), BYTES not in pair[1], pair[0]))
    return dict(ranked[:MAX_CANDIDATES])


def _byte_matches(receipt: Receipt) -> list[int]:
    rows = Receipt.objects.comparable().filter(owner=receipt.owner_id, sha256=receipt.sha256)
    pks = rows.exclude(pk=receipt.pk).order_by("pk").values_list("pk", flat=True)
    return list(pks[:MAX_CANDIDATES])


def _image_matches(receipt: Receipt, entry: Transaction) -> list[int]:
    """Other receipts of one shop look alike, so what was read has a say."""
    turns = turned_values(receipt.perceptual_hash, receipt.turned_hashes)
    rows = Receipt.objects.comparable().filter(owner=receipt.owner_id).exclude(pk=receipt.pk)
    hashes = rows.order_by().values_list("pk", "perceptual_hash")
    near = nearest_images(
        turns, hashes.iterator(chunk_size=_ROWS_AT_A_TIME), limit=_MAX_NEAR_IMAGES
    )
    if not near:
        return []
    entries = _entries_of([pk for _, pk in near])
    return [pk for distance, pk in near if _is_same_purchase(distance, entry, entries.get(pk))]


def _split_matches(receipt: Receipt) -> Iterator[int]:
    """The first part of a document of the same bytes; of a first part, what has the bytes of its
    document."""
    rows = Receipt.objects.comparable().filter(owner=receipt.owner_id).exclude(pk=receipt.pk)
    wholes = Receipt.objects.filter(owner=receipt.owner_id, sha256=receipt.sha256)
    yield from rows.first_parts().filter(split_from__in=wholes).values_list("pk", flat=True)
    if receipt.split_from_id is not None:
        whole = Receipt.objects.filter(
            parts__in=Receipt.objects.first_parts().filter(pk=receipt.pk)
        )
        alike = rows.filter(sha256__in=whole.values("sha256"))
        yield from alike.order_by("pk").values_list("pk", flat=True)[:MAX_CANDIDATES]


def _is_same_purchase(distance: int, entry: Transaction, other: Transaction | None) -> bool:
    if other is None or contradict(entry, other):
        return False
    return distance <= SAME_IMAGE or agree(entry, other)


def _entries_of(receipt_ids: list[int]) -> dict[int | None, Transaction]:
    rows = Transaction.objects.filter(receipt__in=receipt_ids).select_related("receipt")
    return {entry.receipt_id: entry for entry in rows}


def _content_matches(receipt: Receipt, entry: Transaction) -> list[int]:
    if entry.total is None or entry.purchased_on is None:
        return []
    rows = Transaction.objects.filter(
        owner=receipt.owner_id,
        purchased_on=entry.purchased_on,
        total=entry.total,
        currency=entry.currency,
        receipt__in=Receipt.objects.comparable(),
    ).exclude(receipt=receipt.pk)
    others = rows.order_by("receipt_id")[:_MAX_SAME_DAY]
    return [
        other.receipt_id for other in others if other.receipt_id and is_content_match(entry, other)
    ]


def _papers_beside(receipt: Receipt, entry: Transaction) -> Iterator[tuple[int, str]]:
    """The slip of the card that paid for it, a reminder of it; or what it is one of."""
    kind = receipt.document_kind
    rows = Transaction.objects.filter(
        owner=receipt.owner_id, receipt__in=Receipt.objects.comparable()
    ).exclude(receipt=receipt.pk)
    if kind in _BESIDE:
        purchases = rows.exclude(receipt__document_kind__in=NO_PURCHASES)
        for other in purchases.filter(may_be_beside(entry, kind=kind)):
            if other.receipt_id and is_beside(entry, other, kind=kind):
                yield other.receipt_id, kind
    elif receipt.is_purchase:
        papers = rows.filter(may_have_beside(entry), receipt__document_kind__in=_BESIDE)
        for other in papers.select_related("receipt").defer("receipt__reading"):
            if other.receipt and is_beside(other, entry, kind=other.receipt.document_kind):
                yield other.receipt.pk, other.receipt.document_kind
