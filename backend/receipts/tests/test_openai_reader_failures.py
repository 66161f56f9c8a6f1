"""The GPT-4o reader on a service that fails: each kind has its code, and says what it is about."""

import gzip
import json
import traceback
from typing import get_args

import pytest
from openai.types.responses import ResponseError

from receipts.services.extraction import ExtractionError
from receipts.services.openai.errors import KINDS, code_for_status, extraction_error
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


# Who may be asked again: everybody, when the service is back; nobody.
OUTAGE, LASTING = "outage", "lasting"


def kind_of(error: ExtractionError) -> str:
    assert error.retryable == error.outage
    return OUTAGE if error.outage else LASTING


FAILURES = {
    "busy": (failed(429, code="rate_limit_exceeded", kind="tokens"), "rate_limited", OUTAGE),
    "busy, silent": (Reply(status=429, body=b""), "rate_limited", OUTAGE),
    "no credit, by code": (failed(429, code="insufficient_quota"), "quota_exhausted", OUTAGE),
    "no credit, by type": (failed(429, kind="insufficient_quota"), "quota_exhausted", OUTAGE),
    "spending limit": (failed(429, code="billing_hard_limit_reached"), "quota_exhausted", OUTAGE),
    "payment required": (failed(402), "quota_exhausted", OUTAGE),
    "fault": (failed(500, kind="server_error"), "service_unavailable", OUTAGE),
    "gateway page": (Reply(status=502, body=b"<html>Bad gateway"), "service_unavailable", OUTAGE),
    "overloaded": (failed(503), "service_unavailable", OUTAGE),
    "fault that names the key": (
        failed(500, code="invalid_api_key"),
        "service_unavailable",
        OUTAGE,
    ),
    "forbidden": (failed(403, code="unsupported_country"), "access_denied", OUTAGE),
    "model not allowed": (failed(403, code="model_not_found"), "unknown_model", OUTAGE),
    "no such address": (Reply(status=404, body=b"<html>Not found"), "unknown_model", OUTAGE),
    "content filter": (failed(400, code="content_filter"), "refused", LASTING),
    "picture unreadable": (failed(400, code="invalid_image_format"), "bad_image", LASTING),
    "too many pages": (failed(400, code="context_length_exceeded"), "too_large", LASTING),
    "body too large": (Reply(status=413, body=b""), "too_large", LASTING),
    "media type": (Reply(status=415, body=b""), "bad_request", OUTAGE),
    "too much for llama.cpp": (
        failed(400, code=400, kind="exceed_context_size_error"),
        "too_large",
        LASTING,
    ),
    "wrong method": (Reply(status=405, body=b""), "unknown_model", OUTAGE),
    "model is gone": (Reply(status=410, body=b""), "unknown_model", OUTAGE),
    "moved": (
        Reply(status=308, headers={"Location": "http://127.0.0.1:9/v1"}),
        "bad_address",
        OUTAGE,
    ),
    "refusal": (completion(None, refusal="I can't help with that."), "refused", LASTING),
    "filtered answer": (completion(None, finish_reason="content_filter"), "refused", LASTING),
    "cut answer": (completion('{"vendor_pri', finish_reason="length"), "answer_cut", LASTING),
    "cut in a row of zeros": (
        completion('{"receipt_number": "0000000', finish_reason="length"),
        "answer_cut",
        LASTING,
    ),
    "broken JSON": (Reply(body=b'{"choices": [{"mess'), "no_completion", OUTAGE),
    "empty body": (Reply(body=b""), "no_completion", OUTAGE),
    "larger than any answer": (
        Reply(body=b" " * 5 * 2**20 + answered().body),
        "no_completion",
        OUTAGE,
    ),
    "a completion larger than any answer": (
        completion('{"vendor": "Corner Cafe",' + " " * 5 * 2**20),
        "answer_runaway",
        LASTING,
    ),
    "packed, though not asked to be": (
        Reply(body=gzip.compress(answered().body), headers={"Content-Encoding": "gzip"}),
        "no_completion",
        OUTAGE,
    ),
    "a fault without end": (
        Reply(status=500, body=b" " * 5 * 2**20),
        "service_unavailable",
        OUTAGE,
    ),
    "not JSON": (
        Reply(body=b"<html>Welcome", headers={"Content-Type": "text/html"}),
        "no_completion",
        OUTAGE,
    ),
    "no choices": (Reply(body=b'{"choices": []}'), "no_completion", OUTAGE),
    "error with status 200": (
        Reply(body=b'{"error": {"message": "upstream", "code": 502}}'),
        "service_unavailable",
        OUTAGE,
    ),
    "error in words with status 200": (failed(200, code="invalid_image"), "bad_image", LASTING),
    "odd error with status 200": (failed(200, code=[7], kind=2.5), "no_completion", OUTAGE),
    "closed before the answer": (Reply(body=b"{}", cut_after=0), "connection_failed", OUTAGE),
    "closed in the answer": (
        Reply(body=json.dumps(GOOD_ANSWER).encode(), cut_after=100),
        "connection_failed",
        OUTAGE,
    ),
}

# It may be the picture, or a server that takes less: it is asked in plainer ways too.
REFUSALS = {
    "wrong parameter": (failed(400, code="unsupported_value"), "not_supported", OUTAGE),
    "no schemas": (failed(400, kind="invalid_request_error"), "bad_request", OUTAGE),
    "code as a number": (failed(400, code=400, kind="BadRequestError"), "bad_request", OUTAGE),
    "code as a list": (failed(400, code=["no"], kind={"a": 1}), "bad_request", OUTAGE),
    "error as a text": (Reply(status=400, body=b'{"error": "no"}'), "bad_request", OUTAGE),
    "error as a list": (Reply(status=422, body=b'["no"]'), "bad_request", OUTAGE),
}
# It is asked once more, with what was wrong.
SENSELESS = {
    "no answer": completion(None),
    "prose": completion("The total is 12.50."),
    "about something else": completion('{"weather": "12.5 degrees at the Corner Cafe"}'),
    "a list": completion('["Corner Cafe", 12.5]'),
    "half of it": completion('{"vendor": "Corner Cafe", "total": 12.5'),
    "nothing but braces": completion("{" * 100_000 + " and so on."),
    "so deep that nobody can follow": completion('{"a":' * 5_000 + "1" + "}" * 5_000 + " It ends."),
    "no message": Reply(body=b'{"choices": [{"finish_reason": "stop"}]}'),
    "no choice": Reply(body=b'{"choices": [null]}'),
}


@pytest.mark.parametrize(("reply", "code", "kind"), FAILURES.values(), ids=FAILURES)
def test_failure_has_its_code_is_asked_once_and_tells_no_secret(
    server, openai_reader, reply, code, kind
):
    server.reply_with(reply)

    error = fail_to_read(openai_reader)

    assert (error.code, kind_of(error)) == (code, kind)
    assert server.problems == []
    assert len(server.requests) == 1
    assert_tells_no_secret(error)


@pytest.mark.parametrize(("reply", "code", "kind"), REFUSALS.values(), ids=REFUSALS)
def test_what_is_refused_in_every_way_is_what_it_was_and_nothing_is_remembered(
    server, openai_reader, reply, code, kind
):
    server.refuses = lambda _: reply

    error = fail_to_read(openai_reader)

    assert (error.code, kind_of(error)) == (code, kind)
    assert len(server.requests) == 3
    assert_tells_no_secret(error)
    server.reset()
    assert openai_reader.extract([draw_page()], context=CONTEXT).total.value == "12.50"
    assert server.problems == []


@pytest.mark.parametrize("reply", SENSELESS.values(), ids=SENSELESS)
def test_a_senseless_answer_is_asked_for_once_more_with_what_was_wrong(
    server, openai_reader, reply
):
    server.reply_with(reply)

    error = fail_to_read(openai_reader)

    assert (error.code, kind_of(error)) == ("answer_invalid", LASTING)
    assert_tells_no_secret(error)
    first, second = (json.dumps(request.body) for request in server.requests)
    assert "held no JSON object" not in first
    assert "held no JSON object" in second
    assert server.problems == []

    server.reply_with(reply, answered())
    read = openai_reader.extract([draw_page()], context=CONTEXT)
    assert read.total.value == "12.50"
    if b"usage" in reply.body:
        assert (read.usage.input_tokens, read.usage.output_tokens) == (3000, 400)


@pytest.mark.parametrize(
    "text",
    [
        '{"vendor": "Corner Cafe",' + " " * 40_000,
        '{"vendor": "Corner Cafe", "items": [' + '{"description": "Tea"}, ' * 2_000,
        "\n" * 40_000,
    ],
    ids=["blanks", "items", "lines"],
)
def test_an_answer_without_end_is_called_so(server, openai_reader, text):
    server.reply_with(completion(text, finish_reason="length"))

    error = fail_to_read(openai_reader)

    assert (error.code, kind_of(error), len(server.requests)) == ("answer_runaway", LASTING, 2)
    assert_tells_no_secret(error)
    server.reply_with(completion(text, finish_reason="length"), answered())
    assert openai_reader.extract([draw_page()], context=CONTEXT).total.value == "12.50"


def assert_tells_no_secret(error: ExtractionError) -> None:
    assert str(error).endswith(".")
    told = "".join(traceback.format_exception(error))
    assert "Traceback" in told
    for secret in (API_KEY, "SECRET RECEIPT TEXT", "Corner Cafe", "12.5", "gambling"):
        assert secret not in told


@pytest.mark.parametrize("code", get_args(ResponseError.model_fields["code"].annotation))
def test_each_code_that_the_sdk_names_has_its_kind(code):
    known = code_for_status(400, service_codes=(code, None))
    assert known != "bad_request" or code == "vector_store_timeout"
    assert ("image" in code) == (known in {"bad_image", "too_large"} or "image_content" in code)


@pytest.mark.parametrize("kind", [kind for kind in KINDS.values() if kind.about_receipt])
def test_what_may_be_about_the_receipt_waits_and_becomes_what_is(kind):
    error = extraction_error(kind.about_receipt)
    assert kind.outage
    assert not error.outage
    assert error.about_receipt is None


def test_an_answer_of_a_megabyte_is_read(server, openai_reader):
    server.reply_with(Reply(body=b" " * 2**20 + answered().body))

    assert openai_reader.extract([draw_page()], context=CONTEXT).total.value == "12.50"
    assert server.requests[-1].headers["accept-encoding"] == "identity"


def test_a_failure_leaves_the_reader_usable(server, openai_reader):
    server.reply_with(failed(500), answered())

    fail_to_read(openai_reader)

    assert openai_reader.extract([draw_page()], context=CONTEXT).total.value == "12.50"


def test_a_wrong_key_is_the_operators_fault_and_no_receipts(server):
    with reader_of(server, api_key="sk-somebody-else") as reader:
        error = fail_to_read(reader)

    assert (error.code, kind_of(error)) == ("bad_key", OUTAGE)
    assert "sk-somebody-else" not in str(error)


@pytest.mark.parametrize("key", ["", "  ", "sk-two parts", "sk-line\nbreak", "sk-ключ"])
def test_key_that_cannot_be_one_is_never_sent(server, key):
    with reader_of(server, api_key=key) as reader:
        error = fail_to_read(reader)

    assert (error.code, kind_of(error)) == ("bad_key", OUTAGE)
    assert server.requests == []


def test_key_copied_with_its_line_end_works(server):
    with reader_of(server, api_key=f" {API_KEY}\n") as reader:
        assert reader.extract([draw_page()], context=CONTEXT).total.value == "12.50"


def test_an_unknown_model_is_the_operators_fault_and_no_receipts(server):
    with reader_of(server, model="gpt-3-ultra") as reader:
        error = fail_to_read(reader)

    assert (error.code, kind_of(error)) == ("unknown_model", OUTAGE)


def test_a_server_that_is_not_there_is_away(server):
    with reader_of(server, base_url="http://127.0.0.1:9/v1") as reader:
        error = fail_to_read(reader)

    assert (error.code, kind_of(error)) == ("connection_failed", OUTAGE)


@pytest.mark.parametrize("base_url", ["127.0.0.1/v1", "ftp://127.0.0.1/v1", "http://[::1/v1"])
def test_an_address_that_cannot_be_one_is_the_operators_fault(server, base_url):
    with reader_of(server, base_url=base_url) as reader:
        error = fail_to_read(reader)

    assert (error.code, kind_of(error)) == ("bad_address", OUTAGE)


def test_receipt_without_pages_is_never_sent(server, openai_reader):
    with pytest.raises(ExtractionError) as caught:
        openai_reader.extract([], context=CONTEXT)

    assert (caught.value.code, kind_of(caught.value)) == ("no_pages", LASTING)
    assert server.requests == []
