"""The web client in a real browser, against the bars that it is held to: what the first page loads,
how soon a receipt can be reviewed, and the next one, how smoothly long lists scroll.

The browser is throttled: a processor four times slower, 1.6 Mbit/s, 150 ms to the server and back.
A receipt is there when its values can be typed in and its preview is drawn:

- opened: from the click in the list, with the application loaded, of photos that nobody has opened
  before; their previews were drawn when they were read
- the next one: from the answer that the one before is verified. At leisure, when all that is
  fetched ahead has come; in haste, a second after the one before was there, for which there is no
  bar

The bars hold for the median; each time is told. On SQLite, or on the PostgreSQL in
`TEST_DATABASE_URL`. Nothing where there is no Chromium.
"""

import sys
import tempfile
from pathlib import Path
from statistics import median

from playwright.sync_api import Browser
from report import say

from tests.journeys.browser import (
    find_chromium,
    loaded_bytes,
    running_chromium,
    sign_in,
    watched_page,
)
from tests.server import Server
from web_client.filling import OLDEST, filled_server
from web_client.watching import LONGEST_TASK, READY, settle, throttle

FIRST_LOAD_KB = 120
REVIEW_MS, NEXT_MS, LONGEST_TASK_MS = 1000, 150, 100
HASTE_MS = 1000
_OPEN = f"""
async ([address, heading]) => {{
  {READY}
  const started = performance.now();
  document.querySelector(`a[href="${{address}}"]`).click();
  return untilReady(heading, started);
}}
"""
_VERIFY = f"""
async ([heading, pause]) => {{
  {READY}
  await new Promise((resolve) => setTimeout(resolve, pause));
  const enter = {{ key: "Enter", code: "Enter", bubbles: true, cancelable: true }};
  document.activeElement.dispatchEvent(new KeyboardEvent("keydown", enter));
  await untilReady(heading, 0);
  const calls = performance.getEntriesByType("resource");
  return performance.now() - calls.findLast(({{ name }}) => name.endsWith("/verify/")).responseEnd;
}}
"""


def main() -> None:
    if find_chromium() is None:
        sys.stdout.write("the web client: no Chromium (set CHROMIUM to one)\n")
        return
    with (
        tempfile.TemporaryDirectory() as folder,
        filled_server(Path(folder)) as (server, email, photos),
        running_chromium() as browser,
    ):
        say_first_load(browser, server)
        say_review(browser, server, email, photos[OLDEST:])
        say_next(browser, server, email)
        for path in ("/inbox", "/ledger"):
            say_scrolling(browser, server, email, path)


def say_first_load(browser: Browser, server: Server) -> None:
    with watched_page(browser, server.url, has_service_worker=True) as page:
        load = loaded_bytes(page)
        page.goto("/sign-in")
        page.get_by_role("heading", name="Sign in").wait_for()
        kilobytes = sum(load.values()) / 1000
    say("first load: scripts and styles, compressed", kilobytes / FIRST_LOAD_KB, at_most=1,
        detail=f"{kilobytes:.0f} of {FIRST_LOAD_KB} kB, {len(load)} files")  # fmt: skip


def say_review(browser: Browser, server: Server, email: str, numbers: list[int]) -> None:
    with watched_page(browser, server.url, has_service_worker=True) as page:
        sign_in(page, email)
        page.evaluate("() => navigator.serviceWorker.ready")
        seconds = []
        for number in numbers:
            page.goto("/inbox?show=review")
            link = page.locator(f'a[href="/review/{number}"]').first
            vendor = link.inner_text()
            settle(page)
            throttle(page)
            seconds.append(page.evaluate(_OPEN, [f"/review/{number}", vendor]))
    say_milliseconds("review opened: values and preview", seconds, bar=REVIEW_MS)


def say_next(browser: Browser, server: Server, email: str) -> None:
    with watched_page(browser, server.url, has_service_worker=True) as page:
        sign_in(page, email)
        throttle(page)
        page.get_by_role("link", name="Review", exact=True).click()
        page.get_by_role("heading", name="Cafe 0", exact=True).wait_for()
        at_leisure, in_haste = [], []
        for number in range(1, OLDEST // 2):
            settle(page)
            at_leisure.append(page.evaluate(_VERIFY, [f"Cafe {number}", 0]))
        settle(page)
        for number in range(OLDEST // 2, OLDEST):
            in_haste.append(page.evaluate(_VERIFY, [f"Cafe {number}", HASTE_MS]))
    say_milliseconds("verified, to the next receipt, at leisure", at_leisure, bar=NEXT_MS)
    say_milliseconds("verified, to the next receipt, in haste", in_haste)


def say_milliseconds(name: str, measured: list[float], *, bar: int | None = None) -> None:
    each = "  ".join(f"{one:.0f}" for one in measured)
    detail = f"worst {max(measured):.0f} of {each}"
    say(name, median(measured), unit="ms", at_most=bar, detail=detail)


def say_scrolling(browser: Browser, server: Server, email: str, path: str) -> None:
    with watched_page(browser, server.url, has_service_worker=True) as page:
        sign_in(page, email)
        page.goto(path)
        settle(page)
        throttle(page)
        longest, shown = page.evaluate(LONGEST_TASK)
    say(f"{path}, scrolled to its end: longest task", longest / LONGEST_TASK_MS, at_most=1,
        detail=f"{longest:.0f} of {LONGEST_TASK_MS} ms, {shown}")  # fmt: skip


if __name__ == "__main__":
    main()
