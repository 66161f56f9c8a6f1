"""Fixtures about accounts."""

import pytest


@pytest.fixture
def after_commit(django_capture_on_commit_callbacks):
    """`with after_commit():` runs what waits for the commit, such as mail, at its end."""
    return lambda: django_capture_on_commit_callbacks(execute=True)
