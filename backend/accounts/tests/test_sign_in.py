"""POST accounts/token/"""

import pytest
from allauth.account.models import EmailAddress
from django.contrib.sessions.models import Session

from accounts.models import User
from accounts.services.users import create_verified_user

TOKEN = "/api/v1/accounts/token/"
PASSWORD = "correct horse battery staple"


def test_sign_in_gives_a_pair_in_both_places_and_the_person(anonymous, user):
    response = anonymous.post(TOKEN, {"email": "alice@example.com", "password": PASSWORD})

    assert response.status_code == 200
    body = response.json()
    assert body["tokens"] == {"access": body["access"], "refresh": body["refresh"]}
    assert body["user"] == {
        "id": user.pk,
        "email": "alice@example.com",
        "first_name": "Alice",
        "last_name": "Archer",
    }
    me = anonymous.get(
        "/api/v1/accounts/me/", headers={"Authorization": f"Bearer {body['access']}"}
    )
    assert me.json()["email"] == "alice@example.com"


def test_sign_in_sets_no_cookie(anonymous, user):
    response = anonymous.post(TOKEN, {"email": "alice@example.com", "password": PASSWORD})

    assert not response.cookies


def test_email_is_compared_without_case(anonymous, user):
    response = anonymous.post(TOKEN, {"email": "ALICE@Example.com", "password": PASSWORD})

    assert response.status_code == 200
    assert response.json()["user"]["email"] == "alice@example.com"


def test_an_old_token_in_the_header_does_not_stand_in_the_way(api):
    api.credentials(HTTP_AUTHORIZATION="Bearer expired")

    response = api.post(TOKEN, {"email": "alice@example.com", "password": PASSWORD})

    assert response.status_code == 200


def test_a_signed_in_client_can_sign_in_again(api):
    response = api.post(TOKEN, {"email": "alice@example.com", "password": PASSWORD})

    assert response.status_code == 200


@pytest.mark.parametrize("email", ["alice@example.com", "nobody@example.com"])
def test_wrong_password_and_unknown_address_look_the_same(anonymous, user, email):
    response = anonymous.post(TOKEN, {"email": email, "password": "wrong password"})

    assert response.status_code == 401
    assert response.json() == {
        "detail": "The e-mail address or the password is not correct.",
        "code": "invalid_credentials",
        "documentation": "/api/docs/errors/#invalid_credentials",
        "error": "The e-mail address or the password is not correct.",
    }
    assert not Session.objects.exists()


def test_an_unverified_account_is_refused_with_the_reason_every_time(anonymous):
    User.objects.create_user("new@example.com", PASSWORD)

    answers = [
        anonymous.post(TOKEN, {"email": "new@example.com", "password": PASSWORD}) for _ in range(3)
    ]

    assert [answer.status_code for answer in answers] == [401, 401, 401]
    assert {answer.json()["code"] for answer in answers} == {"email_not_verified"}
    assert "verify" in answers[0].json()["detail"]
    assert not EmailAddress.objects.filter(verified=True).exists()


def test_an_unverified_account_with_a_wrong_password_says_nothing(anonymous):
    User.objects.create_user("new@example.com", PASSWORD)

    response = anonymous.post(TOKEN, {"email": "new@example.com", "password": "wrong password"})

    assert response.json()["code"] == "invalid_credentials"


def test_an_inactive_account_is_refused(anonymous):
    create_verified_user(email="gone@example.com", password=PASSWORD, is_active=False)

    response = anonymous.post(TOKEN, {"email": "gone@example.com", "password": PASSWORD})

    assert response.status_code == 401
    assert response.json()["code"] == "account_inactive"


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({}, "email"),
        ({"email": "alice@example.com"}, "password"),
        ({"email": "not an address", "password": "x"}, "email"),
        ({"email": "alice@example.com", "password": ""}, "password"),
        ({"email": ["alice@example.com"], "password": "x"}, "email"),
        ({"email": "alice@example.com", "password": "\x00"}, "password"),
        ({"email": "alice@example.com", "password": "x" * 257}, "password"),
    ],
)
def test_bad_input_names_the_field(anonymous, user, body, field):
    response = anonymous.post(TOKEN, body)

    assert response.status_code == 400
    assert field in response.json()
    assert response.json()["code"] == "invalid"
    assert response.json()["error"] == response.json()["detail"]


def test_null_is_no_second_factor_and_no_refresh_token(anonymous, user):
    body = {"email": "alice@example.com", "password": PASSWORD, "second_factor": None}
    response = anonymous.post(TOKEN, body)

    assert response.status_code == 200
    anonymous.credentials(HTTP_AUTHORIZATION=f"Bearer {response.json()['access']}")
    assert anonymous.post("/api/v1/accounts/logout/", {"refresh": None}).status_code == 204


def test_half_a_character_is_bad_input(anonymous, user):
    body = '{"email": "alice@example.com", "password": "\\ud800"}'

    response = anonymous.post(TOKEN, body, content_type="application/json")

    assert response.status_code == 400
    assert "password" in response.json()


def test_twenty_wrong_passwords_lock_the_account_for_that_address(anonymous, user):
    for _ in range(20):
        anonymous.post(TOKEN, {"email": "alice@example.com", "password": "wrong password"})

    response = anonymous.post(TOKEN, {"email": "alice@example.com", "password": PASSWORD})

    assert response.status_code == 429
    assert response.json()["code"] == "too_many_attempts"
    assert int(response.headers["Retry-After"]) > 0
    elsewhere = anonymous.post(
        TOKEN, {"email": "alice@example.com", "password": PASSWORD}, REMOTE_ADDR="198.51.100.7"
    )
    assert elsewhere.status_code == 200


def test_a_right_password_does_not_count_as_an_attempt(anonymous, user):
    for _ in range(21):
        response = anonymous.post(TOKEN, {"email": "alice@example.com", "password": PASSWORD})

    assert response.status_code == 200
