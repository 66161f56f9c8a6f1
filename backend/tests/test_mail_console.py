"""Mail on the console."""

from io import StringIO

from django.core.mail import EmailMultiAlternatives

from backend.mail_console import EmailBackend


def test_mail_is_printed_as_text_with_its_link_once():
    link = "http://127.0.0.1:8000/verify-email/key"
    mail = EmailMultiAlternatives("Your address", f"Open\n{link}", to=["ann@example.com"])
    mail.attach_alternative(f'<a href="{link}">{link}</a>', "text/html")
    printed = StringIO()

    EmailBackend(stream=printed).send_messages([mail])

    line = "-" * 79
    text = f"ann@example.com: Your address\n\nOpen\n{link}"
    assert printed.getvalue() == f"{line}\n{text}\n{line}\n"
