"""`receipts/changes/`: what has changed since a cursor, and what is gone."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.services.users import delete_account
from receipts.change_triggers import end_cursors
from receipts.changes import feed
from receipts.ledger.categories import change_category
from receipts.models import (
    Category,
    ChangeFeed,
    ChangeMark,
    LineItem,
    Receipt,
    TaxLine,
    Transaction,
)
from receipts.processing.run import process_receipt
from receipts.removal.trash import restore_receipts, trash_receipts
from receipts.tests.conftest import picture, upload_unread
from receipts.tests.stub_reader import lasting_failure, passing_failure

pytestmark = pytest.mark.django_db

URL = "/api/v1/receipts/changes/"
ENTRY = {"total": "1", "purchased_on": "2026-04-03"}
NOTHING = {"receipts": [], "entries": [], "tombstones": {"receipts": [], "entries": []}}


class Client:
    """Asks with the cursor of the answer before."""

    def __init__(self, api) -> None:
        self.api, self.cursor = api, None

    def ask(self) -> dict:
        response = self.api.get(URL, {} if self.cursor is None else {"since": self.cursor})
        assert response.status_code == 200, response.json()
        self.cursor = response.json()["cursor"]
        return response.json()

    def told(self) -> dict:
        """Without what tells of further calls."""
        answer = self.ask()
        return {name: answer[name] for name in NOTHING}


@pytest.fixture
def client(api) -> Client:
    return Client(api)


def ids(rows) -> list[int]:
    return [row["id"] for row in rows]


def upload(owner, shade=200) -> Receipt:
    return upload_unread(owner, SimpleUploadedFile("a.png", picture(shade=shade)))


def test_without_a_cursor_all_there_is_comes_and_then_nothing(client, completed):
    answer = client.ask()

    assert answer["receipts"] == [
        {
            "id": completed.pk,
            "version": completed.version,
            "ocr_status": "completed",
            "document_kind": None,
            "review_status": completed.review_status,
            "failure": None,
            "next_try_at": None,
            "updated_at": answer["receipts"][0]["updated_at"],
        }
    ]
    entry = {"id": completed.transaction.pk, "version": completed.version, "receipt": completed.pk}
    assert answer["entries"] == [entry]
    assert answer["more"] is False
    assert client.told() == NOTHING


def test_from_now_on_nothing_comes_but_what_changes_then(api, client, user, completed):
    answer = api.get(URL, {"since": "now"}).json()

    assert {name: answer[name] for name in NOTHING} == NOTHING
    assert answer["more"] is False
    client.cursor = answer["cursor"]
    assert client.told() == NOTHING
    second = upload(user)
    api.patch(f"/api/v1/receipts/{completed.pk}/", {"vendor": "Other"})
    assert ids(client.told()["receipts"]) == [completed.pk, second.pk]


def test_from_now_on_begins_a_feed_that_has_never_been_asked_for(api, client, user):
    client.cursor = api.get(URL, {"since": "now"}).json()["cursor"]

    first = upload(user)

    assert ids(client.told()["receipts"]) == [first.pk]


def test_each_step_of_a_reading_is_told(client, receipt, stub_reader):
    client.ask()
    stub_reader.answers = [passing_failure()]
    process_receipt(receipt.pk)

    waiting = client.ask()["receipts"][0]

    assert (waiting["ocr_status"], waiting["failure"]["code"]) == ("pending", "answer_invalid")
    assert waiting["next_try_at"] is not None

    Receipt.objects.update(not_before=None)
    stub_reader.answers = [lasting_failure()]
    process_receipt(receipt.pk)

    failed = client.ask()["receipts"][0]
    assert (failed["ocr_status"], failed["next_try_at"]) == ("failed", None)


def test_a_correction_tells_of_the_receipt_and_its_entry_with_the_new_version(
    api, client, completed
):
    client.ask()

    api.patch(f"/api/v1/receipts/{completed.pk}/", {"vendor": "Other"})

    told = client.told()
    assert [row["version"] for row in told["receipts"]] == [completed.version + 1]
    assert [row["version"] for row in told["entries"]] == [completed.version + 1]


def test_an_entry_by_hand_is_told_and_its_deletion_is(api, client):
    client.ask()
    made = api.post("/api/v1/receipts/transactions/", ENTRY).json()

    assert client.told()["entries"] == [{"id": made["id"], "version": 1, "receipt": None}]

    api.delete(f"/api/v1/receipts/transactions/{made['id']}/")

    assert client.told() == NOTHING | {"tombstones": {"receipts": [], "entries": [made["id"]]}}


def test_the_trash_and_the_way_out_of_it_are_told(user, client, completed):
    entry, rows = completed.transaction.pk, Receipt.objects.filter(pk=completed.pk)
    gone = {"receipts": [completed.pk], "entries": [entry]}
    client.ask()

    trash_receipts(rows, actor=user, now=timezone.now())
    assert client.told() == NOTHING | {"tombstones": gone}

    restore_receipts(rows, actor=user, now=timezone.now())
    told = client.told()
    assert (ids(told["receipts"]), ids(told["entries"])) == ([completed.pk], [entry])

    rows.delete()  # as a command, or somebody in a console
    assert client.told() == NOTHING | {"tombstones": gone}


def test_no_way_of_writing_is_missed(user, client, completed):
    """By the rows, whoever writes them: bulk updates, raw SQL, lines, another's duplicates."""
    other, entry = upload(user, shade=90), completed.transaction
    category = Category.objects.create(owner=user, slug="own", name="Own")
    both = ([completed.pk], [entry.pk])
    writes = [
        (lambda: Receipt.objects.filter(pk=completed.pk).update(seconds=3), both),
        (lambda: Transaction.objects.filter(pk=entry.pk).update(notes="n"), both),
        (lambda: run("UPDATE receipts_receipt SET engine = 'x' WHERE id = %s", other.pk),
         ([other.pk], [])),
        (lambda: LineItem.objects.bulk_create([LineItem(transaction=entry, position=99)]), both),
        (lambda: LineItem.objects.filter(position=99).update(category=category), both),
        (lambda: change_category(category.pk, owner=user, values={"name": "Mine"},
                                 expected=None), both),
        (lambda: LineItem.objects.filter(position=99).delete(), both),
        (lambda: TaxLine.objects.create(transaction=entry, position=99), both),
        (lambda: TaxLine.objects.filter(position=99).delete(), both),
        (lambda: other.duplicates.create(other=completed, found_at=timezone.now()),
         ([completed.pk, other.pk], [])),
        (lambda: other.duplicates.all().delete(), ([completed.pk, other.pk], [])),
        (lambda: Receipt.objects.update(seconds=1), ([completed.pk, other.pk], [entry.pk])),
    ]  # fmt: skip
    client.ask()

    for number, (write, expected) in enumerate(writes):
        write()
        told = client.told()

        assert (number, ids(told["receipts"]), ids(told["entries"])) == (number, *expected)


def run(sql, *params):
    with connection.cursor() as cursor:
        cursor.execute(sql, params)


def test_duplicates_that_are_merged_are_told(api, client, user, completed):
    copy = upload(user, shade=200)
    process_receipt(copy.pk)
    duplicate = copy.duplicates.get()
    client.ask()

    url = f"/api/v1/receipts/{copy.pk}/duplicates/{duplicate.pk}/resolve/"
    assert api.post(url, {"resolution": "same"}).status_code == 200

    told = client.told()
    assert (ids(told["receipts"]), told["tombstones"]["receipts"]) == ([completed.pk], [copy.pk])


def test_a_change_is_told_once_and_with_what_is_there_now(client, completed):
    client.ask()
    for seconds in range(3):
        Receipt.objects.update(seconds=seconds)

    assert ids(client.told()["receipts"]) == [completed.pk]
    assert client.told() == NOTHING


def test_many_changes_come_in_pages_and_each_once(client, user, monkeypatch):
    monkeypatch.setattr(feed, "PAGE", 2)
    made = [upload(user, shade=80 + n * 20).pk for n in range(5)]
    first = client.ask()
    assert (ids(first["receipts"]), first["more"]) == (made[:2], True)
    Receipt.objects.filter(pk=made[0]).update(seconds=1)  # told already, and to be told again

    rest, more = [], True
    while more:
        answer = client.ask()
        rest += ids(answer["receipts"])
        more = answer["more"]

    assert sorted(rest) == sorted([made[0], *made[2:]])
    assert client.told() == NOTHING


def test_several_clients_are_told_the_same(api, receipt):
    one, other = Client(api), Client(api)
    one.ask()
    other.ask()
    Receipt.objects.update(seconds=1)

    assert ids(one.told()["receipts"]) == ids(other.told()["receipts"]) == [receipt.pk]


def test_nothing_of_another_account_is_told(client, other_api, receipt):
    theirs = Client(other_api)

    assert theirs.told() == NOTHING
    assert ids(client.told()["receipts"]) == [receipt.pk]
    Receipt.objects.update(seconds=1)
    assert theirs.told() == NOTHING


def refused(api, cursor) -> tuple[int, str]:
    response = api.get(URL, {"since": cursor})
    return response.status_code, response.json()["code"]


def test_a_cursor_lives_thirty_days(api, client, receipt, time_machine):
    client.ask()
    time_machine.move_to(timezone.now() + timedelta(days=29, hours=23))
    sign_in_again(api)
    assert api.get(URL, {"since": client.cursor}).status_code == 200

    time_machine.shift(timedelta(hours=2))
    assert refused(api, client.cursor) == (410, "resync")


def sign_in_again(api):
    body = {"email": "alice@example.com", "password": "correct horse battery staple"}
    access = api.post("/api/v1/accounts/token/", body).json()["access"]
    api.credentials(HTTP_AUTHORIZATION=f"Bearer {access}")


def test_a_cursor_of_somebody_else_or_from_before_a_restore_begins_anew(api, client, other_api):
    theirs = Client(other_api)
    theirs.ask()
    client.ask()
    assert refused(api, theirs.cursor) == (410, "resync")

    end_cursors(connection)

    assert refused(api, client.cursor) == (410, "resync")
    assert ChangeFeed.objects.values("key").distinct().count() == 2


def test_a_cursor_that_lies_in_the_future_begins_anew(api, client):
    client.ask()
    key, _, mark, moment = client.cursor.split("-")

    assert refused(api, f"{key}-99-{mark}-{moment}") == (410, "resync")


@pytest.mark.parametrize("text", ["", "0", "latest", "a-b-c-d", "0" * 5000, "1-1-1-1", "٣-1-1-1"])
def test_what_is_no_cursor_is_refused_with_its_field(api, receipt, text):
    response = api.get(URL, {"since": text})

    assert response.status_code == 400
    assert "since" in response.json()
    assert not ChangeFeed.objects.exists()


def test_tombstones_go_when_no_cursor_can_need_them(user, client, completed, time_machine):
    client.ask()
    pk = completed.pk
    Receipt.objects.filter(pk=pk).delete()
    time_machine.move_to(timezone.now() + timedelta(days=30, hours=12))
    call_command("cleanup_receipts")
    assert ChangeMark.objects.filter(object_id=pk, kind="receipt").exists()

    time_machine.shift(timedelta(days=1))
    call_command("cleanup_receipts", "--dry-run")
    assert ChangeMark.objects.filter(object_id=pk, kind="receipt").exists()
    call_command("cleanup_receipts")

    assert not ChangeMark.objects.exists()


def test_marks_of_what_is_there_stay(client, receipt, time_machine):
    time_machine.move_to(timezone.now() + timedelta(days=90))

    call_command("cleanup_receipts")

    assert ChangeMark.objects.filter(object_id=receipt.pk).exists()


def test_marks_go_with_their_account(user, other_user, completed):
    upload(other_user)
    delete_account(user)

    assert set(ChangeMark.objects.values_list("account", flat=True)) == {other_user.pk}


def test_nothing_new_takes_one_query_more_than_to_sign_in(api, client, completed):
    client.ask()
    client.ask()

    with CaptureQueriesContext(connection) as queries:
        client.ask()

    asked = [query["sql"] for query in queries.captured_queries if "receipts_" in query["sql"]]
    assert len(asked) == 1


def test_a_page_takes_a_fixed_number_of_queries(client, user):
    for shade in range(80, 200, 20):
        process_receipt(upload(user, shade=shade).pk)

    client.ask()
    Receipt.objects.update(seconds=1)
    with CaptureQueriesContext(connection) as queries:
        client.ask()

    assert len([query for query in queries if "receipts_" in query["sql"]]) <= 8
