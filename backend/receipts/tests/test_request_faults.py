"""Refusals of a model's server: a wrong setting fails no receipt, an unusable picture its own."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from receipts.models import Receipt, ServiceCircuit
from receipts.processing.run import process_receipt
from receipts.services.enhanced_openai_service import OpenAIExtractor
from receipts.tests.conftest import picture, upload_unread
from receipts.tests.openai_reading import reader_of
from receipts.tests.openai_server import Reply, answered, failed, running_openai_server
from subscriptions.models import QuotaUse

pytestmark = pytest.mark.django_db

PAUSE = timedelta(hours=2)
FIRST_PAUSE = timedelta(seconds=30)
_reader: list[OpenAIExtractor] = []


def reader() -> OpenAIExtractor:
    return _reader[0]


@pytest.fixture(scope="module")
def running():
    with running_openai_server() as server, reader_of(server) as made:
        _reader.append(made)
        yield server
        _reader.clear()


@pytest.fixture
def server(running, settings, stub_reader):
    settings.READER = "openai"
    settings.READER_FACTORIES = {"openai": "receipts.tests.test_request_faults.reader"}
    running.reset()
    return running


@pytest.fixture
def clock():
    with time_machine.travel(timezone.now(), tick=False) as clock:
        yield clock


@pytest.fixture
def receipts(user, clock, server):
    files = [SimpleUploadedFile(f"{n}.png", picture(shade=150 + n)) for n in range(5)]
    return [upload_unread(user, file) for file in files]


def read(*receipts) -> None:
    for receipt in receipts:
        process_receipt(receipt.pk)


def states() -> list[tuple[str, str]]:
    return list(Receipt.objects.order_by("pk").values_list("status", "failure_code"))


WRONG_SETTINGS = {
    "unsupported parameter": (failed(400, code="unsupported_parameter"), "not_supported"),
    "no schemas, without a code": (failed(400, kind="invalid_request_error"), "bad_request"),
    "no pictures, says vLLM": (failed(400, code=400, kind="BadRequestError"), "bad_request"),
    "a parameter, says a strict parser": (Reply(status=422, body=b'{"detail": []}'), "bad_request"),
    "unknown model": (failed(404, code="model_not_found"), "unknown_model"),
    "unknown model, as 400": (failed(400, code="model_not_found"), "unknown_model"),
    "wrong path": (Reply(status=404, body=b"<html>Not found"), "unknown_model"),
    "wrong path, as 405": (Reply(status=405, body=b""), "unknown_model"),
    "some other server": (Reply(body=b"<html>Welcome"), "no_completion"),
    "key without rights": (failed(403), "access_denied"),
}


@pytest.mark.parametrize(("reply", "code"), WRONG_SETTINGS.values(), ids=WRONG_SETTINGS)
def test_a_wrong_setting_fails_no_receipt_and_when_it_is_mended_all_are_read(
    receipts, server, clock, reply, code
):
    server.reply_with(reply)
    for _ in range(12):
        read(*receipts)
        clock.shift(PAUSE)

    waiting = Receipt.objects.filter(status="pending", attempts=0, failure_code=code)
    assert waiting.count() >= 3
    assert not Receipt.objects.exclude(status="pending").exists()
    assert len(server.requests) < 12 * len(receipts)
    assert {use.state for use in QuotaUse.objects.all()} == {QuotaUse.State.RESERVED}

    server.reply_with(answered())
    read(*receipts)

    assert {status for status, _ in states()} == {"completed"}


ABOUT_A_RECEIPT = {
    "unreadable": (failed(400, code="image_parse_error"), "bad_image"),
    "wrong kind": (failed(400, code="invalid_image_format"), "bad_image"),
    "policy": (failed(400, code="content_policy_violation"), "refused"),
    "too long": (failed(400, code="context_length_exceeded"), "too_large"),
    "too many bytes": (Reply(status=413, body=b""), "too_large"),
}


@pytest.mark.parametrize(("reply", "code"), ABOUT_A_RECEIPT.values(), ids=ABOUT_A_RECEIPT)
def test_what_is_about_a_receipt_fails_it_at_once_and_no_other(receipts, server, reply, code):
    server.reply_with(reply, answered())

    read(*receipts)

    assert states() == [("failed", code)] + [("completed", "")] * 4


DOUBTFUL = {
    "400": (failed(400), "bad_request", "not_accepted"),
    "moderation of a gateway": (failed(403, code=403), "access_denied", "refused"),
}


@pytest.mark.parametrize(("reply", "at_first", "code"), DOUBTFUL.values(), ids=DOUBTFUL)
def test_what_may_be_either_is_about_the_receipt_once_others_are_read(
    api, receipts, server, clock, reply, at_first, code
):
    odd, *others = receipts
    server.reply_with(reply, answered())
    read(odd)
    assert states()[0] == ("pending", at_first)
    read(*others)
    clock.shift(FIRST_PAUSE)
    server.reply_with(reply)

    read(odd)

    assert states() == [("failed", code)] + [("completed", "")] * 4
    body = api.get(f"/api/v1/receipts/{odd.pk}/processing_status/").json()
    assert re.search("(or e|E)nter .*by hand", body["failure"]["message"])
    assert "again by itself" not in body["failure"]["message"]
    assert QuotaUse.objects.filter(state=QuotaUse.State.COMMITTED).count() == 4


def test_an_answer_that_is_none_is_the_receipts_once_others_are_read(receipts, server, clock):
    odd, other = receipts[:2]
    server.reply_with(Reply(body=b'{"choices": []}'), answered())
    read(odd, other)
    clock.shift(PAUSE)
    server.reply_with(Reply(body=b'{"choices": []}'))

    read(odd)

    odd.refresh_from_db()
    assert (odd.status, odd.attempts, odd.failure_code) == ("failed", 1, "answer_invalid")


def test_one_answer_speaks_against_one_receipt(receipts, server, clock):
    """A server that is set up rightly for a moment, and then wrongly again."""
    *waiting, other = receipts
    server.reply_with(failed(400))
    read(*waiting[:2])
    clock.shift(PAUSE)
    read(*waiting[2:])
    clock.shift(PAUSE)
    server.reply_with(answered(), failed(400))
    read(other)
    for _ in range(6):
        read(*waiting)
        clock.shift(PAUSE)

    assert [status for status, _ in states()] == ["failed", *["pending"] * 3, "completed"]


def test_a_receipt_that_is_alone_waits_and_then_says_what_to_do(receipts, server, clock, settings):
    alone = receipts[0]
    server.reply_with(failed(400))
    read(alone)
    clock.shift(timedelta(hours=settings.OUTAGE_MAX_HOURS))
    read(alone)

    alone.refresh_from_db()
    assert (alone.status, alone.failure_code, alone.attempts) == ("failed", "outage_too_long", 0)
    assert "Have this one read again" in alone.failure_text
    assert ServiceCircuit.objects.get().code == "bad_request"
