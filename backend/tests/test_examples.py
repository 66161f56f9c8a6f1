"""Examples of the OpenAPI document are true: sent as they stand, they get the answers that it has.

`RECORD_EXAMPLES=1 make t T=backend/tests/test_examples.py` writes them anew, where an answer has
changed on purpose.
"""

import json
import os
from collections import defaultdict
from dataclasses import asdict, dataclass, replace
from urllib.parse import urlencode

import jsonschema_rs
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.test.client import BOUNDARY, MULTIPART_CONTENT, encode_multipart

from backend.schema.examples import FILE, PLAIN, operations_of
from backend.schema.views import api_document
from receipts.tests.stub_reader import STUB
from subscriptions.tests.conftest import stripe
from tests.examples.journey import journey
from tests.examples.world import FILES, HOST, World, chance_of, foreseen

__all__ = ["stripe"]

JSON = "application/json"
FORM = "multipart/form-data"
SHOWN_TEXT = ("text/csv",)
LONG = 50


@pytest.fixture
def world(db, stripe, settings):
    STUB.reset()
    with foreseen(settings):
        stripe.pages = "https://checkout.stripe.com"
        yield World(stripe=stripe)


@pytest.fixture(scope="module")
def schema():
    return api_document()


@pytest.fixture(scope="module")
def operations(schema):
    return {
        operation["operationId"]: (method, path, operation)
        for method, path, operation in operations_of(schema)
    }


@dataclass(frozen=True)
class Answer:
    """`kind` without its parameters."""

    status: int
    kind: str
    content: bytes

    @property
    def shown(self):
        """None: there is nothing, or nothing that a document can show."""
        if self.kind == JSON:
            return json.loads(self.content)
        return self.content.decode() if self.kind in SHOWN_TEXT else None


def walk(world, send):
    """Every call of the journey with its answer."""
    steps, shown, before = journey(world), None, "the first"
    while True:
        try:
            with chance_of(f"after {before}"):
                call = steps.send(shown)
        except StopIteration:
            return
        before = f"{call.operation} {call.title}"
        with chance_of(before):
            answer = send(call)
        assert answer.status == call.status, (before, answer.content)
        yield call, answer
        shown = answer.shown


def sender(world, operations):
    client = Client(HTTP_HOST=HOST)

    def send(call):
        method, path, operation = operations[call.operation]
        headers = dict(call.headers)
        if operation.get("security") and world.access:
            headers["Authorization"] = f"Bearer {world.access}"
        for name, value in call.path.items():
            path = path.replace(f"{{{name}}}", str(value))
        form, kind = call.body, JSON
        if FORM in operation.get("requestBody", {}).get("content", {}):
            form, kind = encode_multipart(BOUNDARY, with_files(call.body)), MULTIPART_CONTENT
        elif form is not None:
            form = json.dumps(form)
        query = f"?{urlencode(call.query)}" if call.query else ""
        response = client.generic(
            method.upper(), path + query, form or "", content_type=kind, headers=headers
        )
        kind = response.headers.get("Content-Type", "").partition(";")[0]
        return Answer(response.status_code, kind, response.getvalue())

    return send


def with_files(form):
    return {
        name: [file_named(one) for one in value] if isinstance(value, list) else file_named(value)
        for name, value in form.items()
    }


def file_named(name):
    return SimpleUploadedFile(name, FILES[name])


def shortened(shown):
    """Long lists with their first rows alone."""
    if isinstance(shown, dict):
        return {name: shortened(value) for name, value in shown.items()}
    if isinstance(shown, list):
        return [shortened(one) for one in shown[: 3 if len(shown) > LONG else None]]
    return shown


def as_kept(call, answer):
    made = asdict(call) | {"type": answer.kind, "answer": shortened(answer.shown)}
    del made["operation"]
    return json.loads(json.dumps(made))


def as_documented(operations, call):
    """The call with its request as the document has it."""
    _, _, operation = operations[call.operation]
    name = call.title or PLAIN
    values = {"path": {}, "query": {}, "header": {}}
    for parameter in operation.get("parameters", []):
        if name in parameter.get("examples", {}):
            values[parameter["in"]][parameter["name"]] = parameter["examples"][name]["value"]
    media = next(iter(operation.get("requestBody", {}).get("content", {}).values()), None)
    body = media["examples"][name]["value"] if media else None
    return replace(
        call, path=values["path"], query=values["query"], headers=values["header"], body=body
    )


def test_each_example_sent_as_it_stands_gets_its_answer(world, operations):
    """In their order, each finding what the ones before have left."""
    is_recording = "RECORD_EXAMPLES" in os.environ
    found = defaultdict(list)
    for call, answer in walk(world, sender(world, operations)):
        # Of a request that is refused the document has only the answer.
        if call.status < 400 and not is_recording:
            assert as_documented(operations, call) == call
        found[call.operation].append(as_kept(call, answer))
    if is_recording:
        FILE.write_text(json.dumps(found, indent=1, ensure_ascii=False) + "\n")
    kept = json.loads(FILE.read_text())

    for operation, made in found.items():
        assert made == kept.get(operation)
    assert set(kept) == set(found)


def test_each_call_has_an_example_of_its_request_and_of_its_answer(operations):
    kept = json.loads(FILE.read_text())
    for name, (_, _, operation) in operations.items():
        good = [made for made in kept.get(name, []) if made["status"] < 400]
        assert good, name
        titles = [made["title"] for made in kept[name]]
        assert len(titles) == len(set(titles)), name
        for media in operation.get("requestBody", {}).get("content", {}).values():
            assert media["examples"], name
        answers = operation["responses"]
        shown = [
            media.get("examples")
            for status, answer in answers.items()
            if status < "3"
            for kind, media in answer.get("content", {}).items()
            if kind in (JSON, *SHOWN_TEXT)
        ]
        assert not shown or any(shown), name


def test_each_example_fits_what_the_document_says_of_it(schema, operations):
    for name, (_, _, operation) in operations.items():
        bodies = [operation.get("requestBody", {}), *operation["responses"].values()]
        for media in [media for body in bodies for media in body.get("content", {}).values()]:
            shape = media.get("schema", {}) | {"components": schema["components"]}
            for title, example in media.get("examples", {}).items():
                errors = list(jsonschema_rs.validator_for(shape).iter_errors(example["value"]))
                assert errors == [], f"{name} {title}"


def test_each_refusal_among_them_is_documented(operations):
    for name, made in json.loads(FILE.read_text()).items():
        _, _, operation = operations[name]
        statuses = {str(one["status"]) for one in made}
        assert statuses <= operation["responses"].keys(), name
