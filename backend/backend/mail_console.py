"""Mail on the console, for a server that sends none: as text that a person reads.

Django's own prints the whole message, in which a link stands in every part.
"""

from django.core.mail import EmailMessage
from django.core.mail.backends import console

_LINE = "-" * 79


class EmailBackend(console.EmailBackend):
    def write_message(self, message: EmailMessage) -> None:
        to = ", ".join(message.recipients())
        self.stream.write(f"{_LINE}\n{to}: {message.subject}\n\n{message.body}\n{_LINE}\n")
