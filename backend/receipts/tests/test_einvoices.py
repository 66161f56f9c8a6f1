"""E-invoices, from the upload to the ledger: what a file says itself is taken as it is."""

from decimal import Decimal
from io import BytesIO
from zipfile import ZipFile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from receipts.models import Receipt, ReceiptFile, Transaction
from receipts.processing.run import process_receipt
from receipts.services.einvoices.profiles import profile_of
from receipts.storages.receipt_storage import receipt_storage
from receipts.tests.einvoice_files import (
    EN_16931,
    MINIMUM,
    PEPPOL,
    ROWS,
    SALE,
    XRECHNUNG,
    Line,
    cii,
    pdf_with,
    ubl,
    zugferd_1,
)
from subscriptions.models import QuotaPeriod
from tests.tasks import NO_ENGINE

pytestmark = pytest.mark.django_db

URL = "/api/v1/receipts/"
CREDIT_NOTE = SALE.but(type_code="381")


@pytest.fixture(autouse=True)
def no_engine(settings):
    settings.TASKS = NO_ENGINE


def bare(content: bytes) -> bytes:
    """Without its declaration."""
    return content.partition(b"?>")[2].lstrip()


def declared(encoding: str, codec: str = "") -> bytes:
    text = cii().decode().replace("UTF-8", encoding, 1)
    return text.encode(codec or encoding)


def upload(api, content: bytes, name: str = "rechnung.xml"):
    return api.post(URL, {"image": SimpleUploadedFile(name, content)}, format="multipart")


def read(api, content: bytes, name: str = "rechnung.xml") -> dict:
    """Uploaded and read; the receipt as the API shows it then."""
    answer = upload(api, content, name)
    assert answer.status_code == 201, answer.json()
    assert process_receipt(answer.json()["id"])
    return api.get(f"{URL}{answer.json()['id']}/").json()


def codes(receipt: dict) -> set[str]:
    return {reason["code"] for reason in receipt["review_reasons"]}


@pytest.mark.parametrize("encoding", ["ISO-8859-15", "windows-1252", "utf-16"])
def test_letters_are_those_of_the_encoding(api, encoding):
    sale = SALE.but(seller="Lindenhof Büro & Œuvre € GmbH")
    text = cii(sale).decode().replace("UTF-8", encoding, 1)

    receipt = read(api, text.encode(encoding))

    assert receipt["transaction"]["vendor"] == "Lindenhof Büro & Œuvre € GmbH"


@pytest.mark.parametrize(
    ("content", "name"),
    [
        pytest.param(cii(), "rechnung.xml", id="cii"),
        pytest.param(cii(SALE.but(profile=XRECHNUNG)), "a.xml", id="xrechnung"),
        pytest.param(zugferd_1(), "rechnung.xml", id="zugferd-1"),
        pytest.param(ubl(), "rechnung.xml", id="ubl"),
        pytest.param(ubl(SALE.but(profile=PEPPOL)), "invoice", id="peppol"),
        pytest.param(pdf_with([("factur-x.xml", cii())], rows=ROWS), "r.pdf", id="factur-x"),
        pytest.param(pdf_with([("any name", ubl())], rows=ROWS), "r.pdf", id="any-attachment"),
        pytest.param(
            pdf_with([("notes.txt", b"no invoice"), ("z.xml", cii())], rows=ROWS), "r.pdf",
            id="second-attachment",
        ),
        pytest.param(cii().decode().replace("UTF-8", "UTF-16").encode("utf-16"), "a", id="utf-16"),
        pytest.param(b"\xef\xbb\xbf" + cii(), "rechnung.xml", id="byte-order-mark"),
        pytest.param(b"<!-- Faktura 4 -->\n" + bare(ubl()), "a.xml", id="comment-first"),
        pytest.param(b"\xef\xbb\xbf<!-- x -->" + bare(cii()), "a.xml", id="mark-and-comment"),
        pytest.param(b"<?xml-stylesheet href='a.xsl'?>" + bare(cii()), "a.xml", id="instruction"),
        pytest.param(
            ubl().replace(b"?>", b"?><!-- made of <svg> and <html> --><?x y?>", 1), "a.xml",
            id="comment-between",
        ),
        pytest.param(b"<!--" + b"x" * 20_000 + b"-->" + bare(cii()), "a.xml", id="long-comment"),
        pytest.param(b"\n  " + cii(), "a.xml", id="blanks-first"),
        pytest.param(cii().decode().encode("utf-16"), "a.xml", id="utf-16-that-says-utf-8"),
        pytest.param(
            b"\xfe\xff" + bare(ubl()).decode().encode("utf-16-be"), "a.xml", id="utf-16-be-bare",
        ),
        pytest.param(declared("UTF-16", "utf-16-le"), "a.xml", id="utf-16-without-mark"),
        pytest.param(declared("ISO-8859-15"), "a.xml", id="iso-8859-15"),
        pytest.param(declared("windows-1252"), "a.xml", id="windows-1252"),
        pytest.param(
            pdf_with([("x.xml", b"<!-- x -->" + bare(cii()))], rows=ROWS), "a.pdf",
            id="comment-in-a-pdf",
        ),
    ],
)  # fmt: skip
def test_every_way_to_write_an_e_invoice_gives_the_same_entry(api, stub_reader, content, name):
    receipt = read(api, content, name)

    entry = receipt["transaction"]
    assert receipt["ocr_status"] == "completed"
    assert receipt["review_status"] == "approved", receipt["review_reasons"]
    assert Receipt.objects.get().confidence == 1
    assert receipt["document_kind"] == "invoice"
    assert entry["vendor"] == "Lindenhof Büromöbel GmbH"
    assert entry["receipt_number"] == "LH-2026-0417"
    assert entry["purchased_on"] == "2026-10-05"
    assert (entry["total"], entry["currency"]) == ("184.40", "EUR")
    assert (entry["subtotal"], entry["discount"], entry["tax"]) == ("170.00", "10.00", "24.40")
    assert entry["payment_method"] == "bank_transfer"
    assert [(line["rate"], line["net"], line["tax"]) for line in entry["tax_lines"]] == [
        ("19.000", "110.00", "20.90"),
        ("7.000", "50.00", "3.50"),
    ]
    assert [item["amount"] for item in entry["items"]] == ["120.00", "50.00"]
    assert receipt["processing_metadata"]["engine"] == "xml"
    assert stub_reader.seen == []


def test_an_e_invoice_takes_no_place_in_the_quota(api, user):
    read(api, cii())
    read(api, pdf_with([("factur-x.xml", cii())], rows=ROWS), "rechnung.pdf")

    assert not QuotaPeriod.objects.filter(owner=user, used__gt=0).exists()
    assert not Receipt.objects.filter(quota_use__isnull=False).exists()


def test_an_e_invoice_read_again_takes_no_free_read(api, user):
    receipt = read(api, cii())

    answer = api.post(f"{URL}{receipt['id']}/reprocess/")

    assert answer.status_code == 202
    assert process_receipt(receipt["id"])
    assert not QuotaPeriod.objects.filter(owner=user, free_reads__gt=0).exists()


def test_the_original_is_kept_as_xml_and_a_page_is_drawn(api, client):
    receipt = read(api, cii())

    file = ReceiptFile.objects.get()
    with receipt_storage().open(file.stored_name) as stored:
        assert stored.read() == cii()
    assert (file.mime_type, file.page_count) == ("application/xml", 1)
    original = client.get(receipt["image_info"]["original_url"])
    assert original["Content-Type"] == "application/xml"
    assert original["Content-Disposition"].startswith("attachment")
    assert b"".join(original.streaming_content) == cii()
    display = client.get(receipt["image_info"]["display_url"], HTTP_ACCEPT="image/jpeg")
    assert display["Content-Type"] == "image/jpeg"
    assert b"".join(display.streaming_content).startswith(b"\xff\xd8\xff")
    pages = api.get(f"{URL}{receipt['id']}/pages/").json()["pages"]
    assert [(page["width"], page["height"]) for page in pages] == [(1131, 1600)]


def test_each_value_has_its_place_on_the_drawn_page(api):
    evidence = read(api, cii())["evidence"]

    for name in ("vendor", "purchased_on", "total", "tax", "currency", "receipt_number"):
        assert evidence[name]["reader"] == "xml"
        assert evidence[name]["place"]["page"] == 0
    assert evidence["vendor"]["place"]["top"] < evidence["total"]["place"]["top"]


def test_what_an_entry_has_no_place_for_is_told(api):
    told = read(api, cii())["einvoice"]

    assert (told["syntax"], told["profile"]) == ("cii", "EN 16931")
    assert told["seller"]["name"] == "Lindenhof Büromöbel GmbH"
    assert told["seller"]["vat_number"] == "DE136695976"
    assert told["seller"]["is_vat_number_valid"] is True
    assert told["buyer"]["name"] == "Atelier Nordwind"
    assert (told["due_on"], told["payment_reference"]) == ("2026-11-04", "RF-417")
    assert told["iban"] == "DE02120300000000202051"
    assert (told["net_total"], told["prepaid"], told["due"]) == ("160.00", "50.00", "134.40")
    assert told["adjustments"] == [{"is_charge": False, "amount": "10.00", "reason": "Treue"}]


@pytest.mark.parametrize("content", [cii(CREDIT_NOTE), ubl(CREDIT_NOTE, is_credit_note=True)])
def test_a_credit_note_turns_the_sign(api, content):
    receipt = read(api, content)

    entry = receipt["transaction"]
    assert receipt["document_kind"] == "credit_note"
    assert (entry["total"], entry["tax"], entry["transaction_type"]) == (
        "-184.40", "-24.40", "expense",
    )  # fmt: skip
    assert receipt["review_status"] == "approved", receipt["review_reasons"]


@pytest.fixture
def company(user):
    user.company = "LINDENHOF Büromöbel"
    user.save(update_fields=["company"])


@pytest.mark.parametrize("write", [cii, ubl])
def test_an_invoice_that_the_account_has_issued_is_income_and_asked_about(api, company, write):
    receipt = read(api, write())

    assert receipt["transaction"]["transaction_type"] == "income"
    assert receipt["transaction"]["total"] == "184.40"
    assert codes(receipt) == {"einvoice_own", "unsure_type"}
    assert {name for why in receipt["review_reasons"] for name in why["fields"]} == {
        "transaction_type"
    }


def test_a_credit_note_that_the_account_has_issued_is_an_income_of_less_than_nothing(api, company):
    entry = read(api, cii(CREDIT_NOTE))["transaction"]

    assert (entry["transaction_type"], entry["total"]) == ("income", "-184.40")


def test_what_others_have_issued_to_the_account_is_an_expense(api, user):
    user.company = "Atelier Nordwind"
    user.save(update_fields=["company"])

    receipt = read(api, cii())

    assert receipt["transaction"]["transaction_type"] == "expense"
    assert receipt["review_status"] == "approved", receipt["review_reasons"]


def test_an_invoice_of_the_account_to_itself_is_an_expense_as_ever(api, company):
    receipt = read(api, cii(SALE.but(buyer="Lindenhof Büromöbel GmbH")))

    assert receipt["transaction"]["transaction_type"] == "expense"


def test_who_sets_the_type_is_asked_no_more(api, company):
    number = read(api, cii())["id"]

    after = api.patch(f"{URL}{number}/", {"transaction_type": "expense"}, format="json")

    assert after.status_code == 200, after.json()
    assert codes(after.json()) == set()


def test_a_correction_below_nothing_is_a_credit_note_as_it_is(api):
    sale = SALE.but(
        type_code="384",
        lines=(Line(name="Stehlampe", quantity="-1", price="60.00", amount="-60.00"),),
        allowance="",
        taxes=(("19", "-60.00", "-11.40"),),
        line_total="-60.00",
        net_total="-60.00",
        tax_total="-11.40",
        total="-71.40",
        prepaid="",
        due="-71.40",
    )

    receipt = read(api, cii(sale))

    assert receipt["document_kind"] == "credit_note"
    assert receipt["transaction"]["total"] == "-71.40"
    assert receipt["transaction"]["items"][0]["quantity"] == "-1.000"
    assert receipt["review_status"] == "approved", receipt["review_reasons"]


def test_quantities_and_prices_keep_six_decimals(api):
    line = Line(name="Strom", quantity="1234.567891", price="0.123457", amount="152.42")
    sale = SALE.but(
        lines=(line,), allowance="", taxes=(("19", "152.42", "28.96"),), line_total="152.42",
        net_total="152.42", tax_total="28.96", total="181.38", prepaid="", due="181.38",
    )  # fmt: skip

    item = read(api, cii(sale))["transaction"]["items"][0]

    assert (item["quantity"], item["unit_price"]) == ("1234.567891", "0.123457")
    stored = Transaction.objects.get().items.get()
    assert (stored.quantity, stored.unit_price) == (Decimal("1234.567891"), Decimal("0.123457"))


def test_an_amount_with_three_decimals_is_no_thousands(api):
    """In print "1.250" is twelve hundred and fifty; a file means one and a quarter."""
    line = Line(name="Draht", quantity="1", price="1.250", amount="1.250")
    sale = SALE.but(
        lines=(line,), allowance="", taxes=(("0", "1.25", "0"),), line_total="1.250",
        net_total="1.25", tax_total="0", total="1.25", prepaid="", due="1.25",
    )  # fmt: skip

    entry = read(api, cii(sale))["transaction"]

    assert (entry["subtotal"], entry["total"]) == ("1.25", "1.25")
    assert entry["items"][0]["unit_price"] == "1.25"


def test_an_allowance_of_a_line_is_part_of_its_amount(api):
    line = Line(name="Lampe", quantity="2", price="60.00", amount="110.00", allowance="10.00")

    receipt = read(api, cii(SALE.but(lines=(line, SALE.lines[1]), line_total="160.00",
                                     allowance="")))  # fmt: skip

    assert receipt["review_status"] == "approved", receipt["review_reasons"]


def test_a_profile_without_lines_says_so(api):
    sale = SALE.but(profile=MINIMUM, lines=(), taxes=(), allowance="", prepaid="", line_total="")

    receipt = read(api, pdf_with([("factur-x.xml", cii(sale))], rows=ROWS), "minimum.pdf")

    assert "einvoice_without_lines" in {check["code"] for check in receipt["checks"]}
    assert receipt["transaction"]["items"] == []
    assert receipt["review_status"] == "approved", receipt["review_reasons"]


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"total": "184.41", "due": "134.51"}, "einvoice_sums_differ"),
        ({"tax_total": "24.00"}, "einvoice_sums_differ"),
        ({"line_total": "171.50"}, "einvoice_sums_differ"),
        ({"profile": "urn:example.org:orders"}, "einvoice_profile_unknown"),
        ({"profile": ""}, "einvoice_incomplete"),
        ({"currency": ""}, "einvoice_incomplete"),
        ({"buyer": ""}, "einvoice_incomplete"),
        ({"issued_on": "2026-13-40"}, "einvoice_value_unreadable"),
        ({"lines": (Line(name="Lampe", quantity="2", price="6.00", amount="120.00"),
                    SALE.lines[1])}, "einvoice_line_differs"),
        ({"type_code": "220"}, "einvoice_value_unreadable"),
        ({"further": "<Notiz xmlns='urn:x'>Nur 1 EUR</Notiz>"}, "einvoice_foreign_elements"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("write", [cii, ubl])
def test_what_breaks_a_rule_is_for_a_person(api, write, changes, code):
    receipt = read(api, write(SALE.but(**changes)))

    assert receipt["ocr_status"] == "completed"
    assert receipt["review_status"] == "needs_review"
    assert code in codes(receipt)


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (cii().replace(b'currencyID="EUR"', b'currencyID="USD"'), "einvoice_value_unreadable"),
        (ubl().replace(b"<cbc:TaxInclusiveAmount>", b'<cbc:TaxInclusiveAmount currencyID="USD">'),
         "einvoice_value_unreadable"),
        (cii().replace(b"<ram:GrandTotalAmount>",
                       b"<ram:GrandTotalAmount>1.00</ram:GrandTotalAmount><ram:GrandTotalAmount>"),
         "einvoice_value_unreadable"),
        (ubl().replace(b"<cac:LegalMonetaryTotal>", b"<cac:LegalMonetaryTotal><cbc:PayableAmount>1"
                       b"</cbc:PayableAmount></cac:LegalMonetaryTotal><cac:LegalMonetaryTotal>"),
         "einvoice_value_unreadable"),
        (ubl(is_credit_note=True), "einvoice_value_unreadable"),
    ],
)  # fmt: skip
def test_what_contradicts_itself_is_for_a_person(api, content, code):
    receipt = read(api, content)

    assert receipt["review_status"] == "needs_review"
    assert code in codes(receipt)


@pytest.mark.parametrize("write", [cii, ubl])
def test_a_credit_note_below_nothing_is_for_a_person(api, write):
    sale = SALE.but(
        type_code="381",
        lines=(Line(name="Stehlampe", quantity="-1", price="60.00", amount="-60.00"),),
        allowance="", taxes=(("19", "-60.00", "-11.40"),), line_total="-60.00", net_total="-60.00",
        tax_total="-11.40", total="-71.40", prepaid="", due="-71.40",
    )  # fmt: skip

    receipt = read(api, write(sale))

    assert "einvoice_sign_doubled" in codes(receipt)
    assert receipt["document_kind"] == "credit_note"
    assert receipt["transaction"]["total"] == "-71.40"


@pytest.mark.parametrize(("other", "count"), [(SALE, 0), (SALE.but(total="9.00"), 1)])
def test_the_pages_are_read_where_a_pdf_has_two_e_invoices_that_differ(
    api, stub_reader, other, count
):
    content = pdf_with([("a.xml", cii()), ("b.xml", ubl(other))], rows=ROWS)

    receipt = read(api, content, "rechnung.pdf")

    assert len(stub_reader.seen) == count
    assert ("einvoice_unreadable" in codes(receipt)) == bool(count)


def test_a_vat_number_that_cannot_be_one_is_noted(api):
    receipt = read(api, cii(SALE.but(seller_vat="DE136695977")))

    assert receipt["einvoice"]["seller"]["is_vat_number_valid"] is False
    assert "vat_number_invalid" in {check["code"] for check in receipt["checks"]}
    assert receipt["review_status"] == "approved", receipt["review_reasons"]


@pytest.mark.parametrize(
    ("rows", "fields"),
    [
        ([row.replace("184,40", "148,40") for row in ROWS], {"total"}),
        ([row.replace("05.10.2026", "06.10.2026") for row in ROWS], {"purchased_on"}),
        ([row.replace("Lindenhof Büromöbel", "Gartenbau Ulme") for row in ROWS], {"vendor"}),
        ([row.replace("24,40", "42,40") for row in ROWS], {"tax"}),
        ([row.replace("EUR", "USD") for row in ROWS], {"currency"}),
    ],
)
def test_a_page_that_shows_something_else_is_for_a_person(api, rows, fields):
    receipt = read(api, pdf_with([("factur-x.xml", cii())], rows=rows), "rechnung.pdf")

    [reason] = [r for r in receipt["review_reasons"] if r["code"] == "xml_differs_from_page"]
    assert set(reason["fields"]) == fields
    assert receipt["review_status"] == "needs_review"
    assert receipt["transaction"]["total"] == "184.40"


@pytest.mark.parametrize(
    "row",
    [
        "KR3M Kunstrasen 3 m breit",
        "Handelsrechnung (380) Nr. R18-31",
        "FR 69001 Lyon",
        "Mo.-Fr. 08.30 - 12.30 Uhr",
        "Top 10 Angebote, ALL 20 Filialen",
    ],
)
def test_letters_beside_a_number_that_is_no_amount_of_the_invoice_are_no_currency(api, row):
    pdf = pdf_with([("factur-x.xml", cii())], rows=[*ROWS[:-1], "Gesamt 184,40", row])

    receipt = read(api, pdf, "rechnung.pdf")

    assert receipt["review_status"] == "approved", receipt["review_reasons"]


@pytest.mark.parametrize("mark", ["Fr.", "kr", "USD", "$"])
def test_another_currency_beside_the_total_is_for_a_person(api, mark):
    rows = [row.replace("184,40 EUR", f"184,40 {mark}") for row in ROWS]

    receipt = read(api, pdf_with([("factur-x.xml", cii())], rows=rows), "rechnung.pdf")

    [reason] = [r for r in receipt["review_reasons"] if r["code"] == "xml_differs_from_page"]
    assert reason["fields"] == ["currency"]


def test_a_seller_whose_name_is_a_logo_is_known_by_its_vat_number(api):
    rows = ["USt-ID: DE 136 695 976", *ROWS[1:]]

    receipt = read(api, pdf_with([("factur-x.xml", cii())], rows=rows), "rechnung.pdf")

    assert receipt["review_status"] == "approved", receipt["review_reasons"]


def test_a_page_may_show_amounts_without_a_currency(api):
    rows = [row.replace(" EUR", "") for row in ROWS]

    receipt = read(api, pdf_with([("factur-x.xml", cii())], rows=rows), "rechnung.pdf")

    assert receipt["review_status"] == "approved", receipt["review_reasons"]


def test_a_page_without_text_cannot_be_compared(api):
    receipt = read(api, pdf_with([("factur-x.xml", cii())]), "scan.pdf")

    assert "page_not_compared" in {check["code"] for check in receipt["checks"]}


def test_a_pdf_whose_e_invoice_is_broken_is_read_from_its_pages(api, user, stub_reader):
    receipt = read(api, pdf_with([("factur-x.xml", cii()[:900])], rows=ROWS), "rechnung.pdf")

    assert len(stub_reader.seen) == 1
    assert QuotaPeriod.objects.get(owner=user).used == 1
    assert receipt["einvoice"] is None
    assert "einvoice_unreadable" in codes(receipt)


def test_a_pdf_with_xml_of_another_kind_is_a_pdf(api, stub_reader):
    receipt = read(api, pdf_with([("a.xml", b"<?xml version='1.0'?><order/>")]), "bestellung.pdf")

    assert len(stub_reader.seen) == 1
    assert not {code for code in codes(receipt) if code.startswith("einvoice")}


def test_an_e_invoice_as_one_of_several_files_is_a_page(api, stub_reader):
    files = [SimpleUploadedFile("a.xml", cii()), SimpleUploadedFile("b.xml", cii())]

    answer = api.post(URL, {"pages": files}, format="multipart")

    assert answer.status_code == 201
    assert process_receipt(answer.json()["id"])
    assert len(stub_reader.seen) == 1


@pytest.mark.parametrize("is_zipped", [False, True])
def test_e_invoices_come_in_bulk_and_in_archives(api, is_zipped):
    if is_zipped:
        buffer = BytesIO()
        with ZipFile(buffer, "w") as archive:
            archive.writestr("a.xml", cii())
            archive.writestr("b.xml", ubl())
        body = {"archive": SimpleUploadedFile("invoices.zip", buffer.getvalue())}
    else:
        body = {"files": [SimpleUploadedFile("a.xml", cii()), SimpleUploadedFile("b.xml", ubl())]}

    answer = api.post(f"{URL}bulk/", body, format="multipart")

    assert answer.status_code == 207
    assert set(ReceiptFile.objects.values_list("mime_type", flat=True)) == {"application/xml"}
    assert not Receipt.objects.filter(quota_use__isnull=False).exists()


def test_an_e_invoice_of_many_lines_is_drawn_within_the_pages_of_a_receipt(api, settings):
    settings.RECEIPT_MAX_PAGES = 2
    line = Line(name="Schraube M4", quantity="1", price="1.00", amount="1.00")
    sale = SALE.but(
        lines=(line,) * 400, allowance="", taxes=(("19", "400.00", "76.00"),),
        line_total="400.00", net_total="400.00", tax_total="76.00", total="476.00", prepaid="",
        due="476.00",
    )  # fmt: skip

    receipt = read(api, cii(sale))

    assert len(receipt["transaction"]["items"]) == 400
    assert receipt["files"][0]["page_count"] == 2
    assert receipt["evidence"]["total"]["place"]["page"] == 1
    assert receipt["review_status"] == "approved", receipt["review_reasons"]


@pytest.mark.parametrize("write", [cii, ubl])
def test_of_more_than_500_lines_the_first_are_kept_and_the_total_is_right(api, write):
    line = Line(name="Schraube M4", quantity="1", price="1.00", amount="1.00")
    sale = SALE.but(
        lines=(line,) * 600, allowance="", taxes=(("19", "600.00", "114.00"),),
        line_total="600.00", net_total="600.00", tax_total="114.00", total="714.00", prepaid="",
        due="714.00",
    )  # fmt: skip

    receipt = read(api, write(sale))

    assert receipt["transaction"]["total"] == "714.00"
    assert len(receipt["transaction"]["items"]) == 500
    assert receipt["einvoice"]["line_count"] == 600
    assert codes(receipt) == {"items_cut"}
    [reason] = receipt["review_reasons"]
    assert reason["message"] == "Only the first 500 of 600 lines were kept."


def test_an_e_invoice_cannot_be_split(api):
    receipt = read(api, cii())
    place = {"page": 0, "left": 0, "top": 0, "right": 1, "bottom": 0.5}
    other = place | {"top": 0.5, "bottom": 1}

    answer = api.post(
        f"{URL}{receipt['id']}/split/",
        {"parts": [{"places": [place]}, {"places": [other]}]},
        format="json",
    )

    assert answer.status_code == 415
    assert Receipt.objects.count() == 1


def test_profiles_are_known_by_their_identifier():
    named = {identifier: profile_of(identifier) for identifier in (EN_16931, PEPPOL, XRECHNUNG)}

    assert [profile.name for profile in named.values()] == ["EN 16931", "Peppol", "XRechnung"]
