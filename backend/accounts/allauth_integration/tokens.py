"""Token strategy: allauth's JWTs, with refresh tokens that work once."""

from allauth.headless.tokens.strategies.jwt import JWTTokenStrategy
from django.contrib.sessions.models import Session
from django.db import transaction

from accounts.allauth_internals import (
    claims_of_refresh_token,
    session_key_of_claim,
)


class OneUseTokenStrategy(JWTTokenStrategy):
    """allauth keeps the refresh tokens that are still good in their session: it reads the session,
    changes it and writes it back. Two calls with one token would both read it as good, so the
    session's row is locked first; SQLite locks with the transaction."""

    def refresh_token(self, refresh_token: str) -> tuple[str, str] | None:
        claims = claims_of_refresh_token(refresh_token)
        session_key = session_key_of_claim(claims["sid"]) if claims else None
        if session_key is None:
            return None
        with transaction.atomic():
            locked = Session.objects.select_for_update().filter(session_key=session_key)
            if not locked.values_list("pk", flat=True):
                return None
            pair: tuple[str, str] | None = super().refresh_token(refresh_token)
            return pair
