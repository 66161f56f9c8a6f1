"""The preview of a receipt that a person has to look over is there before it is asked for."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone

from receipts.models import Receipt
from receipts.processing.run import process_receipt
from receipts.tests.file_rows import stored_name
from receipts.tests.stub_reader import good_reading, passing_failure, printed

pytestmark = pytest.mark.django_db

URL = "/api/v1/receipts/"
DOUBTFUL = {"total": printed("12.60", confidence=0.5)}
# As Chromium and Firefox ask for a picture.
BROWSER = "image/avif,image/webp,image/apng,image/svg+xml,image/*,*/*;q=0.8"


@pytest.fixture
def doubtful(receipt, stub_reader):
    stub_reader.answers = [good_reading(**DOUBTFUL)]
    return receipt


def previews_in(folder) -> list[str]:
    return sorted(path.name for path in folder.glob("derived/**/*.*"))


def display_of(api, receipt) -> bytes:
    link = api.get(f"{URL}{receipt.pk}/").json()["files"][0]["display_url"]
    answer = api.get(link, HTTP_ACCEPT=BROWSER)
    assert (answer.status_code, answer["Content-Type"]) == (200, "image/webp")
    return answer.getvalue()


def test_a_doubtful_receipt_has_its_preview_when_it_is_read(api, doubtful, own_storage):
    process_receipt(doubtful.pk)

    assert previews_in(own_storage) == [f"{stored_name(doubtful)}.webp"]
    [preview] = own_storage.glob("derived/display/*")
    assert display_of(api, doubtful) == preview.read_bytes()
    assert previews_in(own_storage) == [preview.name]


def test_one_that_nobody_has_to_look_at_is_drawn_when_it_is_asked_for(api, completed, own_storage):
    assert completed.review_status == Receipt.ReviewStatus.APPROVED
    assert previews_in(own_storage) == []

    assert display_of(api, completed)
    assert previews_in(own_storage) == [f"{stored_name(completed)}.webp"]


def test_what_is_read_again_is_not_drawn_again(api, doubtful, own_storage, stub_reader):
    process_receipt(doubtful.pk)
    [preview] = own_storage.glob("derived/display/*")
    preview.write_bytes(b"as it was drawn")
    stub_reader.answers = [passing_failure(), good_reading(**DOUBTFUL)]

    assert api.post(f"{URL}{doubtful.pk}/reprocess/").status_code == 202

    assert preview.read_bytes() == b"as it was drawn"


def test_a_reading_is_kept_where_its_preview_cannot_be(doubtful, own_storage, caplog):
    (own_storage / "derived").touch()  # so no folder can be made there

    assert process_receipt(doubtful.pk) is True

    doubtful.refresh_from_db()
    assert doubtful.status == Receipt.Status.COMPLETED
    assert doubtful.review_status == Receipt.ReviewStatus.NEEDS_REVIEW
    assert doubtful.failure_code == ""
    assert f"The preview of receipt {doubtful.pk} was not drawn ahead" in caplog.text


def test_it_goes_with_its_receipt(api, doubtful, own_storage):
    process_receipt(doubtful.pk)
    api.delete(f"{URL}{doubtful.pk}/")
    Receipt.objects.update(deleted_at=timezone.now() - timedelta(days=400))

    call_command("cleanup_receipts", verbosity=0)

    assert not Receipt.objects.exists()
    assert [path for path in own_storage.rglob("*.*") if path.is_file()] == []
