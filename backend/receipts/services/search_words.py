"""What a ledger entry is found by beside its own texts: its items, and every line that was read."""

from receipts.models import Transaction

# PostgreSQL refuses a document of more than 1 MiB; a character may take four bytes and its place
# in the document two more. A receipt of 200 lines has about 6,000 characters.
MAX_CHARACTERS = 100_000


def refresh_search_words(entry: Transaction) -> None:
    """To be called in the transaction that has written the entry's items or its receipt's reading.

    `entry` itself is not changed: nobody reads the column but the database.
    """
    texts = list(entry.items.values_list("description", flat=True))
    if entry.receipt_id:
        texts += _lines_read(entry)
    words = " ".join(dict.fromkeys(" ".join(texts).split()))
    Transaction.objects.filter(pk=entry.pk).update(search_words=words[:MAX_CHARACTERS])


def _lines_read(entry: Transaction) -> list[str]:
    rows = Transaction.objects.filter(pk=entry.pk)
    return rows.values_list("receipt__reading__lines", flat=True).get() or []
