"""Receipts on their way in: a drop of everything, a lost network, the first use."""

import base64
import re
from collections.abc import Sequence
from io import BytesIO
from zipfile import ZipFile

from httpx2 import Client
from PIL import Image
from playwright.sync_api import Locator, Page, expect

from receipts.demo.sample_receipts import draw_demo_receipts, encode_pdf
from receipts.tests.conftest import picture
from receipts.tests.drawing import as_file, drawn_receipt
from receipts.tests.mail_files import mail_with, pdf
from tests.journeys.browser import (
    assert_accessible,
    assert_no_scrolling_sideways,
    in_german,
    sign_in,
)
from tests.server import PASSWORD, wait_until

# As a drop brings them; the browser makes no files of paths for a script.
_DROP = """
(files) => {
  const transfer = new DataTransfer();
  for (const [name, type, content] of files) {
    const bytes = Uint8Array.from(atob(content), (letter) => letter.charCodeAt(0));
    transfer.items.add(new File([bytes], name, { type }));
  }
  for (const kind of ["dragenter", "dragover", "drop"]) {
    const about = { dataTransfer: transfer, bubbles: true, cancelable: true };
    document.body.dispatchEvent(new DragEvent(kind, about));
  }
}
"""
_PASTE = """
(content) => {
  const bytes = Uint8Array.from(atob(content), (letter) => letter.charCodeAt(0));
  const clipboardData = new DataTransfer();
  clipboardData.items.add(new File([bytes], "image.png", { type: "image/png" }));
  document.body.dispatchEvent(
    new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
}
"""
_ADD_FAILED = """
from datetime import timedelta
from django.utils import timezone
from accounts.models import User
from receipts.models import Receipt, ReceiptFile
owner, now = User.objects.get(email={email!r}), timezone.now()
receipts = Receipt.objects.bulk_create(Receipt(
    owner=owner, original_filename=f"old-{{n}}.jpg", sha256=f"{{n:064}}", updated_at=now,
    uploaded_at=now - timedelta(minutes=n), status="failed", failure_code="nothing_readable",
) for n in range({count}))
ReceiptFile.objects.bulk_create(ReceiptFile(
    receipt=receipt, position=0, stored_name=f"{{receipt.pk}}.jpg", mime_type="image/jpeg",
    sha256=receipt.sha256, size_bytes=200_000, width=1200, height=1800,
) for receipt in receipts)
"""
_ADD_QUOTATION = """
from django.utils import timezone
from accounts.models import User
from receipts.ledger.entries import write_entry
from receipts.ledger.review import review_receipt
from receipts.models import Receipt, ReceiptFile
from receipts.services.validation.validated import to_json
from receipts.tests.readings import validated
owner, now = User.objects.get(email={email!r}), timezone.now()
read = validated(document_kind="quotation", vendor="Hartley Roofing", total="2460.00",
    purchased_on="2026-11-12", currency="GBP", transaction_type="expense")
receipt = Receipt.objects.create(owner=owner, original_filename="quotation.jpg", sha256="0" * 64,
    updated_at=now, uploaded_at=now, read_at=now, status="completed", document_kind="quotation",
    reading=to_json(read))
ReceiptFile.objects.create(receipt=receipt, position=0, stored_name=f"{{receipt.pk}}.jpg",
    mime_type="image/jpeg", sha256="0" * 64, size_bytes=200_000, width=1200, height=1800)
review_receipt(write_entry(receipt, read, now=now), receipt, now=now)
"""
_ASK_FOR_CHANGES = """() => new BroadcastChannel("live").postMessage("hurry")"""
_SHOW_MORE = """() => {
  scrollTo(0, document.documentElement.scrollHeight);
  const buttons = [...document.querySelectorAll("button")];
  buttons.find((button) => /Show more/.test(button.textContent))?.click();
}"""
# Not every build of a browser has a camera, nor one that is made up.
_CAMERA = """() => {
  const picture = Object.assign(document.createElement("canvas"), { width: 64, height: 48 });
  const pen = picture.getContext("2d");
  setInterval(() => { pen.fillRect(0, 0, 64 * Math.random(), 48); }, 50);
  window.streams = [];
  navigator.mediaDevices.getUserMedia = async () => {
    if (!window.isAllowed) throw new DOMException("no", "NotAllowedError");
    window.streams.push(picture.captureStream(20));
    return window.streams.at(-1);
  };
}"""
_CAMERAS_ON = """() => window.streams.flatMap((stream) => stream.getTracks())
  .filter((track) => track.readyState === "live").length"""
expect.set_options(timeout=30_000)  # other tests may keep the machine busy
_KEPT = """
async () => new Promise((resolve) => {
  const opening = indexedDB.open("outbox");
  opening.onsuccess = () => {
    const db = opening.result;
    if (!db.objectStoreNames.contains("uploads")) return resolve(0);
    const counting = db.transaction("uploads").objectStore("uploads").count();
    counting.onsuccess = () => { db.close(); resolve(counting.result); };
  };
})
"""
# A transaction that goes on and on, for as long as the page is there.
_HOLD_STORE = """
() => {
  const opening = indexedDB.open("outbox");
  opening.onsuccess = () => {
    const store = opening.result.transaction("uploads", "readwrite").objectStore("uploads");
    const goOn = () => { store.count().onsuccess = goOn; };
    goOn();
  };
}
"""


PDF = "application/pdf"
TOTALS = {"bread": "Total 12.50", "milk": "Total 3.20"}


def photo(shade: int) -> bytes:
    """Small, each another one, and nothing to be read on it."""
    return picture("PNG", size=(60, 80), shade=shade)


def drop(page: Page, files: dict[str, bytes]) -> None:
    page.evaluate(
        _DROP, [[name, "", base64.b64encode(data).decode()] for name, data in files.items()]
    )


def as_zip(files: dict[str, bytes]) -> bytes:
    archive = BytesIO()
    with ZipFile(archive, "w") as opened:
        for name, content in files.items():
            opened.writestr(name, content)
    return archive.getvalue()


def names_of(api: Client) -> list[str]:
    found = api.get("/receipts/", params={"page_size": 100}).json()["results"]
    return sorted(receipt["original_filename"] for receipt in found)


def row(page: Page, name: str):
    return page.get_by_role("listitem").filter(has_text=name)


def received(page: Page):
    """The rows of what the server has."""
    return page.get_by_role("region", name="Receipts").get_by_role("listitem")


def open_inbox(page: Page) -> None:
    """With nothing in it."""
    page.goto("/inbox")
    page.get_by_text("No receipts yet").wait_for()


def test_thirty_files_of_every_kind_are_dropped_and_each_is_there_once(signed_in_page, api):
    page = signed_in_page
    open_inbox(page)
    assert_accessible(page)
    # What is not read is no copy either.
    lunch = dict(draw_demo_receipts())["lunch.jpg"]
    photos = {f"photo-{number}.png": photo(number) for number in range(16)}
    pdfs = {
        f"bill-{number}.pdf": encode_pdf([Image.new("L", (60, 80), number)]) for number in range(3)
    }
    zipped = {f"march/shot-{n}.png": photo(100 + n) for n in range(7)} | {"__MACOSX/._x": b"x"}
    dropped = {"lunch.jpg": lunch} | photos | pdfs | {"march.zip": as_zip(zipped)}
    dropped |= {"again.jpg": lunch, "shopping list.txt": b"bread, butter"}

    drop(page, dropped | {"broken.zip": b"PK no archive", "empty.zip": as_zip({})})

    expect(row(page, "shopping list.txt")).to_contain_text("Not accepted")
    expect(row(page, "shopping list.txt")).to_contain_text("PDF")
    expect(row(page, "broken.zip")).to_contain_text("cannot be opened")
    expect(row(page, "empty.zip")).to_contain_text("no files in this archive")
    expect_so_many(page, 28)
    shots = [f"shot-{number}.png" for number in range(7)]
    assert names_of(api) == sorted(["lunch.jpg", *photos, *pdfs, *shots, "again.jpg"])
    expect(row(page, "again.jpg")).to_contain_text("You have this file already")
    row(page, "again.jpg").get_by_role("button", name="Remove this copy").click()
    expect_so_many(page, 27)
    assert "again.jpg" not in names_of(api)
    page.get_by_role("button", name="Undo").click()
    expect_so_many(page, 28)

    remove_refused(page, ("shopping list.txt", "broken.zip", "empty.zip"))
    expect(page.get_by_role("heading", name="To be sent")).not_to_be_visible()


def test_a_mail_gives_a_receipt_for_each_of_its_attachments(signed_in_page, api):
    page = signed_in_page
    open_inbox(page)

    files = [(f"{name}.pdf", pdf("Corner Cafe", total), PDF) for name, total in TOTALS.items()]
    drop(page, {"two.eml": mail_with(*files)})

    wait_until(lambda: names_of(api) == ["bread.pdf", "milk.pdf"], seconds=20)
    expect(row(page, "bread.pdf")).to_be_visible()
    expect(row(page, "milk.pdf")).to_be_visible()
    number = api.get("/receipts/", params={"search": "bread"}).json()["results"][0]["id"]
    page.goto(f"/review/{number}")
    expect(page.get_by_text("The receipt is its attachment bread.pdf")).to_be_visible()
    expect(page.get_by_text("“Your receipt”")).to_be_visible()
    api.patch("/accounts/me/", json={"language": "de"})
    page.reload()
    expect(page.get_by_text("Der Beleg ist ihr Anhang bread.pdf")).to_be_visible()


def expect_so_many(page: Page, count: int) -> None:
    """Of the rows only those near to what is seen are there."""
    expect(received(page).first).to_have_attribute("aria-setsize", str(count))


def remove_refused(page: Page, names: Sequence[str]) -> None:
    """All of them."""
    refused = page.get_by_role("region", name="Not accepted")
    for name in names:
        refused.get_by_role("button", name=f"Remove {name}").click()
    expect(refused).not_to_be_visible()


def test_a_receipt_that_cannot_be_read_says_why_and_is_read_again(signed_in_page):
    page = signed_in_page
    open_inbox(page)
    drop(page, {"blank.png": picture()})
    failed = row(page, "blank.png")
    expect(failed).to_contain_text("Not readable", timeout=90_000)
    expect(failed.get_by_role("link", name="Make the entry by hand")).to_be_visible()
    assert_accessible(page)

    failed.get_by_role("button", name="Read again").click()

    expect(failed).not_to_contain_text("Not readable")


def test_a_blurred_picture_is_taken_again_in_the_place_of_the_first(signed_in_page, api):
    page = signed_in_page
    open_inbox(page)
    drop(page, {"blurred.png": as_file(drawn_receipt(blur=9), "PNG")})
    blurred = row(page, "blurred.png")
    expect(blurred).to_contain_text("The picture is blurred", timeout=90_000)
    retake = blurred.get_by_role("button", name="Take the picture again")
    expect(retake).to_be_visible(timeout=90_000)
    assert_accessible(page)

    with page.expect_file_chooser() as choosing:
        retake.click()
    sharp = as_file(drawn_receipt(), "PNG")
    choosing.value.set_files({"name": "sharp.png", "mimeType": "image/png", "buffer": sharp})

    page.get_by_text("which is in the trash").wait_for()
    expect(row(page, "sharp.png")).to_be_visible()
    expect(blurred).to_have_count(0)
    assert names_of(api) == ["sharp.png"]
    page.get_by_role("button", name="Undo").click()
    expect(blurred).to_be_visible()
    assert names_of(api) == ["blurred.png", "sharp.png"]
    in_german(page, api)
    expect(blurred).to_contain_text("Das Bild ist unscharf")
    expect(blurred.get_by_role("button", name="Noch einmal aufnehmen")).to_be_visible()


def test_files_survive_a_lost_network_and_a_reload_and_are_sent_once(installed_page, api):
    page = installed_page
    open_inbox(page)
    page.evaluate("() => navigator.serviceWorker.ready")
    page.context.set_offline(True)

    drop(page, {f"offline-{number}.png": photo(150 + number) for number in range(3)})
    page.evaluate(_PASTE, base64.b64encode(photo(170)).decode())

    expect(page.get_by_role("alert")).to_contain_text("There is no connection")
    expect(row(page, "offline-1.png")).to_contain_text("To be sent")
    page.reload()
    expect(page.get_by_role("alert")).to_contain_text("no connection")
    expect(page.get_by_role("heading", name="To be sent: 4")).to_be_visible()
    expect(page.get_by_role("listitem").filter(has_text="offline-2.png")).to_be_visible()
    assert_accessible(page)
    page.context.set_offline(False)

    expect(received(page)).to_have_count(4)
    expect(page.get_by_role("heading", name="To be sent")).not_to_be_visible()
    expected = ["image.png", *(f"offline-{number}.png" for number in range(3))]
    assert names_of(api) == expected
    assert page.evaluate(_KEPT) == 0


def test_an_answer_that_is_lost_makes_no_second_receipt(signed_in_page, api):
    page = signed_in_page
    keys = []

    def lose_first_answer(route):
        if route.request.method != "POST":
            return route.continue_()
        keys.append(route.request.headers["idempotency-key"])
        if len(keys) > 1:
            return route.continue_()
        route.fetch()
        return route.abort("connectionreset")

    page.route("**/api/v1/receipts/", lose_first_answer)
    page.goto("/")
    page.get_by_text("in three steps").wait_for()
    drop(page, {"once.png": photo(180)})

    expect(page).to_have_url(re.compile("/inbox$"))
    expect(page.get_by_role("alert")).to_contain_text("There is no connection")
    page.get_by_role("button", name="Send now").click()
    expect(page.get_by_role("heading", name="To be sent")).not_to_be_visible()
    assert len(keys) == 2
    assert len(set(keys)) == 1
    assert names_of(api) == ["once.png"]


def test_what_waits_to_be_sent_goes_at_the_sign_out_which_asks_before(signed_in_page):
    page = signed_in_page
    page.route("**/api/v1/receipts/", lambda route: route.abort())
    open_inbox(page)
    private = photo(190)
    drop(page, {"private.png": private})
    drop(page, {"private.png": private, "other.png": private})
    expect(row(page, "private.png")).to_contain_text("To be sent")
    expect(page.get_by_text("added once: private.png")).to_be_visible()
    page.get_by_role("button", name="Remove other.png").click()
    expect(page.get_by_role("button", name=re.compile("^Remove "))).to_have_count(1)
    assert page.evaluate(_KEPT) == 1

    page.get_by_role("button", name="Sign out").click()

    dialog = page.get_by_role("dialog", name="Sign out?")
    expect(dialog).to_contain_text("Files that have not been sent: 1")
    assert_accessible(page)
    dialog.get_by_role("button", name="Cancel").press("Enter")
    assert page.evaluate(_KEPT) == 1
    page.get_by_role("button", name="Sign out").press("Enter")
    dialog.get_by_role("button", name="Sign out").press("Enter")
    page.get_by_role("heading", name="Sign in").wait_for()
    assert page.evaluate(_KEPT) == 0


def test_a_store_that_does_not_answer_keeps_nobody_signed_in(signed_in_page, account):
    page = signed_in_page
    page.route("**/api/v1/receipts/", lambda route: route.abort())
    open_inbox(page)
    drop(page, {"private.png": photo(191)})
    expect(row(page, "private.png")).to_contain_text("To be sent")
    page.evaluate(_HOLD_STORE)

    page.get_by_role("button", name="Sign out").press("Enter")
    page.get_by_role("dialog").get_by_role("button", name="Sign out").press("Enter")

    page.get_by_role("heading", name="Sign in").wait_for()
    sign_in(page, account)
    open_inbox(page)
    assert page.evaluate(_KEPT) == 0


def test_what_is_removed_in_one_tab_no_other_one_sends(signed_in_page, api):
    page = signed_in_page
    other = page.context.new_page()
    for tab in (page, other):
        open_inbox(tab)
    page.context.set_offline(True)
    drop(page, {"kept.png": photo(192), "removed.png": photo(193)})
    for tab in (page, other):
        expect(row(tab, "removed.png")).to_contain_text("To be sent")
    expect(page.get_by_role("alert")).to_contain_text("There is no connection")

    other.get_by_role("button", name="Remove removed.png").click()

    expect(row(page, "removed.png")).to_have_count(0)
    page.context.set_offline(False)
    for tab in (page, other):
        expect(tab.get_by_role("heading", name="To be sent")).not_to_be_visible()
    assert names_of(api) == ["kept.png"]


def test_a_sign_out_that_does_not_succeed_keeps_what_waits_to_be_sent(signed_in_page):
    page = signed_in_page
    page.route("**/api/v1/receipts/", lambda route: route.abort())
    page.route("**/api/v1/accounts/logout/", lambda route: route.abort())
    open_inbox(page)
    drop(page, {"lunch.png": photo(191)})
    expect(row(page, "lunch.png")).to_contain_text("To be sent")

    page.get_by_role("button", name="Sign out").click()
    dialog = page.get_by_role("dialog", name="Sign out?")
    dialog.get_by_role("button", name="Sign out").click()

    expect(dialog.get_by_role("alert")).to_contain_text("There is no connection to the server")
    dialog.get_by_role("button", name="Cancel").click()
    expect(row(page, "lunch.png")).to_be_visible()
    assert page.evaluate(_KEPT) == 1


def test_several_photos_are_the_pages_of_one_receipt_by_keyboard(signed_in_page, api):
    page = signed_in_page
    page.goto("/inbox")
    page.get_by_role("button", name="Several photos, one receipt").focus()
    page.keyboard.press("Enter")
    dialog = page.get_by_role("dialog", name="Pages of one receipt")
    with page.expect_file_chooser() as choosing:
        dialog.get_by_role("button", name="Add pages").press("Enter")
    choosing.value.set_files(
        [
            {"name": f"p{n}.png", "mimeType": "image/png", "buffer": photo(210 + n)}
            for n in (1, 2, 3)
        ]
    )
    dialog.get_by_role("button", name="Remove page 3").press("Enter")
    expect(dialog.get_by_role("button", name="Add pages")).to_be_focused()
    assert_accessible(page)
    dialog.get_by_role("button", name="Page 2 one place earlier").press("Enter")
    expect(dialog.get_by_role("listitem").first).to_contain_text("p2.png")
    expect(dialog.get_by_role("button", name="Page 1 one place earlier")).to_be_focused()

    page.context.clear_cookies()
    dialog.get_by_role("button", name="Send as one receipt").press("Enter")
    again = page.get_by_role("dialog", name="Sign in again")
    again.get_by_label("Password", exact=True).fill(PASSWORD)
    again.get_by_label("Password", exact=True).press("Enter")

    expect(page.get_by_role("link", name="p2.png", exact=True)).to_be_visible()
    expect(row(page, "p2.png")).to_contain_text("2 pages")
    expect(dialog).not_to_be_visible()
    assert names_of(api) == ["p2.png"]


def open_camera(page: Page) -> Locator:
    page.get_by_role("button", name="Take a photo").press("Enter")
    return page.get_by_role("dialog", name="Take a photo")


def take_photos(page: Page, count: int) -> None:
    """With the button that has the focus."""
    for number in range(1, count + 1):
        page.keyboard.press("Enter")
        expect(page.get_by_role("img", name=f"Photo {number}")).to_be_visible()


def test_photos_are_taken_with_a_camera(signed_in_page, api):
    page = signed_in_page
    page.goto("/inbox")
    page.evaluate(_CAMERA)
    dialog = open_camera(page)
    expect(dialog.get_by_role("alert")).to_contain_text("may not be used here")
    assert_accessible(page)
    page.evaluate("() => { window.isAllowed = true; }")
    dialog.get_by_role("button", name="Try again").press("Enter")
    trigger = dialog.get_by_role("button", name="Take the photo")
    expect(trigger).to_be_focused()

    take_photos(page, 3)
    dialog.get_by_role("button", name="Remove photo 2").press("Enter")
    expect(trigger).to_be_focused()
    dialog.get_by_label("pages of one receipt").check()
    assert_accessible(page)
    dialog.get_by_role("button", name="Send as one receipt").press("Enter")

    expect(dialog).not_to_be_visible()
    expect(received(page)).to_contain_text("2 pages")
    assert page.evaluate(_CAMERAS_ON) == 0
    [name] = names_of(api)
    assert re.fullmatch(r"photo-.*-1\.jpg", name)

    open_camera(page)
    expect(trigger).to_be_focused()
    take_photos(page, 2)
    expect(dialog.get_by_label("pages of one receipt")).not_to_be_checked()


def test_many_come_page_by_page_and_each_stands_where_it_belongs(
    signed_in_page, api, server, account
):
    page = signed_in_page
    server.run(_ADD_FAILED.format(email=account, count=230))
    asked = []
    page.on("request", lambda request: "&page=" in request.url and asked.append(request.url))
    page.goto("/inbox?show=failed")
    expect(page.get_by_text("100 of 230")).to_be_visible()
    [gone, corrected] = [
        receipt["id"]
        for receipt in api.get("/receipts/", params={"page_size": 2}).json()["results"]
    ]

    # What moves up from the next page is not passed over.
    api.delete(f"/receipts/{gone}/").raise_for_status()
    scroll_through(page, 229)
    page.evaluate(_ASK_FOR_CHANGES)
    scroll_through(page, 229)
    page.evaluate("() => scrollTo(0, 0)")
    expect(row(page, "old-1.jpg")).to_be_visible()
    expect(row(page, "old-0.jpg")).to_have_count(0)
    assert all("page_size=100" in url for url in asked), asked

    entry = {"vendor": "Corner Cafe", "total": "12.50", "purchased_on": "2026-04-03"}
    api.patch(f"/receipts/{corrected}/", json=entry).raise_for_status()
    page.evaluate(_ASK_FOR_CHANGES)
    expect(received(page).first).to_have_attribute("aria-setsize", "228")
    look_for_one(page)


def test_what_is_no_purchase_has_a_part_of_its_own(signed_in_page, api, server, account):
    page = signed_in_page
    server.run(_ADD_QUOTATION.format(email=account))
    [receipt] = api.get("/receipts/").json()["results"]
    page.goto("/inbox?show=none")
    quotation = row(page, "Hartley Roofing")
    expect(quotation).to_contain_text("Needs review")
    expect(quotation).to_contain_text("This looks like a quotation")
    assert_accessible(page)

    api.post(f"/receipts/{receipt['id']}/verify/").raise_for_status()
    page.evaluate(_ASK_FOR_CHANGES)
    expect(quotation).not_to_contain_text("Needs review")
    expect(quotation).to_contain_text("No purchase")

    kind = {"document_kind": "invoice"}
    api.patch(f"/receipts/{receipt['id']}/", json=kind).raise_for_status()
    page.evaluate(_ASK_FOR_CHANGES)
    expect(page.get_by_text("Nothing here")).to_be_visible()
    page.get_by_role("link", name="All", exact=True).click()
    expect(quotation).to_contain_text("2,460.00")


def test_what_was_deleted_lies_in_the_trash_and_comes_back(signed_in_page, api, server, account):
    page = signed_in_page
    server.run(_ADD_QUOTATION.format(email=account))
    [receipt] = api.get("/receipts/").json()["results"]
    page.goto("/inbox?show=trash")
    expect(page.get_by_text("Nothing here")).to_be_visible()
    api.delete(f"/receipts/{receipt['id']}/").raise_for_status()
    page.evaluate(_ASK_FOR_CHANGES)
    expect(received(page)).to_contain_text("in the trash since")
    assert_accessible(page)

    received(page).get_by_role("link").click()
    page.get_by_text("“Hartley Roofing” is in the trash.").wait_for()
    page.get_by_role("button", name="Take it out of the trash").click()
    expect(page.get_by_role("heading", name="Hartley Roofing")).to_be_visible()
    assert names_of(api) == ["quotation.jpg"]

    api.delete(f"/receipts/{receipt['id']}/").raise_for_status()
    page.goto("/inbox?show=trash")
    received(page).get_by_role("button", name="Put back: Hartley Roofing").click()
    expect(page.get_by_text("Nothing here")).to_be_visible()
    assert names_of(api) == ["quotation.jpg"]


def test_a_deleted_entry_is_offered_back_at_its_address(signed_in_page, api):
    entry = {"vendor": "Corner Cafe", "total": "12.50", "purchased_on": "2026-04-03"}
    made = api.post("/receipts/transactions/", json=entry).json()["id"]
    api.delete(f"/receipts/transactions/{made}/").raise_for_status()
    signed_in_page.goto(f"/ledger/{made}")
    signed_in_page.get_by_text("“Corner Cafe” is in the trash.").wait_for()
    signed_in_page.get_by_role("button", name="Take it out of the trash").click()
    expect(signed_in_page.get_by_role("heading", name="Corner Cafe")).to_be_visible()


def scroll_through(page: Page, count: int) -> None:
    """Until there are so many; each page is asked for when its end comes near, or by the button."""

    def is_all_there() -> bool:
        page.evaluate(_SHOW_MORE)
        page.wait_for_timeout(100)
        last = received(page).last.get_attribute("aria-posinset")
        return last == str(count) and page.get_by_role("button", name="Show more").count() == 0

    wait_until(is_all_there, seconds=60)


def look_for_one(page: Page) -> None:
    search = page.get_by_role("searchbox", name="Search")
    search.fill("old-207.jpg")
    expect(received(page)).to_have_count(1)
    expect(page).to_have_url(re.compile(r"show=failed&search=old-207\.jpg$"))
    page.get_by_role("link", name="Approved").click()
    expect(page.get_by_text("Nothing here")).to_be_visible()
    search.fill("corner")
    expect(received(page)).to_contain_text("By hand")
    page.goto("/inbox?show=failed&uploaded_to=2020-01-01")
    expect(page.get_by_text("Nothing here")).to_be_visible()
    page.get_by_role("button", name="Any day").click()
    expect(page.get_by_text("100 of 228")).to_be_visible()
    assert_no_scrolling_sideways(page)


def test_a_first_use_goes_from_nothing_to_receipts_that_are_read(narrow_page):
    page = narrow_page
    page.goto("/")
    expect(page.get_by_text("in three steps")).to_be_visible()
    assert_accessible(page)
    with page.expect_file_chooser() as choosing:
        page.get_by_role("button", name="Add receipts").click()
    assert choosing.value.is_multiple()

    page.get_by_role("button", name="Try with three sample receipts").click()

    expect(page.get_by_role("link", name="Approved")).to_have_count(2, timeout=60_000)
    assert_no_scrolling_sideways(page)
    assert_accessible(page)
    review_the_torn_sample(page)
    page.get_by_role("navigation").get_by_role("link", name="Inbox").click()
    expect(received(page).filter(has_text="Approved")).to_have_count(2)
    expect(received(page).filter(has_text="Verified")).to_have_count(1)
    assert_no_scrolling_sideways(page)
    assert_accessible(page)
    with page.expect_file_chooser() as choosing:
        page.get_by_role("button", name="Take a photo").click()
    assert choosing.value.element.get_attribute("capture") == "environment"
    shot = {"name": "camera.png", "mimeType": "image/png", "buffer": photo(230)}
    choosing.value.set_files([shot])
    expect(received(page)).to_have_count(4)


def review_the_torn_sample(page: Page) -> None:
    """In two strokes: what makes the amounts add up is taken, and that is verified."""
    page.get_by_role("link", name="to review").click()
    total = page.get_by_role("textbox", name="Total", exact=True)
    expect(total).to_be_focused()
    expect(total).to_have_value("41.00")
    expect(page.get_by_text("€39.16 + €2.74 = €41.90")).to_be_visible()
    assert_no_scrolling_sideways(page)
    assert_accessible(page)
    page.keyboard.press("t")
    expect(total).to_have_value("41.90")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Nothing waits for you")).to_be_visible()


def test_a_folder_is_chosen_with_what_lies_in_its_folders(signed_in_page, api, tmp_path):
    page = signed_in_page
    for name in ("april.png", "march/lunch.png", "march/.DS_Store"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(photo(235 + len(name)))
    open_inbox(page)

    with page.expect_file_chooser() as choosing:
        page.get_by_role("button", name="Choose a folder").click()
    choosing.value.set_files(tmp_path)

    expect(received(page)).to_have_count(2)
    assert names_of(api) == ["april.png", "lunch.png"]
