"""E-invoices in a file of any kind, with what its pages show to people. Pure."""

from io import BytesIO

from receipts.services.einvoices.found import MOST_LINES, FoundInvoice
from receipts.services.einvoices.invoice import invoice_of
from receipts.services.files.kinds import PDF, XML, known_kind
from receipts.services.pages.einvoices.attachments import find_embedded
from receipts.services.pages.einvoices.drawing import DOTS_PER_INCH, draw_invoice
from receipts.services.pages.einvoices.reading import read_invoice
from receipts.services.pages.pdf.pdf_pages import open_pdf


def find_invoice(content: bytes, *, max_pages: int, max_pixels: int) -> FoundInvoice | None:
    """None: there is none. Raises UnsupportedFileError and nothing else."""
    kind = known_kind(content)
    if kind is XML:
        return _bare(content, max_pages=max_pages)
    if kind is PDF:
        return _embedded(content, max_pixels=max_pixels)
    return None


def draw_pdf(content: bytes, *, max_pages: int) -> bytes:
    """Its pages as they are drawn; what is no e-invoice is a picture already, and stays as it is.
    Raises UnsupportedFileError and nothing else."""
    if known_kind(content) is not XML:
        return content
    first, *others = draw_invoice(invoice_of(read_invoice(content)), max_pages=max_pages).pages
    buffer = BytesIO()
    first.save(buffer, "PDF", resolution=DOTS_PER_INCH, save_all=True, append_images=others)
    return buffer.getvalue()


def _bare(content: bytes, *, max_pages: int) -> FoundInvoice:
    texts = read_invoice(content)
    drawing = draw_invoice(invoice_of(texts), max_pages=max_pages)
    lines = drawing.lines[:MOST_LINES]
    return FoundInvoice(texts=texts, lines=lines, places=drawing.places, is_drawn=True)


def _embedded(content: bytes, *, max_pixels: int) -> FoundInvoice | None:
    with open_pdf(content, max_pixels=max_pixels) as pages:
        embedded = find_embedded(pages.attachments())
        if embedded.texts is None:
            problem = embedded.problem
            return FoundInvoice(texts=None, problem=problem, places={}) if problem else None
        lines = tuple(pages.text_lines(most=MOST_LINES))
    return FoundInvoice(texts=embedded.texts, lines=lines, places={})
