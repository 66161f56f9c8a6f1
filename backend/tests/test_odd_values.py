"""Values that have crashed something, in every place of every call: refused or taken, never a 500.

What is random stands in `test_any_input.py`; here each parameter sees each value.
"""

import json

import pytest

from receipts.models import Category, VendorRule
from reports.tests.ledgers import add_entry, make_receipt
from tests.api_routes import api_routes
from tests.odd_values import (
    ADDRESS_VALUES,
    CONTENT_TYPES,
    HEADER_NAMES,
    HEADERS,
    JSON_VALUES,
    ROW,
    operations,
)

pytestmark = pytest.mark.django_db

OPERATIONS = operations()
ALLAUTHS = [route for route in api_routes() if route.path.startswith("/api/v1/auth/app/")]
ALLAUTHS_NAMES = ["email", "password", "key", "code", "new_password", "refresh_token", "first_name"]
ALLAUTHS_HEADERS = ["X-Session-Token", "X-Email-Verification-Key", "X-Password-Reset-Key"]
for_every_call = pytest.mark.parametrize(
    "operation", OPERATIONS, ids=[operation.label for operation in OPERATIONS]
)
for_every_call_of_allauth = pytest.mark.parametrize(
    "route", ALLAUTHS, ids=[route.path for route in ALLAUTHS]
)


@pytest.fixture
def rows(user):
    """What the paths lead to, so that a call goes on after it has read its input."""
    receipt = make_receipt(user, pk=ROW)
    add_entry(user, "2026-04-03", "12.50", pk=ROW, receipt=receipt, lines=[("meals", "5.00")])
    category = Category.objects.create(owner=user, pk=ROW, slug="own", name="Own")
    VendorRule.objects.create(
        owner=user, pk=ROW, matched_vendor="Shop", vendor="Shop", vendor_key="shop",
        category=category, source="person",
    )  # fmt: skip


@pytest.fixture
def ask(api, rows):
    """Send one request, with a value that is named where the answer is not one of ours."""
    api.raise_request_exception = False

    def send(method, path, value, *, body="{}", kind="application/json", **more):
        response = api.generic(method, path, body, content_type=kind, **more)
        assert response.status_code != 500, (path, value)
        if response.status_code >= 400 and not path.startswith("/api/v1/auth/"):
            answer = response.json()
            assert answer["code"], (path, value)
            assert answer["detail"] == answer["error"], (path, value)

    return send


@for_every_call
def test_odd_values_in_addresses_and_bodies(ask, operation):
    for name in operation.names("path"):
        for value in ADDRESS_VALUES:
            ask(operation.method, operation.url(**{name: value}), value)
    for query in operation.odd_queries():
        ask(operation.method, operation.url(), query, query_params=query)
    for body in operation.odd_bodies():
        ask(operation.method, operation.url(), body, body=json.dumps(body))
    # At the end, since one of them may sign the caller out.
    for value in HEADERS:
        headers = dict.fromkeys(HEADER_NAMES, value)
        ask(operation.method, operation.url(), value, headers=headers)
    for kind in CONTENT_TYPES if operation.method != "GET" else []:
        ask(operation.method, operation.url(), kind, kind=kind)


@for_every_call_of_allauth
def test_odd_values_in_calls_of_allauth(ask, route):
    for name in ALLAUTHS_NAMES:
        for value in ["-abc", 2**63]:
            body = json.dumps(dict.fromkeys(ALLAUTHS_NAMES, "x") | {name: value})
            ask("POST", route.path, value, body=body)
    for value in JSON_VALUES:
        body = json.dumps(dict.fromkeys(ALLAUTHS_NAMES, value))
        ask("POST", route.path, value, body=body)
    for value in [*HEADERS, "-abc"]:
        ask("GET", route.path, value, headers=dict.fromkeys(ALLAUTHS_HEADERS, value))


def test_every_call_is_tried():
    assert len(OPERATIONS) > 60
    assert len(ALLAUTHS) > 10
    assert sum(operation.body is not None for operation in OPERATIONS) > 20
