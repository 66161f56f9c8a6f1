"""The end of the default model: who reads on its last day, and where that is said."""

import logging
from decimal import Decimal

import pytest
import time_machine

from backend import background
from receipts.processing.readers import configured_reader, openai_reader, reader
from receipts.tests.openai_server import API_KEY


@pytest.fixture
def nobody_chose(settings):
    settings.READER, settings.SECOND_READER = "openai", "offline"
    settings.OPENAI_API_KEY = API_KEY
    settings.OPENAI_MODEL, settings.OPENAI_MODEL_IS_CHOSEN = "gpt-4o", False
    settings.OPENAI_BASE_URL = ""
    settings.OPENAI_INPUT_PRICE = settings.OPENAI_OUTPUT_PRICE = Decimal(5)


@pytest.mark.parametrize(
    ("today", "model"), [("2027-01-13", "gpt-4o"), ("2027-01-14", "gpt-6-luna")]
)
def test_the_successor_takes_over_on_the_last_day(nobody_chose, today, model):
    with time_machine.travel(today):
        assert openai_reader().model == model
        assert configured_reader("openai") == f"openai {model}"


@pytest.mark.parametrize("chosen", [{"OPENAI_MODEL_IS_CHOSEN": True}, {"OPENAI_BASE_URL": "x"}])
def test_what_somebody_chose_stays(nobody_chose, settings, chosen):
    for name, value in chosen.items():
        setattr(settings, name, value)

    with time_machine.travel("2027-02-01"):
        assert openai_reader().model == "gpt-4o"


def test_openai_s_own_address_is_no_other_server(nobody_chose, settings):
    settings.OPENAI_BASE_URL = "https://api.openai.com/v1/"

    with time_machine.travel("2027-02-01"):
        assert openai_reader().model == "gpt-6-luna"


def test_a_process_that_runs_over_the_day_changes_its_reader(nobody_chose, settings):
    settings.READER_FACTORIES = {"openai": "receipts.processing.readers.openai_reader"}
    with time_machine.travel("2027-01-13T23:59:59"):
        before = reader("openai")
        assert reader("openai") is before
    with time_machine.travel("2027-01-14T00:00:00"):
        assert reader("openai").model == "gpt-6-luna"


def test_the_successor_costs_what_it_costs(nobody_chose):
    with time_machine.travel("2027-01-13"):
        assert openai_reader().prices.input_usd == Decimal(5)
    with time_machine.travel("2027-01-14"):
        prices = openai_reader().prices

    assert (prices.input_usd, prices.output_usd) == (Decimal("0.10"), Decimal("0.50"))


def test_the_log_says_when_the_successor_begins(nobody_chose, caplog):
    with time_machine.travel("2027-01-14"), caplog.at_level(logging.WARNING):
        openai_reader()

    assert "gpt-6-luna reads" in caplog.text


def test_the_start_of_a_process_says_the_day(nobody_chose, caplog, monkeypatch):
    monkeypatch.setattr(background, "PeriodicCall", _Silent)
    monkeypatch.setattr(background, "decoding_pool", _Silent)
    with time_machine.travel("2026-12-01"), caplog.at_level(logging.WARNING):
        background.start(lambda: False)
    background._running.clear()

    assert "gpt-4o leaves OpenAI's API on 2027-01-14" in caplog.text


class _Silent:
    def __init__(self, *args, **kwargs):
        pass

    def start(self):
        pass


@pytest.mark.parametrize("page", ["/admin/", "/admin/health/"])
def test_the_admin_says_it(nobody_chose, admin_client, page):
    assert "gpt-6-luna reads from that day on" in admin_client.get(page).content.decode()


def test_the_admin_says_nothing_of_a_model_that_stays(nobody_chose, settings, admin_client):
    settings.OPENAI_MODEL = "gpt-6-luna"

    assert "messagelist" not in admin_client.get("/admin/").content.decode()
