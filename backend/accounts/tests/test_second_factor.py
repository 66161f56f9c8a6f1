"""TOTP and recovery codes: set up through allauth's API, asked for at accounts/token/"""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from rest_framework.test import APIClient

from accounts.tests.authenticator import code_of

TOKEN = "/api/v1/accounts/token/"
AUTH = "/api/v1/auth/app/v1"
BODY = {"email": "alice@example.com", "password": "correct horse battery staple"}


@pytest.fixture
def reauthenticated(api):
    api.post(f"{AUTH}/auth/reauthenticate", {"password": BODY["password"]})
    return api


@pytest.fixture
def secret(reauthenticated):
    """Of an account whose second factor is on."""
    answer = reauthenticated.get(f"{AUTH}/account/authenticators/totp")
    secret = answer.json()["meta"]["secret"]
    on = reauthenticated.post(f"{AUTH}/account/authenticators/totp", {"code": code_of(secret)})
    assert on.status_code == 200
    return secret


@pytest.fixture
def recovery_codes(reauthenticated, secret):
    answer = reauthenticated.get(f"{AUTH}/account/authenticators/recovery-codes")
    return answer.json()["data"]["unused_codes"]


def test_the_password_alone_is_not_enough(anonymous, secret):
    response = anonymous.post(TOKEN, BODY)

    assert response.status_code == 401
    assert response.json()["code"] == "second_factor_required"


def test_password_and_code_sign_in(anonymous, secret):
    with time_machine.travel(datetime.now(UTC) + timedelta(minutes=2)):
        response = anonymous.post(TOKEN, BODY | {"second_factor": code_of(secret)})

    assert response.status_code == 200
    assert response.json()["access"]


def test_a_wrong_code_is_refused_and_guessing_ends(anonymous, secret):
    answers = [anonymous.post(TOKEN, BODY | {"second_factor": "000000"}) for _ in range(11)]

    assert {answer.json()["code"] for answer in answers[:10]} == {"second_factor_invalid"}
    assert answers[10].status_code == 429
    assert answers[10].json()["code"] == "too_many_attempts"


def test_a_code_without_the_password_says_nothing(anonymous, secret):
    response = anonymous.post(TOKEN, BODY | {"password": "wrong", "second_factor": code_of(secret)})

    assert response.json()["code"] == "invalid_credentials"


def test_a_recovery_code_works_once(anonymous, recovery_codes):
    assert len(recovery_codes) == 10

    first = anonymous.post(TOKEN, BODY | {"second_factor": recovery_codes[0]})
    second = anonymous.post(TOKEN, BODY | {"second_factor": recovery_codes[0]})

    assert first.status_code == 200
    assert second.json()["code"] == "second_factor_invalid"


def test_setting_it_up_asks_for_the_password_again(api):
    answer = api.get(f"{AUTH}/account/authenticators/totp")

    refused = api.post(
        f"{AUTH}/account/authenticators/totp", {"code": code_of(answer.json()["meta"]["secret"])}
    )

    assert refused.status_code == 401
    assert not Authenticator.objects.exists()


def test_it_can_be_switched_off_again(reauthenticated, secret):
    off = reauthenticated.delete(f"{AUTH}/account/authenticators/totp")

    assert off.status_code == 200
    assert APIClient().post(TOKEN, BODY).status_code == 200


def test_the_secrets_are_encrypted_in_the_database(secret, recovery_codes):
    stored = str(list(Authenticator.objects.values_list("data", flat=True)))

    assert secret not in stored
    assert not [code for code in recovery_codes if code in stored]


def test_a_new_secret_key_still_reads_what_the_old_one_wrote(anonymous, recovery_codes, settings):
    """The tokens of the old key end; the second factor does not."""
    old = settings.SECRET_KEY
    settings.SECRET_KEY = "another-long-enough-key-for-signing-things-0123456789-abc"
    settings.SECRET_KEY_FALLBACKS = [old]

    response = anonymous.post(TOKEN, BODY | {"second_factor": recovery_codes[0]})

    assert response.status_code == 200
