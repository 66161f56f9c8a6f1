"""Categories over HTTP: the ten defaults, and one's own."""

from django.db.models import QuerySet
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import status
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.api.authentication import signed_in_user
from accounts.api.idempotency import idempotent
from common.api import generics
from common.api.etags import VersionedAnswers, expected_versions
from common.api.openapi import refused
from receipts.ledger.categories import change_category, create_category, delete_category
from receipts.models import Category
from receipts.serializers.entries import CategoryInputSerializer, CategorySerializer
from receipts.views.corrections import IF_MATCH


class VisibleCategories(VersionedAnswers, generics.GenericAPIView):
    serializer_class = CategorySerializer
    made_at = "category"

    def get_queryset(self) -> QuerySet[Category]:
        return Category.objects.visible_to(signed_in_user(self.request))


class CategoryListView(VisibleCategories, generics.ListAPIView):
    @extend_schema(operation_id="categories_list", tags=["ledger"])
    def get(self, request: Request) -> Response:
        """The defaults and one's own, by name."""
        return self.list(request)

    @idempotent(in_transaction=True)
    @extend_schema(
        operation_id="categories_create",
        tags=["ledger"],
        request=CategoryInputSerializer,
        responses={201: CategorySerializer, **refused(409)},
    )
    def post(self, request: Request) -> Response:
        """Make a category of one's own."""
        form = CategoryInputSerializer(data=request.data, context=self.shown())
        form.is_valid(raise_exception=True)
        category = create_category(owner=signed_in_user(request), **form.validated_data)
        return Response(self.get_serializer(category).data, status=status.HTTP_201_CREATED)


class CategoryView(VisibleCategories, generics.RetrieveAPIView):
    @extend_schema(operation_id="categories_retrieve", tags=["ledger"])
    def get(self, request: Request, pk: int) -> Response:
        """One category."""
        return self.retrieve(request)

    @extend_schema(
        operation_id="categories_change",
        tags=["ledger"],
        parameters=[IF_MATCH],
        request=CategoryInputSerializer(partial=True),
        responses={200: CategorySerializer, **refused(403)},
    )
    def patch(self, request: Request, pk: int) -> Response:
        """Rename or change one's own. Entries keep it: the slug stays."""
        form = CategoryInputSerializer(data=request.data, partial=True, context=self.shown())
        form.is_valid(raise_exception=True)
        category = change_category(
            pk,
            owner=signed_in_user(request),
            values=form.validated_data,
            expected=expected_versions(request),
        )
        return Response(self.get_serializer(category).data)

    @extend_schema(
        operation_id="categories_delete",
        tags=["ledger"],
        parameters=[IF_MATCH],
        responses={204: None, **refused(403)},
    )
    def delete(self, request: Request, pk: int) -> Response:
        """Delete one's own. Entries that have it are left without a category."""
        delete_category(
            pk,
            owner=signed_in_user(request),
            expected=expected_versions(request),
            now=timezone.now(),
        )
        return Response(status=status.HTTP_204_NO_CONTENT)
