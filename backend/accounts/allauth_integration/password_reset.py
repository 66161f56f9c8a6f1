"""Password reset: asked for so that the call does the same whoever has the address, and done with
whatever token comes."""

from typing import Any

from allauth.account.adapter import get_adapter
from allauth.headless.account.inputs import (
    RequestPasswordResetInput,
    ResetPasswordInput,
    ResetPasswordKeyInput,
)
from allauth.headless.account.response import PasswordResetKeyResponse
from allauth.headless.account.views import RequestPasswordResetView, ResetPasswordView
from django.http import HttpRequest, HttpResponse

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


class _KeyOfAnAccount:
    """allauth's form counts on an account's number before the first `-` and crashes without."""

    def clean_key(self) -> str:
        if self.cleaned_data["key"].startswith("-"):  # type: ignore[attr-defined]
            raise get_adapter().validation_error("invalid_password_reset")
        key: str = super().clean_key()  # type: ignore[misc]
        return key


class SafeResetKeyInput(_KeyOfAnAccount, ResetPasswordKeyInput):
    pass


class SafeResetInput(_KeyOfAnAccount, ResetPasswordInput):
    pass


class SafePasswordResetView(ResetPasswordView):
    """Stands in for allauth's own, also under `/api/v1/auth/`."""

    input_class = SafeResetInput

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        form = SafeResetKeyInput({"key": request.headers.get("X-Password-Reset-Key", "")})
        answer: HttpResponse = (
            PasswordResetKeyResponse(request, form.user)
            if form.is_valid()
            else self.handle_invalid_input(form)
        )
        return answer
