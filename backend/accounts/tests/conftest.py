"""Fixtures about accounts."""

import pytest

from accounts.tests.mail_server import mailers, receiving_mail


@pytest.fixture(autouse=True)
def every_plan_has_api_keys(settings):
    """Which plans do is decided elsewhere; `API_ACCESS_GATE` is tried by tests of its own."""
    settings.API_ACCESS_GATE = ""


@pytest.fixture
def after_commit(django_capture_on_commit_callbacks):
    """`with after_commit():` runs what waits for the commit, such as mail, at its end."""
    return lambda: django_capture_on_commit_callbacks(execute=True)


@pytest.fixture
def mailbox(settings):
    """The mail that a real server has taken, in `mails`."""
    with receiving_mail() as (mailbox, port):
        settings.MAILERS = mailers(port)
        yield mailbox
