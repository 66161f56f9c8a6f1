"""Applying a rule to earlier entries, a bounded number in each call."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from itertools import islice
from typing import Any

from django.db import transaction

from accounts.models import User
from common.errors import ConflictError, NotFoundError
from common.versions import Versions, refuse_stale, stale
from receipts.ledger.categories import hold_category
from receipts.ledger.entry_changes import follow_category
from receipts.ledger.rule_applications.plan import RulePlan, names_read
from receipts.ledger.rule_applications.writing import MAX_ENTRIES, entries_of, write_changes
from receipts.ledger.vendor_rules.learning import forget_applied, shown_value
from receipts.locking import lock_receipts
from receipts.models import AppliedChange, RuleApplication, Transaction, VendorRule


class RuleNotActiveError(ConflictError):
    code = "rule_not_active"


@dataclass(frozen=True, kw_only=True)
class Applied:
    """`application` None: there was nothing to change. `has_more`: the next call carries it on."""

    application: RuleApplication | None
    changed: int
    has_more: bool


def apply_vendor_rule(
    rule: VendorRule,
    *,
    owner: User,
    expected: Versions,
    application_id: int | None = None,
    now: datetime,
) -> Applied:
    """Set in earlier entries what the rule says. `application_id`: as a part of that one.

    Raises NotFoundError, StaleError, RuleNotActiveError, and ConflictError for an application that
    was undone.
    """
    refuse_stale(rule.version, expected)
    if rule.state != VendorRule.State.ACTIVE:
        raise RuleNotActiveError("Only an active rule can be applied. Please accept it first.")
    plan = RulePlan(rule)
    found = [entry.receipt_id for entry, _ in islice(plan.entries(), MAX_ENTRIES + 1)]
    with transaction.atomic():
        application = None if application_id is None else _lock_open(application_id, rule)
        receipts = lock_receipts([pk for pk in found[:MAX_ENTRIES] if pk], owner=owner)
        _hold(rule)
        planned = {
            entry: values
            for entry in entries_of(receipts)
            if (values := plan.values_for(entry, names_read(entry)))
        }
        if planned:
            application = application or RuleApplication.objects.create(
                owner=owner, rule=rule, created_at=now
            )
            _set_and_note(planned, rule, application, actor=owner, now=now)
    return Applied(application=application, changed=len(planned), has_more=len(found) > MAX_ENTRIES)


def _lock_open(application_id: int, rule: VendorRule) -> RuleApplication:
    """Before any receipt is locked."""
    rows = rule.applications.select_for_update(of=("self",), no_key=True)
    application = rows.filter(pk=application_id).first()
    if application is None:
        raise NotFoundError("Not found.")
    if application.undone_at or application.changes.exclude(undone_at=None).exists():
        raise ConflictError("This was undone. Please apply the rule anew.")
    return application


def _hold(rule: VendorRule) -> None:
    """As it was when it was looked up, until the commit. In the order of a correction: receipts,
    category, rule."""
    if rule.category is not None:
        rule.category = hold_category(rule.category)
    rows = VendorRule.objects.filter(pk=rule.pk, version=rule.version)
    if rows.select_for_update(no_key=True).first() is None:
        raise stale()


def _set_and_note(
    planned: Mapping[Transaction, Mapping[str, Any]],
    rule: VendorRule,
    application: RuleApplication,
    *,
    actor: User,
    now: datetime,
) -> None:
    changes = {entry: _set(entry, values, rule) for entry, values in planned.items()}
    AppliedChange.objects.bulk_create(
        AppliedChange(application=application, transaction=entry, changes=found)
        for entry, found in changes.items()
    )
    write_changes(changes, application, actor=actor, now=now)


def _set(entry: Transaction, values: Mapping[str, Any], rule: VendorRule) -> list[dict[str, Any]]:
    """Does not save."""
    changes: list[dict[str, Any]] = []
    for field, value in values.items():
        former = next((one for one in entry.applied_rules if one["field"] == field), None)
        old, new = shown_value(getattr(entry, field)), shown_value(value)
        changes.append({"field": field, "old": old, "new": new, "former": former})
        read = old if former is None else former["read"]
        forget_applied(entry, fields=[field])
        entry.applied_rules.append({"rule": rule.pk, "field": field, "read": read, "set": new})
        setattr(entry, field, value)
    return changes + [asdict(change) for change in follow_category(entry, values)]
