"""Fixtures of the receipts' tests."""

from collections.abc import Iterator
from datetime import UTC, datetime
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import override_settings
from PIL import Image
from pillow_heif import register_heif_opener

from accounts.models import User
from receipts.intake.upload import upload_receipt
from receipts.models import Receipt
from receipts.processing.readers import drain_second_readers
from receipts.processing.run import process_receipt
from receipts.services.decoding.home import Home
from receipts.tests.stub_reader import SECOND_STUB, STUB, StubReader
from tests.tasks import NO_ENGINE


@pytest.fixture(autouse=True)
def stub_reader(settings) -> StubReader:
    """The configured reader is a stub; the real ones have tests of their own."""
    settings.READER_FACTORIES = {"offline": "receipts.tests.stub_reader.stub_reader"}
    STUB.reset()
    return STUB


@pytest.fixture
def second_reader(settings, stub_reader) -> Iterator[StubReader]:
    """The configured reader is a model, and this one is the second reader."""
    settings.READER, settings.SECOND_READER = "openai", "offline"
    settings.SECOND_OPINIONS_AT_ONCE = 1
    settings.READER_FACTORIES = {
        "openai": "receipts.tests.stub_reader.stub_reader",
        "offline": "receipts.tests.stub_reader.second_stub_reader",
    }
    SECOND_STUB.reset()
    yield SECOND_STUB
    drain_second_readers()


@pytest.fixture
def decoder_home() -> Iterator[Home]:
    """Of decoders for this test alone; they end with it."""
    home = Home()
    yield home
    home.leave()


register_heif_opener()


def picture(format_: str = "PNG", *, size: tuple[int, int] = (300, 400), shade: int = 200) -> bytes:
    buffer = BytesIO()
    paper = Image.effect_noise(size, 30).point(lambda v: min(255, v // 4 + shade)).convert("RGB")
    paper.save(buffer, format_, compress_level=1)  # a PNG; five times as fast as by default
    return buffer.getvalue()


@pytest.fixture
def png() -> SimpleUploadedFile:
    return SimpleUploadedFile("lunch.png", picture(), content_type="image/png")


def upload_unread(owner: User, file: SimpleUploadedFile) -> Receipt:
    """Uploaded and waiting: nobody has been told to read it."""
    with override_settings(TASKS=NO_ENGINE):
        return upload_receipt(owner=owner, files=[file])


@pytest.fixture
def receipt(user, png):
    return upload_unread(user, png)


@pytest.fixture
def completed(receipt, stub_reader):
    """Read without a doubt: the Corner Cafe, 12.50 GBP."""
    process_receipt(receipt.pk)
    receipt.refresh_from_db()
    return receipt


@pytest.fixture
def now() -> datetime:
    return datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
