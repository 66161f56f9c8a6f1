"""What `manage.py check --deploy` says about the storage."""

import pytest
from django.core.checks import Tags, run_checks
from django.core.management import call_command
from django.core.management.base import SystemCheckError


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
            "BACKEND": "receipts.services.cloudinary_storage.CloudinaryStorage",
            "OPTIONS": {"url": "cloudinary://key:secret@cloud"},
        }
    }

    assert _messages() == []


def test_a_check_without_deploy_is_silent(settings):
    settings.DEBUG = False

    assert run_checks(tags=[Tags.files]) == []
