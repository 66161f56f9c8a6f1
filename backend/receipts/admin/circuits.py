"""Circuits of services in the admin: who is away, since when, and when it is asked again."""

from typing import cast

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone

from accounts.models import User
from receipts.models import ServiceCircuit
from receipts.processing.circuits import ask_again
from receipts.tasks import queue_due_receipts
from subscriptions.admin import ReadOnlyAdmin

_SHOWN = ("service", "state", "since", "faults", "last_fault", "text", "next_probe")


@admin.register(ServiceCircuit)
class CircuitAdmin(ReadOnlyAdmin):
    list_display = _SHOWN
    fields = _SHOWN
    ordering = ("service",)
    sortable_by = ()
    actions = ("ask_again",)

    @admin.display(description="state")
    def state(self, circuit: ServiceCircuit) -> str:
        return "open: it is away" if circuit.opened_at else "closed"

    @admin.display(description="since, UTC")
    def since(self, circuit: ServiceCircuit) -> str:
        return f"{circuit.opened_at:%Y-%m-%d %H:%M:%S}" if circuit.opened_at else ""

    @admin.display(description="last fault")
    def last_fault(self, circuit: ServiceCircuit) -> str:
        return circuit.code.replace("_", " ")

    @admin.display(description="asked again, UTC")
    def next_probe(self, circuit: ServiceCircuit) -> str:
        return f"{circuit.open_until:%Y-%m-%d %H:%M:%S}" if circuit.open_until else ""

    def has_ask_permission(self, request: HttpRequest) -> bool:
        return cast(User, request.user).has_perm("receipts.change_servicecircuit")

    @admin.action(description="Ask the service again now", permissions=["ask"])
    def ask_again(self, request: HttpRequest, queryset: QuerySet[ServiceCircuit]) -> None:
        asked = ask_again(queryset.values_list("service", flat=True), now=timezone.now())
        for circuit in asked:
            self.log_change(request, circuit, "Asked again before its pause was over.")
        queue_due_receipts()
        self.message_user(
            request,
            f"{len(asked)} will be asked by the next receipt that is due.",
            messages.SUCCESS if asked else messages.WARNING,
        )
