"""The admin: lists that stay fast, the reading beside the picture, and views that leave a trace."""

import re
from datetime import timedelta

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Permission
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from receipts.admin.lists import MOST_LISTED
from receipts.intake.upload import upload_receipt
from receipts.ledger.search_text import refresh_search_texts
from receipts.models import Category, Duplicate, Receipt, Transaction, VendorRule
from receipts.models.event import ReceiptEvent
from receipts.processing.run import process_receipt
from receipts.tests.conftest import picture, upload_unread
from receipts.tests.stub_reader import lasting_failure
from subscriptions.models import QuotaPeriod

pytestmark = pytest.mark.django_db

MODELS = ["receipt", "transaction", "category", "receiptevent", "vendorrule", "duplicate"]


@pytest.fixture
def staff(db) -> User:
    return User.objects.create_superuser("staff@example.com", "correct horse battery staple")


@pytest.fixture
def admin(client, staff):
    client.force_login(staff)
    return client


def list_of(model: str) -> str:
    return reverse(f"admin:receipts_{model}_changelist")


def page_of(row) -> str:
    return reverse(f"admin:receipts_{row._meta.model_name}_change", args=[row.pk])


def picture_of(receipt, variant="display") -> str:
    return reverse("admin:receipts_receipt_picture", args=[receipt.pk, variant])


def read_one(user) -> Receipt:
    file = SimpleUploadedFile("lunch.png", picture())
    receipt = upload_unread(user, file)
    process_receipt(receipt.pk)
    return receipt


def teach(owner, vendor="Corner Cafe", **values) -> VendorRule:
    meals = Category.objects.get(slug="meals")
    key = vendor.casefold().replace(" ", "")
    return VendorRule.objects.create(
        owner=owner,
        matched_vendor=vendor,
        vendor_key=key,
        category=meals,
        source="person",
        **values,
    )


def listed(admin, model="receipt", **params) -> list[int]:
    response = admin.get(list_of(model), params)
    assert response.status_code == 200, response
    return [row.pk for row in response.context["cl"].result_list]


def act(admin, action: str, *receipts):
    pks = [receipt.pk for receipt in receipts]
    response = admin.post(list_of("receipt"), {"action": action, "_selected_action": pks})
    assert response.status_code == 302
    for receipt in receipts:
        receipt.refresh_from_db()


def queries_of_lists(admin, *, rows: int) -> dict[str, int]:
    counted = {}
    for model in MODELS:
        with CaptureQueriesContext(connection) as queries:
            assert len(listed(admin, model)) >= rows
        counted[model] = len(queries)
    return counted


def test_each_list_asks_as_many_queries_for_30_rows_as_for_2(admin, user, other_user):
    for owner in (user, other_user):
        read_one(owner)
        read_one(owner)
        teach(owner)
    few = queries_of_lists(admin, rows=2)
    for number in range(14):
        teach(user, f"Shop {number}")
        teach(other_user, f"Shop {number}")
        read_one(user)
        read_one(other_user)
        for owner in (user, other_user):
            Category.objects.create(owner=owner, slug=f"own-{number}", name=f"Own {number}")
    # Of each it is said whether it is in the trash, or no purchase.
    Transaction.objects.filter(owner=user).update(deleted_at=timezone.now())

    assert queries_of_lists(admin, rows=30) == few
    assert max(few.values()) <= 9


@pytest.mark.parametrize("model", MODELS)
def test_no_list_counts_further_than_anybody_pages(
    admin, user, model, django_assert_max_num_queries
):
    read_one(user)
    read_one(user)
    teach(user)

    with django_assert_max_num_queries(9) as queries:
        admin.get(list_of(model))

    counts = [q["sql"] for q in queries.captured_queries if "COUNT(" in q["sql"]]
    assert counts
    assert all(f"LIMIT {MOST_LISTED}" in sql for sql in counts)


def test_receipts_are_filtered(admin, user, stub_reader, receipt):
    done = read_one(user)
    stub_reader.answers = [lasting_failure()]
    failed = read_one(user)
    Receipt.objects.filter(pk=done.pk).update(
        uploaded_at=timezone.now() - timedelta(days=40), deleted_at=timezone.now()
    )

    assert listed(admin, status__exact="failed") == [failed.pk]
    assert listed(admin, failure="refused") == [failed.pk]
    assert listed(admin, engine="offline") == [done.pk]
    assert listed(admin, age="older") == [done.pk]
    assert listed(admin, age="7") == [failed.pk, receipt.pk]
    assert listed(admin, trash="yes") == [done.pk]
    assert listed(admin, trash="no") == [failed.pk, receipt.pk]


def test_receipts_are_found_by_number_address_and_words(admin, user, other_user):
    mine, theirs = read_one(user), read_one(other_user)
    mine.transaction.notes = "with the Auditörs"
    mine.transaction.save()
    refresh_search_texts([mine.transaction.pk])

    assert listed(admin, q=str(mine.pk)) == [mine.pk]
    assert listed(admin, q="BOB@example") == [theirs.pk]
    assert listed(admin, q="auditors") == [mine.pk]
    assert listed(admin, q="9" * 30) == []
    assert listed(admin, "transaction", q="scone cafe") == [
        theirs.transaction.pk,
        mine.transaction.pk,
    ]
    assert set(listed(admin, "receiptevent", q=str(mine.pk))) == set(
        mine.events.values_list("pk", flat=True)
    )


def column(admin, model, name) -> list[str]:
    page = admin.get(list_of(model)).content.decode()
    cells = re.findall(rf'<t[dh] class="field-{name}[^"]*">(.*?)</t[dh]>', page)
    return [re.sub(r"<[^>]+>", "", cell) for cell in cells]


def test_the_list_of_receipts_shows_what_was_bought_and_what_each_waits_for(
    admin, user, stub_reader, receipt
):
    doubted = read_one(user)
    stub_reader.answers = [lasting_failure()]
    read_one(user)
    later, copy = (
        upload_unread(user, SimpleUploadedFile(f"{size}.png", picture(size=(size, 90))))
        for size in (70, 80)
    )
    Receipt.objects.filter(pk=doubted.pk).update(
        review_status="needs_review",
        review_reasons=[{"code": f"{word}_missing"} for word in ("total", "date", "tax")],
    )
    moment = timezone.now().replace(month=12, day=1, hour=9, minute=5) + timedelta(days=366)
    Receipt.objects.filter(pk=later.pk).update(not_before=moment)
    Receipt.objects.filter(pk=copy.pk).update(duplicate_of=receipt)

    assert column(admin, "receipt", "vendor") == ["-", "-", "-", "Corner Cafe", "-"]
    assert column(admin, "receipt", "total")[3] == "12.50 GBP"
    assert column(admin, "receipt", "purchased_on")[3] != "-"
    assert column(admin, "receipt", "waits_for") == [
        f"receipt {receipt.pk}, the same file",
        f"the next try, {moment:%d %b %H:%M} UTC",
        "-",
        "total missing, date missing, 1 more",
        "its turn",
    ]
    assert column(admin, "receipt", "owner_address") == ["alice@example.com"] * 5


def test_amounts_have_the_decimals_of_their_currency(admin, user):
    read_one(user)
    entry = read_one(user).transaction
    Transaction.objects.filter(pk=entry.pk).update(
        total="1200.000", tax="4.125", currency="JPY", verified_by=user, verified_at=timezone.now()
    )

    assert column(admin, "transaction", "amount") == ["1200 JPY", "12.50 GBP"]
    page = admin.get(page_of(entry)).content.decode()
    assert "1200 JPY" in page
    assert "4.125 JPY" in page  # what is stored is never rounded away
    assert "1200.000" not in page
    assert "alice@example.com" in page


def test_entries_are_filtered_by_currency_category_and_date(admin, user):
    yen, pounds = read_one(user).transaction, read_one(user).transaction
    own = Category.objects.create(owner=user, slug="own", name="Own")
    today = timezone.now().date()
    Transaction.objects.filter(pk=yen.pk).update(currency="JPY", category=own, purchased_on=today)
    Transaction.objects.filter(pk=pounds.pk).update(category=None, purchased_on="2020-01-01")
    meals = Category.objects.get(slug="meals")
    third = read_one(user).transaction
    Transaction.objects.filter(pk=third.pk).update(category=meals, purchased_on=None)

    assert listed(admin, "transaction", currency="JPY") == [yen.pk]
    assert listed(admin, "transaction", category="own") == [yen.pk]
    assert listed(admin, "transaction", category="none") == [pounds.pk]
    assert listed(admin, "transaction", category=meals.pk) == [third.pk]
    assert listed(admin, "transaction", purchased_on__isnull="True") == [third.pk]
    assert listed(admin, "transaction", purchased_on__gte="2021-01-01") == [yen.pk]
    for strange in ("x", "9" * 30, "-1"):
        assert len(listed(admin, "transaction", category=strange)) == 3


def test_vendor_rules_are_found_and_filtered(admin, user, other_user):
    mine, theirs = teach(user, state="active"), teach(other_user, "Rail Company")

    assert listed(admin, "vendorrule", q=str(theirs.pk)) == [theirs.pk]
    assert listed(admin, "vendorrule", q="ALICE@example") == [mine.pk]
    assert listed(admin, "vendorrule", q="corner") == [mine.pk]
    assert listed(admin, "vendorrule", state__exact="proposed") == [theirs.pk]
    assert listed(admin, "vendorrule", source__exact="correction") == []
    page = admin.get(page_of(mine)).content.decode()
    assert "Corner Cafe" in page
    assert "alice@example.com" in page


def test_duplicates_are_found_by_either_receipt_and_filtered(admin, user, other_user):
    first, second = read_one(user), read_one(user)
    read_one(other_user)
    read_one(other_user)
    theirs, mine = Duplicate.objects.order_by("-pk")
    Duplicate.objects.filter(pk=theirs.pk).update(
        resolution="separate", found_at=timezone.now() - timedelta(days=8)
    )

    assert listed(admin, "duplicate", q=str(first.pk)) == [mine.pk]
    assert listed(admin, "duplicate", q=str(second.pk)) == [mine.pk]
    assert listed(admin, "duplicate", q="bob@") == [theirs.pk]
    assert listed(admin, "duplicate", resolution__exact="open") == [mine.pk]
    assert listed(admin, "duplicate", age="7") == [mine.pk]
    page = admin.get(page_of(mine)).content.decode()
    assert page_of(first) in page
    assert page_of(second) in page
    assert "content" in page


def test_the_reading_stands_beside_the_picture(admin, user):
    receipt = read_one(user)

    body = admin.get(page_of(receipt)).content.decode()

    assert picture_of(receipt) in body
    assert "Corner Cafe" in body
    assert page_of(receipt.transaction) in body


def test_the_pages_carry_no_script_or_style_of_their_own(admin, user):
    receipt = read_one(user)

    for url in (list_of("receipt"), page_of(receipt), page_of(receipt.transaction)):
        response = admin.get(url)
        body = response.content.decode()
        assert "unsafe-inline" not in response["Content-Security-Policy"]
        assert not re.search(r"<script(?![^>]*\bsrc=)(?![^>]*application/json)[^>]*>", body)
        assert not re.search(r"<style|\sstyle=|\son\w+=", body)


@pytest.mark.parametrize("variant", ["original", "display", "thumbnail"])
def test_who_looks_at_a_picture_is_noted(admin, staff, user, variant):
    receipt = read_one(user)

    response = admin.get(picture_of(receipt, variant))

    assert response.status_code == 302
    assert f"/files/{variant}/" in response["Location"]
    assert response["Cache-Control"] == "private, max-age=300"
    event = receipt.events.last()
    assert (event.kind, event.actor, event.owner) == ("viewed", staff, user)
    assert event.data == {"variant": variant}


def test_every_file_of_a_document_is_shown_and_whose_was_seen_is_noted(admin, user):
    files = [SimpleUploadedFile(f"{n}.png", picture(shade=150 + n)) for n in range(2)]
    receipt = upload_receipt(owner=user, files=files)
    second = reverse("admin:receipts_receipt_picture", args=[receipt.pk, "display", 1])

    body = admin.get(page_of(receipt)).content.decode()
    response = admin.get(second)

    assert second in body
    for file in receipt.files.all():
        assert file.stored_name in body
    assert receipt.files.get(position=1).stored_name in response["Location"]
    assert receipt.events.last().data == {"variant": "display", "position": 1}
    beyond = reverse("admin:receipts_receipt_picture", args=[receipt.pk, "display", 2])
    assert admin.get(beyond).status_code == 404


def test_no_page_links_a_picture_that_could_be_seen_without_a_trace(admin, user):
    receipt = read_one(user)

    for url in (list_of("receipt"), page_of(receipt)):
        assert "token=" not in admin.get(url).content.decode()
    assert not receipt.events.filter(kind="viewed").exists()


def test_pictures_are_for_staff_who_may_see_receipts(client, user, other_user):
    receipt = read_one(user)
    helper = User.objects.create_user("helper@example.com", "x", is_staff=True)

    for somebody in (None, other_user, helper):
        if somebody:
            client.force_login(somebody)
        response = client.get(picture_of(receipt))
        assert response.status_code in {302, 404}
        assert "/files/" not in response.get("Location", "")
    assert not receipt.events.filter(kind="viewed").exists()


@pytest.mark.parametrize("variant", ["__class__", "x"])
def test_an_unknown_picture_is_404(admin, user, variant):
    receipt = read_one(user)

    assert admin.get(picture_of(receipt, variant)).status_code == 404
    assert (
        admin.get(reverse("admin:receipts_receipt_picture", args=[99, "display"])).status_code
        == 404
    )


def test_receipts_are_read_again(admin, user, staff):
    receipt = read_one(user)

    act(admin, "read_again", receipt)

    assert receipt.status == Receipt.Status.PENDING
    assert receipt.events.get(kind="reprocessed").actor == staff


def test_waiting_receipts_are_marked_failed_and_their_quota_given_back(admin, receipt, staff):
    act(admin, "mark_failed", receipt)

    assert (receipt.status, receipt.failure_code) == ("failed", "stopped_by_staff")
    assert receipt.events.get(kind="failed").actor == staff
    assert QuotaPeriod.objects.get().used == 0


def test_a_place_of_the_quota_is_given_back(admin, user, staff):
    receipt = read_one(user)
    assert QuotaPeriod.objects.get().used == 1

    act(admin, "give_place_back", receipt)

    assert QuotaPeriod.objects.get().used == 0
    assert receipt.status == Receipt.Status.COMPLETED
    entry = LogEntry.objects.get()
    assert (entry.user, entry.object_id) == (staff, str(receipt.pk))


def test_it_is_given_back_once_and_for_good(admin, user):
    """Neither asking again nor the way through the trash changes the count."""
    receipt = read_one(user)

    act(admin, "give_place_back", receipt)
    act(admin, "give_place_back", receipt)
    act(admin, "clean_up", receipt)
    act(admin, "restore", receipt)
    act(admin, "read_again", receipt)
    process_receipt(receipt.pk)

    period = QuotaPeriod.objects.get()
    assert (period.used, period.free_reads) == (0, 0)
    assert LogEntry.objects.count() == 1


def test_of_a_receipt_that_waits_it_is_given_back_before_it_is_read(admin, user, receipt):
    act(admin, "give_place_back", receipt)
    process_receipt(receipt.pk)

    receipt.refresh_from_db()
    assert receipt.status == Receipt.Status.COMPLETED
    assert QuotaPeriod.objects.get().used == 0


def test_what_did_not_count_gives_nothing_back(admin, user, stub_reader):
    stub_reader.answers = [lasting_failure()]
    failed = read_one(user)
    before = QuotaPeriod.objects.values().get()

    page = admin.post(
        list_of("receipt"),
        {"action": "give_place_back", "_selected_action": [failed.pk]},
        follow=True,
    )

    assert "0 given back; 1 did not count as documents." in page.content.decode()
    assert QuotaPeriod.objects.values().get() == before
    assert not LogEntry.objects.exists()


def test_a_run_at_work_on_what_is_marked_failed_changes_nothing(admin, receipt, stub_reader):
    stub_reader.while_reading = lambda: act(admin, "mark_failed", receipt)

    assert process_receipt(receipt.pk) is False

    receipt.refresh_from_db()
    assert (receipt.status, receipt.reading) == ("failed", None)


def test_what_was_read_is_not_marked_failed(admin, user):
    receipt = read_one(user)
    act(admin, "mark_failed", receipt)
    assert receipt.status == Receipt.Status.COMPLETED

    act(admin, "read_again", receipt)
    act(admin, "mark_failed", receipt)
    assert receipt.status == Receipt.Status.COMPLETED
    assert receipt.failure_code == "stopped_by_staff"


def test_receipts_go_to_the_trash_and_back(admin, user, staff):
    receipt = read_one(user)
    act(admin, "clean_up", receipt)
    assert receipt.deleted_at is not None

    act(admin, "restore", receipt)
    assert receipt.deleted_at is None
    events = receipt.events.filter(actor=staff).values_list("kind", flat=True)
    assert list(events) == ["deleted", "restored"]


@pytest.mark.parametrize(
    "action", ["read_again", "mark_failed", "give_place_back", "clean_up", "restore"]
)
def test_who_may_only_look_changes_nothing(client, user, action):
    receipt = read_one(user)
    viewer = User.objects.create_user("viewer@example.com", "x", is_staff=True)
    viewer.user_permissions.add(Permission.objects.get(codename="view_receipt"))
    client.force_login(viewer)
    before = Receipt.objects.values().get(), QuotaPeriod.objects.values().get()

    client.post(list_of("receipt"), {"action": action, "_selected_action": [receipt.pk]})

    assert (Receipt.objects.values().get(), QuotaPeriod.objects.values().get()) == before
    assert client.get(page_of(receipt)).status_code == 200


def test_nothing_is_added_changed_or_deleted_by_hand(admin, user):
    receipt = read_one(user)

    read_one(user)
    rows = (receipt, receipt.transaction, ReceiptEvent.objects.first())
    for row in (*rows, teach(user), Duplicate.objects.get()):
        name = row._meta.model_name
        assert admin.get(reverse(f"admin:receipts_{name}_add")).status_code == 403
        assert admin.post(page_of(row), {}).status_code == 403
        delete = reverse(f"admin:receipts_{name}_delete", args=[row.pk])
        assert admin.post(delete, {"post": "yes"}).status_code == 403
        row.refresh_from_db()


def test_a_category_keeps_its_slug(admin):
    meals = Category.objects.get(slug="meals")

    admin.post(page_of(meals), {"name": "Eating out", "slug": "x", "type": "income"})

    meals.refresh_from_db()
    assert (meals.name, meals.slug, meals.type) == ("Eating out", "meals", "expense")
    assert meals.is_deductible is False
