"""Names of categories: two that people take for one are one, and none is lost on the way there."""

from contextlib import contextmanager
from datetime import timedelta
from decimal import Decimal
from io import StringIO
from threading import Event, Thread

import pytest
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction

from accounts.models import User
from receipts.ledger.manual_entries import create_entry
from receipts.models import Category, LineItem, Transaction, VendorRule
from receipts.processing.run import process_receipt
from subscriptions.plans import PLATINUM
from subscriptions.services.grants import give_plan

URL = "/api/v1/receipts/categories/"
ENTRIES = "/api/v1/receipts/transactions/"
CASH = {"total": "5.00", "purchased_on": "2026-05-01"}
SECONDS = 30
BEFORE = "0031_drop_search_words"


def make(api, name, **values):
    return api.post(URL, {"name": name} | values)


def own():
    return list(Category.objects.exclude(owner=None).order_by("pk").values_list("name", "slug"))


@pytest.mark.django_db
class TestOneName:
    @pytest.mark.parametrize("name", ["CAFÉ", "café", "Cafe", " Cafe\u0301 ", "cafe"])
    def test_another_spelling_is_refused(self, api, name):
        make(api, "Café")

        response = make(api, name)

        assert response.status_code == 400
        assert "name" in response.json()
        assert own() == [("Café", "cafe")]

    def test_nor_can_another_be_renamed_to_it(self, api):
        make(api, "МАГАЗИН")
        other = make(api, "Werkzeug").json()

        response = api.patch(f"{URL}{other['id']}/", {"name": "Магазин"})

        assert response.status_code == 400
        assert own() == [("МАГАЗИН", "magazin"), ("Werkzeug", "werkzeug")]

    def test_its_own_spelling_can_change(self, api):
        made = make(api, "cafe").json()

        assert api.patch(f"{URL}{made['id']}/", {"name": "Café"}).json()["name"] == "Café"

    def test_two_people_may_use_it(self, api, other_api):
        assert make(api, "Café").status_code == make(other_api, "CAFÉ").status_code == 201

    def test_the_database_holds_it(self, user):
        Category.objects.create(owner=user, slug="one", name="Café")

        with pytest.raises(IntegrityError), transaction.atomic():
            Category.objects.create(owner=user, slug="two", name="CAFE")
        with pytest.raises(IntegrityError), transaction.atomic():
            Category.objects.create(owner=None, slug="two", name="GROCERIES")

    def test_the_word_of_the_existing_client_finds_ones_own(self, api, user, completed):
        Category.objects.create(owner=user, slug="courses", name="Édücation")
        url = f"/api/v1/receipts/{completed.pk}/update_extracted_data/"

        assert api.patch(url, {"category": "education"}).status_code == 200

        assert Transaction.objects.get().category.slug == "courses"
        assert own() == [("Édücation", "courses")]

    def test_the_list_is_in_order_whatever_the_case(self, api):
        for name in ["zebra", "Äpfel", "apfelmus"]:
            make(api, name)

        names = [row["name"] for row in api.get(URL, {"page_size": 100}).json()["results"]]

        assert names[:2] == ["Äpfel", "apfelmus"]
        assert names[-1] == "zebra"


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("name", "slug", "account"),
    [
        ("Магазин", "magazin", "Magazin"),
        ("Ελληνικά", "ellinika", "Ellinika"),
        ("税金", "shuijin", "Shuijin"),
        ("커피", "keopi", "Keopi"),
        ("Łódź & Straße", "lodz-strasse", "Lodz-strasse"),
    ],
)
def test_a_name_in_any_script_has_a_readable_slug_and_account(api, user, now, name, slug, account):
    until = (now + timedelta(days=30)).date()
    give_plan(user, plan=PLATINUM, until=until, reason="test", actor=user, now=now)
    assert make(api, name).json()["slug"] == slug
    assert api.post(ENTRIES, CASH | {"category": slug}).status_code == 201

    for format_ in ("hledger", "beancount"):
        url = f"/api/v1/reports/ledger/export/{format_}/"
        period = {"start_date": "2026-01-01", "end_date": "2026-12-31"}
        response = api.get(url, period)
        assert f"Expenses:{account}" in response.getvalue().decode()


@pytest.mark.django_db
class TestInTheAdmin:
    @pytest.fixture
    def admin(self, client):
        staff = User.objects.create_superuser(email="staff@example.com", password="x" * 20)
        client.force_login(staff)
        return client

    @pytest.mark.parametrize("name", ["Gróceries", "CLIENTS"])
    def test_a_default_is_not_called_as_another_one(self, admin, user, name):
        Category.objects.create(owner=user, slug="clients", name="Clients")
        meals = Category.objects.get(owner=None, slug="meals")

        url = f"/admin/receipts/category/{meals.pk}/change/"
        page = admin.post(url, {"name": name})

        assert page.status_code == 200
        assert "There is a category of this name already." in page.content.decode()
        meals.refresh_from_db()
        assert meals.name == "Meals and entertainment"

    def test_it_may_be_spelt_otherwise(self, admin):
        meals = Category.objects.get(owner=None, slug="meals")

        url = f"/admin/receipts/category/{meals.pk}/change/"
        assert admin.post(url, {"name": "MEALS and entertainment"}).status_code == 302

        meals.refresh_from_db()
        assert (meals.name, meals.name_key) == (
            "MEALS and entertainment",
            "meals and entertainment",
        )


# --- At once


@contextmanager
def open_transaction(work):
    """Another connection has done the work, and commits as the block ends."""
    done, may_end = Event(), Event()

    def run():
        with transaction.atomic():
            work()
            done.set()
            assert may_end.wait(SECONDS)
        connection.close()

    thread = Thread(target=run, daemon=True)
    thread.start()
    assert done.wait(SECONDS)
    try:
        yield may_end
    finally:
        may_end.set()
        thread.join(SECONDS)
    assert not thread.is_alive()


def _answer_of(call):
    """Of a call that waits for the other transaction, which ends meanwhile."""
    answers = []

    def run():
        answers.append(call())
        connection.close()

    thread = Thread(target=run, daemon=True)
    thread.start()
    return thread, answers


def _at_once(work, call):
    """`work` is done and not committed as the call begins. What it answers."""
    with open_transaction(work) as may_end:
        thread, answers = _answer_of(call)
        thread.join(0.3)  # it waits now; should it be slow to begin, the answer is the same
        may_end.set()
        thread.join(SECONDS)
    return answers[0]


@pytest.fixture
def several_writers():
    if connection.vendor != "postgresql":
        pytest.skip("SQLite has one writer at a time")


@pytest.mark.django_db(transaction=True)
class TestAtOnce:
    def test_of_two_of_one_name_one_is_made(self, several_writers, api, user):
        def make_other():
            Category.objects.create(owner=user, slug="other-cafe", name="CAFÉ")

        response = _at_once(make_other, lambda: make(api, "Cafe"))

        assert response.status_code == 409
        assert own() == [("CAFÉ", "other-cafe")]

    def test_of_two_that_get_one_name_one_gets_it(self, several_writers, api, user):
        made = make(api, "Werkzeug").json()

        def make_other():
            Category.objects.create(owner=user, slug="other-cafe", name="CAFÉ")

        response = _at_once(make_other, lambda: api.patch(f"{URL}{made['id']}/", {"name": "Cafe"}))

        assert response.status_code == 409
        assert own() == [("Werkzeug", "werkzeug"), ("CAFÉ", "other-cafe")]

    @pytest.mark.parametrize(
        "body", [{"category": "clients"}, {"items": [{"amount": "5", "category": "clients"}]}]
    )
    def test_an_entry_is_filed_nowhere_whose_type_has_just_changed(
        self, several_writers, api, user, body
    ):
        Category.objects.create(owner=user, slug="clients", name="Clients")

        def change():
            rows = Category.objects.select_for_update().filter(slug="clients")
            assert rows.get()
            rows.update(type="income")

        response = _at_once(change, lambda: api.post(ENTRIES, CASH | body))

        assert response.status_code == 400
        assert not Transaction.objects.exists()

    @pytest.mark.parametrize("door", ["change", "bulk", "rule"])
    def test_nor_by_any_other_door(self, several_writers, api, user, receipt, stub_reader, door):
        own = Category.objects.create(owner=user, slug="clients", name="Clients")
        if door == "rule":
            VendorRule.objects.create(
                owner=user, matched_vendor="Corner Cafe", vendor_key="corner cafe", category=own,
                state="active", source="person",
            )  # fmt: skip
        else:
            process_receipt(receipt.pk)
        calls = {
            "change": lambda: api.patch(f"/api/v1/receipts/{receipt.pk}/", {"category": "clients"}),
            "bulk": lambda: api.post(
                "/api/v1/receipts/bulk/category/", {"ids": [receipt.pk], "category": "clients"}
            ),
            "rule": lambda: process_receipt(receipt.pk),
        }

        def change():
            Category.objects.filter(pk=own.pk).update(type="income")

        _at_once(change, calls[door])

        entry = Transaction.objects.get()
        assert entry.type == "expense"
        assert entry.category != own

    def test_a_type_stays_while_an_entry_is_being_filed(self, several_writers, api, user, now):
        own = Category.objects.create(owner=user, slug="clients", name="Clients")

        def file():
            values = {"total": Decimal(5), "category": "clients"}
            create_entry(owner=user, values=values, now=now)

        response = _at_once(file, lambda: api.patch(f"{URL}{own.pk}/", {"type": "income"}))

        assert response.status_code == 400
        own.refresh_from_db()
        assert own.type == "expense"

    def test_accounts_do_not_wait_for_one_another(self, several_writers, api, other_user, now):
        def file():
            values = {"total": Decimal(5), "category": "meals"}
            create_entry(owner=other_user, values=values, now=now)

        with open_transaction(file):
            assert api.post(ENTRIES, CASH | {"category": "meals"}).status_code == 201


# --- Books of earlier releases


@pytest.mark.django_db(transaction=True)
class TestEarlierReleases:
    @pytest.fixture
    def before(self, user, other_user):
        call_command("migrate", "receipts", BEFORE, verbosity=0)
        with connection.cursor() as cursor:
            for owner, slug, name in [
                (user, "a", "Café"), (user, "b", "CAFÉ"), (user, "c", "cafe"),
                (user, "d", "Cafe (2)"), (user, "e", "Gróceries"), (user, "f", "x" * 60),
                (user, "g", "X" * 60), (other_user, "h", "Café"),
            ]:  # fmt: skip
                cursor.execute(
                    "INSERT INTO receipts_category"
                    " (owner_id, slug, name, type, is_deductible, version)"
                    " VALUES (%s, %s, %s, 'expense', false, 1)",
                    [owner.pk, slug, name],
                )
        self.names = self._names()
        yield
        call_command("migrate", verbosity=0)

    def _names(self):
        with connection.cursor() as cursor:
            cursor.execute("SELECT slug, name FROM receipts_category ORDER BY slug")
            return dict(cursor.fetchall())

    def test_the_later_one_of_a_name_gets_a_number_and_back(self, before):
        call_command("migrate", "receipts", verbosity=0)

        changed = {slug: name for slug, name in self._names().items() if self.names[slug] != name}
        assert changed == {
            "b": "CAFÉ (3)", "c": "cafe (4)", "e": "Gróceries (2)", "g": "X" * 56 + " (2)",
        }  # fmt: skip
        assert not Category.objects.filter(name_key="").exists()

        call_command("migrate", "receipts", BEFORE, verbosity=0)
        assert self._names() == self.names

    def test_a_person_is_told_until_they_have_chosen_a_name(self, before, api, user):
        call_command("migrate", "receipts", verbosity=0)
        renamed = Category.objects.get(slug="b")
        assert "is called 'CAFÉ (3)', since there was another 'CAFÉ'." in _review()

        api.patch(f"{URL}{renamed.pk}/", {"name": "Bistro"})

        assert "CAFÉ" not in _review()
        assert "4 to look at" not in _review()
        call_command("migrate", "receipts", BEFORE, verbosity=0)
        assert self._names()["b"] == "Bistro"


def _review():
    out = StringIO()
    call_command("review_books", stdout=out)
    return out.getvalue()


@pytest.mark.django_db
def test_stored_contradictions_are_listed(user):
    income = Category.objects.get(owner=None, type="income")
    meals = Category.objects.get(owner=None, slug="meals")
    wrong = Transaction.objects.create(owner=user, currency="GBP", total=5, category=income)
    split = Transaction.objects.create(owner=user, currency="GBP", total=5, category=meals)
    LineItem.objects.create(transaction=split, position=1, category=income, amount=1)
    LineItem.objects.create(transaction=split, position=2, category=meals, amount=1)
    gone = Transaction.objects.create(owner=user, currency="GBP", total=5, category=income)
    Transaction.objects.filter(pk=gone.pk).update(deleted_at=wrong.created_at)

    account = f"Account {user.pk}: entry"
    assert _review().splitlines() == [
        f"{account} {wrong.pk} of type expense is in the category 'income' of type income.",
        f"{account} {split.pk} of type expense has item 2 in the category 'income' of type income.",
        "2 to look at.",
    ]


@pytest.mark.django_db
def test_incomes_that_were_read_are_listed_until_a_person_has_said_so(completed, api):
    Transaction.objects.update(type="income", category=None, total=-5)
    [entry] = Transaction.objects.all()

    assert f"entry {entry.pk} (receipt {entry.receipt_id}) was read as an income" in _review()

    entry.corrected_fields = ["type"]
    entry.save()
    assert _review() == "0 to look at.\n"


@pytest.mark.django_db
def test_books_without_a_doubt_have_nothing_to_look_at(completed):
    assert _review() == "0 to look at.\n"
