"""API keys over HTTP."""

from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.api import documentation as docs
from accounts.api.authentication import signed_in_user
from accounts.models import ApiKey
from accounts.serializers import ApiKeySerializer, NewApiKeySerializer
from accounts.services.api_keys import create_api_key
from accounts.views.existing_client import PersonalView
from common.api import generics


class OwnApiKeys(PersonalView, generics.GenericAPIView):
    serializer_class = ApiKeySerializer
    made_at = "api-key"

    def get_queryset(self) -> QuerySet[ApiKey]:
        return ApiKey.objects.owned_by(signed_in_user(self.request)).order_by("-pk")


class ApiKeyListView(OwnApiKeys, generics.ListAPIView):
    @extend_schema(**docs.LIST_API_KEYS)
    def get(self, request: Request) -> Response:
        """The account's keys, newest first. The keys themselves cannot be shown again."""
        return self.list(request)

    @extend_schema(**docs.CREATE_API_KEY)
    def post(self, request: Request) -> Response:
        """Make a key. This answer is the only one that shows it."""
        form = ApiKeySerializer(data=request.data)
        form.is_valid(raise_exception=True)
        try:
            with transaction.atomic():
                row, key = create_api_key(
                    owner=signed_in_user(request),
                    name=form.validated_data["name"],
                    scope=form.validated_data.get("scope", ApiKey.Scope.READ),
                    now=timezone.now(),
                )
        except IntegrityError:
            raise serializers.ValidationError({"name": ["A key has this name."]}) from None
        body = ApiKeySerializer(row).data | {"key": key}
        return Response(NewApiKeySerializer(body).data, status=status.HTTP_201_CREATED)


class ApiKeyView(OwnApiKeys):
    @extend_schema(**docs.REVOKE_API_KEY)
    def delete(self, request: Request, pk: int) -> Response:
        """Revoke a key: it is worth nothing from now on."""
        self.get_object().delete()
        return Response(status=status.HTTP_204_NO_CONTENT)
