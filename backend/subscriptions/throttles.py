"""Throttle of a view that takes documents: the quota is asked before the body is read."""

from django.utils import timezone
from rest_framework.request import Request

from accounts.api.authentication import signed_in_user
from accounts.api.throttles import RoomThrottle
from subscriptions.services.quota import Allowance, require_room


class QuotaThrottle(RoomThrottle):
    """Refuses as reserving a document would. What it has learnt of the quota goes along with the
    request (`allowance_of`)."""

    refusals = (402, 429)

    def require_room(self, request: Request) -> None:
        allowance = require_room(signed_in_user(request), now=timezone.now())
        request.allowance = allowance  # type: ignore[attr-defined]


def allowance_of(request: Request) -> Allowance | None:
    """None: it was not asked for."""
    return getattr(request, "allowance", None)
