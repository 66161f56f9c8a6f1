"""PDF pages as they are drawn."""

from receipts.services.pages.pdf.pdf_pages import open_pdf
from receipts.tests.drawing import pdf_page, pdf_stream


def test_what_was_typed_into_a_form_is_drawn():
    look = b"/Type/XObject/Subtype/Form/BBox[0 0 100 100]"
    field = (
        b"<</Type/Annot/Subtype/Widget/FT/Tx/T(total)/V(12)/F 4/Rect[100 100 200 200]"
        b"/AP<</N 6 0 R>>>>"
    )
    page = pdf_page(more=[field, pdf_stream(b"0 g 0 0 100 100 re f", look)])
    page = page.replace(b"/Type/Catalog", b"/Type/Catalog/AcroForm<</Fields[5 0 R]>>", 1)
    page = page.replace(b"/Type/Page/", b"/Type/Page/Annots[5 0 R]/", 1)

    with open_pdf(page, max_pixels=50_000_000) as pages:
        assert pages.draw(0, scale=1).getpixel((150, 250)) < 8
