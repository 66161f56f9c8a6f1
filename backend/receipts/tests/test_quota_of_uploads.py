"""Uploads of an account whose quota is used up: e-invoices are taken, which need none of it."""

from io import BytesIO
from zipfile import ZipFile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from receipts.models import Receipt
from receipts.processing.run import process_receipt
from receipts.tests.conftest import picture
from receipts.tests.einvoice_files import ROWS, cii, pdf_with, ubl
from receipts.tests.mail_files import mail_with, photo
from subscriptions.models import QuotaPeriod, QuotaUse
from subscriptions.services.quota import reserve_document
from tests.tasks import NO_ENGINE

pytestmark = pytest.mark.django_db

URL = "/api/v1/receipts/"
PHOTO = picture("JPEG", size=(60, 80))
HYBRID = pdf_with([("factur-x.xml", cii())], rows=ROWS)
PLAIN_PDF = pdf_with([], rows=ROWS)
BROKEN_HYBRID = pdf_with([("factur-x.xml", cii()[:900])], rows=ROWS)


@pytest.fixture(autouse=True)
def no_engine(settings):
    settings.TASKS = NO_ENGINE


@pytest.fixture(params=["documents", "free reads"])
def used_up(request, user):
    """The code of the refusal."""
    reserve_document(user, now=timezone.now())
    QuotaUse.objects.all().delete()
    if request.param == "documents":
        QuotaPeriod.objects.update(used=50)
        return 402, "quota_exceeded"
    QuotaPeriod.objects.update(used=0, free_reads=50)
    return 429, "too_many_failed_reads"


def attached(name: str, content: bytes, mime_type: str) -> bytes:
    return mail_with((name, content, mime_type))


def upload(api, *contents: bytes, field="image"):
    files = [SimpleUploadedFile(f"file{n}", content) for n, content in enumerate(contents)]
    return api.post(URL, {field: files if field == "pages" else files[0]}, format="multipart")


def counts():
    return QuotaPeriod.objects.values("used", "free_reads").get()


def assert_nothing_is_used(before) -> None:
    assert counts() == before
    assert not QuotaUse.objects.exists()


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(cii(), id="xml"),
        pytest.param(ubl(), id="ubl"),
        pytest.param(HYBRID, id="pdf"),
        pytest.param(attached("rechnung.xml", cii(), "application/xml"), id="mail with xml"),
        pytest.param(attached("rechnung.pdf", HYBRID, "application/pdf"), id="mail with pdf"),
    ],
)
def test_an_e_invoice_is_taken_and_read(api, used_up, content):
    before = counts()

    answer = upload(api, content)

    assert answer.status_code == 201, answer.json()
    assert process_receipt(answer.json()["id"])
    assert Receipt.objects.get().transaction.total is not None
    assert_nothing_is_used(before)


@pytest.mark.parametrize(
    "contents",
    [
        pytest.param([PHOTO], id="photo"),
        pytest.param([PLAIN_PDF], id="pdf that says its text"),
        pytest.param([BROKEN_HYBRID], id="pdf with a broken e-invoice"),
        pytest.param([attached("beleg.jpg", photo(), "image/jpeg")], id="mail with a photo"),
        pytest.param([cii(), ubl()], id="several files of one document"),
    ],
)
def test_what_somebody_has_to_read_is_refused(api, used_up, own_storage, contents):
    before = counts()

    answer = upload(api, *contents, field="image" if len(contents) == 1 else "pages")

    assert (answer.status_code, answer.json()["code"]) == used_up
    assert not Receipt.objects.exists()
    assert_nothing_is_used(before)
    assert [path for path in own_storage.rglob("*") if path.is_file()] == []


def test_a_file_that_is_refused_for_itself_says_so_as_ever(api, used_up):
    answer = upload(api, cii()[:900])

    assert answer.status_code == 415
    assert not Receipt.objects.exists()


@pytest.mark.parametrize("is_zipped", [False, True])
def test_of_many_the_e_invoices_are_taken(api, used_up, is_zipped):
    contents = [PHOTO, cii(), PLAIN_PDF, HYBRID]
    files = [SimpleUploadedFile(f"file{n}", content) for n, content in enumerate(contents)]
    before = counts()
    body: dict = {"files": files}
    if is_zipped:
        buffer = BytesIO()
        with ZipFile(buffer, "w") as archive:
            for file in files:
                archive.writestr(file.name, file.read())
        body = {"archive": SimpleUploadedFile("many.zip", buffer.getvalue())}

    answer = api.post(f"{URL}bulk/", body, format="multipart")

    assert answer.status_code == 207
    told = [(one["status"], one.get("code")) for one in answer.json()["results"]]
    assert told == [used_up, (201, None), used_up, (201, None)]
    assert_nothing_is_used(before)


def test_of_a_mail_with_several_receipts_the_e_invoices_are_taken(api, used_up):
    mail = mail_with(
        ("a.xml", cii(), "application/xml"),
        ("b.pdf", PLAIN_PDF, "application/pdf"),
        ("c.xml", ubl(), "application/xml"),
    )
    before = counts()

    answer = api.post(
        f"{URL}bulk/", {"files": [SimpleUploadedFile("mail.eml", mail)]}, format="multipart"
    )

    told = [(one["status"], one.get("code")) for one in answer.json()["results"]]
    assert told.count((201, None)) == 2
    assert told.count(used_up) == 1
    assert_nothing_is_used(before)
