"""?search= and ?vendor=: what is typed, and the entries that it finds, on every database."""

from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from receipts.ledger.search_text import refresh_search_texts
from receipts.models import Duplicate, TaxLine, Transaction
from receipts.processing.run import process_receipt
from receipts.tests.conftest import picture, upload_unread
from receipts.tests.stub_reader import good_reading
from receipts.tests.test_find import found, make

pytestmark = pytest.mark.django_db

URL = "/api/v1/receipts/"


@pytest.fixture
def railway(user):
    receipt = make(
        user, 1, vendor="ÖBB Personenverkehr", receipt_number="RE-2024/00471", currency="EUR",
        total=Decimal("1234.50"), notes="Fahrt zum Kunden", items=["Fahrkarte 2. Klasse"],
        reading={"lines": ["Vielen Dank für Ihre Reise", "SUMME 1.234,50"]},
    )  # fmt: skip
    TaxLine.objects.create(transaction=receipt.transaction, position=0, tax=Decimal("80.91"))
    return _named(receipt, "Beleg_März 2026.pdf")


@pytest.fixture
def shop(user):
    receipt = make(
        user, 2, vendor="Магазин дома", total=Decimal("-15.00"), notes="«Новый год»",
        items=["Чай чёрный", "税込 コーヒー"], reading={"lines": ["L\u2019addition CAFÉ 15.00"]},
    )  # fmt: skip
    return _named(receipt, "scan.png")


def _named(receipt, filename):
    receipt.original_filename = filename
    receipt.save()
    refresh_search_texts([receipt.transaction.pk])
    return receipt


@pytest.mark.parametrize(
    "text",
    [
        "ÖBB", "öbb", "obb", "OBB Personen",
        "verkehr",  # from four letters on inside a word
        "re-2024/00471", "0471", "RE 2024", "2024/00471",
        "FÜR", "fur", "marz", "MÄRZ", "beleg märz.", "pdf",
        "1.234,50", "1,234.50", "1234.50", "1234,5", "1 234,50", "1'234.50", "€1.234,50", "1234",
        "1234.50EUR", "-1234.50", "80,91", "80.91",
        '"vielen dank"', "„Vielen Dank“ summe", '"fahrkarte 2. klasse"', '"vielen dank',
        '"1 234,50"',
    ],
)  # fmt: skip
def test_what_is_typed_finds_the_one_and_not_the_other(api, railway, shop, text):
    assert found(api, search=text) == [railway.pk]


@pytest.mark.parametrize(
    "text",
    [
        "магазин", "МАГАЗИН", "дома", "газин", "чёрный", "черный", '"новый год"', "год",
        "込", "コーヒー", "ヒー", "\uff7a\uff70\uff8b\uff70",
        "l'addition", "cafe", "café", "15,00", "15",
    ],
)  # fmt: skip
def test_every_script_is_folded(api, railway, shop, text):
    assert found(api, search=text) == [shop.pk]


@pytest.mark.parametrize(
    "text",
    [
        "bb",  # short ones begin a word
        "ken",
        '"dank vielen"',
        '"personenverkehr re"',  # two texts
        "34,50",  # an amount is a whole one
        "1.234,51",
        "0,91",
        "öbb магазин",
        '""',
        "& - +",
    ],
)
def test_what_is_nowhere_finds_nothing(api, railway, shop, text):
    assert found(api, search=text) == []


@pytest.mark.parametrize("path", [URL, f"{URL}transactions/"])
@pytest.mark.parametrize(
    "part", ["ÖBB", "obb", "öbb person", "sonenverkehr", "Personenverkehr ", "BB"]
)
def test_a_part_of_the_vendor_whatever_its_case_and_accents(api, railway, shop, path, part):
    vendors = [
        (row.get("transaction") or row)["vendor"]
        for row in api.get(path, {"vendor": part}).json()["results"]
    ]

    assert vendors == ["ÖBB Personenverkehr"]


def test_a_vendor_without_letters_is_found_by_its_marks(api, user, railway):
    marks = make(user, 3, vendor="***")

    assert found(api, vendor="**") == [marks.pk]
    assert found(api, vendor="магазин") == []


def test_a_whole_name_of_marks_alone_is_one_too(api, user, railway):
    marks = make(user, 3, vendor="***")
    make(user, 4, vendor="**")

    assert found(api, vendor_exact="***") == [marks.pk]
    assert found(api, vendor_exact="*") == []


def test_reports_know_a_vendor_by_the_same_part(api, railway, shop):
    period = {"start_date": "2026-01-01", "end_date": "2026-12-31"}

    body = api.get("/api/v1/reports/income-expense/", period | {"vendor": "магазин"}).json()

    assert [total["currency"] for total in body["totals"]] == ["GBP"]


@pytest.mark.parametrize("sign", ["", "-"])
def test_the_order_of_vendors_knows_no_case(api, user, sign):
    for number, name in enumerate(["zoo", "Äpfel", "birne", "Apotheke"]):
        make(user, number, vendor=name)

    rows = api.get(URL, {"ordering": f"{sign}vendor"}).json()["results"]

    names = ["Äpfel", "Apotheke", "birne", "zoo"]
    assert [row["transaction"]["vendor"] for row in rows] == (names[::-1] if sign else names)


# --- Every door keeps the text in step


def texts_made_anew() -> dict[int, str]:
    """Also asserts that there is something to compare."""
    stored = dict(Transaction.objects.values_list("pk", "search_text"))
    refresh_search_texts(stored)
    anew = dict(Transaction.objects.values_list("pk", "search_text"))
    assert stored
    assert all(anew.values())
    assert stored == anew
    return anew


@pytest.fixture
def read(receipt, stub_reader):
    process_receipt(receipt.pk)
    return receipt


def test_a_reading_is_found_by(read):
    (text,) = texts_made_anew().values()

    assert " scone " in text
    assert " 12 50 " in text


@pytest.mark.parametrize(
    ("changes", "text"),
    [
        ({"vendor": "Käsehaus"}, " kasehaus "),
        ({"receipt_number": "No 77"}, " no 77 "),
        ({"notes": "Für Anna"}, " fur anna "),
        ({"total": "99.10"}, " 99 10 "),
        ({"items": [{"description": "Tee", "amount": "7.70"}]}, " 7 70 "),
        ({"tax_lines": [{"rate": "7", "net": "6.60", "tax": "0.46"}]}, " 6 60 "),
    ],
)
def test_a_correction_is(api, read, changes, text):
    assert api.patch(f"{URL}{read.pk}/", changes).status_code == 200

    (found_by,) = texts_made_anew().values()
    assert text in found_by


def test_the_form_of_the_existing_client_is(api, read):
    url = f"{URL}{read.pk}/update_extracted_data/"
    assert api.patch(url, {"vendor": "Käsehaus", "total": "3.30"}).status_code == 200

    (text,) = texts_made_anew().values()
    assert " kasehaus " in text
    assert " 3 30 " in text


def test_an_entry_by_hand_is_before_and_after_its_change(api):
    body = {
        "vendor": "Märkte", "total": "5.00", "purchased_on": "2026-05-01",
        "items": [{"description": "Äpfel", "amount": "5.00"}],
    }  # fmt: skip
    made = api.post(f"{URL}transactions/", body)
    assert made.status_code == 201
    (text,) = texts_made_anew().values()
    assert " markte " in text
    assert " apfel " in text

    url = f"{URL}transactions/{made.json()['id']}/"
    assert api.patch(url, {"vendor": "Laden"}).status_code == 200
    (text,) = texts_made_anew().values()
    assert " laden " in text


def test_what_is_categorised_before_it_is_read_is(api, user):
    file = SimpleUploadedFile("Quittung.png", picture())
    waiting = upload_unread(user, file)
    body = {"ids": [waiting.pk], "category": "travel"}

    assert api.post(f"{URL}bulk/category/", body).json()["results"][0]["status"] == 200

    assert list(texts_made_anew().values()) == [" quittung png "]
    assert found(api, search="quittung") == [waiting.pk]


@pytest.mark.parametrize("is_verified", [False, True])
def test_a_second_reading_is(api, read, stub_reader, is_verified):
    if is_verified:
        assert api.post(f"{URL}{read.pk}/verify/").status_code == 200
    stub_reader.answers = [good_reading(items=())]

    api.post(f"{URL}{read.pk}/reprocess/")
    process_receipt(read.pk)

    texts_made_anew()


def test_a_reading_that_is_taken_over_is(api, user, read):
    copy = upload_unread(user, SimpleUploadedFile("copy.png", picture()))
    copy.refresh_from_db()
    process_receipt(copy.pk)

    texts = texts_made_anew()
    assert " scone " in texts[Transaction.objects.get(receipt=copy).pk]


def test_what_is_carried_over_to_a_better_photo_is(api, user, read):
    api.patch(f"{URL}{read.pk}/", {"notes": "Für Anna"})
    better = upload_unread(user, SimpleUploadedFile("better.png", picture(shade=190)))
    process_receipt(better.pk)
    candidate = Duplicate.objects.get(receipt=better)
    body = {"resolution": "replace"}

    url = f"{URL}{better.pk}/duplicates/{candidate.pk}/resolve/"
    assert api.post(url, body).status_code == 200

    texts = texts_made_anew()
    assert " fur anna " in texts[Transaction.objects.get(receipt=better).pk]


def test_what_comes_back_from_the_trash_is(api, read):
    api.delete(f"{URL}{read.pk}/")
    assert api.post(f"{URL}{read.pk}/restore/").status_code == 200

    texts_made_anew()
    assert found(api, search="scone") == [read.pk]


@pytest.mark.parametrize("path", ["", "transactions/"])
def test_what_is_searched_is_found_once_for_its_number_and_its_page(api, user, path):
    for number in range(1, 8):
        make(user, number, vendor="Bakery" if number != 4 else "Butcher", total=Decimal(number))

    def ask(**query):
        with CaptureQueriesContext(connection) as queries:
            answer = api.get(URL + path, {"search": "bakery", "page_size": 4, **query})
        asked = [query["sql"] for query in queries if "search_text" in query["sql"]]
        return answer, len(asked)

    everything = api.get(URL + path, {"ordering": "total"}).json()["results"]
    amounts = [_total(row) for row in everything]
    first, looked = ask(ordering="total")
    second, looked_again = ask(ordering="total", page=2)
    beyond, _ = ask(ordering="total", page=3)
    last, _ = ask(ordering="-total", page="last")
    none, looked_in_vain = ask(search="nobody")

    assert amounts == ["1.00", "2.00", "3.00", "4.00", "5.00", "6.00", "7.00"]
    assert [_total(row) for row in first.json()["results"]] == ["1.00", "2.00", "3.00", "5.00"]
    assert [_total(row) for row in second.json()["results"]] == ["6.00", "7.00"]
    assert [_total(row) for row in last.json()["results"]] == ["2.00", "1.00"]
    assert first.json()["count"] == second.json()["count"] == last.json()["count"] == 6
    assert (first.json()["previous"], second.json()["next"]) == (None, None)
    assert first.json()["next"]
    assert beyond.status_code == 404
    assert (none.json()["count"], none.json()["results"]) == (0, [])
    assert (looked, looked_again, looked_in_vain) == (1, 1, 1)


def _total(row):
    return (row.get("transaction") or row)["total"]
