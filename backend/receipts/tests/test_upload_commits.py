"""Uploads whose commit fails: the file goes only where the row is known not to be there."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, OperationalError, connection
from django.db.backends.base.base import BaseDatabaseWrapper

from receipts.intake.upload import upload_receipt
from receipts.models import Receipt
from receipts.models.event import ReceiptEvent
from receipts.storages.receipt_storage import receipt_storage
from receipts.tests.conftest import picture
from receipts.tests.file_rows import stored_name
from subscriptions.models import QuotaPeriod
from tests.tasks import NO_ENGINE

pytestmark = pytest.mark.django_db(transaction=True)

URL = "/api/v1/receipts/"


@pytest.fixture
def lost(monkeypatch):
    """Of each commit that follows, the answer is lost; `lost(made=False)`: and it was not made."""
    commit = BaseDatabaseWrapper._commit

    def lose(*, made=True, error=None):
        def commit_and_lose(wrapper):
            if made:
                commit(wrapper)
            else:
                wrapper.connection.rollback()
            raise error or OperationalError("server closed the connection")

        monkeypatch.setattr(BaseDatabaseWrapper, "_commit", commit_and_lose)

    yield lose
    monkeypatch.undo()


@pytest.fixture
def client(api):
    api.raise_request_exception = False
    return api


def stored_names():
    return [file.name for file in receipt_storage().stored_files()]


def upload(owner):
    return upload_receipt(owner=owner, files=[SimpleUploadedFile("lunch.png", picture())])


def test_a_commit_whose_answer_was_lost_keeps_its_file(user, lost, monkeypatch):
    lost()
    with pytest.raises(OperationalError):
        upload(user)
    monkeypatch.undo()

    receipt = Receipt.objects.get()
    assert stored_names() == [stored_name(receipt)]
    assert receipt.status == "pending"
    assert QuotaPeriod.objects.get().used == 1


def test_a_commit_that_may_still_be_under_way_keeps_its_file_for_the_cleanup(
    user, lost, monkeypatch
):
    lost(made=False)
    with pytest.raises(OperationalError):
        upload(user)
    monkeypatch.undo()

    assert not Receipt.objects.exists()
    assert len(stored_names()) == 1


def test_a_commit_that_was_refused_leaves_no_file(user, lost, monkeypatch):
    lost(made=False, error=IntegrityError("a rule"))
    with pytest.raises(IntegrityError):
        upload(user)
    monkeypatch.undo()

    assert not Receipt.objects.exists()
    assert stored_names() == []


def test_a_statement_that_fails_leaves_no_file(client):
    def refuse(execute, sql, params, many, context):
        if sql.startswith('INSERT INTO "receipts_receiptevent"'):
            raise OperationalError("server closed the connection")
        return execute(sql, params, many, context)

    with connection.execute_wrapper(refuse):
        file = SimpleUploadedFile("lunch.png", picture())
        answer = client.post(URL, {"image": file}, format="multipart")

    assert (answer.status_code, answer.json()["code"]) == (503, "database_unavailable")
    assert not Receipt.objects.exists()
    assert not ReceiptEvent.objects.exists()
    assert stored_names() == []


def test_sent_again_under_its_key_it_is_found_and_happens_once(client, lost, monkeypatch, settings):
    settings.TASKS = NO_ENGINE

    content = picture()

    def post():
        file = SimpleUploadedFile("lunch.png", content)
        headers = {"Idempotency-Key": "one"}
        return client.post(URL, {"image": file}, format="multipart", headers=headers)

    commit = BaseDatabaseWrapper._commit

    def lose_that_of_the_receipt(wrapper):
        was_there = Receipt.objects.exists()
        commit(wrapper)
        if was_there:
            monkeypatch.undo()
            raise OperationalError("server closed the connection")

    monkeypatch.setattr(BaseDatabaseWrapper, "_commit", lose_that_of_the_receipt)
    assert post().status_code == 503
    receipt = Receipt.objects.get()

    again = post()

    assert (again.status_code, again.json()["id"]) == (201, receipt.pk)
    assert stored_names() == [stored_name(receipt)]
    assert QuotaPeriod.objects.get().used == 1


@pytest.mark.parametrize("name", ["a\0b.png", "\ud83d.png", "n" * 400 + ".png", "\0"])
def test_no_file_name_makes_an_upload_fail(user, name):
    file = SimpleUploadedFile("lunch.png", picture())
    file._name = name  # as no parser of a request would give it

    receipt = upload_receipt(owner=user, files=[file])

    receipt.refresh_from_db()
    assert receipt.original_filename
