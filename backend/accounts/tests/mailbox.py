"""What a person finds in a mail."""

import re


def link_in(mail):
    """The first address in the text of a mail, as Django's or as a mail server's message."""
    text = mail.body if hasattr(mail, "body") else _text_of(mail)
    return re.search(r"https?://\S+", text).group()


def token_in(mail):
    return link_in(mail).rsplit("/", 1)[1]


def _text_of(message):
    for part in message.walk():
        if part.get_content_type() == "text/plain":
            return part.get_payload(decode=True).decode()
    raise AssertionError("no text in the mail")
