"""The allauth adapter: where its rules need ours, on limits, mail, and races for one address."""

import json
from datetime import datetime
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.models import EmailAddress
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.headless.base.response import AuthenticationResponse
from django.conf import settings
from django.db import IntegrityError, transaction
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.dateformat import format as date_text

from accounts import allauth_internals as internals
from accounts.models import User
from accounts.services.mail import (
    NEW_PASSWORD_NOTICES,
    RESET_PASSWORD,
    VERIFY_EMAIL,
    VERIFY_EMAIL_AT_SIGN_UP,
)
from accounts.services.users import give_way_to_owner
from accounts.tasks import queue_mail

# What a notice may repeat. Whatever else allauth hands over (links, keys, the request) stays out of
# the database.
_NOTICE_FACTS = (
    "ip", "user_agent", "timestamp", "from_email", "to_email", "deleted_email", "ended_api_keys",
    "kept_api_keys",
)  # fmt: skip

# Counts for everybody who has none, such as callers over a Unix socket.
NO_ADDRESS = "0.0.0.0"  # noqa: S104 - nothing is bound to it


class AccountAdapter(DefaultAccountAdapter):
    # --- Limits

    def get_client_ip(self, request: HttpRequest) -> str:
        """The last address in X-Forwarded-For that a proxy of ours wrote; what stands before it
        came from outside. allauth's own answers a request that came past a proxy with a 500."""
        written_by_proxies = request.headers.get("X-Forwarded-For", "").split(",")
        proxies = settings.ALLAUTH_TRUSTED_PROXY_COUNT
        address = None
        if 0 < proxies <= len(written_by_proxies):
            address = internals.clean_address(written_by_proxies[-proxies])
        peer = request.META.get("REMOTE_ADDR", "")
        return address or internals.clean_address(peer) or NO_ADDRESS

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Count this attempt; `authenticate` takes it back where the password was right.

        allauth counts by account alone, so anybody could lock anybody out. Ours locks an account
        for the address that guesses, and for everybody only at a number that takes many addresses.
        """
        email = credentials.get("email", "").lower()
        attempts = internals.RateLimitUsage(usage=[])
        for action, key in self._password_limits(request, email).items():
            usage = internals.consume_limit(request, action=action, key=key)
            if usage is None:
                raise self.validation_error("too_many_login_attempts")
            attempts.usage.extend(usage.usage)
        self._login_failed_rl_usage = attempts

    def _delete_login_attempts_cached_email(self, request: HttpRequest, **credentials: Any) -> None:
        """After a password reset the owner starts afresh."""
        email = credentials.get("email", "").lower()
        for action, key in self._password_limits(request, email).items():
            internals.clear_limit(request, action=action, key=key)

    def _password_limits(self, request: HttpRequest, email: str) -> dict[str, str]:
        return {
            "wrong_password_from_address": f"{internals.counted_address(request)} {email}",
            "wrong_password": email,
        }

    # --- Passwords

    def set_password(self, user: User, password: str) -> None:
        """API keys end with the old password, unless the body of the call says no, also where it
        came to allauth's own API."""
        user.keeps_api_keys = _keeps_api_keys(self.request)
        super().set_password(user, password)

    # --- Mail

    def send_notification_mail(
        self,
        template_prefix: str,
        user: User,
        context: dict[str, Any] | None = None,
        email: str | None = None,
    ) -> None:
        """By the clock of the account. A notice of a new password says what became of the API
        keys."""
        facts = {"timestamp": timezone.now().astimezone(user.zone), **(context or {})}
        if template_prefix in NEW_PASSWORD_NOTICES:
            facts["ended_api_keys"] = user.ended_api_keys
            facts["kept_api_keys"] = user.api_keys.count()
        super().send_notification_mail(template_prefix, user, facts, email)

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        facts = {name: context[name] for name in _NOTICE_FACTS if name in context}
        if isinstance(moment := facts.get("timestamp"), datetime):
            facts["timestamp"] = date_text(moment, "d F Y, H:i T")
        queue_mail(template=template_prefix, recipient=email, context=facts)

    def send_confirmation_mail(
        self,
        request: HttpRequest,
        emailconfirmation: Any,
        signup: bool,  # noqa: FBT001 - allauth's signature
    ) -> None:
        address = emailconfirmation.email_address
        template = VERIFY_EMAIL_AT_SIGN_UP if signup else VERIFY_EMAIL
        queue_mail(template=template, recipient=address.email, user=address.user)

    def send_password_reset_mail(self, user: User, email: str, context: dict[str, Any]) -> None:
        queue_mail(template=RESET_PASSWORD, recipient=email)

    # --- One address, one owner

    def save_user(
        self,
        request: HttpRequest,
        user: User,
        form: BaseForm,
        commit: bool = True,  # noqa: FBT001, FBT002 - allauth's signature
    ) -> User:
        """Of two sign-ups for one address at the same moment the later gets the answer that a
        taken address gets."""
        super().save_user(request, user, form, commit=False)
        try:
            with transaction.atomic():
                user.save()
        except IntegrityError:
            internals.answer_as_for_taken_address(request, email=user.email)
            raise ImmediateHttpResponse(AuthenticationResponse(request)) from None
        return user

    def respond_email_verification_sent(
        self, request: HttpRequest, user: User | None
    ) -> HttpResponse:
        """For a taken address nobody was created and no password was hashed, which somebody could
        measure: hash one in its place."""
        if user is None:
            User().set_password("a password in place of the one that was not stored")
        response: HttpResponse = super().respond_email_verification_sent(request, user)
        return response

    @transaction.atomic
    def confirm_email(self, request: HttpRequest, email_address: EmailAddress) -> bool:
        give_way_to_owner(email_address)
        confirmed: bool = super().confirm_email(request, email_address)
        return confirmed


def _keeps_api_keys(request: HttpRequest) -> bool:
    body = json.loads(request.body or "{}")
    return isinstance(body, dict) and body.get("keep_api_keys") is True
