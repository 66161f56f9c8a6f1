"""Authentication of a call: a person by allauth's access token or, in a client of the same origin,
by its session cookie; a program by an API key."""

from typing import Any, cast

from allauth.headless.contrib.rest_framework.authentication import JWTTokenAuthentication
from django.contrib.sessions.backends.base import SessionBase
from django.utils import timezone
from drf_spectacular.extensions import OpenApiAuthenticationExtension
from rest_framework.authentication import BaseAuthentication, get_authorization_header
from rest_framework.exceptions import AuthenticationFailed, PermissionDenied
from rest_framework.permissions import SAFE_METHODS, BasePermission
from rest_framework.request import Request

from accounts.allauth_integration.cookie_sessions import (
    API_SESSION_COOKIE,
    refuse_forgery,
    session_of_cookie,
)
from accounts.allauth_internals import claims_of_token, signed_in_by
from accounts.models import ApiKey, User
from accounts.services.api_keys import find_api_key, require_api_access
from accounts.sessions import user_of_session


class AccessTokenAuthentication(JWTTokenAuthentication):
    """`Authorization: Bearer <access>`; the session behind it must still live."""

    def authenticate_credentials(self, key: str) -> tuple[User, dict[str, Any]]:
        claims = claims_of_token(key, "access")
        found = None if claims is None else signed_in_by(claims)
        if claims is None or found is None:
            raise AuthenticationFailed("Invalid token.")
        return found[0], claims


class ApiKeyAuthentication(BaseAuthentication):
    """`Authorization: Api-Key <key>`: for the plans that include it, within the key's scope."""

    keyword = "Api-Key"
    refusals = (403,)

    def authenticate(self, request: Request) -> tuple[User, ApiKey] | None:
        scheme, _, key = get_authorization_header(request).decode("latin-1").partition(" ")
        if scheme.lower() != self.keyword.lower():
            return None
        api_key = find_api_key(key.strip())
        if api_key is None:
            raise AuthenticationFailed("Invalid API key.")
        if api_key.scope != ApiKey.Scope.WRITE and request.method not in SAFE_METHODS:
            raise _may_only_read()
        now = timezone.now()
        require_api_access(api_key.owner, now=now)
        ApiKey.objects.record_use(api_key.pk, now=now)
        return api_key.owner, api_key

    def authenticate_header(self, request: Request) -> str:
        return self.keyword


class CookieAuthentication(BaseAuthentication):
    """The session cookie of allauth's browser client, for calls of our own origin. Looked at only
    where nothing stands in `Authorization`'s two schemes; a browser sends it by itself, so a call
    that changes something must show that it is no forgery, before its body is opened."""

    def authenticate(self, request: Request) -> tuple[User, SessionBase] | None:
        session = session_of_cookie(request._request)
        user = None if session is None else user_of_session(session)
        if session is None or user is None:
            return None
        refuse_forgery(request._request)
        return user, session


class NotByReadOnlyKey(BasePermission):
    """For what is no reading of books, whatever the method: links to a portal where plans are
    ended, who paid what and how. Comes after IsAuthenticated."""

    def has_permission(self, request: Request, view: Any) -> bool:
        if isinstance(request.auth, ApiKey) and request.auth.scope != ApiKey.Scope.WRITE:
            raise _may_only_read()
        return True


def _may_only_read() -> PermissionDenied:
    return PermissionDenied("This API key may only read.", code="key_may_only_read")


class AccessTokenScheme(OpenApiAuthenticationExtension):
    target_class = AccessTokenAuthentication
    name = "accessToken"

    def get_security_definition(self, auto_schema: object) -> dict[str, str]:
        return {"type": "http", "scheme": "bearer", "bearerFormat": "JWT"}


class ApiKeyScheme(OpenApiAuthenticationExtension):
    target_class = ApiKeyAuthentication
    name = "apiKey"

    def get_security_definition(self, auto_schema: object) -> dict[str, str]:
        return {
            "type": "apiKey",
            "in": "header",
            "name": "Authorization",
            "description": "`Api-Key <key>`",
        }


class CookieScheme(OpenApiAuthenticationExtension):
    target_class = CookieAuthentication
    name = "sessionCookie"

    def get_security_definition(self, auto_schema: object) -> dict[str, str]:
        return {
            "type": "apiKey",
            "in": "cookie",
            "name": API_SESSION_COOKIE,
            "description": "For a client of the same origin, after a sign-in at "
            "`/api/v1/auth/browser/v1/auth/login`. POST, PUT, PATCH and DELETE also need the value "
            "of the cookie `csrftoken` as `X-CSRFToken`.",
        }


def signed_in_user(request: Request) -> User:
    """For views that only signed-in callers reach."""
    return cast(User, request.user)
