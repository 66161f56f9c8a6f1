"""The client's types are those of the API as it is."""

import json
import subprocess

from tests.programs import NODE, installed
from tests.server import PROJECT

CLIENT = PROJECT / "client"
GENERATOR = PROJECT / "docs" / "clients" / "openapi-typescript.mjs"
COMMITTED = CLIENT / "src" / "api" / "schema.d.ts"


def test_the_types_are_generated_of_the_document_as_it_is(tmp_path):
    """`make types` writes them anew."""
    from backend.schema.views import api_document  # noqa: PLC0415 - needs Django's settings

    installed(CLIENT / "node_modules" / "openapi-typescript", by="scripts/build_client")
    document, generated = tmp_path / "openapi.json", tmp_path / "schema.d.ts"
    document.write_text(json.dumps(api_document()))

    command = [installed(NODE), GENERATOR, document, generated]
    subprocess.run(command, cwd=CLIENT, check=True, capture_output=True)

    assert generated.read_text() == COMMITTED.read_text(), "make types"
