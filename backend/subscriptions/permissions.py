"""Permission of a view that not every plan includes."""

from django.utils import timezone
from rest_framework.permissions import BasePermission
from rest_framework.request import Request
from rest_framework.views import APIView

from subscriptions.plans import Feature
from subscriptions.services.access import require_feature


class PlanPermission(BasePermission):
    """Refuses with 403 `plan_required`. Comes after IsAuthenticated, so that anonymous is 401."""

    feature: Feature
    refusals = (403,)

    def has_permission(self, request: Request, view: APIView) -> bool:
        if not request.user.is_authenticated:
            return False
        require_feature(request.user, self.feature, now=timezone.now())
        return True


def needs(feature: Feature) -> type[PlanPermission]:
    """For `permission_classes = [IsAuthenticated, needs(Feature.REPORT_EXPORT)]`."""
    return type(f"Needs{feature.name}", (PlanPermission,), {"feature": feature})
