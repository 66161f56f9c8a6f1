"""Vendor rules and the past: what a rule would change, applying it, and undoing that."""

from threading import Barrier, Thread

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from receipts.ledger.rule_applications import applying, undoing
from receipts.models import (
    AppliedChange,
    Category,
    Receipt,
    RuleApplication,
    Transaction,
    VendorRule,
)
from receipts.models.event import ReceiptEvent
from receipts.processing.run import process_receipt
from receipts.tests.conftest import picture, upload_unread
from receipts.tests.stub_reader import good_reading, printed
from receipts.tests.test_bulk_changes import copies
from tests.test_access import everything_stored

pytestmark = pytest.mark.django_db

URL = "/api/v1/receipts/"
RULES = f"{URL}vendor-rules/"


@pytest.fixture
def read(user, stub_reader):
    """The entry of a receipt on which that vendor is read, as it was before any rule."""

    def upload_and_read(vendor="CORNER CAFE", owner=user, **changes):
        stub_reader.answers = [good_reading(vendor=printed(vendor), **changes)]
        receipt = upload_unread(owner, SimpleUploadedFile("lunch.png", picture()))
        process_receipt(receipt.pk)
        return Transaction.objects.get(receipt=receipt)

    return upload_and_read


@pytest.fixture
def rule(user, read):
    """Made by a test after its entries."""

    def make(**changes):
        values = {
            "owner": user,
            "matched_vendor": "CORNER CAFE",
            "vendor_key": "corner cafe",
            "vendor": "The Corner",
            "category": Category.objects.get(owner=None, slug="travel"),
            "state": "active",
            "source": "person",
        }
        return VendorRule.objects.create(**(values | changes))

    return make


def preview(api, rule, **asked):
    answer = api.get(f"{RULES}{rule.pk}/preview/", asked)
    assert answer.status_code == 200, answer.content
    return answer.json()


def apply(api, rule, body=None, **headers):
    answer = api.post(f"{RULES}{rule.pk}/apply/", body or {}, headers=headers)
    assert answer.status_code == 200, answer.content
    return answer.json()


def undo(api, rule, body=None):
    answer = api.post(f"{RULES}{rule.pk}/undo/", body or {})
    assert answer.status_code == 200, answer.content
    return answer.json()


def values_of(entry):
    entry = Transaction.objects.select_related("category").get(pk=entry.pk)
    return entry.vendor, entry.category and entry.category.slug


class TestPreview:
    def test_it_shows_what_would_change_and_changes_nothing(self, api, read, rule):
        first, second = read(), read("Corner Café 0412")
        read("Harbour Books")
        rule = rule()
        before = everything_stored()

        shown = preview(api, rule)

        assert shown["count"] == 2
        assert [entry["id"] for entry in shown["entries"]] == [first.pk, second.pk]
        assert shown["entries"][0] == {
            "id": first.pk,
            "receipt": first.receipt_id,
            "vendor": "CORNER CAFE",
            "purchased_on": "2026-04-03",
            "total": "12.50",
            "currency": "GBP",
            "changes": [
                {"field": "vendor", "old": "CORNER CAFE", "new": "The Corner"},
                {"field": "category", "old": "meals", "new": "travel"},
            ],
        }
        assert (shown["version"], shown["last_application"]) == (rule.version, None)
        assert everything_stored() == before

    @pytest.mark.parametrize("state", ["proposed", "off"])
    def test_a_rule_that_is_not_active_shows_what_it_would_do(self, api, read, rule, state):
        read()

        assert preview(api, rule(state=state))["count"] == 1

    def test_so_many_are_shown_and_all_are_counted(self, api, read, rule):
        for _ in range(3):
            read()
        rule = rule()

        assert [len(preview(api, rule, limit=n)["entries"]) for n in (0, 2, 100)] == [0, 2, 3]
        assert preview(api, rule, limit=0)["count"] == 3

    @pytest.mark.parametrize("limit", [-1, 101, "x"])
    def test_another_number_is_refused(self, api, rule, limit):
        answer = api.get(f"{RULES}{rule().pk}/preview/", {"limit": limit})

        assert answer.status_code == 400
        assert "limit" in answer.json()

    def test_many_entries_ask_as_many_queries_as_few(self, api, read, rule):
        read()
        rule = rule()
        with CaptureQueriesContext(connection) as few:
            preview(api, rule)
        for _ in range(5):
            read()
        VendorRule.objects.filter(pk=rule.pk).update(vendor="Another")
        with CaptureQueriesContext(connection) as many:
            assert preview(api, rule)["count"] == 6

        assert len(many) <= len(few) + 1


class TestApplying:
    def test_earlier_entries_get_what_the_rule_says(self, api, user, read, rule):
        entry, other = read(), read("Harbour Books")
        rule = rule()

        done = apply(api, rule)

        assert (done["changed"], done["more"]) == (1, False)
        assert done["application"]["entries"] == 1
        assert values_of(entry) == ("The Corner", "travel")
        assert values_of(other) == ("Harbour Books", "meals")
        body = api.get(f"{URL}{entry.receipt_id}/").json()
        assert body["transaction"]["applied_rules"] == [
            {"rule": rule.pk, "field": "vendor", "read": "CORNER CAFE", "set": "The Corner"},
            {"rule": rule.pk, "field": "category", "read": "meals", "set": "travel"},
        ]
        assert body["transaction"]["corrected_fields"] == []
        assert preview(api, rule)["count"] == 0

    def test_it_is_told_in_the_history_as_who_asked_for_it(self, api, user, read, rule):
        entry = read()
        rule = rule(category=None)

        done = apply(api, rule)

        [event] = ReceiptEvent.objects.filter(receipt=entry.receipt_id, kind="corrected")
        assert event.actor == user
        assert event.data == {
            "field": "vendor",
            "old": "CORNER CAFE",
            "new": "The Corner",
            "rule": rule.pk,
            "application": done["application"]["id"],
        }

    def test_it_is_found_by_its_new_name_and_sorted_by_it(self, api, read, rule):
        read("Aardvark")
        entry = read("Zebra", category=printed("groceries"))
        apply(api, rule(matched_vendor="Zebra", vendor_key="zebra", vendor="AAA"))

        found = api.get(f"{URL}transactions/", {"search": "aaa"}).json()["results"]
        ordered = api.get(f"{URL}transactions/", {"ordering": "vendor"}).json()["results"]

        assert [one["id"] for one in found] == [entry.pk]
        assert ordered[0]["id"] == entry.pk

    def test_the_deductible_share_follows_the_category(self, api, read, rule):
        entry = read()
        Category.objects.filter(slug="travel").update(is_deductible=False)
        Transaction.objects.update(deductible_share=1)

        apply(api, rule())

        entry.refresh_from_db()
        assert entry.deductible_share == 0

    def test_each_is_a_new_version_so_that_an_older_one_is_stale(self, api, read, rule):
        entry = read()
        url = f"{URL}{entry.receipt_id}/"
        etag = api.get(url)["ETag"]
        apply(api, rule())

        answer = api.patch(url, {"notes": "late"}, headers={"If-Match": etag})

        assert answer.status_code == 412
        assert Transaction.objects.get().notes == ""

    @pytest.mark.parametrize("field", ["vendor", "category"])
    def test_what_a_person_has_set_stays(self, api, read, rule, field):
        entry = read()
        api.patch(f"{URL}{entry.receipt_id}/", {"vendor": "Mine"} if field == "vendor" else
                  {"category": "groceries"})  # fmt: skip
        VendorRule.objects.all().delete()

        apply(api, rule())

        kept = ("Mine", "travel") if field == "vendor" else ("The Corner", "groceries")
        assert values_of(entry) == kept

    def test_what_a_person_has_verified_stays(self, api, read, rule):
        entry = read()
        api.post(f"{URL}{entry.receipt_id}/verify/")
        rule = rule()
        before = Transaction.objects.values().get()

        assert preview(api, rule)["count"] == 0
        assert apply(api, rule) == {"application": None, "changed": 0, "more": False}
        assert Transaction.objects.values().get() == before
        assert not RuleApplication.objects.exists()

    def test_an_entry_of_the_other_type_keeps_its_category(self, api, read, rule):
        entry = read(transaction_type=printed("income"), category=printed("income"))

        apply(api, rule())

        assert values_of(entry) == ("The Corner", "income")

    def test_another_rule_that_knows_the_shop_better_counts(self, api, read, rule):
        entry = read("Corner Cafe Road")
        broad = rule(vendor="The Corner", category=None)
        rule(matched_vendor="Corner Cafe Road", vendor_key="corner cafe road", vendor="The Road",
             category=None)  # fmt: skip

        assert preview(api, broad)["count"] == 0
        assert apply(api, broad)["changed"] == 0
        assert values_of(entry)[0] == "Corner Cafe Road"

    def test_the_trash_and_entries_by_hand_and_other_accounts_stay(
        self, api, read, rule, other_user
    ):
        trashed, theirs = read(), read(owner=other_user)
        api.delete(f"{URL}{trashed.receipt_id}/")
        by_hand = {"vendor": "Corner Cafe", "total": "5.00", "purchased_on": "2026-04-03"}
        made = api.post(f"{URL}transactions/", by_hand).json()["id"]

        assert apply(api, rule())["changed"] == 0
        assert values_of(trashed) == values_of(theirs) == ("CORNER CAFE", "meals")
        assert Transaction.objects.get(pk=made).vendor == "Corner Cafe"

    @pytest.mark.parametrize("state", ["proposed", "off"])
    def test_a_rule_that_is_not_active_is_not_applied(self, api, read, rule, state):
        read()
        rule = rule(state=state)
        before = everything_stored()

        answer = api.post(f"{RULES}{rule.pk}/apply/")

        assert (answer.status_code, answer.json()["code"]) == (409, "rule_not_active")
        assert everything_stored() == before

    def test_a_rule_that_has_changed_since_the_preview_is_not_applied(self, api, read, rule):
        read()
        rule = rule()
        seen = preview(api, rule)["version"]
        api.patch(f"{RULES}{rule.pk}/", {"vendor": "Another"})
        before = everything_stored()

        answer = api.post(f"{RULES}{rule.pk}/apply/", headers={"If-Match": f'"{seen}"'})

        assert answer.status_code == 412
        assert everything_stored() == before

    def test_the_same_key_applies_it_once(self, api, read, rule):
        read()
        rule = rule()
        first = apply(api, rule, **{"Idempotency-Key": "once"})
        assert apply(api, rule, **{"Idempotency-Key": "once"}) == first
        assert RuleApplication.objects.count() == 1

    def test_many_are_changed_in_several_calls_that_one_undo_takes_back(
        self, api, read, rule, monkeypatch
    ):
        monkeypatch.setattr(applying, "MAX_ENTRIES", 2)
        monkeypatch.setattr(undoing, "MAX_ENTRIES", 2)
        entries = [read() for _ in range(5)]
        rule = rule()

        first = apply(api, rule)
        number = first["application"]["id"]
        rest = [apply(api, rule, {"application": number}) for _ in range(2)]

        assert [one["more"] for one in (first, *rest)] == [True, True, False]
        assert [one["application"]["entries"] for one in (first, *rest)] == [2, 4, 5]
        assert {values_of(entry) for entry in entries} == {("The Corner", "travel")}
        undone = [undo(api, rule, {"application": number}) for _ in range(3)]
        assert [(one["changed"], one["more"]) for one in undone] == [
            (2, True), (2, True), (1, False),
        ]  # fmt: skip
        assert {values_of(entry) for entry in entries} == {("CORNER CAFE", "meals")}

    def test_nothing_is_added_to_what_was_undone(self, api, read, rule):
        read()
        rule = rule()
        number = apply(api, rule)["application"]["id"]
        undo(api, rule)
        before = everything_stored()

        answer = api.post(f"{RULES}{rule.pk}/apply/", {"application": number})

        assert answer.status_code == 409
        assert everything_stored() == before

    @pytest.mark.parametrize("call", ["apply", "undo"])
    @pytest.mark.parametrize("application", [0, -1, 2**63, "x", None])
    def test_a_number_that_is_none_is_400(self, api, read, rule, call, application):
        read()
        rule = rule()
        before = everything_stored()

        answer = api.post(f"{RULES}{rule.pk}/{call}/", {"application": application})

        assert answer.status_code == 400
        assert "application" in answer.json()
        assert everything_stored() == before

    @pytest.mark.parametrize("call", ["apply", "undo"])
    def test_an_application_of_another_rule_is_404(self, api, read, rule, call):
        read("Harbour Books")
        harbour = rule(matched_vendor="Harbour Books", vendor_key="harbour books")
        number = apply(api, harbour)["application"]["id"]
        corner = rule()
        before = everything_stored()

        answer = api.post(f"{RULES}{corner.pk}/{call}/", {"application": number})

        assert answer.status_code == 404
        assert everything_stored() == before


class TestUndoing:
    def test_it_puts_back_what_was_there(self, api, user, read, rule):
        entry = read()
        before = Transaction.objects.values(
            "vendor", "vendor_words", "category", "deductible_share", "applied_rules",
            "search_text",
        ).get()  # fmt: skip
        rule = rule()
        apply(api, rule)

        done = undo(api, rule)

        assert (done["changed"], done["left"], done["more"]) == (1, [], False)
        assert done["application"]["undone_at"] is not None
        assert Transaction.objects.values(*before).get() == before
        events = ReceiptEvent.objects.filter(receipt=entry.receipt_id, kind="corrected")
        assert [(one.data["field"], one.data["new"]) for one in events.order_by("pk")][-1] == (
            "category", "meals",
        )  # fmt: skip
        assert preview(api, rule)["last_application"] is None

    def test_what_an_earlier_rule_had_set_comes_back_with_its_note(self, api, read, rule):
        earlier = rule(vendor="Corner House", category=None)
        entry = read()
        assert entry.vendor == "Corner House"
        noted = entry.applied_rules
        earlier.vendor = "The Corner"
        earlier.save()
        apply(api, earlier)
        assert values_of(entry)[0] == "The Corner"

        undo(api, earlier)

        entry.refresh_from_db()
        assert (entry.vendor, entry.applied_rules) == ("Corner House", noted)

    def test_what_was_changed_since_stays_and_is_named(self, api, read, rule):
        corrected, verified, trashed, other = (read() for _ in range(4))
        rule = rule()
        apply(api, rule)
        api.patch(f"{URL}{corrected.receipt_id}/", {"vendor": "Mine"})
        api.post(f"{URL}{verified.receipt_id}/verify/")
        api.delete(f"{URL}{trashed.receipt_id}/")

        done = undo(api, rule)

        assert done["changed"] == 2
        left = {(one["entry"], one["field"], one["code"]) for one in done["left"]}
        assert left == {
            (corrected.pk, "vendor", "corrected"),
            (verified.pk, "vendor", "verified"),
            (verified.pk, "category", "verified"),
            (trashed.pk, "vendor", "gone"),
            (trashed.pk, "category", "gone"),
        }
        assert all(one["message"].endswith(".") for one in done["left"])
        assert values_of(corrected) == ("Mine", "meals")
        assert values_of(verified) == values_of(trashed) == ("The Corner", "travel")
        assert values_of(other) == ("CORNER CAFE", "meals")

    def test_the_reasons_are_said_in_german_too(self, api, read, rule):
        entry = read()
        rule = rule()
        apply(api, rule)
        api.post(f"{URL}{entry.receipt_id}/verify/")

        answer = api.post(f"{RULES}{rule.pk}/undo/", headers={"Accept-Language": "de"})

        assert "Person" in answer.json()["left"][0]["message"]
        assert "since" not in answer.json()["left"][0]["message"]

    def test_a_later_reading_counts_as_a_change(self, api, read, rule, stub_reader):
        entry = read()
        rule = rule()
        apply(api, rule)
        VendorRule.objects.update(state="off")
        stub_reader.answers = [good_reading(vendor=printed("Corner Coffee"))]
        api.post(f"{URL}{entry.receipt_id}/reprocess/")
        process_receipt(entry.receipt_id)

        done = undo(api, rule)

        assert {one["code"] for one in done["left"]} == {"changed"}
        assert values_of(entry) == ("Corner Coffee", "meals")

    def test_a_category_that_is_gone_is_not_put_back(self, api, user, read, rule):
        entry = read()
        own = Category.objects.create(owner=user, slug="clients", name="Clients")
        Transaction.objects.update(category=own)
        rule = rule(vendor="")
        apply(api, rule)
        own.delete()

        done = undo(api, rule)

        assert [one["code"] for one in done["left"]] == ["category_gone"]
        assert values_of(entry) == ("CORNER CAFE", "travel")

    def test_undone_twice_is_a_conflict(self, api, read, rule):
        read()
        rule = rule()
        apply(api, rule)
        undo(api, rule)
        before = everything_stored()

        answer = api.post(f"{RULES}{rule.pk}/undo/")

        assert answer.status_code == 409
        assert everything_stored() == before

    def test_without_a_number_the_latest_is_undone(self, api, read, rule):
        first = read()
        rule = rule()
        apply(api, rule)
        VendorRule.objects.update(state="off")
        second = read()
        VendorRule.objects.update(state="active")
        apply(api, rule)

        undo(api, rule)

        assert values_of(first) == ("The Corner", "travel")
        assert values_of(second) == ("CORNER CAFE", "meals")

    def test_it_can_be_applied_anew_afterwards(self, api, read, rule):
        entry = read()
        rule = rule()
        apply(api, rule)
        undo(api, rule)

        assert apply(api, rule)["changed"] == 1
        assert values_of(entry) == ("The Corner", "travel")


def test_a_hundred_ask_as_many_queries_as_one(api, user, read, rule, django_assert_max_num_queries):
    read()
    receipt = Receipt.objects.get()
    rule = rule()
    with CaptureQueriesContext(connection) as few:
        apply(api, rule)
        undo(api, rule)
    copies(receipt, 100)

    # Two more for each further batch of rows that is written.
    with django_assert_max_num_queries(len(few) + 8):
        assert apply(api, rule)["changed"] == 101
        assert undo(api, rule)["changed"] == 101


@pytest.mark.django_db(transaction=True)
def test_of_a_correction_and_an_application_at_once_the_persons_word_stays(api, user, read, rule):
    entries = [read() for _ in range(4)]
    rule = rule()
    together, answers = Barrier(2, timeout=60), []

    def correct():
        together.wait()
        answers.extend(
            api.patch(f"{URL}{entry.receipt_id}/", {"category": "groceries"}).status_code
            for entry in entries
        )
        connection.close()

    def apply_it():
        together.wait()
        answers.append(api.post(f"{RULES}{rule.pk}/apply/").status_code)
        connection.close()

    threads = [Thread(target=correct), Thread(target=apply_it)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert set(answers) <= {200, 412}
    assert {values_of(entry)[1] for entry in entries} == {"groceries"}
    noted = AppliedChange.objects.values_list("transaction_id", flat=True)
    assert len(noted) == len(set(noted))


def test_an_anonymous_call_is_401(anonymous, read, rule):
    read()
    rule = rule()

    for method, call in (("get", "preview"), ("post", "apply"), ("post", "undo")):
        assert getattr(anonymous, method)(f"{RULES}{rule.pk}/{call}/").status_code == 401
    assert not RuleApplication.objects.exists()
