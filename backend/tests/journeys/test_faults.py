"""A server that is busy, away or lost in the middle: nothing is sent twice, nothing is lost."""

import json

from playwright.sync_api import Page, Route, expect

from receipts.tests.conftest import picture
from receipts.tests.stub_reader import good_reading, printed
from tests.journeys.browser import assert_accessible
from tests.journeys.reading import add_read

expect.set_options(timeout=30_000)  # other tests may keep the machine busy


def refusal(status: int, *, seconds: int) -> dict:
    body = {"detail": "Please wait a little.", "code": "too_many_calls"}
    headers = {"Retry-After": str(seconds), "Content-Type": "application/json"}
    return {"status": status, "headers": headers, "body": json.dumps(body)}


class Answers:
    """In the way of calls by one method to one path: each of `faults` for one of them, in turn."""

    def __init__(self, page: Page, method: str, path: str, *faults) -> None:
        self.method, self.faults, self.keys = method, list(faults), list[str | None]()
        page.route(path, self._answer)

    def _answer(self, route: Route) -> None:
        if route.request.method != self.method:
            return route.fallback()
        self.keys.append(route.request.headers.get("idempotency-key"))
        fault = self.faults.pop(0) if self.faults else None
        if fault == "lost":
            route.fetch()
            return route.abort("connectionreset")
        return route.fulfill(**fault) if fault else route.fallback()


def test_an_upload_waits_as_long_as_the_server_asks_for_and_is_there_once(signed_in_page, api):
    page = signed_in_page
    page.goto("/inbox")
    page.get_by_text("No receipts yet").wait_for()
    # As nginx in front of a server that starts anew says it, too.
    away = {"status": 503, "headers": {"Retry-After": "1"}, "body": "<html>Unavailable</html>"}
    busy = refusal(429, seconds=2)
    answers = Answers(page, "POST", "**/api/v1/receipts/", busy, away)
    file = {"name": "busy.png", "mimeType": "image/png", "buffer": picture(size=(60, 80))}

    page.locator('input[type="file"]').first.set_input_files(file)

    expect(page.get_by_role("alert")).to_contain_text("Please wait a little. It goes on at")
    expect(page.get_by_role("alert")).to_contain_text("not available right now")
    expect(page.get_by_role("heading", name="To be sent")).not_to_be_visible()
    assert len(answers.keys) == 3
    assert len(set(answers.keys)) == 1
    assert api.get("/receipts/").json()["count"] == 1


def test_a_review_that_is_put_off_or_loses_its_answer_is_done_once(
    signed_in_page, api, server, account
):
    page = signed_in_page
    [number] = add_read(server, account, good_reading(total=printed("12.60", confidence=0.5)))
    path = f"**/api/v1/receipts/{number}/"
    Answers(page, "PATCH", path, refusal(503, seconds=7), refusal(429, seconds=9), "lost")
    page.goto(f"/review/{number}")
    notes = page.get_by_role("textbox", name="Notes", exact=True)

    notes.fill("lunch")
    notes.press("Tab")
    for told in ("Try again in 7 seconds", "Try again in 9 seconds", "no connection"):
        expect(page.get_by_role("alert")).to_contain_text(told)
        expect(notes).to_have_value("lunch")
        expect(page.get_by_text("Not saved yet")).to_be_visible()
        page.get_by_role("button", name="Try again").click()
    expect(page.get_by_text("Saved", exact=True)).to_be_visible()
    expect(page.get_by_text("Somebody else has changed")).to_have_count(0)

    verifying = Answers(page, "POST", f"{path}verify/", "lost")
    verify = page.get_by_role("button", name="Verify")
    verify.click()
    expect(page.get_by_role("alert")).to_contain_text("no connection")
    verify.click()
    expect(page.get_by_role("heading", name="Nothing waits for you")).to_be_visible()
    assert len(verifying.keys) == 2
    assert len(set(verifying.keys)) == 1
    entry = api.get(f"/receipts/{number}/").json()["transaction"]
    assert (entry["notes"], entry["is_verified"]) == ("lunch", True)


def test_a_late_answer_moves_nobody_and_shows_nothing_of_another_receipt(
    signed_in_page, api, server, account
):
    page = signed_in_page
    readings = [good_reading(vendor=printed(name, confidence=0.3)) for name in ("First", "Second")]
    first, second = add_read(server, account, *readings)
    held: list[Route] = []
    for path in (f"**/receipts/{second}/", f"**/receipts/{first}/verify/"):
        page.route(path, lambda route: held.append(route))
    page.goto(f"/review/{first}")
    expect(page.get_by_role("heading", name="First")).to_be_visible()

    page.get_by_role("button", name="Verify").dblclick()
    expect(page.get_by_role("button", name="Verify")).to_be_disabled()
    page.get_by_role("button", name="Receipts that wait").click()
    page.get_by_role("link", name="Second").click()
    expect(page.get_by_role("heading", name="First")).not_to_be_visible()
    expect(page.get_by_text("Loading …")).to_be_visible()
    page.get_by_role("link", name="Ledger").first.click()
    for route in held:
        route.continue_()

    expect(page.get_by_text("“First” is verified.")).to_be_visible()
    assert page.url.endswith("/ledger")
    verified = [
        api.get(f"/receipts/{n}/").json()["transaction"]["is_verified"] for n in (first, second)
    ]
    assert verified == [True, False]


def test_who_leaves_while_an_entry_is_saved_finds_an_empty_form_the_next_time(signed_in_page, api):
    page = signed_in_page
    held: list[Route] = []
    page.route("**/api/v1/receipts/transactions/", lambda route: held.append(route))
    page.goto("/ledger/new")
    page.get_by_label("Vendor").fill("Corner Cafe")
    page.get_by_label("Total", exact=True).fill("12.50")

    with page.expect_request("**/api/v1/receipts/transactions/"):
        page.get_by_role("button", name="Save", exact=True).click()
    page.get_by_role("link", name="Ledger", exact=True).click()
    page.get_by_role("link", name="New entry").wait_for()
    held.pop().continue_()
    expect(page.get_by_text("The entry is saved.")).to_be_visible()
    assert page.url.endswith("/ledger")

    page.get_by_role("link", name="New entry").click()
    expect(page.get_by_label("Total", exact=True)).to_have_value("")
    expect(page.get_by_label("Vendor")).to_have_value("")
    assert api.get("/receipts/transactions/").json()["count"] == 1
    come_back_while_it_is_saved(page, held)
    assert api.get("/receipts/transactions/").json()["count"] == 2


def come_back_while_it_is_saved(page: Page, held: list[Route]) -> None:
    """What is typed before the answer comes goes on in what was made."""
    page.get_by_label("Vendor").fill("Taxi")
    page.get_by_label("Total", exact=True).fill("31.00")
    with page.expect_request("**/api/v1/receipts/transactions/"):
        page.get_by_role("button", name="Save", exact=True).click()
    page.get_by_role("link", name="Ledger", exact=True).click()
    page.get_by_role("link", name="New entry").click()
    expect(page.get_by_label("Vendor")).to_have_value("Taxi")
    page.get_by_label("Notes").fill("to the airport")
    held.pop().continue_()
    expect(page.get_by_role("heading", level=1, name="Taxi")).to_be_visible()
    expect(page.get_by_label("Notes")).to_have_value("to the airport")


def test_a_new_entry_whose_answer_was_lost_is_made_once_as_it_was_typed_last(signed_in_page, api):
    page = signed_in_page
    Answers(page, "POST", "**/api/v1/receipts/transactions/", "lost")
    page.goto("/ledger/new")
    page.get_by_label("Vendor").fill("Corner Cafe")
    total = page.get_by_label("Total", exact=True)
    total.fill("12.50")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_role("alert")).to_contain_text("no connection")

    total.fill("13.50")
    page.get_by_role("link", name="Ledger", exact=True).click()
    page.get_by_role("link", name="New entry").click()
    expect(total).to_have_value("13.50")
    page.get_by_label("Notes").fill("lunch")
    page.get_by_role("button", name="Save", exact=True).click()
    dialog = page.get_by_role("dialog", name="Is it the same purchase?")
    expect(dialog).to_contain_text("12.50")
    assert_accessible(page)
    dialog.get_by_role("button", name="The same, corrected").click()

    expect(page.get_by_role("heading", level=1, name="Corner Cafe")).to_be_visible()
    [entry] = api.get("/receipts/transactions/").json()["results"]
    assert (entry["total"], entry["notes"]) == ("13.50", "lunch")


def test_the_next_receipt_of_a_shop_is_no_correction_of_one_whose_answer_was_lost(
    signed_in_page, api
):
    page = signed_in_page
    away = {"status": 503, "headers": {}, "body": "<html>Unavailable</html>"}
    Answers(page, "POST", "**/api/v1/receipts/transactions/", away)
    page.goto("/ledger/new")
    page.get_by_label("Vendor").fill("Corner Cafe")
    page.get_by_label("Total", exact=True).fill("12.50")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_role("alert")).to_contain_text("not available right now")
    page.get_by_label("Total", exact=True).fill("7.20")
    page.get_by_role("button", name="Save", exact=True).click()
    dialog = page.get_by_role("dialog", name="Is it the same purchase?")
    dialog.get_by_role("button", name="Close").click()
    expect(page.get_by_label("Total", exact=True)).to_have_value("7.20")
    page.get_by_role("button", name="Save", exact=True).click()
    dialog.get_by_role("button", name="Another one").click()

    expect(page.get_by_role("heading", level=1, name="Corner Cafe")).to_be_visible()
    entries = api.get("/receipts/transactions/").json()["results"]
    assert {entry["total"] for entry in entries} == {"12.50", "7.20"}


def test_a_category_and_a_rule_whose_answers_were_lost_are_made_once(signed_in_page, api):
    page = signed_in_page
    for kind in ("categories", "vendor-rules"):
        Answers(page, "POST", f"**/api/v1/receipts/{kind}/", "lost")
    for path, label, button in (
        ("/categories", "Name", "Add the category"),
        ("/rules", "Vendor as it is read", "Add the rule"),
    ):
        page.goto(path)
        if path == "/rules":
            page.get_by_role("combobox", name="Spelling in your books").fill("The Cafe")
        field = page.get_by_label(label)
        field.fill("Cofee")
        page.get_by_role("button", name=button).click()
        expect(page.get_by_role("alert")).to_contain_text("no connection")
        field.fill("Coffee")
        page.get_by_role("button", name=button).click()
        expect(field).to_have_value("")

    categories = api.get("/receipts/categories/", params={"page_size": 100}).json()["results"]
    assert [one["name"] for one in categories if not one["is_default"]] == ["Coffee"]
    [rule] = api.get("/receipts/vendor-rules/").json()["results"]
    assert rule["matched_vendor"] == "Coffee"


def test_what_is_typed_while_a_new_entry_is_saved_goes_on_in_it_or_in_the_next(signed_in_page, api):
    page = signed_in_page
    held: list[Route] = []
    page.route("**/api/v1/receipts/transactions/", lambda route: held.append(route))
    page.goto("/ledger/new")
    for button, notes in (("Save, and the next one", "of the next"), ("Save", "with Ben")):
        page.get_by_label("Vendor").fill(f"Cafe {button}")
        page.get_by_label("Total", exact=True).fill("12.50")
        with page.expect_request("**/api/v1/receipts/transactions/"):
            page.get_by_role("button", name=button, exact=True).click()
        page.get_by_label("Notes").fill(notes)
        held.pop().continue_()
        expect(page.get_by_text("The entry is saved.").last).to_be_visible()
        if button != "Save":
            expect(page.get_by_label("Vendor")).to_have_value("")
        expect(page.get_by_label("Notes")).to_have_value(notes)

    expect(page.get_by_role("heading", level=1, name="Cafe Save")).to_be_visible()
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_role("listitem").filter(has_text="of the next → with Ben")).to_be_visible()
    entries = api.get("/receipts/transactions/", params={"ordering": "vendor"}).json()["results"]
    assert [entry["notes"] for entry in entries] == ["with Ben", ""]


def test_the_last_entries_of_the_ledger_are_deleted_though_the_answer_was_lost(signed_in_page, api):
    page = signed_in_page
    for vendor in ("First", "Second"):
        body = {"vendor": vendor, "total": "5.00", "purchased_on": "2026-04-03"}
        assert api.post("/receipts/transactions/", json=body).status_code == 201
    deleting = Answers(page, "POST", "**/transactions/bulk/delete/", "lost")
    page.goto("/ledger")
    page.get_by_role("button", name="Select all 2").click()
    page.get_by_role("button", name="Delete", exact=True).click()
    expect(page.get_by_role("heading", name="There are no entries yet")).to_be_visible()
    expect(page.get_by_role("alert")).to_contain_text("no connection")

    page.get_by_role("alert").get_by_role("button", name="Try again").click()

    expect(page.get_by_text("Moved to the trash: 2")).to_be_visible()
    expect(page.get_by_role("alert")).to_have_count(0)
    assert len(set(deleting.keys)) == 1
    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_role("row").filter(has_text="Second")).to_be_visible()
    assert api.get("/receipts/transactions/").json()["count"] == 2


def test_what_is_pressed_twice_or_held_is_made_once(signed_in_page, api):
    page = signed_in_page
    page.goto("/settings/programs")
    for name in ("twice", "held"):
        page.get_by_role("button", name="New key").click()
        field = page.get_by_role("dialog").get_by_role("textbox")
        field.fill(name)
        if name == "twice":
            page.get_by_role("dialog").get_by_role("button", name="Make").dblclick()
        else:
            for _ in range(4):  # without a "keyup" between them each is a repeated one
                page.keyboard.down("Enter")
            page.keyboard.up("Enter")
        expect(page.get_by_role("row").filter(has_text=name)).to_be_visible()

    Answers(page, "POST", "**/accounts/api-keys/", "lost")
    page.get_by_role("button", name="New key").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_role("textbox").fill("lost")
    dialog.get_by_role("button", name="Make").click()
    expect(dialog.get_by_text("may have been made all the same")).to_be_visible()
    dialog.get_by_role("button", name="Cancel").click()
    page.get_by_role("button", name="Revoke the key “lost”").click()
    page.get_by_role("dialog").get_by_role("button", name="Revoke").click()
    expect(page.get_by_role("row").filter(has_text="lost")).to_have_count(0)

    made = [key["name"] for key in api.get("/accounts/api-keys/").json()["results"]]
    assert sorted(made) == ["held", "twice"]
