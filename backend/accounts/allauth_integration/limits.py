"""How often anonymous calls may come. The numbers are in `ACCOUNT_RATE_LIMITS`."""

from allauth.account import app_settings as allauth_settings
from allauth.core.internal import ratelimit
from rest_framework.request import Request

from accounts.errors import TooManyAttemptsError


def is_within_limit(request: Request, *, action: str, key: str | None = None) -> bool:
    """Counts the call. False: it is one too many."""
    usage = ratelimit.consume(
        request._request, app="allauth.account", action=action, key=key, limit_get=True
    )
    return usage is not None


def count_call(request: Request, *, action: str, key: str | None = None) -> None:
    if not is_within_limit(request, action=action, key=key):
        raise TooManyAttemptsError(retry_after=retry_after(action))


def retry_after(*actions: str) -> int:
    """Seconds until the longest window of these actions has passed, so a wait that is enough."""
    config = allauth_settings.RATE_LIMITS
    rates = [rate for action in actions for rate in ratelimit.parse_rates(config.get(action))]
    return int(max(rate.duration for rate in rates))
