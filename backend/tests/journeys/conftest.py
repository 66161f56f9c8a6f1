"""Fixtures of journeys in a browser.

All of them ask one server, each as an account of its own, so they run beside one another. A module
that needs other settings has a `server` of its own, of the scope "module": seconds of work.
"""

import pytest

from tests.journeys.browser import (
    come_signed_in,
    need_what_journeys_need,
    running_chromium,
    watched_page,
)
from tests.journeys.journey_server import serving_client


@pytest.fixture(scope="session")
def server(tmp_path_factory):
    """Without billing: every plan has everything."""
    with serving_client(tmp_path_factory.mktemp("journeys"), SELF_HOSTED_PLAN="platinum") as server:
        yield server


@pytest.fixture(scope="package")
def browser():
    """Of the journeys: beside its loop no other test could ask the database."""
    need_what_journeys_need()
    with running_chromium() as browser:
        yield browser


@pytest.fixture
def account(server):
    """The address of an account with nothing in it."""
    return server.new_account()


@pytest.fixture
def api(server, account):
    """The API, called by that account."""
    with server.signed_in(account) as api:
        yield api


@pytest.fixture
def page(browser, server):
    """Of somebody who is not signed in, in English; a fault on it is a failure."""
    with watched_page(browser, server.url) as page:
        yield page


@pytest.fixture
def signed_in_page(page, account):
    """Of that account; nothing is opened yet."""
    come_signed_in(page, account)
    return page


@pytest.fixture
def installed_page(browser, server, account):
    """As `signed_in_page`, with the service worker, which others have to do without."""
    with watched_page(browser, server.url, has_service_worker=True) as page:
        come_signed_in(page, account)
        yield page


@pytest.fixture
def narrow_page(browser, server, account):
    """As `signed_in_page`, on a small phone."""
    size = {"width": 360, "height": 740}
    with watched_page(browser, server.url, viewport=size, has_touch=True) as page:
        come_signed_in(page, account)
        yield page
