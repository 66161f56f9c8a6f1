"""allauth's headless API, whole and as its own documentation describes it."""

from allauth.headless.constants import Client
from django.urls import include, path

from accounts.password_reset import QueuedPasswordResetView

urlpatterns = [
    path(
        "app/v1/auth/password/request",
        QueuedPasswordResetView.as_api_view(client=Client.APP),
        name="auth-password-request",
    ),
    path("", include("allauth.headless.urls")),
]
