"""Password change by the one who knows the old one, and reset by the owner of the mailbox."""

from allauth.headless.account.views import ChangePasswordView
from django.contrib.sessions.backends.base import SessionBase
from drf_spectacular.utils import extend_schema
from rest_framework import status
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.allauth_integration.headless import ask_allauth
from accounts.allauth_integration.limits import retry_after
from accounts.allauth_integration.password_reset import (
    QueuedPasswordResetView,
    SafePasswordResetView,
)
from accounts.allauth_integration.session_tokens import make_pair
from accounts.api import documentation as docs
from accounts.api.authentication import signed_in_user
from accounts.errors import ResetLinkError, TooManyAttemptsError
from accounts.serializers import (
    PasswordChangeSerializer,
    PasswordResetSerializer,
    ResetLinkSerializer,
    TokenPairSerializer,
)
from accounts.views.existing_client import AnonymousView, PersonalView
from common.localization.sentences import translated


class PasswordChangeView(PersonalView):
    @extend_schema(**docs.CHANGE_PASSWORD)
    def post(self, request: Request) -> Response:
        """Change the password. Every session ends, and every API key unless they are to be kept;
        the answer is a pair for a new session, or to a call by cookie 204 and the new cookie."""
        form = PasswordChangeSerializer(data=request.data)
        form.is_valid(raise_exception=True)
        answer = ask_allauth(ChangePasswordView, request, form.validated_data, as_caller=True)
        if answer.is_throttled:
            raise TooManyAttemptsError(retry_after=retry_after("change_password"))
        answer.raise_field_errors()
        if isinstance(request.auth, SessionBase):
            return Response(status=status.HTTP_204_NO_CONTENT)
        user = signed_in_user(request)
        user.refresh_from_db()
        access, refresh = make_pair(user, answer.meta["session_token"])
        return Response(TokenPairSerializer({"access": access, "refresh": refresh}).data)


class PasswordResetRequestView(AnonymousView):
    @extend_schema(**docs.ASK_FOR_RESET)
    def post(self, request: Request) -> Response:
        """Mail a link for a new password. The answer is the same whoever asks."""
        form = ResetLinkSerializer(data=request.data)
        form.is_valid(raise_exception=True)
        answer = ask_allauth(QueuedPasswordResetView, request, form.validated_data)
        if answer.is_throttled:
            raise TooManyAttemptsError(retry_after=retry_after("reset_password"))
        answer.raise_field_errors()
        return Response({"detail": translated("We have sent a mail to this address.")})


class PasswordResetView(AnonymousView):
    @extend_schema(**docs.RESET_PASSWORD)
    def post(self, request: Request) -> Response:
        """Set a new password with the token of the mailed link. Every session ends, and every API
        key unless they are to be kept."""
        form = PasswordResetSerializer(data=request.data)
        form.is_valid(raise_exception=True)
        asked = form.validated_data | {"key": form.validated_data["token"]}
        answer = ask_allauth(SafePasswordResetView, request, asked)
        if answer.is_throttled:
            raise TooManyAttemptsError(retry_after=retry_after("reset_password_from_key"))
        if "invalid_password_reset" in answer.error_codes:
            raise ResetLinkError
        answer.raise_field_errors(key="token")
        detail = translated("Your password is changed. You can sign in now.")
        return Response({"detail": detail})
