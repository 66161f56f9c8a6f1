"""Who guesses is stopped, and nobody else."""

import pytest
from rest_framework.test import APIClient

TOKEN = "/api/v1/accounts/token/"
REFRESH = "/api/v1/accounts/token/refresh/"
ME = "/api/v1/accounts/me/"
PASSWORD = "correct horse battery staple"
RIGHT = {"email": "alice@example.com", "password": PASSWORD}
WRONG = {"email": "alice@example.com", "password": "wrong password"}


def guess(times, **request):
    client = APIClient()
    return [client.post(TOKEN, WRONG, **request).status_code for _ in range(times)]


def test_thirty_wrong_passwords_lock_the_account_for_the_attackers_address_only(api, user):
    """The client repeats a failed sign-in once, so a person has ten tries."""
    pair = APIClient().post(TOKEN, RIGHT).json()

    statuses = guess(30, REMOTE_ADDR="198.51.100.7")

    assert statuses == [401] * 20 + [429] * 10
    right_from_there = APIClient().post(TOKEN, RIGHT, REMOTE_ADDR="198.51.100.7")
    assert right_from_there.status_code == 429
    assert api.get(ME).status_code == 200
    assert APIClient().post(REFRESH, {"refresh": pair["refresh"]}).status_code == 200
    assert APIClient().post(TOKEN, RIGHT, REMOTE_ADDR="203.0.113.9").status_code == 200


def test_guessing_from_many_addresses_ends_as_well(user):
    statuses = []
    for network in range(6):
        statuses += guess(20, REMOTE_ADDR=f"198.51.100.{network}")

    assert statuses == [401] * 100 + [429] * 20


def test_a_lock_counts_the_address_without_case(user):
    client = APIClient()
    for number in range(20):
        email = "Alice@example.com" if number % 2 else "ALICE@EXAMPLE.COM"
        client.post(TOKEN, WRONG | {"email": email})

    assert client.post(TOKEN, RIGHT).status_code == 429


def test_an_ipv6_network_counts_as_one_address(user):
    statuses = [
        APIClient().post(TOKEN, WRONG, REMOTE_ADDR=f"2001:db8::{number:x}").status_code
        for number in range(21)
    ]

    assert statuses == [401] * 20 + [429]


def test_an_unknown_address_locks_the_same_way(user):
    client = APIClient()
    body = {"email": "unknown@example.com", "password": "wrong password"}
    statuses = [client.post(TOKEN, body).status_code for _ in range(21)]

    assert statuses == [401] * 20 + [429]


def test_without_a_proxy_a_header_says_nothing(user):
    for number in range(20):
        guess(1, HTTP_X_FORWARDED_FOR=f"203.0.113.{number}")

    assert guess(1, HTTP_X_FORWARDED_FOR="192.0.2.1") == [429]


def test_behind_a_proxy_the_address_that_the_proxy_saw_counts(user, settings):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    router = "10.0.0.1"

    for number in range(20):
        guess(1, REMOTE_ADDR=router, HTTP_X_FORWARDED_FOR=f"203.0.113.{number}, 198.51.100.7")

    forged = "192.0.2.1, 198.51.100.7"
    assert guess(1, REMOTE_ADDR=router, HTTP_X_FORWARDED_FOR=forged) == [429]
    assert guess(1, REMOTE_ADDR=router, HTTP_X_FORWARDED_FOR="203.0.113.9") == [401]


@pytest.mark.parametrize("header", ["", "unknown", "not, an, address", ",", "203.0.113.9"])
@pytest.mark.parametrize("proxies", [0, 1, 2])
def test_a_strange_header_is_no_server_error(user, settings, header, proxies):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = proxies

    response = APIClient().post(TOKEN, RIGHT, HTTP_X_FORWARDED_FOR=header)

    assert response.status_code == 200


def test_the_wrong_password_at_a_deletion_counts_too(api, user):
    for _ in range(10):
        api.delete(ME, {"password": "wrong password"})

    response = api.delete(ME, {"password": PASSWORD})

    assert response.status_code == 429
    assert api.get(ME).status_code == 200


def test_refreshing_is_limited(user, settings):
    settings.ACCOUNT_RATE_LIMITS = {"refresh": "2/m/ip"}
    client = APIClient()
    statuses = [client.post(REFRESH, {"refresh": "rubbish"}).status_code for _ in range(3)]

    assert statuses == [401, 401, 429]


def test_allauths_own_sign_in_counts_the_same(user):
    client = APIClient()
    for _ in range(20):
        client.post("/api/v1/auth/app/v1/auth/login", WRONG)

    assert client.post(TOKEN, RIGHT).status_code == 429


def test_limits_are_counted_where_all_processes_see_them(settings):
    assert settings.CACHES["default"]["BACKEND"].endswith("DatabaseCache")
