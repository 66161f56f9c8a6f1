"""`manage.py cleanup_receipts`: what goes, what stays, and what is only reported."""

import json
import os
from datetime import timedelta
from io import StringIO
from threading import Thread

import pytest
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.db import connections, transaction
from django.utils import timezone

from accounts.models import IdempotencyKey
from accounts.services.users import delete_account
from receipts.models import LineItem, Receipt, TaxLine, Transaction
from receipts.models.event import ReceiptEvent
from receipts.processing.run import process_receipt
from receipts.removal import cleanup
from receipts.removal.trash import trash_receipts
from receipts.storages.receipt_storage import receipt_storage
from receipts.tests.conftest import picture, upload_unread
from receipts.tests.file_rows import stored_name
from receipts.tests.stub_reader import lasting_failure
from subscriptions.models import QuotaPeriod, QuotaUse

pytestmark = pytest.mark.django_db


def run(*options) -> dict:
    output = StringIO()
    call_command("cleanup_receipts", *options, "--json", stdout=output)
    return json.loads(output.getvalue())


def upload(user, name="lunch.png") -> Receipt:
    file = SimpleUploadedFile(name, picture())
    return upload_unread(user, file)


def trashed(user, *, days: float) -> Receipt:
    receipt = upload(user)
    process_receipt(receipt.pk)
    rows = Receipt.objects.filter(pk=receipt.pk)
    trash_receipts(rows, actor=user, now=timezone.now() - timedelta(days=days))
    return receipt


def file_of_age(folder, name: str, *, hours: float):
    receipt_storage().save(name, ContentFile(b"x"))
    moment = (timezone.now() - timedelta(hours=hours)).timestamp()
    os.utime(folder / name, (moment, moment))


def stored(folder) -> set[str]:
    return {path.name for path in folder.rglob("*") if path.is_file()}


def test_the_trash_is_purged_after_thirty_days_with_every_file(user, own_storage):
    old, young = trashed(user, days=30.1), trashed(user, days=29.9)
    receipt_storage().open_preview(stored_name(old), "thumbnail").close()
    assert len(stored(own_storage)) == 3

    assert run()["purged_from_trash"] == 1

    assert list(Receipt.objects.all()) == [young]
    assert stored(own_storage) == {stored_name(young)}
    for model in (Transaction, LineItem, TaxLine):
        assert not model.objects.filter(**owned_by_entry(model, old)).exists()


def owned_by_entry(model, receipt):
    path = "receipt" if model is Transaction else "transaction__receipt"
    return {path: receipt.pk}


def test_the_history_of_a_purged_receipt_says_that_it_was_and_not_what_it_said(user):
    receipt = trashed(user, days=31)
    receipt.events.create(
        owner=user, kind="corrected", created_at=timezone.now(), data={"old": "Secret Bar"}
    )

    run()

    events = ReceiptEvent.objects.filter(owner=user)
    assert [event.kind for event in events][-1] == ReceiptEvent.Kind.PURGED
    assert all(event.data == {"receipt": receipt.pk} for event in events)
    assert QuotaPeriod.objects.get().used == 1


def test_files_that_no_receipt_knows_go_when_they_are_old_enough(user, own_storage):
    receipt = upload(user)
    moment = (timezone.now() - timedelta(days=9)).timestamp()
    os.utime(own_storage / stored_name(receipt), (moment, moment))
    file_of_age(own_storage, "forgotten.png", hours=25)
    file_of_age(own_storage, "in-flight.png", hours=23)

    assert run()["unknown_files"] == 1

    assert stored(own_storage) == {stored_name(receipt), "in-flight.png"}


def test_receipts_whose_file_is_gone_are_reported_and_stay(user, own_storage):
    receipt, whole = upload(user), upload(user)
    Receipt.objects.update(uploaded_at=timezone.now() - timedelta(days=2))
    (own_storage / stored_name(receipt)).unlink()

    report = run()

    assert (report["missing_files"], report["missing_receipts"]) == (1, [receipt.pk])
    assert Receipt.objects.count() == 2
    assert stored(own_storage) == {stored_name(whole)}


def test_old_failures_go_only_when_asked_and_only_without_an_entry(user, stub_reader):
    stub_reader.answers = [lasting_failure()]
    old, by_hand, young = (upload(user) for _ in range(3))
    for receipt in (old, by_hand, young):
        process_receipt(receipt.pk)
    Receipt.objects.exclude(pk=young.pk).update(updated_at=timezone.now() - timedelta(days=8))
    Transaction.objects.create(owner=user, receipt=by_hand, currency="GBP", total=5)

    assert run()["purged_failed"] == 0
    assert run("--failed-older-than", "9")["purged_failed"] == 0
    assert run("--failed-older-than", "7")["purged_failed"] == 1

    assert set(Receipt.objects.all()) == {by_hand, young}
    assert not QuotaUse.objects.exclude(state=QuotaUse.State.FREE).exists()


def test_expired_keys_go(user):
    now = timezone.now()
    for key, days in (("old", 31), ("young", 29)):
        IdempotencyKey.objects.create(
            owner=user, key=key, fingerprint="x", lease_until=now,
            created_at=now - timedelta(days=days),
        )  # fmt: skip

    assert run()["expired_keys"] == 1
    assert IdempotencyKey.objects.get().key == "young"


def test_a_dry_run_says_the_same_and_changes_nothing(user, own_storage):
    trashed(user, days=31)
    gone = upload(user)
    Receipt.objects.filter(pk=gone.pk).update(uploaded_at=timezone.now() - timedelta(days=2))
    (own_storage / stored_name(gone)).unlink()
    file_of_age(own_storage, "forgotten.png", hours=25)
    before = (stored(own_storage), list(Receipt.objects.values()), ReceiptEvent.objects.count())

    dry = run("--dry-run")

    after = (stored(own_storage), list(Receipt.objects.values()), ReceiptEvent.objects.count())
    assert after == before
    assert dry | {"is_dry_run": False} == run()


def test_a_second_run_finds_nothing_more(user, own_storage):
    trashed(user, days=31)
    file_of_age(own_storage, "forgotten.png", hours=25)
    run()

    assert not any(value for name, value in run().items())


def test_many_batches_are_one_run(user, own_storage, monkeypatch):
    monkeypatch.setattr(cleanup, "BATCH", 2)
    for _ in range(5):
        trashed(user, days=31)
    for number in range(5):
        file_of_age(own_storage, f"{number}.png", hours=25)

    report = run()

    assert (report["purged_from_trash"], report["unknown_files"]) == (5, 5)
    assert stored(own_storage) == set()


def test_a_run_that_is_stopped_is_finished_by_the_next(user, own_storage, monkeypatch):
    monkeypatch.setattr(cleanup, "BATCH", 2)
    for _ in range(4):
        trashed(user, days=31)

    def stop(names):
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(cleanup, "delete_stored", stop)
        with pytest.raises(KeyboardInterrupt):
            run()
    assert Receipt.objects.count() == 2
    for path in own_storage.iterdir():
        os.utime(path, (1, 1))

    report = run()

    assert (report["purged_from_trash"], report["unknown_files"]) == (2, 2)
    assert stored(own_storage) == set()


def test_the_summary_is_in_words():
    output = StringIO()

    call_command("cleanup_receipts", "--dry-run", stdout=output)

    assert output.getvalue().splitlines()[0] == "0 receipts would be purged from the trash."
    assert len(output.getvalue().splitlines()) == 7


@pytest.mark.parametrize("days", ["-1", "x", "1.5"])
def test_days_are_whole_numbers(days):
    with pytest.raises(CommandError):
        call_command("cleanup_receipts", f"--failed-older-than={days}", "--dry-run")


@pytest.mark.django_db(transaction=True)
def test_with_an_account_all_its_files_go_and_nobody_elses(user, other_user, own_storage):
    receipt, theirs = upload(user), upload(other_user)
    receipt_storage().open_preview(stored_name(receipt), "display").close()

    delete_account(user)

    assert list(Receipt.objects.all()) == [theirs]
    assert stored(own_storage) == {stored_name(theirs)}


@pytest.mark.django_db(transaction=True)
def test_an_account_that_is_not_deleted_after_all_keeps_its_files(user, own_storage):
    receipt = upload(user)
    with transaction.atomic():
        delete_account(user)
        transaction.set_rollback(True)

    assert stored(own_storage) == {stored_name(receipt)}


@pytest.mark.django_db(transaction=True)
def test_two_runs_at_once_share_the_work(user, own_storage, monkeypatch):
    monkeypatch.setattr(cleanup, "BATCH", 1)
    for _ in range(6):
        trashed(user, days=31)
    reports = []

    def one_run():
        reports.append(run())
        connections.close_all()

    threads = [Thread(target=one_run) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sum(report["purged_from_trash"] for report in reports) == 6
    assert not Receipt.objects.exists()
    assert stored(own_storage) == set()
    assert ReceiptEvent.objects.filter(kind="purged").count() == 6
