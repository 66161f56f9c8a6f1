"""A model's values, and what a second reader makes of them."""

from threading import Barrier

import pytest
from django.db import connections

from accounts.models import User
from receipts.decoders import decoders
from receipts.demo.sample_receipts import DEMO_RECEIPTS
from receipts.models import Receipt
from receipts.processing.run import process_receipt
from receipts.services.extraction import Box, ReadField, ReadTaxLine, TextLine
from receipts.services.offline_ocr_service import OfflineExtractor
from receipts.services.read_document import Readers, read_document
from receipts.services.second_opinion.second_reader import SecondReader
from receipts.services.validation.stored import from_json
from receipts.services.validation.validated import to_json
from receipts.tests.drawing import as_file, drawn_receipt
from receipts.tests.openai_reading import CONTEXT, reader_of
from receipts.tests.openai_server import answered, running_openai_server
from receipts.tests.stub_reader import good_reading, lasting_failure, passing_failure, printed

pytestmark = pytest.mark.django_db

PRINTED = (
    "CORNER CAFE LTD",
    "03/04/2026 10:15",
    "2 Flat white 7.50",
    "Scone 5.00",
    "Net 10.42",
    "VAT 20% 2.08",
    "TOTAL £12.50",
)


def lines(*texts):
    """One below the other, down the page."""
    return tuple(
        TextLine(
            text=text,
            score=0.99,
            box=Box(page=0, left=0.1, top=number / 10, right=0.9, bottom=(number + 1) / 10),
        )
        for number, text in enumerate(texts)
    )


def model(value):
    return ReadField(value=value, source="openai")


def model_reading(**changes):
    values = {
        "engine": "openai",
        "vendor": model("Corner Cafe"),
        "purchased_on": model("2026-04-03"),
        "total": model("12.50"),
        "subtotal": model("10.42"),
        "tax": model("2.08"),
        "currency": model("GBP"),
    }
    return good_reading(**(values | changes))


# Of a second reader that is unsure of the total, and has nothing that it adds up with.
UNSURE_TOTAL = {"total": printed("12.50", 0.3), "subtotal": None}


def second_reading(*texts, **changes):
    return good_reading(lines=lines(*texts), **changes)


@pytest.fixture
def read(api, receipt, settings, stub_reader, second_reader):
    """The receipt's answer after both have read it, or the model alone."""

    def both(first, second=None):
        settings.SECOND_READER = None if second is None else "offline"
        stub_reader.answers, second_reader.answers = [first], [second]
        Receipt.objects.update(status=Receipt.Status.PENDING)
        assert process_receipt(receipt.pk) is True
        return api.get(f"/api/v1/receipts/{receipt.pk}/").json()

    return both


@pytest.fixture
def alone(read):
    """What the model's reading is worth without a second one."""
    return read(model_reading())


def confidences(answer):
    return {name: field["confidence"] for name, field in answer["evidence"].items()}


def codes(answer):
    return {reason["code"] for reason in answer["review_reasons"]}


def test_without_a_second_reader_a_model_is_not_sure_enough(alone, second_reader):
    assert alone["review_status"] == "needs_review"
    assert codes(alone) == {"unsure_vendor", "unsure_date", "unsure_currency"}
    assert alone["second_opinion"] is None
    assert {field["second_opinion"] for field in alone["evidence"].values()} == {None}
    assert second_reader.seen == []


def test_two_readers_that_agree_are_sure_enough(read):
    answer = read(model_reading(), second_reading(*PRINTED))

    assert answer["review_status"] == "approved"
    assert answer["review_reasons"] == []
    opinions = {
        name: field["second_opinion"]["outcome"]
        for name, field in answer["evidence"].items()
        if field["second_opinion"]
    }
    agreed = ("vendor", "purchased_on", "total", "subtotal", "tax", "currency")
    assert opinions == dict.fromkeys([*agreed, "transaction_type"], "agrees")
    assert all(confidences(answer)[name] > 0.95 for name in agreed)
    assert answer["ocr_confidence"] > 95


def test_the_opinion_is_recorded_with_its_engine_and_seconds(read):
    opinion = read(model_reading(), second_reading(*PRINTED))["second_opinion"]

    assert opinion.pop("seconds") >= 0
    assert opinion == {"is_given": True, "reason": None, "reader": "offline", "model": "stub"}


def test_the_line_that_agrees_says_where_the_value_stands(read):
    box = Box(page=0, left=0.6, top=0.6, right=0.9, bottom=0.7)
    own = ReadField(value="12.50", source="offline", printed="TOTAL £12.50", box=box)

    total = read(model_reading(), second_reading(*PRINTED, total=own))["evidence"]["total"]

    place = {"page": 0, "left": 0.6, "top": 0.6, "right": 0.9, "bottom": 0.7}
    assert (total["reader"], total["place"]) == ("openai", place)
    assert total["second_opinion"] == {
        "outcome": "agrees",
        "reader": "offline",
        "value": "12.50",
        "printed": "TOTAL £12.50",
        "place": place,
    }


def test_a_value_that_no_line_shows_is_doubted_and_says_so(read):
    invented = model_reading(total=model("72.50"), subtotal=None, tax=None, tax_lines=())

    answer = read(invented, second_reading(*PRINTED, total=None))

    assert answer["review_status"] == "needs_review"
    assert {"not_found_by_second_reader", "unsure_total"} <= codes(answer)
    reason = next(r for r in answer["review_reasons"] if r["code"] == "not_found_by_second_reader")
    assert reason["message"] == "A second reader found this total nowhere on the receipt."
    assert confidences(answer)["total"] < 0.4
    assert answer["evidence"]["total"]["place"] is None
    assert answer["evidence"]["total"]["second_opinion"]["outcome"] == "absent"
    # What the model read is kept: nobody knows yet who is right.
    assert answer["transaction"]["total"] == "72.50"


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"vendor": model("Harbour Books")}, "vendor"),
        ({"purchased_on": model("2026-04-13")}, "purchased_on"),
        ({"total": model("12.80")}, "total"),
        ({"subtotal": model("10.92")}, "subtotal"),
        ({"tax": model("2.03"), "tax_lines": ()}, "tax"),
    ],
)
def test_each_value_is_looked_for(read, changes, field):
    unsure = {"purchased_on": printed("2026-04-03", 0.9), **UNSURE_TOTAL}
    answer = read(model_reading(**changes), second_reading(*PRINTED, **unsure))

    assert answer["evidence"][field]["second_opinion"]["outcome"] == "absent"
    assert "not_found_by_second_reader" in codes(answer)
    check = next(c for c in answer["checks"] if c["code"] == "not_found_by_second_reader")
    assert set(check["values"]) == {field, "second"}


def test_a_value_in_another_place_than_the_second_reader_took_it_from_is_doubted(read):
    answer = read(model_reading(total=model("10.42")), second_reading(*PRINTED, **UNSURE_TOTAL))

    opinion = answer["evidence"]["total"]["second_opinion"]
    assert (opinion["outcome"], opinion["value"], opinion["printed"]) == (
        "differs",
        "12.50",
        "Net 10.42",
    )
    reasons = {r["code"]: r["message"] for r in answer["review_reasons"]}
    assert reasons["second_reader_differs"] == "A second reader takes 12.50 for the total."
    assert confidences(answer)["total"] < 0.3


def taken(answer, field):
    """Whose value it is, the value, and the other reader's."""
    evidence = answer["evidence"][field]
    opinion = evidence["second_opinion"]
    other = opinion and (opinion["outcome"], opinion["reader"], opinion["value"])
    return evidence["reader"], evidence["value"], other


@pytest.mark.parametrize(
    ("field", "first", "second"),
    [
        ("purchased_on", "2026-03-04", "2026-04-03"),  # day and month swapped
        ("purchased_on", "2025-04-03", "2026-04-03"),
        ("vendor", "Old Mill", "Corner Cafe Ltd"),  # the sign for who sold
        ("vendor", "Corner Caffe Ltd", "Corner Cafe Ltd"),  # a letter that is not printed
    ],
)
def test_where_they_differ_the_surer_one_is_kept_and_doubted(read, field, first, second):
    answer = read(
        model_reading(**{field: model(first)}),
        second_reading(*PRINTED, **{field: printed(second)}),
    )

    assert taken(answer, field) == ("offline", second, ("differs", "openai", first))
    assert answer["transaction"][field] == second
    assert 0 < confidences(answer)[field] < 0.99
    # Of names both are right in their way.
    assert ("second_reader_differs" in codes(answer)) is (field != "vendor")


def test_a_total_that_adds_up_is_kept_and_one_that_does_not_is_not(read):
    """The other one's goes in before the sums are checked."""
    answer = read(model_reading(total=model("17.50")), second_reading(*PRINTED))
    assert taken(answer, "total") == ("offline", "12.50", ("differs", "openai", "17.50"))
    told = [why["message"] for why in answer["review_reasons"]]
    assert told == ["The first reader takes 17.50 for the total."]
    assert "sum_mismatch" not in {check["code"] for check in answer["checks"]}

    answer = read(model_reading(), second_reading(*PRINTED, total=printed("10.42", 0.9)))
    assert taken(answer, "total") == ("openai", "12.50", ("differs", "offline", "10.42"))


@pytest.mark.parametrize(
    ("field", "first", "second"),
    [
        ("purchased_on", "2026-03-04", printed("2026-04-03", 0.9)),
        ("vendor", "Corner Cafe", printed("CORNR CAFE", 0.99)),  # no line shows it so
        ("vendor", "Corner Cafe", printed("Welcome", 0.99)),
        ("vendor", "Old Mill", printed("Corner Cafe Ltd", 0.7)),
        ("tax", "2.08", printed("10.42", 0.99)),
    ],
)
def test_the_models_value_is_kept_where_the_other_one_is_not_sure(read, field, first, second):
    answer = read(
        model_reading(**{field: model(first)}), second_reading(*PRINTED, **{field: second})
    )

    assert taken(answer, field)[:2] == ("openai", first)


def test_what_the_model_left_out_is_filled_in(read):
    answer = read(model_reading(purchased_on=None), second_reading(*PRINTED))

    assert taken(answer, "purchased_on") == ("offline", "2026-04-03", None)
    assert answer["review_status"] == "approved"

    unsure = second_reading(*PRINTED, purchased_on=printed("2026-04-03", 0.8))
    assert taken(read(model_reading(purchased_on=None), unsure), "purchased_on")[0] is None


def test_a_model_that_read_nothing_leaves_what_the_other_one_read(read):
    nothing = dict.fromkeys(("vendor", "purchased_on", "total", "subtotal", "tax", "currency"))

    answer = read(
        good_reading(engine="openai", tax_lines=(), items=(), **nothing), second_reading(*PRINTED)
    )

    assert answer["ocr_status"] == "completed"
    assert answer["transaction"]["total"] == "12.50"


@pytest.mark.parametrize("second", ["12.50", "-12.50"])
def test_a_total_that_differs_in_its_sign_alone_is_the_same(read, second):
    """The sign is the kind of document's."""
    refund = model_reading(
        document_kind=model("credit_note"), total=model("-12.50"), subtotal=None, tax=None,
        tax_lines=(), items=(),
    )  # fmt: skip

    answer = read(refund, second_reading(*PRINTED, total=printed(second)))

    assert taken(answer, "total") == ("openai", "-12.50", ("agrees", "offline", second))


def test_a_tax_that_neither_could_read_is_told(read):
    rows = ("CORNER CAFE LTD", "VAT 20%", "TOTAL £12.50")
    answer = read(
        model_reading(tax=None, subtotal=None, tax_lines=(), items=()),
        second_reading(*rows, tax=None, subtotal=None, tax_lines=(), items=(), missed_tax=rows[1]),
    )
    assert "tax_not_read" in codes(answer)

    answer = read(model_reading(), second_reading(*rows, tax=None, missed_tax=rows[1]))
    assert "tax_not_read" not in codes(answer)


def test_another_currency_is_a_reason_for_review(read):
    answer = read(model_reading(currency=model("EUR")), second_reading(*PRINTED))

    assert "second_reader_differs" in codes(answer)
    assert answer["evidence"]["currency"]["second_opinion"]["outcome"] == "differs"


def test_what_the_second_reader_did_not_take_but_saw_counts_a_little(read, alone):
    answer = read(model_reading(), second_reading(*PRINTED, vendor=None))

    assert answer["evidence"]["vendor"]["second_opinion"]["outcome"] == "found"
    assert confidences(alone)["vendor"] < confidences(answer)["vendor"] < 0.95


def test_a_correction_settles_what_no_line_showed(read, api):
    answer = read(
        model_reading(total=model("12.80"), subtotal=None, tax=None, tax_lines=(), items=()),
        second_reading(*PRINTED, **UNSURE_TOTAL),
    )
    assert "not_found_by_second_reader" in codes(answer)

    corrected = api.patch(
        f"/api/v1/receipts/{answer['id']}/", {"total": "12.50"}, format="json"
    ).json()

    assert corrected["review_reasons"] == []


def test_a_tax_for_each_rate_is_found_by_its_parts(read):
    rows = ("CORNER CAFE LTD", "VAT 20% 2.00", "VAT 5% 0.08", "TOTAL £12.50")
    tax_lines = (
        ReadTaxLine(rate="20", tax="2.00"),
        ReadTaxLine(rate="5", tax="0.08"),
    )

    answer = read(model_reading(tax_lines=tax_lines), second_reading(*rows, tax=None))

    assert answer["evidence"]["tax"]["second_opinion"]["outcome"] == "found"


@pytest.mark.parametrize(
    ("second", "reason"),
    [
        (lasting_failure(), "failed"),
        (passing_failure(), "failed"),
        (ZeroDivisionError("secret detail"), "failed"),
        (good_reading(lines=()), "no_text"),
    ],
)
def test_a_second_reader_that_fails_changes_nothing(read, alone, second, reason):
    answer = read(model_reading(), second)

    assert answer["ocr_status"] == "completed"
    assert confidences(answer) == confidences(alone)
    assert codes(answer) == codes(alone)
    opinion = answer["second_opinion"]
    assert (opinion["is_given"], opinion["reason"]) == (False, reason)


def test_both_read_at_the_same_time(read, stub_reader, second_reader):
    """Neither gets on before the other has begun."""
    both = Barrier(2, timeout=20)
    stub_reader.while_reading = second_reader.while_reading = both.wait

    assert read(model_reading(), second_reading(*PRINTED))["second_opinion"]["is_given"]


def test_both_see_the_same_pages_and_context(read, stub_reader, second_reader):
    read(model_reading(), second_reading(*PRINTED))

    assert second_reader.seen == stub_reader.seen


def test_a_model_that_fails_fails_the_receipt_as_ever(receipt, stub_reader, second_reader):
    stub_reader.answers = [passing_failure()]

    process_receipt(receipt.pk)

    receipt.refresh_from_db()
    assert (receipt.status, receipt.failure_code) == ("pending", "answer_invalid")
    assert receipt.lease_token is None


@pytest.mark.django_db(transaction=True)
def test_the_second_readers_thread_keeps_no_connection(receipt, stub_reader, second_reader):
    used = []
    stub_reader.answers = [model_reading()]
    second_reader.while_reading = lambda: used.append(
        (User.objects.count(), connections["default"])
    )

    process_receipt(receipt.pk)

    [(_, connection)] = used
    assert connection is not connections["default"]
    assert connection.connection is None


def test_an_opinion_comes_back_from_the_database_as_it_was(read):
    answer = read(model_reading(), second_reading(*PRINTED, total=printed("12.50")))

    stored = Receipt.objects.get(pk=answer["id"]).reading
    lines, places, seen_by = map(stored.pop, ("lines", "line_places", "lines_seen_by"))
    assert to_json(from_json(stored)) == stored
    assert (lines, seen_by) == (list(PRINTED), "offline")  # a model sees none
    assert len(places) == len(PRINTED)


def test_a_reading_from_before_there_were_second_readers_is_shown(api, completed):
    reading = completed.reading
    del reading["second_opinion"]
    for field in reading.values():
        if isinstance(field, dict):
            del field["second"]
    Receipt.objects.update(reading=reading)

    answer = api.get(f"/api/v1/receipts/{completed.pk}/").json()

    assert answer["second_opinion"] is None
    assert answer["evidence"]["total"]["second_opinion"] is None


def test_a_served_model_and_the_offline_reader_agree_on_a_drawn_receipt():
    drawn = DEMO_RECEIPTS[0][1]
    shown = {
        "vendor": drawn.vendor,
        "date": drawn.purchased_on.isoformat(),
        "total": f"{drawn.total:.2f}",
        "subtotal": f"{drawn.subtotal:.2f}",
        "tax": f"{drawn.tax:.2f}",
        "currency": "GBP",
    }
    texts = {f"{name}_printed": None for name in ("vendor", "date", "total", "tax", "currency")}
    second = SecondReader(OfflineExtractor(threads=1), engine="offline", at_once=1, seconds=60)

    with running_openai_server() as server, reader_of(server) as first:
        server.reply_with(answered(**shown, **texts, tax_lines=[], items=[]))
        outcome = read_document(
            lambda: [as_file(drawn_receipt())],
            readers=Readers(first=first, second=second),
            context=CONTEXT,
            decoders=decoders(),
        )
    second.drain()

    receipt = outcome.validated
    for name in ("vendor", "purchased_on", "total", "subtotal", "tax", "currency"):
        field = getattr(receipt, name)
        assert (name, field.source, field.second.outcome) == (name, "openai", "agrees")
    assert receipt.confidence > 0.94
    # Below the middle of the page, where the drawn total stands.
    assert receipt.total.box.top > 0.5
    assert receipt.second_opinion.seconds > 0
