"""POST accounts/token/refresh/"""

import threading
from datetime import UTC, datetime, timedelta

import jwt
import pytest
import time_machine
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.db import connections
from rest_framework.test import APIClient

from accounts.allauth_integration.tokens import MAX_REFRESH_TOKENS
from accounts.services.users import create_verified_user, end_all_sessions

TOKEN = "/api/v1/accounts/token/"
REFRESH = "/api/v1/accounts/token/refresh/"
LOGOUT = "/api/v1/accounts/logout/"
CHANGE = "/api/v1/accounts/password/change/"
SESSION = "/api/v1/auth/app/v1/auth/session"
ME = "/api/v1/accounts/me/"
PASSWORD = "correct horse battery staple"


@pytest.fixture
def pair(anonymous, user):
    return anonymous.post(TOKEN, {"email": "alice@example.com", "password": PASSWORD}).json()


def me(client, access):
    return client.get(ME, headers={"Authorization": f"Bearer {access}"})


def times_of(access):
    """When it was made, and when it runs out."""
    claims = jwt.decode(access, options={"verify_signature": False})
    return [datetime.fromtimestamp(claims[name], UTC) for name in ("iat", "exp")]


def test_refresh_gives_a_new_pair_that_works(anonymous, pair):
    response = anonymous.post(REFRESH, {"refresh": pair["refresh"]})

    assert response.status_code == 200
    assert set(response.json()) == {"access", "refresh"}
    assert me(anonymous, response.json()["access"]).status_code == 200
    again = anonymous.post(REFRESH, {"refresh": response.json()["refresh"]})
    assert again.status_code == 200


def test_a_replaced_refresh_token_gives_a_pair_of_the_same_session_for_ten_seconds(anonymous, pair):
    first = anonymous.post(REFRESH, {"refresh": pair["refresh"]}).json()
    with time_machine.travel(datetime.now(UTC) + timedelta(seconds=9), tick=False):
        response = anonymous.post(REFRESH, {"refresh": pair["refresh"]})

    assert response.status_code == 200
    second = response.json()
    assert second["refresh"] != first["refresh"]
    for found in (first, second):
        assert me(anonymous, found["access"]).status_code == 200
        assert anonymous.post(REFRESH, {"refresh": found["refresh"]}).status_code == 200
    assert UserSession.objects.count() == 1


def test_ten_seconds_after_it_was_replaced_a_refresh_token_is_refused(anonymous, pair):
    fresh = anonymous.post(REFRESH, {"refresh": pair["refresh"]}).json()
    for seconds in (11, 3600):
        with time_machine.travel(datetime.now(UTC) + timedelta(seconds=seconds), tick=False):
            response = anonymous.post(REFRESH, {"refresh": pair["refresh"]})

        assert response.status_code == 401
        assert response.json()["code"] == "token_not_valid"
    assert anonymous.post(REFRESH, {"refresh": fresh["refresh"]}).status_code == 200


def test_using_it_again_does_not_make_the_ten_seconds_longer(anonymous, pair):
    now = datetime.now(UTC)
    statuses = []
    for seconds in (0, 6, 12):
        with time_machine.travel(now + timedelta(seconds=seconds), tick=False):
            response = anonymous.post(REFRESH, {"refresh": pair["refresh"]})
        statuses.append(response.status_code)

    assert statuses == [200, 200, 401]


def test_a_sign_out_ends_a_token_that_was_just_replaced(anonymous, pair):
    fresh = anonymous.post(REFRESH, {"refresh": pair["refresh"]}).json()
    bearer = {"Authorization": f"Bearer {fresh['access']}"}
    assert anonymous.post(LOGOUT, {}, headers=bearer).status_code == 204

    assert anonymous.post(REFRESH, {"refresh": pair["refresh"]}).status_code == 401


def test_a_new_password_ends_a_token_that_was_just_replaced(anonymous, pair):
    fresh = anonymous.post(REFRESH, {"refresh": pair["refresh"]}).json()
    body = {"current_password": PASSWORD, "new_password": "another horse, another battery"}
    bearer = {"Authorization": f"Bearer {fresh['access']}"}
    assert anonymous.post(CHANGE, body, headers=bearer).status_code == 200

    assert anonymous.post(REFRESH, {"refresh": pair["refresh"]}).status_code == 401


def test_the_end_of_its_session_ends_a_token_that_was_just_replaced(anonymous, user, pair):
    anonymous.post(REFRESH, {"refresh": pair["refresh"]})
    end_all_sessions(user)

    assert anonymous.post(REFRESH, {"refresh": pair["refresh"]}).status_code == 401


def test_what_many_tabs_leave_unused_does_not_pile_up(anonymous, pair):
    for _ in range(MAX_REFRESH_TOKENS + 5):
        last = anonymous.post(REFRESH, {"refresh": pair["refresh"]}).json()

    [session] = Session.objects.all()
    assert len(session.get_decoded()["headless_refresh_tokens"]) == MAX_REFRESH_TOKENS
    assert anonymous.post(REFRESH, {"refresh": last["refresh"]}).status_code == 200


@pytest.mark.parametrize(("seconds", "status"), [(-60, 200), (-61, 401), (59, 200), (60, 401)])
def test_the_clocks_of_two_servers_may_differ_by_a_minute(anonymous, pair, seconds, status):
    """One is behind when a token is fresh, or ahead when it is about to run out."""
    made_at, ends_at = times_of(pair["access"])
    edge = made_at if seconds < 0 else ends_at
    with time_machine.travel(edge + timedelta(seconds=seconds), tick=False):
        assert me(anonymous, pair["access"]).status_code == status


def test_allauths_own_calls_allow_as_much(anonymous, pair):
    bearer = {"Authorization": f"Bearer {pair['access']}"}
    _, ends_at = times_of(pair["access"])
    for seconds, status in ((59, 200), (60, 401)):
        with time_machine.travel(ends_at + timedelta(seconds=seconds), tick=False):
            assert anonymous.get(SESSION, headers=bearer).status_code == status


def test_an_access_token_is_no_refresh_token(anonymous, pair):
    assert anonymous.post(REFRESH, {"refresh": pair["access"]}).status_code == 401


def test_a_refresh_token_is_no_access_token(anonymous, pair):
    assert me(anonymous, pair["refresh"]).status_code == 401


@pytest.mark.parametrize("token", ["rubbish", "a.b.c", "eyJhbGciOiJub25lIn0.e30."])
def test_a_token_that_is_not_ours_is_refused(anonymous, db, token):
    assert anonymous.post(REFRESH, {"refresh": token}).status_code == 401


def test_an_access_token_runs_out_and_a_refresh_token_lives_on(anonymous, pair):
    with time_machine.travel(datetime.now(UTC) + timedelta(hours=13)):
        assert me(anonymous, pair["access"]).status_code == 401
        fresh = anonymous.post(REFRESH, {"refresh": pair["refresh"]}).json()
        assert me(anonymous, fresh["access"]).status_code == 200


def test_a_refresh_token_runs_out(anonymous, pair):
    with time_machine.travel(datetime.now(UTC) + timedelta(days=15)):
        assert anonymous.post(REFRESH, {"refresh": pair["refresh"]}).status_code == 401


def test_a_deactivated_account_cannot_refresh(anonymous, user, pair):
    user.is_active = False
    user.save(update_fields=["is_active"])

    assert anonymous.post(REFRESH, {"refresh": pair["refresh"]}).status_code == 401
    assert me(anonymous, pair["access"]).status_code == 401


@pytest.mark.django_db(transaction=True)
def test_eight_tabs_that_ask_at_once_all_stay_signed_in():
    create_verified_user(email="carol@example.com", password=PASSWORD)
    body = {"email": "carol@example.com", "password": PASSWORD}
    pair = APIClient().post(TOKEN, body).json()
    start = threading.Barrier(8)
    answers = []

    def refresh():
        start.wait()
        answers.append(APIClient().post(REFRESH, {"refresh": pair["refresh"]}))
        connections["default"].connection.close()

    threads = [threading.Thread(target=refresh) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert [answer.status_code for answer in answers] == [200] * 8
    for answer in answers:
        found = answer.json()
        assert me(APIClient(), found["access"]).status_code == 200
        assert APIClient().post(REFRESH, {"refresh": found["refresh"]}).status_code == 200
