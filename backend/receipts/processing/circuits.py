"""Circuits: a service that is away is left alone by all workers, and asked again by one receipt.

A circuit opens after a few faults in a row, or as soon as the service says how long to wait. While
it is open, no receipt that needs it is claimed. When the pause is over, one run may ask, the probe;
its answer closes the circuit, and everything that waits is due at once.
"""

import logging
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext, suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.conf import settings
from django.db import DatabaseError
from django.dispatch import Signal
from django.utils import timezone

from common.lease.patience import write_patiently
from common.lease.retries import wish_of
from receipts.models import Receipt, ServiceCircuit
from receipts.models.receipt import ReceiptQuerySet
from receipts.processing.readers import (
    OFFLINE,
    fallback_slot,
    field_reader,
    is_model_reader,
    reader,
    reader_names,
    service_of,
)
from receipts.services.extraction import (
    ExtractedReceipt,
    ExtractionError,
    Page,
    ReadingContext,
)

logger = logging.getLogger(__name__)

STORAGE = "storage"
WAITING_TEXT = "The receipt is tried again by itself."
FAULTS_IN_A_ROW = 3
FIRST_PAUSE = timedelta(seconds=10)
# One receipt that asks in vain costs nothing, and whoever waits wants to know.
LONGEST_PAUSE = timedelta(minutes=2)
# So long the first reader is waited for before the next one reads instead.
FALLBACK_AFTER = timedelta(minutes=5)

type Circuits = Mapping[str, ServiceCircuit]

answers_again = Signal()
"""Sent by the run whose answer has closed a circuit: all that waited is due, and workers of its
process that look on can be told. Those of others find it with their next sweep."""


@dataclass(frozen=True, kw_only=True)
class Way:
    """Which reader a run takes, and the open circuits that it probes. `stays_in`: it is for those
    receipts alone that no model may read, while nobody else can be read."""

    reader_name: str
    probes: tuple[str, ...] = ()
    stays_in: bool = False


@dataclass(kw_only=True)
class Passage:
    """One run's permission to ask the services, and what they have answered.
    `later_probes`: open circuits that it came to probe on its way."""

    way: Way
    begun_at: datetime
    later_probes: list[str] = field(default_factory=list)
    answered: set[str] = field(default_factory=set)
    faults: dict[str, ExtractionError] = field(default_factory=dict)

    @property
    def is_fallback(self) -> bool:
        return self.way.reader_name != settings.READER

    @property
    def probes(self) -> tuple[str, ...]:
        return (*self.way.probes, *self.later_probes)

    def may_ask(self, service: str, *, now: datetime) -> bool:
        """None that is away; one whose pause is over is asked by this run alone. Nobody else would
        ever ask a reader that is there for what is in doubt."""
        if service in self.probes or service not in open_circuits():
            return True
        until = _probe_ends_at(now)
        if not ServiceCircuit.objects.take_probe(service, now=now, until=until):
            return False
        self.later_probes.append(service)
        return True

    def extractor_for(self, receipt: Receipt, name: str) -> "WatchedReader":
        return WatchedReader(self, receipt, name)

    @contextmanager
    def asking(self, service: str) -> Iterator[None]:
        """A failure that is about the receipt is an answer of the service."""
        try:
            yield
        except ExtractionError as error:
            if error.outage:
                self.faults[service] = error
            else:
                self.answered.add(service)
            raise
        self.answered.add(service)

    def settle(self) -> None:
        """Tell the other workers. Nothing of it is worth a reading, should the database be away."""
        try:
            self._settle(now=timezone.now())
        except DatabaseError as error:
            logger.warning("Circuits could not be written: %s", type(error).__name__)
            with suppress(DatabaseError):
                self._give_probes_back()

    def _give_probes_back(self) -> None:
        """What they have found out is lost: the next run asks, instead of none before their lease
        has run out."""
        if self.probes:
            write_patiently(
                lambda: ServiceCircuit.objects.end_pauses(self.probes, now=timezone.now()),
                until=_probe_ends_at(self.begun_at),
            )

    def _settle(self, *, now: datetime) -> None:
        for service, error in self.faults.items():
            _count_fault(service, error, is_probe=service in self.probes, now=now)
        if self.answered and ServiceCircuit.objects.close(self.answered, begun_at=self.begun_at):
            logger.info("A service answers again, and all that waits is due")
            release_waiting()
            answers_again.send_robust(None)
        unused = set(self.probes) - self.answered - set(self.faults)
        if unused:
            # They were not asked after all.
            ServiceCircuit.objects.end_pauses(unused, now=now)


@dataclass(frozen=True)
class WatchedReader:
    """The reader of that name, for one receipt."""

    passage: Passage
    receipt: Receipt
    name: str

    def extract(self, pages: Sequence[Page], *, context: ReadingContext) -> ExtractedReceipt:
        with self._asking():
            return reader(self.name).extract(pages, context=context)

    def extract_fields(
        self, pages: Sequence[Page], names: tuple[str, ...], *, context: ReadingContext
    ) -> ExtractedReceipt:
        """Of a reader by a model."""
        with self._asking():
            return field_reader(self.name).extract_fields(pages, names, context=context)

    @contextmanager
    def _asking(self) -> Iterator[None]:
        service = service_of(self.name)
        with self._slot(), self._told_apart(service), self.passage.asking(service):
            yield

    def _slot(self) -> AbstractContextManager[None]:
        stands_in = self.name != settings.READER and not is_model_reader(self.name)
        return fallback_slot() if stands_in else nullcontext()

    @contextmanager
    def _told_apart(self, service: str) -> Iterator[None]:
        """Where the reader cannot say whether its service or the receipt is at fault: the receipt
        is, if it meets the same again and the service has answered since its last fault.

        To the circuit it stays a fault, so that each time takes another answer in between: a
        service that has just been set up wrongly fails no queue.
        """
        try:
            yield
        except ExtractionError as error:
            if error.about_receipt is None or self.receipt.failure_code != error.code:
                raise
            first = ServiceCircuit.objects.count_first_fault(
                service, code=error.code, text=str(error)
            )
            if not first:
                raise
            del self.passage.faults[service]  # counted
            raise error.about_receipt from error


def begin_passage(*, now: datetime) -> Passage | None:
    """None: every way is closed for now, and no receipt may be claimed."""
    until = _probe_ends_at(now)
    circuits = open_circuits()
    while (way := _choose_way(circuits, now=now) or _way_in(circuits, now=now)) is not None:
        taken = [
            name
            for name in way.probes
            if ServiceCircuit.objects.take_probe(name, now=now, until=until)
        ]
        if len(taken) == len(way.probes):
            return Passage(way=way, begun_at=now)
        ServiceCircuit.objects.end_pauses(taken, now=now)
        circuits = open_circuits()
    return None


def _probe_ends_at(begun_at: datetime) -> datetime:
    """Another run may ask then, whatever has become of this one."""
    return begun_at + timedelta(seconds=settings.RECEIPT_LEASE_SECONDS)


def reading_may_begin(*, now: datetime) -> bool:
    """Whether any receipt may be claimed now. Changes nothing."""
    return _choose_way(open_circuits(), now=now) is not None


def readable_now(receipts: ReceiptQuerySet, *, now: datetime) -> ReceiptQuerySet:
    """Of these all, those alone that no model may read, or none."""
    circuits = open_circuits()
    if _choose_way(circuits, now=now) is not None:
        return receipts
    return receipts.none() if _way_in(circuits, now=now) is None else receipts.staying_in()


def kept_waiting(
    receipts: ReceiptQuerySet, circuits: Circuits, *, now: datetime
) -> ReceiptQuerySet:
    """Of these the others, while some reader is away."""
    return receipts if _way_in(circuits, now=now) is None else receipts.going_out()


def next_try_at(receipt: Receipt, *, now: datetime) -> datetime | None:
    """Not before then. None: as soon as its turn comes, or never."""
    if receipt.status != Receipt.Status.PENDING or receipt.outage_since is None:
        return receipt.not_before
    circuits = open_circuits()
    if _choose_way(circuits, now=now) is not None or not _is_kept_waiting(receipt, circuits, now):
        return receipt.not_before
    ways = (STORAGE, *map(service_of, reader_names()))
    moments = [circuits[name].open_until for name in ways if name in circuits]
    first = min(filter(None, moments))
    return first if receipt.not_before is None else max(first, receipt.not_before)


def _is_kept_waiting(receipt: Receipt, circuits: Circuits, now: datetime) -> bool:
    return kept_waiting(Receipt.objects.filter(pk=receipt.pk), circuits, now=now).exists()


def open_circuits() -> Circuits:
    return {circuit.service: circuit for circuit in ServiceCircuit.objects.opened()}


def tend_waiting(*, now: datetime) -> None:
    """For the sweep. Who waits is told why; where the next reader's time has come, nobody waits any
    longer; and once the first one answers, it is offered what others have read meanwhile."""
    circuits = open_circuits()
    if service_of(settings.READER) not in circuits:
        offered = Receipt.objects.filter(read_by_fallback=True, reread_offered=False)
        offered.update(reread_offered=True, updated_at=now)
    if not circuits:
        return
    way = _choose_way(circuits, now=now)
    if way is None:
        _tell_who_waits(circuits, now=now)
    elif way.reader_name != settings.READER:
        release_waiting()


def _tell_who_waits(circuits: Circuits, *, now: datetime) -> None:
    circuit = circuits.get(STORAGE) or circuits[service_of(settings.READER)]
    due = kept_waiting(Receipt.objects.due(now=now), circuits, now=now)
    due.filter(status=Receipt.Status.PENDING, outage_since=None).update(
        outage_since=now,
        failure_code=circuit.code,
        failure_text=f"{circuit.text} {WAITING_TEXT}",
        updated_at=now,
    )


def ask_again(services: Collection[str], *, now: datetime) -> list[ServiceCircuit]:
    """For staff who have mended what was wrong. Returns those of them that are away; the next run
    asks them, whatever it has been waiting for."""
    circuits = list(ServiceCircuit.objects.opened().filter(service__in=services))
    ServiceCircuit.objects.end_pauses([circuit.service for circuit in circuits], now=now)
    if circuits:
        release_waiting()
    return circuits


def release_waiting() -> int:
    """All that waits for a service is due at once: workers are few enough not to be a herd."""
    waiting = Receipt.objects.filter(
        status=Receipt.Status.PENDING, outage_since__isnull=False, not_before__isnull=False
    )
    return waiting.update(not_before=None)


def _choose_way(circuits: Circuits, *, now: datetime) -> Way | None:
    storage = circuits.get(STORAGE)
    if storage is not None and not _may_be_probed(storage, now=now):
        return None
    probes = () if storage is None else (STORAGE,)
    for name in reader_names():
        circuit = circuits.get(service_of(name))
        if circuit is None:
            return Way(reader_name=name, probes=probes)
        if _may_be_probed(circuit, now=now):
            return Way(reader_name=name, probes=(*probes, circuit.service))
        if now - (circuit.opened_at or now) < FALLBACK_AFTER:
            return None
    return None


def _way_in(circuits: Circuits, *, now: datetime) -> Way | None:
    """For those who do not need the models that are away."""
    if STORAGE in circuits or not any(map(is_model_reader, reader_names())):
        return None
    circuit = circuits.get(service_of(OFFLINE))
    if circuit is None:
        return Way(reader_name=OFFLINE, stays_in=True)
    if _may_be_probed(circuit, now=now):
        return Way(reader_name=OFFLINE, probes=(circuit.service,), stays_in=True)
    return None


def _may_be_probed(circuit: ServiceCircuit, *, now: datetime) -> bool:
    return circuit.open_until is not None and circuit.open_until <= now


def _count_fault(service: str, error: ExtractionError, *, is_probe: bool, now: datetime) -> None:
    circuit = ServiceCircuit.objects.count_fault(service, code=error.code, text=str(error))
    pause = max(_own_pause(circuit, now=now), wish_of(error.retry_after))
    if not pause:
        return
    ServiceCircuit.objects.open(service, now=now, until=now + pause, is_probe=is_probe)
    if circuit.opened_at is None:
        logger.warning("The circuit of %s opened: %s", service, error.code)


def _own_pause(circuit: ServiceCircuit, *, now: datetime) -> timedelta:
    """None after the first faults: a service that is only busy says itself how long, a second
    perhaps, and is there again."""
    if circuit.faults < FAULTS_IN_A_ROW:
        return timedelta(0)
    lasts = now - (circuit.opened_at or now)
    return min(max(lasts, FIRST_PAUSE), LONGEST_PAUSE)
