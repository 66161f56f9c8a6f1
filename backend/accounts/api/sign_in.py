"""Sign-in as allauth does it: password, second factor and tokens."""

from dataclasses import dataclass
from typing import NoReturn

from allauth.headless.account.views import LoginView, SessionView
from allauth.headless.constants import Flow
from allauth.headless.mfa.views import AuthenticateView
from allauth.headless.tokens.views import RefreshTokenView
from django.middleware.csrf import rotate_token
from rest_framework.request import Request

from accounts.allauth_integration.headless import Answer, ask_allauth, ask_in_browser
from accounts.allauth_integration.limits import count_call, retry_after
from accounts.allauth_integration.session_tokens import end_session_of_refresh_token
from accounts.api.authentication import signed_in_user
from accounts.errors import (
    AccountInactiveError,
    EmailNotVerifiedError,
    InvalidCredentialsError,
    RefreshTokenInvalidError,
    SecondFactorInvalidError,
    SecondFactorRequiredError,
    TooManyAttemptsError,
)
from accounts.models import User


@dataclass(frozen=True, kw_only=True)
class TokenPair:
    access: str
    refresh: str


def sign_in(
    request: Request, *, email: str, password: str, second_factor: str | None
) -> tuple[User, TokenPair]:
    """`second_factor` is a code, where the account wants one."""
    answer = ask_allauth(LoginView, request, {"email": email, "password": password})
    if answer.pending_flow == Flow.MFA_AUTHENTICATE:
        if second_factor is None:
            raise SecondFactorRequiredError
        answer = _prove_second_factor(request, answer, second_factor)
    if not answer.is_success:
        _refuse(answer)
    pair = TokenPair(access=answer.meta["access_token"], refresh=answer.meta["refresh_token"])
    return User.objects.get(pk=answer.data["user"]["id"]), pair


def sign_in_browser(request: Request, *, email: str, password: str) -> None:
    """Open a cookie session, which the middleware stores and answers with. Raises what `sign_in`
    does; a second factor is then proved by allauth's own call, in this session."""
    answer = ask_in_browser(LoginView, request, {"email": email, "password": password})
    if answer.pending_flow == Flow.MFA_AUTHENTICATE:
        raise SecondFactorRequiredError
    if not answer.is_success:
        _refuse(answer)
    rotate_token(request._request)


def refresh_tokens(request: Request, *, refresh: str) -> TokenPair:
    """A new pair; the token that was given is replaced."""
    count_call(request, action="refresh")
    answer = ask_allauth(RefreshTokenView, request, {"refresh_token": refresh})
    if not answer.is_success:
        raise RefreshTokenInvalidError
    return TokenPair(access=answer.data["access_token"], refresh=answer.data["refresh_token"])


def sign_out(request: Request, *, refresh: str | None) -> None:
    """The session ends, and with it the access token of the call and its refresh token; so does
    the session of `refresh`, should that be another one of the same person."""
    ask_allauth(SessionView, request, {}, method="DELETE", as_caller=True)
    if refresh is not None:
        end_session_of_refresh_token(refresh, user=signed_in_user(request))


def _prove_second_factor(request: Request, password_answer: Answer, code: str) -> Answer:
    answer = ask_allauth(
        AuthenticateView,
        request,
        {"code": code},
        session_token=password_answer.meta["session_token"],
    )
    if "incorrect_code" in answer.error_codes:
        raise SecondFactorInvalidError
    return answer


def _refuse(answer: Answer) -> NoReturn:
    if answer.is_throttled:
        raise TooManyAttemptsError(
            retry_after=retry_after("login", "wrong_password_from_address", "login_failed")
        )
    if answer.pending_flow == Flow.VERIFY_EMAIL:
        raise EmailNotVerifiedError
    if "email_password_mismatch" in answer.error_codes:
        raise InvalidCredentialsError
    answer.raise_field_errors()
    raise AccountInactiveError
