"""`manage.py review_books`: what of the books of earlier releases a person should look at."""

from collections.abc import Iterator
from typing import Any

from django.core.management.base import BaseCommand
from django.db.models import Q

from receipts.models import NO_PURCHASES, Category, DocumentKind, LineItem, Transaction


class Command(BaseCommand):
    help = (
        "List categories that a release has renamed, entries and items whose type is not that of "
        "their category, entries of what is no purchase or of a kind that is not known, and "
        "refunds that were read as income. Changes nothing."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        lines = 0
        for line in _lines():
            self.stdout.write(line)
            lines += 1
        self.stdout.write(f"{lines} to look at.")


def _lines() -> Iterator[str]:
    for category in Category.objects.renamed().order_by("owner_id", "pk").iterator():
        whose = "Everybody's" if category.owner_id is None else f"Account {category.owner_id}:"
        yield (
            f"{whose} category {category.pk} is called {category.name!r}, since there was another "
            f"{category.former_name!r}."
        )
    entries = Transaction.objects.kept().contradicting().select_related("category")
    for entry in entries.order_by("owner_id", "pk").iterator():
        yield f"{_named(entry)} of type {entry.type} is in {_typed(entry.category)}."
    items = LineItem.objects.contradicting().filter(transaction__in=Transaction.objects.kept())
    for item in items.select_related("category", "transaction").order_by("pk").iterator():
        yield (
            f"{_named(item.transaction)} of type {item.transaction.type} has item "
            f"{item.position + 1} in {_typed(item.category)}."
        )
    yield from _lines_of_kinds()
    read = Transaction.objects.kept().filter(type="income", receipt__isnull=False)
    for entry in read.order_by("owner_id", "pk").iterator():
        if "type" not in entry.corrected_fields:
            yield f"{_named(entry)} was read as an income; if it is a refund, it is an expense."


def _lines_of_kinds() -> Iterator[str]:
    """Of entries that nobody has verified. Earlier releases have read no kind, or were not sure."""
    entries = Transaction.objects.kept().filter(receipt__isnull=False, verified_at=None)
    entries = entries.select_related("receipt").order_by("owner_id", "pk")
    for entry in entries.of_document_kinds(NO_PURCHASES).defer("receipt__reading").iterator():
        assert entry.receipt is not None  # the query asks for one
        kind = entry.receipt.get_document_kind_display()
        yield f"{_named(entry)} is of a {kind}, which is no purchase, and counts."
    kind = "receipt__reading__document_kind"
    unsaid = Q(**{f"{kind}__isnull": True}) | Q(**{f"{kind}__value__in": DocumentKind.values})
    unknown = entries.of_document_kinds([""]).filter(unsaid, receipt__reading__isnull=False)
    for entry in unknown.defer("receipt__reading").iterator():
        yield f"{_named(entry)} is of a document whose kind is not known."


def _named(entry: Transaction) -> str:
    receipt = f" (receipt {entry.receipt_id})" if entry.receipt_id else ""
    return f"Account {entry.owner_id}: entry {entry.pk}{receipt}"


def _typed(category: Category | None) -> str:
    assert category is not None  # the query asks for one
    return f"the category {category.slug!r} of type {category.type}"
