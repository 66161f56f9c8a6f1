"""What `manage.py check --deploy` says about the storage and the reader."""

import sys
from io import StringIO

import pytest
import time_machine
from django.core.checks import ERROR, WARNING, Tags, run_checks
from django.core.management import call_command
from django.core.management.base import CommandError, SystemCheckError

from accounts.models import User
from receipts.tests.openai_server import API_KEY, running_openai_server


def _messages():
    return [message.id for message in run_checks(tags=[Tags.files], include_deployment_checks=True)]


def test_production_without_cloudinary_is_warned_of(settings):
    settings.DEBUG = False

    assert _messages() == ["receipts.W001"]
    with pytest.raises(SystemCheckError, match="CLOUDINARY_CLOUD_NAME"):
        call_command("check", deploy=True, tags=[Tags.files], fail_level="WARNING")


def test_development_is_not(settings):
    settings.DEBUG = True

    assert _messages() == []


def test_cloudinary_lasts(settings):
    settings.DEBUG = False
    settings.STORAGES = settings.STORAGES | {
        "receipts": {
            "BACKEND": "receipts.storages.cloudinary_storage.CloudinaryStorage",
            "OPTIONS": {"url": "cloudinary://key:secret@cloud"},
        }
    }

    assert _messages() == []


def test_workers_on_other_machines_need_a_storage_that_they_see(settings):
    settings.DEBUG = True
    settings.TASKS = {
        "default": {"BACKEND": "common.task_engines.procrastinate_backend.ProcrastinateTaskBackend"}
    }

    assert _messages() == ["receipts.W004"]


def test_a_check_without_deploy_is_silent(settings):
    settings.DEBUG = False

    assert run_checks(tags=[Tags.files]) == []


def _reader_messages():
    found = run_checks(tags=["reader"], include_deployment_checks=True)
    return [(message.id, message.level) for message in found]


@pytest.fixture
def openai_is_read_with(settings):
    settings.READER, settings.SECOND_READER = "openai", "offline"
    settings.OPENAI_API_KEY = API_KEY
    settings.OPENAI_MODEL = "gpt-4o"
    settings.OPENAI_BASE_URL = ""


@pytest.mark.parametrize(
    ("today", "level"), [("2026-11-22", WARNING), ("2027-01-01", WARNING), ("2027-01-15", ERROR)]
)
def test_a_model_that_goes_is_warned_of_then_refused(openai_is_read_with, today, level):
    with time_machine.travel(today):
        assert _reader_messages() == [("receipts.W002", level)]


@pytest.mark.parametrize(("today", "is_stopped"), [("2026-12-01", False), ("2027-01-01", True)])
def test_a_chosen_model_that_goes_stops_a_release_only_when_it_presses(
    openai_is_read_with, today, is_stopped
):
    with time_machine.travel(today):
        (message,) = run_checks(tags=["reader"])

    assert "2027-01-14" in message.msg
    assert message.is_serious(WARNING) is is_stopped


@pytest.mark.parametrize(
    ("today", "says"),
    [
        ("2026-12-01", "from that day on"),
        ("2027-01-13", "from that day on"),
        ("2027-01-14", "in its place"),
        ("2027-06-01", "in its place"),
    ],
)
def test_where_nobody_chose_a_model_its_end_is_told_and_stops_nothing(
    openai_is_read_with, settings, today, says
):
    settings.OPENAI_MODEL_IS_CHOSEN = False
    with time_machine.travel(today):
        (message,) = run_checks(tags=["reader"], include_deployment_checks=True)

    assert (message.id, message.level) == ("receipts.W002", WARNING)
    assert says in message.msg
    assert "gpt-6-luna" in message.msg
    assert not message.is_serious(WARNING)


def test_a_model_that_stays_is_not_mentioned(openai_is_read_with, settings):
    settings.OPENAI_MODEL = "gpt-6-luna"

    assert _reader_messages() == []


def test_a_lease_shorter_than_a_read_is_warned_of(openai_is_read_with, settings):
    settings.OPENAI_MODEL = "gpt-6-luna"
    settings.OPENAI_TIMEOUT_SECONDS = 100.0
    settings.RECEIPT_LEASE_SECONDS = 180.0

    assert _reader_messages() == [("receipts.W003", WARNING)]


def named(model: str, address: str = "") -> dict:
    return {"MODEL": model, "BASE_URL": address, "API_KEY": API_KEY, "PRICE": []}


def test_a_lease_is_to_outlast_all_that_are_asked_in_turn(openai_is_read_with, settings):
    settings.OPENAI_MODEL, settings.FALLBACK_READERS = "gpt-6-luna", ["spare"]
    settings.MODEL_READERS = {"spare": named("gpt-6-luna")}
    settings.OPENAI_TIMEOUT_SECONDS = 60.0
    settings.RECEIPT_LEASE_SECONDS = 260.0
    assert _reader_messages() == [("receipts.W003", WARNING)]

    settings.RECEIPT_LEASE_SECONDS = 270.0
    assert _reader_messages() == []


def test_the_end_of_a_model_of_any_reader_is_told(openai_is_read_with, settings):
    settings.OPENAI_MODEL, settings.FALLBACK_READERS = "gpt-6-luna", ["spare", "local"]
    settings.MODEL_READERS = {
        "spare": named("gpt-4.1"),
        "local": named("gpt-4o", "http://localhost:8080/v1"),
    }
    settings.RECEIPT_LEASE_SECONDS = 600.0
    with time_machine.travel("2026-12-01"):
        (message,) = run_checks(tags=["reader"])
    assert "gpt-4.1 leaves" in message.msg
    assert "READER_SPARE_MODEL" in message.hint

    with time_machine.travel("2027-02-01"):
        assert _reader_messages() == [("receipts.W002", ERROR)]


def test_a_reader_that_is_not_installed_cannot_stand_in(openai_is_read_with, settings):
    settings.OPENAI_MODEL, settings.FALLBACK_READERS = "gpt-6-luna", ["offline"]
    assert _reader_messages() == []
    settings.OFFLINE_READER_IS_INSTALLED = False

    assert _reader_messages() == [("receipts.W005", WARNING)]


@pytest.mark.django_db
@pytest.mark.parametrize("privacy", ["model_masked", "offline_only"])
def test_privacy_that_cannot_be_kept_is_warned_of(user, settings, privacy):
    settings.OFFLINE_READER_IS_INSTALLED = False
    assert _privacy_messages() == []
    User.objects.update(model_privacy=privacy)

    assert _privacy_messages() == ["receipts.W009"]
    settings.OFFLINE_READER_IS_INSTALLED = True
    assert _privacy_messages() == []


def _privacy_messages():
    tags = {"tags": [Tags.database], "databases": ["default"], "include_deployment_checks": True}
    return [one.id for one in run_checks(**tags) if one.id == "receipts.W009"]


def test_a_model_alone_means_that_everything_waits(openai_is_read_with, settings):
    settings.OPENAI_MODEL, settings.SECOND_READER = "gpt-6-luna", None

    assert _reader_messages() == [("receipts.W007", WARNING)]
    settings.READER = "offline"
    assert _reader_messages() == []


class TestCheckReader:
    @pytest.fixture
    def service(self, settings):
        with running_openai_server() as server:
            settings.READER = "openai"
            settings.OPENAI_API_KEY = API_KEY
            settings.OPENAI_BASE_URL = server.base_url
            yield server

    def test_it_says_until_when_the_model_is_there(self, service, settings):
        out = StringIO()

        call_command("check_reader", "--free", stdout=out)

        assert "gpt-4o answers" in out.getvalue()
        assert "2027-01-14" in out.getvalue()

    def test_it_fails_for_an_unknown_model(self, service, settings):
        settings.OPENAI_MODEL = "gpt-0"

        with pytest.raises(CommandError, match="model"):
            call_command("check_reader", "--free")

    def test_it_fails_for_a_bad_key(self, service, settings):
        settings.OPENAI_API_KEY = "sk-wrong"

        with pytest.raises(CommandError, match="key"):
            call_command("check_reader", "--free")

    def test_it_names_the_code_by_which_the_guide_says_what_to_do(self, service, settings):
        settings.OPENAI_BASE_URL = "nowhere"

        with pytest.raises(CommandError, match=r"bad_address(.|\n)*docs/operations\.md"):
            call_command("check_reader", "--free")

    def test_the_offline_reader_is_loaded_and_has_nothing_to_ask(self, settings):
        settings.READER, settings.FALLBACK_READERS = "offline", []
        out = StringIO()

        call_command("check_reader", "--free", stdout=out)

        assert out.getvalue().startswith("offline: its models are loaded")

    @pytest.mark.parametrize("names", [["offline", "openai"], ["openai", "offline"]])
    def test_every_reader_is_tried_in_its_order(self, service, settings, names):
        settings.READER, *settings.FALLBACK_READERS = names
        out = StringIO()

        call_command("check_reader", "--free", stdout=out)

        assert [line.split(":")[0] for line in out.getvalue().splitlines()] == names

    @pytest.mark.parametrize("names", [["offline", "openai"], ["openai", "offline"]])
    def test_one_that_fails_keeps_none_from_being_tried(
        self, service, settings, monkeypatch, names
    ):
        settings.READER, *settings.FALLBACK_READERS = names
        settings.OPENAI_API_KEY = "sk-wrong"
        out = StringIO()
        with pytest.raises(CommandError, match=r"openai: .*\(bad_key\)"):
            call_command("check_reader", "--free", stdout=out)
        assert out.getvalue().startswith("offline: ")

        monkeypatch.setattr("receipts.services.offline_ocr_service._engines", {})
        monkeypatch.setitem(sys.modules, "rapidocr", None)
        with pytest.raises(CommandError, match=r"(?s)openai.*offline|offline.*openai") as both:
            call_command("check_reader", "--free", stdout=out)
        assert "(offline_not_installed)" in str(both.value)
