"""Receipts that journeys find read when they begin."""

from base64 import b64encode
from itertools import count
from pickle import dumps
from random import Random

from httpx2 import Client
from PIL import Image

from receipts.demo.sample_receipts import SampleReceipt, Scene, draw_receipt, encode_jpeg
from receipts.services.extraction import ExtractedReceipt
from tests.journeys.journey_server import JourneyServer
from tests.server import wait_until

_READ = {"completed", "failed"}
_ADD_READ = """
import base64, pickle
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import override_settings
from accounts.models import User
from receipts.processing.run import process_receipt
from receipts.tests.conftest import upload_unread
from receipts.tests.stub_reader import STUB
owner = User.objects.get(email={email!r})
with override_settings(READER_FACTORIES={{"offline": "receipts.tests.stub_reader.stub_reader"}}):
    for photo, reading in pickle.loads(base64.b64decode({packed!r})):
        STUB.answers = [reading]
        receipt = upload_unread(owner, SimpleUploadedFile("lunch.jpg", photo))
        process_receipt(receipt.pk)
        print(receipt.pk)
"""
_seeds = count(1)


def add_receipt(api: Client, content: bytes, *, name: str) -> int:
    """Its number, when the server has read it."""
    answer = api.post("/receipts/", files={"image": (name, content)})
    assert answer.status_code == 201, answer.text
    number = answer.json()["id"]
    path = f"/receipts/{number}/processing_status/"
    wait_until(lambda: api.get(path).json()["ocr_status"] in _READ, seconds=90)
    return number


def add_read(server: JourneyServer, email: str, *readings: ExtractedReceipt) -> list[int]:
    """Receipts of which a reader has said this, each with a picture that is like no other one."""
    packed = b64encode(dumps([(_picture(), reading) for reading in readings])).decode()
    return [int(line) for line in server.run(_ADD_READ.format(email=email, packed=packed)).split()]


def side_by_side(*receipts: SampleReceipt) -> bytes:
    """One photo of them on a dark table."""
    drawn = [draw_receipt(receipt, Scene()) for receipt in receipts]
    size = sum(one.width for one in drawn), max(one.height for one in drawn)
    table = Image.new("RGB", size, (90, 90, 90))
    for place, one in enumerate(drawn):
        table.paste(one, (sum(before.width for before in drawn[:place]), 0))
    return encode_jpeg(table)


def _picture() -> bytes:
    blots = Image.frombytes("L", (6, 8), Random(next(_seeds)).randbytes(48))
    return encode_jpeg(blots.resize((600, 800), Image.Resampling.NEAREST))
