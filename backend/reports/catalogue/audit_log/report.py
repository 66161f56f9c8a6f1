"""The audit log: a list whose pages the database makes, and a table."""

from collections.abc import Mapping
from typing import Any
from zoneinfo import ZoneInfo

from django.utils.translation import get_language, override
from rest_framework import serializers

from common.api.input import ChoiceField
from common.localization.languages import ENGLISH
from common.localization.sentences import translated
from receipts.models.event import ReceiptEvent
from reports.aggregates.frame import category_names
from reports.api.question import QuestionSerializer
from reports.api.report import Report
from reports.catalogue.audit_log.events import AuditLog, audit_log
from reports.catalogue.audit_log.wording import told
from reports.files.choices import EVENTS
from reports.files.tables import Column, Kind, Table
from subscriptions.plans import Feature

_COLUMNS = (
    Column(label="Event", width=1.8, words=EVENTS),
    Column(label="Receipt", kind=Kind.COUNT, width=0.9),
    Column(label="Entry", kind=Kind.COUNT, width=0.9),
    Column(label="By", width=2.4),
    Column(label="What", width=4.0),
)

# Lists may be long.
_MAX_TEXT = 500


class AuditQuestionSerializer(QuestionSerializer):
    kind = ChoiceField(choices=ReceiptEvent.Kind.choices, required=False)


class AuditEventSerializer(serializers.ModelSerializer):
    """`actor` null: the machine."""

    actor = serializers.SerializerMethodField()
    currency = serializers.CharField(
        read_only=True, allow_null=True, help_text="of the entry as it is now; null: it has none"
    )
    data: serializers.DictField = serializers.DictField(read_only=True)  # type: ignore[assignment]

    class Meta:
        model = ReceiptEvent
        fields = ["id", "created_at", "kind", "receipt", "transaction", "actor", "currency", "data"]
        read_only_fields = fields

    def get_actor(self, event: ReceiptEvent) -> str | None:
        return event.actor.email if event.actor else None


def audit_tables(log: AuditLog) -> list[Table]:
    language, categories = get_language() or ENGLISH, category_names(log.owner)

    def row(event: ReceiptEvent) -> tuple[Any, ...]:
        with override(language):  # it is read later
            return _row(event, log.zone, categories)

    columns = (
        Column(label="Date", kind=Kind.DATE, width=1.2),
        Column(label=f"Time ({log.zone.key})", width=1.1),
        *_COLUMNS,
    )
    rows = map(row, log.events.iterator(chunk_size=2000))
    return [Table(title="Audit log", columns=columns, rows=rows, size=log.coverage.counted)]


def _row(event: ReceiptEvent, zone: ZoneInfo, categories: Mapping[str, str]) -> tuple[Any, ...]:
    moment = event.created_at.astimezone(zone)
    return (
        moment.date(),
        f"{moment:%H:%M:%S}",
        event.kind,
        event.receipt_id,
        event.transaction_id,
        event.actor.email if event.actor else translated("the program"),
        told(event.data, categories)[:_MAX_TEXT],
    )


AUDIT_LOG = Report(
    name="audit-log",
    title="Audit log",
    feature=Feature.AUDIT_LOG,
    question=AuditQuestionSerializer,
    compute=lambda asked: audit_log(asked.scope, kind=asked.kind),
    tables=audit_tables,
)
