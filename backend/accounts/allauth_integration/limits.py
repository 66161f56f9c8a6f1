"""Rate limits of anonymous calls. The numbers are in `ACCOUNT_RATE_LIMITS`."""

from rest_framework.request import Request

from accounts.allauth_internals import consume_limit, limit_seconds
from accounts.errors import TooManyAttemptsError


def is_within_limit(request: Request, *, action: str, key: str | None = None) -> bool:
    """Counts the call. False: it is one too many."""
    return consume_limit(request._request, action=action, key=key) is not None


def count_call(request: Request, *, action: str, key: str | None = None) -> None:
    if not is_within_limit(request, action=action, key=key):
        raise TooManyAttemptsError(retry_after=retry_after(action))


def retry_after(*actions: str) -> int:
    """Seconds until the longest window of these actions has passed, so a wait that is enough."""
    return int(max(seconds for action in actions for seconds in limit_seconds(action)))
