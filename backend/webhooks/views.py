"""Web hooks over HTTP."""

from django.conf import settings
from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django_filters import rest_framework as filters
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import status, views
from rest_framework.permissions import BasePermission, IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.api.authentication import signed_in_user
from accounts.api.idempotency import idempotent
from common.api import generics
from common.api.etags import VersionedAnswers, expected_versions
from common.api.openapi import refused
from common.api.views import APIView
from receipts.filters import ChoiceFilter
from receipts.history import Kind
from subscriptions.permissions import needs
from subscriptions.plans import Feature
from webhooks.errors import WebhooksNotConfiguredError
from webhooks.models import WebhookDelivery, WebhookEndpoint
from webhooks.serializers import (
    NewSecretSerializer,
    ReplayedSerializer,
    ReplaySerializer,
    WebhookDeliverySerializer,
    WebhookInputSerializer,
    WebhookSerializer,
    secret_shown,
)
from webhooks.services.deliveries import replay_failed_since, replay_numbered
from webhooks.services.endpoints import (
    change_endpoint,
    create_endpoint,
    delete_endpoint,
    rotate_secret,
)
from webhooks.tasks import queue_deliveries

IF_MATCH = OpenApiParameter(
    "If-Match", OpenApiTypes.STR, OpenApiParameter.HEADER, description="the `ETag` you have read"
)


class WebhooksAreOn(BasePermission):
    """503 where the operator has not switched them on. Comes after IsAuthenticated."""

    refusals = (503,)

    def has_permission(self, request: Request, view: views.APIView) -> bool:
        if not settings.WEBHOOKS:
            raise WebhooksNotConfiguredError("Web hooks are not switched on here.")
        return True


class WebhookView(APIView):
    permission_classes = [IsAuthenticated, WebhooksAreOn, needs(Feature.WEBHOOKS)]


class OwnWebhooks(WebhookView, VersionedAnswers, generics.GenericAPIView):
    serializer_class = WebhookSerializer
    made_at = "webhook"
    queryset = WebhookEndpoint.objects.none()

    def get_queryset(self) -> QuerySet[WebhookEndpoint]:
        return WebhookEndpoint.objects.owned_by(signed_in_user(self.request))


class WebhookListView(OwnWebhooks, generics.ListAPIView):
    @extend_schema(operation_id="webhooks_list", tags=["webhooks"])
    def get(self, request: Request) -> Response:
        """The account's web hooks. Their secrets cannot be shown again."""
        return self.list(request)

    @extend_schema(
        operation_id="webhooks_create",
        tags=["webhooks"],
        request=WebhookInputSerializer,
        responses={201: NewSecretSerializer, **refused(409)},
    )
    def post(self, request: Request) -> Response:
        """Have an address told what happens. This answer is the only one that shows its secret."""
        form = WebhookInputSerializer(data=request.data, context=self.shown())
        form.is_valid(raise_exception=True)
        endpoint, secret = create_endpoint(
            owner=signed_in_user(request), values=form.validated_data
        )
        return Response(secret_shown(endpoint, secret), status=status.HTTP_201_CREATED)


class WebhookDetailView(OwnWebhooks, generics.RetrieveAPIView):
    @extend_schema(operation_id="webhooks_retrieve", tags=["webhooks"])
    def get(self, request: Request, pk: int) -> Response:
        """One web hook."""
        return self.retrieve(request)

    @extend_schema(
        operation_id="webhooks_change",
        tags=["webhooks"],
        parameters=[IF_MATCH],
        request=WebhookInputSerializer(partial=True),
        responses={200: WebhookSerializer},
    )
    def patch(self, request: Request, pk: int) -> Response:
        """Another address, other kinds, or switch it on and off. What waits for one that is
        switched off has failed, and can be replayed."""
        form = WebhookInputSerializer(data=request.data, partial=True, context=self.shown())
        form.is_valid(raise_exception=True)
        endpoint = change_endpoint(
            pk,
            owner=signed_in_user(request),
            values=form.validated_data,
            expected=expected_versions(request),
        )
        return Response(self.get_serializer(endpoint).data)

    @extend_schema(
        operation_id="webhooks_delete",
        tags=["webhooks"],
        parameters=[IF_MATCH],
        responses={204: None},
    )
    def delete(self, request: Request, pk: int) -> Response:
        """With its log."""
        delete_endpoint(pk, owner=signed_in_user(request), expected=expected_versions(request))
        return Response(status=status.HTTP_204_NO_CONTENT)


class WebhookSecretView(WebhookView, VersionedAnswers):
    @extend_schema(
        operation_id="webhooks_rotate_secret",
        tags=["webhooks"],
        parameters=[IF_MATCH],
        request=None,
        responses={200: NewSecretSerializer},
    )
    def post(self, request: Request, pk: int) -> Response:
        """A new secret, shown this once. For a day the one before signs as well."""
        endpoint, secret = rotate_secret(
            pk,
            owner=signed_in_user(request),
            expected=expected_versions(request),
            now=timezone.now(),
        )
        return Response(secret_shown(endpoint, secret))


class WebhookDeliveryFilterSet(filters.FilterSet):
    status = ChoiceFilter(choices=WebhookDelivery.Status.choices)
    kind = ChoiceFilter(choices=Kind.choices)


class WebhookDeliveryListView(WebhookView, generics.ListAPIView):
    serializer_class = WebhookDeliverySerializer
    queryset = WebhookDelivery.objects.none()
    filter_backends = [filters.DjangoFilterBackend]
    filterset_class = WebhookDeliveryFilterSet

    def get_queryset(self) -> QuerySet[WebhookDelivery]:
        owned = WebhookEndpoint.objects.owned_by(signed_in_user(self.request))
        endpoint = get_object_or_404(owned, pk=self.kwargs["pk"])
        return WebhookDelivery.objects.filter(endpoint=endpoint)

    @extend_schema(operation_id="webhooks_deliveries", tags=["webhooks"])
    def get(self, request: Request, pk: int) -> Response:
        """The log of one web hook, newest first: what was sent, or is owed, and what came of it.
        It is kept for 30 days."""
        return self.list(request)


class WebhookReplayView(WebhookView):
    @idempotent(in_transaction=True)
    @extend_schema(
        operation_id="webhooks_replay",
        tags=["webhooks"],
        request=ReplaySerializer,
        responses={200: ReplayedSerializer},
    )
    def post(self, request: Request, pk: int) -> Response:
        """Send once more, with the same `webhook-id`: some of the log, or all that failed."""
        owned = WebhookEndpoint.objects.owned_by(signed_in_user(request))
        endpoint = get_object_or_404(owned, pk=pk)
        form = ReplaySerializer(data=request.data)
        form.is_valid(raise_exception=True)
        values = form.validated_data
        if "deliveries" in values:
            queued = replay_numbered(values["deliveries"], endpoint=endpoint)
        else:
            queued = replay_failed_since(values["failed_since"], endpoint=endpoint)
        queue_deliveries([endpoint.pk])
        return Response(ReplayedSerializer({"queued": queued}).data)
