"""Lines that are printed on a receipt, with their places on its pages."""

from dataclasses import replace

import pytest

from receipts.models import Receipt
from receipts.processing.run import process_receipt
from receipts.services.extraction import Box, ReadLineItem, ReadTaxLine, TextLine
from receipts.tests.conftest import upload_unread
from receipts.tests.stub_reader import good_reading, printed

pytestmark = pytest.mark.django_db

BASE = "/api/v1/receipts/"
SPOT = Box(page=1, left=0.1, top=0.25, right=0.75, bottom=0.3)
PLACE = {"page": 1, "left": 0.1, "top": 0.25, "right": 0.75, "bottom": 0.3}
SEEN = (
    TextLine(text="CORNER CAFE", score=0.98, box=replace(SPOT, page=0)),
    TextLine(text="Flat white 7.50", score=0.875, box=SPOT),
)


def read(user, png, stub_reader, **changes) -> int:
    stub_reader.answers = [good_reading(**changes)]
    receipt = upload_unread(user, png)
    process_receipt(receipt.pk)
    return receipt.pk


def lines_of(api, receipt: int) -> dict:
    answer = api.get(f"{BASE}{receipt}/lines/")
    assert answer.status_code == 200, answer.content
    return answer.json()


def test_every_line_has_its_text_its_confidence_and_its_place(api, user, png, stub_reader):
    items = (ReadLineItem(description="Flat white", quantity="2", amount="7.50", box=SPOT),)
    tax_lines = (ReadTaxLine(rate="20", net="10.42", tax="2.08", box=SPOT),)

    shown = lines_of(
        api, read(user, png, stub_reader, lines=SEEN, items=items, tax_lines=tax_lines)
    )

    assert shown == {
        "reader": "offline",
        "lines": [
            {
                "text": "CORNER CAFE", "confidence": 0.98, "place": PLACE | {"page": 0},
                "amounts": [], "dates": [], "currency": None,
            },
            {
                "text": "Flat white 7.50", "confidence": 0.875, "place": PLACE,
                "amounts": ["7.50"], "dates": [], "currency": None,
            },
        ],
        "items": [
            {
                "description": "Flat white", "quantity": "2", "unit_price": None, "amount": "7.50",
                "place": PLACE,
            },
        ],
        "tax_lines": [
            {"kind": "charged", "rate": "20", "net": "10.42", "tax": "2.08", "place": PLACE},
        ],
    }  # fmt: skip


@pytest.mark.parametrize(
    ("text", "amounts", "dates"),
    [
        ("SUMME EUR 1.234,50", ["1234.50"], []),
        ("2 x 3,75   7,50", ["3.75", "7.50"], []),
        ("Refund -12.50", ["-12.50"], []),
        ("VAT 20 % 2.08", ["2.08"], []),
        ("Date: 03/04/2026 12:41", [], ["2026-04-03", "2026-03-04"]),
        ("31.12.2025", [], ["2025-12-31"]),
        ("12 March 2026", [], ["2026-03-12"]),
        ("Thank you", [], []),
    ],
)
def test_each_line_tells_the_amounts_and_dates_that_it_shows(
    api, user, png, stub_reader, text, amounts, dates
):
    line = TextLine(text=text, score=0.9, box=SPOT)

    [shown] = lines_of(api, read(user, png, stub_reader, lines=[line]))["lines"]

    assert set(amounts) <= set(shown["amounts"])
    assert [one for one in shown["amounts"] if "." in one] == amounts
    assert shown["dates"] == dates


def test_a_date_is_read_first_as_the_account_writes_it(api, user, png, stub_reader):
    user.date_order = "mdy"
    user.save()
    line = TextLine(text="03/04/2026", score=0.9, box=SPOT)

    [shown] = lines_of(api, read(user, png, stub_reader, lines=[line]))["lines"]

    assert shown["dates"] == ["2026-03-04", "2026-04-03"]


@pytest.mark.parametrize(
    ("text", "country", "currency", "days"),
    [
        ("03.04.2026", "US", "USD", ["2026-04-03", "2026-03-04"]),
        ("03/04/2026", "US", "USD", ["2026-03-04", "2026-04-03"]),
        ("03/04/2026", "US", "GBP", ["2026-04-03", "2026-03-04"]),
        ("03/04/2026", "DE", "USD", ["2026-03-04", "2026-04-03"]),
    ],
)
def test_a_date_of_a_line_is_read_as_that_of_its_receipt(
    api, user, png, stub_reader, text, country, currency, days
):
    user.country = country
    user.save()
    line = TextLine(text=text, score=0.9, box=SPOT)

    pk = read(user, png, stub_reader, lines=[line], currency=printed(currency))

    assert lines_of(api, pk)["lines"][0]["dates"] == days


@pytest.mark.parametrize(
    ("text", "currency"),
    [
        ("TOTAL £12.50", "GBP"),
        ("Summe CHF 4.50", "CHF"),
        ("EUR", "EUR"),
        ("VAT 20% 2.08", None),
        ("TOTAL 12.50", None),
    ],
)
def test_each_line_tells_the_currency_that_it_names(api, user, png, stub_reader, text, currency):
    line = TextLine(text=text, score=0.9, box=SPOT)

    [shown] = lines_of(api, read(user, png, stub_reader, lines=[line]))["lines"]

    assert shown["currency"] == currency


def test_amounts_stand_in_the_order_of_their_line(api, user, png, stub_reader):
    line = TextLine(text="7.50 x 1.250 kg 7.50-", score=0.9, box=SPOT)
    again = TextLine(text="7.50 3.00 7.50", score=0.9, box=SPOT)

    first, second = lines_of(api, read(user, png, stub_reader, lines=[line, again]))["lines"]

    assert first["amounts"] == ["7.50", "1250", "1.250", "-7.50"]
    assert second["amounts"] == ["7.50", "3.00", "7.50"]


def test_of_a_currency_with_three_decimals_three_digits_are_decimals(api, user, png, stub_reader):
    line = TextLine(text="Total 1.250", score=0.9, box=SPOT)

    pk = read(user, png, stub_reader, lines=[line], currency=printed("KWD"))

    assert lines_of(api, pk)["lines"][0]["amounts"] == ["1.250", "1250"]


def test_what_a_line_shows_can_be_sent_as_it_is(api, user, png, stub_reader):
    lines = [TextLine(text=text, score=0.9, box=SPOT) for text in ("TOTAL 9,99", "01.02.2026")]
    receipt = read(user, png, stub_reader, lines=lines)
    total, day = lines_of(api, receipt)["lines"]

    changes = {"total": total["amounts"][0], "purchased_on": day["dates"][0]}
    answer = api.patch(f"{BASE}{receipt}/", changes).json()

    assert answer["transaction"]["total"] == "9.99"
    assert answer["transaction"]["purchased_on"] == "2026-02-01"


def test_a_reader_without_places_has_none(api, user, png, stub_reader):
    shown = lines_of(api, read(user, png, stub_reader))

    assert (shown["reader"], shown["lines"]) == (None, [])
    assert [item["place"] for item in shown["items"]] == [None, None]
    assert [line["place"] for line in shown["tax_lines"]] == [None]


def test_a_model_has_the_lines_of_the_second_reader(api, user, png, stub_reader, second_reader):
    second_reader.answers = [good_reading(lines=SEEN)]

    shown = lines_of(api, read(user, png, stub_reader, engine="openai"))

    assert shown["reader"] == "offline"
    assert [line["place"]["page"] for line in shown["lines"]] == [0, 1]
    found = api.get(f"{BASE}?search=flat").json()
    assert found["count"] == 1


def test_a_reading_from_before_places_were_kept_has_its_texts(api, user, png, stub_reader):
    receipt = read(user, png, stub_reader, lines=SEEN)
    reading = Receipt.objects.get(pk=receipt).reading
    old = {name: reading[name] for name in reading if name not in ("line_places", "lines_seen_by")}
    for line in (*old["items"], *old["tax_lines"]):
        del line["box"]
    Receipt.objects.update(reading=old)

    shown = lines_of(api, receipt)

    assert shown["reader"] is None
    assert shown["lines"][1] == {
        "text": "Flat white 7.50", "confidence": None, "place": None, "amounts": ["7.50"],
        "dates": [], "currency": None,
    }  # fmt: skip
    assert [item["place"] for item in shown["items"]] == [None, None]
    assert api.post(f"{BASE}{receipt}/verify/").status_code == 200


def test_a_copy_has_the_lines_of_its_original(api, user, png, stub_reader):
    first = read(user, png, stub_reader, lines=SEEN)
    png.seek(0)

    second = upload_unread(user, png)
    process_receipt(second.pk)

    assert lines_of(api, second.pk) == lines_of(api, first)


def test_what_was_not_read_yet_has_no_lines(api, receipt):
    assert lines_of(api, receipt.pk) == {"reader": None, "lines": [], "items": [], "tax_lines": []}


def test_a_new_reading_is_another_answer(api, user, png, stub_reader):
    receipt = read(user, png, stub_reader, lines=SEEN)
    first = api.get(f"{BASE}{receipt}/lines/")
    same = api.get(f"{BASE}{receipt}/lines/", headers={"if-none-match": first["ETag"]})
    stub_reader.answers = [good_reading(total=printed("12.50"), lines=SEEN[:1])]
    api.post(f"{BASE}{receipt}/reprocess/")
    process_receipt(receipt)

    other = api.get(f"{BASE}{receipt}/lines/", headers={"if-none-match": first["ETag"]})

    assert same.status_code == 304
    assert other.status_code == 200
    assert len(other.json()["lines"]) == 1
