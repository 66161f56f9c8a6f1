"""Preview of a rule: what applying it would change."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, QuerySet

from receipts.ledger.rule_applications.plan import RulePlan
from receipts.models import RuleApplication, Transaction, VendorRule


@dataclass(frozen=True, kw_only=True)
class Preview:
    """`entries`: the earliest of `count`, with the values that the rule would set by field."""

    version: int
    count: int
    entries: list[tuple[Transaction, dict[str, Any]]]
    last_application: RuleApplication | None


def preview_rule(rule: VendorRule, *, limit: int) -> Preview:
    count, entries = 0, []
    for planned in RulePlan(rule).entries():
        if count < limit:
            entries.append(planned)
        count += 1
    return Preview(
        version=rule.version,
        count=count,
        entries=entries,
        last_application=_last_application(rule),
    )


def counted(application_id: int) -> RuleApplication:
    """With `entries`, how many it has changed."""
    return _counted().get(pk=application_id)


def _last_application(rule: VendorRule) -> RuleApplication | None:
    return _counted().filter(rule=rule, undone_at=None).last()


def _counted() -> QuerySet[RuleApplication]:
    number = Count("changes__transaction", distinct=True)
    rows: QuerySet[RuleApplication] = RuleApplication.objects.annotate(entries=number)
    return rows.order_by("pk")
