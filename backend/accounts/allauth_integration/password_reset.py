"""Asking for a new password, so that the call does the same whoever has the address."""

from typing import Any

from allauth.account.adapter import get_adapter
from allauth.headless.account.inputs import RequestPasswordResetInput
from allauth.headless.account.views import RequestPasswordResetView
from django.http import HttpRequest

from accounts.services.mail import RESET_PASSWORD
from accounts.tasks import queue_mail


class QueuedPasswordResetInput(RequestPasswordResetInput):
    """Looks nobody up: the mail is written later, and only then it shows for whom."""

    def clean_email(self) -> str:
        email: str = get_adapter().clean_email(self.cleaned_data["email"].lower())
        return email

    def save(self, request: HttpRequest, **kwargs: Any) -> str:
        email: str = self.cleaned_data["email"]
        queue_mail(template=RESET_PASSWORD, recipient=email)
        return email


class QueuedPasswordResetView(RequestPasswordResetView):
    """Stands in for allauth's own, also under `/api/v1/auth/`."""

    input_class = QueuedPasswordResetInput
