"""allauth's headless API, whole and as its own documentation describes it."""

from typing import NoReturn

from allauth.headless.constants import Client
from django.http import Http404, HttpRequest
from django.urls import include, path

from accounts.allauth_integration.password_reset import (
    QueuedPasswordResetView,
    SafePasswordResetView,
)

# allauth offers these whether or not accounts sign in by telephone, and ours don't.
_TELEPHONE = ("account/phone", "auth/phone/verify", "auth/phone/verify/resend")


def no_telephone(request: HttpRequest) -> NoReturn:
    raise Http404


urlpatterns = [
    *(path(f"app/v1/{call}", no_telephone) for call in _TELEPHONE),
    path(
        "app/v1/auth/password/request",
        QueuedPasswordResetView.as_api_view(client=Client.APP),
        name="auth-password-request",
    ),
    path(
        "app/v1/auth/password/reset",
        SafePasswordResetView.as_api_view(client=Client.APP),
        name="auth-password-reset",
    ),
    path("", include("allauth.headless.urls")),
]
