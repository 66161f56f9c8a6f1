"""The OpenAPI document as it is served; what it says of each call is tried where the call is."""

import json
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
import yaml
from django.test import Client

from backend.schema.meanings import MEANINGS
from backend.schema.views import documents

URL = "/api/schema/"
CALLERS = 8


@pytest.fixture(autouse=True)
def not_made_yet():
    documents.clear()


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


METHODS = ("get", "post", "put", "patch", "delete")


@pytest.fixture
def operations(client):
    paths = json.loads(client.get(URL, {"format": "json"}).content)["paths"]
    return {
        (method, path): item[method]
        for path, item in paths.items()
        for method in METHODS
        if method in item
    }


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

    assert refusals("post", "receipts/") == {400, 401, 402, 409, 413, 415, 429}
    assert refusals("get", "receipts/{id}/") == {401, 404}
    assert refusals("patch", "receipts/{id}/") == {400, 401, 404, 412}
    assert refusals("get", "reports/tax-summary/") == {400, 401, 403}
    assert refusals("post", "receipts/{id}/reprocess/") == {401, 404, 409, 429}
    assert refusals("get", "subscriptions/api/health/") == set()


def test_a_refusal_says_what_it_means_and_when_to_come_again(operations):
    answers = operations["post", "/api/v1/receipts/"]["responses"]

    assert len({answers[code]["description"] for code in ("402", "413", "415", "429")}) == 4
    assert answers["429"]["headers"]["Retry-After"]["schema"]["type"] == "integer"
    assert "headers" not in answers["402"]
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
