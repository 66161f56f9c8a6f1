"""PDFs that say their text, against the same pages read by OCR."""

from dataclasses import replace
from datetime import date
from functools import partial
from io import BytesIO

from report import best_seconds, say
from reportlab.pdfgen.canvas import Canvas

from receipts.services.extraction import ReadingContext
from receipts.services.offline_ocr_service import OfflineExtractor
from receipts.services.pages.enhancement import enhance

CONTEXT = ReadingContext(today=date(2026, 11, 22), home_currency="GBP", country="GB")
HEAD = (("Harbour Joinery Ltd", ""), ("Invoice 2026-118", "14/11/2026"), ("Work", "Amount"))
WORKS = ("Oak board, planed", "Hinges of brass", "Fitting a door", "Varnish, two coats")
FOOT = (("Net", "800.00"), ("VAT 20%", "160.00"), ("Total due", "GBP 960.00"))


def draw_invoice() -> bytes:
    """A page of 46 lines, of which most have two pieces."""
    rows = (*HEAD, *((WORKS[number % 4], "20.00") for number in range(40)), *FOOT)
    buffer = BytesIO()
    canvas = Canvas(buffer, pagesize=(595, 842))
    for number, (left, right) in enumerate(rows):
        canvas.drawString(60, 790 - 16 * number, left)
        canvas.drawRightString(530, 790 - 16 * number, right)
    canvas.save()
    return buffer.getvalue()


def main() -> None:
    extractor = OfflineExtractor(threads=2)
    pages = enhance(draw_invoice())
    seen = [replace(page, text=()) for page in pages]
    extractor.extract(seen, context=CONTEXT)
    by_text = best_seconds(partial(extractor.extract, pages, context=CONTEXT))
    by_ocr = best_seconds(partial(extractor.extract, seen, context=CONTEXT))
    say("a PDF's own text: seconds against OCR of its page", by_text / by_ocr, at_most=0.5)


if __name__ == "__main__":
    main()
