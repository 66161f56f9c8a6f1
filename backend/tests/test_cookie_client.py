"""A client of the same origin against the server as it runs: cookies, no token in any script."""

import json
from collections.abc import Iterator
from contextlib import contextmanager

import httpx2
import pytest

from receipts.tests.conftest import picture
from tests.raw_calls import connected, upload_head
from tests.server import EMAIL, PASSWORD, Server, serving

AUTH = "/api/v1/auth/browser/v1"


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    with serving(tmp_path_factory.mktemp("cookies"), RECEIPT_READER="offline") as server:
        yield server


@contextmanager
def signed_in(server: Server) -> Iterator[httpx2.Client]:
    headers = {"Origin": server.url}
    with httpx2.Client(base_url=server.url, timeout=60, headers=headers) as browser:
        browser.get(f"{AUTH}/config")
        body = {"email": EMAIL, "password": PASSWORD}
        answer = browser.post(f"{AUTH}/auth/login", json=body, headers=token_of(browser))
        assert answer.status_code == 200, answer.text
        yield browser


def token_of(browser: httpx2.Client) -> dict[str, str]:
    """Read anew for each call: a sign-in replaces it."""
    return {"X-CSRFToken": browser.cookies["csrftoken"]}


def test_the_calls_of_the_guide_in_their_order(server):
    with signed_in(server) as browser:
        assert browser.get("/api/v1/accounts/me/").json()["email"] == EMAIL
        upload = browser.post(
            "/api/v1/receipts/",
            files={"image": ("lunch.jpg", picture("JPEG", size=(60, 80)))},
            headers=token_of(browser),
        )
        assert upload.status_code == 201, upload.text
        assert "set-cookie" not in upload.headers
        path = f"/api/v1/receipts/{upload.json()['id']}/"
        picture_link = browser.get(path).json()["image_info"]["original_url"]
        assert browser.get(picture_link).status_code == 200
        assert browser.delete(path, headers=token_of(browser)).status_code == 204
        kept = browser.cookies["api_session"]

        out = browser.post("/api/v1/accounts/logout/", json={}, headers=token_of(browser))

        assert out.status_code == 204
        assert "api_session" not in browser.cookies
        dead = {"Cookie": f"api_session={kept}"}
        assert browser.get("/api/v1/accounts/me/", headers=dead).status_code == 401


def test_a_forged_upload_is_refused_before_it_comes(server):
    with signed_in(server) as browser, connected(server.port) as call:
        cookies = "; ".join(f"{name}={value}" for name, value in browser.cookies.items())

        call.send(upload_head(5_000_000, f"Cookie: {cookies}"))

        refusal = call.answer()
        assert (refusal.status, json.loads(refusal.content)["code"]) == (403, "csrf_failed")
        assert refusal.getheader("Connection") == "close"
        assert browser.get("/api/v1/receipts/").json()["count"] == 0
