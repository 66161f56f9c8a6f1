"""E-invoices that are broken or meant ill: a clear answer, nothing kept, and no harm done."""

import re
import zlib
from dataclasses import replace
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from receipts.models import Receipt
from receipts.processing.run import process_receipt
from receipts.services.files.kinds import UnsupportedFileError
from receipts.services.pages.einvoices.reading import read_invoice
from receipts.tests.einvoice_files import ROWS, SALE, Line, cii, pdf_with, ubl
from subscriptions.models import QuotaPeriod
from tests.tasks import NO_ENGINE

pytestmark = pytest.mark.django_db

URL = "/api/v1/receipts/"
DECLARATION = b'<?xml version="1.0" encoding="UTF-8"?>'


def with_doctype(doctype: str, *, name: str = "Lindenhof") -> bytes:
    return cii().replace(DECLARATION, DECLARATION + doctype.encode()).replace(
        b"Lindenhof", name.encode()
    )  # fmt: skip


LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
UNSAFE = {
    "external-entity": with_doctype(
        '<!DOCTYPE x [<!ENTITY secret SYSTEM "file:///etc/passwd">]>', name="&secret;"
    ),
    "external-dtd": with_doctype('<!DOCTYPE x SYSTEM "http://127.0.0.1:9/schema.dtd">'),
    "parameter-entity": with_doctype(
        '<!DOCTYPE x [<!ENTITY % p SYSTEM "http://127.0.0.1:9/p.dtd"> %p;]>'
    ),
    "billion-laughs": with_doctype(f'<!DOCTYPE x [<!ENTITY l0 "ha">{LAUGHS}]>', name="&l9;"),
    "quadratic": with_doctype(
        f'<!DOCTYPE x [<!ENTITY a "{"a" * 50_000}">]>', name="&a;" * 20_000
    ),
}  # fmt: skip
HUGE = {
    "deep": DECLARATION + b"<Invoice xmlns='urn:x'>" + b"<a>" * 100_000,
    "wide": ubl(SALE.but(further="<a/>" * 250_000)),
    "50000-lines": ubl(
        SALE.but(lines=(Line(name="a", quantity="1", price="1", amount="1"),) * 50_000)
    ),
    "attributes": ubl(SALE.but(further=f"<a {' '.join(f'a{n}=""' for n in range(5_000))}/>")),
    "attribute": ubl(SALE.but(further=f"<a b='{'c' * 1_000_000}'/>")),
}
BROKEN = {
    "cut": cii()[: len(cii()) // 2],
    "unclosed": cii().replace(b"</ram:GrandTotalAmount>", b""),
    "wrong-encoding": cii().decode().encode("iso-8859-1"),
    "unknown-encoding": cii().replace(b"UTF-8", b"x-klingon"),
    "declaration-alone": DECLARATION,
}
OTHERS = {
    "order": DECLARATION + b"<Order xmlns='urn:oasis:names:specification:ubl:schema:xsd:Order-2'/>",
    "wrong-namespace": ubl().replace(b"xsd:Invoice-2", b"xsd:Invoice-3"),
    "no-namespace": DECLARATION + b"<Invoice><ID>1</ID></Invoice>",
    "feed": DECLARATION + b"<rss><channel/></rss>",
}


@pytest.mark.parametrize(
    ("content", "text"),
    [
        *(pytest.param(content, "document type", id=name) for name, content in UNSAFE.items()),
        *(pytest.param(content, "damaged", id=name) for name, content in BROKEN.items()),
        *(pytest.param(content, "no e-invoice", id=name) for name, content in OTHERS.items()),
    ],
)  # fmt: skip
def test_what_is_no_e_invoice_is_refused(content, text):
    with pytest.raises(UnsupportedFileError, match=text):
        read_invoice(content)


@pytest.mark.parametrize("content", [pytest.param(v, id=name) for name, v in HUGE.items()])
def test_what_is_larger_than_an_invoice_is_refused_while_it_is_parsed(content):
    with pytest.raises(UnsupportedFileError) as refusal:
        read_invoice(content)

    assert refusal.value.code == "too_complex"


def assert_refused(answer, *, code: str, folder: Path) -> None:
    assert answer.status_code == 415
    assert answer.json()["code"] == code
    assert not Receipt.objects.exists()
    assert not QuotaPeriod.objects.filter(used__gt=0).exists()
    assert [path for path in folder.rglob("*") if path.is_file()] == []


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (UNSAFE["billion-laughs"], "unsupported_media"),
        (BROKEN["cut"], "unsupported_media"),
        (OTHERS["order"], "unsupported_media"),
        (HUGE["deep"], "too_complex"),
        (DECLARATION + b"<svg xmlns='http://www.w3.org/2000/svg'/>", "unsupported_media"),
    ],
)
def test_an_upload_that_is_refused_keeps_nothing(api, own_storage, content, code):
    answer = api.post(URL, {"image": SimpleUploadedFile("a.xml", content)}, format="multipart")

    assert_refused(answer, code=code, folder=own_storage)


_MOST = "9" * 15
_ROW = Line(name="a", quantity="1", price="1", amount="1")


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(cii(SALE.but(lines=(replace(_ROW, quantity=_MOST, price=_MOST),))), id="line"),
        pytest.param(ubl(SALE.but(taxes=((_MOST, _MOST, "1"),))), id="tax"),
        pytest.param(cii().replace(b"</ram:ChargeAmount>", b"</ram:ChargeAmount><ram:BasisQuantity>"
                                   b"0.00000000000000000001</ram:BasisQuantity>"), id="price"),
        pytest.param(ubl(SALE.but(lines=(replace(_ROW, name="M" * 2_000),) * 100)), id="words"),
        pytest.param(ubl().replace(b"<cbc:ID>1<", b"<cbc:ID>" + b"9" * 2_000 + b"<"), id="number"),
    ],
)  # fmt: skip
def test_enormous_numbers_and_words_are_read_and_told(api, settings, content):
    settings.TASKS = NO_ENGINE

    answer = api.post(URL, {"image": SimpleUploadedFile("a.xml", content)}, format="multipart")

    assert answer.status_code == 201, answer.json()
    assert process_receipt(answer.json()["id"])
    assert Receipt.objects.get().status == Receipt.Status.COMPLETED


def test_a_pdf_whose_attachment_is_a_bomb_keeps_nothing(api, own_storage):
    bomb = inflated(pdf_with([("factur-x.xml", cii())], rows=ROWS), size=600_000_000)

    answer = api.post(URL, {"image": SimpleUploadedFile("a.pdf", bomb)}, format="multipart")

    assert_refused(answer, code="too_complex", folder=own_storage)


def inflated(pdf: bytes, *, size: int) -> bytes:
    """Its attachment unpacks to so many blanks."""
    packer, step = zlib.compressobj(1), b" " * 1_000_000
    bomb = b"".join(packer.compress(step) for _ in range(size // len(step))) + packer.flush()
    packed = next(s for s in re.findall(rb"stream\r?\n(.*?)\r?\nendstream", pdf, re.DOTALL)
                  if _unpacks_to(s, cii()))  # fmt: skip
    length = b"/Length %d" % len(packed)
    return pdf.replace(length, b"/Length %d" % len(bomb)).replace(packed, bomb)


def _unpacks_to(stream: bytes, content: bytes) -> bool:
    try:
        return zlib.decompress(stream) == content
    except zlib.error:
        return False
