"""What journeys in a real browser need: the browser, a page that tolerates no fault, axe."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from httpx2 import Client
from playwright.sync_api import Browser, ConsoleMessage, Page, Request, sync_playwright

from tests.programs import skip_for_want_of
from tests.server import PASSWORD, PROJECT

CLIENT = PROJECT / "client"
UNPACKED = PROJECT / ".cache" / "chromium"
_AXE = CLIENT / "node_modules" / "axe-core" / "axe.min.js"
# For what no event of the console tells of.
_REPORT_VIOLATIONS = """
document.addEventListener("securitypolicyviolation", (event) =>
  console.error(`CSP: ${event.violatedDirective} ${event.blockedURI} ${event.sample}`));
"""
# As where it is reached by plain HTTP. To fill its cache anew in each journey costs as much as all
# else that the browser does there.
_HIDE_SERVICE_WORKERS = "delete Navigator.prototype.serviceWorker;"
# In containers there is neither a sandbox for root nor much shared memory. Nothing beyond this
# machine can be reached.
_ARGUMENTS = [
    "--no-sandbox",
    "--disable-dev-shm-usage",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
]
_THIS_MACHINE = "http://127.0.0.1:"
_SERIOUS = {"serious", "critical"}
# Colours are those of a scheme only once a frame has been drawn in it.
_FIND = """
async (options) => {
  await new Promise((go) => requestAnimationFrame(() => setTimeout(go)));
  return (await axe.run(options)).violations;
}
"""
# All that can differ between light and dark.
_RULES_OF_COLOURS = ["color-contrast", "link-in-text-block"]


def in_german(page: Page, api: Client) -> None:
    """The same place again, of an account that reads German by now."""
    api.patch("/accounts/me/", json={"language": "de"}).raise_for_status()
    page.reload()


def need_what_journeys_need() -> None:
    """Where something is missing they are skipped, in CI they fail."""
    missing = []
    if find_chromium() is None:
        missing.append("no Chromium (set CHROMIUM to one)")
    if not (CLIENT / "dist" / "index.html").exists():
        missing.append("no built client (scripts/build_client)")
    if missing:
        skip_for_want_of(", ".join(missing))


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
            args=_ARGUMENTS,
            env=environment,
            timeout=120_000,
        )
        yield browser
        browser.close()


class WatchedPage:
    """`faults` are errors of scripts, breaches of the policy and calls to anybody but the API."""

    def __init__(self, page: Page, origin: str) -> None:
        self.page, self._origin, self.faults = page, origin, list[str]()
        page.set_default_timeout(30_000)
        page.add_init_script(_REPORT_VIOLATIONS)
        page.on("console", self._hear)
        page.on("pageerror", lambda error: self.faults.append(f"uncaught: {error}"))
        page.context.on("request", self._watch)

    def _hear(self, message: ConsoleMessage) -> None:
        # What the API refuses is no fault of the page, though the browser calls it an error.
        # Neither is the page that says that there is none.
        about = message.location["url"]
        is_answer = urlsplit(about).path.startswith("/api/v1/") or about == self.page.url
        if message.type in {"error", "warning"} and not is_answer:
            self.faults.append(f"{message.type}: {message.text}")

    def _watch(self, request: Request) -> None:
        # Only looked at: where calls can be held up, the browser keeps no file for the next page.
        if request.url.startswith(("blob:", "data:")):
            return
        if request.is_navigation_request() and request.url.startswith(_THIS_MACHINE):
            return  # such as to the page where a plan is paid
        # The service worker fetches files.
        is_call = request.resource_type in {"fetch", "xhr"} and not request.service_worker
        if not request.url.startswith(f"{self._origin}/api/v1/" if is_call else self._origin):
            self.faults.append(f"asks for {request.method} {request.url}")


@contextmanager
def watched_page(
    browser: Browser, origin: str, *, has_service_worker: bool = False, **options
) -> Iterator[Page]:
    """A page of a browser that knows nothing yet. At its end there must have been no fault."""
    context = browser.new_context(
        base_url=origin,
        locale="en-GB",
        timezone_id="Europe/London",
        reduced_motion="reduce",
        **options,
    )
    if not has_service_worker:
        context.add_init_script(_HIDE_SERVICE_WORKERS)
    watched = WatchedPage(context.new_page(), origin)
    yield watched.page
    context.close()
    assert watched.faults == [], watched.faults


def come_signed_in(page: Page, email: str) -> None:
    """With the cookies of a sign-in, and nothing opened yet."""
    calls, auth = page.request, "/api/v1/auth/browser/v1"
    calls.get(f"{auth}/config")
    [token] = [one["value"] for one in page.context.cookies() if one["name"] == "csrftoken"]
    body = {"email": email, "password": PASSWORD}
    answer = calls.post(f"{auth}/auth/login", data=body, headers={"X-CSRFToken": token})
    assert answer.ok, answer.text()


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
    if not page.evaluate("() => 'axe' in window"):
        page.evaluate(_AXE.read_text())
    assert_axe_finds_nothing(page, {})
    page.emulate_media(color_scheme="dark")
    assert_axe_finds_nothing(page, {"runOnly": _RULES_OF_COLOURS})
    page.emulate_media(color_scheme="light")


def assert_axe_finds_nothing(page: Page, options: dict) -> None:
    found = page.evaluate(_FIND, options)
    serious = [_told(violation) for violation in found if violation["impact"] in _SERIOUS]
    assert serious == [], (options, serious)


def _told(violation: dict) -> str:
    node = violation["nodes"][0]
    return f"{violation['id']}: {node['failureSummary']}: {node['html'][:200]}"
