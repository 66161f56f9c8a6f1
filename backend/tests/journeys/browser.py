"""What journeys in a real browser need: the browser, a page that tolerates no fault, axe."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from itertools import count
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import Browser, ConsoleMessage, Page, Request, Route, sync_playwright

from tests.programs import skip_for_want_of
from tests.server import PASSWORD, PROJECT, Server, serving

CLIENT = PROJECT / "client"
UNPACKED = PROJECT / ".cache" / "chromium"
_AXE = CLIENT / "node_modules" / "axe-core" / "axe.min.js"
# For what no event of the console tells of.
_REPORT_VIOLATIONS = """
document.addEventListener("securitypolicyviolation", (event) =>
  console.error(`CSP: ${event.violatedDirective} ${event.blockedURI} ${event.sample}`));
"""
_SERIOUS = {"serious", "critical"}
_ADD_ACCOUNTS = """
from accounts.services.users import create_verified_user
for email in {emails!r}:
    create_verified_user(email=email, password={password!r}, first_name="Ann", last_name="Archer")
"""


def need_what_journeys_need() -> None:
    """Where something is missing they are skipped, in CI they fail."""
    missing = []
    if find_chromium() is None:
        missing.append("no Chromium (set CHROMIUM to one)")
    if not (CLIENT / "dist" / "index.html").exists():
        missing.append("no built client (scripts/build_client)")
    if missing:
        skip_for_want_of(", ".join(missing))


@contextmanager
def serving_client(folder: Path, **variables: str) -> Iterator[Server]:
    """A server of journeys: it reads offline, and shows the client."""
    need_what_journeys_need()
    with serving(folder, RECEIPT_READER="offline", **variables) as server:
        yield server


def find_chromium() -> str | None:
    """Of CHROMIUM, of the machine, or as `scripts/install_test_browser` has unpacked it."""
    names = ("chromium", "chromium-browser", "google-chrome")
    places = (os.environ.get("CHROMIUM"), *map(shutil.which, names), UNPACKED / "chromium")
    return next((str(place) for place in places if place and Path(place).exists()), None)


@contextmanager
def running_chromium() -> Iterator[Browser]:
    path = find_chromium()
    environment: dict[str, Any] = dict(os.environ)
    if path == str(UNPACKED / "chromium"):  # it brings libraries that a bare machine lacks
        environment["LD_LIBRARY_PATH"] = str(UNPACKED / "lib")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=path,
            # In containers there is neither a sandbox for root nor much shared memory.
            args=["--no-sandbox", "--disable-dev-shm-usage"],
            env=environment,
            timeout=120_000,
        )
        yield browser
        browser.close()


class WatchedPage:
    """`faults` are errors of scripts, breaches of the policy and calls to anybody but the API."""

    def __init__(self, page: Page, origin: str) -> None:
        self.page, self.origin, self.faults = page, origin, list[str]()
        page.set_default_timeout(30_000)
        page.add_init_script(_REPORT_VIOLATIONS)
        page.on("console", self._hear)
        page.on("pageerror", lambda error: self.faults.append(f"uncaught: {error}"))
        page.on("request", self._watch)
        page.context.route(lambda url: not url.startswith(origin), self._refuse)

    def _hear(self, message: ConsoleMessage) -> None:
        # What the API refuses is no fault of the page, though the browser calls it an error.
        # Neither is the page that says that there is none.
        about = message.location["url"]
        is_answer = urlsplit(about).path.startswith("/api/v1/") or about == self.page.url
        if message.type in {"error", "warning"} and not is_answer:
            self.faults.append(f"{message.type}: {message.text}")

    def _watch(self, request: Request) -> None:
        path = urlsplit(request.url).path
        if request.resource_type in {"fetch", "xhr"} and not path.startswith("/api/v1/"):
            self.faults.append(f"calls {request.method} {request.url}")

    def _refuse(self, route: Route) -> None:
        if not route.request.url.startswith(("blob:", "data:")):
            self.faults.append(f"asks for {route.request.url}")
        route.abort()


@contextmanager
def watched_page(browser: Browser, origin: str, **options) -> Iterator[Page]:
    """A page of a browser that knows nothing yet. At its end there must have been no fault."""
    context = browser.new_context(
        base_url=origin,
        locale="en-GB",
        timezone_id="Europe/London",
        reduced_motion="reduce",
        **options,
    )
    watched = WatchedPage(context.new_page(), origin)
    yield watched.page
    context.close()
    assert watched.faults == [], watched.faults


def new_account(server: Server) -> str:
    """The address of an account with nothing in it; its password is PASSWORD."""
    return next(_accounts_of(server))


@cache
def _accounts_of(server: Server) -> Iterator[str]:
    """Made by the dozen, since a process that makes them takes seconds to start."""

    def make() -> Iterator[str]:
        for dozen in count():
            emails = [f"ann.{dozen}.{number}@example.com" for number in range(12)]
            server.run(_ADD_ACCOUNTS.format(emails=emails, password=PASSWORD))
            yield from emails

    return make()


def sign_in(page: Page, email: str) -> None:
    """From any path: one is led back there. Done when the navigation has come."""
    if not page.url.startswith("http"):
        page.goto("/sign-in")
    fill_sign_in(page, email, PASSWORD)
    page.get_by_role("navigation", name="Main navigation").wait_for()


def fill_sign_in(page: Page, email: str, password: str) -> None:
    page.get_by_label("E-mail address").fill(email)
    page.get_by_label("Password", exact=True).fill(password)
    page.get_by_role("button", name="Sign in", exact=True).click()


def loaded_bytes(page: Page) -> dict[str, int]:
    """Of scripts and styles, compressed as they came, by address; filled while they come."""
    addresses, loaded = dict[str, str](), dict[str, int]()

    def note(event: dict) -> None:
        if event["type"] in {"Script", "Stylesheet"}:
            addresses[event["requestId"]] = event["response"]["url"]

    def count(event: dict) -> None:
        if event["requestId"] in addresses:
            loaded[addresses[event["requestId"]]] = int(event["encodedDataLength"])

    devtools = page.context.new_cdp_session(page)
    devtools.on("Network.responseReceived", note)
    devtools.on("Network.loadingFinished", count)
    devtools.send("Network.enable")
    return loaded


def assert_no_scrolling_sideways(page: Page) -> None:
    scrolled, width = page.evaluate("() => [document.documentElement.scrollWidth, innerWidth]")
    assert scrolled <= width, page.url


def assert_accessible(page: Page) -> None:
    """axe finds nothing serious, in light and dark."""
    page.evaluate(_AXE.read_text())
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        # Colours are those of one scheme only once a frame has been drawn in it.
        page.evaluate("() => new Promise((go) => requestAnimationFrame(() => setTimeout(go)))")
        found = page.evaluate("async () => (await axe.run()).violations")
        serious = [_told(violation) for violation in found if violation["impact"] in _SERIOUS]
        assert serious == [], (scheme, serious)
    page.emulate_media(color_scheme="light")


def _told(violation: dict) -> str:
    node = violation["nodes"][0]
    return f"{violation['id']}: {node['failureSummary']}: {node['html'][:200]}"
