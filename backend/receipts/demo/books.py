"""The demo account's year of books, made by the same services that people use.

What is there already is left alone: a run that was interrupted is carried on, and one over
finished books changes nothing.
"""

import time
from collections.abc import Collection, Iterator, Sequence
from datetime import datetime, timedelta

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction

from accounts.models import User
from receipts.demo.year_entries import OWN_CATEGORY, OWN_SLUG, year_of_entries
from receipts.demo.year_receipts import Original, year_of_originals
from receipts.intake.upload import upload_receipt
from receipts.ledger.categories import create_category
from receipts.ledger.corrections import correct_receipt
from receipts.ledger.manual_entries import create_entry
from receipts.ledger.verification import verify_receipt
from receipts.models import Category, Receipt
from receipts.processing.run import process_receipt
from receipts.removal.trash import delete_receipt
from subscriptions.plans import PLATINUM
from subscriptions.services.access import subscription_of
from subscriptions.services.grants import give_plan

_PLAN_LASTS = timedelta(days=365)
_SECONDS_BETWEEN_LOOKS = 0.2


def fill_books(user: User, *, months: int, now: datetime) -> Iterator[str]:
    """Each step in a sentence, once it is done. The entries come last and all at once, with the
    category that only these books have: where it is, the books are complete."""
    _give_every_report(user, now=now)
    if Category.objects.filter(owner=user, slug=OWN_SLUG).exists():
        yield "The account has its books already; nothing was added."
        return
    originals = list(year_of_originals(today=user.day_of(now), months=months))
    first = [original for original in originals if not original.comes_last]
    last = [original for original in originals if original.comes_last]
    yield f"Drawn, read and looked through: {_add_originals(user, first, now=now)}"
    yield f"Read with what was learnt: {_add_originals(user, last, now=now)}"
    yield f"Entered by hand: {_add_entries(user, months=months, now=now)}"


def _give_every_report(user: User, *, now: datetime) -> None:
    if subscription_of(user).plan_at(now) is not PLATINUM:
        until = (now + _PLAN_LASTS).date()
        give_plan(user, plan=PLATINUM, until=until, reason="Demo books", actor=user, now=now)


def _add_originals(user: User, originals: Sequence[Original], *, now: datetime) -> str:
    added = [(original, _uploaded(user, original)) for original in originals]
    _read([receipt.pk for _, receipt in added])
    for original, receipt in added:
        receipt.refresh_from_db()
        if receipt.status == Receipt.Status.COMPLETED and receipt.deleted_at is None:
            _work_on(receipt, original, user=user, now=now)
    read = sum(receipt.status == Receipt.Status.COMPLETED for _, receipt in added)
    return f"{read} receipts; {len(added) - read} could not be read."


def _uploaded(user: User, original: Original) -> Receipt:
    there = Receipt.objects.owned_by(user).filter(original_filename=original.file).first()
    return there or upload_receipt(
        owner=user, files=[SimpleUploadedFile(original.file, original.draw())]
    )


def _read(receipt_ids: Collection[int]) -> None:
    """The uploads have set this process's workers to work already, and a server that runs beside it
    takes what it finds due: the claim decides who reads."""
    unread = [Receipt.Status.PENDING, Receipt.Status.PROCESSING]
    waiting = Receipt.objects.kept().filter(pk__in=receipt_ids, status__in=unread)
    while left := list(waiting.values_list("pk", flat=True)):
        if not any(process_receipt(pk) for pk in left):
            time.sleep(_SECONDS_BETWEEN_LOOKS)


def _work_on(receipt: Receipt, original: Original, *, user: User, now: datetime) -> None:
    if original.changes:
        correct_receipt(receipt.pk, changes=original.changes, actor=user, expected=None, now=now)
    if original.is_verified:
        verify_receipt(receipt.pk, actor=user, expected=None, now=now)
    if original.is_trashed:
        delete_receipt(receipt.pk, owner=user, expected=None, now=now)


def _add_entries(user: User, *, months: int, now: datetime) -> str:
    entries = list(year_of_entries(today=user.day_of(now), months=months))
    with transaction.atomic():
        create_category(owner=user, **OWN_CATEGORY)
        for values in entries:
            create_entry(owner=user, values=values, now=now)
    return f"{len(entries)} entries of {months} months."
