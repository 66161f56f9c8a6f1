"""Clients that are generated of the OpenAPI document: without a warning, well-typed, at work."""

import json
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from shutil import copy

import pytest

from receipts.tests.conftest import picture
from receipts.tests.openai_server import API_KEY, answered, running_openai_server
from tests.programs import NODE, NODE_MODULES, installed
from tests.server import EMAIL, PASSWORD, PROJECT, serving

JOURNEYS = PROJECT / "backend" / "tests" / "journeys"
CONFIGURATIONS = PROJECT / "docs" / "clients"
DOCUMENTATION = PROJECT / "docs" / "api.md"


@dataclass
class Generated:
    """The folder that a client was generated into, and what was said."""

    folder: Path
    made: subprocess.CompletedProcess


def generated(folder: Path, *command: object) -> Generated:
    from backend.schema.views import api_document  # noqa: PLC0415 - needs Django's settings

    (folder / "schema.json").write_text(json.dumps(api_document()))
    return Generated(folder, run(folder, *command))


def run(folder: Path, *command: object) -> subprocess.CompletedProcess:
    return subprocess.run(
        [*map(str, command)],
        cwd=folder,
        check=False,
        capture_output=True,
        text=True,
        env={"PYTHONPATH": str(folder), "PATH": "", "HOME": str(folder)},
    )


def says_no_warning(made: subprocess.CompletedProcess) -> bool:
    said = made.stdout + made.stderr
    return made.returncode == 0 and not made.stderr and "arning" not in said


@contextmanager
def traveller(tmp_path: Path) -> Iterator[tuple[str, str, str, Path]]:
    """What a journey takes: the address of a server that reads by a model, an account, a photo."""
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
            yield server.url, EMAIL, PASSWORD, photo


def hold_against_the_way(journey: subprocess.CompletedProcess, *, stale: list) -> None:
    assert journey.returncode == 0, journey.stderr
    found = json.loads(journey.stdout)
    assert found["status"] == "completed"
    assert found["read_vendor"] not in {"", "Corner Shop"}
    assert (found["vendor"], found["receipts"]) == ("Corner Shop", 1)
    assert found["stale"] == stale
    assert found["archive"] == "PK"
    assert "Corner Shop" in found["csv"]


@pytest.fixture(scope="module")
def python_client(tmp_path_factory) -> Generated:
    folder = tmp_path_factory.mktemp("python_client")
    return generated(
        folder,
        *(sys.executable, "-m", "openapi_python_client", "generate", "--meta", "none"),
        *("--path", "schema.json", "--config", CONFIGURATIONS / "openapi-python-client.yaml"),
        *("--output-path", folder / "smart_accounting"),
    )


def test_a_python_client_is_generated_without_a_warning(python_client):
    assert says_no_warning(python_client.made), python_client.made


def test_it_is_well_typed(python_client):
    command = ("-m", "mypy", "--ignore-missing-imports", "smart_accounting")

    checked = run(python_client.folder, sys.executable, *command)

    assert checked.stdout.startswith("Success"), checked.stdout


@pytest.mark.own_database
def test_a_receipt_goes_its_whole_way_through_it(python_client, tmp_path):
    with traveller(tmp_path) as told:
        command = (sys.executable, JOURNEYS / "python_client.py", *told)

        hold_against_the_way(run(python_client.folder, *command), stale=[True, "stale"])


# The client's journey, and the command that generates what it imports.
TYPESCRIPT = {
    "openapi_fetch": (CONFIGURATIONS / "openapi-typescript.mjs", "schema.json", "schema.ts"),
    "orval": ("node_modules/orval/dist/bin/orval.mjs", "--config", "orval.config.mjs"),
}


@pytest.fixture(scope="module", params=TYPESCRIPT)
def typescript_client(request, tmp_path_factory) -> Generated:
    """Beside its journey, and what the documentation shows of it."""
    node = installed(NODE)
    folder = tmp_path_factory.mktemp(request.param)
    (folder / "node_modules").symlink_to(installed(NODE_MODULES / "orval").parent)
    for name in ("tsconfig.json", "run.mjs"):
        copy(JOURNEYS / "typescript" / name, folder)
    copy(CONFIGURATIONS / "orval.config.mjs", folder)
    copy(JOURNEYS / "typescript" / f"{request.param}.ts", folder / "journey.ts")
    if request.param == "openapi_fetch":
        (folder / "documented.ts").write_text(f"declare const file: File;\n{documented_example()}")
    return generated(folder, node, *TYPESCRIPT[request.param])


def documented_example() -> str:
    (example,) = re.findall(
        r"^```ts\n(.*?)^```", DOCUMENTATION.read_text(), re.DOTALL | re.MULTILINE
    )
    return example


def test_what_node_runs_is_pinned_and_comes_from_whatever_registry_is_set():
    lock = json.loads((PROJECT / "scripts" / "node_packages" / "package-lock.json").read_text())
    packages = [package for path, package in lock["packages"].items() if path]

    assert len(packages) > 100
    assert all(package["integrity"] for package in packages)
    assert not any("resolved" in package for package in packages)


def test_a_typescript_client_is_generated_without_a_warning(typescript_client):
    assert says_no_warning(typescript_client.made), typescript_client.made


def test_it_compiles_under_strict_rules(typescript_client):
    checked = run(typescript_client.folder, NODE, "node_modules/typescript/bin/tsc")

    assert (checked.returncode, checked.stdout) == (0, "")


def test_the_calls_of_allauth_have_types_of_their_own_document(client, tmp_path):
    document = client.get("/api/v1/auth/openapi.json")
    (tmp_path / "auth.json").write_bytes(document.content)
    (tmp_path / "node_modules").symlink_to(installed(NODE_MODULES / "orval").parent)

    made = run(tmp_path, NODE, CONFIGURATIONS / "openapi-typescript.mjs", "auth.json", "auth.ts")

    assert says_no_warning(made), made
    assert "/api/v1/auth/{client}/v1/auth/2fa/authenticate" in (tmp_path / "auth.ts").read_text()


@pytest.mark.own_database
def test_a_receipt_goes_its_whole_way_through_it_too(typescript_client, tmp_path):
    with traveller(tmp_path) as told:
        journey = run(typescript_client.folder, NODE, "run.mjs", "./journey.ts", *told)

    hold_against_the_way(journey, stale=[412, "stale"])
    assert json.loads(journey.stdout)["version"] > 0
