"""PDFs of more pages than are read."""

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from reportlab.pdfgen.canvas import Canvas

from receipts.models import Receipt
from receipts.processing.run import process_receipt
from receipts.services.extraction import Box, TextLine
from receipts.services.files.kinds import MOST_PAGES
from receipts.services.pages.pdf.long_documents import choose_pages
from receipts.tests.drawing import pdf_of_pages
from receipts.tests.stub_reader import good_reading, printed
from receipts.tests.test_inspection import inspect, refusal
from tests.tasks import NO_ENGINE

URL = "/api/v1/receipts/"


def paper(texts: dict[int, str], *, count: int = 40) -> bytes:
    """Pages with lines of text, the others with a row of an itemised bill."""
    buffer = BytesIO()
    canvas = Canvas(buffer, pagesize=(300, 400))
    for number in range(count):
        for row, text in enumerate(texts.get(number, "Call to London 0.12").split("\n")):
            canvas.drawString(20, 350 - 20 * row, text)
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def chosen(content: bytes, most: int = 10) -> tuple[int, ...]:
    pages = choose_pages(content, max_pages=most, max_pixels=50_000_000)
    assert pages is not None
    return pages.numbers


def post(api, *contents: bytes):
    files = [SimpleUploadedFile(f"{n}.pdf", content) for n, content in enumerate(contents)]
    body = {"pages": files} if len(files) > 1 else {"image": files[0]}
    return api.post(URL, body, format="multipart")


def read(api, content: bytes) -> int:
    response = post(api, content)
    assert response.status_code == 201, response.json()
    pk = response.json()["id"]
    assert process_receipt(pk)
    return pk


@pytest.fixture(autouse=True)
def no_engine(settings):
    settings.TASKS = NO_ENGINE


def test_the_first_pages_the_last_and_those_with_a_total_are_read():
    assert chosen(paper({24: "Total due 120.00"})) == (0, 1, 2, 3, 4, 5, 6, 7, 24, 39)


@pytest.mark.parametrize(
    "words",
    [
        "Grand total  1,204.50", "Gesamtbetrag 99,00 €", "Zu zahlen: 12,30", "TOTAL T.T.C. 40,00",
        "Net à payer 40,00", "Totale fattura 12,00", "Total a pagar 8,00", "Te betalen 7,50",
        "Do zaplaty 9,99", "Summe 14,00",
    ],
)  # fmt: skip
def test_a_total_is_known_in_many_languages(words):
    assert 20 in chosen(paper({20: words}))


@pytest.mark.parametrize(
    "words",
    ["Subtotal 12.00", "Übertrag Summe", "Total calls", "Zwischensumme 4,00", "Sous-total 4,00"],
)
def test_what_is_carried_over_is_no_total(words):
    assert 20 not in chosen(paper({20: words}))


def test_what_is_due_counts_more_than_a_sum_and_the_later_one_more():
    sums = dict.fromkeys(range(11, 30), "Total 1.00")

    assert chosen(paper(sums | {12: "Amount due 9.00"}))[6:] == (12, 28, 29, 39)


def test_of_scans_the_first_pages_and_the_last_are_read():
    assert chosen(pdf_of_pages(12)) == (*range(9), 11)
    assert chosen(pdf_of_pages(12), most=1) == (0,)
    assert chosen(pdf_of_pages(12), most=2) == (0, 11)


def test_a_document_as_long_as_may_be_read_is_read_whole():
    assert choose_pages(pdf_of_pages(10), max_pages=10, max_pixels=10**6) is None


def test_a_book_is_refused():
    assert inspect(pdf_of_pages(MOST_PAGES)).page_count == MOST_PAGES
    refused = refusal(pdf_of_pages(MOST_PAGES + 1))
    assert (refused.code, refused.kind) == ("too_many_pages", "too_large")


@pytest.mark.django_db
def test_a_long_pdf_is_read_in_part_and_says_so(api, stub_reader):
    places = [Box(page=page, left=0.1, top=0.2, right=0.3, bottom=0.4) for page in (0, 8, 9)]
    total = printed("12.50")
    object.__setattr__(total, "box", places[1])
    lines = tuple(TextLine(text=f"line {box.page}", score=1.0, box=box) for box in places)
    stub_reader.answers = [good_reading(total=total, lines=lines, parts=((places[0],),))]

    pk = read(api, paper({24: "Total due 12.50"}))

    body = api.get(f"{URL}{pk}/").json()
    assert (body["ocr_status"], body["page_count"]) == ("completed", 40)
    assert len(stub_reader.seen[0][0]) == 10
    [note] = [check for check in body["checks"] if check["code"] == "pages_left_out"]
    assert (note["severity"], note["values"]["page_count"]) == ("note", "40")
    assert note["values"]["pages"] == "1, 2, 3, 4, 5, 6, 7, 8, 25, 40"
    assert "40" in note["message"]
    assert body["evidence"]["total"]["place"]["page"] == 24
    told = api.get(f"{URL}{pk}/lines/").json()["lines"]
    assert [line["place"]["page"] for line in told] == [0, 24, 39]
    assert len(api.get(f"{URL}{pk}/pages/").json()["pages"]) == 40
    assert Receipt.objects.get().reading["parts"] == [[[0, 0.1, 0.2, 0.3, 0.4]]]


@pytest.mark.django_db
def test_a_document_that_is_read_whole_has_no_note(api):
    pk = read(api, paper({}, count=10))

    codes = [check["code"] for check in api.get(f"{URL}{pk}/").json()["checks"]]

    assert "pages_left_out" not in codes


@pytest.mark.django_db
def test_a_page_that_nobody_read_is_drawn_to_look_at(api, client):
    pk = post(api, paper({24: "Total due 12.50"})).json()["id"]

    page = api.get(f"{URL}{pk}/pages/").json()["pages"][15]

    response = client.get(page["url"])
    assert (response.status_code, response["Content-Type"]) == (200, "image/jpeg")
    response.close()
