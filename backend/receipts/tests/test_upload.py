"""POST receipts/: all or nothing."""

from io import BytesIO
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.utils import timezone
from PIL import Image

from receipts.intake.upload import upload_receipt
from receipts.models import Receipt, ReceiptFile
from receipts.models.event import ReceiptEvent
from receipts.processing.run import process_receipt
from receipts.storages.receipt_storage import receipt_storage
from receipts.tests.conftest import picture
from subscriptions.models import QuotaPeriod, QuotaUse
from subscriptions.services.quota import reserve_document

pytestmark = pytest.mark.django_db

URL = "/api/v1/receipts/"


def post(api, content: bytes, name: str = "lunch.png"):
    return api.post(URL, {"image": SimpleUploadedFile(name, content)}, format="multipart")


def assert_nothing_was_kept(folder: Path) -> None:
    assert not Receipt.objects.exists()
    assert not ReceiptEvent.objects.exists()
    assert not QuotaPeriod.objects.filter(used__gt=0).exists()
    assert [path for path in folder.rglob("*") if path.is_file()] == []


def test_upload_answers_with_the_full_receipt_still_pending(api, png):
    response = api.post(URL, {"image": png}, format="multipart")

    assert response.status_code == 201
    body = response.json()
    assert body["ocr_status"] == "pending"
    assert body["original_filename"] == "lunch.png"
    assert body["extracted_data"] is None
    assert body["transaction"] is None
    assert body["file"] is None
    assert body["image_info"]["width"] == 300
    assert body["image_info"]["height"] == 400
    assert body["image_info"]["has_local"] is True
    assert "data" not in body


def test_the_original_is_stored_byte_for_byte(api):
    content = picture("JPEG")

    response = post(api, content, "lunch.jpg")

    file = ReceiptFile.objects.get(receipt=response.json()["id"])
    with receipt_storage().open(file.stored_name) as stored:
        assert stored.read() == content
    assert (file.position, file.mime_type) == (0, "image/jpeg")
    assert file.size_bytes == len(content)


def test_upload_takes_one_document_of_the_quota_and_notes_the_event(api, user, png):
    api.post(URL, {"image": png}, format="multipart")

    assert QuotaPeriod.objects.get(owner=user).used == 1
    assert QuotaUse.objects.get().state == QuotaUse.State.RESERVED
    event = ReceiptEvent.objects.get()
    assert (event.kind, event.actor) == (ReceiptEvent.Kind.UPLOADED, user)


@pytest.mark.parametrize(
    ("content", "status", "code"),
    [
        pytest.param(b"", 415, "unsupported_media", id="empty"),
        pytest.param(b"Total 12.50\n" * 40, 415, "unsupported_media", id="text"),
        pytest.param(b"<svg xmlns='http://www.w3.org/2000/svg'/>", 415, "unsupported_media"),
        pytest.param(picture("JPEG")[:-400], 415, "unsupported_media", id="truncated"),
        pytest.param(picture() + b"\0" * 20_000_000, 413, "too_large", id="large"),
    ],
)
def test_a_bad_file_is_refused_with_a_reason_and_nothing_is_kept(
    api, own_storage, content, status, code
):
    response = post(api, content)

    assert response.status_code == status
    body = response.json()
    assert body["code"] == code
    assert body["detail"] == body["error"]
    assert len(body["detail"]) > 15
    assert_nothing_was_kept(own_storage)


def test_a_missing_file_is_a_field_error(api, own_storage):
    response = api.post(URL, {}, format="multipart")

    assert response.status_code == 400
    assert "image" in response.json()
    assert response.json()["detail"].startswith("Image: ")
    assert_nothing_was_kept(own_storage)


def test_two_files_in_one_field_are_refused_and_shown_the_way_to_bulk(api, own_storage):
    files = [SimpleUploadedFile(f"{n}.png", picture()) for n in range(2)]

    response = api.post(URL, {"image": files}, format="multipart")

    assert response.status_code == 400
    assert "receipts/bulk/" in response.json()["image"][0]
    assert_nothing_was_kept(own_storage)


def test_upload_over_quota_keeps_nothing(api, user, png, own_storage):
    reserve_document(user, now=timezone.now())
    QuotaUse.objects.all().delete()
    QuotaPeriod.objects.update(used=50)

    response = api.post(URL, {"image": png}, format="multipart")

    assert response.status_code == 402
    assert response.json()["code"] == "quota_exceeded"
    assert not Receipt.objects.exists()
    assert QuotaPeriod.objects.get().used == 50
    assert not QuotaUse.objects.exists()
    assert [path for path in own_storage.rglob("*") if path.is_file()] == []


def test_upload_keeps_nothing_where_storing_fails(api, png, own_storage):
    own_storage.write_text("a file where the folder should be")

    response = api.post(URL, {"image": png}, format="multipart")

    assert response.status_code == 503
    assert response.json()["code"] == "storage_unavailable"
    assert not Receipt.objects.exists()
    assert not QuotaUse.objects.exists()


def test_an_anonymous_upload_is_401(anonymous, png, own_storage):
    response = anonymous.post(URL, {"image": png}, format="multipart")

    assert response.status_code == 401
    assert_nothing_was_kept(own_storage)


def test_a_name_with_a_path_is_only_a_name(api):
    response = post(api, picture(), "../../etc/passwd.png")

    assert response.json()["original_filename"] == "passwd.png"


@pytest.mark.django_db(transaction=True)
def test_an_upload_is_read_after_its_commit(api, png, stub_reader):
    response = api.post(URL, {"image": png}, format="multipart")

    assert response.json()["ocr_status"] == "pending"
    assert Receipt.objects.get().status == Receipt.Status.COMPLETED


@pytest.mark.django_db(transaction=True)
def test_a_rolled_back_upload_runs_nothing(user, png, stub_reader):
    with transaction.atomic():
        upload_receipt(owner=user, files=[png])
        transaction.set_rollback(True)

    assert stub_reader.seen == []
    assert not Receipt.objects.exists()


@pytest.mark.parametrize(
    ("format_", "mime_type"),
    [
        ("JPEG", "image/jpeg"),
        ("PNG", "image/png"),
        ("WEBP", "image/webp"),
        ("HEIF", "image/heic"),
        ("GIF", "image/gif"),
        ("BMP", "image/bmp"),
        ("TIFF", "image/tiff"),
        ("PDF", "application/pdf"),
    ],
)
def test_every_format_is_taken_by_its_bytes_whatever_its_name(api, format_, mime_type):
    response = post(api, picture(format_), "receipt.txt")

    assert response.status_code == 201
    assert response.json()["mime_type"] == mime_type


def test_a_document_of_several_pages_is_one_receipt(api, user, stub_reader):
    pages = BytesIO()
    page = Image.new("RGB", (300, 400), "white")
    page.save(pages, "PDF", save_all=True, append_images=[page, page])

    receipt_id = post(api, pages.getvalue(), "scan.pdf").json()["id"]
    process_receipt(receipt_id)

    assert ReceiptFile.objects.get().page_count == 3
    [(seen, _)] = stub_reader.seen
    assert len(seen) == 3
