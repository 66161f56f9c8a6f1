"""Files for people in the language of who asks; files for programs in none."""

import csv
import io
import zipfile

import openpyxl
import pypdfium2
import pytest

from receipts.history import Event, Kind, record
from reports.tests.ledgers import NOW, add_entry, make_receipt

YEAR = "start_date=2026-01-01&end_date=2026-12-31"
BOM = "\ufeff"


@pytest.fixture
def books(owner):
    owner.language = "de"
    owner.save()
    credit = make_receipt(owner, document_kind="credit_note")
    add_entry(owner, "2026-01-05", "1120.50", category="office", payment_method="bank_transfer")
    add_entry(owner, "2026-02-28", "-36.00", "EUR", category="groceries", receipt=credit)
    add_entry(owner, "2026-03-01", "12.00", "EUR")
    return owner


def get(api, name, file_format, query=""):
    response = api.get(f"/api/v1/reports/{name}/export/{file_format}/?{YEAR}&{query}")
    assert response.status_code == 200
    return response


def text_of(api, name, query=""):
    return get(api, name, "csv", query).getvalue().decode()


def test_a_workbook_is_in_the_language(api, books):
    response = get(api, "ledger", "xlsx")

    book = openpyxl.load_workbook(io.BytesIO(response.getvalue()))
    assert book.sheetnames == ["Über diese Datei", "Buchungen", "Umfang"]
    header, *rows = ([cell.value for cell in row] for row in book["Buchungen"])
    table = [dict(zip(header, row, strict=True)) for row in rows]
    assert [row["Kategorie"] for row in table] == [
        "Büro und Ausstattung", "Lebensmittel", "Ohne Kategorie",
    ]  # fmt: skip
    assert {row["Art"] for row in table} == {"Ausgabe"}
    assert table[0]["Zahlungsart"] == "Überweisung"
    assert (table[1]["Belegart"], table[1]["Geprüft"]) == ("Gutschrift", "ja")
    assert book["Buchungen"]["A2"].number_format == "dd.mm.yyyy"
    assert [row[1].value for row in book["Umfang"]] == ["Buchungen", 3]
    assert response["Content-Language"] == "de"
    assert 'filename="buchungen_2026-01-01_2026-12-31.xlsx"' in response["Content-Disposition"]


def test_csv_keeps_its_signs_for_programs_and_takes_excels_for_excel(api, books):
    header, first, *_ = csv.reader(io.StringIO(text_of(api, "ledger")))
    assert header[:2] == ["Datum", "Art"]
    assert (first[0], first[5]) == ("2026-01-05", "1120.50")

    excel = text_of(api, "ledger", "bom=true")
    assert excel.startswith(f"{BOM}Datum;Art;")
    first = list(csv.reader(io.StringIO(excel), delimiter=";"))[1]
    assert (first[0], first[5]) == ("2026-01-05", "1120,50")
    assert first[3] == "Büro und Ausstattung"


def test_a_language_may_be_asked_for(api, books):
    english = text_of(api, "ledger", "bom=true&language=en")

    assert english.startswith(f"{BOM}Date,Type,")
    assert ",1120.50," in english
    assert "Office and equipment" in english
    assert "Uncategorised" in english
    assert ",bank transfer," in english
    refused = api.get(f"/api/v1/reports/ledger/export/csv/?{YEAR}&language=xx")
    assert (refused.status_code, next(iter(refused.json()))) == (400, "language")


def test_every_part_of_the_package_is_in_the_language(api, books):
    response = get(api, "ledger", "package")

    with zipfile.ZipFile(io.BytesIO(response.getvalue())) as package:
        assert package.namelist() == [
            "LIESMICH.txt", "buchungen.csv", "umsatzsteueruebersicht.csv", "nicht-enthalten.txt",
            "manifest.json",
        ]  # fmt: skip
        assert "jede Buchung" in package.read("LIESMICH.txt").decode()
        assert package.read("umsatzsteueruebersicht.csv").decode().startswith("Umsatzsteuer nach")
        missing = package.read("nicht-enthalten.txt").decode()
    assert missing.startswith("Diese Originale ließen sich nicht holen.")
    assert "originale/2026-02-28_ohne-haendler_-36.00-EUR_r" in missing
    assert "buchungen-paket_2026" in response["Content-Disposition"]


def test_programs_have_the_same_files_in_every_language(api, books):
    german = {name: get(api, "ledger", name).getvalue() for name in ("qif", "xero", "hledger")}
    books.language = "en"
    books.save()

    for name, content in german.items():
        assert get(api, "ledger", name).getvalue() == content


def test_the_history_is_told_in_words(api, owner):
    made = {"transaction_type": "expense", "vendor": "Kiosk", "purchased_on": "2026-05-05"}
    entry = api.post("/api/v1/receipts/transactions/", made | {"total": "3.00"}).json()
    changed = {"total": "4.50", "payment_method": "direct_debit", "category": "groceries"}
    api.patch(f"/api/v1/receipts/transactions/{entry['id']}/", changed)
    api.delete(f"/api/v1/receipts/transactions/{entry['id']}/")

    english = text_of(api, "audit-log")
    for words in (
        "Moved to the trash", "Made by hand", "total: 3.00 → 4.50",
        "payment method: - → direct debit", "category: - → Groceries",
    ):  # fmt: skip
        assert words in english
    owner.language = "de"
    owner.save()
    german = text_of(api, "audit-log")
    for words in (
        "In den Papierkorb gelegt", "Von Hand angelegt", '"Gesamtbetrag: 3,00 → 4,50"',
        "Zahlungsart: - → Lastschrift", "Kategorie: - → Lebensmittel",
    ):  # fmt: skip
        assert words in german
    document = pypdfium2.PdfDocument(get(api, "audit-log", "pdf").getvalue())
    paper = document[1].get_textpage().get_text_bounded()
    document.close()
    assert "Zahlungsart: - → Lastschrift" in paper


def test_the_history_tells_of_a_split_and_of_what_is_withheld(api, owner):
    whole, part = make_receipt(owner), make_receipt(owner)
    gone, made = {"reason": "split", "parts": [part.pk, 4711]}, {"split_from": whole.pk}
    record(Kind.DELETED, [Event(whole, gone)], actor=owner, now=NOW)
    record(Kind.UPLOADED, [Event(part, made)], actor=owner, now=NOW)
    entry = add_entry(owner, "2026-05-05", "85.00", receipt=part)
    lines = [{"rate": "20", "tax": "20.00"}, {"kind": "withheld", "rate": "15", "tax": "35.00"}]
    api.patch(f"/api/v1/receipts/transactions/{entry.pk}/", {"tax_lines": lines}, format="json")

    english = text_of(api, "audit-log", "language=en")
    for words in (
        f"split into the receipts: {part.pk}, 4711", f"part of receipt: {whole.pk}",
        "tax lines: - → 20 % 20.00, withheld 15 % 35.00",
    ):  # fmt: skip
        assert words in english
    german = text_of(api, "audit-log", "language=de")
    for words in (
        f"aufgeteilt in die Belege: {part.pk}, 4711", f"Teil von Beleg: {whole.pk}",
        "20 % 20,00, einbehalten 15 % 35,00",
    ):  # fmt: skip
        assert words in german


def test_paper_has_a_chart_for_each_currency(api, books):
    document = pypdfium2.PdfDocument(get(api, "category-breakdown", "pdf").getvalue())
    text = " ".join(page.get_textpage().get_text_bounded() for page in document)
    document.close()

    assert "Ausgaben nach Kategorie, GBP" in text
    assert "Ausgaben nach Kategorie, EUR" in text
