"""Models come and go: when one is switched off, and how each kind wants to be asked."""

from datetime import date

import pytest

from receipts.processing.storable import storable_name
from receipts.services.extraction import ExtractionError
from receipts.services.openai.models import SUCCESSOR, announced_shutdown, sampling_options
from receipts.tests.openai_reading import CONTEXT, draw_page, reader_of
from receipts.tests.openai_server import Reply, running_openai_server


@pytest.fixture
def server():
    with running_openai_server() as server:
        yield server


def test_service_says_when_the_model_goes(server):
    with reader_of(server) as reader:
        assert reader.shutdown_date() == date(2027, 1, 14)

    (request,) = server.requests
    assert (request.method, request.path) == ("GET", "/v1/models/gpt-4o")


def test_service_that_announced_nothing_gives_none(server):
    with reader_of(server, model="gpt-6-luna") as reader:
        assert reader.shutdown_date() is None


def test_model_that_is_gone_is_unknown(server):
    with (
        reader_of(server, model="gpt-4-vision-preview") as reader,
        pytest.raises(ExtractionError) as caught,
    ):
        reader.shutdown_date()

    assert (caught.value.code, caught.value.outage) == ("unknown_model", True)


def test_date_that_is_none_is_an_invalid_answer(server):
    server.models["gpt-4o"] = "next winter"

    with reader_of(server) as reader, pytest.raises(ExtractionError) as caught:
        reader.shutdown_date()

    assert caught.value.code == "answer_invalid"


@pytest.mark.parametrize(
    ("model", "last_day"),
    [
        ("gpt-4o", date(2027, 1, 14)),
        ("gpt-4o-mini", date(2027, 1, 14)),
        ("gpt-4o-2024-05-13", date(2026, 10, 23)),
        ("gpt-5", date(2026, 12, 11)),
        (SUCCESSOR.name, None),
        ("llama-4-vision", None),
    ],
)
def test_announced_shutdowns_are_known_without_network(model, last_day):
    assert announced_shutdown(model) == last_day


@pytest.mark.parametrize(
    ("model", "options"),
    [
        ("gpt-4o", {"temperature": 0}),
        ("gpt-4.1-mini", {"temperature": 0}),
        ("qwen3-vl:8b", {"temperature": 0}),
        ("olmo-vision", {"temperature": 0}),
        ("o3", {}),
        ("gpt-5-mini", {}),
        ("openai/gpt-5.2", {}),
        ("gpt-6-luna", {"reasoning_effort": "none"}),
        ("gpt-6-sol", {"reasoning_effort": "none"}),
        ("gpt-6.1-terra", {"reasoning_effort": "none"}),
        ("openai/gpt-6.1-sol", {"reasoning_effort": "low"}),
        ("gpt-6.2-astra", {"reasoning_effort": "low"}),
        ("gpt-6-astra", {"reasoning_effort": "low"}),
    ],
)
def test_only_models_that_take_a_temperature_get_one(model, options):
    assert sampling_options(model) == options


def test_successor_is_asked_without_temperature_and_without_reasoning(server):
    with reader_of(server, model=SUCCESSOR.name) as reader:
        reader.extract([draw_page()], context=CONTEXT)

    (request,) = server.requests
    assert "temperature" not in request.body
    assert request.body["reasoning_effort"] == "none"
    assert server.problems == []


def test_model_name_a_server_makes_up_is_cut_before_it_is_stored(server):
    body = server.next_reply().body.replace(b"gpt-4o-2024-08-06", b"x" * 5000)
    server.reply_with(Reply(body=body))

    with reader_of(server) as reader:
        usage = reader.extract([draw_page()], context=CONTEXT).usage

    assert storable_name(usage.model) == "x" * 100
