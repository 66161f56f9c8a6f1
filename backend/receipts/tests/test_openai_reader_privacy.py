"""What the GPT-4o reader says to the log and to whoever prints it: never content, never a key."""

import base64
import logging
import subprocess
import sys
from pathlib import Path

import pytest

from receipts.services.extraction import ExtractionError
from receipts.tests.openai_reading import CONTEXT, draw_page, reader_of
from receipts.tests.openai_server import API_KEY, answered, failed, running_openai_server


@pytest.fixture
def server():
    with running_openai_server() as server:
        yield server


def read_twice(server, page) -> None:
    server.reply_with(answered(), failed(400, code="invalid_image"))
    with reader_of(server) as reader:
        reader.extract([page], context=CONTEXT)
        with pytest.raises(ExtractionError):
            reader.extract([page], context=CONTEXT)


def test_log_holds_neither_key_nor_receipt_though_every_logger_is_at_debug(server, caplog):
    page = draw_page()

    with (
        caplog.at_level(logging.DEBUG),
        caplog.at_level(logging.DEBUG, logger="openai"),
        caplog.at_level(logging.DEBUG, logger="httpx2"),
        caplog.at_level(logging.DEBUG, logger="httpcore2"),
    ):
        read_twice(server, page)

    assert {"httpx2", "httpcore2.http11"} <= {record.name for record in caplog.records}
    assert API_KEY not in caplog.text
    assert base64.b64encode(page.jpeg).decode()[:40] not in caplog.text
    assert "Corner Cafe" not in caplog.text
    assert "SECRET RECEIPT TEXT" not in caplog.text


def test_our_own_log_gives_status_code_and_request_id(server, caplog):
    with caplog.at_level(logging.INFO, logger="receipts"):
        read_twice(server, draw_page())

    own = [r.getMessage() for r in caplog.records if r.name.startswith("receipts.")]
    assert own == ["The reading service answered 400 (request req_1): bad_image"]


def test_reader_never_shows_its_key(server):
    with reader_of(server) as reader:
        assert API_KEY not in repr(reader)


def test_reader_module_loads_no_sdk():
    code = (
        "import sys, receipts.services.enhanced_openai_service\n"
        "sys.exit(bool({'openai', 'httpx2', 'django'} & sys.modules.keys()))"
    )

    finished = subprocess.run(
        [sys.executable, "-c", code], check=False, cwd=Path(__file__).parents[2]
    )

    assert finished.returncode == 0
