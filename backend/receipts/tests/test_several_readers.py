"""Several readers in order: the next one reads what the first one cannot, and is asked about what
is in doubt; what models may cost has ceilings. Through the queue and the API, with served models.
"""

import json
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import OperationalError
from django.utils import timezone

from receipts.models import ModelRequest, Receipt, ServiceCircuit
from receipts.processing.asking.exchange import Question, ask
from receipts.processing.readers import drop_reader, service_of
from receipts.processing.run import process_receipt
from receipts.services.extraction import (
    Box,
    ExtractedReceipt,
    Page,
    ReadField,
    ReadingContext,
    TextLine,
    Usage,
)
from receipts.services.second_opinion.cutting import parts_with
from receipts.services.second_opinion.next_reader import Reading, judge, with_next_reader
from receipts.services.second_opinion.second_reader import SecondResult
from receipts.tests.conftest import picture, upload_unread
from receipts.tests.openai_server import (
    API_KEY,
    MODEL,
    Reply,
    answered,
    completion,
    failed,
    running_openai_server,
)
from receipts.tests.stub_reader import good_reading, lasting_failure, printed

pytestmark = pytest.mark.django_db

SIZE = (400, 1000)
TOTAL_BOX = Box(page=0, left=0.1, top=0.6, right=0.9, bottom=0.64)
# What an answer of the served model costs: 1,500 tokens in, 200 out.
PRICE = [Decimal("2.00"), Decimal("5.00")]
COST = Decimal("0.004")


@pytest.fixture(scope="module")
def running():
    with running_openai_server() as main, running_openai_server() as spare:
        yield main, spare


@pytest.fixture
def main(running):
    running[0].reset()
    return running[0]


@pytest.fixture
def spare(running):
    running[1].reset()
    return running[1]


@pytest.fixture(autouse=True)
def readers_of_their_own(settings):
    """Those of this process are kept as they were set up first."""
    settings.WORKERS = settings.WORKERS | {"reading": 1}
    yield
    for name in settings.MODEL_READERS:
        drop_reader(name)


def set_readers(settings, servers, *names):
    """`main` and `spare` are models, the offline reader is a stub."""
    settings.READER, *settings.FALLBACK_READERS = names
    settings.MODEL_READERS = {
        name: {"MODEL": MODEL, "BASE_URL": url, "API_KEY": API_KEY, "PRICE": PRICE}
        for name, url in servers.items()
        if name in names
    }


@pytest.fixture
def offline_first(settings, main, spare, stub_reader):
    set_readers(settings, {"main": main.base_url, "spare": spare.base_url}, "offline", "spare")
    return stub_reader


@pytest.fixture
def models(settings, main, spare, stub_reader):
    servers = {"main": main.base_url, "spare": spare.base_url}
    set_readers(settings, servers, "main", "spare", "offline")
    return stub_reader


@pytest.fixture
def receipt(user):
    return upload_unread(user, SimpleUploadedFile("a.png", picture(size=SIZE)))


def read(receipt: Receipt) -> Receipt:
    process_receipt(receipt.pk)
    return Receipt.objects.get(pk=receipt.pk)


def shown(api, receipt):
    return api.get(f"/api/v1/receipts/{receipt.pk}/").json()


def lines(*texts: str) -> tuple[TextLine, ...]:
    return tuple(
        TextLine(
            text=text,
            score=0.99,
            box=Box(page=0, left=0.1, top=0.1 * n, right=0.9, bottom=0.1 * n + 0.04),
        )
        for n, text in enumerate(texts)
    )


def in_doubt(**changes):
    """As the offline reader: with lines, and a total that it is not sure of."""
    doubted = {
        "total": replace(printed("12.60", 0.4), box=TOTAL_BOX),
        "subtotal": None,
        "tax": None,
        "tax_lines": (),
        "items": (),
        "lines": lines("Corner Cafe", "2026-04-03", "Scone 5.00", "Total 12.50 GBP"),
    }
    return good_reading(**(doubted | changes))


CONTEXT = ReadingContext(today=date(2026, 12, 1))
PAGE = Page(jpeg=picture("JPEG", size=SIZE), width=SIZE[0], height=SIZE[1])


def told(value: str) -> ReadField:
    return ReadField(value=value, source="openai", printed=value)


@dataclass
class Answering:
    """A next reader that is asked about everything and gives this answer."""

    answer: ExtractedReceipt
    needed: float = 1.0

    def ask_next(self, pages, names, *, context):
        return self.answer


def asked_keys(request) -> set[str]:
    return set(request.body["response_format"]["json_schema"]["schema"]["properties"])


@pytest.mark.parametrize("doubted", [None, printed("12.50", 0.4)])
def test_what_the_offline_reader_doubts_alone_is_asked_of_the_model(
    offline_first, spare, receipt, api, doubted
):
    total = doubted and replace(doubted, box=TOTAL_BOX)
    offline_first.answers = [in_doubt(total=total)]
    spare.reply_with(completion('{"total_printed": "12.50", "total": "12.50"}'))

    read(receipt)

    (request,) = spare.requests
    (part,) = request.images
    if doubted:
        assert asked_keys(request) == {"total_printed", "total"}
        # The lines around it, as wide as the page.
        assert part.size[1] < 0.3 * SIZE[1] * part.size[0] / SIZE[0]
    body = shown(api, receipt)
    assert body["transaction"]["total"] == "12.50"
    outcome = body["evidence"]["total"]["second_opinion"]["outcome"]
    # That a line shows the value is no proof that it is the total.
    expected = ("agrees", "approved") if doubted else ("found", "needs_review")
    assert (outcome, body["review_status"]) == expected
    stored = Receipt.objects.get().reading
    assert [stored[name]["source"] for name in ("total", "vendor")] == ["openai", "offline"]


def test_a_total_that_both_take_otherwise_is_left_to_a_person(offline_first, spare, receipt, api):
    offline_first.answers = [in_doubt()]
    spare.reply_with(completion('{"total_printed": "12.50", "total": "12.50"}'))

    read(receipt)

    body = shown(api, receipt)
    assert body["review_status"] == "needs_review"
    (reason,) = [r for r in body["review_reasons"] if r["code"] == "second_reader_differs"]
    assert reason["values"] == {"total": "12.50", "second": "12.60"}


def test_a_model_whose_value_no_line_shows_settles_nothing(offline_first, spare, receipt, api):
    offline_first.answers = [in_doubt()]
    spare.reply_with(completion('{"total_printed": "77.70", "total": "77.70"}'))

    read(receipt)

    body = shown(api, receipt)
    assert body["review_status"] == "needs_review"
    assert "total" in {name for row in body["review_reasons"] for name in row["fields"]}


@pytest.mark.parametrize("said", ["12.50 or 12.60", "?"])
def test_an_answer_that_is_no_amount_takes_none_away(offline_first, spare, receipt, api, said):
    offline_first.answers = [in_doubt()]
    spare.reply_with(completion(json.dumps({"total_printed": said, "total": said})))

    read(receipt)

    assert shown(api, receipt)["transaction"]["total"] == "12.60"
    assert shown(api, receipt)["review_status"] == "needs_review"


def test_a_value_that_lines_show_stays_beside_one_that_none_shows(
    offline_first, spare, receipt, api
):
    seen = replace(printed("12.50", 0.75), box=TOTAL_BOX)
    offline_first.answers = [in_doubt(total=seen)]
    spare.reply_with(completion('{"total_printed": "77.70", "total": "77.70"}'))

    read(receipt)

    body = shown(api, receipt)
    assert body["transaction"]["total"] == "12.50"
    assert body["review_status"] == "needs_review"
    (reason,) = [r for r in body["review_reasons"] if r["code"] == "second_reader_differs"]
    assert reason["values"] == {"total": "12.50", "second": "77.70"}


def test_nobody_is_asked_about_what_is_sure(offline_first, spare, receipt, api):
    read(receipt)

    assert spare.requests == []
    assert not ModelRequest.objects.exists()
    assert shown(api, receipt)["review_status"] == "approved"


def test_nobody_is_asked_about_what_is_no_purchase(offline_first, spare, receipt):
    offline_first.answers = [in_doubt(document_kind=printed("menu"))]

    read(receipt)

    assert spare.requests == []


@pytest.mark.parametrize("reply", [failed(503), completion("I cannot see anything."), failed(400)])
def test_a_model_that_gives_no_value_costs_no_reading(offline_first, spare, receipt, api, reply):
    offline_first.answers = [in_doubt()]
    spare.reply_with(reply)

    read(receipt)

    assert shown(api, receipt)["transaction"]["total"] == "12.60"
    assert shown(api, receipt)["review_status"] == "needs_review"
    request = ModelRequest.objects.get()
    assert request.failure_code
    assert request.answered_at


def open_circuit_of(name, *, open_for: timedelta):
    now = timezone.now()
    ServiceCircuit.objects.create(
        service=service_of(name),
        faults=3,
        code="service_unavailable",
        opened_at=now - timedelta(minutes=10),
        open_until=now + open_for,
    )


def test_a_next_reader_that_was_away_is_asked_again_after_its_pause(offline_first, spare, receipt):
    offline_first.answers = [in_doubt()]
    open_circuit_of("spare", open_for=-timedelta(seconds=1))
    spare.reply_with(completion('{"total_printed": "12.50", "total": "12.50"}'))

    read(receipt)

    assert len(spare.requests) == 1
    assert not ServiceCircuit.objects.opened().exists()


def test_a_next_reader_that_is_away_still_has_a_longer_pause(offline_first, spare, receipt):
    offline_first.answers = [in_doubt()]
    open_circuit_of("spare", open_for=-timedelta(seconds=1))
    spare.reply_with(failed(503))

    read(receipt)

    assert ServiceCircuit.objects.get().open_until > timezone.now() + timedelta(minutes=1)


def test_nobody_asks_a_next_reader_before_its_pause_is_over(offline_first, spare, receipt):
    offline_first.answers = [in_doubt()]
    open_circuit_of("spare", open_for=timedelta(minutes=1))
    before = ServiceCircuit.objects.values().get()

    assert read(receipt).status == "completed"

    assert spare.requests == []
    assert ServiceCircuit.objects.values().get() == before


def test_what_one_model_leaves_out_another_one_tells(models, main, spare, receipt, api):
    main.reply_with(answered(date=None, date_printed=None))
    spare.reply_with(completion('{"date_printed": "03/04/26", "date": "2026-04-03"}'))

    read(receipt)

    assert "date" in asked_keys(spare.requests[0])
    assert "items" not in asked_keys(spare.requests[0])
    assert shown(api, receipt)["transaction"]["purchased_on"] == "2026-04-03"


def test_a_model_that_takes_another_value_leaves_it_to_a_person(models, main, spare, receipt, api):
    main.reply_with(answered(subtotal=None, tax=None, tax_lines=[], items=[]))
    spare.reply_with(answered(total="72.50", total_printed="72.50"))

    read(receipt)

    body = shown(api, receipt)
    assert body["transaction"]["total"] == "12.50"
    assert body["review_status"] == "needs_review"
    (reason,) = [r for r in body["review_reasons"] if r["code"] == "second_reader_differs"]
    assert "72.50" in reason["message"]


def test_a_value_that_takes_another_one_s_place_leaves_it_to_a_person(
    models, main, spare, receipt, api
):
    """It adds up, and the first one did not: surer, but two models are at odds."""
    main.reply_with(answered(total="72.50", total_printed="72.50"))
    spare.reply_with(answered())

    read(receipt)

    body = shown(api, receipt)
    assert body["transaction"]["total"] == "12.50"
    assert body["review_status"] == "needs_review"
    (reason,) = [r for r in body["review_reasons"] if r["code"] == "second_reader_differs"]
    assert reason["values"] == {"total": "12.50", "second": "72.50"}


def test_what_lines_decide_against_both_models_is_no_agreement_of_them():
    """The total is the second reader's, whatever either model said of it."""
    lined = in_doubt(total=printed("12.50", 0.99))
    model = replace(lined, engine="openai", lines=(), total=told("72.50"), usage=Usage(model="a"))
    opinion = SecondResult(engine="offline", reading=lined)
    reading = Reading(read=model, opinion=opinion, validated=judge(model, opinion, context=CONTEXT))
    assert reading.validated.total.value == Decimal("12.50")
    other = replace(model, total=told("77.70"))

    merged = with_next_reader(reading, [PAGE], next_reader=Answering(other), context=CONTEXT)

    assert merged.validated.total.value == Decimal("12.50")
    assert merged.validated.total.confidence < reading.validated.total.confidence


def test_where_two_readers_are_at_odds_the_whole_page_is_looked_at():
    """The line that shows one of the values is a scone's."""
    lined = in_doubt()
    model = replace(lined, engine="openai", lines=(), total=told("5.00"), usage=Usage(model="a"))
    judged = judge(model, SecondResult(engine="offline", reading=lined), context=CONTEXT)
    assert judged.total.second.outcome == "differs"
    assert judged.total.box

    assert parts_with([PAGE], judged, ["total"]) == [PAGE]


def test_a_model_that_agrees_makes_it_surer(models, main, spare, receipt, api, settings):
    set_readers(settings, {"main": main.base_url}, "main")
    read(receipt)
    alone = Receipt.objects.get(pk=receipt.pk).confidence
    other = upload_unread(receipt.owner, SimpleUploadedFile("b.png", picture(shade=120)))
    set_readers(settings, {"main": main.base_url, "spare": spare.base_url}, "main", "spare")

    assert read(other).confidence > alone


def test_a_model_under_two_names_does_not_agree_with_itself(main, receipt, settings, stub_reader):
    set_readers(settings, {"main": main.base_url, "spare": main.base_url}, "main", "spare")

    assert read(receipt).status == "completed"

    assert len(main.requests) == 1


def test_what_the_first_model_cannot_read_the_next_one_reads(models, main, spare, receipt, api):
    main.reply_with(completion(None, refusal="No."))

    read(receipt)

    body = shown(api, receipt)
    assert body["ocr_status"] == "completed"
    assert body["transaction"]["vendor"] == "Corner Cafe"
    assert body["processing_metadata"]["model"] == "gpt-4o-2024-08-06"
    assert "read_by_next" in {check["code"] for check in body["checks"]}
    assert Receipt.objects.get().read_by == "spare gpt-4o"
    sent = list(ModelRequest.objects.values_list("reader", "failure_code"))
    assert sent == [("main", "refused"), ("spare", "")]


def test_where_nobody_can_read_it_the_last_one_says_why(models, main, spare, receipt, api):
    main.reply_with(completion(None, refusal="No."))
    spare.reply_with(failed(400, code="invalid_image"))
    models.answers = [lasting_failure()]

    read(receipt)

    body = shown(api, receipt)
    assert (body["ocr_status"], body["failure"]["code"]) == ("failed", "refused")


def test_the_cost_of_both_is_the_receipt_s(offline_first, spare, receipt):
    offline_first.answers = [in_doubt()]
    spare.reply_with(completion('{"total_printed": "12.50", "total": "12.50"}'))

    assert read(receipt).cost_usd == COST


class TestCeilings:
    @pytest.fixture(autouse=True)
    def readers(self, settings, main, stub_reader):
        set_readers(settings, {"main": main.base_url}, "main", "offline")

    @pytest.mark.parametrize(
        "name",
        [
            "MODEL_MAX_COST_PER_RECEIPT",
            "MODEL_MAX_COST_PER_ACCOUNT",
            "MODEL_MAX_COST_PER_MONTH",
        ],
    )
    def test_beyond_it_reading_goes_on_offline_and_says_so(
        self, settings, main, receipt, api, name, stub_reader
    ):
        setattr(settings, name, Decimal("0.001"))

        read(receipt)

        assert main.requests == []
        assert not ModelRequest.objects.exists()
        body = shown(api, receipt)
        assert body["processing_metadata"]["engine"] == "offline"
        assert body["read_by_fallback"] is False
        (check,) = [check for check in body["checks"] if check["code"] == "model_ceiling_reached"]
        assert check["severity"] == "note"
        assert body["review_status"] == "approved"

    def test_what_was_spent_counts(self, settings, main, user, receipt):
        settings.MODEL_MAX_COST_PER_MONTH = Decimal("0.030")

        used = [read(upload_unread(user, file)).engine for file in files(4)]

        # Each is estimated at 0.0155 before it is asked, and costs 0.004.
        assert used == ["openai", "openai", "openai", "openai"]
        assert ModelRequest.objects.all().cost_usd() == 4 * COST
        assert read(receipt).engine == "offline"

    @pytest.mark.parametrize(("dear", "engine"), [(20, "offline"), (9, "openai"), (0, "openai")])
    def test_what_its_pages_usually_cost_is_expected(
        self, settings, main, receipt, user, dear, engine
    ):
        """Under whatever name its service answers; a few long ones keep no others from it."""
        settings.MODEL_MAX_COST_PER_RECEIPT = Decimal("0.040")
        ModelRequest.objects.bulk_create(
            ModelRequest(
                owner=user,
                reader="main",
                model="gpt-4o-2024-08-06",
                sent_at=timezone.now(),
                answered_at=timezone.now(),
                page_count=2,
                has_text=False,
                cost_usd=Decimal("0.200") if n < dear else COST,
            )
            for n in range(20)
        )

        assert read(receipt).engine == engine

    def test_a_month_begins_anew(self, settings, main, user):
        settings.MODEL_MAX_COST_PER_ACCOUNT = Decimal("0.017")
        first, second, third = (upload_unread(user, file) for file in files(3))
        with time_machine.travel(datetime(2027, 1, 31, 23, 59, tzinfo=UTC), tick=False):
            assert read(first).engine == "openai"
            assert read(second).engine == "offline"
        with time_machine.travel(datetime(2027, 2, 1, tzinfo=UTC), tick=False):
            assert read(third).engine == "openai"

    def test_one_account_s_ceiling_is_not_another_s(
        self, settings, main, user, other_user, receipt
    ):
        settings.MODEL_MAX_COST_PER_ACCOUNT = Decimal("0.017")
        (file,) = files(1)
        theirs = upload_unread(other_user, file)

        assert read(receipt).engine == "openai"
        assert read(theirs).engine == "openai"

    def test_what_failed_before_it_was_read_has_cost_nothing(self, main, receipt, settings):
        main.reply_with(failed(503))
        read(receipt)
        assert ModelRequest.objects.get().cost_usd == 0

    def test_what_came_to_no_end_costs_what_it_says(self, main, receipt):
        main.reply_with(completion("I cannot read it.", usage=(10_000, 16_000)))

        read(receipt)

        request = ModelRequest.objects.get()
        assert request.failure_code == "answer_invalid"
        # Of two tries.
        assert (request.input_tokens, request.output_tokens) == (20_000, 32_000)
        assert request.cost_usd == Decimal("0.200")

    def test_what_it_cost_is_kept_of_a_receipt_that_is_gone(self, main, receipt):
        question = Question(receipt=receipt, reader="main", pages=[PAGE])

        def send():
            Receipt.objects.filter(pk=receipt.pk).delete()
            usage = Usage(model="m", input_tokens=1, output_tokens=1, cost_usd=Decimal("0.5"))
            return replace(in_doubt(), usage=usage)

        ask(question, send)

        request = ModelRequest.objects.get()
        assert (request.receipt, request.cost_usd) == (None, Decimal("0.5"))
        assert request.answered_at

    def test_what_may_have_been_worked_on_keeps_its_estimate(self, main, receipt, settings):
        settings.OPENAI_TIMEOUT_SECONDS = 0.5
        main.reply_with(Reply(wait=2))
        read(receipt)
        request = ModelRequest.objects.get()
        assert request.failure_code == "timeout"
        assert request.cost_usd > COST

    @pytest.mark.parametrize("names", [["main", "offline", "spare"], ["offline", "spare"]])
    def test_beyond_it_no_other_model_tries(
        self, settings, main, spare, stub_reader, receipt, api, names
    ):
        set_readers(settings, {"main": main.base_url, "spare": spare.base_url}, *names)
        settings.MODEL_MAX_COST_PER_RECEIPT = Decimal("0.001")
        stub_reader.answers = [lasting_failure()]

        read(receipt)

        assert main.requests == spare.requests == []
        assert shown(api, receipt)["failure"]["code"] == lasting_failure().code
        assert len(stub_reader.seen) <= 2

    def test_what_is_in_doubt_is_not_asked_beyond_it(
        self, settings, spare, stub_reader, receipt, api
    ):
        set_readers(settings, {"spare": spare.base_url}, "offline", "spare")
        settings.MODEL_MAX_COST_PER_RECEIPT = Decimal("0.001")
        stub_reader.answers = [in_doubt()]

        read(receipt)

        assert spare.requests == []
        codes = [check["code"] for check in Receipt.objects.get().reading["checks"]]
        assert "model_ceiling_reached" in codes
        assert shown(api, receipt)["review_status"] == "needs_review"


def files(count: int):
    return [
        SimpleUploadedFile(f"{n}.png", picture(size=SIZE, shade=100 + 10 * n)) for n in range(count)
    ]


def test_each_request_is_written_down(offline_first, spare, receipt, api, other_api):
    offline_first.answers = [in_doubt()]
    spare.reply_with(completion('{"total_printed": "12.50", "total": "12.50"}'))
    read(receipt)

    url = f"/api/v1/receipts/{receipt.pk}/model-requests/"
    (row,) = api.get(url).json()["results"]

    assert row.pop("sent_at")
    assert row.pop("answered_at")
    assert row.pop("id")
    assert row == {
        "reader": "spare",
        "model": "gpt-4o-2024-08-06",
        "address": spare.base_url.removesuffix("/v1"),
        "pages": [1],
        "fields": ["total"],
        "has_text": False,
        "masked": None,
        "failure_code": None,
    }
    assert other_api.get(url).status_code == 404


def test_a_database_that_is_away_meanwhile_costs_no_reading(
    offline_first, spare, receipt, api, monkeypatch
):
    offline_first.answers = [in_doubt()]

    def away(**values):
        raise OperationalError("gone")

    monkeypatch.setattr(ModelRequest.objects, "create", away)
    read(receipt)

    assert spare.requests == []
    body = shown(api, receipt)
    assert (body["ocr_status"], body["transaction"]["total"]) == ("completed", "12.60")
