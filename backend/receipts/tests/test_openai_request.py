"""The local service's own judgement: it finds each thing that may be wrong with a request."""

import copy

import pytest

from receipts.services.openai.manners import Manners
from receipts.services.openai.requests import build_request
from receipts.tests.openai_reading import CONTEXT, draw_page
from receipts.tests.openai_request import find_problems


@pytest.fixture
def request_body():
    body = build_request([draw_page()], model="gpt-4o", context=CONTEXT, manners=Manners())
    return copy.deepcopy(body)


def schema_of(body):
    return body["response_format"]["json_schema"]["schema"]


def image_of(body):
    return body["messages"][1]["content"][1]["image_url"]


def test_right_request_has_no_problem(request_body):
    images = []

    assert list(find_problems(request_body, images)) == []
    assert [image.size for image in images] == [(320, 480)]


@pytest.mark.parametrize(
    ("spoil", "problem"),
    [
        (lambda b: b.pop("store"), "store is not false"),
        (lambda b: b.update(stream=True), "streams"),
        (
            lambda b: b.pop("max_completion_tokens"),
            "max_completion_tokens is missing or beyond gpt-4o's",
        ),
        (lambda b: b.update(model="o3"), "a reasoning model refuses a temperature"),
        (lambda b: b["messages"].pop(), "no picture"),
        (lambda b: image_of(b).update(detail="low"), "detail is not high"),
        (
            lambda b: image_of(b).update(url="https://example.org/receipt.jpg"),
            "a picture that is no data URL of a JPEG",
        ),
        (
            lambda b: image_of(b).update(url=image_of(b)["url"][:600]),
            "a picture that cannot be decoded",
        ),
        (lambda b: b.pop("response_format"), "response_format is not json_schema"),
        (
            lambda b: b["response_format"]["json_schema"].update(strict=False),
            "the schema is not strict",
        ),
        (
            lambda b: schema_of(b).update(additionalProperties=True),
            "schema allows further properties",
        ),
        (lambda b: schema_of(b)["required"].pop(), "schema does not require every property"),
        (
            lambda b: schema_of(b)["$defs"]["AnswerLineItem"].pop("additionalProperties"),
            "schema.AnswerLineItem allows further properties",
        ),
        (
            lambda b: schema_of(b)["properties"]["vendor"].update(default=None),
            "schema.vendor uses ['default']",
        ),
        (
            lambda b: schema_of(b)["properties"]["items"]["items"].update(title="Item"),
            "schema.items.items has something beside $ref",
        ),
    ],
)
def test_wrong_request_is_found_out(request_body, spoil, problem):
    spoil(request_body)

    assert list(find_problems(request_body, [])) == [problem]
