"""Categories of an account: ten defaults that everybody has, and its own."""

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any

from anyascii import anyascii
from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils.text import slugify

from accounts.models import User
from common.errors import AppError, ConflictError, InvalidFieldError, NotFoundError
from common.versions import Versions, refuse_stale
from receipts.history import Event, Kind, record
from receipts.models import Category, LineItem, Receipt, Transaction

_MAX_SLUG = 40


class DefaultCategoryError(AppError):
    """Everybody has it, so nobody may change it."""

    code = "permission_denied"
    status = 403


def find_categories(slugs: Collection[str], *, owner: User) -> dict[str, Category]:
    """By slug, those of them that the owner has. To be called in the transaction that files
    something there, after the receipts are locked: one's own keep their type until its end."""
    if not slugs:
        return {}
    rows = list(Category.objects.visible_to(owner).filter(slug__in=slugs))
    found = [category for category in rows if category.owner_id is None]
    own = [category.pk for category in rows if category.owner_id is not None]
    return {category.slug: category for category in [*found, *hold_categories(own)]}


def category_among(found: Mapping[str, Category], slug: str, *, field: str) -> Category:
    """Raises InvalidFieldError for one that was not found."""
    if slug not in found:
        raise InvalidFieldError(field, f"There is no category {slug!r}.")
    return found[slug]


def hold_category(category: Category) -> Category | None:
    """The same of one that is in hand, as it is now. None: it is gone."""
    return (
        category if category.owner_id is None else next(iter(hold_categories([category.pk])), None)
    )


def hold_categories(ids: Collection[int]) -> list[Category]:
    """Those of them that are somebody's own. In one order for everybody. (What refers to a row
    locks it too, but not before the commit.) The defaults are not locked: their type never
    changes, and all accounts would wait for one another."""
    rows = Category.objects.filter(pk__in=ids, owner__isnull=False).order_by("pk")
    return list(rows.select_for_update(no_key=True)) if ids else []


def create_category(*, owner: User, name: str, **values: Any) -> Category:
    """Raises InvalidFieldError for a name that the owner sees already."""
    refuse_taken_name(name, owner=owner)
    try:
        with transaction.atomic():
            return Category.objects.create(
                owner=owner, name=name, slug=_free_slug(name, owner=owner), **values
            )
    except IntegrityError:
        raise ConflictError("This category is being made by another request.") from None


def change_category(
    category_id: int, *, owner: User, values: Mapping[str, Any], expected: Versions
) -> Category:
    """The slug stays: clients and entries know the category by it.

    Raises NotFoundError, DefaultCategoryError, StaleError, ConflictError, and InvalidFieldError for
    a name that the owner sees already, or another type while entries have the category.
    """
    with transaction.atomic():
        category = _lock_category(category_id, owner=owner, expected=expected)
        if "name" in values:
            refuse_taken_name(values["name"], owner=owner, besides=category)
            category.former_name = ""
        if values.get("type", category.type) != category.type:
            _refuse_other_type(category)
        for name, value in values.items():
            setattr(category, name, value)
        category.version += 1
        _save(category)
    return category


def _save(category: Category) -> None:
    try:
        with transaction.atomic():
            category.save()
    except IntegrityError:
        raise ConflictError("Another request is giving this name to a category.") from None


def delete_category(category_id: int, *, owner: User, expected: Versions, now: datetime) -> None:
    """Entries and lines that have it are left without one, and their history says so.

    Raises NotFoundError, DefaultCategoryError and StaleError.
    """
    category = _own_category(category_id, owner=owner)
    with transaction.atomic():
        # Receipts before the category, as a correction takes them: else two could wait for ever.
        _count_changes(category, now=now)
        category = _lock_category(category_id, owner=owner, expected=expected)
        entries = Transaction.objects.filter(category=category).only("owner_id", "receipt_id")
        data = {"field": "category", "old": category.slug, "new": None}
        record(Kind.CORRECTED, (Event(entry, data) for entry in entries), actor=owner, now=now)
        category.delete()


def _count_changes(category: Category, *, now: datetime) -> None:
    lines = LineItem.objects.filter(category=category).values("transaction_id")
    changed = Transaction.objects.filter(category=category) | Transaction.objects.filter(
        pk__in=lines
    )
    Receipt.objects.filter(pk__in=changed.values("receipt_id")).update(
        version=F("version") + 1, updated_at=now
    )
    changed.filter(receipt=None).update(version=F("version") + 1, updated_at=now)


def _lock_category(category_id: int, *, owner: User, expected: Versions) -> Category:
    _own_category(category_id, owner=owner)
    category = Category.objects.select_for_update().filter(pk=category_id).first()
    if category is None:
        raise NotFoundError("Not found.")
    refuse_stale(category.version, expected)
    return category


def _own_category(category_id: int, *, owner: User) -> Category:
    category = Category.objects.visible_to(owner).filter(pk=category_id).first()
    if category is None:
        raise NotFoundError("Not found.")
    if category.owner_id is None:
        raise DefaultCategoryError("This category belongs to everybody and cannot be changed.")
    return category


def refuse_taken_name(name: str, *, owner: User | None, besides: Category | None = None) -> None:
    """`owner` None: of a default, which must not be called as anybody's own. Raises
    InvalidFieldError."""
    rows = Category.objects.all() if owner is None else Category.objects.visible_to(owner)
    others = rows.named(name) if besides is None else rows.named(name).exclude(pk=besides.pk)
    if others.exists():
        raise InvalidFieldError("name", "There is a category of this name already.")


def _refuse_other_type(category: Category) -> None:
    """What has it would contradict it."""
    if category.transactions.exists() or LineItem.objects.filter(category=category).exists():
        raise InvalidFieldError("type", "Entries have this category, so its type stays.")


def _free_slug(name: str, *, owner: User) -> str:
    """In Latin letters, whatever the script. Two names may give one slug, and marks give none."""
    base = slugify(anyascii(name))[: _MAX_SLUG - 4].strip("-") or "category"
    taken = set(
        Category.objects.visible_to(owner)
        .filter(slug__startswith=base)
        .values_list("slug", flat=True)
    )
    candidates = [base, *(f"{base}-{number}" for number in range(2, len(taken) + 3))]
    return next(slug for slug in candidates if slug not in taken)
