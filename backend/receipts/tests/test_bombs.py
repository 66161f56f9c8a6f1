"""Hostile files at the doors: each is what it pretends to be, and none of them does harm."""

import os
from functools import partial
from time import monotonic

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from receipts.models import Receipt
from receipts.processing.run import process_receipt
from receipts.services.decoding.documents import Decoders
from receipts.services.decoding.pool import Terms
from receipts.services.files.kinds import detect_kind
from receipts.tests.bombs.bomb import Bomb
from receipts.tests.bombs.catalogue import BOMBS, KINDS
from receipts.tests.test_upload import assert_nothing_was_kept
from subscriptions.models import QuotaPeriod
from subscriptions.plans import PLATINUM
from subscriptions.services.grants import give_plan

SMALL = [bomb for bomb in BOMBS if bomb.size == "small"]
LARGE = [bomb for bomb in BOMBS if bomb.size == "large"]
DOCUMENTS = [bomb for bomb in SMALL if bomb.decoder != "archive"]
ARCHIVES = [bomb for bomb in SMALL if bomb.decoder == "archive"]
# Of the processor; on a busy machine they may be many of the clock.
TERMS = Terms(turn_seconds=120, seconds=0.3, wall_seconds=120, is_urgent=True)
PATIENCE_SECONDS = 120.0
# Of a file that is too large, of too many, and of one that is none of ours or cannot be opened.
REFUSALS = {413, 415}

once = pytest.mark.skipif(
    "TEST_DATABASE_URL" in os.environ, reason="no database sees what makes a file hostile"
)
each = partial(pytest.mark.parametrize, "bomb", ids=lambda bomb: bomb.name)


@pytest.fixture
def short_time(monkeypatch) -> None:
    """What takes hours otherwise shows that it does in less than a second."""
    hasty = partial(Decoders, request=TERMS, worker=TERMS)
    monkeypatch.setattr("receipts.decoders.Decoders", hasty)


@pytest.fixture
def platinum(user) -> None:
    now = timezone.now()
    give_plan(user, plan=PLATINUM, until=now.date(), reason="Test", actor=user, now=now)


def post(api, path, field, bomb):
    """The answer, which has to come sooner than anybody could decode some of them."""
    began = monotonic()
    file = SimpleUploadedFile(bomb.filename, bomb.content)
    response = api.post(f"/api/v1/{path}", {field: file}, format="multipart")
    assert monotonic() - began < PATIENCE_SECONDS
    return response


def test_each_kind_has_a_name_of_its_own_and_three_sizes():
    assert len({kind.name for kind in KINDS}) == len(KINDS) >= 60
    assert len({bomb.name for bomb in BOMBS}) == 3 * len(KINDS)


@each(LARGE)
def test_the_largest_of_each_kind_is_not_refused_for_its_bytes(bomb, settings):
    assert len(bomb.content) <= settings.RECEIPT_MAX_BYTES


@each(SMALL)
def test_a_bomb_is_the_same_every_time_and_begins_as_its_kind(bomb, monkeypatch):
    monkeypatch.setattr("time.time", lambda: 2_000_000_000.0)  # at whatever time it is made
    assert Bomb(bomb.kind, bomb.size, bomb.scale).content == bomb.content
    if bomb.decoder == "archive":
        assert bomb.content.startswith(b"PK\3\4")
    else:
        assert detect_kind(bomb.content).mime_type == bomb.media_type


@once
@pytest.mark.django_db
@each(DOCUMENTS)
def test_a_bomb_is_refused_and_not_kept_or_comes_to_an_end(bomb, api, own_storage, short_time):
    response = post(api, "receipts/", "image", bomb)

    if response.status_code == 201:
        assert_previews_are_shown_or_missing(api, response.json()["image_info"])
        assert_reading_ends(Receipt.objects.get())
    else:
        assert response.status_code in REFUSALS, response.json()
        assert_nothing_was_kept(own_storage)


def assert_previews_are_shown_or_missing(api, links):
    for preview in ("thumbnail", "display"):
        answer = api.get(links[f"{preview}_url"])
        assert answer.status_code in {200, 404}
        b"".join(answer)  # which closes the file


def assert_reading_ends(receipt):
    """What failed has a code and is not counted."""
    process_receipt(receipt.pk)

    receipt.refresh_from_db()
    ended = receipt.status, bool(receipt.failure_code), QuotaPeriod.objects.get().used
    assert ended in {(Receipt.Status.COMPLETED, False, 1), (Receipt.Status.FAILED, True, 0)}


@once
@pytest.mark.django_db
@each(ARCHIVES)
def test_an_archive_is_refused_or_each_of_its_files_is(
    bomb, api, platinum, own_storage, short_time
):
    response = post(api, "receipts/bulk/", "archive", bomb)

    if response.status_code == 207:
        assert {file["status"] for file in response.json()["results"]} <= REFUSALS
    else:
        assert response.status_code in REFUSALS | {400}, response.json()
    assert_nothing_was_kept(own_storage)
