"""How a purchase was paid: a word of a closed list, and beside it the text as it is printed."""

import pytest
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from receipts.models import Transaction
from receipts.models.ledger import PaymentMethod
from receipts.processing.run import process_receipt
from receipts.services.fields import PAYMENT_METHODS
from receipts.services.offline.other_fields import payment_method
from receipts.tests.offline_sheets import sheet_of
from receipts.tests.readings import field
from receipts.tests.stub_reader import good_reading, printed

URL = "/api/v1/receipts/"
BEFORE = ("receipts", "0009_widen_report_indexes")


def test_the_table_and_the_ledger_have_the_same_words():
    assert PaymentMethod.values == list(PAYMENT_METHODS)


def test_a_reading_gives_the_word_and_the_text(api, receipt, stub_reader):
    stub_reader.answers = [good_reading(payment_method=field("card", printed="VISA ****4242"))]

    process_receipt(receipt.pk)

    entry = api.get(f"{URL}{receipt.pk}/").json()["transaction"]
    assert (entry["payment_method"], entry["payment_method_text"]) == ("card", "VISA ****4242")


@pytest.mark.parametrize("word", ["Bank transfer", "bank-transfer", "BANK_TRANSFER"])
def test_a_reader_may_write_the_word_its_own_way(api, receipt, stub_reader, word):
    stub_reader.answers = [good_reading(payment_method=printed(word))]

    process_receipt(receipt.pk)

    assert Transaction.objects.get().payment_method == "bank_transfer"


def test_what_the_list_does_not_name_is_left_open_and_its_text_kept(api, receipt, stub_reader):
    stub_reader.answers = [good_reading(payment_method=printed("goats"))]

    process_receipt(receipt.pk)

    body = api.get(f"{URL}{receipt.pk}/").json()
    entry = body["transaction"]
    assert (entry["payment_method"], entry["payment_method_text"]) == ("", "goats")
    assert "payment_method_unknown" in {check["code"] for check in body["checks"]}
    assert body["evidence"]["payment_method"]["text"] == "goats"


@pytest.mark.parametrize("nothing", ["n/a", "unknown"])
def test_a_word_for_nothing_is_no_text(api, receipt, stub_reader, nothing):
    stub_reader.answers = [good_reading(payment_method=printed(nothing))]

    process_receipt(receipt.pk)

    entry = api.get(f"{URL}{receipt.pk}/").json()["transaction"]
    assert (entry["payment_method"], entry["payment_method_text"]) == ("", "")


def test_a_person_chooses_one_of_the_list(api, completed):
    answer = api.patch(f"{URL}{completed.pk}/", {"payment_method": "direct_debit"})

    assert answer.status_code == 200
    assert answer.json()["transaction"]["payment_method"] == "direct_debit"
    assert Transaction.objects.get().corrected_fields == ["payment_method"]


def test_a_later_reading_touches_neither_the_word_of_a_person_nor_its_text(
    api, completed, stub_reader
):
    api.patch(f"{URL}{completed.pk}/", {"payment_method": "cash"})
    stub_reader.answers = [good_reading(payment_method=field("mobile", printed="APPLE PAY"))]

    api.post(f"{URL}{completed.pk}/reprocess/")
    process_receipt(completed.pk)

    entry = Transaction.objects.get()
    assert (entry.payment_method, entry.payment_method_text) == ("cash", "")


@pytest.mark.parametrize("nothing", [None, ""])
def test_a_person_takes_it_away(api, completed, nothing):
    api.patch(f"{URL}{completed.pk}/", {"payment_method": "cash"})

    answer = api.patch(f"{URL}{completed.pk}/", {"payment_method": nothing})

    assert answer.json()["transaction"]["payment_method"] == ""


def test_any_other_text_is_refused_and_changes_nothing(api, completed):
    before = Transaction.objects.values().get()

    answer = api.patch(f"{URL}{completed.pk}/", {"payment_method": "Visa", "notes": "lunch"})

    assert answer.status_code == 400
    assert "payment_method" in answer.json()
    assert Transaction.objects.values().get() == before


@pytest.mark.parametrize(
    ("line", "method"),
    [
        ("APPLE PAY", "mobile"),
        ("Visa Debit 4242", "card"),
        ("Paid by CARD", "card"),
        ("Bezahlt mit Karte", "card"),
        ("Direct Debit on 12 May", "direct_debit"),
        ("SEPA-Lastschrift", "direct_debit"),
        ("Zahlung per Überweisung", "bank_transfer"),
        ("Virement bancaire", "bank_transfer"),
        ("Paid by cheque", "cheque"),
        ("Gift card", "other"),
        ("CASH 20.00", "cash"),
    ],
)
def test_the_offline_reader_knows_the_words(line, method):
    fact = payment_method(sheet_of(f"SHOP\n{line}"))

    assert fact is not None
    assert fact.value == method


def migrate_back():
    call_command("migrate", *BEFORE, verbosity=0)


@pytest.mark.django_db(transaction=True)
def test_stored_texts_are_migrated_and_come_back(user):
    texts = {
        "Visa 4242": "card",
        "card": "card",
        "Apple Pay": "mobile",
        "mobile": "mobile",
        "Gift card": "other",
        "現金": "cash",
        "Prélèvement": "direct_debit",
        "N/A": "",
        "cash": "cash",
        "Grandma's purse": "other",
        "PayPal": "mobile",
        "SEPA-Lastschrift": "direct_debit",
        "Überweisung": "bank_transfer",
    }
    migrate_back()
    state = MigrationExecutor(connection).loader.project_state([BEFORE])
    old = state.apps.get_model("receipts", "Transaction").objects
    try:
        for text in texts:
            corrected = ["payment_method"] if text == "PayPal" else []
            old.create(
                owner_id=user.pk, currency="EUR", payment_method=text, corrected_fields=corrected
            )
        call_command("migrate", verbosity=0)
        found = Transaction.objects.values_list("payment_method_text", "payment_method")
        assert dict(found) == texts
        paypal = Transaction.objects.get(payment_method_text="PayPal")
        assert paypal.corrected_fields == ["payment_method", "payment_method_text"]

        migrate_back()
        assert set(old.values_list("payment_method", flat=True)) == set(texts)
        assert old.get(payment_method="PayPal").corrected_fields == ["payment_method"]
    finally:
        call_command("migrate", verbosity=0)
