"""Web hooks in the admin: where they lead, whether they arrive, and once more for what does not."""

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


@admin.register(WebhookEndpoint)
class WebhookEndpointAdmin(ReadOnlyAdmin, Owned):
    list_display = fields = (
        "owner_address", "host", "is_active", "switched_off", "failing_since", "rests_until",
        "created_at",
    )  # fmt: skip
    list_filter = ("is_active", "switched_off")
    list_select_related = ("owner",)
    search_fields = ("owner__email",)

    @admin.display(description="host")
    def host(self, endpoint: WebhookEndpoint) -> str:
        return _host(endpoint)


@admin.register(WebhookDelivery)
class WebhookDeliveryAdmin(ReadOnlyAdmin):
    list_display = (
        "created_at", "owner_address", "host", "kind", "status", "attempts", "failure_text",
    )  # fmt: skip
    fields = (
        *list_display, "event_id", "receipt_id", "transaction_id", "tried_at", "response_status",
        "duration_ms", "failure_code", "not_before",
    )  # fmt: skip
    list_filter = ("status", "failure_code", "kind")
    list_select_related = ("endpoint__owner",)
    search_fields = ("=endpoint__owner__email",)
    show_full_result_count = False
    actions = ("replay",)

    @admin.display(description="owner")
    def owner_address(self, delivery: WebhookDelivery) -> str:
        return delivery.endpoint.owner.email

    @admin.display(description="host")
    def host(self, delivery: WebhookDelivery) -> str:
        return _host(delivery.endpoint)

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
