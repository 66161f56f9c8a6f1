"""allauth's headless API, whole and as its own documentation describes it."""

from typing import NoReturn

from allauth.headless.constants import Client
from django.http import Http404, HttpRequest
from django.urls import URLPattern, include, path

from accounts.allauth_integration.password_reset import (
    QueuedPasswordResetView,
    SafePasswordResetView,
)

# allauth offers these whether or not accounts sign in by telephone, and ours don't.
_TELEPHONE = ("account/phone", "auth/phone/verify", "auth/phone/verify/resend")


def no_telephone(request: HttpRequest) -> NoReturn:
    raise Http404


def _ours(client: Client) -> list[URLPattern]:
    """Calls of allauth's that ours stand in for."""
    under = f"{client.value}/v1"
    return [
        *(path(f"{under}/{call}", no_telephone) for call in _TELEPHONE),
        path(f"{under}/auth/password/request", QueuedPasswordResetView.as_api_view(client=client)),
        path(f"{under}/auth/password/reset", SafePasswordResetView.as_api_view(client=client)),
    ]


urlpatterns = [
    *_ours(Client.APP),
    *_ours(Client.BROWSER),
    path("", include("allauth.headless.urls")),
]
