"""PDFs whose pages say their text themselves."""

import re
from datetime import date
from io import BytesIO

import pytest
from PIL import Image, ImageDraw, ImageFont
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from receipts.services.decoding.page_texts import texts_from, texts_to_json
from receipts.services.extraction import ReadingContext
from receipts.services.offline_ocr_service import Engine, OfflineExtractor
from receipts.services.pages.enhancement import enhance
from receipts.tests.drawing import pdf_of, pdf_page, pdf_stream

CONTEXT = ReadingContext(today=date(2026, 11, 22), home_currency="EUR", country="DE")
ROWS = (
    ("Gartenbau Lindner GmbH", ""),
    ("Rechnung Nr. 2026-118", "14.11.2026"),
    ("Hecke schneiden", "100,00 €"),
    ("Summe netto", "100,00 €"),
    ("MwSt. 19 %", "19,00 €"),
    ("Gesamtbetrag", "119,00 €"),
)


def write(canvas: Canvas, rows=ROWS) -> None:
    canvas.setFont("Helvetica", 12)
    for number, (left, right) in enumerate(rows):
        canvas.drawString(40, 340 - 30 * number, left)
        canvas.drawRightString(360, 340 - 30 * number, right)


def pdf(*drawings) -> bytes:
    buffer = BytesIO()
    canvas = Canvas(buffer, pagesize=(400, 400))
    for draw in drawings:
        draw(canvas)
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def texts_of(content: bytes) -> list[list[str]]:
    return [[line.text for line in page.text] for page in enhance(content)]


def no_ink_outside(page) -> bool:
    """All that is drawn stands in the boxes of the text."""
    with Image.open(BytesIO(page.jpeg)) as picture:
        for line in page.text:
            box = line.box
            edges = (box.left * page.width, box.top * page.height)
            ends = (box.right * page.width, box.bottom * page.height)
            picture.paste(255, tuple(map(round, (*edges, *ends))))
        return not any(picture.histogram()[:201])


@pytest.fixture
def looks(monkeypatch):
    """How many pages were looked at in full."""
    seen: list[int] = []
    whole = Engine.read_page

    def read_page(engine, page, *, number):
        seen.append(number)
        return whole(engine, page, number=number)

    monkeypatch.setattr(Engine, "read_page", read_page)
    return seen


def read(content: bytes):
    return OfflineExtractor(threads=1).extract(enhance(content), context=CONTEXT)


def test_lines_are_the_pieces_of_a_row_in_reading_order():
    [lines] = texts_of(pdf(write))
    assert lines == [text for row in ROWS for text in row if text]


@pytest.mark.parametrize(
    "entries",
    [
        b"",
        b"/Rotate 90",
        b"/Rotate 180",
        b"/Rotate 270",
        b"/CropBox [20 100 380 390]",
        b"/CropBox [20 100 380 390] /Rotate 90",
        b"/UserUnit 1.5",
    ],
)
def test_boxes_are_those_of_the_drawn_page(entries):
    content = pdf(write)
    turned = re.search(rb"/Rotate (\d+)", entries)
    content = content.replace(b"/Rotate 0", entries or b"/Rotate 0", 1)
    [page] = enhance(content)
    if turned and turned[1] != b"0":
        assert page.text == ()  # the letters lie: who looks at the page turns it
    else:
        assert page.text
        assert no_ink_outside(page)


@pytest.mark.parametrize("degrees", [90, 180, 270])
def test_a_page_that_is_turned_so_that_its_text_is_upright_is_read(degrees):
    def draw(canvas):
        canvas.setPageRotation(degrees)
        canvas.translate(200, 200)
        canvas.rotate(degrees)
        canvas.translate(-200, -200)
        write(canvas)

    [page] = enhance(pdf(draw))
    assert [line.text for line in page.text][:2] == [
        "Gartenbau Lindner GmbH",
        "Rechnung Nr. 2026-118",
    ]
    assert no_ink_outside(page)


def test_a_media_box_below_zero_moves_the_boxes():
    operators = b"BT /F 14 Tf -180 -50 Td (Gesamtbetrag 119,00 EUR) Tj ET"
    font = b"/Font << /F << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >>"
    [page] = enhance(pdf_page(operators, box=b"-200 -200 200 200", resources=font))
    assert [line.text for line in page.text] == ["Gesamtbetrag 119,00 EUR"]
    assert no_ink_outside(page)


def hidden(canvas):
    text = canvas.beginText(40, 340)
    text.setTextRenderMode(3)
    for left, right in ROWS:
        text.textLine(f"{left} {right}")
    canvas.drawText(text)


def white(canvas):
    canvas.setFillColorRGB(1, 1, 1)
    write(canvas)


def beside_the_page(canvas):
    canvas.translate(0, 1000)
    write(canvas)


def covered(canvas):
    write(canvas)
    canvas.setFillColorRGB(0.9, 0.9, 0.9)
    canvas.rect(0, 0, 400, 400, stroke=0, fill=1)


def over_a_scan(canvas):
    scan = Image.new("L", (800, 800), 250)
    canvas.drawImage(ImageReader(scan), 0, 0, 400, 400)
    write(canvas)


def few(canvas):
    write(canvas, [("Seite 1", "")])


@pytest.mark.parametrize("draw", [hidden, white, beside_the_page, covered, over_a_scan, few])
def test_text_that_is_not_what_is_seen_is_left(draw):
    assert texts_of(pdf(draw)) == [[]]


def test_a_little_unseen_text_is_dropped_from_a_page_that_is_trusted():
    def draw(canvas):
        write(canvas)
        canvas.setFillColorRGB(1, 1, 1)
        canvas.drawString(40, 20, "9,99")

    assert "9,99" not in texts_of(pdf(draw))[0]


def test_odd_characters_become_plain_ones():
    def draw(canvas):
        write(canvas, [*ROWS, ("Ofﬁce\u00ad-Stuhl\u00a0rot", "\u22125,00 €")])

    text = " ".join(texts_of(pdf(draw))[0])
    assert text.isprintable()
    assert "\u00ad" not in text
    assert "\u00a0" not in text


def test_a_million_characters_are_left_to_who_looks():
    operators = b"BT /F 1 Tf 1 1 Td " + b"(abcdefghij) Tj " * 100_000 + b"ET"
    font = b"/Font << /F << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >>"
    [page] = enhance(pdf_page(operators, resources=font))
    assert page.text == ()


def test_each_page_is_read_by_itself(looks):
    reading = read(pdf(write, over_a_scan))
    assert looks[:1] == [1]
    assert reading.total.value == "119.00"
    assert {line.box.page for line in reading.lines} == {0, 1}


def test_the_reader_takes_the_text_and_does_not_look(looks):
    reading = read(pdf(write))
    assert looks == []
    assert reading.total.value == "119.00"
    assert reading.tax.value == "19.00"
    assert reading.purchased_on.value == "2026-11-14"
    assert reading.vendor.value == "Gartenbau Lindner GmbH"
    assert 0.4 < reading.total.box.top < 0.75


def test_what_is_drawn_beside_the_text_is_read_as_well(looks):
    def draw(canvas):
        logo = Image.new("L", (600, 120), 255)
        ImageDraw.Draw(logo).text((10, 10), "Blumenhaus", fill=0, font=ImageFont.load_default(90))
        canvas.drawImage(ImageReader(logo), 40, 365, 200, 30)
        write(canvas)

    texts = [line.text for line in read(pdf(draw)).lines]
    assert looks == []
    assert any("Blumenhaus" in text for text in texts)
    assert "Gesamtbetrag" in texts


def test_letters_that_are_not_those_that_are_drawn_are_left(looks):
    """A font that names each letter as the next one of the alphabet."""
    ranges = b"2 beginbfrange <20> <40> <0020> <41> <7a> <0042> endbfrange"
    cmap = (
        b"/CIDInit /ProcSet findresource begin 12 dict begin begincmap"
        b" 1 begincodespacerange <00> <ff> endcodespacerange " + ranges + b" endcmap end end"
    )
    rows = [b"Lindner Gartenbau", b"Rechnung Nummer", b"Hecke schneiden", b"Gesamtbetrag 119.00"]
    operators = b"BT /F 14 Tf 30 360 Td " + b"".join(b"(%s) Tj 0 -40 Td " % row for row in rows)
    content = pdf_of(
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 300 400] /Contents 4 0 R"
        b" /Resources << /Font << /F 5 0 R >> >> >>",
        pdf_stream(operators + b"ET"),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /ToUnicode 6 0 R >>",
        pdf_stream(cmap),
    )
    [page] = enhance(content)
    assert "Hftbnucfusbh" in " ".join(line.text for line in page.text)
    reading = read(content)
    assert looks[:1] == [0]
    assert any("Gesamtbetrag" in line.text for line in reading.lines)


def is_refused(document) -> bool:
    try:
        texts_from(document)
    except ValueError:
        return True
    return False


def test_text_of_another_shape_is_no_answer_of_a_decoder():
    [page] = enhance(pdf(write))
    good = texts_to_json(page.text)
    assert texts_from(good) == page.text
    for bad in (["a\x00", 0, 0, 1, 1], ["a", 0, 0, 2, 1], ["a", 1, 0, 0, 1], ["", 0, 0, 1, 1]):
        assert is_refused([bad])
    assert is_refused(good * 1_000)
