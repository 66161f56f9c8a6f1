"""What in a mail is a receipt: invented mails, as programs write them and as some break them."""

import time
from base64 import b64encode
from email.message import EmailMessage
from io import BytesIO
from zipfile import ZipFile

import pypdfium2
import pytest
from PIL import Image

from receipts.decoders import decoders
from receipts.services.files.kinds import EML, UnsupportedFileError, detect_kind
from receipts.services.pages.mail.charsets import header_text
from receipts.services.pages.mail.html_text import text_of_html
from receipts.services.pages.mail.message import read_mail
from receipts.services.pages.mail.opening import list_mail, opened
from receipts.services.pages.mail.texts import text_of
from receipts.tests.einvoice_files import cii
from receipts.tests.mail_files import (
    FROM,
    RECEIPT_TEXT,
    SUBJECT,
    attached_raw,
    forwarded,
    head,
    html_mail,
    mail,
    mail_with,
    pdf,
    photo,
    raw,
    tnef,
)

PDF_TYPE = "application/pdf"
INVOICE = pdf("Invoice 4711", "Total 12.50")
OTHER = pdf("Invoice 4712", "Total 99.00")
HTML = (
    "<html><head><style>p {color: red}</style><title>no</title></head><body>"
    "<div style='display:none'>See inside 1.99</div><h1>Corner Cafe</h1>"
    "<table><tr><td>Scone</td><td>5.00</td></tr><tr><td><b>Total</b></td><td>12.50&nbsp;&euro;</td>"
    "</tr></table><img src='https://track.example/pixel?who=you' width=1 height=1>"
    "<script>document.write('9.99')</script></body></html>"
)


def names(content: bytes) -> list[str]:
    return [document.name for document in list_mail(content).documents]


def refusal(content: bytes) -> str:
    with pytest.raises(UnsupportedFileError) as caught:
        list_mail(content)
    return caught.value.code


def body(content: bytes) -> str:
    return text_of(read_mail(content))


def zipped() -> bytes:
    buffer = BytesIO()
    with ZipFile(buffer, "w") as archive:
        archive.writestr("invoice.pdf", INVOICE)
    return buffer.getvalue()


# What is one


@pytest.mark.parametrize(
    "content",
    [
        raw("hello"),
        b"\xef\xbb\xbf" + raw("hello"),
        b"From till@cafe.example Fri Apr  3 10:00:00 2026\n" + raw("hello"),
        b"ARC-Seal: i=1; a=rsa\r\n b=" + b"x" * 4000 + b"\r\n" + raw("hello"),
        b"Return-Path: <a@b.example>\r\nReceived: from x\r\n\tby y\r\n\r\nhello",
    ],
)
def test_a_mail_is_known_by_its_headers(content):
    assert detect_kind(content) is EML


@pytest.mark.parametrize(
    "content",
    [
        b"Total: 12.50\nDate: today\n",
        b"HTTP/1.1 200 OK\r\nDate: today\r\nContent-Type: application/pdf\r\n\r\n%PDF-1.7",
        b"Dear Sir,\nFrom: me\nTo: you\n",
        b"\x00From: a\nTo: b\n",
        b" From: a\nTo: b\n",
    ],
)
def test_a_note_is_no_mail(content):
    assert detect_kind(content) is not EML


# What is attached


@pytest.mark.parametrize(
    ("name", "content", "mime_type"),
    [
        ("invoice.pdf", INVOICE, PDF_TYPE),
        ("invoice.bin", INVOICE, "application/octet-stream"),
        ("invoice.jpg", INVOICE, "image/jpeg"),
        ("photo.jpg", photo(), "image/jpeg"),
        ("photo.heic", photo(900, 1200, "PNG"), "image/heic"),
        ("rechnung.xml", cii(), "text/xml"),
    ],
)
def test_the_attachment_is_the_receipt_by_its_bytes(name, content, mime_type):
    whole = mail_with((name, content, mime_type))

    [document] = list_mail(whole).documents
    assert (document.name, document.is_text) == (name, False)
    assert opened(whole) == content


def test_each_of_several_attachments_is_a_receipt():
    content = mail_with(("a.pdf", INVOICE, PDF_TYPE), ("b.pdf", OTHER, PDF_TYPE))

    assert names(content) == ["a.pdf", "b.pdf"]
    assert [opened(content, place=place) for place in (0, 1)] == [INVOICE, OTHER]
    with pytest.raises(UnsupportedFileError, match="receipts/bulk/"):
        opened(content)


def test_the_same_attachment_twice_is_one():
    assert names(mail_with(("a.pdf", INVOICE, PDF_TYPE), ("b.pdf", INVOICE, PDF_TYPE))) == ["b.pdf"]


def test_a_pdf_beside_its_e_invoice_is_left():
    files = ("r1.xml", cii(), "text/xml"), ("copy.pdf", INVOICE, PDF_TYPE)
    assert names(mail_with(*files)) == ["r1.xml"]

    files = (*files, ("r1.pdf", OTHER, PDF_TYPE))
    assert names(mail_with(*files)) == ["r1.xml", "copy.pdf"]


def test_xml_of_another_kind_is_left():
    files = ("data.xml", b"<?xml version='1.0'?><note/>", "text/xml"), ("a.pdf", INVOICE, PDF_TYPE)
    assert names(mail_with(*files)) == ["a.pdf"]


@pytest.mark.parametrize(
    "terms", ["AGB.pdf", "Terms_and_Conditions.pdf", "Datenschutzhinweise.pdf"]
)
def test_small_print_beside_an_invoice_is_left(terms):
    assert names(mail_with((terms, OTHER, PDF_TYPE), ("a.pdf", INVOICE, PDF_TYPE))) == ["a.pdf"]
    assert names(mail_with((terms, OTHER, PDF_TYPE))) == [terms]


def test_logos_and_pixels_are_left():
    logo, pixel, banner = photo(120, 60, "PNG"), photo(1, 1, "GIF"), photo(900, 200, "PNG")
    files = (
        ("logo.png", logo, "image/png"), ("p.gif", pixel, "image/gif"),
        ("banner.png", banner, "image/png"), ("a.pdf", INVOICE, PDF_TYPE),
    )  # fmt: skip
    assert names(mail_with(*files)) == ["a.pdf"]


def test_a_picture_in_the_text_is_the_receipt_only_where_there_is_no_other():
    scan, logo = photo(900, 1200, "PNG"), photo(300, 100, "PNG")
    content = html_mail(
        "<p>My receipt<img src='cid:scan.png'></p>", ("scan.png", scan), ("logo.png", logo)
    )
    assert names(content) == ["scan.png"]

    message = mail(("a.pdf", INVOICE, PDF_TYPE))
    text = message.get_payload()[0]
    text.set_content("<p>Hello<img src=cid:scan.png></p>", subtype="html")
    text.add_related(scan, "image", "png", cid="<scan.png>")
    assert names(message.as_bytes()) == ["a.pdf"]


def test_calendars_cards_keys_and_archives_are_left():
    files = (
        ("invite.ics", b"BEGIN:VCALENDAR\r\nEND:VCALENDAR", "text/calendar"),
        ("me.vcf", b"BEGIN:VCARD\nEND:VCARD", "text/vcard"),
        ("key.asc", b"-----BEGIN PGP PUBLIC KEY BLOCK-----", "application/pgp-keys"),
        ("all.zip", zipped(), "application/zip"),
    )
    assert names(mail_with(*files, ("a.pdf", INVOICE, PDF_TYPE))) == ["a.pdf"]
    assert refusal(mail_with(*files)) == "no_receipt_in_mail"


@pytest.mark.parametrize(
    ("kind", "signature"),
    [("pkcs7-signature", "smime.p7s"), ("pgp-signature", "signature.asc")],
)
def test_a_signed_mail_is_opened(kind, signature):
    inner = mail(("a.pdf", INVOICE, PDF_TYPE)).as_string()
    content = raw(
        f"--s\r\n{inner}\r\n--s\r\nContent-Type: application/{kind}; name={signature}\r\n"
        f"Content-Disposition: attachment; filename={signature}\r\n\r\nAAAA\r\n--s--\r\n",
        f'Content-Type: multipart/signed; protocol="application/{kind}"; boundary=s',
    )
    assert names(content) == ["a.pdf"]


@pytest.mark.parametrize(
    ("mime_type", "text"),
    [
        ("application/pkcs7-mime; smime-type=enveloped-data", "AAAA"),
        ("multipart/encrypted; boundary=x", "--x\r\n\r\nVersion: 1\r\n--x--"),
        ("text/plain", "-----BEGIN PGP MESSAGE-----\n\nhQEMA 12.50\n"),
    ],
)
def test_an_encrypted_mail_is_refused_in_words(mime_type, text):
    assert refusal(raw(text, f"Content-Type: {mime_type}")) == "encrypted_mail"


# Forwarded


def test_what_was_forwarded_as_a_mail_is_opened():
    inner = mail(("a.pdf", INVOICE, PDF_TYPE))

    assert names(forwarded(inner)) == ["a.pdf"]
    assert names(forwarded(inner.as_bytes())) == ["a.pdf"]


def test_a_text_that_was_forwarded_as_a_mail_is_the_receipt():
    inner = head("Your ride")
    inner.set_content(RECEIPT_TEXT)

    [document] = list_mail(forwarded(inner)).documents

    assert (document.name, document.is_text) == ("Your ride", True)


def test_each_of_several_forwarded_mails_is_a_receipt():
    second = head("Your other ride")
    second.set_content(RECEIPT_TEXT + "Tip 1.00")

    assert names(forwarded(mail(("a.pdf", INVOICE, PDF_TYPE)), second)) == [
        "a.pdf",
        "Your other ride",
    ]


def test_mails_in_mails_in_mails_are_opened():
    content = mail_with(("a.pdf", INVOICE, PDF_TYPE))
    for _ in range(4):
        content = forwarded(content)

    assert names(content) == ["a.pdf"]


def test_a_mail_that_was_forwarded_in_code_is_opened():
    inner = b64encode(mail_with(("a.pdf", INVOICE, PDF_TYPE))).decode()
    part = (
        "--x\r\nContent-Type: message/rfc822\r\nContent-Transfer-Encoding: base64\r\n\r\n"
        f"{inner}\r\n--x--\r\n"
    )
    assert names(raw(part, "Content-Type: multipart/mixed; boundary=x")) == ["a.pdf"]


def test_what_was_forwarded_in_the_text_is_drawn_with_it():
    text = f"FYI\n\n---------- Forwarded message ---------\nFrom: {FROM}\n\n{RECEIPT_TEXT}"
    content = raw(text)

    [document] = list_mail(content).documents
    assert document.is_text
    assert "Corner Cafe" in body(content)


# Outlook


def test_a_file_in_winmail_dat_is_the_receipt():
    packed = tnef("INVOIC~1.PDF", INVOICE, long_name="invoice für Mai.pdf", text="Hello")

    assert names(mail_with(("winmail.dat", packed, "application/ms-tnef"))) == [
        "invoice für Mai.pdf"
    ]
    short = tnef("a.pdf", INVOICE)
    assert names(mail_with(("x.dat", short, "application/octet-stream"))) == ["a.pdf"]


def test_the_text_in_winmail_dat_is_the_receipt_where_there_is_no_file():
    packed = tnef("x", b"nothing", text=RECEIPT_TEXT)

    [document] = list_mail(mail_with(("winmail.dat", packed, "application/ms-tnef"))).documents
    assert document.is_text


@pytest.mark.parametrize("kept", [3, 10, 30, 60, 500])
def test_a_winmail_dat_cut_short_is_no_receipt(kept):
    packed = tnef("a.pdf", INVOICE, long_name="a.pdf", text="hello")[:kept]

    assert (
        refusal(mail_with(("winmail.dat", packed, "application/ms-tnef"))) == "no_receipt_in_mail"
    )


# Names and character sets


@pytest.mark.parametrize(
    ("header", "name"),
    [
        ("Content-Disposition: attachment; filename==?utf-8?Q?M=C3=A4rz.pdf?=", "März.pdf"),
        ('Content-Disposition: attachment; filename="=?koi8-r?B?8NLJ18XULnBkZg==?="', "Привет.pdf"),
        ("Content-Disposition: attachment; filename*=utf-8''%E2%82%AC%20rates.pdf", "€ rates.pdf"),
        (
            "Content-Disposition: attachment;\r\n filename*0*=iso-8859-1'de'M%E4rz;"
            "\r\n filename*1=.pdf",
            "März.pdf",
        ),
        ('Content-Type: application/pdf; name="plain.pdf"', "plain.pdf"),
        ('Content-Disposition: attachment; filename="M\udcc3\udca4rz.pdf"', "März.pdf"),
        ('Content-Disposition: attachment; filename="C:\\\\dir\\\\..\\\\a.pdf"', "a.pdf"),
        ("Content-Disposition: attachment; filename*=no-such-set''a%FFb.pdf", "aÿb.pdf"),
        ("Content-Disposition: attachment", "receipt"),
    ],
)  # fmt: skip
def test_names_are_read_as_they_were_meant(header, name):
    assert names(attached_raw(INVOICE, header)) == [name]


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        (f"=?ISO-2022-JP?B?{b64encode('領収書'.encode('iso2022_jp')).decode()}?=", "領収書"),
        ("=?gb18030?B?t6LGsQ==?=", "发票"),
        ("=?windows-1252?Q?100_=80?=", "100 €"),
        ("=?utf-8?B?4oI=?= =?utf-8?B?rCAxMg==?=", "€ 12"),
        ("=?utf-8?Q?a?=\r\n =?utf-8?Q?b?= c", "ab c"),
        ("=?no-such?Q?caf=E9?=", "café"),
        ("=?utf-8?B?###?=", "###"),
        ("caf\udcc3\udca9", "café"),
        ("caf\udce9", "café"),
        ("plain\x00\x07 text", "plain text"),
    ],
)
def test_headers_are_read_as_they_were_meant(said, meant):
    assert header_text(said) == meant


TEXTS = [
    ("koi8-r", "Итого 12.50"), ("iso-2022-jp", "合計 12.50円"), ("gb18030", "总计 12.50 元"),
    ("windows-1252", "Total 12.50 €"), ("shift_jis", "合計 12.50円"),
    ("euc-kr", "합계 12.50원"),
    ("iso-8859-15", "Total 12,50 €"), ("big5", "總計 12.50"), ("windows-1251", "Итого 12.50"),
    ("utf-16", "Total 12.50 €"), ("macintosh", "Total 12.50 é"), ("windows-1255", "סה 12.50"),
]  # fmt: skip


@pytest.mark.parametrize(("charset", "text"), TEXTS)
def test_texts_are_read_in_their_character_set(charset, text):
    python = {"macintosh": "mac-roman"}.get(charset, charset)
    code = b64encode(text.encode(python))
    headers = f"Content-Type: text/plain; charset={charset}", "Content-Transfer-Encoding: base64"
    content = raw(code, *headers)

    assert body(content).strip() == text
    # A decoding process, which can open no file any more, knows it too.
    [document] = decoders().open_mail(content).documents
    assert document.sha256 == list_mail(content).documents[0].sha256


@pytest.mark.parametrize("charset", ["cp037", "punycode", "rot13", "x-unknown", "utf-7", "hex"])
def test_a_decoding_process_looks_for_no_other_character_set(charset):
    content = raw(RECEIPT_TEXT, f"Content-Type: text/plain; charset={charset}")
    whole = content.replace(SUBJECT.encode(), f"=?{charset}?Q?a?=".encode())

    listing = decoders().open_mail(whole)

    assert listing.subject == "a"
    assert listing.documents[0].is_text


@pytest.mark.parametrize("charset", ["x-unknown", "us-ascii", '"utf-8', "''", "iso-8859-1"])
def test_a_wrong_character_set_costs_no_letter(charset):
    content = raw("Café Zürich 12,50 €", f"Content-Type: text/plain; charset={charset}")

    expected = "Café Zürich 12,50 €"
    if charset == "iso-8859-1":  # as it says
        expected = expected.encode().decode("cp1252", "replace")
    assert body(content).strip() == expected


# Codes


def test_broken_codes_give_what_can_be_read():
    broken = b64encode(RECEIPT_TEXT.encode()).decode()[:-1] + "!"
    assert "Scone" in body(raw(broken, "Content-Transfer-Encoding: base64"))

    quoted = "Caf=C3=A9 =XY total 12=2E50 =\r\nEUR ="
    content = raw(
        quoted,
        "Content-Type: text/plain; charset=utf-8",
        "Content-Transfer-Encoding: quoted-printable",
    )
    assert "Café =XY total 12.50 EUR" in body(content)

    assert "12.50" in body(raw(RECEIPT_TEXT, "Content-Transfer-Encoding: x-no-such-code"))


def test_a_base64_with_blanks_and_breaks_is_read():
    lines = " \r\n\r\n".join(b64encode(INVOICE).decode()[i : i + 50] for i in range(0, 9999, 50))
    part = (
        "--x\r\nContent-Type: application/pdf\r\nContent-Transfer-Encoding: base64\r\n"
        f"Content-Disposition: attachment; filename=a.pdf\r\n\r\n{lines}\r\n--x--"
    )
    whole = raw(part, "Content-Type: multipart/mixed; boundary=x")
    assert opened(whole) == INVOICE


def test_a_mail_without_its_last_boundary_is_read():
    whole = mail_with(("a.pdf", INVOICE, PDF_TYPE))

    assert names(whole[: whole.rindex(b"--")].rstrip(b"=-")) == ["a.pdf"]


# The text itself


def test_a_mail_that_is_the_receipt_is_drawn():
    content = raw(RECEIPT_TEXT)

    listing = list_mail(content)
    assert (listing.subject, listing.sender, listing.sent_at) == (
        SUBJECT,
        FROM,
        "2026-04-03T10:00:00+01:00",
    )
    assert [(one.name, one.is_text, one.mime_type) for one in listing.documents] == [
        (SUBJECT, True, PDF_TYPE)
    ]
    document = pypdfium2.PdfDocument(opened(content))
    page = document[0].render(scale=1).to_pil().convert("L")
    assert len(document) == 1
    assert page.getextrema()[0] < 64
    document.close()


def test_html_is_read_by_its_rows_without_what_is_hidden_or_fetched():
    assert text_of_html(HTML) == "Corner Cafe\nScone\t5.00\nTotal\t12.50 €"


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<p>a<p>b<br>c", "a\nb\nc"),
        ("<table><tr><td>a<td>b<tr><td>c<td>d</table>", "a\tb\nc\td"),
        ("<table><tr><td><p>Tax<p>All<td><p>2<p>12</table>", "Tax\t2\nAll\t12"),
        ("<table><tr><td><table><tr><td>a<td>1<tr><td>b<td>2</table></table>", "a\t1\nb\t2"),
        ("<td>a</td></table></div><b>c", "a\nc"),
        ("a &amp; b &#8364; &nosuch;", "a & b € &nosuch;"),
        ("<!-- 9.99 --><![CDATA[x]]>a<style>b</style><svg><text>c</text></svg>d", "ad"),
        ("<a href='javascript:alert(1)' onclick=x>pay</a>", "pay"),
    ],
)  # fmt: skip
def test_html_of_all_kinds_is_read(html, text):
    assert text_of_html(html) == text


def test_the_version_with_the_amounts_is_drawn():
    assert "12.50" in body(html_mail(HTML, plain="Please use another program."))
    assert body(html_mail("<p>Hello</p>", plain=RECEIPT_TEXT)).startswith("Thank you")


def test_a_page_that_is_attached_is_drawn_where_the_text_is_none():
    files = ("receipt.html", HTML.encode(), "text/html"), ("terms.html", b"<p>No", "text/html")

    [document] = list_mail(mail_with(*files)).documents

    assert (document.name, document.is_text) == ("receipt.html", True)
    assert names(mail_with(*files, text=RECEIPT_TEXT)) == [SUBJECT]


def test_a_flowed_text_is_joined():
    content = raw(
        "Flat \nwhite \n and\nTotal 12.50\n-- \nme", "Content-Type: text/plain; format=flowed"
    )

    assert body(content) == "Flat white and\nTotal 12.50\n-- \nme"


def test_a_text_without_an_amount_is_no_receipt():
    assert refusal(raw("See you at 10:30 on 3 April 2026.")) == "no_receipt_in_mail"
    assert refusal(raw("")) == "no_receipt_in_mail"


def test_a_long_text_in_any_script_is_drawn_on_pages():
    text = RECEIPT_TEXT + "請求書 " * 400 + "x" * 5000 + "\n".join(map(str, range(2000)))
    content = raw(text, "Content-Type: text/plain; charset=utf-8")

    document = pypdfium2.PdfDocument(opened(content))
    assert len(document) == 10
    document.close()


def test_a_text_of_one_line_without_end_is_drawn_as_far_as_it_is_seen():
    content = raw("Total 12.50 EUR " + "é" * 2_000_000, "Content-Type: text/plain; charset=utf-8")

    document = pypdfium2.PdfDocument(opened(content))
    assert len(document) == 10
    document.close()
    assert body(content).endswith("éé")


# Bombs


def many_parts(count: int) -> bytes:
    part = "--x\r\nContent-Type: text/plain\r\n\r\na\r\n"
    return raw(part * count + "--x--", "Content-Type: multipart/mixed; boundary=x")


def deep(levels: int) -> bytes:
    opening = "".join(
        f"--b{n}\r\nContent-Type: multipart/mixed; boundary=b{n + 1}\r\n\r\n" for n in range(levels)
    )
    return raw(opening, "Content-Type: multipart/mixed; boundary=b0")


def mails_in_mails(levels: int) -> bytes:
    return raw(
        "".join("Content-Type: message/rfc822\r\n\r\n" for _ in range(levels)),
        "Content-Type: message/rfc822",
    )


@pytest.mark.parametrize(
    "content",
    [many_parts(10_000), deep(250), deep(5_000), mails_in_mails(300), mails_in_mails(20_000)],
    ids=["parts", "deep", "deeper", "mails", "more mails"],
)
def test_too_much_is_refused_soon(content):
    began = time.monotonic()

    assert refusal(content) == "too_complex"
    assert time.monotonic() - began < 5


def test_huge_headers_are_cut():
    content = raw(
        RECEIPT_TEXT, "X-Long: " + "a" * 2_000_000, "Reply-To: " + "=?utf-8?Q?a?= " * 100_000
    )
    content = content.replace(SUBJECT.encode(), b"b" * 1_000_000, 1)

    assert len(list_mail(content).subject) == 300


def test_a_mail_of_many_receipts_is_refused():
    files = [(f"{n}.pdf", pdf(str(n)), PDF_TYPE) for n in range(51)]

    assert refusal(mail_with(*files)) == "too_complex"
    assert len(names(mail_with(*files[:50]))) == 50


def test_a_page_of_a_million_tags_is_read():
    began = time.monotonic()
    assert "12.50" in body(html_mail("<table><tr><td>" * 20_000 + "Total 12.50 EUR"))
    assert "12.50" in body(
        html_mail("<div>" * 100_000 + "12.50 EUR" + "<!--" * 50_000 + "<a " * 50_000)
    )
    assert time.monotonic() - began < 10


def test_what_a_mail_claims_is_never_fetched():
    content = raw(
        "--x\r\nContent-Type: message/external-body; access-type=URL; URL=http://127.0.0.1/a.pdf\r\n\r\n"
        "Content-Type: application/pdf\r\n\r\n\r\n--x--",
        "Content-Type: multipart/mixed; boundary=x",
    )
    assert refusal(content) == "no_receipt_in_mail"


def test_a_picture_that_cannot_be_opened_is_left_unless_it_was_attached():
    broken = b"\xff\xd8\xff\xe0" + bytes(100)
    assert names(mail_with(("a.jpg", broken, "image/jpeg"))) == ["a.jpg"]
    assert names(html_mail(HTML + "<img src=cid:a.png>", ("a.png", broken))) == [SUBJECT]


def test_a_mail_with_nothing_but_headers_has_no_receipt():
    message = EmailMessage()
    message["From"], message["Subject"] = "a@b.example", "x"
    assert refusal(message.as_bytes()) == "no_receipt_in_mail"


def test_a_photo_of_each_kind_is_taken():
    for kind in ("JPEG", "PNG", "WEBP", "TIFF", "BMP"):
        assert names(mail_with((f"a.{kind}", photo(600, 800, kind), "image/x"))) == [f"a.{kind}"]
    assert Image.open(BytesIO(photo())).size == (900, 1200)
