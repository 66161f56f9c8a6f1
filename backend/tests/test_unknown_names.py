"""A misspelt key or filter is refused with the nearest name and changes nothing, at every path."""

import json
from datetime import date

import pytest
from rest_framework import serializers

from common.api.input import ChoiceField, InputSerializer
from reports.api.question import QuestionSerializer
from subscriptions.models import Subscription
from tests.api_routes import Route, api_routes
from tests.test_access import NO_OBJECT, OBJECTS, by_template, everything_stored

# Bodies of the existing web client, which ignore what they don't know. By method and name.
LENIENT_BODIES = {
    ("POST", "token"),
    ("POST", "token-refresh"),
    ("POST", "logout"),
    ("POST", "register"),
    ("POST", "verify-email"),
    ("POST", "resend-verification-email"),
    ("POST", "receipts"),
    ("PUT", "receipt"),
    ("PATCH", "receipt-extracted-data"),
    ("POST", "subscription-checkout"),
    ("POST", "subscription-cancel"),
    ("POST", "subscription-success"),
}
# Not calls of ours: Stripe's, allauth's, and pages for people.
FOREIGN = ("api/v1/subscriptions/webhook/", "api/v1/auth/", "api/schema/", "api/docs/")
ROUTES = [route for route in api_routes() if not route.template.startswith(FOREIGN)]
# `verify-email/` always answers with the words that its client waits for.
CODES = {"verify-email": "invalid_or_expired"}
MISSPELT = "misspeltt"


@pytest.fixture(autouse=True)
def _everything_is_there(user, settings):
    settings.WEBHOOKS = True
    Subscription.objects.create(owner=user, given_plan="platinum", given_until=date(2099, 12, 31))


def path_of(api, route):
    """Of an object that is there, so that the call would do something."""
    if route.name in OBJECTS:
        return route.path_of(OBJECTS[route.name](api))
    if route.name == "report-export":
        return route.path_of({"name": "summary", "file_format": "csv"})
    assert not route.parameters or route.name in NO_OBJECT
    return route.path


def refused_alike(response, route, before):
    assert response.status_code == 400, response.content
    assert response.json()["code"] == CODES.get(route.name, "unknown_field")
    assert MISSPELT in response.json() or route.name in CODES
    assert everything_stored() == before


@pytest.mark.parametrize("route", **by_template(ROUTES))
def test_an_unknown_query_parameter_is_refused_at_every_path(api, route: Route):
    path = path_of(api, route)
    before = everything_stored()

    for method in route.methods:
        response = api.generic(method, f"{path}?{MISSPELT}=1")
        refused_alike(response, route, before)


@pytest.mark.parametrize("route", **by_template(ROUTES))
def test_an_unknown_key_is_refused_at_every_path(api, route: Route):
    path = path_of(api, route)
    before = everything_stored()

    for method in route.methods:
        if method == "GET" or (method, route.name) in LENIENT_BODIES:
            continue
        if route.name == "receipts-bulk":
            response = api.post(path, {MISSPELT: "1"}, format="multipart")
        else:
            response = api.generic(
                method, path, json.dumps({MISSPELT: 1}), content_type="application/json"
            )
        refused_alike(response, route, before)


def test_the_list_of_lenient_bodies_has_nothing_that_is_gone():
    found = {(method, route.name) for route in ROUTES for method in route.methods}
    assert found >= LENIENT_BODIES


def test_forms_take_words_in_any_case():
    """Of bodies and of questions to reports: a choice that is a plain field would be strict."""
    forms = [*_kinds_of(InputSerializer), *_kinds_of(QuestionSerializer)]
    fields = [field for form in forms for field in form().fields.values()]
    choices = [field for field in fields if isinstance(field, serializers.ChoiceField)]

    assert len(choices) > 10
    assert [field for field in choices if not isinstance(field, ChoiceField)] == []
    assert all(word == word.lower() for field in choices for word in field.choices)


def _kinds_of(form):
    return [form, *(kind for inner in form.__subclasses__() for kind in _kinds_of(inner))]
