"""From a token to its session and back."""

from typing import Any, cast

from django.contrib.sessions.backends.base import SessionBase
from rest_framework.request import Request

from accounts import allauth_internals as internals
from accounts.models import User


def session_key_of(request: Request) -> str:
    """The session behind the access token or the cookie that a request came with."""
    if isinstance(request.auth, SessionBase):
        return cast(str, request.auth.session_key)
    claims = cast("dict[str, Any]", request.auth)
    return cast(str, internals.session_key_of_claim(claims["sid"]))


def make_pair(user: User, session_key: str) -> tuple[str, str]:
    """Access and refresh token for a session that is signed in already."""
    session = internals.find_session(session_key)
    assert session is not None  # the request came with it
    refresh = internals.make_refresh_token(user, session)
    session.save()
    return internals.make_access_token(user, session), refresh


def end_session_of_refresh_token(refresh: str, *, user: User) -> None:
    """Only the person's own: somebody else's token, or one that is none, changes nothing."""
    claims = internals.claims_of_token(refresh, "refresh")
    if claims is None or claims["sub"] != internals.token_subject(user):
        return
    session = internals.session_of_claims(claims)
    if session is not None:
        session.flush()
