"""accounts/sessions/"""

import pytest
from rest_framework.test import APIClient

SESSIONS = "/api/v1/accounts/sessions/"
ME = "/api/v1/accounts/me/"
REFRESH = "/api/v1/accounts/token/refresh/"
BODY = {"email": "alice@example.com", "password": "correct horse battery staple"}


@pytest.fixture
def phone(user):
    client = APIClient(HTTP_USER_AGENT="Phone", REMOTE_ADDR="203.0.113.9")
    pair = client.post("/api/v1/accounts/token/", BODY).json()
    client.credentials(HTTP_AUTHORIZATION=f"Bearer {pair['access']}")
    client.refresh_token = pair["refresh"]
    return client


def test_sessions_are_listed_newest_first(api, phone):
    response = phone.get(SESSIONS)

    assert response.status_code == 200
    sessions = response.json()["results"]
    assert [session["is_current"] for session in sessions] == [True, False]
    assert sessions[0]["user_agent"] == "Phone"
    assert sessions[0]["ip"] == "203.0.113.9"
    assert "session_key" not in sessions[0]


def test_one_session_can_be_ended(api, phone):
    other = next(s for s in api.get(SESSIONS).json()["results"] if not s["is_current"])

    response = api.delete(f"{SESSIONS}{other['id']}/")

    assert response.status_code == 204
    assert phone.get(ME).status_code == 401
    assert phone.post(REFRESH, {"refresh": phone.refresh_token}).status_code == 401
    assert api.get(ME).status_code == 200


def test_all_other_sessions_can_be_ended(api, phone, other_api):
    response = api.delete(SESSIONS)

    assert response.status_code == 204
    assert phone.get(ME).status_code == 401
    assert api.get(ME).status_code == 200
    assert other_api.get(ME).status_code == 200
    assert len(api.get(SESSIONS).json()["results"]) == 1


def test_a_signed_out_session_is_not_listed(api, phone):
    phone.post("/api/v1/accounts/logout/", {})

    assert len(api.get(SESSIONS).json()["results"]) == 1


def test_somebody_elses_session_is_404_and_lives_on(api, other_api):
    session = other_api.get(SESSIONS).json()["results"][0]

    assert api.delete(f"{SESSIONS}{session['id']}/").status_code == 404
    assert other_api.get(ME).status_code == 200


def test_the_list_takes_a_fixed_number_of_queries(api, django_assert_max_num_queries):
    for _ in range(10):
        APIClient().post("/api/v1/accounts/token/", BODY)

    with django_assert_max_num_queries(5):
        assert api.get(SESSIONS).json()["count"] == 11


def test_a_client_that_never_signs_out_keeps_thirty_sessions(api):
    for _ in range(31):
        last = APIClient().post("/api/v1/accounts/token/", BODY).json()

    assert api.get(ME).status_code == 401
    api.credentials(HTTP_AUTHORIZATION=f"Bearer {last['access']}")
    assert api.get(SESSIONS).json()["count"] == 30
