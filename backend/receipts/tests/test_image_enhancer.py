"""Whatever was uploaded becomes upright grey pages that can be read."""

from io import BytesIO

import pytest
from PIL import Image

from receipts.services.files.kinds import UnsupportedFileError
from receipts.services.pages.enhancement import enhance
from receipts.tests.bombs.pngs import black_png
from receipts.tests.drawing import (
    as_file,
    drawn_receipt,
    pdf_of_pages,
    pdf_text_page,
    photo,
    with_orientation,
)


def picture_of(page):
    with Image.open(BytesIO(page.jpeg)) as picture:
        picture.load()
        return picture


def only_page(content, **limits):
    (page,) = enhance(content, **limits)
    return page


def halves(width=64, height=64):
    """Left black, right white."""
    picture = Image.new("L", (width, height), 255)
    picture.paste(0, (0, 0, width // 2, height))
    return picture


def apart(one, other):
    """Mean difference in grey levels."""
    one, other = (picture.convert("L").resize((120, 120)) for picture in (one, other))
    return sum(abs(a - b) for a, b in zip(one.tobytes(), other.tobytes(), strict=True)) / 120**2


@pytest.fixture(scope="module")
def receipt():
    return drawn_receipt(seed=5, noise=6, shade=0.3, width=360, font_size=14)


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "HEIF", "GIF", "BMP", "TIFF"])
def test_every_format_becomes_a_grey_jpeg_page(receipt, kind):
    page = only_page(as_file(receipt, kind))

    picture = picture_of(page)
    assert (picture.format, picture.mode) == ("JPEG", "L")
    assert picture.size == (page.width, page.height) == receipt.size
    assert apart(picture, receipt) < 3


def test_a_pdf_page_is_drawn_at_300_dots_an_inch():
    page = only_page(pdf_text_page())

    assert (page.width, page.height) == (1250, 1667)  # 300 x 400 points
    darkest, lightest = picture_of(page).getextrema()
    assert darkest < 40
    assert lightest > 250


def test_every_page_of_a_document_is_kept_in_order():
    left = halves(400, 400)
    right = left.transpose(Image.Transpose.FLIP_LEFT_RIGHT)
    tiff = as_file(left, "TIFF", save_all=True, append_images=[right, left])

    pages = [picture_of(page) for page in enhance(tiff)]

    assert [page.getpixel((100, 200)) < 128 for page in pages] == [True, False, True]
    assert len(enhance(pdf_of_pages(7))) == 7


@pytest.mark.parametrize("orientation", [3, 6])
def test_a_photo_is_turned_as_the_camera_says(receipt, orientation):
    page = only_page(with_orientation(receipt, orientation))

    assert (page.width, page.height) == receipt.size
    assert apart(picture_of(page), receipt) < 3


def test_a_turned_tiff_is_turned_once(receipt):
    turned = receipt.transpose(Image.Transpose.ROTATE_90)

    page = only_page(as_file(turned, "TIFF", tiffinfo={0x0112: 6}))

    assert (page.width, page.height) == receipt.size
    assert apart(picture_of(page), receipt) < 3


@pytest.mark.parametrize(
    "picture",
    [
        halves().convert("1"),
        halves().convert("P"),
        halves().convert("RGB"),
        halves().convert("CMYK"),
        halves().convert("I;16").point(lambda value: value * 257),
        halves().convert("I"),
        halves().convert("F"),
        Image.merge("LA", (Image.new("L", (64, 64), 0), halves().point(lambda v: 255 - v))),
        Image.merge(
            "RGBA", (*[Image.new("L", (64, 64), 0)] * 3, halves().point(lambda v: 255 - v))
        ),
    ],
    ids=lambda picture: picture.mode,
)
def test_every_kind_of_pixel_ends_as_black_on_white(picture):
    kind = "TIFF" if picture.mode in {"CMYK", "I", "F"} else "PNG"

    page = picture_of(only_page(as_file(picture, kind)))

    assert page.getpixel((16, 32)) < 8
    assert page.getpixel((48, 32)) > 247


def test_a_palette_with_a_see_through_colour_lies_on_white():
    picture = halves().convert("P")
    see_through = picture.getpixel((48, 32))

    page = picture_of(only_page(as_file(picture, "PNG", transparency=see_through)))

    assert page.getpixel((16, 32)) < 8
    assert page.getpixel((48, 32)) > 247


@pytest.mark.parametrize("kind", ["JPEG", "PNG"])
@pytest.mark.parametrize("size", [(1600, 1200), (1985, 1403), (1000, 800)])
def test_a_large_picture_comes_out_at_the_longest_side_asked_for(kind, size):
    content = as_file(photo(*size), kind)

    page = only_page(content, max_side=400)

    assert 360 <= page.width <= 400
    assert page.width / page.height == pytest.approx(size[0] / size[1], rel=0.01)


def test_nothing_is_enlarged():
    page = only_page(as_file(photo(320, 240)))

    assert (page.width, page.height) == (320, 240)


def test_a_slim_receipt_keeps_the_width_its_letters_need():
    slim = only_page(as_file(photo(150, 1000)), max_side=512)
    slim_scan = only_page(as_file(photo(400, 2000)), max_side=512)

    assert (slim.width, slim.height) == (150, 1000)
    assert 172 <= slim_scan.width <= 192  # three eighths of 512, or a tenth less
    assert slim_scan.height == pytest.approx(5 * slim_scan.width, rel=0.02)


def test_a_thread_of_a_picture_still_has_a_bound():
    page = only_page(as_file(photo(80, 8_000), "PNG"), max_side=512)

    assert page.height <= 4 * 512


def test_faint_print_becomes_black_on_white_and_keeps_its_shape():
    strong = drawn_receipt(paper=(255, 255, 255), ink=0, width=360, font_size=14)
    faint = drawn_receipt(paper=(225, 225, 225), ink=170, width=360, font_size=14)

    page = picture_of(only_page(as_file(faint, "PNG")))

    assert apart(faint, strong) > 25
    assert apart(page, strong) < 4


def test_good_print_stays_as_it_is():
    good = drawn_receipt(paper=(225, 220, 200), ink=60, shade=0.2, width=360, font_size=14)

    page = picture_of(only_page(as_file(good, "PNG")))

    assert apart(page, good) < 1


def test_a_small_receipt_on_a_large_white_page_is_not_taken_for_faint():
    light = Image.linear_gradient("L").point(lambda value: 225 + value // 12)
    page = light.resize((2000, 2000)).convert("RGB")
    page.paste(drawn_receipt(paper=(240, 240, 240), width=360, font_size=14), (800, 800))

    assert apart(picture_of(only_page(as_file(page, "PNG"))), page) < 1


def test_an_empty_page_stays_empty():
    page = only_page(as_file(Image.new("RGB", (300, 300), (200, 200, 200))))

    assert picture_of(page).getextrema() == (200, 200)


def test_of_an_animation_the_first_frame_is_read():
    first, then = halves(200, 200), Image.new("L", (200, 200), 255)
    content = as_file(first, "GIF", save_all=True, append_images=[then], duration=100)

    assert picture_of(only_page(content)).getpixel((50, 100)) < 8


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "HEIF", "GIF", "BMP", "TIFF"])
def test_a_cut_file_is_an_error_of_its_own(receipt, kind):
    content = as_file(receipt, kind)

    with pytest.raises(UnsupportedFileError):
        enhance(content[: len(content) // 2])


@pytest.mark.parametrize("options", [{}, {"restart_marker_rows": 1}])
@pytest.mark.parametrize("size", [(640, 480), (3000, 2500)])
@pytest.mark.parametrize("share", [0.1, 0.4, 0.5])
def test_a_cut_jpeg_with_a_new_end_is_told_from_a_whole_one(options, size, share):
    content = as_file(photo(*size), **options)

    assert len(enhance(content)) == 1
    with pytest.raises(UnsupportedFileError) as caught:
        enhance(content[: int(len(content) * share)] + b"\xff\xd9")

    assert caught.value.code == "truncated"


@pytest.mark.parametrize("size", [(640, 480), (3000, 2500)])
def test_a_picture_that_ends_in_real_mid_grey_is_whole(size):
    width, height = size
    picture = photo(width, height)
    picture.paste((128, 128, 128), (0, height // 2, width, height))

    for options in ({}, {"optimize": True}, {"subsampling": 0}, {"restart_marker_rows": 1}):
        assert len(enhance(as_file(picture, **options))) == 1


def test_limits_hold_here_as_well():
    with pytest.raises(UnsupportedFileError, match="megapixels"):
        enhance(black_png(8_000, 8_000))
    with pytest.raises(UnsupportedFileError, match="pages"):
        enhance(pdf_of_pages(11))
    with pytest.raises(UnsupportedFileError):
        enhance(b"no picture at all")
