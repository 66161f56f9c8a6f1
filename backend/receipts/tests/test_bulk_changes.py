"""POST receipts/bulk/category/, delete/, verify/: an answer for each receipt."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from receipts.models import Receipt, ReceiptEvent, Transaction
from receipts.services.pipeline import process_receipt
from receipts.services.upload import upload_receipt
from receipts.tests.conftest import picture

pytestmark = pytest.mark.django_db

URL = "/api/v1/receipts/bulk/"


def read_one(owner, name="lunch.png") -> Receipt:
    file = SimpleUploadedFile(name, picture())
    receipt = upload_receipt(owner=owner, upload=file, queue=lambda receipt_id: None)
    process_receipt(receipt.pk)
    return receipt


@pytest.fixture
def mine(user) -> Receipt:
    return read_one(user)


@pytest.fixture
def theirs(other_user) -> Receipt:
    return read_one(other_user)


def answers(response) -> list[tuple]:
    assert response.status_code == 207, response.json()
    return [(one["id"], one["status"], one.get("code")) for one in response.json()["results"]]


def test_each_of_many_is_deleted_or_told_why_not(api, user, mine, theirs):
    second = read_one(user, "second.png")

    response = api.post(f"{URL}delete/", {"ids": [second.pk, theirs.pk, 999, mine.pk]})

    assert answers(response) == [
        (second.pk, 200, None),
        (theirs.pk, 404, "not_found"),
        (999, 404, "not_found"),
        (mine.pk, 200, None),
    ]
    assert (response.json()["changed"], response.json()["refused"]) == (2, 2)
    assert list(Receipt.objects.kept()) == [theirs]
    assert list(Transaction.objects.kept()) == [theirs.transaction]


def test_deleting_many_asks_as_many_queries_as_deleting_one(
    api, user, django_assert_max_num_queries
):
    ids = [read_one(user, f"{number}.png").pk for number in range(12)]
    with django_assert_max_num_queries(20) as one:
        api.post(f"{URL}delete/", {"ids": ids[:1]})

    with django_assert_max_num_queries(len(one.captured_queries)):
        api.post(f"{URL}delete/", {"ids": ids[1:]})
    assert not Receipt.objects.kept().exists()


def test_each_of_many_gets_the_category_as_if_a_person_had_set_it(api, mine, theirs, user):
    before = Transaction.objects.filter(receipt=theirs).values().get()

    response = api.post(f"{URL}category/", {"ids": [mine.pk, theirs.pk], "category": "travel"})

    assert answers(response) == [(mine.pk, 200, None), (theirs.pk, 404, "not_found")]
    entry = Transaction.objects.get(receipt=mine)
    assert entry.category.slug == "travel"
    assert "category" in entry.corrected_fields
    event = mine.events.get(kind=ReceiptEvent.Kind.CORRECTED)
    assert (event.actor, event.data) == (
        user,
        {"field": "category", "old": "meals", "new": "travel"},
    )
    assert Transaction.objects.filter(receipt=theirs).values().get() == before


def test_an_unknown_category_changes_nothing(api, mine):
    response = api.post(f"{URL}category/", {"ids": [mine.pk], "category": "yachts"})

    assert response.status_code == 400
    assert "category" in response.json()
    assert Transaction.objects.get().category.slug == "meals"


def test_each_of_many_is_verified_or_told_why_not(api, mine, theirs, user):
    pending = upload_receipt(
        owner=user, upload=SimpleUploadedFile("p.png", picture()), queue=lambda receipt_id: None
    )

    response = api.post(f"{URL}verify/", {"ids": [mine.pk, pending.pk, theirs.pk]})

    assert answers(response) == [
        (mine.pk, 200, None),
        (pending.pk, 409, "not_verifiable"),
        (theirs.pk, 404, "not_found"),
    ]
    assert Transaction.objects.get(receipt=mine).verified_by == user
    assert Transaction.objects.get(receipt=theirs).verified_at is None


@pytest.mark.parametrize("action", ["category", "delete", "verify"])
@pytest.mark.parametrize("ids", [[], ["x"], [0], [2**63], list(range(1, 502)), None, "1"])
def test_ids_that_are_none_are_400(api, mine, action, ids):
    response = api.post(f"{URL}{action}/", {"ids": ids, "category": "travel"})

    assert response.status_code == 400
    assert "ids" in response.json()
    assert Receipt.objects.kept().count() == 1


@pytest.mark.parametrize("action", ["category", "delete", "verify"])
def test_an_anonymous_call_is_401(anonymous, mine, action):
    assert anonymous.post(f"{URL}{action}/", {"ids": [mine.pk]}).status_code == 401
    assert Receipt.objects.kept().count() == 1


def test_the_same_key_deletes_once_and_answers_twice(api, mine):
    headers = {"Idempotency-Key": "once"}
    first = api.post(f"{URL}delete/", {"ids": [mine.pk]}, headers=headers)
    again = api.post(f"{URL}delete/", {"ids": [mine.pk]}, headers=headers)

    assert answers(first) == answers(again) == [(mine.pk, 200, None)]
    assert mine.events.filter(kind="deleted").count() == 1
