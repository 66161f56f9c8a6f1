"""Circuits of services: what all processes know of whether a service answers."""

from collections.abc import Collection
from datetime import datetime
from typing import Self

from django.db import models
from django.db.models import F, Q

from common.lease.processes import this_process


class ServiceCircuitQuerySet(models.QuerySet["ServiceCircuit"]):
    def opened(self) -> Self:
        return self.filter(opened_at__isnull=False)

    def take_probe(self, service: str, *, now: datetime, until: datetime) -> bool:
        """The pause is over, and this run alone asks the service; nobody else does until then.
        False: somebody else has taken the probe, or the circuit has closed."""
        rows = self.opened().filter(service=service, open_until__lte=now)
        return bool(rows.update(open_until=until, claimed_by=this_process()))

    def end_pauses(self, services: Collection[str], *, now: datetime) -> None:
        """The next run may ask those that are open."""
        self.filter(service__in=services).free(now=now)

    def free(self, *, now: datetime) -> int:
        """Also those whose probe has died, for sure. Returns how many there were."""
        return self.opened().update(open_until=now, claimed_by="")

    def count_fault(self, service: str, *, code: str, text: str) -> "ServiceCircuit":
        self.get_or_create(service=service)
        self.filter(service=service).update(faults=F("faults") + 1, code=code, text=text)
        return self.get(service=service)

    def count_first_fault(self, service: str, *, code: str, text: str) -> bool:
        """False: it was not the first since the service has answered, and is not counted. Of
        several at once only one is the first."""
        rows = self.filter(service=service, faults=0)
        return bool(rows.update(faults=1, code=code, text=text))

    def open(self, service: str, *, now: datetime, until: datetime, is_probe: bool) -> None:
        """Only the probe shortens a pause: what was asked before may still be failing."""
        rows, pause = self.filter(service=service), {"open_until": until, "claimed_by": ""}
        if rows.filter(opened_at=None).update(opened_at=now, **pause):
            return
        rows.filter(Q() if is_probe else Q(open_until__lt=until)).update(**pause)

    def close(self, services: Collection[str], *, begun_at: datetime) -> bool:
        """They have answered what was asked at that moment. An answer to what was asked before the
        circuit opened closes nothing. True: one of them was open."""
        answered = self.filter(Q(opened_at=None) | Q(opened_at__lte=begun_at), service__in=services)
        closed = {"faults": 0, "opened_at": None, "open_until": None, "claimed_by": ""}
        was_open = answered.opened().update(**closed)
        answered.filter(faults__gt=0).update(**closed)
        return bool(was_open)


class ServiceCircuit(models.Model):
    """One service and its faults in a row. Open: it is asked nothing until `open_until`, and then
    by one run alone, the probe, in the process `claimed_by`."""

    service = models.CharField(primary_key=True, max_length=255)
    faults = models.PositiveIntegerField(default=0, help_text="since its last answer")
    code = models.CharField(max_length=40, blank=True, help_text="of the last fault")
    text = models.CharField(max_length=300, blank=True)
    opened_at = models.DateTimeField(null=True)
    open_until = models.DateTimeField(null=True)
    claimed_by = models.CharField(
        max_length=100, blank=True, default="", db_default="", editable=False
    )

    objects = ServiceCircuitQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(opened_at=None, open_until=None)
                | Q(opened_at__isnull=False, open_until__isnull=False),
                name="circuit_is_open_until_a_moment",
            )
        ]

    def __str__(self) -> str:
        return f"Circuit of {self.service}"
