"""PDFs that are hard to open: loops, depths and layers before anything is drawn."""

import base64
import binascii
import re
import zlib

from receipts.tests.bombs.bomb import Kind
from receipts.tests.bombs.packing import GIB, MIB, deflated_zeros
from receipts.tests.drawing import pdf_of, pdf_page, pdf_stream

_CATALOG = b"<</Type/Catalog/Pages 2 0 R>>"
_ONE_PAGE = b"<</Type/Pages/Kids[3 0 R]/Count 1>>"
_PAGE = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 400]>>"


# --- Streams that unpack to far more than they seem to


def flate(size):
    return pdf_page(pdf_stream(deflated_zeros(size), b"/Filter/FlateDecode"))


def two_flate_layers(size):
    """A thousand times a thousand: whoever measures the outer layer alone sees nothing."""
    data = zlib.compress(deflated_zeros(size), 9)
    return pdf_page(pdf_stream(data, b"/Filter[/FlateDecode/FlateDecode]"))


def many_flate_layers(layers):
    data = deflated_zeros(GIB)
    for _ in range(layers - 1):
        data = zlib.compress(data)
    return pdf_page(pdf_stream(data, b"/Filter[" + b"/FlateDecode" * layers + b"]"))


def blank_after_stream(size):
    """PDF 1.7, 7.3.8.1, wants an end of line there and nothing else; pdfium forgives it."""
    stream = pdf_stream(deflated_zeros(size), b"/Filter/FlateDecode")
    return pdf_page(stream.replace(b"\nstream\n", b"\nstream \n", 1))


def ascii_hex_flate(size):
    data = binascii.hexlify(deflated_zeros(size)) + b">"
    return pdf_page(pdf_stream(data, b"/Filter[/ASCIIHexDecode/FlateDecode]"))


def ascii85_flate(size):
    data = base64.a85encode(deflated_zeros(size)) + b"~>"
    return pdf_page(pdf_stream(data, b"/Filter[/ASCII85Decode/FlateDecode]"))


def run_lengths(size):
    """RunLength in Flate: 129 bytes of each two, which are all alike."""
    data = zlib.compress(b"\x81 " * (size // 128) + b"\x80", 9)
    return pdf_page(pdf_stream(data, b"/Filter[/FlateDecode/RunLengthDecode]"))


def many_contents(count):
    """One stream of 64 MB, as the page's content again and again: put together they are one."""
    stream = pdf_stream(deflated_zeros(64 * MIB), b"/Filter/FlateDecode")
    return pdf_of(
        _CATALOG,
        _ONE_PAGE,
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 400]/Contents[" + b"4 0 R " * count + b"]>>",
        stream,
    )


def predictor(columns):
    """A row of a picture that no memory holds, undone before the stream is looked at."""
    parameters = b"/DecodeParms<</Predictor 12/Colors 32/BitsPerComponent 16/Columns %d>>" % columns
    data = deflated_zeros(64 * MIB)
    return pdf_page(pdf_stream(data, b"/Filter/FlateDecode" + parameters))


# --- Loops and depths of the file's own structure


def xref_loop(length):
    """Cross-reference tables, each of which names the one before, and the first one the last."""
    content = pdf_of(_CATALOG, _ONE_PAGE, _PAGE, trailer=b"/Prev 0000000000")
    last = _xref_of(content)
    for _ in range(length - 1):
        table = b"xref\n0 0\ntrailer\n<</Root 1 0 R/Size 4/Prev %d>>\n" % last
        last = len(content)
        content += table + b"startxref\n%d\n%%%%EOF\n" % last
    return content.replace(b"/Prev 0000000000", b"/Prev %010d" % last, 1)


def xref_streams_loop(length):
    """The same of streams, whose rows are of seven bytes each (PDF 1.7, 7.5.8)."""
    return _with_xref_stream([_CATALOG, _ONE_PAGE, _PAGE], {}, loop=length)


def object_streams_in_one_another(length):
    """Each object stream, and with it the catalog, is said to lie within the next one."""
    streams = range(4, 4 + length)
    bodies = [
        pdf_stream(b"1 0 " + _CATALOG, b"/Type/ObjStm/N 1/First 4/Extends %d 0 R" % number)
        for number in streams
    ]
    inside = {1: 4} | {number: number + 1 for number in streams} | {streams[-1]: 4}
    return _with_xref_stream([_CATALOG, _ONE_PAGE, _PAGE, *bodies], inside)


def object_stream_without_end(size):
    """The catalog lies in an object stream that unpacks to gigabytes."""
    data = zlib.compress(deflated_zeros(size, before=b"1 0 " + _CATALOG), 9)
    entries = b"/Type/ObjStm/N 1/First 4/Filter[/FlateDecode/FlateDecode]"
    stream = pdf_stream(data, entries)
    return _with_xref_stream([_CATALOG, _ONE_PAGE, _PAGE, stream], {1: 4})


def page_tree_loop(length):
    """A node of the pages has itself, or what it descends from, among its children."""
    nodes = [
        b"<</Type/Pages/Parent %d 0 R/Kids[%d 0 R]/Count 1>>" % (number - 1, number + 1)
        for number in range(3, 2 + length)
    ]
    first = b"<</Type/Pages/Kids[%d 0 R]/Count 1>>" % (3 if nodes else 2)
    if nodes:
        nodes[-1] = nodes[-1].replace(b"Kids[%d 0 R]" % (2 + length), b"Kids[2 0 R]")
    return pdf_of(_CATALOG, first, *nodes)


def deep_page_tree(depth):
    """One page, whose size stands in the uppermost of its ancestors."""
    nodes = [
        b"<</Type/Pages/Parent %d 0 R/Kids[%d 0 R]/Count 1>>" % (number - 1, number + 1)
        for number in range(3, 2 + depth)
    ]
    first = b"<</Type/Pages/Kids[3 0 R]/Count 1/MediaBox[0 0 300 400]>>"
    leaf = b"<</Type/Page/Parent %d 0 R>>" % (1 + depth)
    return pdf_of(_CATALOG, first, *nodes, leaf)


def wide_page_tree(levels):
    """The same two children again and again: two to the power of the levels pages."""
    nodes = [
        b"<</Type/Pages/Kids[%d 0 R %d 0 R]/Count 2>>" % (number + 1, number + 1)
        for number in range(2, 2 + levels)
    ]
    return pdf_of(_CATALOG, *nodes, b"<</Type/Page/MediaBox[0 0 300 400]>>")


def page_count_lies(count):
    """It says that it has more pages than any memory could list."""
    return pdf_of(_CATALOG, b"<</Type/Pages/Kids[3 0 R]/Count %d>>" % count, _PAGE)


def nested_objects(depth):
    return pdf_of(_CATALOG, _ONE_PAGE, _PAGE, b"[" * depth, b"<</A" * depth, trailer=b"/Info 4 0 R")


def reference_loop(length):
    """The length of the page's content is an object that is another object, and so on."""
    numbers = [*range(6, 5 + length), 5]
    content = b"<</Length 5 0 R>>\nstream\n9 9 99 99 re f\nendstream"
    return pdf_page(content, more=[b"%d 0 R" % number for number in numbers])


def form_fields_loop(length):
    """Fields of a form that are their own children."""
    numbers = [*range(6, 5 + length), 5]
    fields = [b"<</FT/Tx/T(a)/Kids[%d 0 R %d 0 R]/Parent %d 0 R>>" % (n, n, n) for n in numbers]
    catalog = b"<</Type/Catalog/Pages 2 0 R/AcroForm<</Fields[5 0 R]/NeedAppearances true>>>>"
    return pdf_of(catalog, _ONE_PAGE, _PAGE, b"null", *fields)


def media_box(side):
    """A page as large as a house, a country, or no number at all."""
    return pdf_page(box=b"0 0 %s %s" % (side, side))


def thin_page(length):
    """Hardly wider than a line, so that few pixels are a great length."""
    return pdf_page(b"0 0 1 9 re f", box=b"0 0 0.001 %s" % length)


def user_unit(unit):
    """PDF 1.7, table 30: how many 72ths of an inch a point is."""
    return pdf_page(b"9 9 99 99 re f").replace(b"/Type/Page/", b"/UserUnit %s/Type/Page/" % unit, 1)


def _xref_of(content):
    return int(re.findall(rb"startxref\n(\d+)", content)[-1])


def _with_xref_stream(bodies, inside, *, loop=0):
    """`inside` says of an object's number in which object stream it lies, as its first. `loop`: so
    many cross-reference streams go round in a circle; 0: there is one."""
    content = b"%PDF-1.7\n"
    rows = {}
    for number, body in enumerate(bodies, start=1):
        rows[number] = b"\x01" + len(content).to_bytes(4) + b"\0\0"
        content += b"%d 0 obj\n" % number + body + b"\nendobj\n"
    rows |= {number: b"\x02" + stream.to_bytes(4) + b"\0\0" for number, stream in inside.items()}
    table = bytes(7) + b"".join(row for _, row in sorted(rows.items()))
    entries = b"/Type/XRef/W[1 4 2]/Root 1 0 R/Size %d" % (len(bodies) + 1)
    before = b"/Prev 0000000000" if loop else b""
    for _ in range(loop or 1):
        last = len(content)
        content += b"%d 0 obj\n" % (len(bodies) + 1) + pdf_stream(table, entries + before)
        content += b"\nendobj\n"
        before = b"/Prev %010d" % last
    content = content.replace(b"/Prev 0000000000", b"/Prev %010d" % last, 1)
    return content + b"startxref\n%d\n%%%%EOF\n" % last


KINDS = (
    Kind("pdf-flate", "pdf", flate, (256 * MIB, 1 * GIB, 8 * GIB)),
    Kind("pdf-two-flate-layers", "pdf", two_flate_layers, (256 * MIB, 1 * GIB, 8 * GIB)),
    Kind("pdf-many-flate-layers", "pdf", many_flate_layers, (3, 10, 100)),
    Kind("pdf-blank-after-stream", "pdf", blank_after_stream, (256 * MIB, 1 * GIB, 8 * GIB)),
    Kind("pdf-ascii-hex-flate", "pdf", ascii_hex_flate, (256 * MIB, 1 * GIB, 4 * GIB)),
    Kind("pdf-ascii85-flate", "pdf", ascii85_flate, (256 * MIB, 1 * GIB, 4 * GIB)),
    Kind("pdf-run-lengths", "pdf", run_lengths, (256 * MIB, 1 * GIB, 2 * GIB)),
    Kind("pdf-many-contents", "pdf", many_contents, (4, 32, 1000)),
    Kind("pdf-predictor", "pdf", predictor, (100_000, 10_000_000, 2**31 - 1)),
    Kind("pdf-xref-loop", "pdf", xref_loop, (1, 2, 2000)),
    Kind("pdf-xref-streams-loop", "pdf", xref_streams_loop, (1, 2, 2000)),
    Kind("pdf-object-streams-in-one-another", "pdf", object_streams_in_one_another, (1, 2, 2000)),
    Kind(
        "pdf-object-stream-without-end",
        "pdf",
        object_stream_without_end,
        (256 * MIB, 1 * GIB, 8 * GIB),
    ),
    Kind("pdf-page-tree-loop", "pdf", page_tree_loop, (1, 2, 2000)),
    Kind("pdf-deep-page-tree", "pdf", deep_page_tree, (500, 5000, 50_000)),
    Kind("pdf-wide-page-tree", "pdf", wide_page_tree, (8, 20, 31)),
    Kind("pdf-page-count-lies", "pdf", page_count_lies, (11, 10_000_000, 2**31 - 1)),
    Kind("pdf-nested-objects", "pdf", nested_objects, (1000, 100_000, 2_000_000)),
    Kind("pdf-reference-loop", "pdf", reference_loop, (1, 2, 2000)),
    Kind("pdf-form-fields-loop", "pdf", form_fields_loop, (1, 2, 200)),
    Kind("pdf-media-box", "pdf", media_box, (b"14400", b"1000000000", b"3e38")),
    Kind("pdf-thin-page", "pdf", thin_page, (b"14400", b"10000000", b"100000000000")),
    Kind("pdf-user-unit", "pdf", user_unit, (b"75", b"1000000", b"1e38")),
)
