"""Test documents: a drawn receipt in every format, and files that somebody made with ill intent."""

from io import BytesIO
from random import Random

from PIL import Image
from pillow_heif import register_heif_opener

from receipts.demo.sample_receipts import DEMO_RECEIPTS, Scene, draw_receipt

register_heif_opener()  # here for writing


def drawn_receipt(**scene):
    """In colour, about as high as wide."""
    return draw_receipt(DEMO_RECEIPTS[0][1], Scene(**scene))


def as_file(picture: Image.Image, kind: str = "JPEG", **options: object) -> bytes:
    buffer = BytesIO()
    picture.save(buffer, kind, **options)
    return buffer.getvalue()


def photo(width, height, *, seed=1):
    """Grain and falling light: it packs as badly as a real photo."""
    grain = Random(seed).randbytes(width // 4 * (height // 4))
    picture = Image.frombytes("L", (width // 4, height // 4), grain).resize((width, height))
    light = Image.linear_gradient("L").resize((width, height))
    return Image.blend(picture, light, 0.6).convert("RGB")


def with_orientation(picture, orientation):
    """As a camera saves it that was held otherwise: turned, with a note how."""
    turns = {3: Image.Transpose.ROTATE_180, 6: Image.Transpose.ROTATE_90}
    exif = Image.Exif()
    exif[0x0112] = orientation
    return as_file(picture.transpose(turns[orientation]), "JPEG", exif=exif)


def pdf_of(*objects, trailer=b""):
    """A PDF of the given objects; the first is the catalog."""
    content = bytearray(b"%PDF-1.7\n")
    offsets = []
    for number, body in enumerate(objects, start=1):
        offsets.append(len(content))
        content += b"%d 0 obj\n" % number + body + b"\nendobj\n"
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    size = len(objects) + 1
    return bytes(content) + (
        b"xref\n0 %d\n0000000000 65535 f \n" % size
        + table
        + b"trailer\n<</Root 1 0 R/Size %d" % size
        + trailer
        + b">>\nstartxref\n%d\n%%%%EOF\n" % len(content)
    )


def pdf_stream(data, entries=b""):
    return b"<<" + entries + b"/Length %d>>\nstream\n" % len(data) + data + b"\nendstream"


def pdf_page(contents=b"", *, box=b"0 0 300 400", resources=b"", more=()):
    """One page; its content is object 4, `more` are the objects from 5 on."""
    return pdf_of(
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[" + box + b"]/Resources<<" + resources + b">>"
        b"/Contents 4 0 R>>",
        contents if contents.startswith(b"<<") else pdf_stream(contents),
        *more,
    )


def pdf_text_page():
    """The word TOTAL in 40 points on a page of 300 x 400."""
    return pdf_page(
        b"BT /F 40 Tf 40 300 Td (TOTAL) Tj ET",
        resources=b"/Font<</F<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>",
    )


def pdf_of_pages(count):
    kids = b" ".join(b"%d 0 R" % number for number in range(3, count + 3))
    page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 400]>>"
    return pdf_of(
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[" + kids + b"]/Count %d>>" % count,
        *[page] * count,
    )


def pdf_with_password():
    """The verifiers fit no password, least of all the empty one."""
    verifier = b"(" + b"x" * 32 + b")"
    return pdf_of(
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[]/Count 0>>",
        b"<</Filter/Standard/V 1/R 2/P -4/O" + verifier + b"/U" + verifier + b">>",
        trailer=b"/Encrypt 3 0 R/ID[(a)(a)]",
    )
