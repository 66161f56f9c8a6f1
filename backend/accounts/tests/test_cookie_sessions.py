"""Signing in with a cookie, as a client of the same origin does."""

from datetime import timedelta

import pytest
import time_machine
from allauth.account.models import EmailAddress
from allauth.account.signals import authentication_step_completed
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.test import Client
from django.utils import timezone
from rest_framework.test import APIClient

from accounts.models import ApiKey, User
from accounts.services.users import create_verified_user, deactivate
from accounts.tests.authenticator import add_authenticator_app, code_of
from accounts.tests.browser import AUTH, Browser
from accounts.tests.mailbox import token_in

PASSWORD = "correct horse battery staple"
NEW_PASSWORD = "another horse, another battery"
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
ME = "/api/v1/accounts/me/"
SESSIONS = "/api/v1/accounts/sessions/"
LOGOUT = "/api/v1/accounts/logout/"
CHANGE = "/api/v1/accounts/password/change/"
TRANSACTIONS = "/api/v1/receipts/transactions/"
CORS_ORIGIN = "http://localhost:3000"


def signed_in(email="alice@example.com", **defaults):
    browser = Browser(**defaults)
    assert browser.sign_in(email, PASSWORD).status_code == 200
    return browser


@pytest.fixture
def browser(user):
    """Signed in as `user`."""
    return signed_in()


class TestSigningIn:
    def test_the_cookie_is_out_of_reach_for_scripts_and_other_sites(self, browser):
        cookie = browser.session_cookie

        assert cookie["httponly"]
        assert cookie["samesite"] == "Lax"
        assert cookie["path"] == "/api/"
        assert cookie["max-age"] == 14 * 24 * 3600
        assert not browser.cookies["csrftoken"]["httponly"]

    def test_in_production_it_is_sent_over_https_alone(self, user, settings):
        settings.SESSION_COOKIE_SECURE = settings.CSRF_COOKIE_SECURE = True

        browser = signed_in()

        assert browser.session_cookie["secure"]
        assert browser.cookies["csrftoken"]["secure"]

    def test_the_answer_has_no_token_that_a_script_could_take(self, user):
        answer = Browser().sign_in("alice@example.com", PASSWORD)

        assert answer.json()["data"]["user"]["email"] == "alice@example.com"
        assert not {"session_token", "access_token", "refresh_token"} & set(answer.json()["meta"])
        assert "no-store" in answer["Cache-Control"]

    def test_it_opens_the_api(self, browser):
        assert browser.get(ME).json()["email"] == "alice@example.com"
        entry = browser.call("POST", TRANSACTIONS, {"total": "5.00", "purchased_on": "2026-04-03"})
        assert entry.status_code == 201
        path = f"{TRANSACTIONS}{entry.json()['id']}/"
        assert browser.call("PATCH", path, {"vendor": "Cafe"}).status_code == 200
        assert browser.call("DELETE", path).status_code == 204

    def test_a_sign_in_is_no_more_forged_than_anything_else(self, user):
        """Somebody else's page could sign people in to an account of its own."""
        body = {"email": "alice@example.com", "password": PASSWORD}
        browser = Browser()

        answer = browser.post(f"{AUTH}/auth/login", body, content_type="application/json")

        assert answer.status_code == 403
        assert answer.json()["code"] == "csrf_failed"
        assert answer.json()["error"] == answer.json()["detail"]
        assert not Session.objects.exists()

    def test_a_form_signs_nobody_in(self, user):
        """Its token would stand in the body."""
        browser = Browser()
        body = {
            "email": "alice@example.com",
            "password": PASSWORD,
            "csrfmiddlewaretoken": browser.cookies["csrftoken"].value,
        }

        assert browser.post(f"{AUTH}/auth/login", body).json()["code"] == "csrf_failed"
        assert not Session.objects.exists()

    def test_the_second_factor_is_asked_for(self, user):
        add_authenticator_app(user, SECRET)
        browser = Browser()

        first = browser.sign_in("alice@example.com", PASSWORD)
        between = browser.get(ME)
        wrong = browser.call("POST", f"{AUTH}/auth/2fa/authenticate", {"code": "000000"})
        right = browser.call("POST", f"{AUTH}/auth/2fa/authenticate", {"code": code_of(SECRET)})

        assert [first.status_code, between.status_code, wrong.status_code] == [401, 401, 400]
        assert right.status_code == 200
        assert browser.get(ME).status_code == 200

    def test_an_address_must_be_verified_first(self, db):
        user = User.objects.create_user("new@example.com", PASSWORD)
        EmailAddress.objects.create(user=user, email=user.email, primary=True)
        browser = Browser()

        answer = browser.sign_in("new@example.com", PASSWORD)

        assert answer.status_code == 401
        assert {"id": "verify_email", "is_pending": True} in answer.json()["data"]["flows"]
        assert browser.get(ME).status_code == 401

    def test_after_signing_up_and_verifying_one_signs_in(self, db, after_commit, mailoutbox):
        browser = Browser()
        body = {"email": "new@example.com", "password": PASSWORD, "first_name": "Nora"}

        with after_commit():
            waiting = browser.call("POST", f"{AUTH}/auth/signup", body)
        key = {"key": token_in(mailoutbox[0])}
        verified = browser.call("POST", f"{AUTH}/auth/email/verify", key)

        assert waiting.status_code == 401
        assert verified.status_code == 401  # allauth: verified, but not signed in
        assert browser.sign_in("new@example.com", PASSWORD).status_code == 200
        assert browser.get(ME).json()["first_name"] == "Nora"

    def test_guessing_locks_as_everywhere(self, user):
        browser = Browser()
        for _ in range(20):
            browser.sign_in("alice@example.com", "wrong password")

        assert browser.sign_in("alice@example.com", PASSWORD).status_code == 400
        token = APIClient().post(
            "/api/v1/accounts/token/", {"email": "alice@example.com", "password": PASSWORD}
        )
        assert token.status_code == 429

    def test_signing_in_too_fast_says_how_long_to_wait(self, user, settings):
        settings.ACCOUNT_RATE_LIMITS = settings.ACCOUNT_RATE_LIMITS | {"login": "1/m/ip"}
        signed_in()

        answer = Browser().sign_in("alice@example.com", PASSWORD)

        assert answer.status_code == 429
        assert int(answer["Retry-After"]) > 0


class TestForgery:
    def changes_nothing(self, browser, **headers):
        return browser.generic(
            "POST",
            TRANSACTIONS,
            '{"total": "5.00", "purchased_on": "2026-04-03"}',
            content_type="application/json",
            headers=headers,
        )

    def is_refused(self, browser, answer):
        body = answer.json()
        assert (answer.status_code, body["code"]) == (403, "csrf_failed")
        assert body["detail"] == body["error"]
        assert browser.get(TRANSACTIONS).json()["count"] == 0

    @pytest.mark.parametrize("token", [None, "", "x", "x" * 32, "x" * 64])
    def test_without_the_token_nothing_is_changed(self, browser, token):
        headers = {} if token is None else {"X-CSRFToken": token}

        self.is_refused(browser, self.changes_nothing(browser, **headers))

    def test_a_token_without_its_cookie_is_worth_nothing(self, browser):
        token = browser.cookies.pop("csrftoken").value

        self.is_refused(browser, self.changes_nothing(browser, **{"X-CSRFToken": token}))

    @pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE"])
    def test_it_holds_for_whatever_changes_something(self, browser, method):
        answer = browser.generic(method, ME, "{}", content_type="application/json")

        assert (answer.status_code, answer.json()["code"]) == (403, "csrf_failed")
        assert User.objects.filter(email="alice@example.com").exists()

    @pytest.mark.parametrize("origin", [CORS_ORIGIN, "https://evil.example.com", "null"])
    def test_the_right_token_from_another_origin_is_refused(self, browser, origin):
        """Also from where calls with a token may come from."""
        token = browser.cookies["csrftoken"].value

        answer = self.changes_nothing(browser, **{"X-CSRFToken": token, "Origin": origin})

        self.is_refused(browser, answer)
        assert "Access-Control-Allow-Credentials" not in answer.headers

    def test_the_own_origin_is_let_in(self, browser):
        token = browser.cookies["csrftoken"].value
        own = {"X-CSRFToken": token, "Origin": "http://testserver"}

        assert self.changes_nothing(browser, **own).status_code == 201

    def test_no_other_origin_reads_with_the_cookie(self, browser):
        answer = browser.get(ME, headers={"Origin": CORS_ORIGIN})
        asked = browser.options(
            ME,
            headers={
                "Origin": CORS_ORIGIN,
                "Access-Control-Request-Method": "PATCH",
                "Access-Control-Request-Headers": "x-csrftoken",
            },
        )

        assert "Access-Control-Allow-Credentials" not in answer.headers
        assert "Access-Control-Allow-Credentials" not in asked.headers
        assert "x-csrftoken" not in asked["Access-Control-Allow-Headers"]

    def test_over_https_a_referer_stands_in_for_the_origin(self, browser):
        token = {"X-CSRFToken": browser.cookies["csrftoken"].value}
        body = {"total": "5.00", "purchased_on": "2026-04-03"}
        call = {"data": body, "content_type": "application/json", "secure": True}
        other = token | {"Referer": "https://evil.example.com/"}
        own = token | {"Referer": "https://testserver/app/"}

        refused = [browser.post(TRANSACTIONS, headers=h, **call) for h in (token, other)]

        assert [answer.json()["code"] for answer in refused] == ["csrf_failed"] * 2
        assert browser.post(TRANSACTIONS, headers=own, **call).status_code == 201


class TestSigningOut:
    def test_the_session_is_over_at_once(self, browser):
        copy = Browser()
        copy.cookies["api_session"] = browser.session_cookie.value

        answer = browser.call("POST", LOGOUT)

        assert answer.status_code == 204
        assert browser.session_cookie.value == ""
        assert copy.get(ME).status_code == 401
        assert not Session.objects.exists()
        assert not UserSession.objects.exists()

    def test_allauths_own_call_does_the_same(self, browser):
        answer = browser.call("DELETE", f"{AUTH}/auth/session")

        assert answer.status_code == 401  # allauth: nobody is signed in now
        assert not Session.objects.exists()

    def test_a_forged_sign_out_changes_nothing(self, browser):
        assert browser.post(LOGOUT).status_code == 403
        assert browser.get(ME).status_code == 200

    def test_a_dead_cookie_is_taken_back(self, browser):
        Session.objects.all().delete()

        answer = browser.get(ME)

        assert answer.status_code == 401
        assert answer.cookies["api_session"].value == ""

    def test_one_can_sign_in_again(self, browser):
        browser.call("POST", LOGOUT)

        assert browser.sign_in("alice@example.com", PASSWORD).status_code == 200
        assert browser.get(ME).status_code == 200


class TestWhatEndsIt:
    def test_a_new_password_keeps_the_browser_that_set_it_alone(self, browser, api):
        other = signed_in()
        old = browser.session_cookie.value
        ApiKey.objects.create(owner=User.objects.get(), name="Key", prefix="sa_", key_hash="0" * 64)
        body = {"current_password": PASSWORD, "new_password": NEW_PASSWORD}

        answer = browser.call("POST", CHANGE, body)

        assert answer.status_code == 204
        assert browser.get(ME).status_code == 200
        assert browser.session_cookie.value != old
        assert other.get(ME).status_code == api.get(ME).status_code == 401
        assert not ApiKey.objects.exists()
        [session] = browser.get(SESSIONS).json()["results"]
        assert session["is_current"]

    def test_a_wrong_password_changes_nothing(self, browser):
        body = {"current_password": "wrong", "new_password": NEW_PASSWORD}

        answer = browser.call("POST", CHANGE, body)

        assert answer.status_code == 400
        assert "current_password" in answer.json()
        assert signed_in().get(ME).status_code == 200

    def test_a_new_secret_unless_the_old_one_still_counts(self, browser, settings):
        old, settings.SECRET_KEY = (
            settings.SECRET_KEY,
            "new-secret-0123456789-0123456789-0123456789",
        )

        settings.SECRET_KEY_FALLBACKS = [old]
        assert browser.get(ME).status_code == 200

        settings.SECRET_KEY_FALLBACKS = []
        assert browser.get(ME).status_code == 401

    def test_a_deactivated_account_is_out(self, browser, user):
        deactivate(user)

        assert browser.get(ME).status_code == 401

    def test_so_it_is_where_only_the_switch_was_turned(self, browser, user):
        User.objects.update(is_active=False)

        assert browser.get(ME).status_code == 401
        assert Browser().sign_in("alice@example.com", PASSWORD).status_code == 401

    def test_a_new_password_from_elsewhere(self, browser, user):
        user.set_password(NEW_PASSWORD)
        user.save()

        assert browser.get(ME).status_code == 401

    def test_while_a_call_is_at_work(self, browser):
        """Another tab signs out at the moment in which the password is proven."""

        def end(**signal):
            Session.objects.all().delete()

        authentication_step_completed.connect(end)
        try:
            answer = browser.call("POST", f"{AUTH}/auth/reauthenticate", {"password": PASSWORD})
        finally:
            authentication_step_completed.disconnect(end)

        assert (answer.status_code, answer.json()["code"]) == (401, "session_ended")
        assert browser.get(ME).status_code == 401
        assert not Session.objects.exists()

    def test_two_weeks_after_the_sign_in(self, browser):
        with time_machine.travel(timezone.now() + timedelta(days=13, hours=23)):
            assert browser.get(ME).status_code == 200
        with time_machine.travel(timezone.now() + timedelta(days=14, minutes=1)):
            assert browser.get(ME).status_code == 401

    def test_the_oldest_of_more_than_thirty(self, browser):
        for _ in range(30):
            newest = signed_in()

        assert browser.get(ME).status_code == 401
        assert newest.get(SESSIONS).json()["count"] == 30

    def test_deleting_the_account(self, browser):
        wrong = browser.call("DELETE", ME, {"password": "wrong"})
        assert wrong.status_code == 400

        assert browser.call("DELETE", ME, {"password": PASSWORD}).status_code == 204
        assert browser.get(ME).status_code == 401
        assert not User.objects.exists()


class TestSessions:
    def test_they_are_listed_beside_those_of_apps_and_can_be_ended(self, browser, api):
        phone = signed_in(HTTP_USER_AGENT="Phone")

        sessions = browser.get(SESSIONS).json()["results"]

        assert [session["is_current"] for session in sessions] == [False, False, True]
        assert sessions[0]["user_agent"] == "Phone"
        assert browser.call("DELETE", f"{SESSIONS}{sessions[0]['id']}/").status_code == 204
        assert phone.get(ME).status_code == 401
        assert api.get(ME).status_code == 200

    def test_all_others_can_be_ended(self, browser, api):
        assert browser.call("DELETE", SESSIONS).status_code == 204
        assert api.get(ME).status_code == 401
        assert browser.get(ME).status_code == 200

    def test_an_app_ends_them_as_well(self, browser, api):
        assert api.delete(SESSIONS).status_code == 204
        assert browser.get(ME).status_code == 401


class TestOtherDoors:
    """Two cookies of one browser, and tokens and keys beside them."""

    @pytest.fixture
    def staff(self, user):
        """A superuser's browser, signed in to the staff's pages."""
        create_verified_user(
            email="staff@example.com", password=PASSWORD, is_staff=True, is_superuser=True
        )
        browser = Browser()
        browser.get("/admin/login/")
        token = browser.cookies["csrftoken"].value
        body = {"username": "staff@example.com", "password": PASSWORD, "csrfmiddlewaretoken": token}
        assert browser.post("/admin/login/", body).status_code == 302
        assert browser.get("/admin/").status_code == 200
        return browser

    def test_the_staffs_cookie_does_not_open_the_api(self, staff):
        assert staff.cookies["sessionid"]["path"] == "/admin/"
        assert staff.get(ME).status_code == 401
        assert staff.call("POST", TRANSACTIONS).status_code == 401
        session = staff.get(f"{AUTH}/auth/session")
        assert session.status_code == 401
        assert staff.get("/admin/").status_code == 200

    def test_not_under_the_other_name_either(self, staff):
        staff.cookies["api_session"] = staff.cookies["sessionid"].value

        assert staff.get(ME).status_code == 401

    def test_the_apis_cookie_does_not_open_the_staffs_pages(self, staff):
        browser = signed_in("staff@example.com")
        assert browser.get(ME).status_code == 200

        assert browser.get("/admin/").status_code == 302
        browser.cookies["sessionid"] = browser.session_cookie.value
        assert browser.get("/admin/").status_code == 302

    def test_one_browser_is_signed_in_to_both_as_two_people(self, staff):
        assert staff.sign_in("alice@example.com", PASSWORD).status_code == 200

        assert staff.get(ME).json()["email"] == "alice@example.com"
        assert staff.get("/admin/").status_code == 200
        staff.call("POST", LOGOUT)
        assert staff.get("/admin/").status_code == 200

    def test_a_token_in_the_header_counts_before_a_cookie(self, browser, other_api):
        """And needs no proof that it is no forgery: no browser sends it by itself."""
        header = other_api._credentials["HTTP_AUTHORIZATION"]

        assert browser.get(ME, HTTP_AUTHORIZATION=header).json()["email"] == "bob@example.com"
        answer = browser.post(LOGOUT, {}, "application/json", HTTP_AUTHORIZATION=header)
        assert answer.status_code == 204
        assert browser.get(ME).json()["email"] == "alice@example.com"

    def test_a_dead_token_does_not_fall_back_to_the_cookie(self, browser):
        assert browser.get(ME, HTTP_AUTHORIZATION="Bearer rubbish").status_code == 401

    def test_signing_in_for_tokens_does_not_look_at_cookies(self, browser):
        body = {"email": "alice@example.com", "password": PASSWORD}

        answer = browser.post("/api/v1/accounts/token/", body, content_type="application/json")

        assert answer.status_code == 200
        assert not answer.cookies

    def test_an_apps_calls_do_not_look_at_cookies(self, browser):
        assert browser.get("/api/v1/auth/app/v1/auth/session").status_code == 401

    def test_no_cookie_comes_with_answers_to_tokens(self, api):
        for answer in (api.get(ME), api.get(SESSIONS), api.post(TRANSACTIONS, {"total": "1.00"})):
            assert not answer.cookies
            assert "Cookie" not in answer.headers.get("Vary", "")

    def test_the_pages_of_the_documentation_set_none(self, client):
        assert not client.get("/api/docs/").cookies
        assert not client.get("/api/schema/").cookies


class TestCaches:
    def test_what_stands_between_keeps_nothing_that_a_cookie_opened(self, browser):
        answer = browser.get(TRANSACTIONS)

        assert "Cookie" in answer["Vary"]
        assert answer["Cache-Control"] == "private, no-cache"
        assert not answer.cookies

    def test_nothing_new_is_304(self, browser):
        etag = browser.get(ME)["ETag"]

        answer = browser.get(ME, headers={"If-None-Match": etag})

        assert answer.status_code == 304
        assert "Cookie" in answer["Vary"]

    def test_a_refusal_for_lack_of_a_cookie_depends_on_it_too(self, db):
        assert "Cookie" in Client().get(ME)["Vary"]


def test_a_call_by_cookie_asks_no_more_of_the_database_than_one_by_token(
    browser, api, django_assert_num_queries
):
    with django_assert_num_queries(2):
        assert api.get(ME).status_code == 200
    with django_assert_num_queries(2):
        assert browser.get(ME).status_code == 200


def test_what_asks_for_nobody_looks_up_no_session(browser, django_assert_num_queries):
    """Not even for its line in the log."""
    with django_assert_num_queries(0):
        answer = browser.get("/api/v1/subscriptions/api/health/")

    assert answer.status_code == 200
    assert "Cookie" not in answer.headers.get("Vary", "")
