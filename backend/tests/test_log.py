"""Log lines: JSON, with a request id, without what people typed."""

import json
import logging
import logging.config
from io import StringIO

import pytest

from backend.log import logging_config

pytestmark = pytest.mark.django_db


@pytest.fixture
def lines(settings):
    """What is written from now on, as the production configuration writes it."""
    logging.config.dictConfig(logging_config(level="INFO", as_json=True))
    stream = StringIO()
    [handler] = logging.getLogger().handlers
    handler.setStream(stream)
    yield lambda: [json.loads(line) for line in stream.getvalue().splitlines()]
    logging.config.dictConfig(settings.LOGGING)


def test_a_request_is_one_line_with_the_id_that_the_answer_repeats(lines, api):
    answer = api.get("/api/v1/receipts/?search=chemist&token=abc")

    line = lines()[-1]
    assert line["event"] == "request_finished"
    assert line["request"] == "GET /api/v1/receipts/"
    assert line["code"] == 200
    assert line["request_id"] == answer["X-Request-ID"]
    assert line["level"] == "info"
    assert "127.0.0.1" not in json.dumps(line)


def test_a_line_of_the_standard_library_looks_the_same(lines):
    logging.getLogger("receipts").warning("Receipt %s waits", 7)

    [line] = lines()
    assert line["event"] == "Receipt 7 waits"
    assert line["logger"] == "receipts"
    assert line["level"] == "warning"


def test_sql_and_bodies_are_not_logged_even_at_debug():
    loggers = logging_config(level="DEBUG", as_json=True)["loggers"]

    assert loggers["django.db.backends"]["level"] == "INFO"
    assert loggers["openai"]["level"] == "WARNING"
