"""Signing in and out in a browser, by keyboard alone."""

import re
from io import BytesIO

from PIL import Image
from playwright.sync_api import Page, expect

from tests.journeys.browser import (
    assert_accessible,
    assert_no_scrolling_sideways,
    loaded_bytes,
    sign_in,
)
from tests.server import PASSWORD


def type_and_send(page: Page, password: str) -> None:
    page.keyboard.type(password)
    page.keyboard.press("Enter")


def test_a_person_signs_in_and_out_by_keyboard_with_a_wrong_password_first(page, account):
    page.goto("/?from=mail")
    expect(page.get_by_role("heading", name="Sign in")).to_be_visible()
    page.keyboard.press("Tab")
    page.keyboard.type(account)
    page.keyboard.press("Tab")
    type_and_send(page, "a wrong password")
    expect(page.get_by_role("alert")).to_contain_text("password")
    expect(page.get_by_label("Password", exact=True)).to_be_focused()
    page.keyboard.press("ControlOrMeta+A")

    type_and_send(page, PASSWORD)

    heading = page.get_by_role("heading", name="Good to see you, Ann")
    expect(heading).to_be_focused()
    expect(page).to_have_title(re.compile(r"Good to see you, Ann · Smart Accounting"))
    assert page.url.endswith("/?from=mail")

    page.get_by_role("button", name="Sign out").focus()
    page.keyboard.press("Enter")

    expect(page.get_by_role("heading", name="Sign in")).to_be_visible()
    page.go_back()
    expect(page.get_by_role("heading", name="Sign in")).to_be_visible()
    expect(heading).not_to_be_visible()


def test_the_first_page_is_light(page):
    loaded = loaded_bytes(page)

    page.goto("/sign-in")
    expect(page.get_by_role("heading", name="Sign in")).to_be_visible()

    assert 0 < sum(loaded.values()) <= 120_000, loaded


def test_nothing_that_signs_in_is_within_reach_of_a_script(page, account):
    sign_in(page, account)
    stored = "() => JSON.stringify([{...localStorage}, {...sessionStorage}, document.cookie])"

    kept = page.evaluate(stored)

    assert re.fullmatch(r'\[\{\},\{\},"csrftoken=\w+"\]', kept)


def test_a_session_that_ends_is_renewed_over_the_screen_that_stays(server, page, account):
    page.clock.install()
    sign_in(page, account)
    expect(page.get_by_role("heading", name="Good to see you")).to_be_visible()
    with server.signed_in(account) as elsewhere:
        elsewhere.delete("/accounts/sessions/")

    page.clock.fast_forward(20_000)
    sign_in_again(page, account)

    page.context.clear_cookies()
    page.clock.fast_forward(20_000)
    sign_in_again(page, account)


def sign_in_again(page: Page, account: str) -> None:
    dialog = page.get_by_role("dialog", name="Sign in again")
    expect(dialog.get_by_label("E-mail address")).to_have_value(account)
    dialog.get_by_label("Password", exact=True).fill(PASSWORD)
    dialog.get_by_role("button", name="Sign in", exact=True).click()
    expect(dialog).not_to_be_visible()
    expect(page.get_by_role("heading", name="Good to see you")).to_be_visible()


def test_a_sign_out_asks_before_what_is_typed_is_lost_and_leaves_nothing(page, account):
    sign_in(page, account)
    asked = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.dismiss()))
    page.goto("/ledger/new")
    page.get_by_label("Vendor").fill("Secret Cafe")
    page.get_by_role("button", name="Sign out").click()
    dialog = page.get_by_role("dialog", name="Sign out?")
    expect(dialog).to_contain_text("is not saved and would be lost")
    dialog.get_by_role("button", name="Cancel").click()
    expect(page.get_by_label("Vendor")).to_have_value("Secret Cafe")
    other = page.context.new_page()
    other.goto("/ledger")
    other.get_by_role("button", name="Sign out").click()
    expect(other.get_by_role("dialog")).to_contain_text("in another tab is not saved")
    other.close()

    page.get_by_role("button", name="Sign out").click()
    dialog.get_by_role("button", name="Sign out").click()

    expect(page.get_by_role("heading", name="Sign in")).to_be_visible()
    assert asked == []
    expect(page.get_by_text(account)).to_have_count(0)
    page.go_back()
    expect(page.get_by_role("heading", name="Sign in")).to_be_visible()
    expect(page.get_by_text(account)).to_have_count(0)


def test_a_page_out_of_the_browsers_memory_is_not_seen_by_who_is_not_its_person(page, account):
    """Chromium keeps none while it is driven; so it is told that it did."""
    sign_in(page, account)
    shown = page.get_by_text(account)
    expect(shown).to_be_visible()

    for event in ("pagehide", "pageshow"):
        page.evaluate(f"dispatchEvent(new PageTransitionEvent('{event}', {{persisted: true}}))")
        expect(shown).to_be_visible(visible=event == "pageshow")
    page.context.clear_cookies()
    page.evaluate("dispatchEvent(new PageTransitionEvent('pagehide', {persisted: true}))")
    page.evaluate("dispatchEvent(new PageTransitionEvent('pageshow', {persisted: true}))")

    expect(page.get_by_role("heading", name="Sign in")).to_be_visible()
    expect(shown).to_have_count(0)


def test_a_tab_shows_nothing_of_one_person_once_another_has_signed_in(server, page, account):
    sign_in(page, account)
    expect(page.get_by_text(account)).to_be_visible()
    page.context.clear_cookies()
    somebody = server.new_account()

    sign_in(page.context.new_page(), somebody)

    expect(page.get_by_text(somebody)).to_be_visible()
    expect(page.get_by_text(account)).to_have_count(0)


def test_the_frame_of_the_pages_is_accessible(page, account):
    page.goto("/sign-in")
    page.get_by_role("button", name="Sign in").wait_for()
    assert_accessible(page)

    sign_in(page, account)

    assert_accessible(page)


def test_an_address_without_a_page_says_so(page, account):
    answer = page.goto("/no-such-page")

    assert answer.status == 404
    expect(page.get_by_role("heading", name="Sign in")).to_be_visible()
    sign_in(page, account)
    expect(page.get_by_role("heading", level=1, name="Page not found")).to_be_visible()


def test_a_narrow_page_navigates_below_and_never_scrolls_sideways(narrow_page):
    narrow_page.goto("/")
    narrow_page.get_by_role("button", name="More").click()

    expect(narrow_page.get_by_role("button", name="Sign out")).to_be_visible()
    assert_no_scrolling_sideways(narrow_page)
    assert_accessible(narrow_page)


def test_the_pages_speak_the_language_of_the_browser(browser, server):
    context = browser.new_context(base_url=server.url, locale="de-AT")
    page = context.new_page()

    page.goto("/sign-in")

    expect(page.get_by_role("heading", name="Anmelden")).to_be_visible()
    assert page.locator("html").get_attribute("lang") == "de"
    page.get_by_role("button", name="English").click()
    expect(page.get_by_role("heading", name="Sign in")).to_be_visible()
    context.close()


def test_the_pages_can_be_installed_and_open_without_a_network(installed_page):
    manifest = installed_page.request.get("/manifest.webmanifest")
    assert manifest.headers["content-type"] == "application/manifest+json"
    for icon in manifest.json()["icons"]:
        picture = Image.open(BytesIO(installed_page.request.get(icon["src"]).body()))
        assert f"{picture.width}x{picture.height}" == icon["sizes"]
    installed_page.goto("/")
    installed_page.evaluate("() => navigator.serviceWorker.ready")
    installed_page.context.set_offline(True)

    installed_page.reload()

    expect(installed_page.get_by_role("alert")).to_contain_text("no connection")
    installed_page.context.set_offline(False)
    expect(installed_page.get_by_role("heading", name="Good to see you")).to_be_visible()
