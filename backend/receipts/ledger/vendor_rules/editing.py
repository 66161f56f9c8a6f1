"""Vendor rules as their owner edits them."""

from collections.abc import Mapping
from typing import Any

from django.db import IntegrityError, transaction

from accounts.models import User
from common.errors import ConflictError, InvalidFieldError, NotFoundError
from common.versions import Versions, refuse_stale
from receipts.ledger.categories import category_among, find_categories
from receipts.ledger.vendor_rules.learning import settle_rule
from receipts.models import Category, VendorRule
from receipts.services.spelling.vendor_names import vendor_key


def create_vendor_rule(*, owner: User, values: Mapping[str, Any]) -> VendorRule:
    """Active at once, unless it says otherwise. The category by its slug.

    Raises InvalidFieldError, and ConflictError where the shop has such a rule already.
    """
    rule = VendorRule(owner=owner, state=VendorRule.State.ACTIVE, source=VendorRule.Source.PERSON)
    with transaction.atomic():
        _set(rule, values, _find_category(values, owner=owner))
        _save(rule)
    return rule


def change_vendor_rule(
    rule_id: int, *, owner: User, values: Mapping[str, Any], expected: Versions
) -> VendorRule:
    """Edit it, accept it or switch it off. A proposal that is accepted takes the place of the rule
    that it contradicts. Raises NotFoundError, StaleError, InvalidFieldError and ConflictError."""
    with transaction.atomic():
        # Before the rule, as a correction takes them: else two could wait for ever.
        found = _find_category(values, owner=owner)
        rule = _own_rule(rule_id, owner=owner, expected=expected)
        was_proposed = rule.state == VendorRule.State.PROPOSED
        _set(rule, values, found)
        rule.version += 1
        if was_proposed and rule.state == VendorRule.State.ACTIVE:
            settle_rule(rule)
        _save(rule)
    return rule


def delete_vendor_rule(rule_id: int, *, owner: User, expected: Versions) -> None:
    """Entries keep what it has set. Raises NotFoundError and StaleError."""
    with transaction.atomic():
        _own_rule(rule_id, owner=owner, expected=expected).delete()


def _own_rule(rule_id: int, *, owner: User, expected: Versions) -> VendorRule:
    rows = VendorRule.objects.owned_by(owner).select_for_update(of=("self",))
    rule = rows.select_related("category").filter(pk=rule_id).first()
    if rule is None:
        raise NotFoundError("Not found.")
    refuse_stale(rule.version, expected)
    return rule


def _find_category(values: Mapping[str, Any], *, owner: User) -> dict[str, Category]:
    slug = values.get("category")
    return {} if slug is None else find_categories({slug}, owner=owner)


def _set(rule: VendorRule, values: Mapping[str, Any], found: Mapping[str, Category]) -> None:
    for name, value in values.items():
        if name == "category" and value is not None:
            value = category_among(found, value, field="category")
        setattr(rule, name, value)
    rule.vendor_key = vendor_key(rule.matched_vendor)
    if not rule.vendor_key:
        raise InvalidFieldError("matched_vendor", "A name needs a letter or a digit.")
    if not rule.vendor and rule.category is None:
        raise InvalidFieldError("vendor", "A rule needs a vendor, a category or both.")


def _save(rule: VendorRule) -> None:
    try:
        with transaction.atomic():
            rule.save()
    except IntegrityError:
        raise ConflictError(
            "There is a rule for this vendor already. Please change that one."
        ) from None
