"""Paths without their final slash: a read is sent on, and nothing else is."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from receipts.models import Receipt, Transaction
from receipts.tests.conftest import picture
from tests.api_routes import api_routes

pytestmark = pytest.mark.django_db

ROUTES = [route for route in api_routes() if route.path.endswith("/")]
UNSAFE = {"POST", "PUT", "PATCH", "DELETE"}
ENTRY = {"vendor": "Corner Cafe", "total": "12.50", "currency": "GBP", "type": "expense"}


@pytest.mark.parametrize("route", ROUTES, ids=lambda route: route.template)
def test_a_change_without_the_slash_is_404_with_the_right_path(api, route):
    path = route.path.removesuffix("/")
    for method in UNSAFE:
        answer = api.generic(method, f"{path}?page=2", "{}", content_type="application/json")

        body = answer.json()
        assert (answer.status_code, body["code"]) == (404, "not_found")
        assert body["path"] == f"{path}/"
        assert f"{method} {path}/" in body["detail"]


@pytest.mark.parametrize("is_debug", [True, False])
@pytest.mark.parametrize("path", ["/api/v1/receipts", "/api/v1/receipts/transactions"])
def test_what_is_posted_without_the_slash_is_neither_kept_nor_answered_by_a_list(
    api, settings, path, is_debug
):
    settings.DEBUG = is_debug
    png = SimpleUploadedFile("lunch.png", picture())
    for sent, format_ in (({"image": png}, "multipart"), (ENTRY, "json")):
        answer = api.post(path, sent, format=format_, follow=True)

        assert answer.status_code == 404
        assert answer.json()["path"] == f"{path}/"
    assert not Receipt.objects.exists()
    assert not Transaction.objects.exists()


def test_a_read_without_the_slash_is_sent_on_with_its_query(api):
    answer = api.get("/api/v1/receipts?page_size=3")

    assert (answer.status_code, answer["Location"]) == (301, "/api/v1/receipts/?page_size=3")


@pytest.mark.parametrize("path", ["/api/v1/nothing", "/api/v1/nothing/"])
def test_a_path_that_is_none_with_a_slash_either_names_no_other(api, path):
    answer = api.post(path, {})

    assert answer.status_code == 404
    assert "path" not in answer.json()
