"""Files that are not quite as their formats say, and whole all the same."""

from io import BytesIO

import pytest
from PIL import Image
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas

from receipts.services.files.frames import FRAMES
from receipts.services.files.inspection import check_file
from receipts.services.pages.enhancement import enhance
from receipts.services.pages.previews import render_preview
from receipts.tests.drawing import as_file, drawn_receipt, pdf_text_page, photo
from receipts.tests.test_inspection import inspect, refusal

TOTAL = pdf_text_page()
HEADERS = b"HTTP/1.1 200 OK\r\nContent-Type: application/pdf\r\n\r\n"
END = b"\xff\xd9"


@pytest.mark.parametrize(
    "content",
    [
        b"\xef\xbb\xbf" + TOTAL,
        HEADERS + TOTAL,
        bytes(range(256)) * 4 + TOTAL,
        TOTAL.replace(b"%%EOF", b"").rstrip(),
        TOTAL[: TOTAL.rindex(b"startxref")],
        TOTAL + b"\n%%EOF\n" + b"<p>Thank you</p>\n" * 500,
        TOTAL + bytes(100_000),
    ],
    ids=["mark", "headers", "junk", "no end mark", "no table", "early end mark", "zeros"],
)
def test_what_pdfium_opens_is_a_pdf(content):
    seen = inspect(content)

    assert (seen.mime_type, seen.page_count) == ("application/pdf", 1)
    [page] = enhance(content)
    assert Image.open(BytesIO(page.jpeg)).getextrema()[0] < 64  # the word on it is drawn


@pytest.mark.parametrize("strength", [40, 128])
def test_a_pdf_that_only_its_owner_may_change_is_read(strength):
    paper = BytesIO()
    canvas = Canvas(paper, encrypt=StandardEncryption("", ownerPassword="x", strength=strength))
    canvas.drawString(100, 700, "TOTAL")
    canvas.save()

    assert inspect(paper.getvalue()).page_count == 1


def test_a_pdf_too_far_behind_other_bytes_is_none():
    assert refusal(b" " * 1025 + TOTAL).code == "not_a_picture"
    assert refusal(b"PK\x03\x04" + bytes(40) + TOTAL).code == "not_a_picture"


def test_a_pdf_that_ends_within_an_object_is_cut_short():
    update = b"\n5 0 obj\n<</Type/Page>>\nstream\n" + b"x" * 100

    assert refusal(TOTAL[: TOTAL.rindex(b"startxref")] + update).code == "truncated"


@pytest.mark.parametrize("options", [{}, {"optimize": True}, {"restart_marker_rows": 1}])
@pytest.mark.parametrize("end", [b"", b"\xff", bytes(3000)])
def test_a_jpeg_without_its_end_mark_is_read(options, end):
    picture = drawn_receipt()
    content = as_file(picture, **options).removesuffix(END) + end

    assert (inspect(content).width, inspect(content).height) == picture.size
    assert len(enhance(content)) == 1
    assert render_preview(content, preview="thumbnail", max_pixels=10**8, max_pages=1)


@pytest.mark.parametrize("missing", [100, 500, 5000])
@pytest.mark.parametrize("fill", [b"", bytes(5000)])
def test_a_jpeg_without_its_last_rows_is_cut_short(missing, fill):
    for picture in (drawn_receipt(), photo(640, 480)):
        content = as_file(picture).removesuffix(END)

        assert refusal(content[:-missing] + fill).code == "truncated"


def test_a_jpeg_whose_colours_come_apart_needs_its_end_mark():
    content = as_file(drawn_receipt(), progressive=True)

    assert refusal(content.removesuffix(END)).code == "truncated"


def test_a_gif_without_its_trailer_is_read():
    content = as_file(drawn_receipt(), "GIF")

    assert inspect(content[:-1]).mime_type == "image/gif"
    assert refusal(content[:-20]).kind == "unsupported"


@pytest.mark.parametrize("brand", [b"avif", b"mif1"])
def test_an_avif_is_a_picture(brand):
    picture = drawn_receipt()
    content = as_file(picture, "AVIF", speed=10)
    content = content.replace(b"ftypavif", b"ftyp" + brand, 1)

    seen = inspect(content)

    assert check_file(content, max_bytes=10**7).extension == "avif"
    assert (seen.mime_type, seen.width, seen.height) == ("image/avif", *picture.size)
    [page] = enhance(content)
    assert page.width == picture.width
    drawn = render_preview(content, preview="display", max_pixels=10**8, max_pages=1)
    assert Image.open(BytesIO(drawn)).width == FRAMES["display"].width


def test_an_avif_of_a_turned_camera_is_looked_at_upright():
    picture = drawn_receipt()
    exif = Image.Exif()
    exif[0x0112] = 6
    content = as_file(picture.transpose(Image.Transpose.ROTATE_90), "AVIF", exif=exif, speed=10)

    seen = inspect(content)

    assert (seen.width, seen.height) == picture.size
    assert enhance(content)[0].width == picture.width


def test_an_avif_cut_short_or_too_large_is_refused():
    content = as_file(photo(400, 300), "AVIF", speed=10)

    assert refusal(content[:-1]).kind == "unsupported"
    assert refusal(content, max_pixels=119_999).code == "too_many_pixels"
