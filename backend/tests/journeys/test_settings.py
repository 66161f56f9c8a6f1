"""Settings in a browser: who one is, how one signs in, which programs may."""

import httpx2
import pytest
from playwright.sync_api import Page, expect

from accounts.tests.authenticator import code_of
from tests.journeys.browser import (
    assert_accessible,
    assert_no_scrolling_sideways,
    fill_sign_in,
    sign_in,
)
from tests.server import PASSWORD

NEW_PASSWORD = "another horse, another battery"


def prove_password(page: Page) -> None:
    """Where it is asked for once more."""
    dialog = page.get_by_role("dialog", name="Your password, please")
    dialog.get_by_label("Password", exact=True).fill(PASSWORD)
    dialog.get_by_role("button", name="Go on").click()
    expect(dialog).not_to_be_visible()


def sign_out(page: Page) -> None:
    page.get_by_role("button", name="Sign out", exact=True).last.click()
    page.get_by_role("heading", name="Sign in").wait_for()


def save_ones_own(page: Page, *, instead_of: str) -> None:
    """Where somebody else has set another value meanwhile."""
    dialog = page.get_by_role("dialog", name="Somebody else has changed this")
    expect(dialog).to_contain_text(instead_of)
    assert_accessible(page)
    dialog.get_by_role("button", name="Save this choice").click()
    expect(page.get_by_text("Saved.", exact=True)).to_be_visible()


def open_settings(page: Page) -> None:
    """With the account as it is now."""
    page.goto("/")
    link = page.get_by_role("link", name="Settings")
    link.wait_for()
    with page.expect_response("**/accounts/me/"):
        link.click()


def test_the_language_changes_at_once_and_what_was_changed_elsewhere_is_not_overwritten_unseen(
    signed_in_page, server, account
):
    page = signed_in_page
    open_settings(page)
    page.get_by_label("Business").fill("Archer Ltd")
    with server.signed_in(account) as elsewhere:
        elsewhere.patch("/accounts/me/", json={"company": "Archer & Co", "phone": "+44 20 1234567"})

    page.get_by_role("button", name="Save").click()

    save_ones_own(page, instead_of="Archer & Co")
    expect(page.get_by_label("Business")).to_have_value("Archer Ltd")
    expect(page.get_by_label("Phone")).to_have_value("+44 20 1234567")
    page.get_by_role("link", name="Region and books").click()
    assert_accessible(page)
    page.get_by_role("combobox", name="Country").fill("germ")
    page.get_by_role("option", name="Germany").click()
    page.get_by_label("Language").select_option("de")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("heading", name="Einstellungen")).to_be_visible()
    expect(page.get_by_role("combobox", name="Land")).to_have_value("Deutschland")
    with server.signed_in(account) as api:
        told = api.get("/accounts/me/").json()
    assert (told["company"], told["phone"], told["country"]) == (
        "Archer Ltd",
        "+44 20 1234567",
        "DE",
    )
    assert (told["home_currency"], told["language"]) == ("GBP", "de")


def set_second_factor_up(page: Page) -> tuple[str, list[str]]:
    """With a wrong code first. Returns the secret and the recovery codes."""
    page.get_by_role("button", name="Set up").dblclick()
    prove_password(page)
    expect(page.get_by_role("img", name="QR code")).to_be_visible()
    assert_accessible(page)
    secret = page.get_by_label("Secret", exact=True).inner_text().replace(" ", "")
    page.get_by_label("Code", exact=True).fill("12")
    page.get_by_role("button", name="Switch on").click()
    expect(page.get_by_role("alert")).to_be_visible()
    page.get_by_label("Code", exact=True).fill(code_of(secret))
    page.get_by_role("button", name="Switch on").click()
    codes = page.get_by_label("Recovery codes", exact=True).inner_text().split()
    assert_accessible(page)
    return secret, codes


def fill_code(page: Page, code: str) -> None:
    page.get_by_label("Code").fill(code)
    page.get_by_label("Code").press("Enter")


def fill_wrong_code_and_begin_anew(page: Page) -> None:
    expect(page.get_by_label("Code")).to_be_focused()
    fill_code(page, "000000")
    expect(page.get_by_role("alert")).to_be_visible()
    assert_accessible(page)
    page.get_by_role("button", name="Begin anew").click()


def test_a_second_factor_is_switched_on_asked_for_and_switched_off(signed_in_page, account):
    page = signed_in_page
    page.goto("/settings/security")
    secret, codes = set_second_factor_up(page)
    assert len(codes) == 10

    sign_out(page)
    fill_sign_in(page, account, PASSWORD)
    fill_wrong_code_and_begin_anew(page)
    fill_sign_in(page, account, PASSWORD)
    for code in (codes[0], code_of(secret)):
        fill_code(page, code)
        page.get_by_role("navigation", name="Main navigation").wait_for()
        sign_out(page)
        fill_sign_in(page, account, PASSWORD)
    fill_code(page, codes[1])
    page.get_by_role("navigation", name="Main navigation").wait_for()

    page.goto("/settings/security")
    expect(page.get_by_text("Recovery codes left: 8")).to_be_visible()
    page.get_by_role("button", name="Switch the second factor off").click()
    page.get_by_role("dialog").get_by_role("button", name="Switch the second factor off").click()
    prove_password(page)
    expect(page.get_by_role("button", name="Set up")).to_be_visible()
    sign_out(page)
    sign_in(page, account)


def test_other_sessions_are_ended_one_by_one_and_by_a_new_password(signed_in_page, server, account):
    page = signed_in_page
    with server.signed_in(account) as first, server.signed_in(account) as second:
        page.goto("/settings/security")
        expect(page.get_by_text("This one")).to_be_visible()
        page.get_by_role("button", name="Sign out python-httpx").first.click()
        expect(page.get_by_text("The session has ended.")).to_be_visible()
        alive = [api.get("/accounts/me/").status_code for api in (first, second)]
        assert alive == [200, 401]

        password = page.get_by_role("region", name="Password")
        password.get_by_role("button", name="Change").press("Enter")
        expect(page.get_by_label("Current password")).to_be_focused()
        password.get_by_role("button", name="Cancel").press("Enter")
        expect(password.get_by_role("heading")).to_be_focused()
        password.get_by_role("button", name="Change").press("Enter")
        page.get_by_label("Current password").fill("a wrong one")
        page.get_by_label("New password").fill(NEW_PASSWORD)
        page.get_by_role("button", name="Save the new password").click()
        expect(page.get_by_label("Current password")).to_be_focused()
        page.get_by_label("Current password").fill(PASSWORD)
        page.get_by_role("button", name="Save the new password").click()

        expect(page.get_by_text("Your password is changed")).to_be_visible()
        assert first.get("/accounts/me/").status_code == 401
    page.reload()
    expect(page.get_by_text("This one")).to_be_visible()


def test_an_api_key_is_made_and_revoked_by_keyboard_and_shown_once(signed_in_page, server):
    page = signed_in_page
    page.goto("/settings/programs")
    page.get_by_role("button", name="New key").press("Enter")
    expect(page.get_by_label("Name")).to_be_focused()
    page.keyboard.type("Export")
    assert_accessible(page)
    page.keyboard.press("Enter")
    key = page.get_by_label("API key", exact=True).inner_text()

    def ask() -> int:
        headers = {"Authorization": f"Api-Key {key}"}
        return httpx2.get(f"{server.url}/api/v1/receipts/", headers=headers).status_code

    assert ask() == 200
    assert_accessible(page)
    page.reload()
    expect(page.get_by_role("rowheader", name="Export")).to_be_visible()
    expect(page.get_by_text(key)).not_to_be_visible()
    page.get_by_role("button", name="Revoke the key “Export”").press("Enter")
    page.get_by_role("dialog").get_by_role("button", name="Revoke").press("Enter")
    expect(page.get_by_text("There are no keys.")).to_be_visible()
    expect(page.get_by_role("heading", name="API keys")).to_be_focused()
    assert ask() == 401


def test_an_account_is_deleted_with_its_password(signed_in_page, server, account):
    page = signed_in_page
    page.goto("/settings/privacy")
    page.get_by_role("button", name="Delete the account").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("Password", exact=True).fill("a wrong one")
    dialog.get_by_role("button", name="Delete everything").click()
    expect(dialog.get_by_role("alert")).to_be_visible()
    dialog.get_by_label("Password", exact=True).fill(PASSWORD)
    dialog.get_by_role("button", name="Delete everything").click()

    expect(page.get_by_role("heading", name="Sign in")).to_be_visible()
    who = {"email": account, "password": PASSWORD}
    answer = httpx2.post(f"{server.url}/api/v1/accounts/token/", json=who)
    assert answer.json()["code"] == "invalid_credentials"


def test_where_nothing_is_sold_nothing_speaks_of_plans(signed_in_page):
    page = signed_in_page
    page.goto("/")
    expect(page.get_by_role("link", name="Settings")).to_be_visible()
    expect(page.get_by_role("link", name="Plan")).to_have_count(0)

    page.goto("/subscriptions")

    expect(page.get_by_text("Nothing is sold on this server")).to_be_visible()
    assert_accessible(page)


@pytest.mark.parametrize("path", ["", "/books", "/security", "/programs", "/privacy"])
def test_settings_fit_on_a_narrow_page(narrow_page, path):
    narrow_page.goto(f"/settings{path}")
    expect(narrow_page.get_by_role("heading", level=2).first).to_be_visible()
    expect(narrow_page.get_by_text("Loading …")).to_have_count(0)

    assert_no_scrolling_sideways(narrow_page)
    assert_accessible(narrow_page)
