"""Web hooks in the admin: where they lead, whether they arrive, and once more for what does not."""

from datetime import datetime
from typing import cast
from urllib.parse import urlsplit

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest

from accounts.admin import Owned
from accounts.models import User
from subscriptions.admin import ReadOnlyAdmin
from webhooks.models import WebhookDelivery, WebhookEndpoint
from webhooks.services.deliveries import replay
from webhooks.tasks import queue_deliveries


def _host(endpoint: WebhookEndpoint) -> str:
    """There may be a secret in the rest."""
    return urlsplit(endpoint.url).hostname or ""


def _moment(moment: datetime | None) -> str:
    """So short that a list of them fits."""
    return f"{moment:%Y-%m-%d %H:%M}" if moment else ""


@admin.register(WebhookEndpoint)
class WebhookEndpointAdmin(ReadOnlyAdmin, Owned):
    list_display = fields = (
        "owner_address", "host", "is_active", "switched_off", "fails", "rests", "created",
    )  # fmt: skip
    list_filter = ("is_active", "switched_off")
    list_select_related = ("owner",)
    search_fields = ("owner__email",)

    @admin.display(description="host")
    def host(self, endpoint: WebhookEndpoint) -> str:
        return _host(endpoint)

    @admin.display(description="failing since, UTC")
    def fails(self, endpoint: WebhookEndpoint) -> str:
        return _moment(endpoint.failing_since)

    @admin.display(description="rests until, UTC")
    def rests(self, endpoint: WebhookEndpoint) -> str:
        return _moment(endpoint.rests_until)

    @admin.display(description="created, UTC")
    def created(self, endpoint: WebhookEndpoint) -> str:
        return _moment(endpoint.created_at)


@admin.register(WebhookDelivery)
class WebhookDeliveryAdmin(ReadOnlyAdmin, Owned):
    list_display = (
        "created", "owner_address", "host", "kind", "status", "attempts", "next_try",
        "failure_text",
    )  # fmt: skip
    fields = (
        *list_display, "event_id", "receipt_id", "transaction_id", "tried_at", "response_status",
        "duration_ms", "failure_code",
    )  # fmt: skip
    list_filter = ("status", "failure_code", "kind")
    list_select_related = ("endpoint__owner",)
    search_fields = ("=endpoint__owner__email",)
    show_full_result_count = False
    show_facets = admin.ShowFacets.NEVER  # they count all rows once for each choice
    actions = ("replay",)

    @admin.display(description="owner")
    def owner_address(self, delivery: WebhookDelivery) -> str:
        return delivery.endpoint.owner.email

    @admin.display(description="host")
    def host(self, delivery: WebhookDelivery) -> str:
        return _host(delivery.endpoint)

    @admin.display(description="created, UTC")
    def created(self, delivery: WebhookDelivery) -> str:
        return _moment(delivery.created_at)

    @admin.display(description="next try, UTC")
    def next_try(self, delivery: WebhookDelivery) -> str:
        """Of one that waits: a rest of its endpoint holds it up as well."""
        if delivery.status != WebhookDelivery.Status.PENDING:
            return ""
        moments = (delivery.not_before, delivery.endpoint.rests_until)
        return _moment(max((moment for moment in moments if moment), default=None))

    @admin.action(description="Send once more", permissions=["replay"])
    def replay(self, request: HttpRequest, queryset: QuerySet[WebhookDelivery]) -> None:
        endpoints = WebhookEndpoint.objects.active().filter(
            pk__in=queryset.order_by().values("endpoint")
        )
        queued = sum(replay(queryset, endpoint=endpoint) for endpoint in endpoints)
        queue_deliveries(endpoint.pk for endpoint in endpoints)
        self.message_user(
            request,
            f"{queued} queued; endpoints that are switched off were left alone.",
            messages.SUCCESS if queued else messages.WARNING,
        )

    def has_replay_permission(self, request: HttpRequest) -> bool:
        return cast(User, request.user).has_perm("webhooks.change_webhookdelivery")
