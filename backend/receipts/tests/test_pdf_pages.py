"""PDF is drawn by a library that knows no threads and no limits, so we do."""

import zlib
from concurrent.futures import ThreadPoolExecutor

import pytest

from receipts.services.pages.pdf_pages import open_pdf
from receipts.services.pages.pictures import UnsupportedFileError
from receipts.tests.drawing import pdf_of_pages, pdf_page, pdf_stream, pdf_text_page


def open_one(content):
    return open_pdf(content, max_pages=10, max_pixels=50_000_000)


def test_a_page_that_takes_too_long_is_given_up_and_the_next_document_is_drawn():
    layers = b"/G gs " + b"0 0 300 400 re f " * 20_000
    slow = pdf_page(
        pdf_stream(zlib.compress(layers), b"/Filter/FlateDecode"),
        resources=b"/ExtGState<</G<</ca 0.01>>>>",
    )

    with open_one(slow) as pages, pytest.raises(UnsupportedFileError, match="complicated"):
        pages.draw(0, scale=3, max_seconds=0.05)

    with open_one(pdf_text_page()) as pages:
        assert pages.draw(0, scale=1).size == (300, 400)


def test_what_was_typed_into_a_form_is_drawn():
    look = b"/Type/XObject/Subtype/Form/BBox[0 0 100 100]"
    field = (
        b"<</Type/Annot/Subtype/Widget/FT/Tx/T(total)/V(12)/F 4/Rect[100 100 200 200]"
        b"/AP<</N 6 0 R>>>>"
    )
    page = pdf_page(more=[field, pdf_stream(b"0 g 0 0 100 100 re f", look)])
    page = page.replace(b"/Type/Catalog", b"/Type/Catalog/AcroForm<</Fields[5 0 R]>>", 1)
    page = page.replace(b"/Type/Page/", b"/Type/Page/Annots[5 0 R]/", 1)

    with open_one(page) as pages:
        assert pages.draw(0, scale=1).getpixel((150, 250)) < 8


def test_many_threads_draw_what_one_draws():
    def draw(content):
        with open_one(content) as pages:
            return [pages.draw(index, scale=0.5).tobytes() for index in range(len(pages))]

    documents = [pdf_text_page(), pdf_of_pages(3)]
    alone = [draw(content) for content in documents]

    with ThreadPoolExecutor(8) as pool:
        together = list(pool.map(draw, documents * 20))

    assert together == alone * 20


def test_a_document_that_unpacks_to_more_than_a_picture_may_is_refused_unopened():
    content = pdf_page(pdf_stream(zlib.compress(bytes(400_000)), b"/Filter/FlateDecode"))

    with pytest.raises(UnsupportedFileError), open_pdf(content, max_pages=10, max_pixels=130_000):
        pass
    with open_pdf(content, max_pages=10, max_pixels=140_000) as pages:
        assert len(pages) == 1
