"""From a token to its session and back."""

from typing import Any, cast

from allauth.account.internal.userkit import user_id_to_str
from allauth.headless.internal.sessionkit import lookup_session
from allauth.headless.tokens.strategies.jwt import internal
from rest_framework.request import Request

from accounts.models import User


def session_key_of(request: Request) -> str:
    """The session behind the access token that a request came with."""
    claims = cast("dict[str, Any]", request.auth)
    return cast(str, internal.session_key_from_sid(claims["sid"]))


def make_pair(user: User, session_key: str) -> tuple[str, str]:
    """Access and refresh token for a session that is signed in already."""
    session = lookup_session(session_key)
    refresh = internal.create_refresh_token(user, session)
    session.save()
    return internal.create_access_token(user, session, {}), refresh


def end_session_of_refresh_token(refresh: str, *, user: User) -> None:
    """Only the person's own: somebody else's token, or one that is none, changes nothing."""
    payload = internal.decode_token(refresh, "refresh")
    if payload is None or payload["sub"] != user_id_to_str(user):
        return
    session = internal.get_token_session(payload)
    if session is not None:
        session.flush()
