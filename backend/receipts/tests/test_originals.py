"""GET receipts/originals/: a ZIP archive that is made while it is sent."""

import zipfile
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from receipts.models import Receipt
from receipts.storages import originals
from receipts.storages.receipt_storage import receipt_storage
from receipts.tests.conftest import picture, upload_unread
from receipts.tests.file_rows import stored_name

pytestmark = pytest.mark.django_db

URL = "/api/v1/receipts/originals/"


def upload(user, name="lunch.png", **changes) -> Receipt:
    receipt = upload_unread(user, SimpleUploadedFile(name, picture()))
    Receipt.objects.filter(pk=receipt.pk).update(**changes)
    receipt.refresh_from_db()
    return receipt


def archive_of(response) -> zipfile.ZipFile:
    assert response.status_code == 200
    return zipfile.ZipFile(BytesIO(b"".join(response.streaming_content)))


def test_every_original_is_there_byte_for_byte(api, user):
    receipts = [upload(user) for _ in range(3)]

    response = api.get(URL, headers={"Accept": "application/zip"})

    assert response["Content-Type"] == "application/zip"
    assert response["Content-Disposition"] == 'attachment; filename="receipts.zip"'
    archive = archive_of(response)
    assert archive.testzip() is None
    names = archive.namelist()
    assert len(set(names)) == 3
    for receipt, name in zip(receipts, names, strict=True):
        assert name == f"{receipt.uploaded_at:%Y-%m-%d}-{receipt.pk}-lunch.png"
        with receipt_storage().open(stored_name(receipt)) as stored:
            assert archive.read(name) == stored.read()


def test_only_what_the_filters_find_and_only_ones_own(api, user, other_user):
    first, second = upload(user), upload(user)
    theirs = upload(other_user)
    trashed = upload(user, deleted_at=first.uploaded_at)

    ids = f"{second.pk},{theirs.pk},{trashed.pk}"
    names = archive_of(api.get(URL, {"ids": ids})).namelist()

    assert [name.split("-")[3] for name in names] == [str(second.pk)]


def test_where_nothing_is_found_it_is_404(api, user, other_user):
    theirs = upload(other_user)

    assert api.get(URL).status_code == 404
    assert api.get(URL, {"ids": theirs.pk}).status_code == 404


def test_a_filter_that_is_not_understood_is_400(api, user):
    assert api.get(URL, {"status": "gone"}).status_code == 400


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("../../etc/passwd", "etc_passwd.png"),
        ("a\u202egnp.exe", "agnp.png"),
        ('x:<>|?*".png', "x_______.png"),
        ("C:\\dir\\file.png", "C__dir_file.png"),
        ("\n\x07.png", "png.png"),
        ("..", "receipt.png"),
        ("=cmd|' /C calc'!A0.png", "=cmd_' _C calc'!A0.png"),
        ("y" * 250 + ".png", "y" * 120 + ".png"),
    ],
)
def test_names_are_safe_on_every_system(api, user, name, shown):
    receipt = upload(user, original_filename=name)

    [found] = archive_of(api.get(URL)).namelist()

    assert found == f"{receipt.uploaded_at:%Y-%m-%d}-{receipt.pk}-{shown}"


def test_what_cannot_be_fetched_is_named_and_breaks_nothing(api, user):
    gone, kept = upload(user), upload(user)
    receipt_storage().delete(stored_name(gone))

    archive = archive_of(api.get(URL))

    names = archive.namelist()
    assert names[0].split("-")[3] == str(kept.pk)
    assert names[1:] == ["not-included.txt"]
    assert f"-{gone.pk}-lunch.png" in archive.read("not-included.txt").decode()


def test_one_file_at_a_time_is_read(api, user, monkeypatch):
    for _ in range(5):
        upload(user)
    monkeypatch.setattr(originals, "BATCH", 2)

    response = api.get(URL)
    pieces = [len(piece) for piece in response.streaming_content]

    size = len(picture())
    assert len(pieces) == 6
    assert max(pieces) < 1.5 * size


def test_an_anonymous_call_is_401(anonymous):
    assert anonymous.get(URL).status_code == 401
