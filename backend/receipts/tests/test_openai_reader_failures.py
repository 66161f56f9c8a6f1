"""The GPT-4o reader on a service that fails: each kind has its code, and says whether to retry."""

import json
import traceback

import pytest

from receipts.services.extraction import ExtractionError
from receipts.tests.openai_reading import CONTEXT, draw_page, reader_of
from receipts.tests.openai_server import (
    API_KEY,
    GOOD_ANSWER,
    Reply,
    answered,
    completion,
    failed,
    running_openai_server,
)


@pytest.fixture(scope="module")
def running():
    """One server and one reader for the whole file: a client costs 30 ms, its TLS context."""
    with running_openai_server() as server, reader_of(server) as reader:
        yield server, reader


@pytest.fixture
def server(running):
    server, _ = running
    server.reset()
    return server


@pytest.fixture
def openai_reader(server, running):
    return running[1]


def fail_to_read(reader) -> ExtractionError:
    with pytest.raises(ExtractionError) as caught:
        reader.extract([draw_page()], context=CONTEXT)
    return caught.value


FAILURES = {
    "busy": (failed(429, code="rate_limit_exceeded", kind="tokens"), "rate_limited", True),
    "busy, silent": (Reply(status=429, body=b""), "rate_limited", True),
    "no credit, by code": (failed(429, code="insufficient_quota"), "quota_exhausted", False),
    "no credit, by type": (failed(429, kind="insufficient_quota"), "quota_exhausted", False),
    "spending limit": (failed(429, code="billing_hard_limit_reached"), "quota_exhausted", False),
    "payment required": (failed(402), "quota_exhausted", False),
    "fault": (failed(500, kind="server_error"), "service_unavailable", True),
    "gateway page": (Reply(status=502, body=b"<html>Bad gateway"), "service_unavailable", True),
    "overloaded": (failed(503), "service_unavailable", True),
    "fault that names the key": (
        failed(500, code="invalid_api_key"),
        "service_unavailable",
        True,
    ),
    "forbidden": (failed(403, code="unsupported_country"), "access_denied", False),
    "model not allowed": (failed(403, code="model_not_found"), "unknown_model", False),
    "no such address": (Reply(status=404, body=b"<html>Not found"), "unknown_model", False),
    "content filter": (failed(400, code="content_filter"), "refused", False),
    "picture unreadable": (failed(400, code="invalid_image_format"), "bad_image", False),
    "too many pages": (failed(400, code="context_length_exceeded"), "too_large", False),
    "body too large": (Reply(status=413, body=b""), "too_large", False),
    "wrong parameter": (failed(400, code="unsupported_value"), "bad_request", False),
    "error as a list": (Reply(status=422, body=b'["no"]'), "bad_request", False),
    "moved": (
        Reply(status=308, headers={"Location": "http://127.0.0.1:9/v1"}),
        "bad_address",
        False,
    ),
    "refusal": (completion(None, refusal="I can't help with that."), "refused", False),
    "filtered answer": (completion(None, finish_reason="content_filter"), "refused", False),
    "cut answer": (completion('{"vendor_pri', finish_reason="length"), "answer_cut", False),
    "no answer": (completion(None), "answer_invalid", True),
    "prose": (completion("The total is 12.50."), "answer_invalid", True),
    "property missing": (completion('{"vendor": "Corner Cafe"}'), "answer_invalid", True),
    "property too many": (answered(confidence="0.9"), "answer_invalid", True),
    "amount as a number": (answered(total=12.5), "answer_invalid", True),
    "category unknown": (answered(category="gambling"), "answer_invalid", True),
    "type unknown": (answered(transaction_type="transfer"), "answer_invalid", True),
    "broken JSON": (Reply(body=b'{"choices": [{"mess'), "answer_invalid", True),
    "empty body": (Reply(body=b""), "answer_invalid", True),
    "not JSON": (
        Reply(body=b"<html>Welcome", headers={"Content-Type": "text/html"}),
        "answer_invalid",
        True,
    ),
    "no choices": (Reply(body=b'{"choices": []}'), "answer_invalid", True),
    "error with status 200": (
        Reply(body=b'{"error": {"message": "upstream", "code": 502}}'),
        "answer_invalid",
        True,
    ),
    "closed before the answer": (Reply(body=b"{}", cut_after=0), "connection_failed", True),
    "closed in the answer": (
        Reply(body=json.dumps(GOOD_ANSWER).encode(), cut_after=100),
        "connection_failed",
        True,
    ),
}


@pytest.mark.parametrize(("reply", "code", "retryable"), FAILURES.values(), ids=FAILURES)
def test_failure_has_its_code_is_asked_once_and_tells_no_secret(
    server, openai_reader, reply, code, retryable
):
    server.reply_with(reply)

    error = fail_to_read(openai_reader)

    assert (error.code, error.retryable) == (code, retryable)
    assert server.problems == []
    assert len(server.requests) == 1
    assert str(error).endswith(".")
    told = "".join(traceback.format_exception(error))
    assert "Traceback" in told
    for secret in (API_KEY, "SECRET RECEIPT TEXT", "Corner Cafe", "12.5", "gambling"):
        assert secret not in told


def test_a_failure_leaves_the_reader_usable(server, openai_reader):
    server.reply_with(failed(500), answered())

    fail_to_read(openai_reader)

    assert openai_reader.extract([draw_page()], context=CONTEXT).total.value == "12.50"


def test_wrong_key_is_not_tried_again(server):
    with reader_of(server, api_key="sk-somebody-else") as reader:
        error = fail_to_read(reader)

    assert (error.code, error.retryable) == ("bad_key", False)
    assert "sk-somebody-else" not in str(error)


@pytest.mark.parametrize("key", ["", "  ", "sk-two parts", "sk-line\nbreak", "sk-ключ"])
def test_key_that_cannot_be_one_is_never_sent(server, key):
    with reader_of(server, api_key=key) as reader:
        error = fail_to_read(reader)

    assert (error.code, error.retryable) == ("bad_key", False)
    assert server.requests == []


def test_key_copied_with_its_line_end_works(server):
    with reader_of(server, api_key=f" {API_KEY}\n") as reader:
        assert reader.extract([draw_page()], context=CONTEXT).total.value == "12.50"


def test_unknown_model_is_not_tried_again(server):
    with reader_of(server, model="gpt-3-ultra") as reader:
        error = fail_to_read(reader)

    assert (error.code, error.retryable) == ("unknown_model", False)


def test_server_that_is_not_there_is_tried_again(server):
    with reader_of(server, base_url="http://127.0.0.1:9/v1") as reader:
        error = fail_to_read(reader)

    assert (error.code, error.retryable) == ("connection_failed", True)


@pytest.mark.parametrize("base_url", ["127.0.0.1/v1", "ftp://127.0.0.1/v1", "http://[::1/v1"])
def test_address_that_cannot_be_one_is_not_tried_again(server, base_url):
    with reader_of(server, base_url=base_url) as reader:
        error = fail_to_read(reader)

    assert (error.code, error.retryable) == ("bad_address", False)


def test_receipt_without_pages_is_never_sent(server, openai_reader):
    with pytest.raises(ExtractionError) as caught:
        openai_reader.extract([], context=CONTEXT)

    assert (caught.value.code, caught.value.retryable) == ("no_pages", False)
    assert server.requests == []
