"""POST accounts/logout/"""

import pytest
from rest_framework.test import APIClient

LOGOUT = "/api/v1/accounts/logout/"
REFRESH = "/api/v1/accounts/token/refresh/"
ME = "/api/v1/accounts/me/"
TOKEN = "/api/v1/accounts/token/"
BODY = {"email": "alice@example.com", "password": "correct horse battery staple"}


@pytest.fixture
def sign_in(user):
    def _sign_in() -> tuple[APIClient, dict]:
        client = APIClient()
        pair = client.post(TOKEN, BODY).json()
        client.credentials(HTTP_AUTHORIZATION=f"Bearer {pair['access']}")
        return client, pair

    return _sign_in


def test_both_tokens_are_dead_at_once(sign_in):
    client, pair = sign_in()

    response = client.post(LOGOUT, {"refresh": pair["refresh"]})

    assert response.status_code == 204
    assert client.get(ME).status_code == 401
    assert client.post(REFRESH, {"refresh": pair["refresh"]}).status_code == 401


def test_another_device_stays_signed_in(sign_in):
    phone, phone_pair = sign_in()
    laptop, pair = sign_in()

    laptop.post(LOGOUT, {"refresh": pair["refresh"]})

    assert phone.get(ME).status_code == 200
    assert phone.post(REFRESH, {"refresh": phone_pair["refresh"]}).status_code == 200


def test_a_refresh_token_of_another_session_of_mine_dies_too(sign_in):
    _, old = sign_in()
    client, _ = sign_in()

    client.post(LOGOUT, {"refresh": old["refresh"]})

    assert client.post(REFRESH, {"refresh": old["refresh"]}).status_code == 401


def test_somebody_elses_refresh_token_is_left_alone(sign_in, other_api):
    client, pair = sign_in()

    assert other_api.post(LOGOUT, {"refresh": pair["refresh"]}).status_code == 204
    assert client.get(ME).status_code == 200


def test_anonymous_is_401(anonymous, sign_in):
    client, pair = sign_in()

    assert anonymous.post(LOGOUT, {"refresh": pair["refresh"]}).status_code == 401
    assert client.get(ME).status_code == 200


def test_a_dead_refresh_token_does_not_stand_in_the_way(sign_in):
    client, _ = sign_in()

    assert client.post(LOGOUT, {"refresh": "rubbish"}).status_code == 204
    assert client.get(ME).status_code == 401
