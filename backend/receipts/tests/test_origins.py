"""Where the characters of a value come from: the picture, the text of a PDF, or an e-invoice."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image, ImageDraw, ImageFont
from reportlab.lib.utils import ImageReader

from receipts.models import Receipt
from receipts.processing.run import process_receipt
from receipts.services.validation.stored import from_json
from receipts.services.validation.validated import to_json
from receipts.tests.einvoice_files import cii
from receipts.tests.test_text_layer import ROWS, over_a_scan, pdf, write
from tests.tasks import NO_ENGINE

pytestmark = pytest.mark.django_db

URL = "/api/v1/receipts/"
PLACED = ("vendor", "purchased_on", "total", "tax")


@pytest.fixture(autouse=True)
def offline_reader(settings):
    settings.TASKS = NO_ENGINE
    settings.READER_FACTORIES = {"offline": "receipts.processing.readers.offline_reader"}


def read(api, content: bytes, name: str = "rechnung.pdf") -> dict:
    answer = api.post(URL, {"image": SimpleUploadedFile(name, content)}, format="multipart")
    assert process_receipt(answer.json()["id"])
    return api.get(f"{URL}{answer.json()['id']}/").json()


def origins(receipt: dict, names=PLACED) -> set[str | None]:
    return {receipt["evidence"][name]["origin"] for name in names}


def scanned(canvas):
    """Like rows as a picture, without any text."""
    scan = Image.new("L", (800, 800), 250)
    pen = ImageDraw.Draw(scan)
    font = ImageFont.load_default(26)
    for number, row in enumerate(
        ("Gartenbau Lindner GmbH", "Rechnung 14.11.2026", "MwSt. 19 %  19,00 €", "Gesamt 119,00 €")
    ):
        pen.text((80, 100 + 60 * number), row, fill=0, font=font)
    canvas.drawImage(ImageReader(scan), 0, 0, 400, 400)


def test_values_of_a_pdf_that_says_its_text_are_from_the_text(api):
    receipt = read(api, pdf(write))

    assert origins(receipt) == {"text"}
    assert {receipt["evidence"][name]["reader"] for name in PLACED} == {"offline"}
    assert receipt["evidence"]["category"]["origin"] is None


def test_values_of_a_scan_are_from_the_picture(api):
    receipt = read(api, pdf(scanned))

    assert receipt["transaction"]["total"] == "119.00"
    assert origins(receipt, ("vendor", "purchased_on", "total")) == {"picture"}


def test_a_text_that_was_put_over_a_scan_is_not_where_values_are_from(api):
    receipt = read(api, pdf(over_a_scan))

    assert origins(receipt, ("vendor", "total")) == {"picture"}


def test_a_name_that_is_a_logo_is_from_the_picture_and_the_amounts_from_the_text(api):
    def draw(canvas):
        logo = Image.new("L", (700, 120), 255)
        ImageDraw.Draw(logo).text(
            (10, 10), "Blumenhaus Erle", fill=0, font=ImageFont.load_default(80)
        )
        canvas.drawImage(ImageReader(logo), 40, 350, 240, 40)
        write(canvas, [("", ""), *ROWS[1:]])

    evidence = read(api, pdf(draw))["evidence"]

    assert evidence["vendor"]["value"] == "Blumenhaus Erle"
    assert evidence["vendor"]["origin"] == "picture"
    assert evidence["total"]["origin"] == "text"


def test_values_of_an_e_invoice_are_from_it(api):
    assert origins(read(api, cii(), "rechnung.xml")) == {"xml"}


def test_a_reading_from_before_has_no_origin(api):
    number = read(api, pdf(write))["id"]
    receipt = Receipt.objects.get(pk=number)
    for name in PLACED:
        del receipt.reading[name]["origin"]
    receipt.save(update_fields=["reading"])

    assert origins(api.get(f"{URL}{number}/").json()) == {None}
    assert from_json(receipt.reading).total.origin is None


def test_a_stored_reading_keeps_the_origin(api):
    read(api, pdf(write))
    stored = Receipt.objects.get().reading

    assert to_json(from_json(stored))["total"]["origin"] == "text"
