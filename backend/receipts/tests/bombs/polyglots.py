"""Files that are two things at once. Whoever takes them for the one must not serve the other."""

from zipfile import ZIP_STORED

from receipts.tests.bombs.animations import gif_frames
from receipts.tests.bombs.archives import honest_archive
from receipts.tests.bombs.bomb import Kind
from receipts.tests.bombs.jpegs import baseline
from receipts.tests.bombs.packing import raw_deflated_zeros
from receipts.tests.bombs.pdf_drawing import forms_draw_each_other
from receipts.tests.bombs.pngs import black_png
from receipts.tests.drawing import pdf_text_page

_SCRIPT = b"<script>document.title = 1</script>"


def _zip(size):
    files = {"a.html": _SCRIPT, "a.bin": raw_deflated_zeros(size)}
    return honest_archive(files, method=ZIP_STORED)


def pdf_and_zip(size):
    """The archive's end stands last, PDF's within the last kilobyte."""
    return pdf_text_page() + _zip(size)[:-22] + b"\n%%EOF\n" + _zip(size)[-22:]


def zip_and_pdf(levels):
    """At the bulk door an archive; what it holds is a slow document, stored as it is."""
    return honest_archive({"a.pdf": forms_draw_each_other(levels)}, method=ZIP_STORED)


def jpeg_and_pdf(levels):
    whole = baseline((640, 640))
    return whole + forms_draw_each_other(levels)


def pdf_and_jpeg(levels):
    return forms_draw_each_other(levels) + baseline((640, 640)) + b"\n%%EOF\n"


def gif_and_script(frames):
    """A GIF that begins like a program: `GIF89a=1;`."""
    content = gif_frames(frames)
    return content[:-1] + b"\x21\xfe" + bytes([len(_SCRIPT)]) + _SCRIPT + b"\0;"


def png_and_page(side):
    return black_png(side, side) + b"<html>" + _SCRIPT


def jpeg_and_zip(size):
    return baseline((640, 640)) + _zip(size)


KINDS = (
    Kind("polyglot-pdf-and-zip", "pdf", pdf_and_zip, (10**5, 10**6, 10**8)),
    Kind("polyglot-zip-and-pdf", "archive", zip_and_pdf, (6, 9, 40)),
    Kind("polyglot-jpeg-and-pdf", "jpeg", jpeg_and_pdf, (6, 9, 40)),
    Kind("polyglot-pdf-and-jpeg", "pdf", pdf_and_jpeg, (6, 9, 40)),
    Kind("polyglot-gif-and-script", "gif", gif_and_script, (1, 1000, 100_000)),
    Kind("polyglot-png-and-page", "png", png_and_page, (64, 3000, 7000)),
    Kind("polyglot-jpeg-and-zip", "jpeg", jpeg_and_zip, (10**5, 10**6, 10**8)),
)
