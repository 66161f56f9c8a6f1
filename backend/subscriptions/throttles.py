"""Throttle of a view that takes documents: the quota is asked before the body is read."""

from django.utils import timezone
from rest_framework.request import Request
from rest_framework.throttling import BaseThrottle
from rest_framework.views import APIView

from accounts.api.authentication import signed_in_user
from accounts.api.idempotency import is_sent_again
from subscriptions.services.quota import Allowance, require_room


class QuotaThrottle(BaseThrottle):
    """Refuses a POST as reserving its document would, unless it was sent before. What it has
    learnt of the quota goes along with the request (`allowance_of`)."""

    refusals = (402, 429)

    def allow_request(self, request: Request, view: APIView) -> bool:
        if request.method == "POST" and not is_sent_again(request):
            allowance = require_room(signed_in_user(request), now=timezone.now())
            request.allowance = allowance  # type: ignore[attr-defined]
        return True


def allowance_of(request: Request) -> Allowance | None:
    """None: it was not asked for."""
    return getattr(request, "allowance", None)
