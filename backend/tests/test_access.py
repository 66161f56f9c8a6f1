"""Who may call what, for the whole API: a new path cannot be forgotten here."""

import json
from datetime import date
from io import BytesIO

import pytest
from allauth.usersessions.models import UserSession
from django.apps import apps
from django.contrib.sessions.models import Session
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from PIL import Image

from accounts.models import CallRate, User
from reports.models import ExportJob
from subscriptions.models import Subscription
from tests.api_routes import Route, api_routes

# Everybody may call these. Each says why.
PUBLIC = {
    "api/schema/": "the documentation",
    "api/docs/": "the documentation",
    "api/v1/accounts/options/": "what a page for signing in may offer",
    "api/v1/accounts/countries/": "the countries there are",
    "api/v1/accounts/demo/": "who sits at the machine that the server runs on",
    "api/docs/errors/": "the documentation",
    "api/v1/accounts/token/": "signing in",
    "api/v1/accounts/token/refresh/": "the refresh token is the permission",
    "api/v1/accounts/register/": "signing up",
    "api/v1/accounts/verify-email/": "the mailed link is the permission",
    "api/v1/accounts/resend-verification-email/": "says and does the same for everybody",
    "api/v1/accounts/password/reset/": "says and does the same for everybody",
    "api/v1/accounts/reset-password/": "the mailed link is the permission",
    "api/v1/receipts/files/<str:variant>/<path:stored_name>/": "the signed link is the permission",
    "api/v1/reports/exports/files/<str:token>/": "the signed link is the permission",
    "api/v1/subscriptions/api/health/": "says nothing about anybody",
    "api/v1/subscriptions/webhook/": "Stripe's signature is the permission",
    # allauth's own API: the same journeys, its own answers.
    "api/v1/auth/openapi.json": "the documentation",
    "api/v1/auth/openapi.yaml": "the documentation",
    "api/docs/auth/": "the documentation",
    "api/v1/auth/app/v1/tokens/refresh": "the refresh token is the permission",
    **{
        f"api/v1/auth/{client}/v1/{call}": why
        for client in ("app", "browser")
        for call, why in {
            "config": "what a client may offer",
            "auth/login": "signing in",
            "auth/signup": "signing up",
            "auth/password/request": "says and does the same for everybody",
            "auth/password/reset": "the mailed link is the permission",
            "auth/email/verify": "the mailed link is the permission",
        }.items()
    },
}
# allauth's calls in the middle of a step answer 409 to everybody else, and 405 before 401.
IN_A_STEP = {
    f"api/v1/auth/{client}/v1/{call}"
    for client in ("app", "browser")
    for call in (
        *("auth/session", "auth/code/confirm", "auth/email/verify/resend"),
        "account/email",
    )
}
# Not offered: accounts do not sign in by telephone.
GONE = {
    f"api/v1/auth/{client}/v1/{call}"
    for client in ("app", "browser")
    for call in ("account/phone", "auth/phone/verify", "auth/phone/verify/resend")
}

ROUTES = api_routes()
_FIELDS = ("email", "password", "key", "code", "new_password", "current_password", "first_name")
# Half a character, and a character that no text may have.
SURROGATE = json.dumps(dict.fromkeys(_FIELDS, "a\ud800@example.com"))
ODD = json.dumps(dict.fromkeys(_FIELDS, "a\u0000b"))


def by_template(routes):
    return {"argvalues": routes, "ids": [route.template for route in routes]}


@pytest.mark.parametrize(
    "route", **by_template([r for r in ROUTES if r.template not in {*PUBLIC, *GONE}])
)
def test_anonymous_is_401(anonymous, route: Route):
    refused = {401, 405, 409} if route.template in IN_A_STEP else {401}

    for method in ("GET", "POST", "PUT", "PATCH", "DELETE"):
        response = anonymous.generic(method, route.path, "{}", content_type="application/json")
        assert response.status_code in refused, f"{method} {route.path}: {response.status_code}"
        # The token against forged calls, which a browser's client begins with.
        by_cookie = route.template.startswith("api/v1/auth/browser/")
        assert set(response.cookies) <= ({"csrftoken"} if by_cookie else set())


def test_the_list_of_public_calls_has_nothing_that_is_gone():
    assert {*PUBLIC, *IN_A_STEP, *GONE} <= {route.template for route in ROUTES}


@pytest.mark.parametrize("template", sorted(GONE))
def test_what_is_not_offered_is_404(api, template):
    assert {api.get(f"/{template}").status_code, api.post(f"/{template}").status_code} == {404}


# --- Somebody else's object


def make_api_key(api):
    return {"pk": api.post("/api/v1/accounts/api-keys/", {"name": "Export"}).json()["id"]}


def make_session(api):
    """The one that the caller is signed in with."""
    return {"pk": api.get("/api/v1/accounts/sessions/").json()["results"][0]["id"]}


def make_receipt(api):
    png = BytesIO()
    Image.new("RGB", (80, 120), "white").save(png, "PNG")
    upload = SimpleUploadedFile("lunch.png", png.getvalue(), "image/png")
    answer = api.post("/api/v1/receipts/", {"image": upload}, format="multipart")
    return {"pk": answer.json()["id"]}


def make_duplicate(api):
    """The same bytes twice: the second makes a candidate at once."""
    make_receipt(api)
    pk = make_receipt(api)["pk"]
    [candidate] = api.get(f"/api/v1/receipts/{pk}/duplicates/").json()["results"]
    return {"pk": pk, "duplicate_id": candidate["id"]}


def make_vendor_rule(api):
    rule = {"matched_vendor": "Corner Cafe", "vendor": "The Corner Cafe"}
    answer = api.post("/api/v1/receipts/vendor-rules/", rule)
    assert answer.status_code == 201, answer.content
    return {"pk": answer.json()["id"]}


def make_trashed_receipt(api):
    parameters = make_receipt(api)
    assert api.delete(f"/api/v1/receipts/{parameters['pk']}/").status_code == 204
    return parameters


def make_entry(api):
    entry = {"total": "5.00", "purchased_on": "2026-04-03"}
    return {"pk": api.post("/api/v1/receipts/transactions/", entry).json()["id"]}


def make_trashed_entry(api):
    parameters = make_entry(api)
    assert api.delete(f"/api/v1/receipts/transactions/{parameters['pk']}/").status_code == 204
    return parameters


def make_category(api):
    return {"pk": api.post("/api/v1/receipts/categories/", {"name": "Clients"}).json()["id"]}


def make_export(api):
    owner = User.objects.get(email=api.get("/api/v1/accounts/me/").json()["email"])
    job = ExportJob.objects.create(
        owner=owner, report="ledger", format="csv", scope={}, created_at=timezone.now()
    )
    return {"pk": job.pk}


def make_webhook(api):
    answer = api.post("/api/v1/webhooks/", {"url": "https://hooks.example.com/"})
    assert answer.status_code == 201, answer.content
    return {"pk": answer.json()["id"]}


# How an object of each path is made by its owner: the route's name, and a function that takes the
# owner's client and returns the path's parameters.
OBJECTS = {
    "api-key": make_api_key,
    "session": make_session,
    "receipt": make_receipt,
    "receipt-status": make_receipt,
    "receipt-reprocess": make_receipt,
    "receipt-extracted-data": make_receipt,
    "receipt-verify": make_receipt,
    "receipt-unverify": make_receipt,
    "receipt-history": make_receipt,
    "receipt-model-requests": make_receipt,
    "receipt-lines": make_receipt,
    "receipt-pages": make_receipt,
    "receipt-restore": make_trashed_receipt,
    "receipt-split": make_receipt,
    "receipt-duplicates": make_receipt,
    "receipt-duplicate-resolve": make_duplicate,
    "vendor-rule": make_vendor_rule,
    "vendor-rule-preview": make_vendor_rule,
    "vendor-rule-apply": make_vendor_rule,
    "vendor-rule-undo": make_vendor_rule,
    "transaction": make_entry,
    "transaction-history": make_entry,
    "transaction-restore": make_trashed_entry,
    "category": make_category,
    "export-job": make_export,
    "webhook": make_webhook,
    "webhook-secret": make_webhook,
    "webhook-deliveries": make_webhook,
    "webhook-replay": make_webhook,
}
# Paths with a parameter that names no object of anybody's.
NO_OBJECT = {
    "receipt-file": "the signed link is the permission",
    "report-export": "a report of one's own",
    "export-download": "the signed link is the permission",
}

OBJECT_ROUTES = [route for route in ROUTES if route.parameters and route.name not in NO_OBJECT]


def everything_stored():
    """All rows of the project's own apps, and who is signed in; but not how fast somebody calls,
    which a refused call counts for as well."""
    models = [
        model
        for label in ("accounts", "subscriptions", "receipts", "reports", "webhooks")
        for model in apps.get_app_config(label).get_models()
        if model is not CallRate
    ]
    return {
        model.__name__: list(model.objects.order_by("pk").values())
        for model in [*models, UserSession, Session]
    }


@pytest.mark.parametrize("route", **by_template(OBJECT_ROUTES))
def test_somebody_elses_object_is_404_and_stays_as_it_is(
    api, user, other_user, other_api, settings, route: Route
):
    settings.WEBHOOKS = True
    # So that nobody is refused for the plan before it is asked whose the object is.
    for somebody in (user, other_user):
        Subscription.objects.create(
            owner=somebody, given_plan="platinum", given_until=date(2099, 12, 31)
        )
    assert route.name in OBJECTS, f"Say in OBJECTS how an object of {route.template} is made."
    parameters = OBJECTS[route.name](api)
    path = route.path_of(parameters)
    before = everything_stored()

    for method in route.methods:
        response = other_api.generic(method, path, "{}", content_type="application/json")
        assert response.status_code == 404, f"{method} {path}: {response.status_code}"

    assert everything_stored() == before


# --- allauth's own calls, which the schema of this project does not describe


@pytest.mark.parametrize(
    "route",
    **by_template(
        [r for r in ROUTES if r.template.startswith(("api/v1/auth/app/", "api/v1/auth/browser/"))]
    ),
)
@pytest.mark.parametrize("caller", ["api", "anonymous"])
@pytest.mark.django_db
def test_allauths_calls_refuse_whatever_comes(request, caller, route: Route):
    client = request.getfixturevalue(caller)
    for body in ("", "{}", "[]", "{", '{"email": [1], "code": {}, "key": null}', SURROGATE, ODD):
        for method in ("GET", "POST", "PUT", "PATCH", "DELETE"):
            response = client.generic(method, route.path, body, content_type="application/json")
            assert response.status_code < 500, f"{method} {route.path} {body}"
