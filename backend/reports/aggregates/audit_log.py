"""What happened to an account's receipts and entries, who did it and when."""

from django.db.models import Q, QuerySet

from receipts.models.event import ReceiptEvent
from reports.aggregates.scope import ReportScope, in_categories


def events_of(scope: ReportScope, *, kind: str = "") -> QuerySet[ReceiptEvent]:
    """By the moment of the event, newest first; the filters are those of the entry as it is now."""
    start, end = scope.moments
    events = ReceiptEvent.objects.filter(
        owner=scope.owner, created_at__gte=start, created_at__lt=end
    )
    filters = {
        "kind": kind,
        "transaction__currency": scope.currency,
        "transaction__type": scope.type,
        "transaction__vendor__icontains": scope.vendor,
    }
    events = events.filter(**{name: value for name, value in filters.items() if value})
    if scope.category_ids is not None:
        in_entry = in_categories(scope, "transaction__category")
        events = events.filter(Q(transaction__isnull=False) & in_entry)
    return events.select_related("actor").order_by("-created_at", "-pk")
