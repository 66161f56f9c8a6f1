"""What stands on the picture: boxes cover the text that was drawn, and lines fill fields."""

from io import BytesIO

from PIL import Image, ImageChops, ImageDraw, ImageFont
from playwright.sync_api import Locator, expect

from receipts.demo.sample_receipts import encode_jpeg, encode_pdf
from receipts.tests.einvoice_files import ROWS as ROWS_OF_INVOICE
from receipts.tests.einvoice_files import cii, pdf_with, ubl
from tests.journeys.reading import add_receipt
from tests.journeys.test_review import field
from tests.server import wait_until

BLUE = (0, 0, 200)
WIDTH, RIGHT = 720, 660
FONT = ImageFont.load_default(size=30)
ROWS = ["CORNER CAFE", "14 Pebble Lane", "Date 03/04/2026", "2 x Flat white|7.50", "Scone|5.00"]


def top_of(row: int) -> int:
    return 60 + row * 60


def sheet(rows: list[str], *, blue: str = "") -> Image.Image:
    """`blue` is drawn so that it can be found again in what the browser shows."""
    paper = Image.new("RGB", (WIDTH, 900), (250, 250, 250))
    pen = ImageDraw.Draw(paper)
    for number, row in enumerate(rows):
        left, _, right = row.partition("|")
        top = top_of(number)
        pen.text((60, top), left, font=FONT, fill="black")
        colour = BLUE if right and right == blue else "black"
        pen.text((RIGHT, top), right, font=FONT, fill=colour, anchor="ra")
    return paper


def blue_box(page):
    """Where the blue text is seen on the page."""
    shot = Image.open(BytesIO(page.screenshot())).convert("RGB")
    red, green, blue = shot.split()
    excess = ImageChops.subtract(blue, ImageChops.lighter(red, green))
    frame = page.get_by_role("region", name="Picture of the receipt").bounding_box()
    area = Image.new("L", shot.size)
    place = (int(frame["x"]), int(frame["y"]) + 45)
    area.paste(
        excess.crop((*place, int(frame["x"] + frame["width"]), int(frame["y"] + frame["height"]))),
        place,
    )
    return area.point(lambda value: 255 * (value > 30)).getbbox()


def assert_lit_where_the_blue_text_is(page):
    lit = page.locator("rect.lit.value")
    expect(lit).to_be_visible()
    expect(page.locator("img.drawn")).to_be_visible()
    seen: list[tuple[int, int, int, int]] = []
    # A picture is there before it is painted.
    wait_until(lambda: seen.extend(filter(None, [blue_box(page)])) or seen, seconds=30)
    box = lit.bounding_box()
    [(left, top, right, bottom)] = seen
    slack = 6
    assert box["x"] <= left + slack
    assert box["y"] <= top + slack
    assert box["x"] + box["width"] >= right - slack
    assert box["y"] + box["height"] >= bottom - slack
    # It is about that text, not about half of the page.
    assert box["height"] < 4 * (bottom - top)


def test_the_box_of_a_value_on_the_second_page_of_a_pdf_covers_it(signed_in_page, api):
    page = signed_in_page
    rows = ["Subtotal|10.42", "VAT 20%|2.08", "TOTAL GBP|12.50", "Thank you"]
    pdf = encode_pdf([sheet(ROWS), sheet(rows)])
    number = add_receipt(api, pdf, name="two.pdf")

    page.goto(f"/review/{number}")
    field(page, "Total").focus()

    picture = page.get_by_role("img", name="Page 2 of 2")
    expect(picture).to_be_visible()
    lit = page.locator("rect.lit.value").bounding_box()
    whole = picture.bounding_box()
    # PDFs are drawn grey; where their text stands is known from the drawing.
    scale = whole["width"] / WIDTH
    drawn = ImageDraw.Draw(sheet([])).textbbox((RIGHT, top_of(2)), "12.50", font=FONT, anchor="ra")
    left, top, right, bottom = (edge * scale for edge in drawn)
    slack = 4
    assert lit["x"] - whole["x"] <= left + slack
    assert lit["y"] - whole["y"] <= top + slack
    assert lit["x"] + lit["width"] - whole["x"] >= right - slack
    assert lit["y"] + lit["height"] - whole["y"] >= bottom - slack
    assert lit["height"] < 4 * (bottom - top)
    field(page, "Vendor").focus()
    expect(page.get_by_role("img", name="Page 1 of 2")).to_be_visible()


def is_wide(place: Locator) -> bool:
    box = place.bounding_box()
    return box is not None and box["width"] > box["height"]


def test_the_box_on_a_turned_photo_covers_its_text_and_a_line_fills_a_field(signed_in_page, api):
    page = signed_in_page
    rows = [*ROWS, "Subtotal|10.42", "VAT 20%|2.08", "TOTAL GBP|12.50", "Thank you"]
    photo = sheet(rows, blue="12.50").transpose(Image.Transpose.ROTATE_90)
    number = add_receipt(api, encode_jpeg(photo), name="turned.jpg")

    page.goto(f"/review/{number}")
    total = field(page, "Total")
    total.focus()
    assert_lit_where_the_blue_text_is(page)
    page.get_by_role("button", name="Turn to the right").click()
    assert_lit_where_the_blue_text_is(page)
    page.get_by_role("button", name="Show the whole page").click()
    # It lies so that it can be read.
    lying = page.locator("rect.printed", has=page.locator("title", has_text="CORNER CAFE")).last
    wait_until(lambda: is_wide(lying), seconds=30)

    total.fill("1")
    line = page.locator("rect.printed", has=page.locator("title", has_text="12.50")).last
    line.click()
    expect(total).to_have_value("12.50")
    expect(page.get_by_text("Saved", exact=True)).to_be_visible()
    assert api.get(f"/receipts/{number}/").json()["transaction"]["total"] == "12.50"
    field(page, "Notes").focus()
    page.get_by_text("Text on the receipt").click()
    page.get_by_role("button", name="14 Pebble Lane").click()
    expect(field(page, "Notes")).to_have_value("14 Pebble Lane")


def test_an_e_invoice_says_that_nobody_read_it_and_where_its_page_differs(signed_in_page, api):
    page = signed_in_page
    rows = [row.replace("184,40", "148,40") for row in ROWS_OF_INVOICE]
    pdf = pdf_with([("factur-x.xml", cii())], rows=rows)
    number = add_receipt(api, pdf, name="rechnung.pdf")

    page.goto(f"/review/{number}")

    expect(page.get_by_text("Read from the e-invoice itself (EN 16931)")).to_be_visible()
    expect(page.get_by_text("The page does not show what the e-invoice")).to_be_visible()
    expect(field(page, "Total")).to_have_value("184.40")
    api.patch("/accounts/me/", json={"language": "de"})
    page.reload()
    expect(page.get_by_text("Aus der E-Rechnung selbst gelesen (EN 16931)")).to_be_visible()
    expect(page.get_by_text("Die Seite zeigt nicht, was die E-Rechnung")).to_be_visible()


def test_what_the_text_of_a_pdf_says_is_told_as_such(signed_in_page, api):
    page = signed_in_page
    number = add_receipt(api, pdf_with([], rows=ROWS_OF_INVOICE), name="rechnung.pdf")
    evidence = api.get(f"/receipts/{number}/").json()["evidence"]
    assert evidence["total"]["origin"] == "text"

    page.goto(f"/review/{number}")

    told = page.get_by_text("Taken from the file's text, where the page shows the same:")
    expect(told).to_be_visible()
    expect(told).to_contain_text("Total")
    field(page, "Total").fill("18.40")
    field(page, "Notes").focus()
    expect(page.get_by_text("Saved", exact=True)).to_be_visible()
    expect(told).not_to_contain_text("Total")
    api.patch("/accounts/me/", json={"language": "de"})
    page.reload()
    expect(page.get_by_text("Aus dem Text der Datei übernommen")).to_be_visible()


def test_a_bare_e_invoice_is_shown_as_the_page_that_is_drawn_of_it(signed_in_page, api):
    page = signed_in_page
    number = add_receipt(api, ubl(), name="rechnung.xml")

    page.goto(f"/review/{number}")
    field(page, "Total").focus()

    lit = page.locator("rect.lit.value")
    expect(lit).to_be_visible()
    expect(page.locator("img.drawn")).to_be_visible()
