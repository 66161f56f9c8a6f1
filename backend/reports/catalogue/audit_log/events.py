"""The audit log: what happened to an account's receipts and entries, who did it and when."""

from dataclasses import dataclass
from zoneinfo import ZoneInfo

from django.db.models import F

from accounts.models import User
from receipts.models.event import ReceiptEvent, ReceiptEventQuerySet
from reports.aggregates.coverage import Coverage
from reports.aggregates.scope import ReportScope


@dataclass(frozen=True, kw_only=True)
class AuditLog:
    events: ReceiptEventQuerySet
    coverage: Coverage
    owner: User

    @property
    def zone(self) -> ZoneInfo:
        return self.owner.zone


def audit_log(scope: ReportScope, *, kind: str = "") -> AuditLog:
    """Of events, all are counted."""
    events = events_of(scope, kind=kind)
    coverage = Coverage(counted=events.count(), doubtful=[], left_out=[])
    return AuditLog(events=events, coverage=coverage, owner=scope.owner)


def events_of(scope: ReportScope, *, kind: str = "") -> ReceiptEventQuerySet:
    """By the moment of the event where the account is, newest first; the filters are those of the
    entry as it is now."""
    events = ReceiptEvent.objects.filter(owner=scope.owner)
    start, end = scope.period.start, scope.period.end
    events = events.happened_between(scope.owner.zone, start, end).narrowed(scope)
    if kind:
        events = events.filter(kind=kind)
    if scope.type:
        events = events.of_type(scope.type)
    if scope.vendor:
        events = events.of_vendor(scope.vendor)
    if scope.category_ids is not None:
        events = events.filter(transaction__isnull=False)
    told = events.select_related("actor").annotate(currency=F("transaction__currency"))
    return told.order_by("-created_at", "-pk")
