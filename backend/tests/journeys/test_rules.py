"""Rules that were learnt, tried on the past and taken back; categories of one's own."""

import re

from playwright.sync_api import Page, expect

from receipts.tests.stub_reader import good_reading, printed
from tests.journeys.browser import assert_accessible
from tests.journeys.reading import add_read

HOSTILE = "<img src=x onerror=alert(1)>{{7*7}}"


def add_rules(api) -> tuple[dict, dict]:
    """One that is off, for the first entry, and one that a correction of the second proposes."""
    first, second = api.get("/receipts/transactions/").json()["results"]
    body = {"matched_vendor": first["vendor"], "vendor": HOSTILE, "state": "off"}
    assert api.post("/receipts/vendor-rules/", json=body).status_code == 201
    corrected = api.patch(f"/receipts/{second['receipt']}/", json={"vendor": "Learnt"})
    assert corrected.status_code == 200
    return first, second


def open_ledger_beside(page: Page) -> Page:
    """In another tab."""
    ledger = page.context.new_page()
    ledger.goto("/ledger")
    ledger.get_by_role("table", name="Ledger").wait_for()
    return ledger


def test_a_rule_changes_the_past_and_is_taken_back(signed_in_page, api, server, account):
    page = signed_in_page
    add_read(server, account, *(good_reading(vendor=printed(name)) for name in ("Kiosk", "Deli")))
    entry, corrected = add_rules(api)
    page.goto("/rules")
    proposed = page.get_by_role("region", name="Proposed")
    expect(proposed.get_by_role("listitem", name=corrected["vendor"])).to_contain_text("Learnt")
    off = page.get_by_role("region", name="Switched off")
    off.get_by_role("button", name="Earlier entries").click()
    expect(off).to_contain_text("Earlier entries that it would change: 1")
    expect(off).to_contain_text(HOSTILE)
    assert_accessible(page)

    off.get_by_role("button", name="Accept").click()
    rule = page.get_by_role("region", name="Active").get_by_role("listitem").first
    rule.get_by_role("button", name="Earlier entries").click()
    ledger = open_ledger_beside(page)
    with page.expect_request(re.compile("/apply/")) as sent:
        rule.get_by_role("button", name="Change these 1").click()
    assert sent.value.headers["idempotency-key"]
    expect(rule.get_by_role("status")).to_have_text("Changed: 1")
    expect(ledger.get_by_role("link", name=HOSTILE)).to_be_visible()
    path = f"/receipts/transactions/{entry['id']}/"
    assert api.get(path).json()["vendor"] == HOSTILE
    rule.get_by_role("button", name="Undo the last change of 1").click()
    expect(rule.get_by_role("status")).to_have_text("Put back: 1")
    assert api.get(path).json()["vendor"] == entry["vendor"]


def test_a_rule_is_changed_and_deleted_once_it_was_asked(signed_in_page, api):
    page = signed_in_page
    body = {"matched_vendor": "OBB", "vendor": "ÖBB", "state": "active"}
    rule = api.post("/receipts/vendor-rules/", json=body).json()
    path = f"/receipts/vendor-rules/{rule['id']}/"
    page.goto("/rules")
    page.get_by_role("button", name="Change OBB").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("Category").select_option("travel")
    assert_accessible(page)
    assert api.patch(path, json={"vendor": "Bahn"}).status_code == 200
    dialog.get_by_role("button", name="Save").click()
    expect(dialog.get_by_role("alert")).to_be_visible()
    dialog.get_by_role("button", name="Save").click()
    expect(page.get_by_text("The rule is saved.")).to_be_visible()
    changed = api.get(path).json()
    assert (changed["vendor"], changed["category"]) == ("Bahn", "travel")

    rule_row = page.get_by_role("listitem", name="OBB")
    rule_row.get_by_role("button", name="Delete").click()
    dialog.get_by_role("button", name="Cancel").click()
    assert api.get(path).status_code == 200
    rule_row.get_by_role("button", name="Delete").click()
    dialog.get_by_role("button", name="Delete").click()
    expect(page.get_by_text("There are no rules yet.")).to_be_visible()
    assert api.get(path).status_code == 404


def test_categories_of_ones_own_are_made_renamed_and_deleted(signed_in_page):
    page = signed_in_page
    page.goto("/categories")
    page.get_by_label("Name").fill(HOSTILE)
    page.get_by_role("button", name="Add the category").click()
    expect(page.get_by_role("listitem").filter(has_text=HOSTILE)).to_be_visible()
    page.get_by_role("button", name=f"Change {HOSTILE}").click()
    dialog = page.get_by_role("dialog")
    assert_accessible(page)
    dialog.get_by_label("Name").fill("Props")
    dialog.get_by_label("Type").select_option("income")
    dialog.get_by_role("button", name="Save").click()
    expect(page.get_by_role("listitem").filter(has_text="Props")).to_contain_text("Income")
    page.get_by_role("button", name="Delete Props?").click()
    expect(dialog.get_by_role("link", name="Entries that have it: 0")).to_be_visible()
    dialog.get_by_role("button", name="Delete").click()
    expect(page.get_by_text("None yet.")).to_be_visible()
    assert_accessible(page)
