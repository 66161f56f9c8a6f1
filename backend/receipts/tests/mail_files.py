"""Invented mails, and what may be attached to one."""

from base64 import b64encode
from email.message import EmailMessage
from email.mime.application import MIMEApplication
from email.mime.message import MIMEMessage
from email.mime.multipart import MIMEMultipart
from io import BytesIO
from struct import pack

from PIL import Image
from reportlab.pdfgen.canvas import Canvas

RECEIPT_TEXT = "Thank you.\n\nFlat white    7.50\nScone    5.00\nTotal    12.50 EUR\n"
FROM, SUBJECT, DATE = (
    "Corner Cafe <till@cafe.example>",
    "Your receipt",
    "Fri, 3 Apr 2026 10:00:00 +0100",
)


def pdf(*words: str) -> bytes:
    """A page with these rows; the same words give the same bytes."""
    buffer = BytesIO()
    canvas = Canvas(buffer, pagesize=(300, 400), invariant=1)
    for row, text in enumerate(words or ("Corner Cafe", "Total 12.50")):
        canvas.drawString(20, 350 - 20 * row, text)
    canvas.save()
    return buffer.getvalue()


def photo(width: int = 900, height: int = 1200, kind: str = "JPEG", *, grain: float = 60) -> bytes:
    buffer = BytesIO()
    Image.effect_noise((width, height), grain).convert("RGB").save(buffer, kind)
    return buffer.getvalue()


def head(subject: str = SUBJECT, sender: str = FROM) -> EmailMessage:
    mail = EmailMessage()
    mail["From"], mail["To"] = sender, "books@owner.example"
    mail["Subject"], mail["Date"] = subject, DATE
    return mail


def mail(*files: tuple[str, bytes, str], text: str = "Please find it attached.") -> EmailMessage:
    """Each file by its name, bytes and type."""
    message = head()
    message.set_content(text)
    for name, content, mime_type in files:
        main, _, sub = mime_type.partition("/")
        message.add_attachment(content, maintype=main, subtype=sub, filename=name)
    return message


def mail_with(*files: tuple[str, bytes, str], text: str = "Please find it attached.") -> bytes:
    return mail(*files, text=text).as_bytes()


def html_mail(html: str, *pictures: tuple[str, bytes], plain: str = "See the HTML.") -> bytes:
    """Each picture by the identifier that the page refers to."""
    message = head()
    message.set_content(plain)
    message.add_alternative(html, subtype="html")
    _, page = message.iter_parts()
    for identifier, content in pictures:
        page.add_related(content, "image", "png", cid=f"<{identifier}>", filename=identifier)
    return message.as_bytes()


def forwarded(*inner: EmailMessage | bytes, text: str = "FYI") -> bytes:
    outer = MIMEMultipart()
    outer["From"], outer["To"], outer["Subject"] = "me@owner.example", "books@owner.example", "Fwd"
    part = EmailMessage()
    part.set_content(text)
    outer.attach(part)
    for one in inner:
        if isinstance(one, bytes):
            outer.attach(MIMEApplication(one, "octet-stream", name="forwarded.eml"))
        else:
            outer.attach(MIMEMessage(one))
    return outer.as_bytes()


def raw(body: str | bytes, *headers: str) -> bytes:
    """As it stands, with a sender and a subject in front."""
    lines = [f"From: {FROM}", f"Subject: {SUBJECT}", f"Date: {DATE}", "MIME-Version: 1.0", *headers]
    content = body.encode("utf-8", "surrogateescape") if isinstance(body, str) else body
    return "\r\n".join([*lines, "", ""]).encode("utf-8", "surrogateescape") + content


def attached_raw(content: bytes, *headers: str) -> bytes:
    """One PDF, its headers as they are given."""
    encoded = b64encode(content).decode()
    code = "Content-Transfer-Encoding: base64"
    part = "\r\n".join(["--x", *headers, code, "", encoded, "--x--", ""])
    return raw(part, "Content-Type: multipart/mixed; boundary=x")


def tnef(name: str, content: bytes, *, long_name: str = "", text: str = "") -> bytes:
    """As Outlook packs one file."""
    blocks = []
    if text:
        blocks.append(_attribute(1, 0x0002800C, text.encode("cp1252") + b"\x00"))
    blocks.append(_attribute(2, 0x00069002, bytes(14)))
    blocks.append(_attribute(2, 0x00018010, name.encode("cp1252") + b"\x00"))
    if long_name:
        value = (long_name + "\x00").encode("utf-16-le")
        properties = pack("<I", 1) + b"\x1f\x00\x07\x37" + pack("<II", 1, len(value)) + value
        blocks.append(_attribute(2, 0x00069005, properties))
    blocks.append(_attribute(2, 0x0006800F, content))
    return b"\x78\x9f\x3e\x22\x01\x00" + b"".join(blocks)


def _attribute(level: int, number: int, value: bytes) -> bytes:
    return pack("<BII", level, number, len(value)) + value + pack("<H", sum(value) & 0xFFFF)
