"""Throttles: how often an account may call, asked after the sign-in and before the body is read."""

from collections.abc import Sequence

from django.conf import settings
from django.utils import timezone
from rest_framework.request import Request
from rest_framework.throttling import BaseThrottle
from rest_framework.views import APIView

from accounts.api.authentication import signed_in_user
from accounts.api.idempotency import is_sent_again
from accounts.errors import TooManyCallsError
from accounts.services.call_rates import count_call, count_more
from common.rates import RateUse, rate_headers


class AccountThrottle(BaseThrottle):
    """Refuses a POST with 429 `too_many_calls`; each answer says how many calls are left. `action`
    is a key of `settings.CALL_RATES`."""

    action: str
    refusals = (429,)
    says_rates = True

    def allow_request(self, request: Request, view: APIView) -> bool:
        if request.method != "POST":
            return True
        rates = settings.CALL_RATES[self.action]
        owner, now = signed_in_user(request), timezone.now()
        try:
            _say(request, count_call(owner, self.action, rates=rates, now=now))
        except TooManyCallsError as error:
            _say(request, [error.use])
            raise
        return True


class RoomThrottle(BaseThrottle):
    """Refuses a POST as the work that it asks for would be refused, unless it was sent before: a
    replayed answer takes no room."""

    def allow_request(self, request: Request, view: APIView) -> bool:
        if request.method == "POST" and not is_sent_again(request):
            self.require_room(request)
        return True

    def require_room(self, request: Request) -> None:
        """Raises what the work would be refused with."""
        raise NotImplementedError


def throttle(action: str) -> type[AccountThrottle]:
    """For `throttle_classes = [throttle("upload")]`."""
    return type(f"{action.title()}Throttle", (AccountThrottle,), {"action": action})


def count_each(request: Request, action: str, calls: int) -> None:
    """A bulk call counts as many as it holds: one was counted before that was known."""
    rates, now = settings.CALL_RATES[action], timezone.now()
    _say(request, count_more(signed_in_user(request), action, calls - 1, rates=rates, now=now))


def _say(request: Request, uses: Sequence[RateUse]) -> None:
    """In the headers of the answer, whatever that will be."""
    request.answer_headers = rate_headers(uses)  # type: ignore[attr-defined]
