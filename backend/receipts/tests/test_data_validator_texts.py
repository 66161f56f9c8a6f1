import pytest

from receipts.services.extraction import ReadLineItem, ReadTaxLine
from receipts.services.texts import clean_text
from receipts.tests.readings import check_named, codes, validated


@pytest.mark.parametrize(
    ("text", "clean"),
    [
        ("  Corner \t Shop \r\n Ltd ", "Corner Shop Ltd"),
        ("Corner\u2028Shop\u2029Ltd", "Corner Shop Ltd"),
        ("Cor\x00ner\x07 Shop\x7f", "Corner Shop"),
        ("Corner\u202e pohS\u202c \u2066x\u2069", "Corner pohS x"),
        ("Cor\u200bn\u200de\u2060r\ufeff", "Corner"),
        ("Cafe\u0301", "Caf\u00e9"),
        ("Cor\ud800ner", "Corner"),
        ("Corner\u00a0Shop", "Corner Shop"),
        ("<script>alert(1)</script>", "<script>alert(1)</script>"),
        ('=HYPERLINK("x")', '=HYPERLINK("x")'),
    ],
)
def test_text_is_one_clean_line_and_otherwise_as_printed(text, clean):
    assert clean_text(text, max_characters=200) == (clean, False)
    assert validated(vendor=text).vendor.value == clean


@pytest.mark.parametrize(("name", "limit"), [("vendor", 200), ("receipt_number", 100)])
def test_long_text_is_cut_and_told(name, limit):
    fitting, long = validated(**{name: "A" * limit}), validated(**{name: "A" * (limit + 1)})

    assert getattr(fitting, name).value == getattr(long, name).value == "A" * limit
    assert "text_cut" not in codes(fitting)
    assert name in check_named(long, "text_cut").values


def test_evidence_is_as_clean_as_the_value():
    receipt = validated(total="12.50\x00", purchased_on="\u202e2026-11-01")

    assert receipt.total.text == "12.50"
    assert receipt.purchased_on.text == "2026-11-01"


def test_long_description_is_cut_and_told():
    receipt = validated(items=(ReadLineItem(description="A" * 501),))

    assert receipt.items[0].description == "A" * 500
    assert check_named(receipt, "text_cut").values == {"descriptions": "1"}


def test_items_and_tax_lines_past_the_limit_are_left_out_and_told():
    items = tuple(ReadLineItem(description="Thing", amount="1.00") for _ in range(501))
    lines = tuple(ReadTaxLine(rate="20") for _ in range(21))

    receipt = validated(items=items, tax_lines=lines)

    assert (len(receipt.items), len(receipt.tax_lines)) == (500, 20)
    assert check_named(receipt, "items_cut").values == {"items": "501"}
    assert check_named(receipt, "tax_lines_cut").values == {"tax_lines": "21"}


def test_unreadable_numbers_of_lines_are_none_and_told_together():
    items = (ReadLineItem(description="Thing", quantity="two", unit_price="1.00", amount="l.OO"),)
    lines = (ReadTaxLine(rate="A", net="10.00", tax="2.00"),)

    receipt = validated(items=items, tax_lines=lines)

    assert (receipt.items[0].quantity, receipt.items[0].amount) == (None, None)
    assert check_named(receipt, "line_unreadable").values == {
        "items[0].quantity": "two",
        "items[0].amount": "l.OO",
        "tax_lines[0].rate": "A",
    }
