import json
from datetime import date

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from receipts.services.data_validator import validate_reading
from receipts.services.extraction import (
    Box,
    ExtractedReceipt,
    ReadField,
    ReadingContext,
    ReadLineItem,
    ReadTaxLine,
    Usage,
)
from receipts.services.validation.stored import from_json
from receipts.services.validation.validated import to_json

# Arbitrary text seldom looks like a value, so half of it is made of what values are made of.
any_text = st.text(alphabet=st.characters(), max_size=60) | st.text(
    alphabet="0123456789.,-()'/: RM$€¥kr%xeE\u202e\u0661\uff11\u00a0年月日MarJan", max_size=24
)
texts = any_text | st.none()
boxes = st.builds(
    Box,
    page=st.integers(),
    left=st.floats(),
    top=st.floats(),
    right=st.floats(),
    bottom=st.floats(),
)
read_fields = st.none() | st.builds(
    ReadField,
    value=any_text,
    source=st.sampled_from(["openai", "offline"]),
    printed=any_text,
    confidence=st.floats() | st.none(),
    box=boxes | st.none(),
)
FIELDS = (
    *("vendor", "purchased_on", "total", "subtotal", "discount", "tax", "currency"),
    *("transaction_type", "category", "payment_method", "receipt_number", "item_count"),
)
readings = st.builds(
    ExtractedReceipt,
    engine=st.sampled_from(["openai", "offline"]),
    usage=st.just(Usage(model="any")),
    tax_lines=st.lists(st.builds(ReadTaxLine, rate=texts, net=texts, tax=texts), max_size=3).map(
        tuple
    ),
    items=st.lists(
        st.builds(
            ReadLineItem, description=any_text, quantity=texts, unit_price=texts, amount=texts
        ),
        max_size=3,
    ).map(tuple),
    **dict.fromkeys(FIELDS, read_fields),
)
contexts = st.builds(
    ReadingContext,
    today=st.dates(),
    date_order=st.sampled_from(["dmy", "mdy", None]),
    home_currency=st.sampled_from(["GBP", "USD", "IDR", "xx", "", None]),
    country=st.sampled_from(["GB", "US", "ID", "zz", "", None]),
)
numbers = st.decimals(min_value=-(10**12), max_value=10**12, allow_nan=False, places=3).map(str)
numeric_readings = st.builds(
    ExtractedReceipt,
    engine=st.just("openai"),
    usage=st.just(Usage(model="any")),
    tax_lines=st.lists(
        st.builds(ReadTaxLine, rate=numbers, net=numbers, tax=numbers), max_size=3
    ).map(tuple),
    items=st.lists(
        st.builds(
            ReadLineItem,
            description=st.just("Thing"),
            quantity=numbers,
            unit_price=numbers,
            amount=numbers,
        ),
        max_size=3,
    ).map(tuple),
    **dict.fromkeys(
        ["total", "subtotal", "discount", "tax"],
        st.none() | numbers.map(lambda number: ReadField(value=number, source="openai")),
    ),
)


def assert_sound(receipt):
    stored = json.dumps(to_json(receipt), allow_nan=False).encode()
    assert b"\\u0000" not in stored
    assert 0 <= receipt.confidence <= 1
    assert receipt.total.value is None or abs(receipt.total.value) < 10**12
    assert receipt.vendor.value is None or len(receipt.vendor.value) <= 200
    json.loads(stored)["vendor"]["text"].encode()  # a lone surrogate would not go
    assert from_json(json.loads(stored)) == receipt  # else a correction would review another one


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(reading=readings, context=contexts)
def test_any_text_in_any_field_gives_a_result_that_can_be_stored(reading, context):
    assert_sound(validate_reading(reading, context=context))


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(reading=numeric_readings, context=contexts)
def test_any_amounts_give_a_result_that_can_be_stored(reading, context):
    assert_sound(validate_reading(reading, context=context))


def test_endless_text_is_cut_and_answered_at_once():
    long = "1 Mar, " * 200_000
    field = ReadField(value=long, source="offline", printed=long)
    reading = ExtractedReceipt(
        engine="offline",
        usage=Usage(model="any"),
        items=(ReadLineItem(description=long, quantity=long, unit_price=long, amount=long),) * 3,
        tax_lines=(ReadTaxLine(rate=long, net=long, tax=long),) * 3,
        **dict.fromkeys(FIELDS, field),
    )

    receipt = validate_reading(reading, context=ReadingContext(today=date(2026, 11, 22)))

    assert len(receipt.vendor.value) <= 200
    assert len(json.dumps(to_json(receipt))) < 30_000
