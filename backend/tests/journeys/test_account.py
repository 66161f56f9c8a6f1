"""Accounts in a browser: from an open page to somebody who is signed in, and mails on the way."""

import re
from urllib.parse import urlsplit

import pytest
from aiosmtpd.controller import Controller
from playwright.sync_api import Page, expect

from accounts.tests.mail_server import Mailbox, unused_port
from accounts.tests.mailbox import link_in
from tests.journeys.browser import (
    assert_accessible,
    need_what_journeys_need,
)
from tests.server import PASSWORD, serving, wait_until

NEW_PASSWORD = "another horse, another battery"
AUSTRIAN_BOOKS = {
    "country": "AT",
    "home_currency": "EUR",
    "date_order": "dmy",
    "tax_year_start_month": 1,
    "language": "en",
    "time_zone": "Europe/London",
}


@pytest.fixture(scope="module")
def mailbox():
    mailbox, port = Mailbox(), unused_port()
    controller = Controller(mailbox, hostname="127.0.0.1", port=port)
    controller.start()
    mailbox.url = f"smtp://127.0.0.1:{port}"
    yield mailbox
    controller.stop()


@pytest.fixture(scope="module")
def server(mailbox, tmp_path_factory):
    """One that sends mail."""
    need_what_journeys_need()
    folder = tmp_path_factory.mktemp("account")
    with serving(folder, RECEIPT_READER="offline", EMAIL_URL=mailbox.url) as server:
        yield server


def path_mailed_to(mailbox: Mailbox, email: str, *, starts: str) -> str:
    """Of the newest link of a kind, without the server's name; waits for it."""

    def found() -> list[str]:
        links = [link_in(mail) for mail in mailbox.mails if mail["To"] == email]
        paths = [urlsplit(link).path for link in links]
        return [path for path in paths if path.startswith(starts)]

    wait_until(found, seconds=30)
    return found()[-1]


def fill_sign_in(page: Page, email: str, password: str) -> None:
    page.get_by_label("E-mail address").fill(email)
    page.get_by_label("Password", exact=True).fill(password)
    page.get_by_role("button", name="Sign in", exact=True).click()


def choose(page: Page, label: str, typed: str, choice: str) -> None:
    """Of a combobox."""
    page.get_by_role("combobox", name=label).fill(typed)
    page.get_by_role("option", name=choice).click()


def fill_sign_up(page: Page, email: str, password: str) -> None:
    """Of somebody in Austria who wants English."""
    page.get_by_label("First name").fill("Anna")
    page.get_by_label("Last name").fill("Auer")
    page.get_by_label("E-mail address").fill(email)
    page.get_by_label("Password", exact=True).fill(password)
    choose(page, "Country", "austr", "Austria")
    page.get_by_text("As is usual in Austria: EUR").click()
    expect(page.get_by_label("First month of the tax year")).to_have_value("1")
    expect(page.get_by_label("Language")).to_have_value("de")
    page.get_by_label("Language").select_option("en")


def test_a_person_signs_up_and_comes_in_through_the_mailed_link(page, server, mailbox):
    email, name = "anna.auer@example.com", re.compile("Look into your mailbox")
    page.goto("/sign-in")
    page.get_by_role("link", name="Create an account").click()
    expect(page.get_by_role("heading", name="Create an account")).to_be_focused()
    expect(page.get_by_role("combobox", name="Country")).to_have_value("United Kingdom")
    assert_accessible(page)
    fill_sign_up(page, email, "12345678")

    page.get_by_role("button", name="Create an account").click()
    expect(page.get_by_role("alert")).to_contain_text("password")
    expect(page.get_by_label("Password", exact=True)).to_be_focused()
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Create an account").click()

    expect(page.get_by_role("heading", name=name)).to_be_visible()
    expect(page.get_by_text(email)).to_be_focused()
    assert_accessible(page)
    page.goto(path_mailed_to(mailbox, email, starts="/verify-email/"))
    expect(page.get_by_role("status")).to_have_text("Your e-mail address is verified.")
    assert_accessible(page)
    page.get_by_role("link", name="Sign in").click()
    fill_sign_in(page, email, PASSWORD)
    expect(page.get_by_role("heading", name="Good to see you, Anna")).to_be_visible()
    with server.signed_in(email) as api:
        told = api.get("/accounts/me/").json()
    assert told | AUSTRIAN_BOOKS == told


def test_the_link_is_sent_again_to_who_signs_in_without_it(page, server, mailbox):
    email = "bert.auer@example.com"
    page.goto("/register")
    fill_sign_up(page, email, PASSWORD)
    page.get_by_role("button", name="Create an account").click()
    path = path_mailed_to(mailbox, email, starts="/verify-email/")

    page.goto("/sign-in")
    fill_sign_in(page, email, PASSWORD)
    expect(page.get_by_role("alert")).to_contain_text("not been verified")
    page.get_by_role("button", name="Send the link again").click()

    expect(page.get_by_text("the link has been sent again")).to_be_visible()
    page.goto(path)
    expect(page.get_by_text("Your e-mail address is verified.")).to_be_visible()
    page.reload()
    expect(page.get_by_role("alert")).to_contain_text("not good any more")


def test_a_forgotten_password_is_replaced_through_the_mailed_link(page, account, mailbox):
    page.goto("/sign-in")
    page.get_by_role("link", name="Forgot your password?").click()
    page.get_by_label("E-mail address").fill(account)
    page.get_by_role("button", name="Send the link").click()
    expect(page.get_by_text(f"If there is an account for {account}")).to_be_visible()
    assert_accessible(page)

    page.goto(path_mailed_to(mailbox, account, starts="/reset-password/"))
    page.get_by_label("New password").fill("12345678")
    page.get_by_role("button", name="Save the new password").click()
    expect(page.get_by_role("alert")).to_be_visible()
    assert_accessible(page)
    page.get_by_label("New password").fill(NEW_PASSWORD)
    page.get_by_role("button", name="Save the new password").click()

    expect(page.get_by_text("Your password is changed")).to_be_visible()
    page.get_by_role("link", name="Sign in").click()
    fill_sign_in(page, account, PASSWORD)
    expect(page.get_by_role("alert")).to_be_visible()
    fill_sign_in(page, account, NEW_PASSWORD)
    expect(page.get_by_role("navigation", name="Main navigation")).to_be_visible()
