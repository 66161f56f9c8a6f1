"""Vendor rules learnt from corrections, and how later receipts get them.

A correction proposes a rule. The same correction once more, or a person's yes, makes it active;
one that was switched off stays off, whatever is corrected.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable
from typing import Any

from django.db.models import F

from receipts.ledger.categories import hold_category
from receipts.models import Category, Transaction, VendorRule
from receipts.models.vendor_rule import VendorRuleQuerySet
from receipts.services.spelling.vendor_names import SAME_VENDOR, vendor_key, vendor_similarity

# The fields of an entry that a rule can set.
TAUGHT_FIELDS = ("vendor", "category")
_CORRECTIONS_TO_ACTIVATE = 2
# As wide as the columns; the reading keeps more of what was read.
_VENDOR_CHARACTERS = 200


def apply_vendor_rules(entry: Transaction, *, read_vendors: Collection[str]) -> None:
    """Sets what active rules say of the vendor that was read, by any of these names, and notes on
    the entry which. What a person has set stays, and a category only goes to an entry of its own
    type. Does not save."""
    entry.applied_rules = []
    rules = VendorRule.objects.active().filter(owner=entry.owner_id).select_related("category")
    for rule in matching_rules(rules, read_vendors):
        for field in TAUGHT_FIELDS:
            _apply(rule, field, entry)


def matching_rules(rules: Iterable[VendorRule], names: Collection[str]) -> list[VendorRule]:
    """Those about a shop that is known by these names, the best first."""
    keys = {key for key in map(vendor_key, names) if key}
    if not keys:
        return []
    scored = [
        (max(vendor_similarity(key, rule.vendor_key) for key in keys), rule) for rule in rules
    ]
    near = [(score, rule) for score, rule in scored if score >= SAME_VENDOR]
    return [rule for _, rule in sorted(near, key=lambda pair: (-pair[0], pair[1].pk))]


def _apply(rule: VendorRule, field: str, entry: Transaction) -> None:
    value = getattr(rule, field)
    is_set = any(applied["field"] == field for applied in entry.applied_rules)
    if not value or is_set or field in entry.corrected_fields:
        return
    if isinstance(value, Category):
        value = hold_category(value)
        if value is None or value.type != entry.type:
            return
    entry.applied_rules.append(
        {
            "rule": rule.pk,
            "field": field,
            "read": shown_value(getattr(entry, field)),
            "set": shown_value(value),
        }
    )
    setattr(entry, field, value)


def shown_value(value: str | Category | None) -> str | None:
    """As `applied_rules` have it: a category by its slug."""
    return value.slug if isinstance(value, Category) else value or None


def learn_from_correction(entry: Transaction, *, fields: Collection[str]) -> None:
    """To be called in the transaction of a correction of these fields, with the entry as it is now.

    The shop is known by the vendor that was read; where none was, there is nothing to learn.
    """
    if forget_applied(entry, fields=fields):
        Transaction.objects.filter(pk=entry.pk).update(applied_rules=entry.applied_rules)
    read = read_vendor(entry)
    if not read.get("value"):
        return
    # A spelling is taught of what was printed: where a slip was mended wrongly, the rule must not
    # rename the shop that it was mended to. A category belongs to the shop.
    shops = {"vendor": read["text"][:_VENDOR_CHARACTERS], "category": read["value"]}
    for field in TAUGHT_FIELDS:
        value, key = getattr(entry, field), vendor_key(shops[field])
        if field in fields and value and key:
            _learn(entry.owner_id, key, field, value, matched_vendor=shops[field])


def learn_category(entries: Iterable[Transaction], category: Category) -> None:
    """The same of many entries that a person has put into one category at once, as if one after
    another: a few queries for each shop."""
    for key, found in _by_shop(entries).items():
        first, times = found[0], len(found)
        name = read_vendor(first)["value"]
        _learn(first.owner_id, key, "category", category, matched_vendor=name, times=times)


def unlearn_category(entries: Iterable[Transaction], category: Category) -> None:
    """What it had taught to put these into the category, where that is taken back."""
    for key, found in _by_shop(entries).items():
        taught = VendorRule.objects.filter(
            owner=found[0].owner_id,
            vendor_key=key,
            vendor="",
            category=category,
            source=VendorRule.Source.CORRECTION,
        ).exclude(state=VendorRule.State.OFF)
        for rule in taught.select_for_update():
            _unlearn(rule, times=len(found))


def _unlearn(rule: VendorRule, *, times: int) -> None:
    """One that stood by these corrections alone goes, unless a person has accepted or applied
    it."""
    is_repeated = rule.times_seen >= _CORRECTIONS_TO_ACTIVATE
    is_accepted = rule.state == VendorRule.State.ACTIVE and not is_repeated
    if rule.times_seen <= times and not is_accepted and not rule.applications.exists():
        rule.delete()
        return
    rule.times_seen = max(0, rule.times_seen - times)
    rule.version += 1
    rule.save()


def _by_shop(entries: Iterable[Transaction]) -> dict[str, list[Transaction]]:
    """By the key of the vendor that was read; those without one are left out."""
    shops: defaultdict[str, list[Transaction]] = defaultdict(list)
    for entry in entries:
        shops[vendor_key(read_vendor(entry).get("value") or "")].append(entry)
    shops.pop("", None)
    return shops


def forget_applied(entry: Transaction, *, fields: Collection[str]) -> bool:
    """What a person has set is not what a rule has set. Does not save; False: nothing changed."""
    kept = [applied for applied in entry.applied_rules if applied["field"] not in fields]
    is_changed = bool(kept != entry.applied_rules)
    entry.applied_rules = kept
    return is_changed


def read_vendor(entry: Transaction) -> dict[str, Any]:
    """The field as it was read: `value`, `text` and more; empty where nothing was."""
    reading = (entry.receipt.reading if entry.receipt else None) or {}
    return reading.get("vendor") or {}


def _learn(
    owner_id: int,
    key: str,
    field: str,
    value: str | Category,
    *,
    matched_vendor: str,
    times: int = 1,
) -> None:
    rules = _teaching(field).filter(owner=owner_id, vendor_key=key)
    if (
        rules.settled()
        .filter(**{field: value})
        .update(times_seen=F("times_seen") + times, version=F("version") + 1)
    ):
        return
    proposal, is_new = rules.select_for_update().get_or_create(
        state=VendorRule.State.PROPOSED,
        owner_id=owner_id,
        vendor_key=key,
        defaults={
            field: value,
            "matched_vendor": matched_vendor,
            "source": VendorRule.Source.CORRECTION,
            "times_seen": times,
        },
    )
    if is_new and times < _CORRECTIONS_TO_ACTIVATE:
        return
    if not is_new:
        is_repeated = getattr(proposal, field) == value
        proposal.version += 1
        proposal.times_seen = proposal.times_seen + times if is_repeated else times
        setattr(proposal, field, value)
    if proposal.times_seen >= _CORRECTIONS_TO_ACTIVATE:
        settle_rule(proposal)
    proposal.save()


def _teaching(field: str) -> VendorRuleQuerySet:
    return VendorRule.objects.exclude(**{field: _nothing(field)})


def _nothing(field: str) -> str | None:
    return "" if field == "vendor" else None


def settle_rule(rule: VendorRule) -> None:
    """Active from now on, in the place of what was settled before. Does not save."""
    for field in TAUGHT_FIELDS:
        if getattr(rule, field):
            _take_place(rule, field)
    rule.state = VendorRule.State.ACTIVE


def _take_place(rule: VendorRule, field: str) -> None:
    rules = _teaching(field).filter(owner=rule.owner_id, vendor_key=rule.vendor_key)
    for former in rules.settled().exclude(pk=rule.pk):
        setattr(former, field, _nothing(field))
        former.version += 1
        if former.vendor or former.category:
            former.save(update_fields=[field, "version", "updated_at"])
        else:
            former.delete()
