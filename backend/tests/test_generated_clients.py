"""Clients that are generated of the OpenAPI document: without a warning, well-typed, at work."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from receipts.tests.conftest import picture
from receipts.tests.openai_server import API_KEY, answered, running_openai_server
from tests.server import EMAIL, PASSWORD, PROJECT, serving

JOURNEY = PROJECT / "backend" / "tests" / "journeys" / "python_client.py"
CONFIG = PROJECT / "docs" / "clients" / "openapi-python-client.yaml"


@pytest.fixture(scope="module")
def python_client(tmp_path_factory):
    """The folder that the package `smart_accounting` was generated into, and what was said."""
    from backend.schema.views import _schema  # noqa: PLC0415 - needs Django's settings

    folder = tmp_path_factory.mktemp("client")
    document = folder / "schema.json"
    document.write_text(json.dumps(_schema()))
    command = [
        *(sys.executable, "-m", "openapi_python_client", "generate", "--meta", "none"),
        *("--path", document, "--config", CONFIG, "--output-path", folder / "smart_accounting"),
    ]
    made = subprocess.run(command, cwd=folder, check=False, capture_output=True, text=True)
    return folder, made


def run(folder: Path, *command: object) -> subprocess.CompletedProcess:
    return subprocess.run(
        [sys.executable, *map(str, command)],
        cwd=folder,
        check=False,
        capture_output=True,
        text=True,
        env={"PYTHONPATH": str(folder), "PATH": "", "HOME": str(folder)},
    )


def test_a_python_client_is_generated_without_a_warning(python_client):
    _, made = python_client

    assert made.returncode == 0, made.stdout + made.stderr
    assert "arning" not in made.stdout + made.stderr


def test_it_is_well_typed(python_client):
    folder, _ = python_client

    checked = run(folder, "-m", "mypy", "--ignore-missing-imports", "smart_accounting")

    assert checked.stdout.startswith("Success"), checked.stdout


@pytest.mark.own_database
def test_a_receipt_goes_its_whole_way_through_it(python_client, tmp_path):
    folder, _ = python_client
    photo = tmp_path / "lunch.png"
    photo.write_bytes(picture())
    with running_openai_server() as openai:
        openai.reply_with(answered())
        settings = {
            "RECEIPT_READER": "openai",
            "OPENAI_API_KEY": API_KEY,
            "SELF_HOSTED_PLAN": "platinum",
        }
        with serving(tmp_path, OPENAI_BASE_URL=openai.base_url, **settings) as server:
            made = run(folder, JOURNEY, server.url, EMAIL, PASSWORD, photo)

    assert made.returncode == 0, made.stderr
    found = json.loads(made.stdout)
    assert found["status"] == "completed"
    assert found["read_vendor"] not in {"", "Corner Shop"}
    assert (found["vendor"], found["receipts"]) == ("Corner Shop", 1)
    assert found["stale"] == [True, "stale"]
    assert found["archive"] == "PK"
    assert "Corner Shop" in found["csv"]
