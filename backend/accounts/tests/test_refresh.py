"""POST accounts/token/refresh/"""

import threading
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.db import connections
from rest_framework.test import APIClient

from accounts.services.users import create_verified_user

TOKEN = "/api/v1/accounts/token/"
REFRESH = "/api/v1/accounts/token/refresh/"
ME = "/api/v1/accounts/me/"
PASSWORD = "correct horse battery staple"


@pytest.fixture
def pair(anonymous, user):
    return anonymous.post(TOKEN, {"email": "alice@example.com", "password": PASSWORD}).json()


def me(client, access):
    return client.get(ME, headers={"Authorization": f"Bearer {access}"})


def test_refresh_gives_a_new_pair_that_works(anonymous, pair):
    response = anonymous.post(REFRESH, {"refresh": pair["refresh"]})

    assert response.status_code == 200
    assert set(response.json()) == {"access", "refresh"}
    assert me(anonymous, response.json()["access"]).status_code == 200
    again = anonymous.post(REFRESH, {"refresh": response.json()["refresh"]})
    assert again.status_code == 200


def test_a_used_refresh_token_is_refused(anonymous, pair):
    anonymous.post(REFRESH, {"refresh": pair["refresh"]})

    response = anonymous.post(REFRESH, {"refresh": pair["refresh"]})

    assert response.status_code == 401
    assert response.json()["code"] == "token_not_valid"


def test_an_access_token_is_no_refresh_token(anonymous, pair):
    assert anonymous.post(REFRESH, {"refresh": pair["access"]}).status_code == 401


def test_a_refresh_token_is_no_access_token(anonymous, pair):
    assert me(anonymous, pair["refresh"]).status_code == 401


@pytest.mark.parametrize("token", ["rubbish", "a.b.c", "eyJhbGciOiJub25lIn0.e30."])
def test_a_token_that_is_not_ours_is_refused(anonymous, db, token):
    assert anonymous.post(REFRESH, {"refresh": token}).status_code == 401


def test_an_access_token_runs_out_and_a_refresh_token_lives_on(anonymous, pair):
    with time_machine.travel(datetime.now(UTC) + timedelta(minutes=16)):
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
def test_of_parallel_refreshes_with_one_token_one_wins():
    create_verified_user(email="carol@example.com", password=PASSWORD)
    body = {"email": "carol@example.com", "password": PASSWORD}
    pair = APIClient().post(TOKEN, body).json()
    start = threading.Barrier(6)
    statuses: list[int] = []

    def refresh():
        start.wait()
        statuses.append(APIClient().post(REFRESH, {"refresh": pair["refresh"]}).status_code)
        connections["default"].connection.close()

    threads = [threading.Thread(target=refresh) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(statuses) == [200, 401, 401, 401, 401, 401]
