"""A page that is throttled, and what is seen of it from inside."""

from playwright.sync_api import Page

_SLOWER = 4
_NETWORK = {
    "offline": False,
    "latency": 150,
    "downloadThroughput": 200_000,
    "uploadThroughput": 200_000,
}
# Values and preview of the receipt of that name are there: one can type, and the picture is drawn.
READY = """
const isDrawn = (picture) =>
  picture.complete && picture.naturalWidth >= 700 && getComputedStyle(picture).opacity === "1";
const isReady = (name) =>
  document.querySelector("h2.name")?.textContent === name &&
  document.activeElement.closest("[data-place]") !== null &&
  [...document.querySelectorAll("section.picture img")].some(isDrawn);
const untilReady = async (name, started) => {
  while (!isReady(name)) await new Promise(requestAnimationFrame);
  return performance.now() - started;
};
"""
# Scrolls until nothing is left to scroll and nothing more comes for two seconds, or for a minute.
# The longest task in milliseconds, and what is seen then.
LONGEST_TASK = """
async () => {
  let longest = 0;
  const take = (tasks) => (longest = Math.max(longest, ...tasks.map((task) => task.duration)));
  const observer = new PerformanceObserver((list) => take(list.getEntries()));
  observer.observe({ type: "longtask" });
  const frame = () => new Promise(requestAnimationFrame);
  const isAtEnd = () => scrollY + innerHeight >= document.documentElement.scrollHeight - 1;
  const until = performance.now() + 60_000;
  const isLate = () => performance.now() > until;
  for (let quiet = 0; quiet < 20 && !isLate(); quiet = isAtEnd() ? quiet + 1 : 0) {
    scrollBy(0, 1500);
    await frame();
    if (isAtEnd()) await new Promise((resolve) => setTimeout(resolve, 100));
  }
  take(observer.takeRecords());
  return [longest, `${Math.round(scrollY)} px`];
}
"""
_SETTLED = """
async () => {
  const news = () => performance.getEntriesByType("resource")
    .filter(({ name }) => !name.includes("/changes/")).length;
  for (let known = -1, quiet = 0; quiet < 6; known = news()) {
    await new Promise((resolve) => setTimeout(resolve, 500));
    quiet = news() === known ? quiet + 1 : 0;
  }
}
"""


def throttle(page: Page) -> None:
    devtools = page.context.new_cdp_session(page)
    devtools.send("Network.enable")
    devtools.send("Network.emulateNetworkConditions", _NETWORK)
    devtools.send("Emulation.setCPUThrottlingRate", {"rate": _SLOWER})


def settle(page: Page) -> None:
    """Until nothing has come for some seconds but the answer that nothing is new."""
    page.evaluate(_SETTLED)
