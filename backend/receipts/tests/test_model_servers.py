"""Servers that are not OpenAI's: each plays what users of it report, and the receipt is read."""

import json
import logging

import pytest

from receipts.tests.openai_reading import CONTEXT, draw_page, reader_of
from receipts.tests.openai_server import GOOD_ANSWER, Reply, completion, running_openai_server

GOOD = json.dumps(GOOD_ANSWER)


@pytest.fixture(scope="module")
def running():
    with running_openai_server() as server:
        yield server


@pytest.fixture
def server(running):
    running.reset()
    running.refuses = lambda _: None
    return running


@pytest.fixture
def read(server):
    with reader_of(server) as reader:
        yield lambda: reader.extract([draw_page()], context=CONTEXT)


def message(**parts) -> Reply:
    body = {"choices": [{"message": {"role": "assistant", **parts}, "finish_reason": "stop"}]}
    return Reply(body=json.dumps(body).encode())


def call(arguments) -> dict:
    return {"type": "function", "function": {"name": "receipt", "arguments": arguments}}


PLACES = {
    "fences": completion(f"```json\n{GOOD}\n```"),
    "prose around it": completion(f"Here is the data {{as asked}}:\n\n{GOOD}\n\nAnything else?"),
    "behind thoughts": completion(f'<think>Perhaps {{"total": "1.00"}}? No.</think>\n{GOOD}'),
    "thoughts without a beginning": completion(f'{{"total": "1.00"}} no.</think>{GOOD}'),
    "in the thoughts alone": message(content="", reasoning_content=f"So:\n{GOOD}"),
    "under another name of thoughts": message(content=None, reasoning=GOOD),
    "parts": message(content=[{"type": "text", "text": GOOD[:99]}, {"text": GOOD[99:]}]),
    "a tool call": message(content=None, tool_calls=[call(GOOD)]),
    "a tool call as an object": message(content=None, tool_calls=[call(GOOD_ANSWER)]),
    "an old function call": message(content=None, function_call={"arguments": GOOD}),
    "an object already": message(content=GOOD_ANSWER),
    "wrapped": completion(json.dumps({"receipt": GOOD_ANSWER})),
    "in a list": completion(json.dumps([GOOD_ANSWER])),
    "written as a text once more": completion(json.dumps(GOOD)),
    "commas at the end": completion(GOOD.replace("}]", "},]")[:-1] + ",}"),
    "whole, and then blanks to the limit": completion(GOOD + " " * 50_000, finish_reason="length"),
    "a mark in front": completion("\ufeff" + GOOD),
    "an odd count of tokens": completion(GOOD, usage=None),
}


@pytest.mark.parametrize("reply", PLACES.values(), ids=PLACES)
def test_the_object_is_found_wherever_it_stands(server, read, reply):
    server.reply_with(reply)
    found = read()
    assert (found.vendor.value, found.total.value) == ("Corner Cafe", "12.50")
    assert [item.amount for item in found.items] == ["7.50", "5.00"]
    assert len(server.requests) == 1


@pytest.mark.parametrize("usage", [7, "many", [1], {"prompt_tokens": "x"}, {"prompt_tokens": None}])
def test_what_a_server_says_of_its_tokens_harms_nothing(server, read, usage):
    body = json.loads(completion(GOOD).body) | {"usage": usage}
    server.reply_with(Reply(body=json.dumps(body).encode()))
    assert read().usage.input_tokens is None


FLAWS = {
    "a number": ({"total": 12.5}, "total", "12.5"),
    "a number with all of its digits": ('{"total": 12.50, "vendor": null}', "total", "12.50"),
    "a number that is none": ('{"total": NaN, "vendor": "Corner Cafe"}', "total", None),
    "truth": ({"total": True}, "total", None),
    "a value with more about it": ({"total": {"value": "12.50", "score": 1}}, "total", "12.50"),
    "a list in place of an amount": ({"tip": ["1.00", "2.00"]}, "tip", '["1.00", "2.00"]'),
    "an object in place of a name": ({"vendor": {"name": "Corner"}}, "vendor", None),
    "a category that there is not": ({"category": "gambling"}, "category", "gambling"),
    "a type that there is not": ({"transaction_type": "transfer"}, "transaction_type", "transfer"),
    "an extra key": ({"confidence": 0.9}, "total", "12.50"),
    "no list": ({"items": None, "tax_lines": "none"}, "total", "12.50"),
    "a count as a text": ({"item_count": "3"}, "item_count", "3"),
    "half a character": ({"vendor": "Cafe \ud83d"}, "vendor", "Cafe ?"),
}


@pytest.mark.parametrize(("answer", "name", "value"), FLAWS.values(), ids=FLAWS)
def test_a_flaw_costs_that_value_and_no_other(server, read, answer, name, value):
    text = answer if isinstance(answer, str) else json.dumps({**GOOD_ANSWER, **answer})
    server.reply_with(completion(text))
    found = read()
    field = found.field(name)
    assert (field and field.value) == value
    if isinstance(answer, dict):
        assert found.purchased_on.value == "2026-04-03"
    assert len(server.requests) == 1


def test_lines_are_taken_as_far_as_they_say_something(server, read):
    items = [
        {"description": None, "amount": 5},
        {"amount": "7.50", "description": "Tea", "colour": "green"},
        {"description": None, "amount": None},
        "Scone 2.50",
    ]
    lines = [{"kind": "sales", "rate": 20, "tax": 2.08}, None, {"kind": "withheld", "tax": "1.00"}]
    server.reply_with(completion(json.dumps({**GOOD_ANSWER, "items": items, "tax_lines": lines})))
    found = read()
    assert [(item.description, item.amount) for item in found.items] == [
        ("", "5"),
        ("Tea", "7.50"),
    ]
    assert [(line.kind, line.rate, line.tax) for line in found.tax_lines] == [
        ("charged", "20", "2.08"),
        ("withheld", None, "1.00"),
    ]


def test_a_document_without_any_main_value_is_read_as_that(server, read):
    server.reply_with(completion('{"vendor": null}'))
    found = read()
    assert (found.vendor, found.total, found.purchased_on) == (None, None, None)


def refusal(status: int, body) -> Reply:
    return Reply(status=status, body=json.dumps(body).encode())


def error(text: str, **more) -> dict:
    return {"error": {"message": text, "type": "invalid_request_error", **more}}


def system_role_in(body: dict) -> bool:
    return any(one["role"] == "system" for one in body["messages"])


def detail_in(body: dict) -> bool:
    return '"detail"' in json.dumps(body)


def format_of(body: dict) -> str | None:
    return body.get("response_format", {}).get("type")


# What is not taken, as a test of a request, and what is said to it.
SERVERS = {
    "Mistral: unknown fields": (
        lambda body: "store" in body,
        refusal(422, {"detail": [{"loc": ["body", "store"], "msg": "Extra inputs not permitted"}]}),
    ),
    "Mistral: the name of the limit": (
        lambda body: "max_completion_tokens" in body,
        refusal(
            422,
            {"detail": [{"loc": ["body", "max_completion_tokens"], "type": "extra_forbidden"}]},
        ),
    ),
    "Azure, an old version of its API": (
        lambda body: "max_completion_tokens" in body,
        refusal(400, error("Unrecognized request argument supplied: max_completion_tokens")),
    ),
    "Azure: no such format": (
        lambda body: format_of(body) == "json_schema",
        refusal(400, error("Invalid parameter: 'response_format' of type 'json_schema'")),
    ),
    "llama.cpp: a schema that makes no grammar": (
        lambda body: format_of(body) == "json_schema",
        refusal(400, {"error": {"code": 400, "message": "failed to parse grammar"}}),
    ),
    "LM Studio: neither of two formats": (
        lambda body: format_of(body) in {"json_schema", "json_object"},
        refusal(400, {"error": "'response_format.type' must be 'text'"}),
    ),
    "vLLM: a template without system": (
        system_role_in,
        refusal(400, {"object": "error", "message": "System role not supported", "code": 400}),
    ),
    "vLLM: roles that alternate": (
        system_role_in,
        refusal(400, {"message": "Conversation roles must alternate user/assistant/user/..."}),
    ),
    "Gemini: no detail": (
        detail_in,
        refusal(400, [{"error": {"code": 400, "message": 'Unknown name "detail" at image_url'}}]),
    ),
    "a model that refuses a temperature": (
        lambda body: "temperature" in body,
        refusal(400, error("'temperature' does not support 0", code="unsupported_value")),
    ),
    "Ollama: nothing but the plainest, and no word why": (
        lambda body: bool({"store", "response_format", "max_completion_tokens"} & body.keys()),
        refusal(400, {"error": "bad request"}),
    ),
    "a proxy that answers a refusal with a page": (
        lambda body: "store" in body,
        Reply(status=400, body=b"<html>Bad Request</html>"),
    ),
}


@pytest.mark.parametrize(("is_refused", "reply"), SERVERS.values(), ids=SERVERS)
def test_what_a_server_refuses_is_left_out_and_remembered(server, read, caplog, is_refused, reply):
    server.refuses = lambda body: reply if is_refused(body) else None

    with caplog.at_level(logging.WARNING, logger="receipts.services"):
        assert read().total.value == "12.50"
        asked = len(server.requests)
        assert read().total.value == "12.50"

    assert 2 <= asked <= 4
    assert len(server.requests) == asked + 1
    last = json.dumps(server.requests[-1].body)
    assert "You read photographs" in last
    assert ("json_schema" in last) or ("keeps this JSON schema" in last)
    told = [one for one in caplog.messages if "is asked without" in one]
    assert len(told) == 1


def test_a_refusal_that_names_one_thing_costs_no_other(server, read):
    is_refused, reply = SERVERS["Mistral: unknown fields"]
    server.refuses = lambda body: reply if is_refused(body) else None
    read()
    first, second = (request.body for request in server.requests)
    assert first.keys() - second.keys() == {"store"}
    assert first["messages"] == second["messages"]


def test_a_refusal_that_repeats_the_picture_is_read_no_further(server, read):
    """Some say the whole request again."""
    told = {"detail": [{"loc": ["body", "store"], "input": "temperature " * 9_999, "msg": "no"}]}
    server.refuses = lambda body: refusal(422, told) if "store" in body else None
    read()
    assert "temperature" in server.requests[-1].body
