"""Who is calling: allauth's access token, in the shape that Django REST framework wants."""

from typing import cast

from allauth.headless.contrib.rest_framework.authentication import JWTTokenAuthentication
from drf_spectacular.extensions import OpenApiAuthenticationExtension
from rest_framework.request import Request

from accounts.models import User


class AccessTokenAuthentication(JWTTokenAuthentication):
    """`Authorization: Bearer <access>`; the session behind it must still live."""


class AccessTokenScheme(OpenApiAuthenticationExtension):
    target_class = AccessTokenAuthentication
    name = "accessToken"

    def get_security_definition(self, auto_schema: object) -> dict[str, str]:
        return {"type": "http", "scheme": "bearer", "bearerFormat": "JWT"}


def signed_in_user(request: Request) -> User:
    """For views that only signed-in callers reach."""
    return cast(User, request.user)
