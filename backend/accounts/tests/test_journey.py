"""The way of a new user, over HTTP and with a real mailbox: from sign-up to the end."""

import httpx2
import pytest

from accounts.models import User
from accounts.tests.authenticator import code_of
from accounts.tests.mailbox import token_in

PASSWORD = "correct horse battery staple"
NEW_PASSWORD = "another horse, another battery"
AUTH = "/api/v1/auth/app/v1"


@pytest.fixture
def browser(live_server):
    with httpx2.Client(base_url=live_server.url) as client:
        yield client


@pytest.fixture
def call(browser):
    """`call(method, path, body, access)`: the status and the answer."""

    def _call(method, path, body=None, access=None):
        headers = {"Authorization": f"Bearer {access}"} if access else {}
        path = path if path.startswith("/") else f"/api/v1/accounts/{path}"
        response = browser.request(method, path, json=body, headers=headers)
        assert "set-cookie" not in response.headers
        return response.status_code, response.json() if response.content else None

    return _call


def test_from_sign_up_to_deletion(call, mailbox):  # noqa: PLR0915 - one way, step by step
    account = {"email": "nora@example.com", "password": PASSWORD}
    names = {"first_name": "Nora", "last_name": "North"}

    # Sign up, verify, sign in.
    assert call("POST", "register/", account | names | {"password_confirm": PASSWORD})[0] == 201
    assert call("POST", "token/", account)[1]["code"] == "email_not_verified"
    assert call("POST", "verify-email/", {"token": token_in(mailbox.mails[0])})[0] == 200
    status, pair = call("POST", "token/", account)
    assert status == 200
    assert call("GET", "me/", access=pair["access"])[1]["first_name"] == "Nora"

    # Refresh.
    status, fresh = call("POST", "token/refresh/", {"refresh": pair["refresh"]})
    assert status == 200
    access = fresh["access"]

    # A forgotten password ends every session.
    call("POST", "password/reset/", {"email": "nora@example.com"})
    reset = {"token": token_in(mailbox.mails[-1]), "password": NEW_PASSWORD}
    assert call("POST", "reset-password/", reset)[0] == 200
    assert call("GET", "me/", access=access)[0] == 401
    account["password"] = NEW_PASSWORD
    access = call("POST", "token/", account)[1]["access"]

    # Another address, which counts when it is verified.
    call("POST", f"{AUTH}/auth/reauthenticate", {"password": NEW_PASSWORD}, access)
    call("POST", f"{AUTH}/account/email", {"email": "n.north@example.com"}, access)
    assert call("POST", "verify-email/", {"token": token_in(mailbox.mails[-1])})[0] == 200
    account["email"] = "n.north@example.com"

    # A second factor, from then on asked for.
    totp = f"{AUTH}/account/authenticators/totp"
    secret = call("GET", totp, access=access)[1]["meta"]["secret"]
    assert call("POST", totp, {"code": code_of(secret)}, access)[0] == 200
    recovery = f"{AUTH}/account/authenticators/recovery-codes"
    codes = call("GET", recovery, access=access)[1]["data"]["unused_codes"]
    assert call("POST", "token/", account)[1]["code"] == "second_factor_required"
    phone = call("POST", "token/", account | {"second_factor": codes[0]})[1]

    # Two devices; one ends the other.
    sessions = call("GET", "sessions/", access=access)[1]["results"]
    assert len(sessions) == 2
    other = next(session["id"] for session in sessions if not session["is_current"])
    assert call("DELETE", f"sessions/{other}/", access=access)[0] == 204
    assert call("GET", "me/", access=phone["access"])[0] == 401

    # Another password.
    change = {"current_password": NEW_PASSWORD, "new_password": PASSWORD}
    status, pair = call("POST", "password/change/", change, access)
    assert status == 200
    access = pair["access"]
    assert call("GET", "me/", access=access)[1]["email"] == "n.north@example.com"

    # Sign out, in again, and away.
    assert call("POST", "logout/", {"refresh": pair["refresh"]}, access)[0] == 204
    assert call("GET", "me/", access=access)[0] == 401
    account = {"email": "n.north@example.com", "password": PASSWORD, "second_factor": codes[1]}
    access = call("POST", "token/", account)[1]["access"]
    assert call("DELETE", "me/", {"password": PASSWORD}, access)[0] == 204
    assert call("GET", "me/", access=access)[0] == 401
    assert not User.objects.exists()
    assert [mail["Subject"] for mail in mailbox.mails] == [
        "Please verify your e-mail address",
        "Choose a new password",
        "Your password was reset",
        "Please verify your e-mail address",
        "Your e-mail address was changed",
        "Second factor switched on",
        "Your password was changed",
        "Your account was deleted",
    ]
