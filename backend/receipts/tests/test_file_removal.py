"""Removal of documents of several files: all of them go, and nobody else's."""

import os
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connections
from django.test import override_settings
from django.utils import timezone

from accounts.services.users import delete_account
from receipts.intake.upload import upload_receipt
from receipts.models import Receipt, ReceiptFile
from receipts.removal import cleanup
from receipts.removal.trash import trash_receipts
from receipts.tests.conftest import picture
from receipts.tests.test_cleanup import run, stored
from tests.tasks import NO_ENGINE

pytestmark = pytest.mark.django_db


def upload(user, number=3) -> Receipt:
    files = [SimpleUploadedFile(f"{n}.png", picture(size=(40, 60))) for n in range(number)]
    with override_settings(TASKS=NO_ENGINE):
        return upload_receipt(owner=user, files=files)


def trashed(user) -> Receipt:
    receipt = upload(user)
    long_ago = timezone.now() - timedelta(days=31)
    trash_receipts(Receipt.objects.filter(pk=receipt.pk), actor=user, now=long_ago)
    return receipt


def names_of(receipt) -> set[str]:
    return set(receipt.files.values_list("stored_name", flat=True))


def at_once(*calls):
    def close_after(call):
        try:
            return call()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(calls)) as pool:
        return list(pool.map(close_after, calls))


def made_old(folder) -> None:
    for path in folder.iterdir():
        os.utime(path, (1, 1))


def test_the_end_of_the_trash_takes_every_file_and_leaves_the_others(user, own_storage):
    trashed(user)
    kept = upload(user)

    report = run()

    assert (report["purged_from_trash"], report["files_not_deleted"]) == (1, 0)
    assert stored(own_storage) == names_of(kept)
    assert ReceiptFile.objects.count() == 3


def test_no_file_of_a_document_is_taken_for_a_forgotten_one(user, own_storage):
    receipt = upload(user)
    made_old(own_storage)

    assert run()["unknown_files"] == 0

    assert stored(own_storage) == names_of(receipt)


def test_a_receipt_that_lacks_two_files_is_named_once(user, own_storage):
    receipt, whole = upload(user), upload(user)
    Receipt.objects.update(uploaded_at=timezone.now() - timedelta(days=2))
    for file in receipt.files.filter(position__gt=0):
        (own_storage / file.stored_name).unlink()

    report = run()

    assert (report["missing_files"], report["missing_receipts"]) == (2, [receipt.pk])
    assert names_of(whole) <= stored(own_storage)
    assert Receipt.objects.count() == 2


def test_a_purge_that_is_stopped_between_two_files_is_finished_by_the_next(
    user, own_storage, monkeypatch
):
    trashed(user)

    def stop(names):
        (own_storage / next(iter(names))).unlink()
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(cleanup, "delete_stored", stop)
        with pytest.raises(KeyboardInterrupt):
            run()
    assert len(stored(own_storage)) == 2
    made_old(own_storage)

    assert run()["unknown_files"] == 2
    assert stored(own_storage) == set()


@pytest.mark.django_db(transaction=True)
def test_with_an_account_every_file_goes(user, other_user, own_storage):
    upload(user)
    theirs = upload(other_user)

    delete_account(user)

    assert stored(own_storage) == names_of(theirs)


@pytest.mark.django_db(transaction=True)
def test_two_deletions_at_once_take_each_file_once_and_no_other(user, own_storage, monkeypatch):
    monkeypatch.setattr(cleanup, "BATCH", 1)
    kept = upload(user)
    for _ in range(6):
        trashed(user)

    reports = at_once(run, run)

    assert sum(report["purged_from_trash"] for report in reports) == 6
    assert sum(report["files_not_deleted"] for report in reports) == 0
    assert stored(own_storage) == names_of(kept)
    assert ReceiptFile.objects.count() == 3


@pytest.mark.django_db(transaction=True)
def test_an_account_that_goes_while_its_trash_is_purged_leaves_nothing(user, own_storage):
    for _ in range(4):
        trashed(user)
    upload(user)

    at_once(run, lambda: delete_account(user))

    assert not Receipt.objects.exists()
    assert not ReceiptFile.objects.exists()
    assert stored(own_storage) == set()
