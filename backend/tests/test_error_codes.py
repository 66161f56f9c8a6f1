"""Page of the error codes, which each error links to: it has every code that can be answered."""

import ast
import json
import re

import pytest
from django.urls import get_resolver
from rest_framework import exceptions

from backend.schema.error_codes import ERROR_CODES
from backend.schema.examples import FILE
from backend.server.body import NotAwaitedError
from backend.server.refusals import REFUSALS
from common.api.error_responses import ERRORS_PAGE
from common.api.names import READ_ONLY, UNKNOWN
from common.errors import AppError
from tests.server import PROJECT

LISTED = {(code, status) for status, codes in ERROR_CODES.items() for code in codes}
# Nobody raises them, or their codes: what they stand for has errors of ours.
NEVER = {AppError, exceptions.APIException, exceptions.Throttled}
# Commands say these, where there is no answer.
OF_COMMANDS = {"evaluation", "bad_rates"}
# Functions and classes that are given a code as a text.
TAKE_CODES = {"error_body", "PermissionDenied", "AuthenticationFailed", "ParseError"}


def kinds_of(error):
    return {error, *(kind for inner in error.__subclasses__() for kind in kinds_of(inner))}


def own_errors():
    """Of everything that the server loads, and of what answers before it."""
    assert get_resolver().url_patterns
    assert issubclass(NotAwaitedError, AppError)
    return {(code, int(status)) for code, (status, _) in REFUSALS.items()} | {
        (error.code, error.status)
        for error in kinds_of(AppError) - NEVER
        if "tests" not in error.__module__ and error.code not in OF_COMMANDS
    }


def framework_errors():
    kinds = {
        kind
        for kind in kinds_of(exceptions.APIException) - NEVER
        if kind.__module__ == exceptions.__name__
    }
    return {(kind.default_code, kind.status_code) for kind in kinds}


def codes_in_texts():
    for path in (PROJECT / "backend").rglob("*.py"):
        if "tests" in path.parts:
            continue
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") in TAKE_CODES:
                given = [
                    *node.args[1:2],
                    *(one.value for one in node.keywords if one.arg == "code"),
                ]
                yield from (one.value for one in given if isinstance(one, ast.Constant))


def test_it_lists_every_error_of_ours_with_its_status():
    assert sorted(own_errors() - LISTED) == []


def test_it_lists_every_error_of_the_framework_with_its_status():
    assert sorted(framework_errors() - LISTED) == []


def test_it_lists_every_code_that_is_given_as_a_text():
    codes = {*codes_in_texts(), UNKNOWN, READ_ONLY}

    assert {"server_error", "parse_error", "key_may_only_read"} <= codes
    assert sorted(codes - {code for code, _ in LISTED}) == []


def test_it_lists_nothing_that_is_not_answered():
    known = {code for code, _ in own_errors() | framework_errors()} | {*codes_in_texts()}

    assert sorted({code for code, _ in LISTED} - known - {UNKNOWN, READ_ONLY}) == []


def test_each_refusal_of_the_examples_leads_to_its_place(client):
    page = client.get(ERRORS_PAGE).text
    kept = json.loads(FILE.read_text())
    refusals = [made for each in kept.values() for made in each if made["status"] >= 400]

    assert len(refusals) > 30
    for made in refusals:
        answer, status = made["answer"], made["status"]
        assert (answer["code"], status) in LISTED
        assert answer["documentation"] == f"{ERRORS_PAGE}#{answer['code']}"
        assert f'<tr id="{answer["code"]}">' in page


def test_names_of_the_api_stand_out_on_the_page(client):
    page = client.get(ERRORS_PAGE).text

    assert "Send <code>second_factor</code> as well." in page
    assert "`" not in page


def test_nothing_of_the_page_comes_from_elsewhere(client):
    response = client.get(ERRORS_PAGE)

    assert response.status_code == 200
    assert set(re.findall(r'(?:src|href)="([^"#]+)"', response.text)) == {
        "/static/admin/css/base.css",
        "/api/docs/",
    }


@pytest.mark.parametrize("path", ["/api/v1/nothing/", "/api/nothing/"])
def test_what_no_view_answers_leads_there_too(client, path):
    assert client.get(path).json()["documentation"] == f"{ERRORS_PAGE}#not_found"
