"""Log lines: JSON, with a request id, without what people typed."""

import json
import logging
import logging.config
from io import StringIO

import pytest
from django.db import IntegrityError, transaction

from accounts.models import User
from backend.log import logging_config
from backend.log_privacy import keep_words_out
from backend.sentry import without_words

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
    answer = api.get("/api/v1/receipts/?search=chemist&vendor=abc")

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


def test_of_an_error_there_is_where_and_what_but_none_of_its_words(lines, user):
    words = "-".join(["told", "by", "a", "receipt"])  # in no line of this source

    def crash():
        try:
            User.objects.create(email=user.email, first_name=words)
        except IntegrityError as error:
            raise ValueError(words) from error

    try:
        with transaction.atomic():
            crash()
    except ValueError:
        logging.getLogger("receipts").exception("Work on %s crashed", 7)

    [line] = lines()
    assert "in crash" in line["exception"]
    assert line["exception"].splitlines()[-1] == "ValueError"
    assert "django.db.utils.IntegrityError" in line["exception"]
    assert words not in json.dumps(line)
    assert user.email not in json.dumps(line)


def test_what_was_suspicious_is_not_repeated(lines):
    logging.getLogger("django.security.SuspiciousFileOperation").error("/etc/lunch.png")

    [line] = lines()
    assert line["event"] == "Suspicious request"
    assert "lunch" not in json.dumps(line)


def test_the_servers_own_log_names_no_caller_and_no_query():
    stream = StringIO()
    logger = logging.getLogger("test.gunicorn.error")
    logger.addHandler(logging.StreamHandler(stream))
    keep_words_out(logger)
    try:
        raise ValueError("secret")
    except ValueError:
        logger.exception("Error handling request %s", "/api/v1/receipts/files/x/?token=abc")
    logger.warning("Invalid request from ip=192.0.2.7: secret")

    written = stream.getvalue()
    assert "/api/v1/receipts/files/x/" in written
    assert "Invalid request" in written
    for words in ("abc", "192.0.2.7", '"secret"'):
        assert words not in written.replace('ValueError("secret")', "")


def test_nor_does_an_error_report():
    event = {
        "exception": {"values": [{"type": "IntegrityError", "value": "DETAIL: (lunch.png)"}]},
        "request": {
            "method": "GET",
            "url": "https://books.example.com/api/?token=abc",
            "query_string": "token=abc",
            "headers": {"X-Session-Token": "abc"},
        },
    }

    sent = json.dumps(without_words(event, {}))

    assert "IntegrityError" in sent
    assert "https://books.example.com/api/" in sent
    for words in ("lunch", "abc"):
        assert words not in sent


def test_sql_and_bodies_are_not_logged_even_at_debug():
    loggers = logging_config(level="DEBUG", as_json=True)["loggers"]

    assert loggers["django.db.backends"]["level"] == "INFO"
    assert loggers["openai"]["level"] == "WARNING"


def test_lines_for_people_have_no_colour_codes_in_a_file(settings):
    logging.config.dictConfig(logging_config(level="INFO", as_json=False))
    stream = StringIO()
    [handler] = logging.getLogger().handlers
    handler.setStream(stream)
    try:
        logging.getLogger("receipts").warning("A line.")
    finally:
        logging.config.dictConfig(settings.LOGGING)

    assert "A line." in stream.getvalue()
    assert "\x1b" not in stream.getvalue()
