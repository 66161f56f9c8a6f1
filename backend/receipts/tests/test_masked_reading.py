"""Accounts whose receipts a model may read masked only: what reaches it, and when nothing does."""

from dataclasses import replace
from io import BytesIO

import pytest
from PIL import Image, ImageStat

from accounts.models import User
from receipts.decoders import decoders
from receipts.models import ModelRequest, Receipt
from receipts.processing.readers import drop_reader
from receipts.processing.run import process_receipt
from receipts.services.extraction import Box, TextLine
from receipts.services.masking.masked_reading import Masker
from receipts.services.read_document import Readers, read_document
from receipts.tests.conftest import picture
from receipts.tests.drawing import as_file
from receipts.tests.openai_reading import CONTEXT, reader_of
from receipts.tests.openai_server import (
    API_KEY,
    MODEL,
    answered,
    completion,
    running_openai_server,
)
from receipts.tests.stub_reader import good_reading, lasting_failure, outage, printed

pytestmark = pytest.mark.django_db

CARD = TextLine(
    text="VISA 4111 1111 1111 1111",
    score=0.99,
    box=Box(page=0, left=0.1, top=0.4, right=0.9, bottom=0.5),
)
TOTAL = TextLine(
    text="TOTAL 12.50", score=0.99, box=Box(page=0, left=0.1, top=0.6, right=0.9, bottom=0.7)
)


@pytest.fixture
def masked(user, second_reader):
    """The account's choice; the offline reader sees a card number and a total."""
    User.objects.update(model_privacy="model_masked")
    second_reader.answers = [good_reading(lines=(CARD, TOTAL))]
    return second_reader


def pages_of(stub_reader):
    [(pages, _)] = stub_reader.seen
    return pages


def is_black(jpeg, y):
    """Of a piece in the middle of the page; the page itself is of many greys."""
    with Image.open(BytesIO(jpeg)) as picture:
        x, y = picture.width // 2, round(y * picture.height)
        return ImageStat.Stat(picture.convert("L").crop((x, y - 5, x + 60, y + 5))).mean[0] < 20


def test_the_model_is_given_masked_pages(masked, stub_reader, receipt):
    assert process_receipt(receipt.pk) is True

    [page] = pages_of(stub_reader)
    assert page.masked == ("card",)
    assert is_black(page.jpeg, 0.45)
    assert not is_black(page.jpeg, 0.65)


def test_what_only_the_card_s_number_tells_is_known_all_the_same(masked, stub_reader, receipt, api):
    masked.answers = [good_reading(lines=(CARD, TOTAL), payment_method=printed("card"))]
    stub_reader.answers = [good_reading(engine="openai", payment_method=None)]

    process_receipt(receipt.pk)

    body = api.get(f"/api/v1/receipts/{receipt.pk}/").json()
    assert body["transaction"]["payment_method"] == "card"


def test_what_was_painted_out_is_written_down(masked, receipt, api):
    process_receipt(receipt.pk)

    url = f"/api/v1/receipts/{receipt.pk}/model-requests/"
    (row,) = api.get(url).json()["results"]
    assert row["masked"] == {"card": 1}


def test_a_model_that_is_asked_about_what_is_in_doubt_is_given_masked_pages(
    user, stub_reader, receipt, settings
):
    User.objects.update(model_privacy="model_masked")
    doubted = replace(printed("12.50", 0.3), box=CARD.box)
    stub_reader.answers = [
        good_reading(
            total=doubted, subtotal=None, tax=None, tax_lines=(), items=(), lines=(CARD, TOTAL)
        )
    ]
    with running_openai_server() as server:
        server.reply_with(completion('{"total_printed": "12.50", "total": "12.50"}'))
        settings.READER, settings.FALLBACK_READERS = "offline", ["spare"]
        settings.MODEL_READERS = {
            "spare": {"MODEL": MODEL, "BASE_URL": server.base_url, "API_KEY": API_KEY, "PRICE": []}
        }

        process_receipt(receipt.pk)

        drop_reader("spare")
        [request] = server.requests
    [sent] = request.images
    assert is_black(as_file(sent), 0.5)
    assert ModelRequest.objects.get().masked == {"card": 1}


def test_what_the_offline_reader_cannot_read_is_sent_to_no_other(
    user, stub_reader, receipt, settings
):
    User.objects.update(model_privacy="model_masked")
    stub_reader.answers = [lasting_failure()]
    with running_openai_server() as server:
        settings.READER, settings.FALLBACK_READERS = "offline", ["spare"]
        settings.MODEL_READERS = {
            "spare": {"MODEL": MODEL, "BASE_URL": server.base_url, "API_KEY": API_KEY, "PRICE": []}
        }

        process_receipt(receipt.pk)

        assert server.requests == []
    assert not ModelRequest.objects.exists()
    assert Receipt.objects.get().status == "failed"


def test_the_offline_reader_reads_once_and_its_opinion_counts(masked, stub_reader, api, receipt):
    stub_reader.answers = [good_reading(engine="openai")]

    process_receipt(receipt.pk)

    assert len(masked.seen) == 1
    answer = api.get(f"/api/v1/receipts/{receipt.pk}/").json()
    assert answer["ocr_status"] == "completed"
    assert answer["second_opinion"]["reader"] == "offline"


def test_without_second_opinions_it_is_masked_all_the_same(masked, stub_reader, receipt, settings):
    settings.SECOND_READER = None

    process_receipt(receipt.pk)

    [page] = pages_of(stub_reader)
    assert page.masked == ("card",)


def test_other_accounts_send_what_came(second_reader, stub_reader, receipt):
    second_reader.answers = [good_reading(lines=(CARD, TOTAL))]

    process_receipt(receipt.pk)

    [page] = pages_of(stub_reader)
    assert page.masked == ()
    assert not is_black(page.jpeg, 0.45)


def test_an_offline_reading_needs_no_mask(user, stub_reader, receipt):
    User.objects.update(model_privacy="model_masked")

    process_receipt(receipt.pk)

    [page] = pages_of(stub_reader)
    assert page.masked == ()


@pytest.mark.parametrize(
    ("failure", "status"),
    [(lasting_failure(), "failed"), (outage(code="offline_not_installed"), "pending")],
)
def test_where_nothing_can_be_masked_nothing_is_sent(masked, stub_reader, receipt, failure, status):
    masked.answers = [failure]

    process_receipt(receipt.pk)

    receipt.refresh_from_db()
    assert (receipt.status, receipt.failure_code) == (status, "masking_failed")
    assert receipt.failure_text.startswith("What is private on it c")
    assert stub_reader.seen == []


def test_where_no_text_is_seen_nothing_is_sent(masked, stub_reader, receipt):
    masked.answers = [good_reading(lines=())]

    process_receipt(receipt.pk)

    receipt.refresh_from_db()
    assert (receipt.status, receipt.failure_code) == ("failed", "masking_failed")
    assert stub_reader.seen == []


def test_a_crash_of_the_offline_reader_sends_nothing(masked, stub_reader, receipt):
    masked.answers = [RuntimeError("fault")]

    process_receipt(receipt.pk)

    assert Receipt.objects.get().status == "pending"
    assert stub_reader.seen == []


def test_over_the_wire_goes_the_masked_picture(masked):
    with running_openai_server() as server, reader_of(server) as model:
        server.reply_with(answered())
        outcome = read_document(
            lambda: [picture()],
            readers=Readers(first=model, second=Masker(reader=masked, gives_opinion=True)),
            context=CONTEXT,
            decoders=decoders(),
        )

        [request] = server.requests
    [sent] = request.images
    assert is_black(as_file(sent), 0.45)
    assert not is_black(as_file(sent), 0.65)
    assert outcome.reading.engine == "openai"
