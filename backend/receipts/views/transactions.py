"""Ledger over HTTP: entries of receipts, and entries by hand."""

from functools import partial
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone
from django_filters.rest_framework import DjangoFilterBackend
from drf_spectacular.utils import extend_schema
from rest_framework import status
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.api.authentication import signed_in_user
from accounts.api.idempotency import idempotent
from common.api import generics
from common.api.etags import VersionedAnswers, expected_versions, tagged, unless_known
from common.api.openapi import refused
from common.api.views import APIView
from receipts.changes.tags import entry_tag, list_tag
from receipts.filters import TransactionFilterSet, searched_page
from receipts.ledger.corrections import correct_entry
from receipts.ledger.listing import EntryPages
from receipts.ledger.manual_entries import create_entry, restore_entry, trash_entry
from receipts.ledger.review import check_values, today_on_earth
from receipts.models import Transaction
from receipts.models.ledger import TransactionQuerySet
from receipts.serializers.entries import EntryChangeSerializer, EntrySerializer
from receipts.serializers.receipts import TransactionSerializer
from receipts.serializers.review import EntryCheckSerializer
from receipts.serializers.shapes import said_review_reason
from receipts.views.corrections import IF_MATCH


class OwnEntries(generics.GenericAPIView):
    serializer_class = TransactionSerializer
    made_at = "transaction"

    def get_queryset(self) -> QuerySet[Transaction]:
        return Transaction.objects.owned_by(signed_in_user(self.request)).kept().with_lines()


class TransactionListView(VersionedAnswers, OwnEntries, generics.ListAPIView):
    queryset = Transaction.objects.none()  # says to the documentation what is filtered
    filter_backends = [DjangoFilterBackend]
    filterset_class = TransactionFilterSet

    def get_queryset(self) -> TransactionQuerySet:
        return Transaction.objects.owned_by(signed_in_user(self.request))

    def paginate_queryset(self, queryset: Any) -> list[Any] | None:
        pages: Any = EntryPages(queryset, expected=searched_page(self))
        return super().paginate_queryset(pages)

    @extend_schema(operation_id="transactions_list", tags=["ledger"])
    def get(self, request: Request) -> Response:
        """All entries, the latest purchase first."""
        tag = list_tag(request.build_absolute_uri(), owner=signed_in_user(request))
        return unless_known(request, tag, partial(self.list, request))

    @idempotent(in_transaction=True)
    @extend_schema(
        operation_id="transactions_create",
        tags=["ledger"],
        request=EntrySerializer,
        responses={201: TransactionSerializer, **refused(409)},
    )
    def post(self, request: Request) -> Response:
        """Make an entry without a receipt, such as income or cash without a slip."""
        form = EntrySerializer(data=request.data, context=self.shown())
        form.is_valid(raise_exception=True)
        made = create_entry(
            owner=signed_in_user(request), values=form.validated_data, now=timezone.now()
        )
        tag = entry_tag(made.pk, owner=signed_in_user(request))
        entry = self.get_queryset().with_lines().get(pk=made.pk)
        answer = Response(self.get_serializer(entry).data, status=status.HTTP_201_CREATED)
        return tagged(answer, tag)


class TransactionCheckView(APIView):
    @extend_schema(
        operation_id="transactions_check",
        tags=["ledger"],
        request=EntryChangeSerializer,
        responses={200: EntryCheckSerializer},
    )
    def post(self, request: Request) -> Response:
        """Check the values of an entry while it is being typed. Nothing is stored."""
        form = EntryChangeSerializer(data=request.data)
        form.is_valid(raise_exception=True)
        checks = check_values(
            form.validated_data,
            owner=signed_in_user(request),
            today=today_on_earth(timezone.now()),
        )
        return Response({"checks": [said_review_reason(check) for check in checks]})


class TransactionView(VersionedAnswers, OwnEntries, generics.RetrieveAPIView):
    @extend_schema(operation_id="transactions_retrieve", tags=["ledger"])
    def get(self, request: Request, pk: int) -> Response:
        """One entry. Its version is that of its receipt, if it has one."""
        tag = entry_tag(pk, owner=signed_in_user(request))
        return unless_known(request, tag, partial(self.retrieve, request))

    @extend_schema(
        operation_id="transactions_change",
        tags=["ledger"],
        parameters=[IF_MATCH],
        request=EntryChangeSerializer,
        responses={200: TransactionSerializer},
    )
    def patch(self, request: Request, pk: int) -> Response:
        """Correct an entry. What is set here no later reading changes."""
        form = EntryChangeSerializer(data=request.data, context=self.shown())
        form.is_valid(raise_exception=True)
        correct_entry(
            pk,
            changes=form.validated_data,
            actor=signed_in_user(request),
            expected=expected_versions(request),
            now=timezone.now(),
        )
        tag = entry_tag(pk, owner=signed_in_user(request))
        return tagged(self.retrieve(request), tag)

    @extend_schema(
        operation_id="transactions_delete",
        tags=["ledger"],
        parameters=[IF_MATCH],
        responses={204: None, **refused(409)},
    )
    def delete(self, request: Request, pk: int) -> Response:
        """Move an entry without a receipt into the trash. One with a receipt goes with it."""
        trash_entry(
            pk,
            owner=signed_in_user(request),
            expected=expected_versions(request),
            now=timezone.now(),
        )
        return Response(status=status.HTTP_204_NO_CONTENT)


class TransactionRestoreView(VersionedAnswers, OwnEntries):
    @idempotent(in_transaction=True)
    @extend_schema(
        operation_id="transactions_restore",
        tags=["ledger"],
        request=None,
        responses={200: TransactionSerializer},
    )
    def post(self, request: Request, pk: int) -> Response:
        """Take an entry out of the trash."""
        restore_entry(pk, owner=signed_in_user(request), now=timezone.now())
        tag = entry_tag(pk, owner=signed_in_user(request))
        return tagged(Response(self.get_serializer(self.get_object()).data), tag)
