"""Servers that are not OpenAI's: each plays what users of it report, and the receipt is read."""

import json
import logging

import pytest

from receipts.services import enhanced_openai_service
from receipts.services.extraction import ExtractionError
from receipts.services.openai_schema import build_response_format
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
    "behind many others": completion('{"line": 1}\n' * 300 + GOOD),
    "behind the schema, said once more": completion(
        f"{json.dumps(build_response_format())} {GOOD}"
    ),
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


def forbidden(*names: str) -> list:
    """As pydantic says it."""
    msg = "Extra inputs are not permitted"
    return [{"type": "extra_forbidden", "loc": ["body", name], "msg": msg} for name in names]


def has_limit(body: dict) -> bool:
    return bool({"max_completion_tokens", "max_tokens"} & body.keys())


CONTEXT_OF_6048 = (
    "This model's maximum context length is 6048 tokens. However, you requested 6616 tokens (568 in"
    " the messages, 6048 in the completion). Please reduce the length of the messages or"
    " completion."
)
# The texts of errors are those that users of the servers report. What is not taken, as a test of a
# request, what is said to it, and what is left out.
SERVERS = {
    "Mistral": (
        lambda body: bool({"store", "max_completion_tokens"} & body.keys()),
        refusal(422, {"detail": forbidden("store", "max_completion_tokens")}),
        "store, output_limit",
    ),
    "Mistral, its error as a text": (
        lambda body: "store" in body,
        refusal(
            422,
            {
                "object": "error",
                "message": json.dumps({"detail": forbidden("store")}),
                "type": "internal_error_proxy",
                "code": "1000",
            },
        ),
        "store",
    ),
    "vLLM, its error as Python writes it": (
        lambda body: "max_completion_tokens" in body,
        refusal(
            400,
            {
                "object": "error",
                "message": str(forbidden("max_completion_tokens")),
                "type": "BadRequestError",
                "code": 400,
            },
        ),
        "output_limit",
    ),
    "vLLM: the limit and the prompt together are too long": (
        has_limit,
        refusal(400, {"object": "error", "message": CONTEXT_OF_6048, "type": "BadRequestError"}),
        "output_limit",
    ),
    "vLLM, newer": (
        has_limit,
        refusal(
            400,
            error(
                "This model's maximum context length is 2048 tokens. However, your request has 8"
                " input tokens plus 2045 'max_tokens'. Please reduce one or the other."
                " (parameter=input_tokens, max_tokens, value=(8, 2045))",
                param="input_tokens, max_tokens",
            ),
        ),
        "output_limit",
    ),
    "Text Generation Inference": (
        has_limit,
        refusal(
            422,
            {
                "error": "Input validation error: `inputs` tokens + `max_new_tokens` must be <="
                " 8192. Given: 6204 `inputs` tokens and 16384 `max_new_tokens`",
                "error_type": "validation",
            },
        ),
        "output_limit",
    ),
    "Azure, an old version of its API": (
        lambda body: "max_completion_tokens" in body,
        refusal(400, error("Unrecognized request argument supplied: max_completion_tokens")),
        "output_limit",
    ),
    "Azure, an old version of its API: no schema": (
        lambda body: format_of(body) == "json_schema",
        refusal(
            400,
            error(
                "response_format value as json_schema is enabled only for api versions"
                " 2024-08-01-preview and later",
                code="BadRequest",
            ),
        ),
        "format",
    ),
    "llama.cpp: a schema that makes no grammar": (
        lambda body: format_of(body) == "json_schema",
        refusal(400, {"error": {"code": 400, "message": "failed to parse grammar"}}),
        "format",
    ),
    "LM Studio: neither of two formats": (
        lambda body: format_of(body) in {"json_schema", "json_object"},
        refusal(400, {"error": "'response_format.type' must be 'text'"}),
        "format",
    ),
    "Groq: the model has not kept the format": (
        lambda body: format_of(body) in {"json_schema", "json_object"},
        refusal(
            400,
            error(
                "Failed to generate JSON. Please adjust your prompt. See 'failed_generation' for"
                " more details.",
                code="json_validate_failed",
                failed_generation="STORE 17, temperature of the freezer, 'store' of the month",
            ),
        ),
        "format",
    ),
    "vLLM: a template without system": (
        system_role_in,
        refusal(400, {"object": "error", "message": "System role not supported", "code": 400}),
        "system_role",
    ),
    "vLLM: roles that alternate": (
        system_role_in,
        refusal(400, {"message": "Conversation roles must alternate user/assistant/user/..."}),
        "system_role",
    ),
    "llama.cpp: its template has failed": (
        system_role_in,
        refusal(
            500,
            {
                "error": {
                    "code": 500,
                    "message": "Error: Jinja Exception: Only user and assistant roles are"
                    " supported!",
                    "type": "server_error",
                }
            },
        ),
        "system_role",
    ),
    "Gemini: no store": (
        lambda body: "store" in body,
        refusal(
            400,
            [
                {
                    "error": {
                        "code": 400,
                        "message": 'Invalid JSON payload received. Unknown name "store": Cannot'
                        " find field.",
                        "status": "INVALID_ARGUMENT",
                    }
                }
            ],
        ),
        "store",
    ),
    "Gemini: no detail": (
        detail_in,
        refusal(400, [{"error": {"code": 400, "message": 'Unknown name "detail" at image_url'}}]),
        "detail",
    ),
    "a gateway that passes on what it was told": (
        lambda body: format_of(body) == "json_schema",
        refusal(
            400,
            {
                "error": {
                    "message": "Provider returned error",
                    "code": 400,
                    "metadata": {"raw": json.dumps(error("x", param="response_format"))},
                },
                "user_id": "user_x",
            },
        ),
        "format",
    ),
    "a model that refuses a temperature": (
        lambda body: "temperature" in body,
        refusal(400, error("'temperature' does not support 0", code="unsupported_value")),
        "sampling",
    ),
    "Ollama: nothing but the plainest, and no word why": (
        lambda body: bool({"store", "response_format", "max_completion_tokens"} & body.keys()),
        refusal(400, {"error": "bad request"}),
        "store, detail, sampling, system_role, output_limit, format",
    ),
    "a proxy that answers a refusal with a page": (
        lambda body: "store" in body,
        Reply(status=400, body=b"<html>Bad Request</html>"),
        "store, detail, output_limit, format",
    ),
    "lists in lists without end": (
        lambda body: "store" in body,
        Reply(status=400, body=b"[" * 5_000 + b"]" * 5_000),
        "store, detail, output_limit, format",
    ),
}


@pytest.mark.parametrize(("is_refused", "reply", "left_out"), SERVERS.values(), ids=SERVERS)
def test_what_a_server_refuses_is_left_out_and_remembered(
    server, read, caplog, is_refused, reply, left_out
):
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
    assert [one.rpartition(": ")[2] for one in told] == [left_out]


def test_a_refusal_that_names_one_thing_costs_no_other(server, read):
    is_refused, reply, _ = SERVERS["Mistral, its error as a text"]
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


def test_what_one_receipt_needs_is_not_remembered_where_others_were_read(server, read):
    """It may be a long one, or a passing fault."""
    read()
    server.refuses = lambda body: refusal(400, error(CONTEXT_OF_6048)) if has_limit(body) else None
    read()
    server.refuses = lambda _: None
    read()
    first, *_, last = (request.body for request in server.requests)
    assert first == last


def test_a_prompt_that_is_too_long_is_told_as_that(server, read):
    told = (
        "This model's maximum context length is 3 tokens. However, your request has 8 input tokens."
        " Please reduce the length of the input messages. (parameter=input_tokens, value=8)"
    )
    server.refuses = lambda _: refusal(400, error(told))
    with pytest.raises(ExtractionError) as caught:
        read()
    assert caught.value.code == "too_large"
    assert len(server.requests) == 2


def test_a_fault_of_the_service_is_not_asked_otherwise(server, read):
    server.refuses = lambda _: refusal(500, error("'store' and 'response_format' are on fire"))
    with pytest.raises(ExtractionError) as caught:
        read()
    assert caught.value.code == "service_unavailable"
    assert len(server.requests) == 1


def test_a_schema_in_place_of_an_answer_is_none(server, read):
    schema = build_response_format()["json_schema"]["schema"]
    server.reply_with(completion(json.dumps(schema)), completion(GOOD))
    assert read().total.value == "12.50"
    assert len(server.requests) == 2


def test_the_service_itself_is_never_asked_without_store_by_guess(server, monkeypatch):
    """It says what it refuses; and it may keep what it is sent without that word."""
    monkeypatch.setattr(enhanced_openai_service, "OPENAI_BASE_URL", server.base_url)
    server.refuses = lambda _: refusal(400, error("no"))
    with reader_of(server, base_url=None) as reader, pytest.raises(ExtractionError):
        reader.extract([draw_page()], context=CONTEXT)
    assert [request.body["store"] for request in server.requests] == [False]


@pytest.mark.parametrize("finish_reason", ["stop", "length", "max_tokens", "MAX_TOKENS"])
def test_a_runaway_is_one_however_the_server_says_it_ended(server, read, finish_reason):
    endless = '{"items": [' + '{"description": "Tea", "amount": "1.00"}, ' * 99
    server.reply_with(completion(endless, finish_reason=finish_reason))
    with pytest.raises(ExtractionError) as caught:
        read()
    assert caught.value.code == "answer_runaway"
    told = json.dumps(server.requests[-1].body)
    assert (len(server.requests), "repeated itself" in told) == (2, True)


@pytest.mark.parametrize("finish_reason", ["length", "max_tokens", "MAX_TOKENS"])
def test_what_was_cut_is_told_as_that_in_any_words(server, read, finish_reason):
    server.reply_with(completion(GOOD[:300], finish_reason=finish_reason))
    with pytest.raises(ExtractionError) as caught:
        read()
    assert caught.value.code == "answer_cut"


@pytest.mark.parametrize(
    ("status", "text"),
    [
        (404, "No endpoints found that support image input"),
        (400, "this model does not support image input (ref: b8bd630e)"),
        (500, "image input is not supported - hint: if this is unexpected, provide the mmproj"),
        (400, "messages[1]: unknown variant `image_url`, expected `text`"),
    ],
    ids=["OpenRouter", "Ollama", "llama.cpp", "DeepSeek"],
)
def test_a_model_that_takes_no_pictures_is_told_as_that_at_once(server, read, status, text):
    server.refuses = lambda _: refusal(status, error(text))
    with pytest.raises(ExtractionError) as caught:
        read()
    assert (caught.value.code, caught.value.outage) == ("not_supported", True)
    assert len(server.requests) == 1
