"""JSON by gzip: the same answers, a fraction of the bytes, and none that carries a token."""

import gzip
import json

import pytest
from django.conf import settings

pytestmark = pytest.mark.django_db

URL = "/api/v1/receipts/"
GZIP = {"Accept-Encoding": "gzip"}


def test_a_page_of_receipts_is_compressed_for_who_takes_it(api, completed):
    plain, packed = api.get(URL), api.get(URL, headers=GZIP)

    assert "Content-Encoding" not in plain.headers
    assert packed.headers["Content-Encoding"] == "gzip"
    assert "Accept-Encoding" in packed.headers["Vary"]
    assert len(packed.content) < len(plain.content) / 2
    shown = json.loads(gzip.decompress(packed.content))
    assert shown["results"][0]["transaction"] == plain.json()["results"][0]["transaction"]


def test_small_answers_and_files_are_not(api, completed):
    small = api.get(f"{URL}{completed.pk}/processing_status/", headers=GZIP)
    page = api.get("/api/docs/", headers=GZIP)

    assert [answer.status_code for answer in (small, page)] == [200, 200]
    assert not any("Content-Encoding" in answer.headers for answer in (small, page))


@pytest.mark.parametrize("path", ["accounts/token/", "auth/app/v1/auth/login"])
def test_an_answer_that_carries_tokens_is_not(anonymous, user, path):
    body = {"email": user.email, "password": "correct horse battery staple"}

    answer = anonymous.post(f"/api/v1/{path}", body, headers=GZIP)

    assert answer.status_code == 200
    assert "Content-Encoding" not in answer.headers


def test_the_tag_of_a_compressed_answer_is_taken_back(api, completed):
    url = f"{URL}{completed.pk}/"
    tag = api.get(url, headers=GZIP).headers["ETag"]

    assert tag.startswith("W/")
    changed = api.patch(url, {"vendor": "The Corner"}, headers={"If-Match": tag})
    assert changed.status_code == 200
    assert api.patch(url, {"vendor": "Late"}, headers={"If-Match": tag}).status_code == 412


def test_it_stands_outside_of_what_compares_tags():
    order = settings.MIDDLEWARE
    compares = order.index("django.middleware.http.ConditionalGetMiddleware")
    assert order.index("common.api.middleware.CompressionMiddleware") < compares
