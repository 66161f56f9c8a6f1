"""Changes of transactions that overlap, and are committed in another order than they began."""

from contextlib import contextmanager
from threading import Event, Thread

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.db import connection, transaction

from receipts.models import ChangeMark, Receipt
from receipts.tests.conftest import picture, upload_unread
from receipts.tests.test_changes import NOTHING, Client, ids

pytestmark = pytest.mark.django_db(transaction=True)

SECONDS = 30


@pytest.fixture
def client(api) -> Client:
    return Client(api)


@pytest.fixture
def receipts(user) -> list[Receipt]:
    return [
        upload_unread(user, SimpleUploadedFile("a.png", picture(shade=shade)))
        for shade in (80, 120, 160)
    ]


@contextmanager
def open_transaction(receipt, *, rolls_back=False):
    """Another connection has changed the receipt, and not committed yet; as the block ends it
    does."""
    written, may_end = Event(), Event()

    def write():
        with transaction.atomic():
            Receipt.objects.filter(pk=receipt.pk).update(seconds=9)
            written.set()
            assert may_end.wait(SECONDS)
            transaction.set_rollback(rolls_back)
        connection.close()

    thread = Thread(target=write, daemon=True)
    thread.start()
    assert written.wait(SECONDS)
    try:
        yield
    finally:
        may_end.set()
        thread.join(SECONDS)
    assert not thread.is_alive()


@pytest.fixture
def several_writers():
    if connection.vendor != "postgresql":
        pytest.skip("SQLite has one writer at a time")


def change(receipt):
    Receipt.objects.filter(pk=receipt.pk).update(engine="x")


def test_what_began_earlier_and_is_committed_later_is_told(several_writers, client, receipts):
    early, late, _ = receipts
    client.ask()

    with open_transaction(early):
        change(late)
        assert ids(client.told()["receipts"]) == [late.pk]
        assert client.told() == NOTHING

    assert ids(client.told()["receipts"]) == [early.pk]
    assert client.told() == NOTHING


def test_a_receipt_whose_change_waits_to_be_told_is_told_with_the_next(
    several_writers, client, receipts
):
    """The open transaction is about to take the waiting mark away."""
    receipt, other, _ = receipts
    client.ask()
    change(receipt)

    with open_transaction(receipt):
        change(other)
        assert other.pk in ids(client.told()["receipts"])

    assert ids(client.told()["receipts"]) == [receipt.pk]


def test_a_change_that_is_rolled_back_takes_no_earlier_one_with_it(
    several_writers, client, receipts
):
    receipt = receipts[0]
    client.ask()
    change(receipt)

    with open_transaction(receipt, rolls_back=True):
        client.ask()

    assert ids(client.told()["receipts"]) == [receipt.pk]
    with open_transaction(receipt, rolls_back=True):
        assert client.told() == NOTHING
    assert client.told() == NOTHING


def test_a_writer_waits_neither_for_another_nor_for_who_asks(several_writers, client, receipts):
    first, second, third = receipts
    client.ask()

    with open_transaction(first), open_transaction(second):
        change(third)
        assert ids(client.told()["receipts"]) == [third.pk]

    assert ids(client.told()["receipts"]) == [first.pk, second.pk]


def test_who_asks_at_once_is_told_all_of_it(several_writers, api, client, receipts):
    clients = [Client(api) for _ in range(4)]
    for one in clients:
        one.ask()
    told = [set() for _ in clients]

    def ask(one, found):
        for _ in range(10):
            found.update(ids(one.told()["receipts"]))
        connection.close()

    threads = [Thread(target=ask, args=pair) for pair in zip(clients, told, strict=True)]
    for thread in threads:
        thread.start()
    for receipt in receipts:
        change(receipt)
    for thread in threads:
        thread.join(SECONDS)
    for one, found in zip(clients, told, strict=True):
        found.update(ids(one.told()["receipts"]))

    assert told == [{receipt.pk for receipt in receipts}] * 4


def test_a_304_is_for_no_change_of_an_open_transaction(several_writers, api, receipts):
    urls = ["/api/v1/receipts/", f"/api/v1/receipts/{receipts[0].pk}/"]
    change(receipts[0])
    with open_transaction(receipts[0]):
        change(receipts[1])
        tags = {url: api.get(url).headers["ETag"] for url in urls}
        for url, tag in tags.items():
            assert api.get(url, headers={"If-None-Match": tag}).status_code == 304

    for url, tag in tags.items():
        assert api.get(url, headers={"If-None-Match": tag}).status_code == 200


def test_changes_are_told_after_a_further_migrate(client, receipts):
    client.ask()
    call_command("migrate", "receipts", verbosity=0)

    change(receipts[0])

    assert ids(client.told()["receipts"]) == [receipts[0].pk]
    assert ChangeMark.objects.filter(object_id=receipts[0].pk, kind="receipt").count() == 1
