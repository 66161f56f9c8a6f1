"""POST receipts/transactions/bulk/ and receipts/bulk/restore/: an answer for each."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from receipts.models import Receipt, Transaction, VendorRule
from receipts.models.event import ReceiptEvent
from receipts.tests.conftest import picture, upload_unread
from receipts.tests.test_bulk_changes import answers, copies, read_one
from subscriptions.models import QuotaPeriod
from subscriptions.plans import BASIC
from tests.test_access import everything_stored

pytestmark = pytest.mark.django_db

URL = "/api/v1/receipts/"
ENTRIES = f"{URL}transactions/"


@pytest.fixture
def by_hand(api):
    def make(**values):
        body = {"vendor": "Market", "total": "5.00", "purchased_on": "2026-04-03"} | values
        return api.post(ENTRIES, body).json()["id"]

    return make


@pytest.fixture
def theirs(other_api):
    body = {"vendor": "Market", "total": "5.00", "purchased_on": "2026-04-03"}
    return other_api.post(ENTRIES, body).json()["id"]


def set_category(api, ids, category) -> list[dict]:
    """What puts them back: none of them had one."""
    done = api.post(f"{ENTRIES}bulk/category/", {"ids": ids, "category": category}).json()
    return [
        {"id": one["id"], "category": None, "version": one["version"]} for one in done["results"]
    ]


class TestCategory:
    def test_entries_with_and_without_a_receipt_get_it(self, api, user, by_hand, theirs):
        read, made = read_one(user).transaction.pk, by_hand()

        response = api.post(
            f"{ENTRIES}bulk/category/", {"ids": [made, theirs, read, 999], "category": "travel"}
        )

        assert answers(response) == [
            (made, 200, None),
            (theirs, 404, "not_found"),
            (read, 200, None),
            (999, 404, "not_found"),
        ]
        for entry in Transaction.objects.owned_by(user):
            assert entry.category.slug == "travel"
            assert "category" in entry.corrected_fields
            events = ReceiptEvent.objects.filter(transaction=entry, kind="corrected")
            assert "category" in [event.data["field"] for event in events]
        assert Transaction.objects.get(pk=theirs).category is None

    def test_each_is_a_new_version(self, api, user, by_hand):
        read, made = read_one(user).transaction.pk, by_hand()
        before = {pk: api.get(f"{ENTRIES}{pk}/")["ETag"] for pk in (read, made)}

        api.post(f"{ENTRIES}bulk/category/", {"ids": [read, made], "category": "travel"})

        for pk, etag in before.items():
            late = api.patch(f"{ENTRIES}{pk}/", {"notes": "late"}, headers={"If-Match": etag})
            assert late.status_code == 412

    def test_one_of_the_other_type_is_refused_for_itself(self, api, by_hand):
        income, expense = by_hand(transaction_type="income"), by_hand()

        response = api.post(
            f"{ENTRIES}bulk/category/", {"ids": [income, expense], "category": "travel"}
        )

        assert answers(response) == [(income, 400, "invalid"), (expense, 200, None)]
        assert Transaction.objects.get(pk=income).category is None

    def test_a_hundred_ask_as_many_queries_as_one(self, api, user, django_assert_max_num_queries):
        first = read_one(user)
        # What is learnt of a shop costs the same for each shop.
        api.post(f"{URL}bulk/category/", {"ids": [first.pk], "category": "travel"})
        pks = copies(first, 101)
        one, *hundred = Transaction.objects.filter(receipt__in=pks).values_list("pk", flat=True)
        with CaptureQueriesContext(connection) as few:
            api.post(f"{ENTRIES}bulk/category/", {"ids": [one], "category": "meals"})

        # That something is said again settles what was proposed.
        with django_assert_max_num_queries(len(few) + 2):
            body = {"ids": hundred, "category": "meals"}
            assert api.post(f"{ENTRIES}bulk/category/", body).json()["changed"] == 100

    def test_an_unknown_category_changes_nothing(self, api, by_hand):
        made = by_hand()
        before = everything_stored()

        response = api.post(f"{ENTRIES}bulk/category/", {"ids": [made], "category": "yachts"})

        assert response.status_code == 400
        assert everything_stored() == before


class TestEachItsOwn:
    """Such as to take back what was set of many: one call, which changes what nobody has since."""

    def test_all_get_back_what_they_had(self, api, user, by_hand):
        read, made = read_one(user).transaction.pk, by_hand()
        done = api.post(
            f"{ENTRIES}bulk/category/", {"ids": [read, made], "category": "travel"}
        ).json()
        versions = {one["id"]: one["version"] for one in done["results"]}

        response = api.post(
            f"{ENTRIES}bulk/category/",
            {
                "entries": [
                    {"id": made, "category": None, "version": versions[made]},
                    {"id": read, "category": "meals", "version": versions[read]},
                ]
            },
        )

        assert answers(response) == [(made, 200, None), (read, 200, None)]
        for one in response.json()["results"]:
            entry = api.get(f"{ENTRIES}{one['id']}/").json()
            assert one["version"] == entry["version"] == versions[one["id"]] + 1
            events = ReceiptEvent.objects.filter(transaction=one["id"], data__field="category")
            assert events.last().data["new"] == entry["category"]
        assert api.get(f"{ENTRIES}{made}/").json()["category"] is None
        assert api.get(f"{ENTRIES}{read}/").json()["category"] == "meals"

    def test_what_somebody_has_changed_since_stays(self, api, user, by_hand, theirs):
        first, second, read = by_hand(), by_hand(), read_one(user).transaction.pk
        ids = [first, second, read]
        done = api.post(f"{ENTRIES}bulk/category/", {"ids": ids, "category": "travel"}).json()
        api.patch(f"{ENTRIES}{first}/", {"notes": "later"})
        api.patch(f"{ENTRIES}{read}/", {"category": "utilities"})
        before = api.get(f"{ENTRIES}{first}/").json(), api.get(f"{ENTRIES}{read}/").json()
        had = [
            {"id": one["id"], "category": None, "version": one["version"]}
            for one in done["results"]
        ]

        response = api.post(
            f"{ENTRIES}bulk/category/",
            {"entries": [*had, {"id": theirs, "category": "travel"}]},
        )

        assert answers(response) == [
            (first, 412, "stale"), (second, 200, None), (read, 412, "stale"),
            (theirs, 404, "not_found"),
        ]  # fmt: skip
        assert (api.get(f"{ENTRIES}{first}/").json(), api.get(f"{ENTRIES}{read}/").json()) == before
        assert Transaction.objects.get(pk=second).category is None
        assert Transaction.objects.get(pk=theirs).category is None

    def test_what_it_had_taught_is_taken_back(self, api, user):
        ids = [read_one(user, name).transaction.pk for name in ("one.png", "two.png")]
        had = set_category(api, ids, "travel")
        assert VendorRule.objects.get().state == "active"

        api.post(f"{ENTRIES}bulk/category/", {"entries": had})

        assert not VendorRule.objects.exists()

    def test_what_is_put_back_teaches_nothing(self, api, user):
        entry = read_one(user).transaction.pk
        was = api.get(f"{ENTRIES}{entry}/").json()["category"]
        set_category(api, [entry], "travel")

        back = {"entries": [{"id": entry, "category": was}]}
        assert api.post(f"{ENTRIES}bulk/category/", back).status_code == 207

        assert was == api.get(f"{ENTRIES}{entry}/").json()["category"] == "meals"
        assert not VendorRule.objects.exists()

    def test_a_rule_that_a_person_has_accepted_stays(self, api, user):
        ids = [read_one(user, name).transaction.pk for name in ("one.png", "two.png")]
        first = set_category(api, ids[:1], "travel")
        rule = VendorRule.objects.get()
        api.patch(f"{URL}vendor-rules/{rule.pk}/", {"state": "active"})
        had = first + set_category(api, ids[1:], "travel")

        for entry in reversed(had):
            api.post(f"{ENTRIES}bulk/category/", {"entries": [entry]})

        rule.refresh_from_db()
        assert (rule.state, rule.times_seen) == ("active", 0)

    def test_a_category_that_is_gone_keeps_none_of_the_others_back(self, api, by_hand):
        first, second = by_hand(), by_hand()
        entries = [{"id": first, "category": "yachts"}, {"id": second, "category": "travel"}]

        response = api.post(f"{ENTRIES}bulk/category/", {"entries": entries})

        assert answers(response) == [(first, 400, "invalid"), (second, 200, None)]
        assert Transaction.objects.get(pk=first).category is None

    def test_the_same_key_puts_back_once(self, api, by_hand):
        made = by_hand()
        body = {"entries": [{"id": made, "category": "travel", "version": 1}]}
        first, again = (
            api.post(f"{ENTRIES}bulk/category/", body, headers={"Idempotency-Key": "back"})
            for _ in range(2)
        )

        assert answers(first) == answers(again) == [(made, 200, None)]
        assert Transaction.objects.get(pk=made).version == 2

    def test_a_hundred_ask_as_many_queries_as_one(self, api, by_hand, django_assert_num_queries):
        one, *hundred = [by_hand() for _ in range(101)]
        change = {"category": "travel", "version": 1}
        with CaptureQueriesContext(connection) as few:
            api.post(f"{ENTRIES}bulk/category/", {"entries": [{"id": one, **change}]})

        with django_assert_num_queries(len(few)):
            body = {"entries": [{"id": pk, **change} for pk in hundred]}
            assert api.post(f"{ENTRIES}bulk/category/", body).json()["changed"] == 100

    @pytest.mark.parametrize(
        ("wrong", "named"),
        [
            ({}, "ids"),
            ({"ids": [1]}, "category"),
            ({"category": "travel"}, "ids"),
            ({"entries": []}, "entries"),
            ({"entries": [{"id": 1}]}, "entries"),
            ({"entries": [{"id": 1, "category": None}] * 2}, "entries"),
            ({"entries": [{"id": 1, "category": None, "versions": 1}]}, "entries"),
            ({"entries": [{"id": n, "category": None} for n in range(1, 502)]}, "entries"),
            ({"ids": [1], "entries": [{"id": 1, "category": None}]}, "non_field_errors"),
        ],
    )
    def test_what_says_not_which_and_what_is_400(self, api, by_hand, wrong, named):
        by_hand(category="meals")
        before = everything_stored()

        response = api.post(f"{ENTRIES}bulk/category/", wrong)

        assert (response.status_code, named in response.json()) == (400, True)
        assert everything_stored() == before

    def test_many_lose_their_category_and_nothing_is_learnt_of_it(self, api, user):
        receipt = read_one(user)

        api.post(f"{ENTRIES}bulk/category/", {"ids": [receipt.transaction.pk], "category": None})
        api.post(f"{URL}bulk/category/", {"ids": [receipt.pk], "category": None})

        entry = Transaction.objects.get()
        assert (entry.category, entry.deductible_share) == (None, 0)
        assert "category" in entry.corrected_fields
        assert not VendorRule.objects.exists()


class TestTrash:
    def test_entries_by_hand_go_and_come_back(self, api, by_hand, theirs):
        first, second = by_hand(), by_hand()

        gone = api.post(f"{ENTRIES}bulk/delete/", {"ids": [first, theirs, second]})

        assert answers(gone) == [
            (first, 200, None), (theirs, 404, "not_found"), (second, 200, None),
        ]  # fmt: skip
        assert api.get(ENTRIES).json()["count"] == 0
        back = api.post(f"{ENTRIES}bulk/restore/", {"ids": [second, theirs, first]})
        assert answers(back) == [
            (second, 200, None), (theirs, 404, "not_found"), (first, 200, None),
        ]  # fmt: skip
        assert api.get(ENTRIES).json()["count"] == 2
        kinds = ReceiptEvent.objects.filter(transaction=first).values_list("kind", flat=True)
        assert list(kinds) == ["created", "deleted", "restored"]
        assert Transaction.objects.get(pk=first).version == 3

    def test_one_of_a_receipt_goes_with_its_receipt(self, api, user):
        entry = read_one(user).transaction

        response = api.post(f"{ENTRIES}bulk/delete/", {"ids": [entry.pk]})

        assert answers(response) == [(entry.pk, 409, "conflict")]
        assert Transaction.objects.kept().count() == 1

    def test_what_is_not_in_the_trash_does_not_come_out_of_it(self, api, user, by_hand):
        made, read = by_hand(), read_one(user)
        api.delete(f"{URL}{read.pk}/")
        before = everything_stored()

        response = api.post(f"{ENTRIES}bulk/restore/", {"ids": [made, read.transaction.pk]})

        assert [status for _, status, _ in answers(response)] == [404, 404]
        assert everything_stored() == before

    def test_receipts_come_back_together(self, api, user, other_user):
        mine, second = read_one(user), read_one(user, "second.png")
        other = read_one(other_user)
        for receipt in Receipt.objects.all():
            receipt.refresh_from_db()
        api.post(f"{URL}bulk/delete/", {"ids": [mine.pk, second.pk]})

        response = api.post(f"{URL}bulk/restore/", {"ids": [second.pk, other.pk, mine.pk]})

        assert answers(response) == [
            (second.pk, 200, None), (other.pk, 404, "not_found"), (mine.pk, 200, None),
        ]  # fmt: skip
        assert Receipt.objects.kept().count() == 3
        assert Transaction.objects.kept().count() == 3

    def test_without_room_in_the_quota_none_comes_back(self, api, user):
        mine = read_one(user)
        copy = upload_unread(user, SimpleUploadedFile("other.png", picture()))
        Receipt.objects.filter(pk=copy.pk).update(sha256=mine.sha256)
        api.post(f"{URL}bulk/delete/", {"ids": [mine.pk, copy.pk]})
        # As duplicates that were removed: their places were given back.
        for receipt in Receipt.objects.select_related("quota_use"):
            receipt.quota_use.state = "given_back"
            receipt.quota_use.save()
        QuotaPeriod.objects.update(used=BASIC.max_documents)
        before = everything_stored()

        response = api.post(f"{URL}bulk/restore/", {"ids": [mine.pk, copy.pk]})

        assert (response.status_code, response.json()["code"]) == (402, "quota_exceeded")
        assert everything_stored() == before


CALLS = [
    (f"{ENTRIES}bulk/category/", {"category": "travel"}),
    (f"{ENTRIES}bulk/delete/", {}),
    (f"{ENTRIES}bulk/restore/", {}),
    (f"{URL}bulk/restore/", {}),
]


@pytest.mark.parametrize(("path", "more"), CALLS)
@pytest.mark.parametrize("ids", [[], ["x"], [0], [2**63], list(range(1, 502)), None])
def test_ids_that_are_none_are_400(api, by_hand, path, more, ids):
    by_hand()
    before = everything_stored()

    response = api.post(path, {"ids": ids, **more})

    assert response.status_code == 400
    assert "ids" in response.json()
    assert everything_stored() == before


@pytest.mark.parametrize(("path", "more"), CALLS)
def test_an_anonymous_call_is_401(anonymous, by_hand, path, more):
    made = by_hand()
    before = everything_stored()

    assert anonymous.post(path, {"ids": [made], **more}).status_code == 401
    assert everything_stored() == before


def test_the_same_key_deletes_once_and_answers_twice(api, by_hand):
    made = by_hand()
    headers = {"Idempotency-Key": "once"}
    first = api.post(f"{ENTRIES}bulk/delete/", {"ids": [made]}, headers=headers)
    again = api.post(f"{ENTRIES}bulk/delete/", {"ids": [made]}, headers=headers)

    assert answers(first) == answers(again) == [(made, 200, None)]
    assert ReceiptEvent.objects.filter(kind="deleted").count() == 1
