"""The two small pictures of an original, whatever it is."""

from io import BytesIO

import pytest
from PIL import Image

from receipts.services.files.kinds import UnsupportedFileError
from receipts.services.pages.previews import render_preview
from receipts.tests.drawing import as_file
from receipts.tests.red_and_blue import colour_at, draw

LIMITS = {"max_pixels": 50_000_000, "max_pages": 10}
ROTATED = Image.Exif()
ROTATED[0x0112] = 6  # shown turned clockwise by 90 degrees
KINDS = {
    "JPEG": as_file(draw(), "JPEG"),
    "large JPEG": as_file(draw((2400, 6000)), "JPEG"),
    "grey JPEG": as_file(draw(mode="L"), "JPEG"),
    "CMYK JPEG": as_file(draw(mode="CMYK"), "JPEG"),
    "PNG": as_file(draw(), "PNG"),
    "palette PNG": as_file(draw(mode="P"), "PNG"),
    "1-bit PNG": as_file(draw(mode="1"), "PNG"),
    "16-bit PNG": as_file(draw(mode="I;16"), "PNG"),
    "WebP": as_file(draw(), "WEBP", lossless=True),
    "HEIC": as_file(draw(), "HEIF"),
    "GIF": as_file(draw(), "GIF"),
    "BMP": as_file(draw(), "BMP"),
    "TIFF": as_file(draw(), "TIFF"),
    "PDF": as_file(draw(), "PDF"),
}
IN_COLOUR = ["JPEG", "large JPEG", "CMYK JPEG", "PNG", "palette PNG", "WebP", "HEIC", "GIF", "BMP"]


def _open(jpeg: bytes) -> Image.Image:
    image = Image.open(BytesIO(jpeg), formats=["JPEG"])
    image.load()
    return image


def _render(content, preview, **limits):
    return _open(render_preview(content, preview=preview, **(LIMITS | limits)))


@pytest.mark.parametrize("kind", KINDS)
def test_display_is_800_wide_and_keeps_the_shape(kind):
    assert _render(KINDS[kind], "display").size == (800, 2000)


@pytest.mark.parametrize("kind", KINDS)
def test_thumbnail_is_300_by_200(kind):
    assert _render(KINDS[kind], "thumbnail").size == (300, 200)


@pytest.mark.parametrize("kind", IN_COLOUR)
def test_colours_stay(kind):
    display = _render(KINDS[kind], "display")

    assert colour_at(display, (400, 100)) == "red"
    assert colour_at(display, (400, 1900)) == "blue"


@pytest.mark.parametrize("kind", IN_COLOUR)
def test_a_thumbnail_shows_the_head(kind):
    thumbnail = _render(KINDS[kind], "thumbnail")

    assert colour_at(thumbnail, (150, 100)) == "red"
    assert colour_at(thumbnail, (150, 199)) == "blue"


def test_a_wide_thumbnail_shows_the_middle():
    wide = Image.new("RGB", (1000, 200), "white")
    wide.paste((220, 30, 30), (350, 0, 650, 200))

    thumbnail = _render(as_file(wide, "PNG"), "thumbnail")

    assert colour_at(thumbnail, (10, 100)) == "red"
    assert colour_at(thumbnail, (290, 100)) == "red"


@pytest.mark.parametrize("format_", ["JPEG", "PNG", "WEBP", "TIFF"])
@pytest.mark.parametrize("size", [(1000, 400), (3500, 1400)])
def test_a_photo_taken_sideways_is_upright(format_, size):
    upright = draw((size[1], size[0]))
    sideways = upright.transpose(Image.Transpose.ROTATE_90)

    display = _render(as_file(sideways, format_, exif=ROTATED), "display")

    assert display.size == (800, 2000)
    assert colour_at(display, (400, 100)) == "red"
    assert colour_at(display, (400, 1900)) == "blue"


def test_transparency_becomes_white_paper():
    receipt = draw().convert("RGBA")
    receipt.paste((0, 0, 0, 0), (0, 500, 400, 1000))

    display = _render(as_file(receipt, "PNG"), "display")

    assert colour_at(display, (400, 100)) == "red"
    assert colour_at(display, (400, 1900)) == "white"


@pytest.mark.parametrize("format_", ["PDF", "TIFF"])
def test_of_many_pages_the_first_is_shown(format_):
    pages = [draw((400, 1000)), draw((400, 400)), draw((400, 400))]

    content = as_file(pages[0], format_, save_all=True, append_images=pages[1:])

    assert _render(content, "display").size == (800, 2000)


def test_what_a_camera_wrote_about_place_and_time_is_left_out():
    exif = Image.Exif()
    exif[0x9003] = "2026:11:22 12:00:00"

    preview = render_preview(as_file(draw(), "JPEG", exif=exif), preview="display", **LIMITS)

    assert b"2026:11:22" not in preview
    assert not _open(preview).getexif()


def test_a_strip_does_not_become_a_giant():
    assert _render(as_file(Image.new("L", (10, 20_000)), "PNG"), "display").size == (4, 8000)
    assert _render(as_file(Image.new("L", (20_000, 10)), "PNG"), "display").size == (800, 1)


@pytest.mark.parametrize("preview", ["display", "thumbnail"])
@pytest.mark.parametrize(
    "content", [b"", b"text", KINDS["JPEG"][:200], KINDS["PNG"][:-40], KINDS["PDF"][:300]]
)
def test_what_cannot_be_drawn_is_one_error(content, preview):
    with pytest.raises(UnsupportedFileError):
        render_preview(content, preview=preview, **LIMITS)


def test_the_pixel_limit_holds_here_too():
    with pytest.raises(UnsupportedFileError, match="megapixels"):
        _render(KINDS["PNG"], "thumbnail", max_pixels=399_999)
