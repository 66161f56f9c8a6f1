"""Vendor names and the rules about them over HTTP."""

from dataclasses import replace
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone
from django_filters import rest_framework as filters
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import status
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.serializers import Serializer

from accounts.api.authentication import signed_in_user
from accounts.api.idempotency import idempotent
from common.api import generics
from common.api.etags import VersionedAnswers, expected_versions
from common.api.openapi import refused
from common.errors import InvalidFieldError
from receipts.filters import SEARCH_CHARACTERS, VendorRuleFilterSet
from receipts.ledger.rule_applications.applying import Applied, apply_vendor_rule
from receipts.ledger.rule_applications.plan import find_rule
from receipts.ledger.rule_applications.preview import counted, preview_rule
from receipts.ledger.rule_applications.undoing import Undone, undo_application
from receipts.ledger.vendor_rules.editing import (
    change_vendor_rule,
    create_vendor_rule,
    delete_vendor_rule,
)
from receipts.ledger.vendor_rules.names_in_use import VendorNames
from receipts.models import Transaction, VendorRule
from receipts.serializers.vendor_rules import (
    AppliedSerializer,
    CarryOnSerializer,
    RulePreviewQuestionSerializer,
    RulePreviewSerializer,
    UndoneSerializer,
    UndoSerializer,
    VendorInUseSerializer,
    VendorRuleInputSerializer,
    VendorRuleSerializer,
)
from receipts.views.corrections import IF_MATCH


class VendorListView(generics.ListAPIView):
    serializer_class = VendorInUseSerializer
    queryset = Transaction.objects.none()

    def paginate_queryset(self, queryset: Any) -> list[Any] | None:
        search = self.request.query_params.get("search", "")
        if len(search) > SEARCH_CHARACTERS:
            raise InvalidFieldError("search", f"At most {SEARCH_CHARACTERS} characters.")
        names: Any = VendorNames(signed_in_user(self.request), search=search)
        return super().paginate_queryset(names)

    @extend_schema(
        operation_id="vendors_list",
        tags=["ledger"],
        parameters=[
            OpenApiParameter(
                "search", str, description="A part of the name, whatever its case and accents."
            )
        ],
        responses={200: VendorInUseSerializer(many=True)},
    )
    def get(self, request: Request) -> Response:
        """Names on your entries, the most used first, each with what its last entry says."""
        return self.list(request)


class OwnVendorRules(VersionedAnswers, generics.GenericAPIView):
    serializer_class = VendorRuleSerializer
    made_at = "vendor-rule"
    queryset = VendorRule.objects.none()

    def get_queryset(self) -> QuerySet[VendorRule]:
        rules = VendorRule.objects.owned_by(signed_in_user(self.request))
        return rules.select_related("category")


class VendorRuleListView(OwnVendorRules, generics.ListAPIView):
    filter_backends = [filters.DjangoFilterBackend]
    filterset_class = VendorRuleFilterSet

    @extend_schema(operation_id="vendor_rules_list", tags=["ledger"])
    def get(self, request: Request) -> Response:
        """Proposed, active and switched-off rules, by vendor."""
        return self.list(request)

    @idempotent(in_transaction=True)
    @extend_schema(
        operation_id="vendor_rules_create",
        tags=["ledger"],
        request=VendorRuleInputSerializer,
        responses={201: VendorRuleSerializer, **refused(409)},
    )
    def post(self, request: Request) -> Response:
        """Teach a spelling, a category or both. It applies to later receipts."""
        form = VendorRuleInputSerializer(data=request.data, context=self.shown())
        form.is_valid(raise_exception=True)
        rule = create_vendor_rule(owner=signed_in_user(request), values=form.validated_data)
        return Response(self.get_serializer(rule).data, status=status.HTTP_201_CREATED)


class VendorRuleView(OwnVendorRules, generics.RetrieveAPIView):
    @extend_schema(operation_id="vendor_rules_retrieve", tags=["ledger"])
    def get(self, request: Request, pk: int) -> Response:
        """One rule."""
        return self.retrieve(request)

    @extend_schema(
        operation_id="vendor_rules_change",
        tags=["ledger"],
        parameters=[IF_MATCH],
        request=VendorRuleInputSerializer(partial=True),
        responses={200: VendorRuleSerializer, **refused(409)},
    )
    def patch(self, request: Request, pk: int) -> Response:
        """Edit a rule, accept it (`active`) or switch it off. Entries stay as they are."""
        form = VendorRuleInputSerializer(data=request.data, partial=True, context=self.shown())
        form.is_valid(raise_exception=True)
        rule = change_vendor_rule(
            pk,
            owner=signed_in_user(request),
            values=form.validated_data,
            expected=expected_versions(request),
        )
        return Response(self.get_serializer(rule).data)

    @extend_schema(
        operation_id="vendor_rules_delete",
        tags=["ledger"],
        parameters=[IF_MATCH],
        responses={204: None},
    )
    def delete(self, request: Request, pk: int) -> Response:
        """Forget a rule. Entries keep what it has set."""
        delete_vendor_rule(pk, owner=signed_in_user(request), expected=expected_versions(request))
        return Response(status=status.HTTP_204_NO_CONTENT)


class RulePreviewView(generics.GenericAPIView):
    serializer_class = RulePreviewSerializer

    @extend_schema(
        operation_id="vendor_rules_preview",
        tags=["ledger"],
        parameters=[RulePreviewQuestionSerializer],
    )
    def get(self, request: Request, pk: int) -> Response:
        """See which earlier entries a rule would change, and how. Proposed rules, too."""
        asked = RulePreviewQuestionSerializer(data=request.query_params)
        asked.is_valid(raise_exception=True)
        rule = find_rule(pk, owner=signed_in_user(request))
        preview = preview_rule(rule, **asked.validated_data)
        return Response(self.get_serializer(preview).data)


class RuleApplyView(generics.GenericAPIView):
    serializer_class = CarryOnSerializer

    @idempotent(in_transaction=True)
    @extend_schema(
        operation_id="vendor_rules_apply",
        tags=["ledger"],
        parameters=[IF_MATCH],
        responses={200: AppliedSerializer, **refused(409)},
    )
    def post(self, request: Request, pk: int) -> Response:
        """Apply an active rule to earlier entries, up to 500 in a call. What people have set or
        verified stays."""
        user = signed_in_user(request)
        rule = find_rule(pk, owner=user)  # somebody else's is 404 whatever the body says
        form = self.get_serializer(data=request.data)
        form.is_valid(raise_exception=True)
        applied = apply_vendor_rule(
            rule,
            owner=user,
            expected=expected_versions(request),
            application_id=form.validated_data.get("application"),
            now=timezone.now(),
        )
        return _answer(AppliedSerializer, applied)


class RuleUndoView(generics.GenericAPIView):
    serializer_class = UndoSerializer

    @idempotent(in_transaction=True)
    @extend_schema(
        operation_id="vendor_rules_undo",
        tags=["ledger"],
        responses={200: UndoneSerializer, **refused(409)},
    )
    def post(self, request: Request, pk: int) -> Response:
        """Put back what applying a rule has changed, up to 500 entries in a call. What has been
        changed since stays, and is named."""
        user = signed_in_user(request)
        rule = find_rule(pk, owner=user)
        form = self.get_serializer(data=request.data)
        form.is_valid(raise_exception=True)
        undone = undo_application(
            rule,
            owner=user,
            application_id=form.validated_data.get("application"),
            now=timezone.now(),
        )
        return _answer(UndoneSerializer, undone)


def _answer(shape: type[Serializer], done: Applied | Undone) -> Response:
    """With the application as it is now."""
    if done.application is not None:
        done = replace(done, application=counted(done.application.pk))
    return Response(shape(done).data)
