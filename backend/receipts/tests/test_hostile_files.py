"""Small files that ask for more time or memory than any receipt does, and what becomes of them."""

import itertools
import struct
import zlib
from functools import cache
from time import monotonic

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from receipts.decoders import decoders, shared_pool
from receipts.models import Receipt
from receipts.processing.run import process_receipt
from receipts.services.decoding.calls import Limits, connect, wait_for_turn
from receipts.services.decoding.documents import Decoders, DocumentLimits
from receipts.services.decoding.home import home
from receipts.services.decoding.pool import Terms
from receipts.services.files.kinds import UnsupportedFileError
from receipts.storages.receipt_storage import receipt_storage
from receipts.tests.drawing import (
    as_file,
    packed_zeros,
    pdf_page,
    pdf_stream,
    pdf_text_page,
    photo,
    png_bomb,
)
from receipts.tests.test_upload import assert_nothing_was_kept
from subscriptions.models import QuotaPeriod

URL = "/api/v1/receipts/"
MIB = 2**20
FORM = b"/Type/XObject/Subtype/Form/BBox[0 0 300 400]"
# Half a second of the processor, which on a busy machine may be many of the clock.
TERMS = Terms(turn_seconds=60, seconds=0.5, wall_seconds=60, is_urgent=True)
LIMITS = DocumentLimits(max_bytes=10 * MIB, max_pixels=50_000_000, max_pages=10, max_side=2048)


def forms_that_draw_each_other():
    """Ten times over nine levels: 10^9 drawings."""
    levels = [
        pdf_stream(b"/F Do " * 10, FORM + b"/Resources<</XObject<</F %d 0 R>>>>" % (number + 6))
        for number in range(9)
    ]
    last = pdf_stream(b"0 0 300 400 re f", FORM)
    return pdf_page(b"/F Do", resources=b"/XObject<</F 5 0 R>>", more=[*levels, last])


def form_that_draws_itself():
    itself = pdf_stream(b"/F Do /F Do", FORM + b"/Resources<</XObject<</F 5 0 R>>>>")
    return pdf_page(b"/F Do", resources=b"/XObject<</F 5 0 R>>", more=[itself])


def tiling_in_tiny_steps():
    pattern = pdf_stream(
        b"0 0 1 1 re f " * 1200,
        b"/Type/Pattern/PatternType 1/PaintType 1/TilingType 1/BBox[0 0 300 400]"
        b"/XStep 0.01/YStep 0.01/Resources<<>>",
    )
    return pdf_page(
        b"/Pattern cs /P scn 0 0 300 400 re f",
        resources=b"/Pattern<</P 5 0 R>>",
        more=[pattern],
    )


@cache
def bomb():
    return packed_zeros(512 * MIB)


def two_layers():
    packed = zlib.compress(bomb(), 9)
    return pdf_page(pdf_stream(packed, b"/Filter[/FlateDecode/FlateDecode]"))


def blank_after_the_word():
    stream = pdf_stream(bomb(), b"/Filter/FlateDecode")
    return pdf_page(stream.replace(b"stream\n", b"stream \n", 1))


def in_hexadecimal():
    packed = bomb().hex().encode() + b">"
    return pdf_page(pdf_stream(packed, b"/Filter[/ASCIIHexDecode/FlateDecode]"))


def jpeg_of_many_scans():
    content = as_file(photo(64, 48), progressive=True)
    start = content.rindex(b"\xff\xda")
    last = content[start : content.rindex(b"\xff\xd9")]
    return content[:start] + last * 3000 + b"\xff\xd9"


def jpeg_of_many_comments():
    content = as_file(photo(64, 48))
    return content[:2] + b"\xff\xfe\x00\x02" * 200_000 + content[2:]


def png_of_many_chunks():
    content = png_bomb(10, 10)
    chunk = bytes(4) + b"teXt" + zlib.crc32(b"teXt").to_bytes(4)
    return content[:33] + chunk * 100_000 + content[33:]


def png_that_says(width, height):
    content = png_bomb(10, 10)
    header = b"IHDR" + struct.pack(">II", width, height) + content[24:29]
    return content[:12] + header + zlib.crc32(header).to_bytes(4) + content[33:]


def upload(api, content):
    return api.post(URL, {"image": SimpleUploadedFile("a", content)}, format="multipart")


@pytest.mark.parametrize(
    "make",
    [
        forms_that_draw_each_other,
        form_that_draws_itself,
        tiling_in_tiny_steps,
        two_layers,
        blank_after_the_word,
        in_hexadecimal,
    ],
)
def test_a_pdf_that_asks_for_too_much_is_refused_and_the_next_one_is_opened(make):
    opened = Decoders(shared_pool(), LIMITS, request=TERMS, worker=TERMS)
    content = make()

    for ask in (opened.inspect, opened.enhance, lambda file: opened.preview(file, "display")):
        with pytest.raises(UnsupportedFileError) as caught:
            ask(content)
        assert caught.value.code in {"too_complex", "undecodable"}
    assert opened.inspect(pdf_text_page()).page_count == 1


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("make", "status", "code"),
    [
        (jpeg_of_many_scans, 415, "too_complex"),
        (jpeg_of_many_comments, 415, "too_complex"),
        (png_of_many_chunks, 415, "too_complex"),
        (lambda: png_that_says(1, 50_000_000), 413, "too_large"),
        (lambda: png_that_says(50_000, 1_001), 413, "too_large"),
        (form_that_draws_itself, 415, "too_complex"),
    ],
    ids=["scans", "comments", "chunks", "thread", "area", "memory"],
)
def test_such_an_upload_is_refused_and_nothing_is_kept(api, own_storage, make, status, code):
    response = upload(api, make())

    assert (response.status_code, response.json()["code"]) == (status, code)
    assert_nothing_was_kept(own_storage)


@pytest.mark.django_db
def test_a_stored_file_that_asks_for_too_much_fails_and_does_not_count(receipt, user):
    with receipt_storage().open(receipt.stored_name) as stored:
        path = stored.name
    with open(path, "wb") as stored:  # noqa: PTH123 - behind the storage's back
        stored.write(form_that_draws_itself())

    process_receipt(receipt.pk)

    receipt.refresh_from_db()
    assert (receipt.status, receipt.failure_code) == (Receipt.Status.FAILED, "too_complex")
    assert QuotaPeriod.objects.get(owner=user).used == 0


@pytest.mark.django_db
def test_while_all_decoders_are_held_pictures_come_in_and_others_are_told_to_wait(
    api, own_storage, settings
):
    held = [hold_a_decoder() for _ in range(settings.DECODERS)]

    refused = upload(api, pdf_text_page())
    kept = Receipt.objects.count(), [path for path in own_storage.rglob("*") if path.is_file()]
    accepted = upload(api, as_file(photo(64, 48)))

    for connection in itertools.chain(*held):
        connection.close()
    assert (refused.status_code, refused.json()["code"]) == (503, "decoders_busy")
    assert int(refused["Retry-After"]) > 0
    assert kept == (0, [])
    assert accepted.status_code == 201
    again = upload(api, pdf_text_page())
    assert again.status_code == 201


def hold_a_decoder():
    limits = Limits(seconds=600, wall_seconds=600, memory_bytes=MIB, is_large=False, is_urgent=True)
    ends_at = monotonic() + 60
    connection = connect(home().address, ends_at=ends_at, start=decoders().start)
    return connection, wait_for_turn(connection, limits.hello, ends_at=ends_at)
