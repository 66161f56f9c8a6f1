"""DELETE receipts/{id}/ and restore/: nothing is gone before its time, and nothing comes back."""

import pytest
from django.utils import timezone

from receipts.models import Receipt, Transaction
from receipts.models.event import ReceiptEvent
from receipts.processing.run import process_receipt
from receipts.removal.trash import trash_receipts
from receipts.storages.receipt_storage import receipt_storage
from receipts.tasks import queue_due_receipts
from receipts.tests.file_rows import stored_name
from receipts.tests.stub_reader import lasting_failure
from receipts.urls import urlpatterns
from subscriptions.models import QuotaPeriod, QuotaUse

pytestmark = pytest.mark.django_db

URL = "/api/v1/receipts/"
METHODS = ("get", "patch", "put", "post", "delete")


def url_of(receipt) -> str:
    return f"{URL}{receipt.pk}/"


def kinds(receipt) -> list[str]:
    return list(receipt.events.values_list("kind", flat=True))


def trash(receipt):
    rows = Receipt.objects.filter(pk=receipt.pk)
    return trash_receipts(rows, actor=receipt.owner, now=timezone.now())


def test_a_deleted_receipt_is_in_the_trash_and_nowhere_else(api, receipt, user):
    process_receipt(receipt.pk)

    response = api.delete(url_of(receipt))

    assert (response.status_code, response.content) == (204, b"")
    assert api.get(url_of(receipt)).status_code == 404
    assert api.get(URL).json()["count"] == 0
    [found] = api.get(URL, {"deleted": "true"}).json()["results"]
    assert found["id"] == receipt.pk
    assert found["deleted_at"] is not None
    assert Transaction.objects.kept().count() == 0
    assert receipt_storage().exists(stored_name(receipt))
    event = receipt.events.last()
    assert (event.kind, event.actor) == (ReceiptEvent.Kind.DELETED, user)


def test_a_restored_receipt_is_what_it_was(api, receipt, user):
    process_receipt(receipt.pk)
    before = api.get(url_of(receipt)).json()
    api.delete(url_of(receipt))

    response = api.post(f"{url_of(receipt)}restore/")

    assert response.status_code == 200
    after = api.get(url_of(receipt)).json()
    for body in (before, after):
        del body["updated_at"], body["version"], body["transaction"]["version"]
    assert after == before
    assert Transaction.objects.kept().count() == 1
    assert kinds(receipt)[-2:] == ["deleted", "restored"]


def test_an_entry_that_was_deleted_before_its_receipt_is_not_restored_with_it(api, receipt, now):
    process_receipt(receipt.pk)
    Transaction.objects.update(deleted_at=now)
    api.delete(url_of(receipt))

    api.post(f"{url_of(receipt)}restore/")

    assert Transaction.objects.get().deleted_at == now


def test_deleting_or_restoring_twice_changes_nothing_more(api, receipt):
    assert api.delete(url_of(receipt)).status_code == 204
    assert api.delete(url_of(receipt)).status_code == 404
    assert api.post(f"{url_of(receipt)}restore/").status_code == 200
    assert api.post(f"{url_of(receipt)}restore/").status_code == 404

    assert kinds(receipt) == ["uploaded", "deleted", "restored"]


def test_a_receipt_that_is_deleted_while_it_is_read_does_not_come_back(receipt, stub_reader):
    stub_reader.while_reading = lambda: trash(receipt)

    assert process_receipt(receipt.pk) is False

    receipt.refresh_from_db()
    assert receipt.deleted_at is not None
    assert (receipt.status, receipt.reading) == (Receipt.Status.PENDING, None)
    assert not Transaction.objects.exists()
    assert "read" not in kinds(receipt)


def test_a_failure_after_the_deletion_changes_nothing(receipt, stub_reader):
    stub_reader.while_reading = lambda: trash(receipt)
    stub_reader.answers = [lasting_failure()]

    assert process_receipt(receipt.pk) is False

    receipt.refresh_from_db()
    assert (receipt.status, receipt.failure_code) == (Receipt.Status.PENDING, "")
    assert QuotaPeriod.objects.get().used == 1


def test_what_is_in_the_trash_is_not_read(receipt, stub_reader):
    trash(receipt)

    assert queue_due_receipts() == 0
    assert process_receipt(receipt.pk) is False
    assert stub_reader.seen == []


@pytest.mark.django_db(transaction=True)
def test_a_receipt_that_was_restored_unread_is_read(api, receipt, stub_reader):
    trash(receipt)

    api.post(f"{url_of(receipt)}restore/")

    receipt.refresh_from_db()
    assert receipt.status == Receipt.Status.COMPLETED
    assert receipt.quota_use.state == QuotaUse.State.COMMITTED


def test_a_deletion_gives_no_quota_back_and_reserves_none(api, receipt):
    api.delete(url_of(receipt))

    assert QuotaPeriod.objects.get().used == 1
    assert QuotaUse.objects.get().state == QuotaUse.State.COMMITTED


def test_who_has_not_seen_the_newest_version_deletes_nothing(api, receipt):
    response = api.delete(url_of(receipt), headers={"If-Match": '"99-x"'})

    assert response.status_code == 412
    receipt.refresh_from_db()
    assert receipt.deleted_at is None
    seen = api.get(url_of(receipt)).headers["ETag"]
    assert api.delete(url_of(receipt), headers={"If-Match": seen}).status_code == 204


def test_a_restored_receipt_that_then_fails_gives_its_quota_back(api, receipt, stub_reader):
    trash(receipt)
    stub_reader.answers = [lasting_failure()]
    api.post(f"{url_of(receipt)}restore/")

    process_receipt(receipt.pk)

    assert QuotaPeriod.objects.get().used == 0


def test_somebody_elses_receipt_can_neither_be_deleted_nor_restored(other_api, api, receipt):
    assert other_api.delete(url_of(receipt)).status_code == 404
    receipt.refresh_from_db()
    assert receipt.deleted_at is None

    api.delete(url_of(receipt))

    assert other_api.post(f"{url_of(receipt)}restore/").status_code == 404
    receipt.refresh_from_db()
    assert receipt.deleted_at is not None


@pytest.mark.parametrize(
    "route",
    [str(p.pattern) for p in urlpatterns if str(p.pattern).startswith("<int:pk>/")],
)
@pytest.mark.parametrize("method", METHODS)
def test_in_the_trash_a_receipt_can_only_be_restored_and_tell_its_history(
    api, receipt, route, method
):
    if route.endswith(("restore/", "history/", "model-requests/")):
        return
    process_receipt(receipt.pk)
    trash(receipt)
    before = Receipt.objects.values().get()

    response = getattr(api, method)(URL + route.replace("<int:pk>", str(receipt.pk)), {})

    assert response.status_code in {404, 405}
    assert Receipt.objects.values().get() == before
