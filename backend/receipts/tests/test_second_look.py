"""The second look: when a page is read again, enlarged, and what is taken of it."""

from dataclasses import replace
from io import BytesIO

import pytest
from PIL import Image

from receipts.services import offline_ocr_service
from receipts.services.extraction import (
    Box,
    ExtractedReceipt,
    ExtractionError,
    Page,
    ReadField,
    TextLine,
    Usage,
)
from receipts.services.fields import FIELDS
from receipts.services.offline.looks.second_look import is_worth_another_look, surer_of
from receipts.services.offline_ocr_service import Engine, OfflineExtractor, shared_engine
from receipts.tests.test_offline_reader import CONTEXT, ROWS, draw_receipt, main_values

SMALL, LARGE = (Page(jpeg=b"", width=400, height=side) for side in (900, 2048))


def reading(**fields):
    read = {
        name: ReadField(value=value, source="offline", confidence=confidence)
        for name, (value, confidence) in fields.items()
    }
    return ExtractedReceipt(engine="offline", usage=Usage(model="test"), **read)


SURE = reading(
    vendor=("Linden Bakery", 0.97), purchased_on=("2026-11-03", 0.98), total=("4.48", 0.99)
)


@pytest.mark.parametrize(
    ("changed", "page", "is_worth_it"),
    [
        ({}, SMALL, False),
        ({"total": None}, SMALL, True),
        ({"purchased_on": None}, SMALL, True),
        ({"vendor": replace(SURE.vendor, confidence=0.3)}, SMALL, True),
        ({"vendor": replace(SURE.vendor, confidence=0.8)}, SMALL, False),
        ({"total": None}, LARGE, False),
    ],
)
def test_a_small_page_is_read_again_where_a_main_field_is_unsure(changed, page, is_worth_it):
    assert is_worth_another_look(replace(SURE, **changed), [page]) is is_worth_it


def test_many_pages_are_not_read_again():
    assert not is_worth_another_look(replace(SURE, total=None), [SMALL] * 3)


@pytest.mark.parametrize(("count", "is_worth_it"), [(45, True), (46, False)])
def test_a_page_with_many_lines_would_take_too_long(count, is_worth_it):
    place = Box(page=0, left=0.1, top=0.1, right=0.9, bottom=0.2)
    lines = (TextLine(text="1 x Tea 2.40", score=0.9, box=place),) * count

    assert is_worth_another_look(replace(SURE, total=None, lines=lines), [SMALL]) is is_worth_it


@pytest.mark.parametrize(("sureness", "name"), [(0.5, "Linden"), (0.7, "Linden Bakery")])
def test_a_name_is_taken_where_it_is_clearly_surer(sureness, name):
    first, second = reading(vendor=("Linden", 0.45)), reading(vendor=("Linden Bakery", sureness))

    assert surer_of(first, second).vendor.value == name


@pytest.mark.parametrize(("width", "height", "seen"), [(100, 200, 600), (400, 800, 1280)])
def test_a_tiny_picture_is_enlarged_three_times_at_most(width, height, seen):
    picture = BytesIO()
    Image.new("L", (width, height), 255).save(picture, "JPEG")
    page = Page(jpeg=picture.getvalue(), width=width, height=height)

    assert offline_ocr_service.decode_page(page, side=1280).shape == (seen, seen // 2, 3)


def test_each_field_is_that_of_the_surer_look():
    first = reading(vendor=("Linden", 0.9), purchased_on=("2026-11-08", 0.5), total=("9", 0.4))
    second = reading(vendor=("Lindem", 0.6), purchased_on=("2026-11-03", 0.9), total=("4.48", 0.9))

    best = surer_of(first, replace(second, tax=ReadField(value="0.29", source="offline")))

    assert (best.vendor.value, best.purchased_on.value) == ("Linden", "2026-11-03")
    assert (best.total.value, best.tax.value) == ("4.48", "0.29")


def test_a_field_that_was_sure_enough_stays_however_sure_the_second_look_is():
    first = reading(vendor=("Linden Fuel", 0.8), purchased_on=("2026-11-03", 0.95))

    best = surer_of(first, reading(vendor=("CA", 0.97), purchased_on=("2026-11-08", 0.99)))

    assert best == first


def test_other_amounts_stay_with_the_total_that_they_make_up():
    first = replace(SURE, tax=ReadField(value="0.29", source="offline"))
    second = reading(total=("4.43", 0.5), tax=("0.59", 0.99))

    assert surer_of(first, second) == first


def test_all_amounts_go_with_the_total():
    amounts = {field.name for field in FIELDS if field.kind == "amount"}

    second = replace(
        reading(**dict.fromkeys(amounts, ("4.48", 0.9))), charges=("0.48",), missed_tax="VAT 20%"
    )

    assert surer_of(reading(), second) == second


def test_a_second_look_that_fails_loses_nothing(monkeypatch):
    def fail(self, page, *, number):
        raise ExtractionError("No room.", code="page_unreadable", retryable=False)

    monkeypatch.setattr(Engine, "read_enlarged", fail)
    page = draw_receipt(ROWS[3:8])

    receipt = OfflineExtractor(threads=2).extract([page], context=CONTEXT)

    assert main_values(receipt)[1:] == (None, "8.40", "1.40", "GBP")


def test_a_small_page_without_a_name_or_a_day_is_read_twice_and_keeps_its_amounts():
    page = draw_receipt(ROWS[3:8])

    receipt = OfflineExtractor(threads=2).extract([page], context=CONTEXT)

    assert main_values(receipt)[1:] == (None, "8.40", "1.40", "GBP")
    assert 0.75 < receipt.total.box.left < receipt.total.box.right < 1


@pytest.mark.parametrize("quarter_turns", [0, 1])
def test_lines_of_an_enlarged_page_stand_where_they_do_on_the_page(quarter_turns):
    page = draw_receipt(quarter_turns=quarter_turns)
    engine = shared_engine(threads=2)

    plain = {line.text: line.box for line in engine.read_page(page, number=0)}
    enlarged = {line.text: line.box for line in engine.read_enlarged(page, number=0)}

    box, again = plain["TOTAL GBP"], enlarged["TOTAL GBP"]
    assert box.page == again.page == 0
    for edge in ("left", "top", "right", "bottom"):
        assert abs(getattr(box, edge) - getattr(again, edge)) < 0.02


@pytest.mark.parametrize(
    ("printed", "sureness", "name"),
    [
        ("Linden", 0.45, "Linden"),
        ("Linden", 0.7, "Ltndem"),
        ("www.linden.com", 0.45, "Ltndem"),
    ],
)
def test_of_two_unsure_names_the_first_line_stays(printed, sureness, name):
    first = reading(vendor=("Linden", 0.4))
    seen = replace(first, vendor=replace(first.vendor, printed=printed))

    assert surer_of(seen, reading(vendor=("Ltndem", sureness))).vendor.value == name
