"""Token strategy: allauth's JWTs, with refresh tokens that are replaced by each use.

allauth keeps the refresh tokens that are still good in their session: it reads the session, changes
it and writes it back. Two calls with one token would both read it as good, so the session's row is
locked first; SQLite locks with the transaction.
"""

import time
from typing import Any

from allauth.headless.tokens.strategies.jwt import JWTTokenStrategy
from django.contrib.sessions.backends.base import SessionBase
from django.contrib.sessions.models import Session
from django.db import transaction
from django.http import HttpRequest

from accounts import allauth_internals as internals
from accounts.sessions import user_of_session
from common.api.languages import speak

# Two tabs of a browser that wake at once ask with the same token, and so does a client whose
# network has lost the answer.
GRACE_SECONDS = 10
# Of a session: what tabs have asked for at once and then left unused would pile up in it.
MAX_REFRESH_TOKENS = 30
_REPLACED = "replaced_refresh_tokens"


class ReplacingTokenStrategy(JWTTokenStrategy):
    def _get_access_token(self, request: HttpRequest) -> dict[str, Any] | None:
        """As allauth's, with the leeway for clocks."""
        token = internals.access_token_in(request)
        claims = None if token is None else internals.claims_of_token(token, "access")
        return claims if claims and internals.signed_in_by(claims) else None

    def lookup_session(self, session_token: str) -> SessionBase | None:
        """From here on the call is answered in the language of its account."""
        session = internals.find_session(session_token)
        if session is not None:
            speak(getattr(user_of_session(session), "language", ""))
        return session

    def refresh_token(self, refresh_token: str) -> tuple[str, str] | None:
        claims = internals.claims_of_token(refresh_token, "refresh")
        session_key = internals.session_key_of_claim(claims["sid"]) if claims else None
        if claims is None or session_key is None:
            return None
        with transaction.atomic():
            locked = Session.objects.select_for_update().filter(session_key=session_key)
            if not locked.values_list("pk", flat=True):
                return None
            return _replace(claims)


def _replace(claims: dict[str, Any]) -> tuple[str, str] | None:
    found = internals.signed_in_by(claims)
    if found is None:
        return None
    user, session = found
    if not _use(session, claims["jti"], now=time.time()):
        return None
    pair = internals.make_access_token(user, session), internals.make_refresh_token(user, session)
    session.save()
    return pair


def _use(session: SessionBase, jti: str, *, now: float) -> bool:
    """False: it was replaced too long ago, has run out, or was never good in this session."""
    good, replaced = internals.refresh_tokens_of(session), session.get(_REPLACED, {})
    recently = {name: at for name, at in replaced.items() if at > now - GRACE_SECONDS}
    is_good = good.pop(jti, 0) > now
    if is_good:
        recently[jti] = now
    newest = sorted(good, key=good.__getitem__)[-MAX_REFRESH_TOKENS + 1 :]
    for name in set(good) - set(newest):
        del good[name]
    session[_REPLACED] = recently
    return is_good or jti in recently
