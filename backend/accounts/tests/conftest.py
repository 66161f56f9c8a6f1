"""Fixtures about accounts."""

import pytest
from aiosmtpd.controller import Controller

from accounts.tests.mail_server import Mailbox, mailers, unused_port


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
    handler = Mailbox()
    port = unused_port()
    controller = Controller(handler, hostname="127.0.0.1", port=port)
    controller.start()
    settings.MAILERS = mailers(port)
    yield handler
    controller.stop()
