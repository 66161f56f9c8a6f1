"""Reauthentication: the password once more, before something that cannot be taken back."""

from allauth.headless.account.views import ReauthenticateView
from rest_framework.request import Request

from accounts.allauth_integration.headless import ask_allauth
from accounts.allauth_integration.limits import retry_after
from accounts.errors import TooManyAttemptsError


def prove_password(request: Request, password: str) -> None:
    """Raises ValidationError for a wrong one; wrong ones count as they do at sign-in."""
    answer = ask_allauth(ReauthenticateView, request, {"password": password}, as_caller=True)
    if answer.is_throttled:
        raise TooManyAttemptsError(
            retry_after=retry_after("reauthenticate", "wrong_password_from_address")
        )
    answer.raise_field_errors()
