"""Photos of the largest phones: read with the least memory that is shipped, or refused at once."""

import struct
import zlib
from functools import partial

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from common.capacity.machine import Machine
from common.capacity.plan import DECODER_MB, plan_capacity
from common.tests.test_capacity import SHIPPED
from receipts.services.decoding.documents import REQUEST, WORKER, Decoders, DocumentLimits
from receipts.services.decoding.pool import DecodingPool, Room
from receipts.services.files.jpeg import coefficient_bytes
from receipts.services.files.kinds import UnsupportedFileError
from receipts.tests.drawing import as_file
from receipts.tests.test_upload import assert_nothing_was_kept

MIB = 2**20
LIMITS = DocumentLimits(max_bytes=10 * MIB, max_pixels=210_000_000, max_pages=10, max_side=2048)
CHEAPEST = plan_capacity(Machine(processors=2, memory_mb=512), SHIPPED)
MP_24, MP_48, MP_50, MP_108 = (5712, 4284), (8064, 6048), (8192, 6144), (12_000, 9000)
FAST = {"preset": "ultrafast"}
TURNED = Image.Exif()
TURNED[0x0112] = 6


def plain(size, kind, **options):
    """With an edge from black to white: of one colour it would be decoded no less."""
    picture = Image.new("RGB", size, "white")
    picture.paste((30, 60, 90), (0, 0, size[0] // 2, size[1]))
    return as_file(picture, kind, **options)


def cheapest(decoder_home):
    large = CHEAPEST.decoder_mb * MIB
    room = Room(small_bytes=min(DECODER_MB * MIB, large), large_bytes=large)
    pool = DecodingPool(decoder_home, decoders=1, room=room, places=5)
    patient = partial(Decoders, request=_patient(REQUEST), worker=_patient(WORKER))
    return patient(pool, LIMITS)


def _patient(terms):
    """A busy machine may need longer than a server's callers wait."""
    return type(terms)(turn_seconds=120, seconds=60, wall_seconds=120, is_urgent=terms.is_urgent)


@pytest.mark.parametrize(
    ("size", "kind", "options"),
    [
        (MP_108, "JPEG", {}),
        (MP_50, "JPEG", {"progressive": True}),
        (MP_48, "HEIF", {"tile_size": 512, "exif": TURNED.tobytes(), "enc_params": FAST}),
        (MP_48, "PNG", {"compress_level": 1}),
        (MP_48, "TIFF", {"compression": "tiff_lzw"}),
    ],
    ids=["JPEG", "progressive", "HEIC", "PNG", "TIFF"],
)
def test_a_phones_largest_photo_is_read_with_the_least_memory(decoder_home, size, kind, options):
    decoders, content = cheapest(decoder_home), plain(size, kind, **options)

    seen = decoders.inspect(content)
    (page,) = decoders.enhance(lambda: [content]).pages

    assert sorted((seen.width, seen.height)) == sorted(size)
    assert max(page.width, page.height) <= 2048
    assert (page.width < page.height) == (seen.width < seen.height)
    assert decoders.preview(lambda: content, "display")


@pytest.mark.parametrize(
    ("size", "kind", "options"),
    [
        (MP_48, "JPEG", {"progressive": True, "subsampling": 0}),
        (MP_24, "WEBP", {"method": 0}),
        (MP_48, "TIFF", {"compression": "tiff_lzw", "tiffinfo": {278: MP_48[1]}}),
    ],
    ids=["progressive", "WebP", "TIFF"],
)
def test_what_no_decoder_has_memory_for_is_refused_when_it_comes(decoder_home, size, kind, options):
    with pytest.raises(UnsupportedFileError) as caught:
        cheapest(decoder_home).inspect(plain(size, kind, **options))

    assert (caught.value.code, caught.value.kind) == ("too_many_pixels", "too_large")
    assert "this server can open" in str(caught.value)
    assert str(caught.value).endswith("or as a JPEG as cameras save it.")


@pytest.mark.django_db
def test_such_an_upload_is_413_and_nothing_is_kept(api, own_storage, settings, monkeypatch):
    monkeypatch.setattr("receipts.decoders._pools", [])
    settings.DECODER_MEMORY_MB = CHEAPEST.decoder_mb
    image = SimpleUploadedFile("a.webp", plain(MP_24, "WEBP", method=0))

    response = api.post("/api/v1/receipts/", {"image": image}, format="multipart")

    assert (response.status_code, response.json()["code"]) == (413, "too_large")
    assert "24.5 megapixels" in response.json()["detail"]
    assert_nothing_was_kept(own_storage)


@pytest.mark.parametrize(
    ("options", "bytes_a_pixel"),
    [
        ({}, 0),
        ({"progressive": True}, 3),
        ({"progressive": True, "subsampling": "4:2:2"}, 4),
        ({"progressive": True, "subsampling": 0}, 6),
    ],
)
def test_only_a_jpeg_in_several_scans_is_kept_as_a_whole(options, bytes_a_pixel):
    content = as_file(Image.new("RGB", (640, 480), "white"), **options)

    assert coefficient_bytes(content) == bytes_a_pixel * 640 * 480


# Turned by XMP, where EXIF says nothing of it

XMP = b'<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF><rdf:Description %s</rdf:RDF></x:xmpmeta>'
ATTRIBUTE = XMP % b'tiff:Orientation="6"/>'
SINGLE = XMP % b"tiff:Orientation='6'/>"
ELEMENT = XMP % b"><tiff:Orientation>6</tiff:Orientation></rdf:Description>"


def with_xmp(kind, xmp, **options):
    lying = Image.new("RGB", (400, 300), "white")
    if kind == "PNG":
        return _png_with(as_file(lying, kind, **options), b"XML:com.adobe.xmp\0\0\0\0\0" + xmp)
    if kind == "TIFF":
        return as_file(lying, kind, tiffinfo={700: xmp})
    return as_file(lying, kind, xmp=xmp, **options)


def _png_with(content, text):
    chunk = b"iTXt" + text
    packed = struct.pack(">I", len(text)) + chunk + struct.pack(">I", zlib.crc32(chunk))
    return content[:33] + packed + content[33:]


@pytest.mark.parametrize(
    "xmp", [ATTRIBUTE, SINGLE, ELEMENT], ids=["attribute", "single", "element"]
)
@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_xmp_turns_a_picture_whose_exif_says_nothing(decoder_home, kind, xmp):
    _assert_upright(cheapest(decoder_home), with_xmp(kind, xmp))


def test_xmp_turns_a_tiff_too(decoder_home):
    _assert_upright(cheapest(decoder_home), with_xmp("TIFF", ATTRIBUTE))


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_exif_comes_before_xmp(decoder_home, kind):
    upright = Image.Exif()
    upright[0x0112] = 1
    content = with_xmp(kind, ATTRIBUTE, exif=upright.tobytes())

    seen = cheapest(decoder_home).inspect(content)

    assert (seen.width, seen.height) == (400, 300)


def _assert_upright(decoders, content):
    seen = decoders.inspect(content)
    (page,) = decoders.enhance(lambda: [content]).pages

    assert (seen.width, seen.height) == (page.width, page.height) == (300, 400)
