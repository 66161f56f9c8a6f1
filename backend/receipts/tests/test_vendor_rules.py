"""What the books learn from corrections, and how later receipts get it."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from receipts.models import Category, Transaction, VendorRule
from receipts.models.event import ReceiptEvent
from receipts.processing.run import process_receipt
from receipts.tests.conftest import picture, upload_unread
from receipts.tests.stub_reader import good_reading, printed

pytestmark = pytest.mark.django_db

URL = "/api/v1/receipts/"
RULES = f"{URL}vendor-rules/"


@pytest.fixture
def read(user, stub_reader):
    """A receipt on which that vendor is read, with its entry."""

    def upload_and_read(vendor="CORNER CAFE", **changes):
        stub_reader.answers = [good_reading(vendor=printed(vendor), **changes)]
        file = SimpleUploadedFile("lunch.png", picture())
        receipt = upload_unread(user, file)
        process_receipt(receipt.pk)
        return Transaction.objects.get(receipt=receipt)

    return upload_and_read


@pytest.fixture
def correct(api):
    def patch(entry, **changes):
        response = api.patch(f"{URL}{entry.receipt_id}/", changes, format="json")
        assert response.status_code == 200
        return response.json()

    return patch


@pytest.fixture
def rule(user):
    return VendorRule.objects.create(
        owner=user,
        matched_vendor="CORNER CAFE",
        vendor_key="corner cafe",
        vendor="The Corner",
        category=Category.objects.get(owner=None, slug="travel"),
        state="active",
        source="person",
    )


class TestLearning:
    def test_a_correction_proposes_a_rule_that_does_not_apply_yet(self, api, read, correct):
        correct(read(), vendor="The Corner")

        [proposed] = api.get(RULES).json()["results"]
        assert proposed["matched_vendor"] == "CORNER CAFE"
        assert (proposed["vendor"], proposed["category"]) == ("The Corner", None)
        assert (proposed["state"], proposed["times_seen"]) == ("proposed", 1)
        assert proposed["source"] == "correction"
        assert read().vendor == "CORNER CAFE"

    def test_the_same_correction_twice_applies_to_later_receipts(self, api, read, correct):
        correct(read(), category="travel")
        correct(read(), category="travel")

        entry = read("Corner Cafe Ltd.")

        assert entry.category.slug == "travel"
        rule = VendorRule.objects.get()
        assert (rule.state, rule.times_seen) == ("active", 2)
        shown = api.get(f"{URL}{entry.receipt_id}/").json()["transaction"]["applied_rules"]
        assert shown == [{"rule": rule.pk, "field": "category", "read": "meals", "set": "travel"}]

    def test_an_accepted_proposal_applies(self, api, read, correct):
        correct(read(), vendor="The Corner")
        rule = VendorRule.objects.get()

        api.patch(f"{RULES}{rule.pk}/", {"state": "active"}, format="json")

        assert read().vendor == "The Corner"

    def test_vendor_and_category_are_learnt_each_for_itself(self, read, correct):
        correct(read(), vendor="The Corner", category="travel")
        correct(read(), category="travel")

        rules = VendorRule.objects.order_by("state").values_list(
            "state", "vendor", "category__slug"
        )
        assert list(rules) == [("active", "", "travel"), ("proposed", "The Corner", None)]

    def test_another_correction_begins_anew(self, read, correct):
        correct(read(), vendor="The Corner")
        correct(read(), vendor="Corner House")

        rule = VendorRule.objects.get()
        assert (rule.vendor, rule.state, rule.times_seen) == ("Corner House", "proposed", 1)

    def test_an_exception_leaves_an_active_rule_until_it_is_repeated(self, read, correct, rule):
        correct(read(), vendor="Corner House")
        assert read().vendor == "The Corner"

        correct(read(), vendor="Corner House")

        entry = read()
        assert (entry.vendor, entry.category.slug) == ("Corner House", "travel")
        rule.refresh_from_db()
        assert (rule.vendor, rule.category.slug) == ("", "travel")

    def test_what_was_switched_off_is_not_proposed_again(self, read, correct, rule):
        VendorRule.objects.update(state="off")

        for _ in range(2):
            correct(read(), vendor="The Corner")

        assert VendorRule.objects.get().state == "off"
        assert read().vendor == "CORNER CAFE"

    @pytest.mark.parametrize("changes", [{"total": "13.00"}, {"vendor": ""}, {"category": None}])
    def test_other_corrections_teach_nothing(self, read, correct, changes):
        correct(read(), **changes)

        assert not VendorRule.objects.exists()

    def test_without_a_vendor_there_is_nothing_to_learn(self, read, correct):
        entry = read(vendor="")
        correct(entry, vendor="The Corner", category="travel")

        assert not VendorRule.objects.exists()


class TestApplying:
    @pytest.mark.parametrize(
        "vendor", ["Corner Cafe", "CORNER  CAFÉ", "CornerCafe", "Cafe Corner", "Corner Cafe 00412"]
    )
    def test_other_spellings_are_the_same_vendor(self, read, rule, vendor):
        assert read(vendor).vendor == "The Corner"

    @pytest.mark.parametrize(
        "vendor", ["Corner Shop", "Corner Books", "Harbour Cafe", "Coral Cave"]
    )
    def test_other_vendors_are_not(self, read, rule, vendor):
        entry = read(vendor)

        assert entry.vendor == vendor
        assert entry.applied_rules == []

    def test_the_deductible_share_is_that_of_the_category(self, read, rule):
        Category.objects.filter(slug="travel").update(is_deductible=False)
        assert read().deductible_share == 0

    def test_what_a_person_has_set_stays(self, api, read, correct):
        entry = read()
        correct(entry, vendor="Mine", category="travel")
        VendorRule.objects.all().delete()
        api.post(
            RULES,
            {"matched_vendor": "Corner Cafe", "vendor": "The Corner", "category": "groceries"},
            format="json",
        )
        api.post(f"{URL}{entry.receipt_id}/reprocess/")
        process_receipt(entry.receipt_id)

        entry.refresh_from_db()
        assert (entry.vendor, entry.category.slug) == ("Mine", "travel")
        assert entry.applied_rules == []

    def test_what_is_corrected_is_no_longer_the_rules(self, read, correct, rule):
        body = correct(read(), vendor="Corner House")

        [applied] = body["transaction"]["applied_rules"]
        assert applied["field"] == "category"

    def test_an_expense_category_is_not_given_to_an_income(self, read, rule):
        entry = read(transaction_type=printed("income"))

        assert [applied["field"] for applied in entry.applied_rules] == ["vendor"]

    def test_rules_of_others_and_rules_that_are_off_do_not_apply(self, read, rule, other_user):
        VendorRule.objects.update(owner=other_user)
        assert read().vendor == "CORNER CAFE"
        VendorRule.objects.update(owner=rule.owner, state="off")
        assert read().vendor == "CORNER CAFE"

    def test_the_reading_itself_is_kept_as_it_was(self, api, read, rule):
        entry = read()

        evidence = api.get(f"{URL}{entry.receipt_id}/").json()["evidence"]

        assert evidence["vendor"]["value"] == "CORNER CAFE"
        assert not ReceiptEvent.objects.filter(kind="corrected").exists()


class TestCalls:
    BODY = {"matched_vendor": "TESCO STRS 0412", "vendor": "Tesco", "category": "groceries"}

    def test_a_rule_by_hand_is_active(self, api):
        response = api.post(RULES, self.BODY, format="json")

        assert response.status_code == 201
        body = response.json()
        assert (body["state"], body["source"], body["times_seen"]) == ("active", "person", 0)
        assert api.get(f"{RULES}{body['id']}/").json() == body

    def test_it_is_edited_switched_off_and_forgotten(self, api, rule, read):
        url = f"{RULES}{rule.pk}/"

        body = api.patch(url, {"vendor": None, "category": "groceries"}, format="json").json()
        assert (body["vendor"], body["category"]) == ("", "groceries")
        entry = read()
        assert api.patch(url, {"state": "off"}, format="json").json()["state"] == "off"
        assert api.delete(url).status_code == 204

        assert not VendorRule.objects.exists()
        entry.refresh_from_db()
        assert entry.category.slug == "groceries"

    @pytest.mark.parametrize(
        ("changes", "field"),
        [
            ({"matched_vendor": ""}, "matched_vendor"),
            ({"matched_vendor": "***"}, "matched_vendor"),
            ({"vendor": "", "category": None}, "vendor"),
            ({"category": "no-such-thing"}, "category"),
            ({"vendor": "x" * 201}, "vendor"),
            ({"state": "proposed"}, "state"),
        ],
    )
    def test_a_bad_rule_is_refused_with_its_field(self, api, changes, field):
        response = api.post(RULES, self.BODY | changes, format="json")

        assert response.status_code == 400
        assert field in response.json()
        assert not VendorRule.objects.exists()

    def test_a_second_rule_for_the_same_thing_is_a_conflict(self, api):
        api.post(RULES, self.BODY, format="json")

        response = api.post(RULES, self.BODY | {"matched_vendor": "Tesco Strs"}, format="json")

        assert response.status_code == 409
        assert VendorRule.objects.count() == 1

    def test_the_list_can_be_narrowed_to_proposals(self, api, rule, read, correct):
        correct(read("Harbour Books"), vendor="Harbour")

        rows = api.get(RULES, {"state": "proposed"}).json()["results"]

        assert [row["vendor"] for row in rows] == ["Harbour"]
        assert api.get(RULES).json()["count"] == 2

    @pytest.mark.parametrize("method", ["patch", "delete"])
    def test_a_rule_that_has_changed_since_is_not_changed_again(self, api, rule, method):
        url = f"{RULES}{rule.pk}/"
        etag = api.get(url)["ETag"]
        api.patch(url, {"vendor": "Corner House"}, format="json")

        body = {"vendor": "Late"} if method == "patch" else None
        response = getattr(api, method)(url, body, format="json", HTTP_IF_MATCH=etag)

        assert response.status_code == 412
        assert VendorRule.objects.get().vendor == "Corner House"

    @pytest.mark.skipif(connection.vendor != "postgresql", reason="about locks of rows")
    def test_its_category_is_held_before_it_as_a_correction_does(self, api, user, rule):
        """A correction that files an entry there learns from it: it holds the category already."""
        Category.objects.create(owner=user, slug="clients", name="Clients")
        with CaptureQueriesContext(connection) as queries:
            api.patch(f"{RULES}{rule.pk}/", {"category": "clients"})

        statements = [query["sql"] for query in queries if " FOR " in query["sql"]]
        tables = [sql.split('FROM "')[1].split('"')[0] for sql in statements]
        assert tables[:2] == ["receipts_category", "receipts_vendorrule"]

    @pytest.mark.parametrize("method", ["get", "patch", "delete"])
    def test_somebody_elses_is_404(self, other_api, rule, method):
        response = getattr(other_api, method)(f"{RULES}{rule.pk}/", {}, format="json")

        assert response.status_code == 404
        assert VendorRule.objects.filter(pk=rule.pk).exists()
        assert other_api.get(RULES).json()["count"] == 0

    def test_the_list_asks_a_fixed_number_of_queries(
        self, api, user, rule, django_assert_num_queries
    ):
        VendorRule.objects.bulk_create(
            VendorRule(
                owner=user, matched_vendor=f"Shop {n}", vendor_key=f"shop {n}", state="active",
                category=rule.category, source="person",
            )
            for n in range(50)
        )  # fmt: skip

        with django_assert_num_queries(4):
            api.get(RULES, {"page_size": 1})
        with django_assert_num_queries(4):
            assert len(api.get(RULES, {"page_size": 100}).json()["results"]) == 51

    def test_reading_asks_as_many_queries_with_many_rules(self, user, read, rule):
        read("Harbour Books")  # the first of a month begins its period
        with CaptureQueriesContext(connection) as few:
            read("Old Mill")
        VendorRule.objects.bulk_create(
            VendorRule(
                owner=user, matched_vendor=f"Shop {n}", vendor_key=f"shop {n}", state="active",
                vendor=f"Shop number {n}", source="person",
            )
            for n in range(50)
        )  # fmt: skip

        with CaptureQueriesContext(connection) as many:
            read("Shop 7")

        assert len(many) == len(few)
