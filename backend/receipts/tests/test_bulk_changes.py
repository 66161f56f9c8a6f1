"""POST receipts/bulk/category/, delete/, verify/, unverify/: an answer for each receipt."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from receipts.models import Category, LineItem, Receipt, Transaction, VendorRule
from receipts.models.event import ReceiptEvent
from receipts.processing.run import process_receipt
from receipts.tests.conftest import picture, upload_unread
from receipts.tests.file_rows import add_file

pytestmark = pytest.mark.django_db

URL = "/api/v1/receipts/bulk/"


def read_one(owner, name="lunch.png") -> Receipt:
    file = SimpleUploadedFile(name, picture())
    receipt = upload_unread(owner, file)
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


BODIES = {"category": {"category": "travel"}, "delete": {}, "verify": {}, "unverify": {}}


def copies(receipt, number) -> list[int]:
    """Rows as they are after that many readings of the same shop."""
    receipt.refresh_from_db()
    entry = Transaction.objects.get(receipt=receipt)
    entry.search_text = ""
    ids = []
    for _ in range(number):
        receipt.pk = None
        receipt.quota_use = None
        receipt._state.adding = True
        receipt.save()
        add_file(receipt)
        entry.pk, entry.receipt_id = None, receipt.pk
        entry._state.adding = True
        entry.save()
        LineItem.objects.create(transaction=entry, position=0, description="Scone")
        ids.append(receipt.pk)
    return ids


@pytest.mark.parametrize("action", BODIES)
def test_a_hundred_ask_as_many_queries_as_one(api, mine, action, django_assert_max_num_queries):
    taught = mine.pk
    one, *hundred = copies(mine, 101)
    # The first of a shop teaches a rule, which costs the same for each shop.
    api.post(f"{URL}category/", {"ids": [taught], "category": "travel"})
    with django_assert_max_num_queries(40) as queries:
        answers(api.post(f"{URL}{action}/", {"ids": [one], **BODIES[action]}))

    with django_assert_max_num_queries(len(queries.captured_queries)):
        response = api.post(f"{URL}{action}/", {"ids": hundred, **BODIES[action]})

    assert response.json()["changed"] == 100


def test_verifying_twice_is_one_event_and_one_version(api, mine):
    for _ in range(2):
        api.post(f"{URL}verify/", {"ids": [mine.pk, mine.pk]})

    version = Receipt.objects.get().version
    assert mine.events.filter(kind="verified").count() == 1
    api.post(f"{URL}verify/", {"ids": [mine.pk]})
    assert Receipt.objects.get().version == version


def test_a_verified_receipt_is_approved(api, mine):
    Receipt.objects.update(review_status="needs_review", review_reasons=[{"code": "x"}])

    api.post(f"{URL}verify/", {"ids": [mine.pk]})

    mine.refresh_from_db()
    assert (mine.review_status, mine.review_reasons) == ("approved", [])


def rule_of(owner) -> tuple:
    return VendorRule.objects.filter(owner=owner).values_list("state", "times_seen").get()


@pytest.mark.parametrize("number", [1, 2, 5])
def test_a_shop_is_learnt_as_if_one_after_another(api, other_api, mine, theirs, number):
    owners = mine.owner, theirs.owner
    ids, others = copies(mine, number), copies(theirs, number)
    api.post(f"{URL}category/", {"ids": ids, "category": "travel"})
    for pk in others:
        other_api.patch(f"/api/v1/receipts/{pk}/", {"category": "travel"})

    assert rule_of(owners[0]) == rule_of(owners[1])


def test_what_a_rule_had_set_is_a_persons_now(api, mine):
    applied = [{"rule": 1, "field": "category", "read": "meals", "set": "office"}]
    Transaction.objects.update(applied_rules=applied)

    api.post(f"{URL}category/", {"ids": [mine.pk], "category": "travel"})

    assert Transaction.objects.get().applied_rules == []


def test_the_category_sets_the_deductible_share_and_the_history_says_so(api, mine):
    Category.objects.filter(slug="office").update(is_deductible=False)
    before = Transaction.objects.get().deductible_share

    api.post(f"{URL}category/", {"ids": [mine.pk], "category": "office"})

    assert (before, Transaction.objects.get().deductible_share) == (1, 0)
    changed = [event.data["field"] for event in mine.events.filter(kind="corrected")]
    assert sorted(changed) == ["category", "deductible_share"]


def test_one_that_waits_to_be_read_keeps_its_category_afterwards(api, user):
    file = SimpleUploadedFile("p.png", picture())
    pending = upload_unread(user, file)

    api.post(f"{URL}category/", {"ids": [pending.pk], "category": "travel"})
    process_receipt(pending.pk)

    body = api.get(f"/api/v1/receipts/{pending.pk}/").json()
    assert body["ocr_status"] == "completed"
    assert (body["transaction"]["category"], body["transaction"]["total"]) == ("travel", "12.50")
    assert [row["id"] for row in api.get("/api/v1/receipts/?search=cafe").json()["results"]] == [
        pending.pk
    ]


def test_the_same_category_again_changes_nothing(api, mine):
    api.post(f"{URL}category/", {"ids": [mine.pk], "category": "travel"})
    before = Receipt.objects.values().get(), Transaction.objects.values().get()

    api.post(f"{URL}category/", {"ids": [mine.pk], "category": "travel"})

    assert (Receipt.objects.values().get(), Transaction.objects.values().get()) == before


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


def test_a_category_of_another_type_is_refused_for_each_that_it_contradicts(api, user, mine):
    second = read_one(user, "second.png")
    Transaction.objects.filter(receipt=second).update(type="income")

    response = api.post(f"{URL}category/", {"ids": [mine.pk, second.pk], "category": "travel"})

    assert answers(response) == [(mine.pk, 200, None), (second.pk, 400, "invalid")]
    assert Transaction.objects.get(receipt=mine).category.slug == "travel"
    assert Transaction.objects.get(receipt=second).category.slug == "meals"


def test_an_unknown_category_changes_nothing(api, mine):
    response = api.post(f"{URL}category/", {"ids": [mine.pk], "category": "yachts"})

    assert response.status_code == 400
    assert "category" in response.json()
    assert Transaction.objects.get().category.slug == "meals"


def test_each_of_many_is_verified_or_told_why_not(api, mine, theirs, user):
    pending = upload_unread(user, SimpleUploadedFile("p.png", picture()))

    response = api.post(f"{URL}verify/", {"ids": [mine.pk, pending.pk, theirs.pk]})

    assert answers(response) == [
        (mine.pk, 200, None),
        (pending.pk, 409, "not_verifiable"),
        (theirs.pk, 404, "not_found"),
    ]
    assert Transaction.objects.get(receipt=mine).verified_by == user
    assert Transaction.objects.get(receipt=theirs).verified_at is None


def test_the_verification_of_many_is_taken_back(api, user, mine, theirs):
    second = read_one(user, "second.png")
    api.post(f"{URL}verify/", {"ids": [mine.pk, second.pk]})
    Transaction.objects.filter(receipt=theirs).update(verified_at=theirs.uploaded_at)
    version = Receipt.objects.get(pk=mine.pk).version

    response = api.post(f"{URL}unverify/", {"ids": [mine.pk, theirs.pk, second.pk]})

    assert answers(response) == [
        (mine.pk, 200, None),
        (theirs.pk, 404, "not_found"),
        (second.pk, 200, None),
    ]
    verified = Transaction.objects.exclude(verified_at=None)
    assert [entry.receipt for entry in verified] == [theirs]
    assert Receipt.objects.get(pk=mine.pk).version == version + 1
    assert ReceiptEvent.objects.filter(kind="unverified", actor=user).count() == 2


@pytest.mark.parametrize("action", ["category", "delete", "verify", "unverify"])
@pytest.mark.parametrize("ids", [[], ["x"], [0], [2**63], list(range(1, 502)), None, "1"])
def test_ids_that_are_none_are_400(api, mine, action, ids):
    response = api.post(f"{URL}{action}/", {"ids": ids, "category": "travel"})

    assert response.status_code == 400
    assert "ids" in response.json()
    assert Receipt.objects.kept().count() == 1


@pytest.mark.parametrize("action", ["category", "delete", "verify", "unverify"])
def test_an_anonymous_call_is_401(anonymous, mine, action):
    assert anonymous.post(f"{URL}{action}/", {"ids": [mine.pk]}).status_code == 401
    assert Receipt.objects.kept().count() == 1


def test_the_same_key_deletes_once_and_answers_twice(api, mine):
    headers = {"Idempotency-Key": "once"}
    first = api.post(f"{URL}delete/", {"ids": [mine.pk]}, headers=headers)
    again = api.post(f"{URL}delete/", {"ids": [mine.pk]}, headers=headers)

    assert answers(first) == answers(again) == [(mine.pk, 200, None)]
    assert mine.events.filter(kind="deleted").count() == 1
