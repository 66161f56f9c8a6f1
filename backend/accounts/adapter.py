"""Where allauth's rules need ours: how wrong passwords are counted."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.internal import ratelimit
from django.http import HttpRequest


class AccountAdapter(DefaultAccountAdapter):
    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Count this attempt; `authenticate` takes it back where the password was right.

        allauth counts by account alone, so anybody could lock anybody out. Ours locks an account
        for the address that guesses, and for everybody only at a number that takes many addresses.
        """
        email = credentials.get("email", "").lower()
        attempts = ratelimit.RateLimitUsage(usage=[])
        for action, key in self._password_limits(request, email).items():
            usage = ratelimit.consume(request, app="allauth.account", action=action, key=key)
            if usage is None:
                raise self.validation_error("too_many_login_attempts")
            attempts.usage.extend(usage.usage)
        self._login_failed_rl_usage = attempts

    def _delete_login_attempts_cached_email(self, request: HttpRequest, **credentials: Any) -> None:
        """After a password reset the owner starts afresh."""
        email = credentials.get("email", "").lower()
        for action, key in self._password_limits(request, email).items():
            ratelimit.clear(request, app="allauth.account", action=action, key=key)

    def _password_limits(self, request: HttpRequest, email: str) -> dict[str, str]:
        return {
            "wrong_password_from_address": f"{ratelimit.get_ip(request)} {email}",
            "wrong_password": email,
        }
