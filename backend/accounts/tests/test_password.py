"""A forgotten password, and a new one by somebody who knows the old one."""

from datetime import UTC, datetime, timedelta
from io import StringIO
from unittest.mock import patch

import pytest
import time_machine
from allauth.usersessions.models import UserSession
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from rest_framework.test import APIClient

from accounts.models import ApiKey, User
from accounts.services.api_keys import create_api_key
from accounts.services.users import end_all_sessions
from accounts.tests.mailbox import link_in, token_in

ASK = "/api/v1/accounts/password/reset/"
RESET = "/api/v1/accounts/reset-password/"
ALLAUTHS_RESET = "/api/v1/auth/app/v1/auth/password/reset"
ALLAUTHS_CHANGE = "/api/v1/auth/app/v1/account/password/change"
API_KEYS = "/api/v1/accounts/api-keys/"
RECEIPTS = "/api/v1/receipts/"
CHANGE = "/api/v1/accounts/password/change/"
TOKEN = "/api/v1/accounts/token/"
REFRESH = "/api/v1/accounts/token/refresh/"
ME = "/api/v1/accounts/me/"
PASSWORD = "correct horse battery staple"
NEW_PASSWORD = "another horse, another battery"


@pytest.fixture
def phone(user):
    """Signed in before the mail is written, since a sign-in makes its link worthless."""
    return sign_in(PASSWORD).json()


@pytest.fixture
def reset_mail(anonymous, user, after_commit, mailoutbox):
    with after_commit():
        anonymous.post(ASK, {"email": "ALICE@example.com"})
    return mailoutbox.pop()


def sign_in(password):
    return APIClient().post(TOKEN, {"email": "alice@example.com", "password": password})


def test_the_mailed_link_leads_to_the_web_client(reset_mail):
    assert link_in(reset_mail).startswith("http://localhost:3000/reset-password/")
    assert reset_mail.to == ["alice@example.com"]


def test_the_link_sets_a_new_password_and_ends_every_session(
    api, anonymous, phone, reset_mail, after_commit, mailoutbox
):
    with after_commit():
        response = anonymous.post(RESET, {"token": token_in(reset_mail), "password": NEW_PASSWORD})

    assert response.status_code == 200
    assert api.get(ME).status_code == 401
    assert anonymous.post(REFRESH, {"refresh": phone["refresh"]}).status_code == 401
    assert sign_in(PASSWORD).status_code == 401
    assert sign_in(NEW_PASSWORD).status_code == 200
    assert mailoutbox[0].subject == "Your password was reset"


def test_the_link_works_once(anonymous, reset_mail):
    anonymous.post(RESET, {"token": token_in(reset_mail), "password": NEW_PASSWORD})

    response = anonymous.post(RESET, {"token": token_in(reset_mail), "password": "third password!"})

    assert response.status_code == 400
    assert response.json()["code"] == "invalid_or_expired"
    assert sign_in(NEW_PASSWORD).status_code == 200


def test_the_link_runs_out(anonymous, reset_mail):
    with time_machine.travel(datetime.now(UTC) + timedelta(days=2)):
        response = anonymous.post(RESET, {"token": token_in(reset_mail), "password": NEW_PASSWORD})

    assert response.json()["code"] == "invalid_or_expired"
    assert sign_in(PASSWORD).status_code == 200


@pytest.mark.parametrize(
    "token",
    [
        "rubbish", "1-abc", "zzzzzzzzzzzzzz-abc", "zzzzzzzzzzzzz-abc", "-", "--", "---", "1-",
        "-abc", "-1-abc", " -abc", "- -", "\u3000-\u3000", "1-zzzzzzzzzzzzzz-abc", "é-é", "٣-abc",
        "1-é-é", "-" * 500,
    ],
)  # fmt: skip
def test_a_link_that_is_not_ours_is_refused(anonymous, user, token):
    response = anonymous.post(RESET, {"token": token, "password": NEW_PASSWORD})

    assert response.status_code == 400
    assert response.json()["code"] == "invalid_or_expired"
    assert sign_in(PASSWORD).status_code == 200


@pytest.mark.parametrize("key", ["-abc", "-", "", "1-abc", "zzzzzzzzzzzzz-abc"])
def test_allauths_own_call_refuses_it_as_well(anonymous, user, key):
    asked = anonymous.get(ALLAUTHS_RESET, headers={"X-Password-Reset-Key": key})
    done = anonymous.post(ALLAUTHS_RESET, {"key": key, "password": NEW_PASSWORD})

    assert (asked.status_code, done.status_code) == (400, 400)
    assert sign_in(PASSWORD).status_code == 200


def test_allauths_own_call_knows_the_mailed_key(anonymous, reset_mail):
    key = token_in(reset_mail)

    asked = anonymous.get(ALLAUTHS_RESET, headers={"X-Password-Reset-Key": key})

    assert asked.status_code == 200
    assert asked.json()["data"]["user"]["email"] == "alice@example.com"


def test_a_weak_new_password_is_refused_and_the_link_still_works(anonymous, reset_mail):
    weak = anonymous.post(RESET, {"token": token_in(reset_mail), "password": "alice"})

    assert weak.status_code == 400
    assert "password" in weak.json()
    again = anonymous.post(RESET, {"token": token_in(reset_mail), "password": NEW_PASSWORD})
    assert again.status_code == 200


def test_asking_says_and_does_the_same_for_an_unknown_address(
    anonymous, user, after_commit, mailoutbox
):
    answers = []
    for email in ("alice@example.com", "unknown@example.com"):
        with after_commit() as waiting:
            answers.append(anonymous.post(ASK, {"email": email}))
        assert len(waiting) == 1

    assert answers[0].status_code == answers[1].status_code == 200
    assert answers[0].content == answers[1].content
    assert [mail.to for mail in mailoutbox] == [["alice@example.com"], ["unknown@example.com"]]
    assert mailoutbox[1].subject == "There is no account with this address"


def test_asking_looks_nobody_up(anonymous, user):
    with CaptureQueriesContext(connection) as queries:
        anonymous.post(ASK, {"email": "alice@example.com"})

    assert not [query for query in queries if "accounts_user" in query["sql"]]
    assert not [query for query in queries if "account_emailaddress" in query["sql"]]


def test_asking_again_and_again_is_throttled_for_any_address(anonymous, user):
    for email in ("alice@example.com", "unknown@example.com"):
        answers = [anonymous.post(ASK, {"email": email}) for _ in range(6)]
        assert [answer.status_code for answer in answers] == [200] * 5 + [429]
        assert answers[-1].headers["Retry-After"]


def test_a_reset_forgives_wrong_passwords(anonymous, user, reset_mail):
    for _ in range(20):
        anonymous.post(TOKEN, {"email": "alice@example.com", "password": "wrong password"})
    assert sign_in(PASSWORD).status_code == 429

    anonymous.post(RESET, {"token": token_in(reset_mail), "password": NEW_PASSWORD})

    assert sign_in(NEW_PASSWORD).status_code == 200


def test_change_ends_every_session_and_gives_a_new_pair(api, user, after_commit, mailoutbox):
    phone = APIClient()
    phone.credentials(HTTP_AUTHORIZATION=f"Bearer {sign_in(PASSWORD).json()['access']}")

    with after_commit():
        response = api.post(CHANGE, {"current_password": PASSWORD, "new_password": NEW_PASSWORD})

    assert response.status_code == 200
    assert phone.get(ME).status_code == 401
    api.credentials(HTTP_AUTHORIZATION=f"Bearer {response.json()['access']}")
    assert api.get(ME).status_code == 200
    refreshed = api.post(REFRESH, {"refresh": response.json()["refresh"]})
    assert refreshed.status_code == 200
    assert sign_in(NEW_PASSWORD).status_code == 200
    assert mailoutbox[0].subject == "Your password was changed"


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"current_password": "wrong", "new_password": NEW_PASSWORD}, "current_password"),
        ({"current_password": PASSWORD, "new_password": "short"}, "new_password"),
        ({"new_password": NEW_PASSWORD}, "current_password"),
    ],
)
def test_a_change_that_is_refused_changes_nothing(api, user, body, field):
    response = api.post(CHANGE, body)

    assert response.status_code == 400
    assert field in response.json()
    assert User.objects.get(pk=user.pk).check_password(PASSWORD)
    assert api.get(ME).status_code == 200


def test_a_change_through_allauths_own_call_goes_on_with_a_session_token(api):
    change = {"current_password": PASSWORD, "new_password": NEW_PASSWORD}

    response = api.post("/api/v1/auth/app/v1/account/password/change", change)

    token = response.json()["meta"]["session_token"]
    assert api.get(ME).status_code == 401
    session = APIClient().get(
        "/api/v1/auth/app/v1/auth/session", headers={"X-Session-Token": token}
    )
    assert session.status_code == 200


@pytest.fixture
def program(api):
    """Calls with an API key of the account."""
    key = api.post(API_KEYS, {"name": "Export", "scope": "read"}).json()["key"]
    client = APIClient()
    client.credentials(HTTP_AUTHORIZATION=f"Api-Key {key}")
    assert client.get(RECEIPTS).status_code == 200
    return client


OURS = {"current_password": PASSWORD, "new_password": NEW_PASSWORD}


@pytest.mark.parametrize("path", [CHANGE, ALLAUTHS_CHANGE])
def test_api_keys_end_with_the_password_and_the_notice_says_so(
    api, program, path, after_commit, mailoutbox
):
    with after_commit():
        assert api.post(path, OURS).status_code in {200, 401}  # allauth's own signs out

    assert program.get(RECEIPTS).status_code == 401
    assert not ApiKey.objects.exists()
    assert "API keys ended with the old password" in mailoutbox[0].body


@pytest.mark.parametrize("path", [CHANGE, ALLAUTHS_CHANGE])
def test_api_keys_stay_where_the_person_says_so(api, program, path, after_commit, mailoutbox):
    with after_commit():
        api.post(path, OURS | {"keep_api_keys": True})

    assert sign_in(NEW_PASSWORD).status_code == 200
    assert program.get(RECEIPTS).status_code == 200
    assert "API keys still work" in mailoutbox[0].body


@pytest.mark.parametrize(("keeps", "status"), [(False, 401), (True, 200)])
def test_a_reset_ends_them_unless_the_person_says_no(
    anonymous, program, reset_mail, keeps, status, after_commit, mailoutbox
):
    body = {"token": token_in(reset_mail), "password": NEW_PASSWORD, "keep_api_keys": keeps}
    with after_commit():
        assert anonymous.post(RESET, body).status_code == 200

    assert program.get(RECEIPTS).status_code == status
    assert ("API keys still work" in mailoutbox[0].body) == keeps
    assert ("API keys ended" in mailoutbox[0].body) == (not keeps)


def test_a_refused_change_ends_no_api_key(api, program, anonymous):
    assert api.post(CHANGE, OURS | {"current_password": "wrong"}).status_code == 400
    assert api.post(CHANGE, OURS | {"new_password": "short"}).status_code == 400
    assert anonymous.post(RESET, {"token": "1-abc", "password": NEW_PASSWORD}).status_code == 400

    assert program.get(RECEIPTS).status_code == 200


def by_command(user):
    with patch("getpass.getpass", return_value=NEW_PASSWORD):
        call_command("changepassword", user.email, stdout=StringIO())


def by_the_admins_page(user):
    User.objects.filter(pk=user.pk).update(is_staff=True)
    browser = Client()
    browser.post("/admin/login/", {"username": user.email, "password": PASSWORD})
    passwords = {"old_password": PASSWORD} | dict.fromkeys(PASSWORD_TWICE, NEW_PASSWORD)
    assert browser.post("/admin/password_change/", passwords).status_code == 302
    assert browser.get("/admin/").status_code == 200, "who changes it stays signed in"
    end_all_sessions(user)
    assert browser.get("/admin/").status_code == 302, "and can be signed out"


def by_a_script(user):
    user.set_password(NEW_PASSWORD)
    user.save(update_fields=["password"])


PASSWORD_TWICE = ("new_password1", "new_password2")


@pytest.mark.parametrize("change", [by_command, by_the_admins_page, by_a_script])
def test_everybody_is_out_whichever_door_the_new_password_came_by(
    api, anonymous, user, phone, program, change
):
    change(user)

    assert sign_in(PASSWORD).status_code == 401
    assert api.get(ME).status_code == 401
    assert anonymous.post(REFRESH, {"refresh": phone["refresh"]}).status_code == 401
    assert program.get(RECEIPTS).status_code == 401
    assert not ApiKey.objects.exists()
    assert not UserSession.objects.exists()
    assert sign_in(NEW_PASSWORD).status_code == 200


def test_nobody_else_is_out(user, other_user, other_api):
    other_api.post(API_KEYS, {"name": "Export", "scope": "read"})

    by_a_script(user)

    assert other_api.get(ME).status_code == 200
    assert ApiKey.objects.get().owner == other_user


def test_a_password_that_is_hashed_anew_at_sign_in_ends_nothing(api, user, program, settings):
    sha = "django.contrib.auth.hashers.PBKDF2SHA1PasswordHasher"
    settings.PASSWORD_HASHERS = [sha, *settings.PASSWORD_HASHERS]

    assert sign_in(PASSWORD).status_code == 200

    assert User.objects.get(pk=user.pk).password.startswith("pbkdf2_sha1")
    assert program.get(RECEIPTS).status_code == 200
    assert ApiKey.objects.exists()


def test_a_profile_that_is_saved_ends_nothing(api, user, program):
    user.company = "Archer Ltd"
    user.save()

    assert api.get(ME).status_code == program.get(RECEIPTS).status_code == 200


@pytest.mark.django_db(transaction=True)
def test_a_password_that_cannot_be_stored_ends_nothing(user):
    key = create_api_key(owner=user, name="Export", scope="read", now=datetime.now(UTC))[0]

    with patch.object(UserSession, "end", side_effect=OSError("away")):
        UserSession.objects.create(user=user, ip="203.0.113.9", session_key="x", user_agent="")
        with pytest.raises(OSError, match="away"):
            by_a_script(user)

    assert User.objects.get(pk=user.pk).check_password(PASSWORD)
    assert ApiKey.objects.get() == key


def test_a_notice_of_an_account_without_api_keys_names_none(api, after_commit, mailoutbox):
    with after_commit():
        api.post(CHANGE, OURS)

    assert "API key" not in mailoutbox[0].body
