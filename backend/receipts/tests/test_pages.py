"""POST receipts/ with `pages`: several files, in their order, are one document."""

from concurrent.futures import ThreadPoolExecutor
from hashlib import sha256
from io import BytesIO
from threading import Barrier
from zipfile import ZipFile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connections
from PIL import Image

from receipts.intake.upload import upload_receipt
from receipts.models import Duplicate, Receipt, ReceiptFile
from receipts.processing.run import process_receipt
from receipts.storages.local_storage import LocalReceiptStorage
from receipts.storages.receipt_storage import StorageUnavailableError
from receipts.tasks import queue_due_receipts
from receipts.tests.conftest import picture
from receipts.tests.drawing import pdf_of_pages
from receipts.tests.test_upload import assert_nothing_was_kept
from subscriptions.models import QuotaPeriod
from tests.tasks import NO_ENGINE

pytestmark = pytest.mark.django_db

URL = "/api/v1/receipts/"
# Each of a shape of its own, so that it is known again as a page.
PAGES = [picture("JPEG", size=(300, 400)), picture(size=(300, 500)), picture(size=(300, 600))]
DIGESTS = [sha256(page).hexdigest() for page in PAGES]


def files_of(pages=PAGES):
    return [SimpleUploadedFile(f"page{n}.jpg", page) for n, page in enumerate(pages)]


def post(api, pages=PAGES, **headers):
    return api.post(URL, {"pages": files_of(pages)}, format="multipart", headers=headers)


def uploaded(api, pages=PAGES) -> Receipt:
    response = post(api, pages)
    assert response.status_code == 201, response.json()
    return Receipt.objects.get(pk=response.json()["id"])


def stored(folder) -> set[str]:
    return {path.name for path in folder.iterdir() if path.is_file()}


@pytest.fixture
def unread(settings):
    settings.TASKS = NO_ENGINE


def test_several_pages_are_one_receipt_and_one_document_of_the_quota(api, user):
    body = post(api).json()

    receipt = Receipt.objects.get()
    assert body["id"] == receipt.pk
    assert (body["original_filename"], body["page_count"]) == ("page0.jpg", 3)
    assert (body["mime_type"], body["image_info"]["height"]) == ("image/jpeg", 400)
    assert QuotaPeriod.objects.get().used == 1
    assert [event.kind for event in receipt.events.all()] == ["uploaded"]


def test_the_files_are_told_in_their_order_with_links_to_each(api, client):
    receipt = uploaded(api)

    body = api.get(f"{URL}{receipt.pk}/").json()

    files = body["files"]
    assert [file["position"] for file in files] == [0, 1, 2]
    assert [file["sha256"] for file in files] == DIGESTS
    assert [file["size_bytes"] for file in files] == list(map(len, PAGES))
    assert [(file["width"], file["height"]) for file in files] == [
        (300, 400), (300, 500), (300, 600),
    ]  # fmt: skip
    assert files[0]["original_url"] == body["image_info"]["original_url"]
    for file, page in zip(files, PAGES, strict=True):
        assert client.get(file["original_url"]).getvalue() == page
        preview = Image.open(BytesIO(client.get(file["display_url"]).getvalue()))
        assert preview.height == round(file["height"] * 800 / 300)
    assert api.get(URL).json()["results"][0]["page_count"] == 3


def test_a_form_in_which_no_pages_were_chosen_has_none(api):
    """As the documentation's page sends it."""
    form = {"image": files_of()[0], "pages": ""}

    assert len(api.post(URL, form, format="multipart").json()["image_info"]) > 0
    refused = api.post(URL, {"pages": ""}, format="multipart")
    assert refused.status_code == 400
    assert "image" in refused.json()
    assert Receipt.objects.count() == ReceiptFile.objects.count() == 1


def test_one_file_is_told_alike(api):
    receipt = uploaded(api, PAGES[:1])

    [file] = api.get(f"{URL}{receipt.pk}/").json()["files"]

    assert file["sha256"] == receipt.sha256 == DIGESTS[0]


def test_all_pages_are_read_in_their_order_by_one_run(api, stub_reader, unread):
    pages = [PAGES[1], pdf_of_pages(2), PAGES[2]]
    receipt = uploaded(api, pages)

    process_receipt(receipt.pk)

    [(seen, _)] = stub_reader.seen
    assert [page.height for page in seen] == [500, 1667, 1667, 600]
    receipt.refresh_from_db()
    assert receipt.status == Receipt.Status.COMPLETED


def test_a_file_that_is_gone_fails_the_whole_document(api, unread, own_storage):
    receipt = uploaded(api)
    (own_storage / receipt.files.get(position=1).stored_name).unlink()

    process_receipt(receipt.pk)

    receipt.refresh_from_db()
    assert (receipt.status, receipt.failure_code) == ("failed", "original_missing")


def test_a_page_that_only_reading_shows_to_be_broken_is_named(api, unread, own_storage):
    receipt = uploaded(api, [PAGES[1], PAGES[0]])
    cut = PAGES[0][:2000] + b"\xff\xd9"
    (own_storage / receipt.files.get(position=1).stored_name).write_bytes(cut)

    process_receipt(receipt.pk)

    receipt.refresh_from_db()
    assert (receipt.status, receipt.failure_code) == ("failed", "truncated")
    assert receipt.failure_text.startswith("File 2: ")


@pytest.mark.parametrize(
    ("bad", "code"),
    [(b"", "unsupported_media"), (b"Total 12.50\n" * 40, "unsupported_media")],
    ids=["empty", "text"],
)
@pytest.mark.parametrize("position", [0, 1, 2])
def test_a_bad_file_is_named_and_nothing_is_kept(api, own_storage, bad, code, position):
    pages = [*PAGES[:position], bad, *PAGES[position + 1 :]]

    response = post(api, pages)

    assert response.status_code == 415
    body = response.json()
    assert (body["code"], body["position"]) == (code, position)
    assert body["detail"].startswith(f"File {position + 1}: ")
    assert_nothing_was_kept(own_storage)


def test_together_they_may_be_as_large_as_one(api, settings, own_storage):
    settings.RECEIPT_MAX_BYTES = sum(map(len, PAGES))
    assert post(api).status_code == 201
    Receipt.objects.all().delete()

    settings.RECEIPT_MAX_BYTES -= 1
    response = post(api)

    assert (response.status_code, response.json()["code"]) == (413, "too_large")
    assert "document" in response.json()["detail"]
    assert not Receipt.objects.exists()


@pytest.mark.parametrize("pages", [[PAGES[0]] * 11, [PAGES[0], pdf_of_pages(9), PAGES[1]]])
def test_they_have_as_many_pages_as_one_may_have(api, own_storage, pages):
    response = post(api, pages)

    assert (response.status_code, response.json()["code"]) == (413, "too_large")
    assert "10 pages" in response.json()["detail"]
    assert_nothing_was_kept(own_storage)


def test_a_receipt_is_either_one_file_or_pages(api, own_storage):
    both = {"image": files_of()[0], "pages": files_of()[1:]}
    response = api.post(URL, both, format="multipart")
    assert response.status_code == 400
    assert "pages" in response.json()

    response = api.post(URL, {"pages": "no file"}, format="multipart")
    assert response.status_code == 400
    assert_nothing_was_kept(own_storage)


class FillingStorage(LocalReceiptStorage):
    """Takes two files and is full."""

    def __init__(self, location):
        super().__init__(location=location)
        self.taken = 0

    def _save(self, name, content):
        if self.taken == 2:
            raise StorageUnavailableError
        self.taken += 1
        return super()._save(name, content)


def test_a_storage_that_fails_at_the_third_keeps_none(api, settings, own_storage):
    backend = f"{__name__}.{FillingStorage.__name__}"
    chosen = {"BACKEND": backend, "OPTIONS": {"location": own_storage}}
    settings.STORAGES = settings.STORAGES | {"receipts": chosen}

    response = post(api)

    assert (response.status_code, response.json()["code"]) == (503, "storage_unavailable")
    assert_nothing_was_kept(own_storage)


class TestSentAgain:
    def test_the_same_pages_under_one_key_are_one_receipt(self, api):
        first, second = (post(api, **{"Idempotency-Key": "one"}) for _ in range(2))

        assert first.json() == second.json()
        assert Receipt.objects.count() == 1

    def test_in_another_order_they_are_another_call(self, api):
        post(api, **{"Idempotency-Key": "one"})

        response = post(api, PAGES[::-1], **{"Idempotency-Key": "one"})

        assert response.json()["code"] == "idempotency_key_reused"
        assert Receipt.objects.count() == 1


class TestDuplicates:
    def test_the_same_pages_are_a_copy_that_is_not_read_again(self, api, stub_reader, unread):
        first, second = uploaded(api), uploaded(api)
        process_receipt(first.pk)
        process_receipt(second.pk)

        second.refresh_from_db()
        assert second.duplicate_of == first
        assert (second.status, len(stub_reader.seen)) == ("completed", 1)
        assert Duplicate.objects.get().reasons[0] == "bytes"

    @pytest.mark.parametrize(
        "others", [PAGES[:2], PAGES[::-1], PAGES[:1], [*PAGES, PAGES[0]]], ids=len
    )
    def test_other_pages_are_another_document(self, api, unread, others):
        uploaded(api)

        assert uploaded(api, others).duplicate_of is None


class TestFilesOutside:
    def test_the_archive_of_originals_holds_every_file(self, api):
        receipt = uploaded(api)
        single = uploaded(api, PAGES[:1])

        archive = ZipFile(BytesIO(api.get(f"{URL}originals/").getvalue()))

        day = f"{receipt.uploaded_at:%Y-%m-%d}"
        assert {name: archive.read(name) for name in archive.namelist()} == {
            f"{day}-{receipt.pk}-page0.jpg": PAGES[0],
            f"{day}-{receipt.pk}-page0-p2.png": PAGES[1],
            f"{day}-{receipt.pk}-page0-p3.png": PAGES[2],
            f"{day}-{single.pk}-page0.jpg": PAGES[0],
        }

    def test_so_does_a_selection_of_it(self, api):
        chosen, _ = uploaded(api), uploaded(api)

        archive = ZipFile(BytesIO(api.get(f"{URL}originals/?ids={chosen.pk}").getvalue()))

        assert len(archive.namelist()) == 3


@pytest.mark.django_db(transaction=True)
def test_uploads_and_deletions_at_once_leave_whole_documents(user, own_storage):
    barrier = Barrier(4)

    def upload(_):
        barrier.wait()
        try:
            return upload_receipt(owner=user, files=files_of()).pk
        finally:
            connections.close_all()

    with ThreadPoolExecutor(4) as pool:
        pks = list(pool.map(upload, range(4)))
    queue_due_receipts()

    assert len(set(pks)) == 4
    for pk in pks:
        names = ReceiptFile.objects.filter(receipt=pk).values_list("stored_name", flat=True)
        assert [(own_storage / name).read_bytes() for name in names] == PAGES
    assert len(stored(own_storage)) == 12
