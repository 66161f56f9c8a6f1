"""Bodies that are no JSON of ours: 400 in the usual shape, at our calls and at allauth's."""

import gc
import warnings

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from receipts.models import Transaction
from reports.tests.ledgers import add_entry

OURS = "/api/v1/accounts/token/"
FORM = "application/x-www-form-urlencoded"
ALLAUTHS = "/api/v1/auth/app/v1/auth/login"
SIGN_IN = '{"email": "alice@example.com", "password": "%s"}'


@pytest.mark.parametrize("path", [OURS, ALLAUTHS])
@pytest.mark.parametrize(
    "body",
    [
        "{",
        "[" * 200_000,
        SIGN_IN % "\\ud800",
        SIGN_IN % "\\u0000",
        SIGN_IN % ("\\ud800" + "x" * 50),
        '{"email": %s}' % ("1" * 5000),
        '{"\\ud800": 1}',
        '{"more": {"\\u0000": 1}}',
        '{"more": %s}' % ("[" * 60 + "]" * 60),
        '{"more": %s}' % ("[" * 5000 + "]" * 5000),
        "\xff",
        "[]",
        "null",
        '"text"',
    ],
    ids=lambda body: body[:12],
)
def test_a_bad_body_is_400(anonymous, user, path, body):
    response = anonymous.generic("POST", path, body, content_type="application/json")

    assert response.status_code == 400


@pytest.mark.parametrize("path", [OURS, ALLAUTHS])
def test_a_body_that_is_too_large_is_413_before_it_is_read(anonymous, user, path):
    """Of lists of nothing it would become a hundred times as much in memory."""
    body = f"[{'[],' * 500_000}[]]"

    response = anonymous.generic("POST", path, body, content_type="application/json")

    assert response.status_code == 413
    assert response.json()["code"] == "too_large"


@pytest.mark.parametrize("path", ["/api/v1/subscriptions/webhook/", "/admin/login/"])
def test_a_form_beyond_what_is_read_is_413_at_a_view_of_django_as_well(
    anonymous, user, settings, path
):
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 10

    response = anonymous.generic("POST", path, "a=" + 50 * "x", content_type=FORM)

    assert response.status_code == 413
    if path.startswith("/api/"):
        assert response.json()["code"] == "too_large"


@pytest.mark.parametrize("half", ["\\ud800", "a\\udfff"])
@pytest.mark.parametrize("name", ["type", "category", "currency", "notes"])
def test_half_a_character_is_400_wherever_it_stands(api, user, name, half):
    entry = add_entry(user, "2026-04-03", "12.50", type="expense")
    before = Transaction.objects.values().get()

    response = api.generic(
        "PATCH",
        f"/api/v1/receipts/transactions/{entry.pk}/",
        f'{{"{name}": "{half}"}}',
        content_type="application/json",
    )

    assert response.status_code == 400
    assert response.json()["code"] == "invalid"
    assert response.json()[name]
    assert Transaction.objects.values().get() == before


@pytest.mark.parametrize("query", ["vendor=%00", "search=a%00b", "%00=1"])
def test_nul_in_an_address_is_400(api, query):
    response = api.get(f"/api/v1/receipts/?{query}")

    assert response.status_code == 400
    assert response.json()["code"] == "parse_error"


def test_nul_in_a_form_is_400(api, user):
    response = api.post("/api/v1/receipts/", {"note": "\x00"}, format="multipart")

    assert response.status_code == 400
    assert response.json()["code"] == "parse_error"


@pytest.mark.parametrize("charset", ["hex", "bz2_codec", "utf-7", "utf-16", "latin-1", "none"])
def test_a_body_is_utf_8_whatever_its_type_says(anonymous, user, charset):
    body = SIGN_IN % "correct horse battery staple"

    response = anonymous.generic(
        "POST", OURS, body, content_type=f"application/json; charset={charset}"
    )

    assert response.status_code == 200


def test_a_body_in_another_format_is_415(anonymous, db):
    response = anonymous.generic("POST", OURS, "<a/>", content_type="application/xml")

    assert response.status_code == 415
    assert response.json()["code"] == "unsupported_media_type"


def test_allauth_says_how_long_to_wait(anonymous, user, settings):
    settings.ACCOUNT_RATE_LIMITS = {"login": "1/m/ip"}
    body = {"email": "alice@example.com", "password": "wrong password"}
    anonymous.post(ALLAUTHS, body)

    response = anonymous.post(ALLAUTHS, body)

    assert response.status_code == 429
    assert int(response.headers["Retry-After"]) >= 60


def test_nul_beside_a_file_leaves_no_file_open(api, user):
    body = {"files": SimpleUploadedFile("a.pdf", b"%PDF-1.7"), "note": "a\0b"}
    gc.collect()

    with warnings.catch_warnings(record=True) as noted:
        warnings.simplefilter("always", ResourceWarning)
        response = api.post("/api/v1/receipts/bulk/", body, format="multipart")
        del response.wsgi_request, response.renderer_context
        assert response.status_code == 400
        del response
        gc.collect()

    assert [str(one.message) for one in noted if one.category is ResourceWarning] == []
