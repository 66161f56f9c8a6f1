"""Fixtures of journeys in a browser.

All of them ask one server, each as an account of its own, so they run beside one another. A module
that needs other settings has a `server` of its own, of the scope "module".
"""

import pytest

from tests.journeys.browser import (
    need_what_journeys_need,
    new_account,
    running_chromium,
    serving_client,
    sign_in,
    watched_page,
)


@pytest.fixture(scope="session")
def server(tmp_path_factory):
    """Reads offline, without billing: every plan has everything."""
    with serving_client(tmp_path_factory.mktemp("journeys"), SELF_HOSTED_PLAN="platinum") as server:
        yield server


@pytest.fixture(scope="module")
def browser():
    """Of the module: beside its loop no test of another one could ask the database."""
    need_what_journeys_need()
    with running_chromium() as browser:
        yield browser


@pytest.fixture
def account(server):
    """The address of an account with nothing in it."""
    return new_account(server)


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
    sign_in(page, account)
    return page


@pytest.fixture
def narrow_page(browser, server, account):
    """As `signed_in_page`, on a small phone."""
    size = {"width": 360, "height": 740}
    with watched_page(browser, server.url, viewport=size, has_touch=True) as page:
        sign_in(page, account)
        yield page
