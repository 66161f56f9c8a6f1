"""What is accepted as a receipt, what is refused and with which words."""

import hashlib
import io
import zipfile
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress

import pytest
from PIL import Image, ImageFile

from receipts.decoders import decoding_pool
from receipts.services.decoding.documents import Decoders, DocumentLimits
from receipts.services.files.kinds import UnsupportedFileError
from receipts.tests.bombs.packing import deflated_zeros
from receipts.tests.bombs.pngs import black_png
from receipts.tests.drawing import (
    as_file,
    drawn_receipt,
    pdf_of,
    pdf_page,
    pdf_stream,
    pdf_text_page,
    pdf_with_password,
    photo,
    with_orientation,
)

MIB = 2**20


def inspect(content, *, max_bytes=10 * MIB, max_pixels=50_000_000, max_pages=10):
    limits = DocumentLimits(
        max_bytes=max_bytes, max_pixels=max_pixels, max_pages=max_pages, max_side=2048
    )
    return Decoders(decoding_pool(), limits).inspect(content)


def refusal(content, **limits):
    with pytest.raises(UnsupportedFileError) as caught:
        inspect(content, **limits)
    assert str(caught.value).endswith(".")
    return caught.value


@pytest.fixture(scope="module")
def receipt():
    return drawn_receipt(seed=5, noise=6, shade=0.3, width=360, font_size=14)


@pytest.mark.parametrize(
    ("kind", "mime_type", "extension"),
    [
        ("JPEG", "image/jpeg", "jpg"),
        ("PNG", "image/png", "png"),
        ("WEBP", "image/webp", "webp"),
        ("HEIF", "image/heic", "heic"),
        ("GIF", "image/gif", "gif"),
        ("BMP", "image/bmp", "bmp"),
        ("TIFF", "image/tiff", "tiff"),
    ],
)
def test_every_picture_format_is_known_by_its_bytes(receipt, kind, mime_type, extension):
    content = as_file(receipt, kind)

    seen = inspect(content)

    assert (seen.mime_type, seen.extension) == (mime_type, extension)
    assert (seen.width, seen.height) == receipt.size
    assert seen.page_count == 1
    assert seen.size_bytes == len(content)
    assert seen.sha256 == hashlib.sha256(content).hexdigest()


def test_a_pdf_tells_its_pages_and_its_size_in_points():
    seen = inspect(pdf_text_page())

    assert (seen.mime_type, seen.extension) == ("application/pdf", "pdf")
    assert (seen.width, seen.height, seen.page_count) == (300, 400, 1)


@pytest.mark.parametrize("orientation", [3, 6])
def test_a_turned_photo_is_looked_at_upright(receipt, orientation):
    seen = inspect(with_orientation(receipt, orientation))

    assert (seen.width, seen.height) == receipt.size


def test_every_page_of_a_tiff_counts(receipt):
    content = as_file(receipt, "TIFF", save_all=True, append_images=[receipt, receipt])

    assert inspect(content).page_count == 3


def test_an_animation_is_one_page(receipt):
    blank = Image.new("RGB", receipt.size, "white")

    for kind in ("GIF", "WEBP"):
        seen = inspect(as_file(receipt, kind, save_all=True, append_images=[blank], duration=100))
        assert (seen.page_count, seen.width, seen.height) == (1, *receipt.size)


@pytest.mark.filterwarnings("ignore:Corrupt EXIF data")  # Pillow says so, and goes on
def test_a_damaged_exif_block_does_not_spoil_a_good_picture(receipt):
    content = as_file(receipt, exif=b"Exif\x00\x00MM\x00*\xff\xff\xff\xff")

    assert inspect(content).width == receipt.width


def test_a_panorama_of_two_pictures_in_one_jpeg_is_a_jpeg(receipt):
    seen = inspect(as_file(receipt, "MPO", save_all=True, append_images=[receipt]))

    assert (seen.mime_type, seen.page_count) == ("image/jpeg", 1)


# Refused because they are no receipt at all


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"Milk 1.20\nBread 2.40\nTotal 3.60\n", "text"),
        ("Zürich, 3 €".encode(), "text"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>", "SVG"),
        (b"<?xml version='1.0'?>\n<!-- x -->\n<svg/>", "SVG"),
        (b"<!DOCTYPE html><html><body>hello</body></html>", "web page"),
        (b"PK\x03\x04" + bytes(60), "ZIP"),
        (b"\xd0\xcf\x11\xe0" + bytes(60), "Office"),
        (b"\x00\x00\x00\x20ftypisom" + bytes(60), "video"),
        (b"RIFF\x00\x00\x00\x00AVI LIST" + bytes(60), "video"),
        (b"\x00\x01\x02\x03" * 20, "unknown"),
    ],
)
def test_what_is_no_picture_is_named(content, words):
    refused = refusal(content)

    assert (refused.code, refused.kind) == ("not_a_picture", "unsupported")
    assert words in str(refused)
    assert "JPEG, PNG" in str(refused)


def test_an_empty_file_is_refused():
    refused = refusal(b"")

    assert (refused.code, refused.kind) == ("empty", "unsupported")


@pytest.mark.parametrize(
    "start",
    [b"\xff\xd8\xff\xe0", b"\x89PNG\r\n\x1a\n", b"GIF89a", b"BM", b"II*\x00", b"%PDF-1.7\n"],
)
def test_a_mere_signature_is_refused(start):
    assert refusal(start).kind == "unsupported"
    assert refusal(start + b"and then something else" * 100).kind == "unsupported"


def test_a_picture_that_is_an_archive_as_well_is_refused(receipt):
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as packed:
        packed.writestr("payload.html", "<script>1</script>")

    refused = refusal(as_file(receipt) + archive.getvalue())

    assert refused.code == "not_a_picture"
    assert "ZIP" in str(refused)


# Refused because they are too large


def test_one_byte_too_many_is_refused(receipt):
    content = as_file(receipt)

    assert inspect(content, max_bytes=len(content)).size_bytes == len(content)
    refused = refusal(content, max_bytes=len(content) - 1)
    assert (refused.code, refused.kind) == ("too_many_bytes", "too_large")


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "HEIF", "GIF", "BMP", "TIFF"])
def test_one_pixel_too_many_is_refused(kind):
    content = as_file(photo(400, 300), kind)

    assert inspect(content, max_pixels=120_000).width == 400
    refused = refusal(content, max_pixels=119_999)
    assert (refused.code, refused.kind) == ("too_many_pixels", "too_large")


@pytest.mark.parametrize("side", [7_100, 10_000, 20_000])
def test_a_decompression_bomb_is_refused_before_it_is_unpacked(side):
    refused = refusal(black_png(side, side))

    assert (refused.code, refused.kind) == ("too_many_pixels", "too_large")


def test_a_later_page_of_a_tiff_is_held_to_the_same_limit():
    small, large = photo(100, 100), photo(400, 300)
    content = as_file(small, "TIFF", save_all=True, append_images=[large])

    assert refusal(content, max_pixels=100_000).code == "too_many_pixels"


def test_a_tiff_of_too_many_pages_is_refused():
    page = Image.new("1", (20, 20), 1)
    content = as_file(page, "TIFF", save_all=True, append_images=[page] * 10)

    assert inspect(content, max_pages=11).page_count == 11
    refused = refusal(content, max_pages=10)
    assert (refused.code, refused.kind) == ("too_many_pages", "too_large")


def test_a_pdf_page_as_large_as_a_house_is_refused():
    assert refusal(pdf_page(box=b"0 0 14400 14400")).code == "too_many_pixels"


def test_a_pdf_with_a_monstrous_picture_is_refused():
    entries = (
        b"/Type/XObject/Subtype/Image/Width 20000/Height 20000/ColorSpace/DeviceGray"
        b"/BitsPerComponent 8/Filter/FlateDecode"
    )
    content = pdf_page(
        b"q 300 0 0 400 0 0 cm /I Do Q",
        resources=b"/XObject<</I 5 0 R>>",
        more=[pdf_stream(deflated_zeros(1 * MIB), entries)],
    )

    assert refusal(content).code == "too_many_pixels"


# Refused because they are damaged


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "HEIF", "GIF", "BMP", "TIFF"])
def test_a_picture_cut_short_is_refused(receipt, kind):
    content = as_file(receipt, kind)

    for share in (0.02, 0.3, 0.6, 0.95):
        assert refusal(content[: int(len(content) * share)]).kind == "unsupported"


@pytest.mark.parametrize("kind", ["PNG", "WEBP", "HEIF", "AVIF", "BMP", "TIFF"])
def test_not_a_single_byte_may_be_missing(receipt, kind):
    assert refusal(as_file(receipt, kind)[:-1]).kind == "unsupported"


def test_an_animation_cut_after_its_first_frame_is_refused(receipt):
    content = as_file(receipt, "WEBP", save_all=True, append_images=[photo(*receipt.size)])

    assert refusal(content[:-200]).kind == "unsupported"


@pytest.mark.parametrize("options", [{}, {"progressive": True}, {"optimize": True}])
@pytest.mark.parametrize("missing", [50, 500])
def test_a_jpeg_without_its_last_bytes_is_refused(receipt, options, missing):
    assert refusal(as_file(receipt, **options)[:-missing]).kind == "unsupported"


@pytest.mark.parametrize("share", [0.1, 0.4, 0.5])
def test_a_progressive_jpeg_without_its_last_scans_is_refused(share):
    content = as_file(photo(640, 480), progressive=True)

    assert refusal(content[: int(len(content) * share)] + b"\xff\xd9").code == "truncated"


@pytest.mark.parametrize("options", [{}, {"progressive": True}, {"restart_marker_rows": 1}])
def test_a_jpeg_with_other_bytes_in_its_middle_is_refused(options):
    content = bytearray(as_file(photo(640, 480), **options))
    middle = len(content) // 2
    content[middle : middle + 2000] = hashlib.shake_128(b"noise").digest(2000)

    assert refusal(bytes(content)).code in {"undecodable", "truncated"}


def test_a_jpeg_without_its_tables_is_refused(receipt):
    content = as_file(receipt)
    tables, frame = content.index(b"\xff\xdb"), content.index(b"\xff\xc0")

    assert refusal(content[:tables] + content[frame:]).code == "undecodable"


@pytest.mark.parametrize("size", [(90, 88), (1600, 1200)])
def test_a_progressive_jpeg_of_any_length_is_whole(size):
    """Its scans lie before and behind what is decoded as a sample."""
    picture = photo(*size)

    for quality in range(20, 96, 5):
        content = as_file(picture, progressive=True, quality=quality)
        assert (inspect(content).width, inspect(content).height) == size


def test_a_download_that_was_filled_up_with_zeros_is_refused(receipt):
    content = as_file(receipt)
    kept = len(content) * 2 // 3

    assert refusal(content[:kept] + bytes(len(content) - kept)).kind == "unsupported"


def test_a_preview_inside_does_not_hide_a_missing_end(receipt):
    preview = as_file(receipt.resize((72, 70)))
    content = as_file(receipt, exif=b"Exif\x00\x00" + preview)

    assert refusal(content[:-200] + bytes(100_000)).code == "truncated"


def test_a_png_with_one_wrong_bit_is_refused(receipt):
    content = bytearray(as_file(receipt, "PNG"))
    content[len(content) // 2] ^= 1

    assert refusal(bytes(content)).code == "undecodable"


def test_a_png_with_a_wrong_checksum_is_refused(receipt):
    content = bytearray(as_file(receipt, "PNG"))
    checksum = content.index(b"IHDR") + 4 + 13
    content[checksum + 3] ^= 1

    assert refusal(bytes(content)).kind == "unsupported"

    content = bytearray(as_file(receipt, "PNG"))
    content[-13] ^= 1  # of the last piece of the picture

    assert refusal(bytes(content)).code == "undecodable"


def test_a_tiff_whose_second_page_is_broken_is_refused(receipt):
    content = as_file(
        receipt, "TIFF", save_all=True, append_images=[receipt], compression="tiff_lzw"
    )

    assert refusal(content[: int(len(content) * 0.7)]).code == "undecodable"


def test_a_password_protected_pdf_is_refused():
    refused = refusal(pdf_with_password())

    assert (refused.code, refused.kind) == ("password", "unsupported")
    assert "password" in str(refused)


def test_a_pdf_without_pages_is_refused():
    content = pdf_of(b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[]/Count 0>>")

    assert refusal(content).kind == "unsupported"


def test_a_pdf_cut_short_is_refused():
    content = pdf_text_page()

    assert refusal(content[: len(content) // 2]).code == "truncated"
    assert refusal(content[:60] + b"\n%%EOF\n").code in {"undecodable", "no_pages"}


def test_broken_bytes_never_cause_another_error(receipt):
    small = receipt.resize((90, 88))
    files = [as_file(small, kind) for kind in ("JPEG", "PNG", "WEBP", "HEIF", "GIF", "BMP", "TIFF")]
    for content in [*files, pdf_text_page()]:
        for position in range(8, len(content), max(1, len(content) // 40)):
            damaged = bytearray(content)
            damaged[position] ^= 0xFF
            with suppress(UnsupportedFileError):
                inspect(bytes(damaged))


# Many at once


def test_many_threads_get_what_one_gets(receipt):
    files = [as_file(receipt, kind) for kind in ("JPEG", "PNG", "HEIF")] + [pdf_text_page()]
    alone = [inspect(content) for content in files]

    with ThreadPoolExecutor(8) as pool:
        together = list(pool.map(inspect, files * 8))

    assert together == alone * 8
    assert not ImageFile.LOAD_TRUNCATED_IMAGES
    assert Image.MAX_IMAGE_PIXELS == 89_478_485  # Pillow's own, untouched


def test_no_file_stays_open(receipt, recwarn):
    for kind in ("JPEG", "PNG", "WEBP", "HEIF", "GIF", "BMP", "TIFF"):
        inspect(as_file(receipt, kind))

    assert not [warning for warning in recwarn if warning.category is ResourceWarning]


@pytest.mark.parametrize("format_", ["JPEG", "PNG", "GIF", "WEBP", "BMP", "TIFF"])
def test_whatever_a_file_is_cut_to_is_refused_in_words(format_):
    buffer = io.BytesIO()
    Image.new("RGB", (24, 24), "white").save(buffer, format_)
    content = buffer.getvalue()

    ending = 2 if format_ == "GIF" else 1  # its pixels end before

    for length in range(min(len(content) - ending, 200)):
        with suppress(UnsupportedFileError):
            inspect(content[:length])
            pytest.fail(f"{length} bytes of {len(content)} were taken for a whole {format_}")
