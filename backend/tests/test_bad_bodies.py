"""Bodies that are no JSON of ours: 400 in the usual shape, at our calls and at allauth's."""

import pytest

OURS = "/api/v1/accounts/token/"
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
        '{"email": %s}' % ("1" * 5000),
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
