"""The canary: a model that reads worse than the one before is noticed, and staff are told."""

import logging
from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.cache import cache
from django.utils import timezone

from receipts.model_choice import notices
from receipts.model_choice.canary import watch_model
from receipts.model_choice.notices import log_notices
from receipts.models import Receipt

pytestmark = pytest.mark.django_db

DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def changed(settings, monkeypatch):
    """To a model that is there; nobody has looked yet."""
    settings.READER, settings.OPENAI_MODEL = "openai", "gpt-6-luna"
    monkeypatch.setattr(notices, "_next_look", 0.0)
    cache.clear()
    yield
    cache.clear()


def read(user, model, *, count, without_date, days_ago):
    moment = timezone.now() - days_ago * DAY
    known = {"value": "x"}
    for number in range(count):
        reading = dict.fromkeys(("vendor", "total", "tax", "currency"), known)
        reading["purchased_on"] = {"value": None} if number < without_date else known
        Receipt.objects.create(
            owner=user, original_filename="x.png", sha256=uuid4().hex * 2, uploaded_at=moment,
            updated_at=moment, status="completed", reading=reading, read_at=moment,
            read_by=f"openai {model}",
        )  # fmt: skip


def test_dates_that_go_missing_are_told_in_log_admin_and_metrics(
    user, admin_client, settings, caplog
):
    settings.METRICS_TOKEN = "metrics-token-0123456789"
    read(user, "gpt-4o", count=50, without_date=2, days_ago=10)
    read(user, "gpt-6-luna", count=50, without_date=20, days_ago=1)

    with caplog.at_level(logging.WARNING):
        log_notices()
        log_notices()

    told = "more is wrong: no date: 4 % to 40 %."
    assert [told in line for line in caplog.messages if "anary" in line] == [True]
    assert told in admin_client.get("/admin/").text
    assert "20 of 50" in admin_client.get("/admin/health/").text
    bearer = {"Authorization": f"Bearer {settings.METRICS_TOKEN}"}
    metrics = admin_client.get("/metrics", headers=bearer).text
    assert 'smart_accounting_model_share{share="no_date"} 0.4' in metrics
    assert "smart_accounting_model_shares_alarming 1.0" in metrics


@pytest.mark.parametrize(
    ("count", "without_date", "days_ago"),
    [(20, 20, 1), (50, 4, 1), (50, 50, 40)],
    ids=["too few", "by chance", "long ago"],
)
def test_no_false_alarm(user, count, without_date, days_ago):
    read(user, "gpt-4o", count=50, without_date=2, days_ago=days_ago + 9)
    read(user, "gpt-6-luna", count=count, without_date=without_date, days_ago=days_ago)

    found = watch_model(now=timezone.now())

    assert found is None or found.alarm == ""


def test_a_model_that_was_not_changed_is_not_watched(user):
    read(user, "gpt-6-luna", count=50, without_date=50, days_ago=1)

    assert watch_model(now=timezone.now()) is None


def test_a_model_that_has_come_back_is_watched(user):
    read(user, "gpt-6-luna", count=50, without_date=2, days_ago=40)
    read(user, "gpt-4o", count=50, without_date=2, days_ago=10)
    read(user, "gpt-6-luna", count=50, without_date=20, days_ago=1)

    assert "no date: 4 % to 40 %" in watch_model(now=timezone.now()).alarm
