"""Existing web client: its account calls, whose paths, names and shapes are fixed.

Thin views over allauth: it decides, they only translate. New clients find what goes beyond them in
the files beside this one and in allauth's own API under `/api/v1/auth/`.
"""

from dataclasses import asdict
from typing import Any

from allauth.headless.account.views import SignupView
from allauth.headless.account.views import VerifyEmailView as AllauthVerifyEmailView
from django.contrib.sessions.backends.base import SessionBase
from django.core.exceptions import SuspiciousOperation
from django.http import HttpRequest
from django.urls import reverse
from drf_spectacular.utils import extend_schema
from rest_framework import status
from rest_framework.exceptions import ParseError, UnsupportedMediaType, ValidationError
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.allauth_integration.forms import BOOKS
from accounts.allauth_integration.headless import ask_allauth
from accounts.allauth_integration.limits import is_within_limit, retry_after
from accounts.api import documentation as docs
from accounts.api.authentication import (
    AccessTokenAuthentication,
    CookieAuthentication,
    signed_in_user,
)
from accounts.api.reauthentication import prove_password
from accounts.api.sign_in import refresh_tokens, sign_in, sign_out
from accounts.errors import TooManyAttemptsError, VerificationLinkError
from accounts.serializers import (
    EmailSerializer,
    EmailVerificationSerializer,
    PasswordSerializer,
    ProfileSerializer,
    RefreshSerializer,
    RegisterSerializer,
    SignedInSerializer,
    SignInSerializer,
    SignOutSerializer,
    TokenPairSerializer,
)
from accounts.services.mail import ACCOUNT_DELETED, VERIFY_EMAIL
from accounts.services.users import delete_account
from accounts.tasks import queue_mail
from common.api.etags import etag_of, require_match
from common.api.languages import speak
from common.api.views import APIView
from common.errors import TooLargeError
from common.localization.languages import ENGLISH
from common.localization.sentences import translated

CHECK_YOUR_MAIL = "We have sent you a mail. Please open the link in it to verify your address."


class AnonymousView(APIView):
    """For everybody; an old token in the header is not even looked at."""

    permission_classes = [AllowAny]
    authentication_classes = []


class PersonalView(APIView):
    """For people who are signed in; an API key cannot change the account it belongs to."""

    authentication_classes = [AccessTokenAuthentication, CookieAuthentication]


class TokenView(AnonymousView):
    @extend_schema(**docs.SIGN_IN)
    def post(self, request: Request) -> Response:
        """Sign in with e-mail and password."""
        form = SignInSerializer(data=request.data)
        form.is_valid(raise_exception=True)
        user, pair = sign_in(
            request,
            email=form.validated_data["email"],
            password=form.validated_data["password"],
            second_factor=form.validated_data.get("second_factor"),
        )
        answer = {"tokens": asdict(pair), **asdict(pair), "user": user}
        return Response(SignedInSerializer(answer).data)


class RefreshTokenView(AnonymousView):
    @extend_schema(**docs.REFRESH)
    def post(self, request: Request) -> Response:
        """Change a refresh token for a new pair. The old one is replaced: for ten more seconds it
        gives a pair as well, since two tabs may ask at once; then it is refused."""
        form = RefreshSerializer(data=request.data)
        form.is_valid(raise_exception=True)
        pair = refresh_tokens(request, refresh=form.validated_data["refresh"])
        return Response(TokenPairSerializer(asdict(pair)).data)


class LogoutView(PersonalView):
    @extend_schema(**docs.SIGN_OUT)
    def post(self, request: Request) -> Response:
        """Sign out: the access and the refresh token are dead at once."""
        form = SignOutSerializer(data=request.data)
        form.is_valid(raise_exception=True)
        sign_out(request, refresh=form.validated_data.get("refresh"))
        return Response(status=status.HTTP_204_NO_CONTENT)


class RegisterView(AnonymousView):
    @extend_schema(**docs.REGISTER)
    def post(self, request: Request) -> Response:
        """Open an account. A taken address gets the same answer, and its owner a mail."""
        form = RegisterSerializer(data=request.data)
        form.is_valid(raise_exception=True)
        told = form.validated_data
        fields = {"email", "first_name", "last_name", "password", *BOOKS} & told.keys()
        answer = ask_allauth(SignupView, request, {name: told[name] for name in fields})
        if answer.is_throttled:
            raise TooManyAttemptsError(retry_after=retry_after("signup"))
        answer.raise_field_errors()
        return Response(
            {"detail": translated(CHECK_YOUR_MAIL)},
            status=status.HTTP_201_CREATED,
            headers={"Location": reverse("me")},  # where it is for who has signed in
        )


class VerifyEmailView(AnonymousView):
    """In English whatever is asked for: the existing client looks for its words."""

    def initialize_request(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Request:
        speak(ENGLISH)
        return super().initialize_request(request, *args, **kwargs)

    def handle_exception(self, exc: Exception) -> Response:
        """What is no form at all is refused in the same words."""
        return super().handle_exception(VerificationLinkError() if _is_no_form(exc) else exc)

    @extend_schema(**docs.VERIFY_EMAIL)
    def post(self, request: Request) -> Response:
        """Verify an address with the token of the mailed link. It works once."""
        form = EmailVerificationSerializer(data=request.data)
        if not form.is_valid():
            raise VerificationLinkError
        if not is_within_limit(request, action="verify_email"):
            raise VerificationLinkError(retry_after=retry_after("verify_email"))
        answer = ask_allauth(AllauthVerifyEmailView, request, {"key": form.validated_data["token"]})
        if answer.status != status.HTTP_401_UNAUTHORIZED:  # allauth: verified, but not signed in
            raise VerificationLinkError
        return Response({"detail": "Your e-mail address is verified. You can sign in now."})


def _is_no_form(error: Exception) -> bool:
    no_form = (ParseError, ValidationError, UnsupportedMediaType, TooLargeError)
    return isinstance(error, (*no_form, SuspiciousOperation))


class ResendVerificationView(AnonymousView):
    @extend_schema(**docs.RESEND)
    def post(self, request: Request) -> Response:
        """Mail the verification link again. The answer is the same whoever asks."""
        form = EmailSerializer(data=request.data)
        form.is_valid(raise_exception=True)
        email = form.validated_data["email"].lower()
        if is_within_limit(request, action="resend_verification", key=email):
            queue_mail(template=VERIFY_EMAIL, recipient=email)
        detail = translated("If the address is waiting for it, we have sent the link again.")
        return Response({"detail": detail})


class MeView(PersonalView):
    """The existing client only reads; the rest stands here because the path is the same."""

    delete_request = PasswordSerializer

    @extend_schema(**docs.ME)
    def get(self, request: Request) -> Response:
        """The signed-in person's account."""
        return self._answer(request)

    @extend_schema(**docs.CHANGE_ME)
    def patch(self, request: Request) -> Response:
        """Change the profile. Fields that are not sent stay as they are."""
        user = signed_in_user(request)
        require_match(request, etag_of(ProfileSerializer(user).data))
        form = ProfileSerializer(user, data=request.data, partial=True)
        form.is_valid(raise_exception=True)
        form.save()
        return self._answer(request)

    @extend_schema(**docs.DELETE_ME)
    def delete(self, request: Request) -> Response:
        """Delete the account with everything in it, at once and for good."""
        form = PasswordSerializer(data=request.data)
        form.is_valid(raise_exception=True)
        prove_password(request, form.validated_data["password"])
        user = signed_in_user(request)
        delete_account(user)
        if isinstance(request.auth, SessionBase):
            request.auth.flush()  # or the middleware would store it again
        queue_mail(template=ACCOUNT_DELETED, recipient=user.email)
        return Response(status=status.HTTP_204_NO_CONTENT)

    def _answer(self, request: Request) -> Response:
        body = ProfileSerializer(signed_in_user(request)).data
        return Response(body, headers={"ETag": etag_of(body)})
