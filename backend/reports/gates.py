"""Which plan feature each report and each export needs."""

from rest_framework.permissions import BasePermission, IsAuthenticated

from subscriptions.permissions import needs
from subscriptions.plans import Feature

Gates = list[type[BasePermission]]


def for_report(name: str) -> Gates:
    return [IsAuthenticated, needs(Feature(name))]


def for_exports() -> Gates:
    return [IsAuthenticated, needs(Feature.REPORT_EXPORT)]
