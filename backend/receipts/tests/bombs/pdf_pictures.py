"""PDFs with pictures, shadings and fonts that a decoder inside pdfium never comes to the end of."""

import binascii
import zlib
from io import BytesIO

from PIL import Image

from receipts.tests.bombs.bomb import Kind
from receipts.tests.bombs.jpegs import grey_progressive
from receipts.tests.bombs.packing import MIB, deflated_zeros
from receipts.tests.bombs.pdf_drawing import packed
from receipts.tests.drawing import pdf_page, pdf_stream

_GREY = b"/ColorSpace/DeviceGray/BitsPerComponent 8"
_BIT = b"/ColorSpace/DeviceGray/BitsPerComponent 1"


def _picture(data, entries, *, side=100, times=1):
    """Said to be small, so that its size alone is no reason to refuse it."""
    image = pdf_stream(
        data, b"/Type/XObject/Subtype/Image/Width %d/Height %d" % (side, side) + entries
    )
    return pdf_page(
        packed(b"q 300 0 0 400 0 0 cm /I Do Q " * times),
        resources=b"/XObject<</I 5 0 R>>",
        more=[image],
    )


def jbig2(side):
    """A generic region (ITU-T T.88, 7.4.6) far larger than the picture, of which no bit is sent."""
    size = side.to_bytes(4) + side.to_bytes(4)
    page = _segment(0, 48, size + bytes(8) + b"\0\0\0")
    template = bytes.fromhex("00 03ff fdff 02fe fefe")
    regions = [_segment(n, 38, size + bytes(9) + template + b"\xff\xac") for n in range(1, 11)]
    return _picture(page + b"".join(regions), _BIT + b"/Filter/JBIG2Decode")


def _segment(number, kind, data):
    """T.88, 7.2: its number, what it is, to nothing it refers, of page 1, and its length."""
    return number.to_bytes(4) + bytes((kind, 0, 1)) + len(data).to_bytes(4) + data


def jpx(side):
    """JPEG 2000 whose header (ITU-T T.800, A.5.1) says more than there is."""
    return _picture(_resized_jpx(side, tile=side), b"/Filter/JPXDecode")


def jpx_tiles(side):
    """Of tiles of one pixel each."""
    return _picture(_resized_jpx(side, tile=1), b"/Filter/JPXDecode")


def _resized_jpx(side, *, tile):
    buffer = BytesIO()
    Image.new("L", (64, 64), 128).save(buffer, "JPEG2000", no_jp2=True)
    content = bytearray(buffer.getvalue())
    size = content.index(b"\xff\x51") + 6
    nowhere = bytes(8)
    content[size : size + 32] = side.to_bytes(4) * 2 + nowhere + tile.to_bytes(4) * 2 + nowhere
    return bytes(content)


def ccitt(side):
    entries = b"/Filter/CCITTFaxDecode/DecodeParms<</K -1/Columns %d/Rows %d>>" % (side, side)
    return _picture(bytes(100), _BIT + entries)


def dct(side):
    """A progressive JPEG, whose decoder keeps every coefficient, in a picture said to be small."""
    return _picture(grey_progressive(side, side), _GREY + b"/Filter/DCTDecode")


def flate_picture(side):
    return _picture(deflated_zeros(side * side), _GREY + b"/Filter/FlateDecode", side=side)


def one_picture_many_times(times):
    data = deflated_zeros(5000 * 5000)
    return _picture(data, _GREY + b"/Filter/FlateDecode", side=5000, times=times)


def inline_picture(side):
    """In the content itself, in hexadecimal digits that are packed data."""
    head = b"q 300 0 0 400 0 0 cm BI/W %d/H %d/BPC 8/CS/G/F[/AHx/Fl] ID " % (side, side)
    data = binascii.hexlify(deflated_zeros(side * side)) + b">"
    return pdf_page(packed(head + data + b" EI Q"))


def inline_pictures(count):
    head = b"q 300 0 0 400 0 0 cm BI/W 3000/H 3000/BPC 8/CS/G/F[/AHx/Fl] ID "
    data = binascii.hexlify(deflated_zeros(3000 * 3000)) + b">"
    return pdf_page(packed((head + data + b" EI Q ") * count))


def soft_masks(length):
    """Pictures that are each other's masks."""
    numbers = [*range(6, 5 + length), 5]
    head = b"/Type/XObject/Subtype/Image/Width 10/Height 10" + _GREY
    images = [pdf_stream(bytes(100), head + b"/SMask %d 0 R" % number) for number in numbers]
    content = b"q 300 0 0 400 0 0 cm /I Do Q"
    return pdf_page(content, resources=b"/XObject<</I 5 0 R>>", more=images)


# --- Shadings and their functions


def _shading(dictionary, *more):
    return pdf_page(b"/S sh", resources=b"/Shading<</S 5 0 R>>", more=[dictionary, *more])


def calculating_shading(steps):
    """A program that is run for each pixel (PDF 1.7, 7.10.5)."""
    program = zlib.compress(b"{pop " + b"1 add 1 sub " * steps + b"}")
    function = pdf_stream(program, b"/FunctionType 4/Domain[0 1 0 1]/Range[0 1]/Filter/FlateDecode")
    entries = b"/Matrix[300 0 0 400 0 0]/Function 6 0 R"
    return _shading(b"<</ShadingType 1/ColorSpace/DeviceGray" + entries + b">>", function)


def nested_calculation(depth):
    program = zlib.compress(b"{" * depth + b"}" * depth)
    function = pdf_stream(program, b"/FunctionType 4/Domain[0 1 0 1]/Range[0 1]/Filter/FlateDecode")
    return _shading(b"<</ShadingType 1/ColorSpace/DeviceGray/Function 6 0 R>>", function)


_STITCH = b"<</FunctionType 3/Domain[0 1]/Bounds[%s]/Encode[%s]/Functions[%s]>>"


def _stitched(number, *, times):
    """A function of several parts, each of which is the function of that number."""
    bounds = b" ".join(b"0.%02d" % n for n in range(1, times))
    return _STITCH % (bounds, b"0 1 " * times, b"%d 0 R " % number * times)


_AXIAL = b"<</ShadingType 2/ColorSpace/DeviceGray/Coords[0 0 300 400]/Function 6 0 R>>"


def functions_of_functions(levels):
    """Ten to the power of the levels functions, each read by itself."""
    inner = [_stitched(number, times=10) for number in range(7, 6 + levels)]
    return _shading(_AXIAL, *inner, b"<</FunctionType 2/Domain[0 1]/N 1>>")


def function_of_itself(length):
    numbers = [*range(7, 6 + length), 6]
    return _shading(_AXIAL, *(_stitched(number, times=2) for number in numbers))


def sampled_function(size):
    """A table of more dimensions and entries than there is data."""
    head = b"/FunctionType 0/Domain[0 1]/Range[0 1]/Size[%d]/BitsPerSample 32" % size
    data = deflated_zeros(64 * MIB)
    return _shading(_AXIAL, pdf_stream(data, head + b"/Filter/FlateDecode"))


def mesh(patches):
    """Patches (type 7) that each cover the page."""
    corners = bytes([0, 0, 85, 0, 170, 0, 255, 0, 255, 85, 255, 170, 255, 255, 170, 255, 85, 255])
    corners += bytes([0, 255, 0, 170, 0, 85, 85, 85, 170, 85, 170, 170, 85, 170])
    patch = b"\0" + corners + bytes([0, 255, 0, 255])
    head = (
        b"/ShadingType 7/ColorSpace/DeviceGray/BitsPerCoordinate 8/BitsPerComponent 8"
        b"/BitsPerFlag 8/Decode[0 300 0 400 0 1]/Filter/FlateDecode"
    )
    return _shading(pdf_stream(zlib.compress(patch * patches), head))


def colour_space_of_itself(length):
    """Colours said in other colours, which are said in the first ones."""
    numbers = [*range(6, 5 + length), 5]
    tint = b"<</FunctionType 2/Domain[0 1]/N 1>>"
    spaces = [b"[/Separation/X %d 0 R %s]" % (number, tint) for number in numbers]
    content = b"/C cs 0.5 scn 9 9 99 99 re f"
    return pdf_page(content, resources=b"/ColorSpace<</C 5 0 R>>", more=spaces)


def character_map(count):
    """Ranges that each say something of four billion characters (Adobe's CMap, 5014)."""
    ranges = b"100 begincidrange\n" + b"<00000000><ffffffff> 0\n" * 100 + b"endcidrange\n"
    space = b"1 begincodespacerange <00000000><ffffffff> endcodespacerange\n"
    cmap = zlib.compress(b"begincmap\n" + space + ranges * (count // 100) + b"endcmap\n")
    font = (
        b"<</Type/Font/Subtype/Type0/BaseFont/X/Encoding 6 0 R/ToUnicode 6 0 R/DescendantFonts["
        b"<</Type/Font/Subtype/CIDFontType2/BaseFont/X/CIDSystemInfo<</Registry(Adobe)"
        b"/Ordering(Identity)/Supplement 0>>/W[0 2147483647 500]/FontDescriptor<</Type"
        b"/FontDescriptor/FontName/X/Flags 4>>>>]>>"
    )
    entries = b"/Type/CMap/CMapName/X/Filter/FlateDecode"
    return pdf_page(
        b"BT /F 20 Tf 20 200 Td <00000041000000420000004300000044> Tj ET",
        resources=b"/Font<</F 5 0 R>>",
        more=[font, pdf_stream(cmap, entries)],
    )


KINDS = (
    Kind("pdf-jbig2", "pdf", jbig2, (5000, 20_000, 65_000)),
    Kind("pdf-jpx", "pdf", jpx, (5000, 20_000, 60_000)),
    Kind("pdf-jpx-tiles", "pdf", jpx_tiles, (200, 5000, 60_000)),
    Kind("pdf-ccitt", "pdf", ccitt, (7000, 30_000, 65_000)),
    Kind("pdf-dct", "pdf", dct, (7000, 20_000, 65_000)),
    Kind("pdf-flate-picture", "pdf", flate_picture, (7000, 20_000, 60_000)),
    Kind("pdf-one-picture-many-times", "pdf", one_picture_many_times, (20, 1000, 100_000)),
    Kind("pdf-inline-picture", "pdf", inline_picture, (7000, 20_000, 60_000)),
    Kind("pdf-inline-pictures", "pdf", inline_pictures, (10, 100, 1000)),
    Kind("pdf-soft-masks", "pdf", soft_masks, (1, 2, 200)),
    Kind("pdf-calculating-shading", "pdf", calculating_shading, (100, 10_000, 1_000_000)),
    Kind("pdf-nested-calculation", "pdf", nested_calculation, (1000, 100_000, 10_000_000)),
    Kind("pdf-functions-of-functions", "pdf", functions_of_functions, (4, 7, 20)),
    Kind("pdf-function-of-itself", "pdf", function_of_itself, (1, 2, 200)),
    Kind("pdf-sampled-function", "pdf", sampled_function, (1000, 10_000_000, 2**31 - 1)),
    Kind("pdf-mesh", "pdf", mesh, (1000, 20_000, 400_000)),
    Kind("pdf-colour-space-of-itself", "pdf", colour_space_of_itself, (1, 2, 200)),
    Kind("pdf-character-map", "pdf", character_map, (1000, 50_000, 1_000_000)),
)
