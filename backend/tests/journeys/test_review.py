"""The review of what was read with a doubt, by keyboard, beside other people and other tabs."""

import re
from urllib.parse import quote

import pytest
from playwright.sync_api import Locator, Page, Route, expect

from receipts.demo.sample_receipts import DEMO_RECEIPTS
from receipts.services.extraction import ReadLineItem, ReadTaxLine
from receipts.tests.hostile_texts import SCRIPT, TEXTS
from receipts.tests.stub_reader import good_reading, printed
from tests.journeys.browser import assert_accessible, assert_no_scrolling_sideways, in_german
from tests.journeys.reading import add_read, add_receipt, side_by_side
from tests.server import wait_until

# Subtotal and tax come to 12.50.
WRONG_TOTAL = {"total": printed("12.60", confidence=0.5)}


@pytest.fixture
def read(server, account):
    """Receipts that were read so, and differ from a good reading in these values."""

    def read_as(*changes: dict) -> list[int]:
        return add_read(server, account, *(good_reading(**each) for each in changes))

    return read_as


def field(page: Page, name: str) -> Locator:
    text = page.get_by_role("textbox", name=name, exact=True)
    return text.or_(page.get_by_role("combobox", name=name, exact=True))


def entry_of(api, number: int) -> dict:
    return api.get(f"/receipts/{number}/").json()["transaction"]


def expect_open(page: Page, vendor: str) -> None:
    expect(page.get_by_role("heading", name=vendor)).to_be_visible()


def expect_saved(page: Page) -> None:
    expect(page.get_by_text("Saved", exact=True)).to_be_visible()


def test_receipts_are_reviewed_by_keyboard_alone(signed_in_page, api, read):
    page = signed_in_page
    first, second, third = read(
        {"vendor": printed("First Cafe"), **WRONG_TOTAL},
        {
            "vendor": printed("Second Cafe"),
            "purchased_on": printed("2026-04-03", confidence=0.5),
            "total": printed("90.10", confidence=0.5),
        },
        {"vendor": printed("Third Cafe"), **WRONG_TOTAL},
    )
    page.goto("/")
    page.get_by_role("link", name="Review").click()
    expect_open(page, "First Cafe")
    assert_accessible(page)

    take_what_is_proposed_and_verify(page)
    expect_open(page, "Second Cafe")
    take_the_verification_back(page, api, first)
    verified = entry_of(api, first)
    assert (verified["is_verified"], verified["total"]) == (True, "12.50")

    go_on_and_back(page)
    correct_total_and_category(page)
    expect_open(page, "Third Cafe")
    verified = entry_of(api, second)
    assert (verified["total"], verified["category"]) == ("12.50", "travel")
    assert verified["purchased_on"] == "2026-04-05"
    assert verified["is_verified"] is True

    look_at_the_keys(page)
    throw_away_and_bring_back(page, api)
    read_again(page, api, third)


def read_again(page: Page, api, third: int) -> None:
    expect_open(page, "Third Cafe")
    expect(field(page, "Total")).to_be_focused()
    page.keyboard.press("Escape")
    page.keyboard.press("r")
    expect(page.get_by_role("heading", name="Nothing waits for you")).to_be_visible()
    expect(page.get_by_role("link", name="To the inbox")).to_be_visible()
    kinds = [event["kind"] for event in api.get(f"/receipts/{third}/history/").json()["results"]]
    assert "reprocessed" in kinds


def take_what_is_proposed_and_verify(page: Page) -> None:
    """One doubtful field in two strokes."""
    total = field(page, "Total")
    expect(total).to_be_focused()
    expect(total).to_have_value("12.60")
    expect(page.get_by_text("£10.42 + £2.08 = £12.50")).to_be_visible()
    page.keyboard.press("t")
    expect(total).to_have_value("12.50")
    expect_saved(page)
    page.keyboard.press("Enter")


def take_the_verification_back(page: Page, api, first: int) -> None:
    expect(field(page, "Date")).to_be_focused()
    page.keyboard.press("Alt+u")
    expect_open(page, "First Cafe")
    entry = entry_of(api, first)
    assert (entry["is_verified"], entry["total"]) == (False, "12.50")
    page.keyboard.press("Enter")
    expect_open(page, "Second Cafe")


def go_on_and_back(page: Page) -> None:
    expect(field(page, "Date")).to_be_focused()
    page.keyboard.press("Alt+j")
    expect_open(page, "Third Cafe")
    page.keyboard.press("Alt+k")
    expect_open(page, "Second Cafe")


def correct_total_and_category(page: Page) -> None:
    """From doubt to doubt, and then to the category."""
    expect(field(page, "Date")).to_be_focused()
    page.keyboard.type("5/4/26")
    expect(page.get_by_text(re.compile("Sunday,? 5 April 2026"))).to_be_visible()
    page.keyboard.press("Tab")
    expect(field(page, "Total")).to_be_focused()
    expect(field(page, "Date")).to_have_value("05/04/2026")
    page.keyboard.type("gbp 12.50 red")
    expect(field(page, "Total")).to_have_value("gbp 12.50 red")
    field(page, "Total").fill("12.50")
    page.keyboard.press("Alt+e")
    category = field(page, "Category")
    expect(category).to_be_focused()
    page.keyboard.type("trav")
    page.keyboard.press("Enter")
    expect(category).to_have_value("Travel and accommodation")
    expect_saved(page)
    page.keyboard.press("Enter")


def look_at_the_keys(page: Page) -> None:
    expect(field(page, "Total")).to_be_focused()
    page.keyboard.press("?")
    expect(page.get_by_role("dialog", name="Keys")).to_be_visible()
    assert_accessible(page)
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).not_to_be_visible()
    expect(field(page, "Total")).to_be_focused()
    picture = page.get_by_role("group", name="Page 1 of 1")
    page.keyboard.press("Alt+z")
    expect(picture).to_have_class(re.compile("zoomed"))
    page.keyboard.press("Alt+o")
    expect(picture.locator(".sheet")).to_have_css("rotate", "90deg")
    page.keyboard.press("Alt+f")
    expect(picture).not_to_have_class(re.compile("zoomed"))
    expect(picture.locator(".sheet")).to_have_css("rotate", "0deg")


def throw_away_and_bring_back(page: Page, api) -> None:
    page.keyboard.press("Alt+d")
    expect(page.get_by_role("heading", name="Nothing waits for you")).to_be_visible()
    assert api.get("/receipts/?deleted=true").json()["count"] == 1
    page.keyboard.press("Alt+u")
    expect(page.get_by_role("heading", name="Nothing waits for you")).not_to_be_visible()
    assert api.get("/receipts/?deleted=true").json()["count"] == 0


class Held:
    """Calls that are not answered before they are let go."""

    def __init__(self, page: Page, paths: re.Pattern[str]) -> None:
        self._routes, self._is_over = list[Route](), False
        page.route(paths, self._hold)

    def _hold(self, route: Route) -> None:
        if self._is_over:
            route.continue_()
        else:
            self._routes.append(route)

    def let_go(self) -> None:
        self._is_over = True
        for route in self._routes:
            route.continue_()


def test_an_answer_that_comes_late_is_no_receipt_that_one_has_left(signed_in_page, api, read):
    page = signed_in_page
    first, second, third = read(
        {"vendor": printed("First Cafe"), **WRONG_TOTAL},
        {"vendor": printed("Second Cafe"), **WRONG_TOTAL},
        {"vendor": printed("Third Cafe"), **WRONG_TOTAL},
    )
    late = Held(page, re.compile(rf"/receipts/{second}/"))
    queue = Held(page, re.compile(r"/receipts/\?.*ordering=uploaded_at"))
    page.goto(f"/review/{first}")
    expect_open(page, "First Cafe")
    expect(field(page, "Total")).to_be_focused()

    # Which one comes next is not yet known.
    page.keyboard.press("Alt+j")
    queue.let_go()
    expect(page).to_have_url(re.compile(f"/review/{second}$"))
    expect(page.get_by_role("heading", name="First Cafe")).to_have_count(0)
    page.keyboard.press("t")
    page.keyboard.press("Enter")
    page.keyboard.press("Alt+j")
    expect_open(page, "Third Cafe")
    with page.expect_response(re.compile(rf"/receipts/{second}/$")):
        late.let_go()
    expect(field(page, "Total")).to_be_focused()
    with page.expect_response(re.compile(rf"/receipts/{third}/$")):
        page.keyboard.press("t")

    expect_open(page, "Third Cafe")
    totals = [entry_of(api, number)["total"] for number in (first, second, third)]
    assert totals == ["12.60", "12.60", "12.50"]
    assert not any(entry_of(api, number)["is_verified"] for number in (first, second, third))


@pytest.fixture
def open_twice(signed_in_page, read):
    """A receipt with a wrong total that is open here; of what others do nothing is heard."""
    [number] = read(WRONG_TOTAL)
    signed_in_page.route("**/changes/**", lambda route: route.abort())
    signed_in_page.goto(f"/review/{number}")
    expect(field(signed_in_page, "Total")).to_be_focused()
    return number


def test_who_corrects_what_somebody_else_has_corrected_chooses(signed_in_page, api, open_twice):
    page = signed_in_page
    api.patch(f"/receipts/{open_twice}/", json={"total": "12.70"})

    field(page, "Total").fill("12.50")
    page.keyboard.press("Enter")

    dialog = page.get_by_role("dialog", name="Somebody else has changed this")
    expect(dialog.get_by_text("12.50")).to_be_visible()
    expect(dialog.get_by_text("12.70")).to_be_visible()
    assert_accessible(page)
    assert entry_of(api, open_twice)["total"] == "12.70"
    dialog.get_by_label("Yours").check()
    dialog.get_by_role("button", name="Save this choice").click()
    expect(dialog).not_to_be_visible()
    expect_saved(page)
    corrected = entry_of(api, open_twice)
    assert (corrected["total"], corrected["is_verified"]) == ("12.50", False)


def test_what_others_have_changed_is_seen_before_it_is_verified(signed_in_page, api, open_twice):
    page = signed_in_page
    api.patch(f"/receipts/{open_twice}/", json={"vendor": "Corner Café"})

    field(page, "Total").fill("12.50")
    page.keyboard.press("Enter")

    told = page.get_by_text("Somebody else has changed this receipt meanwhile")
    expect(told).to_be_visible()
    expect_saved(page)
    expect(field(page, "Vendor")).to_have_value("Corner Café")
    merged = entry_of(api, open_twice)
    assert (merged["total"], merged["vendor"]) == ("12.50", "Corner Café")
    assert merged["is_verified"] is False
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Nothing waits for you")).to_be_visible()
    assert entry_of(api, open_twice)["is_verified"] is True


def expect_only_text(page: Page, text: str) -> None:
    """On every other screen that shows what receipts, people and programs are called."""
    page.set_viewport_size({"width": 360, "height": 740})
    days = "start_date=2026-01-01&end_date=2026-12-31"
    reports = (f"/reports/{name}?{days}" for name in ("vendor-analysis", "category-breakdown"))
    for path in ("/", "/inbox", "/ledger", *reports, "/rules"):
        page.goto(path)
        expect(page.locator("main")).to_contain_text(text)
        assert page.locator("img[src=x]").count() == 0
        assert_no_scrolling_sideways(page)
    page.goto("/settings")
    expect(page.get_by_label("Business")).to_have_value(text)
    page.goto(f"/exports?vendor={quote(text)}")
    expect(page.get_by_text("Filters: 1 set")).to_be_visible()
    assert page.locator("img[src=x]").count() == 0


def test_hostile_texts_are_shown_as_text(signed_in_page, api, read):
    page = signed_in_page
    item = ReadLineItem(description=SCRIPT, amount="1.00")
    hostile = {
        "vendor": printed(SCRIPT, confidence=0.3),
        "receipt_number": printed(SCRIPT),
        "items": (item,),
    }
    number, _ = read(hostile, {"vendor": printed(TEXTS["long"])})
    for path, body in {
        "/receipts/categories/": {"name": SCRIPT, "type": "expense"},
        "/receipts/vendor-rules/": {"matched_vendor": SCRIPT, "vendor": "Kiosk"},
    }.items():
        assert api.post(path, json=body).status_code == 201
    assert api.patch("/accounts/me/", json={"company": SCRIPT}).status_code == 200

    page.goto(f"/review/{number}")

    expect(page.get_by_role("heading", level=2)).to_have_text(SCRIPT)
    expect(field(page, "Vendor")).to_have_value(SCRIPT)
    page.get_by_role("button", name="Receipts that wait").click()
    expect(page.get_by_role("navigation", name="Receipts that wait")).to_contain_text(SCRIPT)
    assert page.locator("img[src=x]").count() == 0
    expect_only_text(page, SCRIPT)


def told_of_no_connection(page):
    """The picture that was on its way may be lost as well."""
    return page.get_by_role("alert").filter(has_text="no connection")


def test_a_lost_network_and_a_deletion_elsewhere_lose_nothing_typed(signed_in_page, api, read):
    page = signed_in_page
    [number] = read(WRONG_TOTAL)
    page.goto(f"/review/{number}")
    total = field(page, "Total")
    expect(total).to_be_focused()

    page.context.set_offline(True)
    total.fill("12.50")
    total.press("Enter")
    expect(told_of_no_connection(page)).to_be_visible()
    expect(total).to_have_value("12.50")
    expect(page.get_by_text("Not saved yet")).to_be_visible()
    expect_a_warning_before_it_is_left(page)
    page.context.set_offline(False)
    told_of_no_connection(page).get_by_role("button", name="Try again").click()
    expect_saved(page)
    assert entry_of(api, number)["total"] == "12.50"

    api.delete(f"/receipts/{number}/")
    notes = field(page, "Notes")
    notes.fill("lunch")
    notes.press("Tab")
    expect(page.get_by_role("alert")).to_contain_text("was deleted meanwhile")
    expect(notes).to_have_value("lunch")
    page.get_by_role("button", name="Take it out of the trash").click()
    expect(page.get_by_text("was deleted meanwhile")).not_to_be_visible()
    assert api.get(f"/receipts/{number}/").json()["deleted_at"] is None


def expect_a_warning_before_it_is_left(page: Page) -> None:
    with page.expect_event("dialog") as asked:
        page.evaluate("() => void setTimeout(() => location.reload())")
    assert asked.value.type == "beforeunload"
    asked.value.dismiss()


def test_what_is_half_typed_is_completed_where_it_means_one_thing(signed_in_page, api, read):
    page = signed_in_page
    [number] = read(WRONG_TOTAL)
    page.goto(f"/review/{number}")
    vendor, category = field(page, "Vendor"), field(page, "Category")
    expect(field(page, "Total")).to_be_focused()

    category.fill("zzz")
    expect(page.get_by_role("option", name="zzz")).to_be_visible()
    category.press("Tab")
    expect(category).to_have_value("Meals and entertainment")
    category.fill("groc")
    category.press("Tab")
    expect(category).to_have_value("Groceries")
    # A new name is no beginning of one that is known.
    vendor.fill("Corner")
    vendor.press("Enter")
    expect(vendor).to_have_value("Corner")
    expect_saved(page)

    entry = entry_of(api, number)
    assert (entry["vendor"], entry["category"]) == ("Corner", "groceries")
    assert entry["is_verified"] is False


def test_a_small_phone_shows_picture_and_values(narrow_page, read):
    page = narrow_page
    [number] = read(WRONG_TOTAL)

    page.goto(f"/review/{number}")

    expect(field(page, "Total")).to_be_focused()
    expect(page.get_by_role("img", name="Page 1 of 1")).to_be_in_viewport()
    expect(page.get_by_role("button", name="Take £12.50")).to_be_in_viewport(ratio=1)
    bar = page.get_by_role("button", name="Verify and next").bounding_box()
    proposal = page.get_by_role("button", name="Take £12.50").bounding_box()
    assert proposal["y"] + proposal["height"] < bar["y"]
    assert_no_scrolling_sideways(page)
    assert_accessible(page)


def test_items_are_split_over_categories_and_say_what_is_missing(signed_in_page, api, read):
    page = signed_in_page
    [number] = read(WRONG_TOTAL)
    page.goto(f"/review/{number}")
    items = page.get_by_role("region", name="Items")
    expect(items.get_by_text("adds up")).not_to_be_visible()

    field(page, "Total").fill("12.50")
    expect(items.get_by_text("£12.50, adds up")).to_be_visible()
    items.get_by_label("Amount, row 2").fill("4")
    expect(items.get_by_text("£11.50 of £12.50: £1.00 missing")).to_be_visible()
    items.get_by_label("Amount, row 2").fill("5")
    items.get_by_label("Split over categories").check()
    items.get_by_label("Category, row 2").select_option("Groceries")

    expect(items.get_by_role("list", name="Split over categories")).to_contain_text("£7.50")
    expect_saved(page)
    assert [item["category"] for item in entry_of(api, number)["items"]] == [None, "groceries"]
    set_the_share(page, api, number)
    verify_in_the_ledger_and_take_it_back(page, api, number)


def test_tab_leads_to_a_list_in_doubt_through_its_cells_and_back(signed_in_page, read):
    page = signed_in_page
    tax_line = ReadTaxLine(rate="20", net="10.42", tax="3.08")
    [number] = read({"vendor": printed("Corner Cafe", confidence=0.2), "tax_lines": (tax_line,)})
    page.goto(f"/review/{number}")
    expect(field(page, "Vendor")).to_be_focused()

    page.keyboard.press("Tab")
    expect(field(page, "Tax, row 1")).to_be_focused()
    page.keyboard.press("Shift+Tab")
    expect(field(page, "Vendor")).to_be_focused()

    field(page, "Rate (%), row 1").focus()
    page.keyboard.press("Tab")
    expect(field(page, "Net, row 1")).to_be_focused()


def set_the_share(page: Page, api, number: int) -> None:
    field(page, "Deductible share (%)").fill("50")
    field(page, "Deductible share (%)").press("Tab")
    expect_saved(page)
    assert entry_of(api, number)["deductible_share"] == "0.500"
    expect(page.get_by_text(re.compile("Friday,? 3 April 2026"))).to_be_visible()


def verify_in_the_ledger_and_take_it_back(page: Page, api, number: int) -> None:
    field(page, "Tip").fill("no amount")
    page.get_by_role("link", name="Ledger").click()
    expect(page.get_by_text("Something typed for “Corner Cafe” is not saved")).to_be_visible()
    page.get_by_role("checkbox", name="Select Corner Cafe").check()
    page.get_by_role("button", name="Verify", exact=True).click()
    expect(page.get_by_text("Verified: 1")).to_be_visible()
    assert entry_of(api, number)["is_verified"] is True
    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_text("Put back: 1")).to_be_visible()
    assert entry_of(api, number)["is_verified"] is False


def test_what_is_no_purchase_gets_its_entry_with_another_kind(signed_in_page, api, read):
    page = signed_in_page
    [number] = read({"document_kind": printed("quotation")})
    page.goto(f"/review/{number}")
    kind = page.get_by_role("combobox", name="Kind of document")
    expect(kind).to_be_focused()
    expect(kind).to_have_value("quotation")
    expect(page.get_by_text("This is not a purchase")).to_be_visible()
    expect(field(page, "Total")).to_have_count(0)
    assert_accessible(page)

    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Nothing waits for you")).to_be_visible()
    page.get_by_role("button", name="Undo").click()

    kind.select_option("Invoice")
    expect(field(page, "Total")).to_have_value("12.50")
    assert entry_of(api, number)["total"] == "12.50"
    kind.select_option("Menu")
    expect(field(page, "Total")).to_have_count(0)
    assert entry_of(api, number) is None

    page.get_by_role("button", name="It is a receipt: make the entry").click()
    expect(field(page, "Total")).to_be_focused()
    assert entry_of(api, number)["total"] == "12.50"
    expect(page.get_by_text("This is not a purchase")).to_have_count(0)
    in_german(page, api)
    page.get_by_role("combobox", name="Belegart").select_option("menu")
    expect(page.get_by_text("Das ist kein Kauf")).to_be_visible()


def test_a_receipt_that_is_there_twice_is_shown_beside_the_other_one(signed_in_page, api, read):
    page = signed_in_page
    first, second = read({}, {})

    page.goto(f"/review/{second}")
    asked = page.get_by_role("region", name="You may have this receipt twice")
    expect(asked.get_by_role("img")).to_have_count(2)
    assert_accessible(page)
    same = asked.get_by_role("button", name="Same: remove the later one")
    expect(same).to_have_accessible_description(re.compile("The later one goes into the trash"))
    answer = Held(page, re.compile("/resolve/$"))
    same.click()
    page.get_by_role("link", name="Ledger").click()
    answer.let_go()

    expect(page.get_by_text("is in the trash.")).to_be_visible()
    expect(page.get_by_role("heading", level=1, name="Ledger")).to_be_visible()
    page.get_by_role("link", name="Review", exact=True).click()
    expect(page.get_by_role("heading", name="Nothing waits for you")).to_be_visible()
    there = [receipt["id"] for receipt in api.get("/receipts/").json()["results"]]
    assert there == [first]

    page.get_by_role("button", name="Undo").click()
    expect(page).to_have_url(re.compile(f"/review/{second}$"))
    expect(asked).to_be_visible()


def test_that_the_later_of_two_was_kept_is_taken_back(signed_in_page, api, read):
    page = signed_in_page
    first, second = read({}, {})
    page.goto(f"/review/{second}")
    asked = page.get_by_role("region", name="You may have this receipt twice")
    asked.get_by_role("button", name="Keep the later one").click()
    expect(asked).not_to_be_visible()
    assert [receipt["id"] for receipt in api.get("/receipts/").json()["results"]] == [second]
    page.get_by_role("button", name="Undo").click()
    expect(page).to_have_url(re.compile(f"/review/{first}$"))
    expect(asked).to_be_visible()


def test_two_receipts_in_one_picture_become_two_entries_and_one_again(signed_in_page, api):
    page = signed_in_page
    drawn = [receipt for _, receipt, _ in DEMO_RECEIPTS[:2]]
    whole = add_receipt(api, side_by_side(*drawn), name="two.jpg")
    page.goto("/inbox")
    expect(page.get_by_text("several receipts in one")).to_be_visible()
    page.goto(f"/review/{whole}")
    asked = page.get_by_role("region", name="Several receipts in one document")
    expect(asked).to_be_focused()
    expect(asked.get_by_role("img", name="Page 1")).to_be_visible()
    assert_accessible(page)

    asked.get_by_role("checkbox", name="Receipt 2").uncheck()
    expect(asked.get_by_role("button", name="Split the document")).to_be_disabled()
    asked.get_by_role("checkbox", name="Receipt 2").check()
    draw_frames(page, asked)
    asked.get_by_role("button", name="Split the document").click()
    expect(page.get_by_text("Split into 2 receipts, which are being read.")).to_be_visible()
    wait_until(lambda: totals_in(api) == sorted(str(one.total) for one in drawn), seconds=90)

    part = api.get("/receipts/").json()["results"][0]["id"]
    page.goto(f"/review/{part}")
    page.get_by_role("button", name="Undo the split").click()
    expect(asked).to_be_visible()
    assert [one["id"] for one in api.get("/receipts/").json()["results"]] == [whole]
    page.goto(f"/review/{whole}")
    in_german(page, api)
    is_asked_in_german(page)


def is_asked_in_german(page):
    asked = page.get_by_role("region", name="Mehrere Belege in einem Dokument")
    asked.get_by_role("slider", name="Rechte Kante von Beleg 1").press("ArrowLeft")
    asked.get_by_role("button", name="Beleg hinzufügen").click()
    expect(asked.get_by_role("checkbox", name="Beleg 3")).to_be_checked()
    expect(asked.get_by_role("button", name="Dokument aufteilen")).to_be_enabled()


def draw_frames(page, asked):
    """An edge by key and by mouse, a whole frame, and one more, which is given up."""
    edge = asked.get_by_role("slider", name="Right edge of receipt 1")
    before = int(edge.get_attribute("aria-valuenow"))
    edge.press("ArrowLeft")
    expect(edge).to_have_attribute("aria-valuenow", str(before - 1))
    width = asked.get_by_role("img", name="Page 1").bounding_box()["width"]
    drag(page, edge, by=width / 100)
    expect(edge).to_have_attribute("aria-valuenow", str(before))

    asked.get_by_role("button", name="Add a receipt").click()
    left = asked.get_by_role("slider", name="Left edge of receipt 3")
    expect(left).to_have_attribute("aria-valuenow", "30")
    drag(page, asked.get_by_role("group", name="Receipt 3"), by=width / 10)
    expect(left).to_have_attribute("aria-valuenow", "40")
    assert_accessible(page)
    asked.get_by_role("checkbox", name="Receipt 3").uncheck()
    expect(left).to_be_hidden()


def drag(page, held, *, by):
    held.scroll_into_view_if_needed()
    box = held.bounding_box()
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + by, y, steps=3)
    page.mouse.up()


def totals_in(api) -> list[str]:
    listed = api.get("/receipts/").json()["results"]
    return sorted(one["transaction"]["total"] for one in listed if one["transaction"])
