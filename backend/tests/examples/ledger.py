"""Ledger in the journey: entries by hand, categories, vendors and their rules."""

from typing import Any

from receipts.tests.stub_reader import printed
from tests.examples.world import Call, World


def categories(world: World) -> Any:
    name = {"name": "Client gifts", "type": "expense", "is_deductible": True}
    made = yield Call(operation="categories_create", body=name, status=201)
    yield Call(operation="categories_create", title="A name again", body=name, status=400)
    path = {"id": made["id"]}
    yield Call(operation="categories_list", query={"page_size": 3})
    yield Call(operation="categories_retrieve", path=path)
    yield Call(operation="categories_change", path=path, body={"name": "Gifts to clients"})
    yield Call(
        operation="categories_change", title="A default", path={"id": 1}, body={}, status=403
    )
    yield Call(operation="categories_delete", path=path, status=204)


def entries(world: World) -> Any:
    entry = {
        "transaction_type": "income",
        "vendor": "Baker & Sons",
        "purchased_on": "2026-11-12",
        "total": "240.00",
        "tax": "40.00",
        "currency": "GBP",
        "category": "income",
        "tax_lines": [{"rate": "20.00", "net": "200.00", "tax": "40.00"}],
    }
    key = {"Idempotency-Key": "0d7c1f1e-6f0e-4a53-9f0b-6a1f7f3c2b11"}
    draft = {"total": "240.00", "tax": "40.00", "subtotal": "199.00", "currency": "GBP"}
    yield Call(operation="transactions_check", body=draft)
    made = yield Call(operation="transactions_create", headers=key, body=entry, status=201)
    yield Call(
        operation="transactions_create",
        title="The key of another call",
        headers=key,
        body=entry | {"total": "250.00"},
        status=409,
    )
    yield Call(
        operation="transactions_create",
        title="Without an amount",
        body={"purchased_on": "2026-11-12"},
        status=400,
    )
    path = {"id": made["id"]}
    yield Call(operation="transactions_list", query={"transaction_type": "income"})
    yield Call(operation="transactions_retrieve", path=path)
    yield Call(operation="transactions_change", path=path, body={"notes": "Paid in cash"})
    yield Call(operation="transactions_history", path=path)
    yield Call(operation="transactions_delete", path=path, status=204)
    yield Call(operation="transactions_restore", path=path)
    ids = {"ids": [made["id"], 4711]}
    as_income = ids | {"category": "income"}
    yield Call(operation="transactions_bulk_category", body=as_income, status=207)
    each = {"entries": [{"id": made["id"], "category": "income", "version": 4}]}
    yield Call(
        operation="transactions_bulk_category",
        title="Each its own, where nobody has changed it since",
        body=each,
        status=207,
    )
    yield Call(operation="transactions_bulk_delete", body=ids, status=207)
    yield Call(operation="transactions_bulk_restore", body=ids, status=207)


def vendors(world: World) -> Any:
    world.read(
        1,
        vendor=printed("Paper and Ink"),
        purchased_on=printed("2026-11-24"),
        category=printed("other"),
    )
    yield Call(operation="vendors_list", query={"search": "corner"})
    rule = {"matched_vendor": "Paper and Ink", "vendor": "Paper & Ink", "category": "office"}
    made = yield Call(operation="vendor_rules_create", body=rule, status=201)
    yield Call(operation="vendor_rules_create", title="A vendor again", body=rule, status=409)
    path = {"id": made["id"]}
    yield Call(operation="vendor_rules_list")
    yield Call(operation="vendor_rules_retrieve", path=path)
    yield Call(operation="vendor_rules_preview", path=path)
    yield Call(operation="vendor_rules_apply", path=path, body={})
    yield Call(operation="vendor_rules_undo", path=path, body={})
    yield Call(operation="vendor_rules_change", path=path, body={"state": "off"})
    yield Call(operation="vendor_rules_delete", path=path, status=204)
