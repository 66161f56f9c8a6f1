"""The client's page: at every path of its own, under the strict policy, and nowhere else."""

import json

import pytest

from webclient.bundle import read_bundle

PATHS = ["/", "/inbox", "/review/:id", "/verify-email/:key"]
PAGE = b"<title>The client</title>"
BROWSER = {"Accept": "text/html,application/xhtml+xml"}


@pytest.fixture
def built(settings, tmp_path):
    folder = settings.CLIENT_FOLDER = tmp_path / "dist"
    folder.mkdir()
    (folder / "index.html").write_bytes(PAGE)
    (folder / "paths.json").write_text(json.dumps(PATHS))
    yield folder
    read_bundle.cache_clear()


@pytest.mark.parametrize(
    "path", ["/", "/inbox", "/inbox/", "/review/3", "/verify-email/MQ:1vLkXz:kX3s", "/?a=b"]
)
def test_every_path_of_the_client_is_its_page(built, client, path):
    answer = client.get(path)

    assert (answer.status_code, answer.content) == (200, PAGE)
    assert answer["Cache-Control"] == "no-cache"


def test_the_page_keeps_the_strict_policy_and_lets_named_policies_alone_make_markup(
    built, client, settings
):
    policy = client.get("/")["Content-Security-Policy"]

    for directive, values in settings.SECURE_CSP.items():
        assert f"{directive} {' '.join(values)}" in policy
    assert "require-trusted-types-for 'script'" in policy
    assert "trusted-types svelte-trusted-html service-worker" in policy
    assert "unsafe" not in policy


def test_the_camera_is_the_pages_own_and_nothing_else_is_looked_at(built, client):
    assert client.get("/")["Permissions-Policy"] == "camera=(self), geolocation=(), microphone=()"


def test_pages_of_others_ask_for_no_trusted_types(built, client, db):
    assert "trusted-types" not in client.get("/api/docs/")["Content-Security-Policy"]


@pytest.mark.parametrize("path", ["/nowhere", "/review", "/review/3/more", "/inbox.php"])
def test_where_nothing_is_a_person_gets_the_clients_page_with_404(built, client, path):
    answer = client.get(path, headers=BROWSER)

    assert (answer.status_code, answer.content) == (404, PAGE)


@pytest.mark.parametrize("path", ["/nowhere", "/assets/gone.js", "/sw.js"])
def test_where_nothing_is_a_program_gets_no_page(built, client, path):
    answer = client.get(path, headers={"Accept": "*/*"})

    assert answer.status_code == 404
    assert PAGE not in answer.content


@pytest.mark.parametrize("path", ["/api/v1/nowhere/", "/api/nowhere", "/static/gone.js"])
def test_below_the_paths_of_the_server_there_is_no_page_of_the_client(built, client, path):
    answer = client.get(path, headers=BROWSER)

    assert answer.status_code == 404
    assert PAGE not in answer.content


@pytest.mark.parametrize("path", ["/api/v1/receipts", "/admin"])
def test_a_path_without_its_slash_still_leads_to_its_own(built, client, path):
    answer = client.get(path, headers=BROWSER)

    assert (answer.status_code, answer["Location"]) == (301, f"{path}/")


def test_a_page_is_only_read(built, client):
    answer = client.post("/inbox", {"a": 1}, content_type="application/json")

    assert answer.status_code == 404
    assert PAGE not in answer.content


def test_without_a_bundle_everything_else_is_there(settings, tmp_path, client, db):
    settings.CLIENT_FOLDER = tmp_path

    assert client.get("/", headers=BROWSER).status_code == 404
    assert client.get("/api/docs/").status_code == 200
