"""Accounts in a browser: from an open page to somebody who is signed in, and mails on the way."""

import re
from collections.abc import Sequence
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import FilePayload, Page, expect

from accounts.tests.mail_server import Mailbox, receiving_mail
from accounts.tests.mailbox import link_in
from receipts.demo.sample_receipts import draw_demo_receipts
from subscriptions.tests.stripe_server import SECRET_KEY, StripeServer
from subscriptions.tests.stripe_state import WEBHOOK_SECRET
from tests.journeys.browser import assert_accessible, fill_sign_in
from tests.journeys.journey_server import serving_client
from tests.server import PASSWORD, wait_until

NEW_PASSWORD = "another horse, another battery"
AUSTRIAN_BOOKS = {
    "country": "AT",
    "home_currency": "EUR",
    "date_order": "dmy",
    "tax_year_start_month": 1,
    "language": "en",
    "time_zone": "Europe/London",
}
_GIVE_PREMIUM = """
from datetime import date
from accounts.models import User
from subscriptions.models import Subscription
owner = User.objects.get(email={email!r})
Subscription.objects.create(owner=owner, given_plan="premium", given_until=date(2999, 1, 1))
"""

_USE = """
from subscriptions.models import QuotaPeriod
QuotaPeriod.objects.filter(owner__email={email!r}).update(used={used})
"""


@pytest.fixture(scope="module")
def mailbox():
    with receiving_mail() as (mailbox, port):
        mailbox.url = f"smtp://127.0.0.1:{port}"
        yield mailbox


@pytest.fixture(scope="module")
def stripe():
    stripe = StripeServer()
    stripe.start()
    yield stripe
    stripe.stop()


@pytest.fixture(scope="module")
def server(mailbox, stripe, tmp_path_factory):
    """One that sends mail, sells plans, tells web hooks and has a demo account."""
    settings = {
        "DEMO_PASSWORD": "look around",
        "EMAIL_URL": mailbox.url,
        "STRIPE_SECRET_KEY": SECRET_KEY,
        "STRIPE_WEBHOOK_SECRET": WEBHOOK_SECRET,
        "STRIPE_API_BASE": stripe.address,
        "WEBHOOKS": "true",
        "WEBHOOK_ALLOWED_NETWORKS": "127.0.0.0/8",
    }
    with serving_client(tmp_path_factory.mktemp("account"), **settings) as server:
        yield server


def path_mailed_to(mailbox: Mailbox, email: str, *, starts: str) -> str:
    """Of the newest link of a kind, without the server's name; waits for it."""

    def found() -> list[str]:
        links = [link_in(mail) for mail in mailbox.mails if mail["To"] == email]
        paths = [urlsplit(link).path for link in links]
        return [path for path in paths if path.startswith(starts)]

    wait_until(found, seconds=30)
    return found()[-1]


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
    page.get_by_text("As is usual there: EUR").click()
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


def test_another_address_counts_when_its_link_was_opened(signed_in_page, server, account, mailbox):
    page, new = signed_in_page, f"new.{account}"
    page.goto("/settings/security")
    page.get_by_role("region", name="E-mail address").get_by_role("button").click()
    page.get_by_label("New e-mail address").fill(new)
    page.get_by_role("button", name="Send the link").click()
    dialog = page.get_by_role("dialog", name="Your password, please")
    dialog.get_by_label("Password", exact=True).fill("a wrong one")
    dialog.get_by_role("button", name="Go on").click()
    expect(dialog.get_by_role("alert")).to_be_visible()
    assert_accessible(page)
    dialog.get_by_label("Password", exact=True).fill(PASSWORD)
    dialog.get_by_role("button", name="Go on").click()
    expect(page.get_by_text(f"{new} waits for its link")).to_be_visible()

    page.goto(path_mailed_to(mailbox, new, starts="/verify-email/"))
    page.get_by_role("link", name="Go on").click()

    expect(page.get_by_text(new)).to_be_visible()
    with server.signed_in(new) as api:
        assert api.get("/accounts/me/").json()["email"] == new


def buy(page: Page, stripe: StripeServer, plan: str) -> None:
    """From the page of plans through Stripe's and back."""
    button = page.get_by_role("article", name=plan).get_by_role("button", name="Choose")
    button.press("Enter")
    # Stripe's own page is not ours to show.
    page.context.route(f"{stripe.address}/**", lambda route: route.fulfill(body="Pay"))
    page.get_by_role("button", name="Go on to Stripe").press("Enter")
    page.wait_for_url(f"{stripe.address}/**")
    session = next(name for name in reversed(stripe.objects) if name.startswith("cs_"))
    stripe.pay(session)
    page.goto(f"/subscriptions/success?session_id={session}")
    expect(page.get_by_text("Thank you. Your new plan counts")).to_be_visible()


def test_a_plan_is_bought_refused_by_the_card_and_cancelled_by_keyboard(signed_in_page, stripe):
    page = signed_in_page
    page.goto("/settings/programs")
    expect(page.get_by_text("Your plan does not include this.")).to_have_count(2)
    page.get_by_role("link", name="To the plans").first.press("Enter")
    expect(page.get_by_role("meter", name="Documents")).to_have_attribute("aria-valuenow", "0")
    assert_accessible(page)
    buy(page, stripe, "Premium")
    expect(page.get_by_role("heading", name="Your plan: Premium")).to_be_visible()
    expect(page.get_by_role("cell", name="£5.00", exact=True)).to_be_visible()
    assert_accessible(page)

    stripe.declines = True
    page.get_by_role("article", name="Platinum").get_by_role("button").press("Enter")
    page.get_by_role("button", name="Confirm").press("Enter")
    expect(page.get_by_role("dialog").get_by_role("alert")).to_be_visible()
    stripe.declines = False
    page.get_by_role("button", name="Cancel", exact=True).press("Enter")
    page.get_by_role("button", name="Cancel with the period").press("Enter")
    page.get_by_role("button", name="Confirm").press("Enter")

    expect(page.get_by_text("Ends ")).to_be_visible()
    expect(page.get_by_role("heading", level=1)).to_be_focused()
    expect(page.get_by_role("heading", name="Your plan: Premium")).to_be_visible()


def test_what_the_plan_has_no_room_for_waits_and_leads_to_the_plans(
    signed_in_page, api, server, account
):
    page = signed_in_page
    # They can be read: one that cannot would give its place back.
    first, *others = draw_demo_receipts()
    api.post("/receipts/", files={"image": first}).raise_for_status()
    server.run(_USE.format(email=account, used=49))
    page.goto("/reports/tax-summary")
    expect(page.get_by_role("alert")).to_contain_text("Premium")
    expect(page.get_by_role("button", name="Try again")).to_have_count(0)
    assert_accessible(page)
    page.get_by_role("alert").get_by_role("link", name="To the plans").click()
    expect(page.get_by_role("article", name="Premium")).to_be_visible()

    drop_what_has_no_room(page, others)
    assert api.get("/receipts/").json()["count"] == 2
    page.get_by_role("link", name="See your plan").click()
    meter = page.get_by_role("meter", name="Documents")
    expect(meter).to_have_attribute("aria-valuetext", "50 of 50")
    expect(page.get_by_role("article", name="Premium")).to_be_visible()

    server.run(_USE.format(email=account, used=5))
    page.get_by_role("link", name="Inbox").click()
    page.get_by_role("button", name="Send now").click()
    expect(page.get_by_role("heading", name="To be sent")).not_to_be_visible()
    received = page.get_by_role("region", name="Receipts").get_by_role("listitem")
    expect(received).to_have_count(3)


def drop_what_has_no_room(page: Page, photos: Sequence[tuple[str, bytes]]) -> None:
    """There is room for the first of them."""
    page.get_by_role("link", name="Inbox").click()
    expect(page.get_by_text("Documents left until")).to_contain_text(": 1")
    files = [FilePayload(name=name, mimeType="image/jpeg", buffer=photo) for name, photo in photos]
    page.locator("input[type=file]").first.set_input_files(files)
    expect(page.get_by_role("alert")).to_contain_text("Your files wait here")
    expect(page.get_by_text("no room for further documents")).to_be_visible()
    assert_accessible(page)


def test_a_web_hook_is_added_with_a_secret_that_is_shown_once(signed_in_page, server, account):
    page = signed_in_page
    server.run(_GIVE_PREMIUM.format(email=account))
    page.goto("/settings/programs")
    page.get_by_role("button", name="New web hook").click()
    page.get_by_label("Address").fill("https://127.0.0.1:8443/receipts")
    page.get_by_label("Looked at by staff").uncheck()
    assert_accessible(page)
    page.get_by_role("button", name="Add the web hook").click()
    expect(page.get_by_label("Secret", exact=True)).to_contain_text("whsec_")
    page.get_by_role("button", name="Log", exact=True).click()
    expect(page.get_by_text("Nothing has been sent yet.")).to_be_visible()
    assert_accessible(page)
    page.reload()
    expect(page.get_by_text("https://127.0.0.1:8443/receipts")).to_be_visible()
    expect(page.get_by_text("whsec_")).to_have_count(0)
    page.get_by_role("button", name="Switch off").click()
    expect(page.get_by_text("Off", exact=True)).to_be_visible()
    page.get_by_role("button", name="Delete", exact=True).click()
    page.get_by_role("dialog").get_by_role("button", name="Delete").click()
    expect(page.get_by_text("There are no web hooks.")).to_be_visible()


def test_the_demo_account_is_entered_by_one_click(page):
    page.goto("/inbox")

    page.get_by_role("button", name="Look around in the demo account").click()

    expect(page.get_by_role("heading", level=1, name="Inbox")).to_be_visible()
    assert "look around" not in page.content()
