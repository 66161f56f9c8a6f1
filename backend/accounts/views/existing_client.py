"""The calls of the existing web client. Their paths, names and shapes are fixed.

Thin views over allauth: it decides, they only translate. New clients find everything else in
`profile.py` beside this file and in allauth's own API under `/api/v1/auth/`.
"""

from dataclasses import asdict

from drf_spectacular.utils import extend_schema
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts import examples
from accounts.serializers import (
    ErrorSerializer,
    RefreshSerializer,
    SignedInSerializer,
    SignInSerializer,
    TokenPairSerializer,
)
from accounts.sign_in import refresh_tokens, sign_in


class AnonymousView(APIView):
    """For everybody; an old token in the header is not even looked at."""

    permission_classes = [AllowAny]
    authentication_classes = []


class TokenView(AnonymousView):
    @extend_schema(
        operation_id="accounts_sign_in",
        tags=["accounts"],
        auth=[],
        request=SignInSerializer,
        responses={
            200: SignedInSerializer,
            400: ErrorSerializer,
            401: ErrorSerializer,
            429: ErrorSerializer,
        },
        examples=[
            examples.SIGN_IN,
            examples.SIGN_IN_WITH_CODE,
            examples.SIGNED_IN,
            examples.WRONG_PASSWORD,
            examples.NOT_VERIFIED,
            examples.SECOND_FACTOR,
            examples.THROTTLED,
        ],
    )
    def post(self, request: Request) -> Response:
        """Sign in with e-mail and password."""
        form = SignInSerializer(data=request.data)
        form.is_valid(raise_exception=True)
        user, pair = sign_in(
            request,
            email=form.validated_data["email"],
            password=form.validated_data["password"],
            code=form.validated_data.get("code"),
        )
        answer = {"tokens": asdict(pair), **asdict(pair), "user": user}
        return Response(SignedInSerializer(answer).data)


class RefreshTokenView(AnonymousView):
    @extend_schema(
        operation_id="accounts_refresh",
        tags=["accounts"],
        auth=[],
        request=RefreshSerializer,
        responses={200: TokenPairSerializer, 400: ErrorSerializer, 401: ErrorSerializer},
        examples=[examples.REFRESH, examples.TOKEN_PAIR, examples.REFRESH_REFUSED],
    )
    def post(self, request: Request) -> Response:
        """Change a refresh token for a new pair. Each refresh token works once."""
        form = RefreshSerializer(data=request.data)
        form.is_valid(raise_exception=True)
        pair = refresh_tokens(request, refresh=form.validated_data["refresh"])
        return Response(TokenPairSerializer(asdict(pair)).data)
