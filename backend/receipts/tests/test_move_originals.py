"""`manage.py move_originals`: between the disk and Cloudinary, to the byte."""

import json
from io import StringIO

import pytest
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command

from receipts.intake.upload import upload_receipt
from receipts.models import Receipt, ReceiptFile
from receipts.storages.cloudinary_storage import CloudinaryStorage
from receipts.storages.local_storage import LocalReceiptStorage
from receipts.tests.cloudinary_server import Failure, running_cloudinary
from receipts.tests.conftest import picture, upload_unread

pytestmark = pytest.mark.django_db


@pytest.fixture
def double(settings, own_storage):
    """Both places can be reached; the project keeps its receipts on the disk."""
    with running_cloudinary() as server:
        settings.RECEIPT_STORAGES = {
            "disk": settings.STORAGES["receipts"],
            "cloudinary": {
                "BACKEND": "receipts.storages.cloudinary_storage.CloudinaryStorage",
                "OPTIONS": {**server.options, "timeout_seconds": 0.5},
            },
        }
        yield server


@pytest.fixture
def disk(own_storage):
    return LocalReceiptStorage(location=own_storage)


@pytest.fixture
def cloudinary(double):
    return CloudinaryStorage(**double.options)


@pytest.fixture
def contents(user) -> dict[str, bytes]:
    """Three uploads on the disk: their bytes, by stored name."""
    uploads = [picture(shade=shade) for shade in (150, 180, 210)]
    for number, content in enumerate(uploads):
        upload_unread(user, SimpleUploadedFile(f"{number}.png", content))
    names = ReceiptFile.objects.order_by("pk").values_list("stored_name", flat=True)
    return dict(zip(names, uploads, strict=True))


def move(*options: str) -> dict:
    output = StringIO()
    call_command("move_originals", *options, "--json", stdout=output)
    return json.loads(output.getvalue())


def kept_in(storage, names) -> dict[str, bytes]:
    found = {}
    for name in names:
        if storage.exists(name):
            with storage.open(name) as file:
                found[name] = file.read()
    return found


def test_originals_go_to_cloudinary_and_back_to_the_byte(double, contents, disk, cloudinary):
    assert move("--to", "cloudinary")["moved"] == 3
    assert kept_in(cloudinary, contents) == contents
    assert kept_in(disk, contents) == {}

    assert move("--to", "disk")["moved"] == 3
    assert kept_in(disk, contents) == contents
    assert double.assets == {}


def test_those_in_the_trash_move_as_well(double, contents, cloudinary, now):
    Receipt.objects.update(deleted_at=now)

    assert move("--to", "cloudinary")["moved"] == 3


def test_a_copy_leaves_the_originals_and_a_later_move_only_takes_them_away(
    double, contents, disk, cloudinary
):
    assert move("--to", "cloudinary", "--keep")["moved"] == 3
    assert kept_in(disk, contents) == contents
    double.requests.clear()

    assert move("--to", "cloudinary")["already_there"] == 3
    assert kept_in(disk, contents) == {}
    assert kept_in(cloudinary, contents) == contents
    assert "upload" not in double.actions()


def test_a_move_that_was_stopped_goes_on(double, contents, disk, cloudinary):
    first, *_others = contents
    move("--to", "cloudinary")
    cloudinary.delete(first)
    disk.save(first, ContentFile(contents[first]))

    report = move("--to", "cloudinary")

    assert (report["moved"], report["already_there"]) == (1, 2)
    assert kept_in(cloudinary, contents) == contents


def test_a_copy_that_was_spoilt_is_replaced(double, contents, disk, cloudinary):
    first, *_others = contents
    cloudinary.save(first, ContentFile(b"half of it"))

    move("--to", "cloudinary")

    assert kept_in(cloudinary, contents) == contents


def test_what_is_not_what_was_uploaded_stays_where_it_is_and_is_named(
    double, contents, disk, cloudinary
):
    first, *others = contents
    disk.delete(first)
    disk.save(first, ContentFile(b"something else"))

    with pytest.raises(CommandError, match="Not every original is at: cloudinary"):
        move("--to", "cloudinary")

    assert kept_in(disk, contents) == {first: b"something else"}
    assert set(kept_in(cloudinary, contents)) == set(others)


def test_one_that_is_nowhere_is_named_and_the_others_move(double, contents, disk, cloudinary):
    first, *others = contents
    disk.delete(first)
    output = StringIO()

    with pytest.raises(CommandError):
        call_command("move_originals", "--to", "cloudinary", stdout=output)

    receipt = Receipt.objects.get(files__stored_name=first)
    assert f"Receipts to look at: {receipt.pk}\n" in output.getvalue()
    assert "1 originals are in neither place." in output.getvalue()
    assert set(kept_in(cloudinary, contents)) == set(others)


def test_every_file_of_a_document_moves_and_who_lacks_two_is_named_once(
    user, double, disk, cloudinary
):
    pages = [picture(shade=shade) for shade in (150, 180, 210)]
    files = [SimpleUploadedFile(f"{n}.png", page) for n, page in enumerate(pages)]
    receipt = upload_receipt(owner=user, files=files)
    names = list(receipt.files.values_list("stored_name", flat=True))
    assert move("--to", "cloudinary")["moved"] == 3
    assert kept_in(cloudinary, names) == dict(zip(names, pages, strict=True))

    for name in names[1:]:
        cloudinary.delete(name)
    output = StringIO()
    with pytest.raises(CommandError):
        call_command("move_originals", "--to", "disk", stdout=output)

    assert f"Receipts to look at: {receipt.pk}\n" in output.getvalue()


@pytest.mark.parametrize("failure", [Failure(status=500), Failure(cut=True), Failure(stall=5)])
def test_nothing_is_taken_away_while_cloudinary_fails(double, contents, disk, failure):
    double.failures["upload"] = failure

    with pytest.raises(CommandError, match="Run it again to go on"):
        move("--to", "cloudinary")

    assert kept_in(disk, contents) == contents


def test_an_answer_that_was_lost_costs_no_original(double, contents, disk, cloudinary):
    """The upload is carried out, and only its answer fails; it is taken back, and tried again."""
    double.failures["upload"] = Failure(after=True, status=500)
    with pytest.raises(CommandError):
        move("--to", "cloudinary")
    double.failures.clear()

    move("--to", "cloudinary")

    assert kept_in(cloudinary, contents) == contents


def test_without_cloudinary_the_command_says_what_to_set(settings, contents, disk):
    settings.RECEIPT_STORAGES = {"disk": settings.STORAGES["receipts"]}

    with pytest.raises(CommandError, match="CLOUDINARY_URL"):
        move("--to", "cloudinary")

    assert kept_in(disk, contents) == contents
