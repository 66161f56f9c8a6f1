"""Search words of an entry beside its own texts: its items, and every line that was read."""

from collections.abc import Iterable

from receipts.models import Transaction

# PostgreSQL refuses a document of more than 1 MiB; a character may take four bytes and its place
# in the document two more. A receipt of 200 lines has about 6,000 characters.
MAX_CHARACTERS = 100_000


def search_words(texts: Iterable[str]) -> str:
    """Each word once, in the order of the texts."""
    return " ".join(dict.fromkeys(" ".join(texts).split()))[:MAX_CHARACTERS]


def refresh_search_words(entry: Transaction) -> None:
    """To be called in the transaction that has written the entry's items or its receipt's reading.

    `entry` itself is not changed: nobody reads the column but the database.
    """
    texts = list(entry.items.values_list("description", flat=True))
    if entry.receipt_id:
        texts += _lines_read(entry)
    Transaction.objects.filter(pk=entry.pk).update(search_words=search_words(texts))


def _lines_read(entry: Transaction) -> list[str]:
    rows = Transaction.objects.filter(pk=entry.pk)
    return rows.values_list("receipt__reading__lines", flat=True).get() or []
