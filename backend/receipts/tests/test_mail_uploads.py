"""Mails as uploads: what is kept, read, shown and counted."""

from hashlib import sha256
from io import BytesIO
from zipfile import ZipFile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from accounts.models import User
from receipts.models import Duplicate, Receipt, ReceiptFile
from receipts.processing.run import process_receipt
from receipts.removal.purge import purge_rows
from receipts.storages.receipt_storage import delete_stored, receipt_storage
from receipts.tests.einvoice_files import cii
from receipts.tests.mail_files import FROM, RECEIPT_TEXT, SUBJECT, mail_with, pdf, photo, raw
from receipts.tests.test_mails import many_parts
from receipts.tests.test_upload import assert_nothing_was_kept
from subscriptions.models import QuotaPeriod
from tests.tasks import NO_ENGINE

pytestmark = pytest.mark.django_db

URL, BULK = "/api/v1/receipts/", "/api/v1/receipts/bulk/"
PDF_TYPE = "application/pdf"
INVOICE, OTHER = pdf("Invoice 4711", "Total 12.50"), pdf("Invoice 4712", "Total 99.00")
ONE = mail_with(("a.pdf", INVOICE, PDF_TYPE))
TWO = mail_with(("a.pdf", INVOICE, PDF_TYPE), ("b.pdf", OTHER, PDF_TYPE))


@pytest.fixture(autouse=True)
def no_engine(settings):
    settings.TASKS = NO_ENGINE


def file(content: bytes, name: str = "mail.eml") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def post(api, content: bytes, name: str = "mail.eml", **headers):
    return api.post(URL, {"image": file(content, name)}, format="multipart", headers=headers)


def post_many(api, *contents: bytes, **headers):
    files = [file(content, f"{n}.eml") for n, content in enumerate(contents)]
    return api.post(BULK, {"files": files}, format="multipart", headers=headers)


def read(api, content: bytes, name: str = "mail.eml") -> dict:
    response = post(api, content, name)
    assert response.status_code == 201, response.json()
    return shown(api, response.json()["id"])


def shown(api, pk: int) -> dict:
    process_receipt(pk)
    return api.get(f"{URL}{pk}/").json()


def test_the_mail_is_kept_and_its_attachment_is_read(api, client, stub_reader):
    body = read(api, ONE)

    assert (body["ocr_status"], body["original_filename"]) == ("completed", "mail.eml")
    assert (body["mime_type"], body["page_count"]) == ("message/rfc822", 1)
    assert len(stub_reader.seen[0][0]) == 1
    [told] = body["files"]
    assert told["sha256"] == sha256(ONE).hexdigest()
    assert told["mail"] == {
        "subject": SUBJECT, "sender": FROM, "sent_at": "2026-04-03T10:00:00+01:00",
        "document": "a.pdf", "mime_type": "application/pdf",
    }  # fmt: skip
    original = client.get(told["original_url"])
    assert b"".join(original.streaming_content) == ONE
    assert original["Content-Type"] == "message/rfc822"
    assert original["Content-Disposition"].startswith("attachment")
    [page] = api.get(f"{URL}{body['id']}/pages/").json()["pages"]
    assert page["height"] > page["width"] > 300  # drawn as a page of a PDF is
    for url in (page["url"], told["display_url"], told["thumbnail_url"]):
        picture = client.get(url)
        assert (picture.status_code, picture["Content-Type"]) == (200, "image/jpeg")
        picture.close()


def test_a_file_that_came_by_itself_names_no_mail(api):
    assert read(api, INVOICE, "a.pdf")["files"][0]["mail"] is None


def test_a_mail_that_is_the_receipt_is_read_as_a_page(api, stub_reader):
    body = read(api, raw(RECEIPT_TEXT))

    [told] = body["files"]
    assert (body["ocr_status"], told["mail"]["document"]) == ("completed", "")
    [page] = stub_reader.seen[0][0]
    assert page.height > page.width > 1000


def test_an_e_invoice_in_a_mail_takes_no_place_in_the_quota(api, user, stub_reader):
    body = read(api, mail_with(("r.xml", cii(), "text/xml"), ("r.pdf", INVOICE, PDF_TYPE)))

    assert body["einvoice"] is not None
    assert stub_reader.seen == []
    assert not QuotaPeriod.objects.filter(used__gt=0).exists()


def test_several_receipts_in_a_mail_are_for_the_bulk_call(api, own_storage):
    response = post(api, TWO)

    assert (response.status_code, response.json()["code"]) == (400, "several_documents")
    assert "receipts/bulk/" in response.json()["detail"]
    assert_nothing_was_kept(own_storage)


def test_the_bulk_call_makes_a_receipt_of_each(api, client, stub_reader):
    response = post_many(api, TWO, INVOICE)

    body = response.json()
    assert (response.status_code, body["accepted"], body["refused"]) == (207, 3, 0)
    assert [one["name"] for one in body["results"]] == ["a.pdf", "b.pdf", "1.eml"]
    first, second = (shown(api, one["receipt"]["id"]) for one in body["results"][:2])
    assert [one["files"][0]["mail"]["document"] for one in (first, second)] == ["a.pdf", "b.pdf"]
    pages = [pages[0].jpeg for pages, _ in stub_reader.seen]
    assert len(set(pages)) == 2  # each another document
    for one in (first, second):
        original = client.get(one["files"][0]["original_url"])
        assert b"".join(original.streaming_content) == TWO
    assert QuotaPeriod.objects.get().used == 3


def test_a_mail_in_an_archive_is_opened(api):
    buffer = BytesIO()
    with ZipFile(buffer, "w") as archive:
        archive.writestr("mails/two.eml", TWO)
        archive.writestr("mails/broken.eml", many_parts(1_000))

    response = api.post(BULK, {"archive": file(buffer.getvalue(), "all.zip")}, format="multipart")

    results = response.json()["results"]
    assert [one["status"] for one in results] == [201, 201, 415]
    assert results[2]["code"] == "too_complex"


def test_the_same_bulk_call_again_makes_nothing_more(api):
    key = {"Idempotency-Key": "mails-1"}

    first, second = (post_many(api, TWO, OTHER, **key).json() for _ in range(2))

    assert [one["receipt"]["id"] for one in first["results"]] == [
        one["receipt"]["id"] for one in second["results"]
    ]
    assert Receipt.objects.count() == 3


def test_the_same_attachment_in_two_mails_is_a_duplicate(api):
    again = mail_with(("copy.pdf", INVOICE, PDF_TYPE), text="I send it once more.")
    first = read(api, ONE)
    second = read(api, again)
    third = read(api, INVOICE, "a.pdf")

    assert (second["duplicate_of"], third["duplicate_of"]) == (first["id"], first["id"])
    assert Duplicate.objects.filter(receipt=second["id"]).exists()


def test_the_text_of_a_mail_that_was_saved_twice_is_a_duplicate(api):
    first = read(api, raw(RECEIPT_TEXT))
    second = read(api, raw(RECEIPT_TEXT, "X-Saved-By: another program"))

    assert second["duplicate_of"] == first["id"]


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (raw("Nothing here."), "unsupported_media"),
        (raw("", "Content-Type: application/pkcs7-mime"), "unsupported_media"),
        (many_parts(10_000), "too_complex"),
        (mail_with(("a.pdf", b"%PDF-1.7 broken", PDF_TYPE)), "unsupported_media"),
    ],
)
def test_a_mail_without_a_receipt_is_refused_and_nothing_is_kept(api, own_storage, content, code):
    response = post(api, content)

    assert (response.status_code, response.json()["code"]) == (415, code)
    assert_nothing_was_kept(own_storage)
    [one] = post_many(api, content).json()["results"]
    assert (one["status"], one["code"]) == (415, code)
    assert_nothing_was_kept(own_storage)


def test_what_a_mail_says_is_neither_logged_nor_shown_to_others(api, client, caplog):
    secret = mail_with(("a.pdf", INVOICE, PDF_TYPE)).replace(SUBJECT.encode(), b"Secret matter")
    pk = read(api, secret)["id"]

    assert "Secret matter" not in caplog.text
    assert client.get(f"{URL}{pk}/").status_code == 401


def test_erasure_deletes_the_mail(api, own_storage):
    pk = read(api, ONE)["id"]
    name = ReceiptFile.objects.get().stored_name

    assert api.delete(f"{URL}{pk}/").status_code == 204
    assert receipt_storage().exists(name)
    delete_stored(purge_rows(list(Receipt.objects.all()), now=timezone.now()))

    assert not receipt_storage().exists(name)
    assert not ReceiptFile.objects.exists()


def test_the_archive_of_originals_has_the_mail(api):
    read(api, ONE)

    response = api.get(f"{URL}originals/")

    with ZipFile(BytesIO(b"".join(response.streaming_content))) as archive:
        [name] = archive.namelist()
        assert name.endswith("-mail.eml")
        assert archive.read(name) == ONE


def test_a_photo_in_a_mail_can_be_split(api):
    body = read(api, mail_with(("photo.jpg", photo(), "image/jpeg")))
    halves = [
        {"page": 0, "left": 0, "top": top, "right": 1, "bottom": top + 0.5} for top in (0, 0.5)
    ]

    parts = {"parts": [{"places": [half]} for half in halves]}
    response = api.post(f"{URL}{body['id']}/split/", parts, format="json")

    assert response.status_code == 201, response.json()
    assert Receipt.objects.filter(split_from=body["id"]).count() == 2
    assert User.objects.count() == 1
