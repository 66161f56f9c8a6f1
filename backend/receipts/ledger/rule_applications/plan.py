"""Plan of a rule: which earlier entries it would change, and how."""

from collections.abc import Iterator, Sequence
from typing import Any

from django.db.models import Q

from accounts.models import User
from common.errors import NotFoundError
from receipts.ledger.vendor_rules.learning import TAUGHT_FIELDS, matching_rules, read_vendor
from receipts.models import Transaction, VendorRule
from receipts.models.ledger import TransactionQuerySet

# Entries of which the vendor that was read is in memory at once.
_CHUNK = 1000
_READ = ("receipt__reading__vendor__value", "receipt__reading__vendor__text")


def find_rule(rule_id: int, *, owner: User) -> VendorRule:
    rule = VendorRule.objects.owned_by(owner).select_related("category").filter(pk=rule_id).first()
    if rule is None:
        raise NotFoundError("Not found.")
    return rule


class RulePlan:
    """As if the rule were active and the entries were read now: where another rule knows the shop
    better, that one counts. What a person has set or verified stays."""

    def __init__(self, rule: VendorRule) -> None:
        others = VendorRule.objects.active().filter(owner=rule.owner_id)
        # A proposal takes the place of the rules that have its key.
        others = others.exclude(vendor_key=rule.vendor_key).select_related("category")
        self._rule, self._rules = rule, [*others, rule]
        self._matches: dict[tuple[str, ...], list[VendorRule]] = {}

    def entries(self) -> Iterator[tuple[Transaction, dict[str, Any]]]:
        """Those that it would change, the earliest first, each with the values that it would set
        by field. Read in parts."""
        for names in self._names_read():
            rows = Transaction.objects.filter(pk__in=names).select_related("category")
            for entry in rows.order_by("pk"):
                values = self.values_for(entry, names[entry.pk])
                if values:
                    yield entry, values

    def values_for(self, entry: Transaction, read_vendors: Sequence[str]) -> dict[str, Any]:
        """By field; none: it changes nothing in this entry."""
        found = self._matching(read_vendors)
        values = {field: self._value(field, entry, found) for field in TAUGHT_FIELDS}
        return {field: value for field, value in values.items() if value is not None}

    def _value(self, field: str, entry: Transaction, matching: list[VendorRule]) -> Any:
        first = next((rule for rule in matching if _can_set(rule, field, entry)), None)
        is_kept = field in entry.corrected_fields or entry.verified_at is not None
        if first is None or first.pk != self._rule.pk or is_kept:
            return None
        value = getattr(self._rule, field)
        return None if getattr(entry, field) == value else value

    def _names_read(self) -> Iterator[dict[int, tuple[str, ...]]]:
        """Of candidates, by entry, where the rule knows the shop."""
        rows = self._candidates().order_by("pk").values_list("pk", *_READ)
        last = 0
        while part := list(rows.filter(pk__gt=last)[:_CHUNK]):
            last = part[-1][0]
            names = {pk: _names(value, text) for pk, value, text in part}
            yield {pk: read for pk, read in names.items() if self._rule in self._matching(read)}

    def _candidates(self) -> TransactionQuerySet:
        differs = Q()
        if self._rule.vendor:
            differs |= ~Q(vendor=self._rule.vendor)
        if category := self._rule.category:
            differs |= Q(type=category.type) & (~Q(category=category) | Q(category=None))
        rows = Transaction.objects.filter(owner=self._rule.owner_id).kept()
        return rows.filter(differs, verified_at=None, receipt__reading__isnull=False)

    def _matching(self, names: Sequence[str]) -> list[VendorRule]:
        key = tuple(names)
        if key not in self._matches:
            self._matches[key] = matching_rules(self._rules, names)
        return self._matches[key]


def names_read(entry: Transaction) -> tuple[str, ...]:
    vendor = read_vendor(entry)
    return _names(vendor.get("value"), vendor.get("text"))


def _names(value: str | None, text: str | None) -> tuple[str, ...]:
    """As a reading gives them to rules: none where no vendor was understood."""
    return (value, text or "") if value else ()


def _can_set(rule: VendorRule, field: str, entry: Transaction) -> bool:
    if field == "category":
        return rule.category is not None and rule.category.type == entry.type
    return bool(getattr(rule, field))
