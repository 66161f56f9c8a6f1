"""PDFs of a few kilobytes that ask for endless drawing."""

import zlib

from receipts.tests.bombs.bomb import Kind
from receipts.tests.drawing import pdf_of, pdf_page, pdf_stream

_BOX = b"/BBox[0 0 300 400]"
_FORM = b"/Type/XObject/Subtype/Form" + _BOX


def packed(data):
    """A content stream of much repetition."""
    return pdf_stream(zlib.compress(data), b"/Filter/FlateDecode")


def form(data, resources=b"", entries=b""):
    return pdf_stream(data, _FORM + b"/Resources<<" + resources + b">>" + entries)


def forms_draw_each_other(levels, *, times=10):
    """Forms that each draw the next one ten times: ten to the power of the levels rectangles."""
    return pdf_page(
        b"/F Do " * times,
        resources=b"/XObject<</F 5 0 R>>",
        more=form_tree(levels, times=times),
    )


def form_tree(levels, *, first=5, times=10):
    """The objects from `first` on."""
    inner = range(first + 1, first + levels)
    forms = [form(b"/F Do " * times, b"/XObject<</F %d 0 R>>" % number) for number in inner]
    return [*forms, form(b"9 9 99 99 re f")]


def form_draws_itself(length):
    """Or the last of several draws the first again. Twice each, so that every round doubles."""
    numbers = [*range(6, 5 + length), 5]
    forms = [form(b"/F Do /F Do", b"/XObject<</F %d 0 R>>" % number) for number in numbers]
    return pdf_page(b"/F Do", resources=b"/XObject<</F 5 0 R>>", more=forms)


def tiling_pattern(step):
    """A page filled with tiles of a hundredth of a point, and smaller."""
    entries = (
        b"/Type/Pattern/PatternType 1/PaintType 1/TilingType 1/BBox[0 0 1 1]"
        b"/XStep %s/YStep %s/Resources<<>>" % (step, step)
    )
    return pdf_page(
        b"/Pattern cs /P scn 0 0 300 400 re f",
        resources=b"/Pattern<</P 5 0 R>>",
        more=[pdf_stream(b"0 0 1 1 re f", entries)],
    )


def ten_slow_pages(levels):
    """Each page alone may be within its time."""
    pages = range(3, 13)
    page = (
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 400]/Contents 13 0 R"
        b"/Resources<</XObject<</F 14 0 R>>>>>>"
    )
    return pdf_of(
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[" + b" ".join(b"%d 0 R" % n for n in pages) + b"]/Count 10>>",
        *[page] * len(pages),
        pdf_stream(b"/F Do " * 10),
        *form_tree(levels, first=14),
    )


def transparency_groups(levels):
    """Groups in groups, each of which takes a picture of the whole page, and a mask."""
    group = b"/Group<</S/Transparency/I true/K true>>"
    inner = range(6, 5 + levels)
    forms = [
        form(
            b"/G gs /F Do /F Do",
            b"/XObject<</F %d 0 R>>/ExtGState<</G<</ca 0.5/BM/Luminosity"
            b"/SMask<</S/Luminosity/G %d 0 R>>>>>>" % (number, number),
            group,
        )
        for number in inner
    ]
    return pdf_page(
        b"/F Do",
        resources=b"/XObject<</F 5 0 R>>",
        more=[*forms, form(b"9 9 99 99 re f", entries=group)],
    )


def dashes(length):
    """Lines far beyond the page, of dashes as long as a point."""
    lines = b" ".join(b"0 %d m %d %d l S" % (y, length, y + 4) for y in range(0, 400, 4))
    return pdf_page(b"[1] 0 d 4 w " + lines)


def long_path(points):
    """One path that crosses itself again and again."""
    return pdf_page(packed(b"0 0 m " + b"300 400 l 0 399 l 299 1 l 1 1 l " * points + b"f*"))


def clipping(times):
    """Each clip is cut with all the ones before it."""
    return pdf_page(packed(b"9 9 200 300 re 99 99 150 250 re W* n " * times + b"0 0 300 400 re f"))


def saved_states(depth):
    """`q` without its `Q`."""
    return pdf_page(packed(b"q " * depth + b"9 9 99 99 re f"))


def nested_marks(depth):
    return pdf_page(packed(b"/A BMC " * depth + b"9 9 99 99 re f"))


def nested_operands(depth):
    """Arrays in arrays, and dictionaries in dictionaries, within the content."""
    return pdf_page(packed(b"[" * depth + b" " + b"/A <</B" * depth + b" 9 9 99 99 re f"))


def glyphs(count):
    return pdf_page(
        packed(b"BT /F 400 Tf (" + b"W" * count + b") Tj ET"),
        resources=b"/Font<</F<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>",
    )


def type3_font_draws_itself(length):
    """A glyph that is drawn with glyphs of its own font, or of a circle of fonts."""
    numbers = [*range(6, 5 + length), 5]
    return _with_fonts([_type3(b"/F 9 Tf (a) Tj /F 8 Tf (a) Tj ", number) for number in numbers])


def type3_fonts_draw_each_other(levels):
    """In ten sizes each: what was drawn in one size is of no use for the others."""
    sizes = b"".join(b"/F %d Tf (a) Tj " % size for size in range(2, 12))
    inner = range(6, 5 + levels)
    return _with_fonts([*(_type3(sizes, number) for number in inner), _type3(b"", 0)])


def _with_fonts(fonts):
    content = b"BT 9 9 Td /F 9 Tf (a) Tj /F 8 Tf (a) Tj ET"
    return pdf_page(content, resources=b"/Font<</F 5 0 R>>", more=_with_glyphs(fonts))


def _with_glyphs(fonts):
    """A glyph is a stream, so it is an object of its own, behind the fonts."""
    first = 5 + len(fonts)
    return [
        *(font % (first + index) for index, (font, _) in enumerate(fonts)),
        *(glyph for _, glyph in fonts),
    ]


def _type3(text, number):
    """The font of that number is what it draws its text in; 0: it draws a square."""
    resources = b"/Font<</F %d 0 R>>" % number if number else b""
    font = (
        b"<</Type/Font/Subtype/Type3/FontBBox[0 0 9 9]/FontMatrix[1 0 0 1 0 0]/FirstChar 97"
        b"/LastChar 97/Widths[9]/Encoding<</Differences[97/a]>>/CharProcs<</a %d 0 R>>"
        b"/Resources<<" + resources + b">>>>"
    )
    drawing = b"BT " + text + b"ET" if number else b"0 0 9 9 re f"
    return font, pdf_stream(b"9 0 d0 " + drawing)


def annotations(count):
    """Thousands of notes, each of which draws a thousand rectangles."""
    one = b"<</Type/Annot/Subtype/Stamp/Rect[0 0 300 400]/F 4/AP<</N 5 0 R>>>>"
    return pdf_of(
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 400]/Contents 4 0 R/Annots["
        + one * count
        + b"]>>",
        pdf_stream(b""),
        *form_tree(4),
    )


KINDS = (
    Kind("pdf-forms-draw-each-other", "pdf", forms_draw_each_other, (6, 9, 40)),
    Kind("pdf-form-draws-itself", "pdf", form_draws_itself, (1, 2, 20)),
    Kind("pdf-tiling-pattern", "pdf", tiling_pattern, (b"0.01", b"0.001", b"0.000001")),
    Kind("pdf-ten-slow-pages", "pdf", ten_slow_pages, (4, 5, 6)),
    Kind("pdf-transparency-groups", "pdf", transparency_groups, (6, 12, 200)),
    Kind("pdf-dashes", "pdf", dashes, (10_000, 1_000_000, 1_000_000_000)),
    Kind("pdf-long-path", "pdf", long_path, (10_000, 100_000, 1_000_000)),
    Kind("pdf-clipping", "pdf", clipping, (1000, 20_000, 400_000)),
    Kind("pdf-saved-states", "pdf", saved_states, (100_000, 1_000_000, 20_000_000)),
    Kind("pdf-nested-marks", "pdf", nested_marks, (10_000, 1_000_000, 10_000_000)),
    Kind("pdf-nested-operands", "pdf", nested_operands, (10_000, 1_000_000, 10_000_000)),
    Kind("pdf-glyphs", "pdf", glyphs, (10_000, 1_000_000, 20_000_000)),
    Kind("pdf-type3-font-draws-itself", "pdf", type3_font_draws_itself, (1, 2, 20)),
    Kind("pdf-type3-fonts-draw-each-other", "pdf", type3_fonts_draw_each_other, (4, 6, 9)),
    Kind("pdf-annotations", "pdf", annotations, (200, 5000, 50_000)),
)
