"""The demo account by one click, and what a page for signing in may offer."""

import pytest
from django.contrib.sessions.models import Session
from django.core.checks import Tags, run_checks
from rest_framework.test import APIClient

from accounts.models import User
from accounts.services.demo import DEMO_EMAIL, demo_account
from accounts.services.users import create_verified_user
from accounts.tests.authenticator import add_authenticator_app, code_of
from accounts.tests.browser import AUTH, Browser

pytestmark = pytest.mark.django_db

PASSWORD = "correct horse battery staple"
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
DEMO = "/api/v1/accounts/demo/"
OPTIONS = "/api/v1/accounts/options/"
ME = "/api/v1/accounts/me/"
ELSEWHERE = "203.0.113.9"


@pytest.fixture(autouse=True)
def demo_password(settings):
    settings.DEMO_PASSWORD = PASSWORD


def nobody_is_signed_in():
    return not User.objects.exists() and not Session.objects.exists()


def test_one_click_opens_a_session_of_the_demo_account():
    browser = Browser()

    answer = browser.call("POST", DEMO)

    assert answer.status_code == 200
    assert answer.json()["email"] == DEMO_EMAIL
    assert PASSWORD not in answer.text
    assert browser.session_cookie["httponly"]
    assert browser.get(ME).json() == answer.json()
    body = {"total": "5.00", "purchased_on": "2026-04-03"}
    assert browser.call("POST", "/api/v1/receipts/transactions/", body).status_code == 201


def test_it_is_listed_among_the_sessions_and_ends_like_any_other():
    browser = Browser()
    browser.call("POST", DEMO)

    [session] = browser.get("/api/v1/accounts/sessions/").json()["results"]
    assert session["is_current"]
    assert browser.call("POST", "/api/v1/accounts/logout/").status_code == 204
    assert browser.get(ME).status_code == 401


def test_the_token_against_forged_calls_is_a_new_one_afterwards():
    browser = Browser()
    before = browser.cookies["csrftoken"].value

    browser.call("POST", DEMO)

    assert browser.cookies["csrftoken"].value != before


def test_a_second_click_in_the_same_browser_changes_nothing():
    browser = Browser()
    browser.call("POST", DEMO)

    assert browser.call("POST", DEMO).status_code == 200
    assert Session.objects.count() == 1


def test_an_older_password_gives_way():
    demo_account(password="another horse, another battery")

    assert Browser().call("POST", DEMO).status_code == 200
    assert User.objects.get().check_password(PASSWORD)


@pytest.mark.parametrize("peer", ["127.0.0.1", "127.8.0.3", "::1", "::ffff:127.0.0.1"])
def test_every_loopback_address_is_this_machine(peer):
    browser = Browser(REMOTE_ADDR=peer)

    assert browser.get(OPTIONS).json()["demo"] is True
    assert browser.call("POST", DEMO).status_code == 200


@pytest.mark.parametrize("peer", [ELSEWHERE, "10.0.0.7", "2001:db8::1", "::ffff:10.0.0.7", ""])
def test_from_elsewhere_there_is_no_demo(peer):
    browser = Browser(REMOTE_ADDR=peer)

    assert browser.get(OPTIONS).json()["demo"] is False
    answer = browser.call("POST", DEMO)

    assert (answer.status_code, answer.json()["code"]) == (404, "not_found")
    assert nobody_is_signed_in()


@pytest.mark.parametrize("header", ["X-Forwarded-For", "X-Real-IP", "Forwarded"])
def test_a_header_that_says_loopback_brings_nobody_here(header):
    browser = Browser(REMOTE_ADDR=ELSEWHERE)

    answer = browser.call("POST", DEMO, headers={header: "127.0.0.1"})

    assert answer.status_code == 404
    assert nobody_is_signed_in()


@pytest.mark.parametrize(
    ("header", "value"),
    [
        ("X-Forwarded-For", ELSEWHERE),
        ("X-Forwarded-For", "127.0.0.1"),
        ("X-Real-IP", ELSEWHERE),
        ("Forwarded", f"for={ELSEWHERE}"),
        ("Via", "1.1 books"),
    ],
)
def test_who_comes_past_a_proxy_on_this_machine_is_not_at_it(header, value):
    browser = Browser()

    answer = browser.call("POST", DEMO, headers={header: value})

    assert answer.status_code == 404
    assert nobody_is_signed_in()


def test_behind_trusted_proxies_there_is_no_demo(settings):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1

    assert Browser().call("POST", DEMO).status_code == 404
    assert nobody_is_signed_in()


def test_without_a_password_there_is_no_demo(settings):
    settings.DEMO_PASSWORD = ""
    browser = Browser()

    assert browser.get(OPTIONS).json()["demo"] is False
    assert browser.call("POST", DEMO).status_code == 404
    assert nobody_is_signed_in()


def test_a_forged_click_signs_nobody_in():
    browser = Browser()
    token = browser.cookies["csrftoken"].value

    without = browser.post(DEMO, {}, content_type="application/json")
    elsewhere = browser.call("POST", DEMO, headers={"Origin": "https://evil.example.com"})
    in_a_form = browser.post(DEMO, {"csrfmiddlewaretoken": token})

    assert [without.status_code, elsewhere.status_code] == [403, 403]
    assert without.json()["code"] == elsewhere.json()["code"] == "csrf_failed"
    assert in_a_form.status_code in {400, 415}
    assert nobody_is_signed_in()


def test_somebody_who_is_signed_in_is_not_replaced(user):
    browser = Browser()
    browser.sign_in(user.email, PASSWORD)

    answer = browser.call("POST", DEMO)

    assert (answer.status_code, answer.json()["code"]) == (409, "conflict")
    assert browser.get(ME).json()["email"] == user.email


def test_its_second_factor_is_asked_for():
    demo = create_verified_user(email=DEMO_EMAIL, password=PASSWORD)
    add_authenticator_app(demo, SECRET)
    browser = Browser()

    answer = browser.call("POST", DEMO)

    assert (answer.status_code, answer.json()["code"]) == (401, "second_factor_required")
    assert browser.get(ME).status_code == 401
    proved = browser.call("POST", f"{AUTH}/auth/2fa/authenticate", {"code": code_of(SECRET)})
    assert proved.status_code == 200
    assert browser.get(ME).json()["email"] == DEMO_EMAIL


def test_the_options_say_what_is_switched_on(settings):
    settings.STRIPE_SECRET_KEY = ""
    settings.WEBHOOKS = False
    options = APIClient().get(OPTIONS).json()

    assert (options["billing"], options["webhooks"], options["sign_up"]) == (False, False, True)
    assert {"code": "de", "name": "Deutsch"} in options["languages"]

    settings.STRIPE_SECRET_KEY, settings.WEBHOOKS = "sk_test_1", True
    options = APIClient().get(OPTIONS).json()
    assert (options["billing"], options["webhooks"]) == (True, True)


@pytest.mark.parametrize("is_printed", [True, False])
def test_the_options_say_where_mails_go(settings, is_printed):
    settings.MAIL_IS_PRINTED = is_printed
    assert APIClient().get(OPTIONS).json()["sends_mail"] is not is_printed


@pytest.mark.parametrize(("password", "expected"), [(PASSWORD, ["common.W006"]), ("", [])])
def test_an_operator_is_warned_of_it_in_production(settings, password, expected):
    settings.DEMO_PASSWORD = password

    found = run_checks(tags=[Tags.security], include_deployment_checks=True)

    assert [message.id for message in found if message.id == "common.W006"] == expected
