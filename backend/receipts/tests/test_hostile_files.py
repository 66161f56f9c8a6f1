"""Small files that ask for more time or memory than any receipt does, and what becomes of them."""

import itertools
from dataclasses import replace
from time import monotonic

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from receipts.decoders import decoding_pool
from receipts.models import Receipt
from receipts.processing.run import process_receipt
from receipts.services.decoding.calls import Limits, connect, wait_for_turn
from receipts.services.decoding.documents import Decoders, DocumentLimits
from receipts.services.decoding.home import home
from receipts.services.decoding.pool import DecodingPool, Room, Terms
from receipts.services.files.kinds import UnsupportedFileError
from receipts.storages.receipt_storage import receipt_storage
from receipts.tests.bombs.catalogue import bomb_named
from receipts.tests.drawing import as_file, pdf_text_page, photo
from receipts.tests.file_rows import stored_name
from receipts.tests.test_upload import assert_nothing_was_kept
from subscriptions.models import QuotaPeriod

URL = "/api/v1/receipts/"
MIB = 2**20
# Half a second of the processor, which on a busy machine may be many of the clock.
TERMS = Terms(turn_seconds=60, seconds=0.5, wall_seconds=60, is_urgent=True)
LIMITS = DocumentLimits(max_bytes=10 * MIB, max_pixels=50_000_000, max_pages=10, max_side=2048)


def upload(api, content):
    return api.post(URL, {"image": SimpleUploadedFile("a", content)}, format="multipart")


@pytest.mark.parametrize(
    "name",
    [
        "pdf-forms-draw-each-other-medium",
        "pdf-form-draws-itself-small",
        "pdf-tiling-pattern-small",
        "pdf-two-flate-layers-medium",
        "pdf-blank-after-stream-medium",
        "pdf-ascii-hex-flate-medium",
    ],
)
def test_a_pdf_that_asks_for_too_much_is_refused_and_the_next_one_is_opened(name):
    opened = Decoders(decoding_pool(), LIMITS, request=TERMS, worker=TERMS)
    content = bomb_named(name).content

    for ask in (
        opened.inspect,
        lambda file: opened.enhance(lambda: [file]),
        lambda file: opened.preview(lambda: file, "display"),
    ):
        with pytest.raises(UnsupportedFileError) as caught:
            ask(content)
        assert caught.value.code in {"too_complex", "undecodable"}
    assert opened.inspect(pdf_text_page()).page_count == 1


@pytest.mark.parametrize("kind", ["PNG", "WEBP", "HEIF", "TIFF"])
def test_a_picture_takes_the_large_room_where_the_small_one_is_too_small(decoder_home, kind):
    picture = as_file(Image.new("RGB", (3000, 2000), "white"), kind)
    small, large, too_small = 12 * MIB, 128 * MIB, 13 * MIB

    opened = opened_in(decoder_home, Room(small_bytes=small, large_bytes=large))
    assert len(opened.enhance(lambda: [picture]).pages) == 1
    with pytest.raises(UnsupportedFileError) as caught:
        opened_in(decoder_home, Room(small_bytes=small, large_bytes=too_small)).enhance(
            lambda: [picture]
        )
    assert caught.value.code == "too_many_pixels"


def opened_in(decoder_home, room):
    pool = DecodingPool(decoder_home, decoders=2, room=room, places=5)
    return Decoders(pool, LIMITS, request=TERMS, worker=replace(TERMS, seconds=20))


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("name", "status", "code"),
    [
        ("jpeg-many-scans-medium", 415, "too_complex"),
        ("jpeg-many-segments-medium", 415, "too_complex"),
        ("png-many-chunks-medium", 415, "too_complex"),
        ("png-high-strip-large", 413, "too_large"),
        ("png-large-area-large", 413, "too_large"),
        ("pdf-form-draws-itself-small", 415, "too_complex"),
    ],
)
def test_such_an_upload_is_refused_and_nothing_is_kept(api, own_storage, name, status, code):
    response = upload(api, bomb_named(name).content)

    assert (response.status_code, response.json()["code"]) == (status, code)
    assert_nothing_was_kept(own_storage)


@pytest.mark.django_db
def test_a_stored_file_that_asks_for_too_much_fails_and_does_not_count(receipt, user):
    with receipt_storage().open(stored_name(receipt)) as stored:
        path = stored.name
    with open(path, "wb") as stored:  # noqa: PTH123 - behind the storage's back
        stored.write(bomb_named("pdf-form-draws-itself-small").content)

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
    connection = connect(home().address, ends_at=ends_at, start=decoding_pool().start)
    return connection, wait_for_turn(connection, limits.hello, ends_at=ends_at)
