"""allauth's internals: the one bridge to what allauth keeps in packages called `internal`.

allauth may change those in any release, so nothing else here imports them; a test,
`backend/tests/test_imports.py`, holds that. On an upgrade of django-allauth compare each function
below with the one that it calls: its name and arguments, and what its docstring counts on. The
tests of `backend/accounts` go through every one of them. Three more things are internal without
being in such a package: `AccountAdapter` overrides or sets `_delete_login_attempts_cached_email`
and `_login_failed_rl_usage`, and the token strategy overrides `_get_access_token`.
"""

import time
from collections.abc import Mapping
from functools import lru_cache
from typing import Any, cast

from allauth.account import app_settings
from allauth.account.internal import flows, userkit
from allauth.core.internal import httpkit, ratelimit
from allauth.core.internal.deferred import jwt as pyjwt
from allauth.core.internal.ratelimit import RateLimitUsage as RateLimitUsage
from allauth.headless import app_settings as headless_settings
from allauth.headless.internal import sessionkit
from allauth.headless.tokens.strategies.jwt import internal as jwt
from allauth.mfa.base.internal.flows import post_authentication
from allauth.mfa.models import Authenticator
from django.contrib.sessions.backends.base import SessionBase
from django.http import HttpRequest

from accounts.models import User
from accounts.sessions import user_of_session

# --- Limits. allauth's public `core.ratelimit` tells neither what was used, so that it could be
# taken back, nor how long a limit lasts.

_APP = "allauth.account"


def consume_limit(request: HttpRequest, *, action: str, key: str | None) -> RateLimitUsage | None:
    """Count a call, whatever its method. None: it is one too many. Its `usage` lists what was
    counted where, and `rollback()` takes that back."""
    usage = ratelimit.consume(request, app=_APP, action=action, key=key, limit_get=True)
    return cast("RateLimitUsage | None", usage)


def clear_limit(request: HttpRequest, *, action: str, key: str) -> None:
    ratelimit.clear(request, app=_APP, action=action, key=key)


def limit_seconds(action: str) -> list[float]:
    """How long each limit of an action in ACCOUNT_RATE_LIMITS lasts; none: it has no limit."""
    return [rate.duration for rate in ratelimit.parse_rates(app_settings.RATE_LIMITS.get(action))]


def counted_address(request: HttpRequest) -> str:
    """The address that limits count by: of IPv6 its network, since one person has all of it."""
    return str(ratelimit.get_ip(request))


def clean_address(text: str) -> str | None:
    """An IP address without its port. None: it is no address."""
    return cast("str | None", httpkit.clean_client_ip(text))


# --- Accounts. What allauth does for a taken address must look the same where we find out later.


def answer_as_for_taken_address(request: HttpRequest, *, email: str) -> None:
    """Send the mail that a sign-up for a taken address sends."""
    flows.signup.prevent_enumeration(request, email=email)


def users_with_address(email: str) -> list[User]:
    """Active accounts that a new password for this address may be meant for, those that verified
    it first. The public `account.utils` lacks `for_login`, which compares to the letter: an
    address that only looks alike gets no link."""
    users = userkit.filter_users_by_email(
        email, is_active=True, prefer_verified=True, for_login=True
    )
    return cast("list[User]", users)


def token_subject(user: User) -> str:
    """What the claim `sub` of the account's tokens is."""
    return str(userkit.user_id_to_str(user))


def note_second_factor(request: HttpRequest, factor: Authenticator) -> None:
    """Write into the session that it was used; allauth's `get_authentication_records` finds it."""
    post_authentication(request, factor)


# --- Sessions and tokens. allauth hands out a pair only at the end of a sign-in; ours comes also
# after a change of the password, and a sign-out names its session by the refresh token. allauth
# allows no difference between the clocks of two servers, and no second use of a refresh token.

# Of the clocks that made a token and look at it: for when it was made and for when it runs out.
CLOCK_LEEWAY_SECONDS = 60
_OF_STRINGS = ("jti", "sub", "sid", "token_use")
_TIMES = ("iat", "exp")
_SIGNATURE_ALONE = {
    f"verify_{claim}": False for claim in ("aud", "iss", "exp", "iat", "nbf", "sub", "jti")
}


def new_session() -> SessionBase:
    """One that is not stored yet."""
    return cast(SessionBase, sessionkit.new_session())


def find_session(session_key: str) -> SessionBase | None:
    """None: there is none, or it has run out."""
    return cast("SessionBase | None", sessionkit.lookup_session(session_key))


def session_key_of_claim(sid: str) -> str | None:
    """From the claim `sid`, which is encrypted. None: it is none of ours."""
    return cast("str | None", jwt.session_key_from_sid(sid))


def claims_of_token(token: str, use: str) -> dict[str, Any] | None:
    """As allauth's `decode_token`, with the leeway. `use`: access or refresh. None: it is none, is
    signed otherwise, or has run out. Whether it was used already is not looked at."""
    config = jwt._get_jwt_config()
    claims = _signed_claims(token, config.verifying_key, config.algorithm)
    if claims is None or claims["token_use"] != use or not _is_of_now(claims, now=time.time()):
        return None
    return dict(claims)


@lru_cache(maxsize=1024)
def _signed_claims(token: str, key: Any, algorithm: str) -> Mapping[str, Any] | None:
    """What a token says for good, since it is signed; a client sends the same with each call. Not
    whether it holds: its time, and its session, are looked at each time."""
    try:
        claims: dict[str, Any] = pyjwt.decode(
            token, key=key, algorithms=[algorithm], options=_SIGNATURE_ALONE
        )
    except pyjwt.PyJWTError:
        return None
    is_ours = all(isinstance(claims.get(name), str) for name in _OF_STRINGS)
    return claims if is_ours and all(type(claims.get(name)) is int for name in _TIMES) else None


def _is_of_now(claims: Mapping[str, Any], *, now: float) -> bool:
    begins_at, ends_at = (claims[name] for name in _TIMES)
    return bool(begins_at - CLOCK_LEEWAY_SECONDS <= now < ends_at + CLOCK_LEEWAY_SECONDS)


def access_token_in(request: HttpRequest) -> str | None:
    scheme = headless_settings.JWT_AUTHORIZATION_HEADER_SCHEME
    return cast("str | None", httpkit.get_authorization_credential(request, scheme))


def session_of_claims(claims: dict[str, Any]) -> SessionBase | None:
    return cast("SessionBase | None", jwt.get_token_session(claims))


def signed_in_by(claims: dict[str, Any]) -> tuple[User, SessionBase] | None:
    """Who a token speaks for, while the session behind it lives."""
    session = session_of_claims(claims)
    user = None if session is None else user_of_session(session)
    if session is None or user is None or token_subject(user) != claims["sub"]:
        return None
    return user, session


def refresh_tokens_of(session: SessionBase) -> dict[str, int]:
    """Those that are still good: when they run out, by their claim `jti`. To be changed in place;
    the session must be saved afterwards."""
    return cast("dict[str, int]", jwt.get_refresh_token_state(session))


def make_access_token(user: User, session: SessionBase) -> str:
    return str(jwt.create_access_token(user, session, {}))


def make_refresh_token(user: User, session: SessionBase) -> str:
    """Notes the token in the session, which must be saved afterwards."""
    return str(jwt.create_refresh_token(user, session))
