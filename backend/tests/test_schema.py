"""The OpenAPI document as it is served; what it says of each call is tried where the call is."""

import json
import re
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
import yaml
from django.core.management import call_command
from django.test import Client

from backend.schema.examples import operations_of
from backend.schema.meanings import MEANINGS
from backend.schema.views import documents

URL = "/api/schema/"
CALLERS = 8


@pytest.fixture(autouse=True)
def not_made_yet():
    documents.clear()


def test_it_is_made_without_a_warning(tmp_path):
    """Such as of two shapes with one name, of which one would stand for both."""
    call_command("spectacular", file=str(tmp_path / "schema.yaml"), fail_on_warn=True)


def test_many_who_ask_at_once_all_get_it():
    together = Barrier(CALLERS, timeout=60)

    def ask(path):
        together.wait()
        return Client(raise_request_exception=False).get(path)

    with ThreadPoolExecutor(CALLERS) as pool:
        answers = list(pool.map(ask, [URL, f"{URL}?format=json"] * (CALLERS // 2)))

    assert [answer.status_code for answer in answers] == [200] * CALLERS
    assert len({answer.content for answer in answers}) == 2


def test_it_comes_as_yaml_or_json_and_says_the_same(client):
    as_yaml, as_json = client.get(URL), client.get(URL, {"format": "json"})

    assert as_yaml["Content-Type"] == "application/vnd.oai.openapi; charset=utf-8"
    assert as_json["Content-Type"].startswith("application/vnd.oai.openapi+json")
    assert as_yaml["Content-Disposition"] == 'inline; filename="Smart Accounting.yaml"'
    schema = json.loads(as_json.content)
    assert schema == yaml.safe_load(as_yaml.content)
    assert schema["info"]["version"] == "1"
    assert "/api/v1/receipts/" in schema["paths"]
    assert URL not in schema["paths"]


def test_the_page_shows_this_one(client):
    assert URL in client.get("/api/docs/", {"script": ""}).text


def test_a_kind_that_is_not_there_is_refused(client):
    assert client.get(URL, {"format": "xml"}).status_code == 404
    assert client.get(URL, headers={"Accept": "image/png"}).status_code == 406


def test_there_are_three_ways_to_sign_in(client):
    schema = json.loads(client.get(URL, {"format": "json"}).content)

    assert set(schema["components"]["securitySchemes"]) == {
        "accessToken",
        "apiKey",
        "sessionCookie",
    }
    cookie = schema["components"]["securitySchemes"]["sessionCookie"]
    assert (cookie["type"], cookie["in"], cookie["name"]) == ("apiKey", "cookie", "api_session")
    assert "X-CSRFToken" in cookie["description"]
    receipts = schema["paths"]["/api/v1/receipts/"]["get"]["security"]
    assert receipts == [{"accessToken": []}, {"apiKey": []}, {"sessionCookie": []}]
    account = schema["paths"]["/api/v1/accounts/me/"]["get"]["security"]
    assert account == [{"accessToken": []}, {"sessionCookie": []}]


@pytest.fixture
def operations(client):
    schema = json.loads(client.get(URL, {"format": "json"}).content)
    return {(method, path): operation for method, path, operation in operations_of(schema)}


def test_each_call_has_a_summary_of_its_own(operations):
    summaries = [operation["summary"] for operation in operations.values()]

    assert len(summaries) > 80
    assert all(summaries)
    assert not [summary for summary in summaries if summary.endswith(".") or len(summary) > 100]
    assert sorted(summaries) == sorted(set(summaries))


def test_each_call_names_what_it_may_be_refused_for(operations):
    def refusals(method, path):
        answers = operations[method, f"/api/v1/{path}"]["responses"]
        return {int(code) for code in answers if code.isdecimal() and int(code) >= 400}

    assert refusals("post", "receipts/") == {400, 401, 402, 403, 409, 413, 415, 429}
    assert refusals("get", "receipts/") == {400, 401, 403, 404}
    assert refusals("get", "receipts/{id}/") == {401, 403, 404}
    assert refusals("get", "accounts/me/") == {401}
    assert refusals("patch", "receipts/{id}/") == {400, 401, 403, 404, 412, 413, 415}
    assert refusals("get", "reports/tax-summary/") == {400, 401, 403}
    assert refusals("get", "reports/{name}/export/{file_format}/") == {400, 401, 403, 404}
    assert refusals("post", "receipts/{id}/reprocess/") == {401, 402, 403, 404, 409, 429}
    billing = {400, 401, 402, 403, 409, 413, 415, 503}
    assert refusals("post", "subscriptions/api/change-plan/") == billing
    assert refusals("post", "accounts/token/") == {400, 401, 413, 415, 429}
    assert refusals("get", "subscriptions/api/health/") == set()


def test_a_refusal_says_what_it_means_and_when_to_come_again(operations):
    answers = operations["post", "/api/v1/receipts/"]["responses"]

    assert len({answers[code]["description"] for code in ("402", "413", "415", "429")}) == 4
    assert answers["429"]["headers"]["Retry-After"]["schema"]["type"] == "integer"
    assert "headers" not in answers["402"]
    rates = {name for name in answers["429"]["headers"] if name.startswith("RateLimit")}
    assert len(rates) == 5
    assert answers["201"]["headers"].keys() == rates | {"ETag", "Location", "Idempotent-Replayed"}
    assert answers["409"]["headers"].keys() == {"Retry-After"}
    read = operations["get", "/api/v1/receipts/"]["responses"]["200"]
    assert read["headers"].keys() == {"ETag"}
    removed = operations["delete", "/api/v1/receipts/{id}/"]["responses"]
    assert all("ETag" not in answer.get("headers", {}) for answer in removed.values())
    assert (answers["402"]["content"]["application/json"]["schema"]) == {
        "$ref": "#/components/schemas/ApiError"
    }


@pytest.fixture
def properties(client):
    shapes = json.loads(client.get(URL, {"format": "json"}).content)["components"]["schemas"]
    return {
        (shape, name): described
        for shape, schema in shapes.items()
        for name, described in schema.get("properties", {}).items()
    }


def test_each_property_says_what_it_means(properties):
    assert len(properties) > 800
    assert [key for key, described in properties.items() if not described.get("description")] == []


def test_no_meaning_is_kept_that_no_property_has(properties):
    said = {described.get("description") for described in properties.values()}

    assert [name for name, meaning in MEANINGS.items() if meaning not in said] == []


# What an answer may leave out; whatever else it names is there.
MAY_BE_ABSENT = {
    "BulkAnswer": {"code", "detail", "error", "retry_after", "version"},
    "BulkUploadAnswer": {"code", "detail", "error", "receipt", "retry_after"},
    "ExtractedData": {"currency"},
    "ProcessingMetadata": {"cost_usd", "engine", "model", "processing_time", "token_usage"},
    "RecentReceipt": {"currency"},
}


@pytest.fixture
def shapes(client):
    return json.loads(client.get(URL, {"format": "json"}).content)["components"]["schemas"]


def test_the_keys_of_an_answer_are_there(shapes):
    absent = {
        name: set(shape["properties"]).difference(shape.get("required", []))
        for name, shape in shapes.items()
        if "properties" in shape and not name.endswith("Request")
    }

    assert {name: keys for name, keys in absent.items() if keys} == MAY_BE_ABSENT


def test_what_has_a_default_may_be_left_out_of_a_body(shapes):
    for name, shape in shapes.items():
        if name.endswith("Request"):
            assert not [key for key, one in shape.get("properties", {}).items() if "default" in one]


def test_each_property_says_of_what_type_it_is(properties):
    untyped = [
        key
        for key, described in properties.items()
        if not described.keys() & {"type", "enum", "const", "$ref", "oneOf", "allOf", "anyOf"}
    ]

    assert untyped == []


def test_names_of_shapes_hide_nothing_and_say_what_they_are(shapes):
    assert not shapes.keys() & {"BlankEnum", "Error", "Event", "NullEnum"}
    assert [name for name in shapes if name.endswith("RequestRequest")] == []
    # A choice that is named by a hash of its values would be named anew with each of them.
    assert [name for name in shapes if re.search(r"\d\w*Enum$", name)] == []


def test_an_empty_choice_stands_beside_the_others(properties):
    choices = properties["Webhook", "switched_off"]["oneOf"]

    assert {"type": "string", "const": ""} in choices
    assert {"type": "null"} in properties["EntryRequest", "payment_method"]["oneOf"]


def test_a_refusal_may_have_errors_of_fields(shapes):
    assert {*shapes["ApiError"]["required"]} >= {"code", "detail", "error"}
    assert shapes["ApiError"]["additionalProperties"] == {}


def test_an_archive_is_filtered_as_the_list_is(operations):
    def filters(path):
        parameters = operations["get", f"/api/v1/receipts/{path}"]["parameters"]
        return {one["name"] for one in parameters if one["in"] == "query"}

    assert filters("originals/") == filters("") - {"page", "page_size"}


def test_every_refusal_has_the_one_shape_and_every_file_is_bytes(operations):
    answers = [
        (code, kind, media["schema"])
        for operation in operations.values()
        for code, answer in operation["responses"].items()
        for kind, media in answer.get("content", {}).items()
    ]
    refusals = [answer for answer in answers if answer[0] == "default" or answer[0] >= "4"]
    files = [schema for _, kind, schema in answers if kind != "application/json"]

    shape = {"$ref": "#/components/schemas/ApiError"}
    assert len(refusals) > 200
    assert [answer for answer in refusals if answer[1:] != ("application/json", shape)] == []
    assert len(files) > 10
    assert [schema for schema in files if schema != {"type": "string", "format": "binary"}] == []
