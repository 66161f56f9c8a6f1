"""A finished reading is never thrown away: neither by the database nor by a model's own words."""

import json
import math
from contextlib import contextmanager
from decimal import Decimal

import pytest
from django.db import OperationalError, connection
from django.utils import timezone

from accounts.models import OutgoingMail
from accounts.services.mail import deliver_mail
from receipts.models import Receipt, ServiceCircuit, Transaction
from receipts.processing.circuits import reading_may_begin
from receipts.processing.run import process_receipt
from receipts.services.extraction import Box, ReadField, ReadLineItem, TextLine, Usage
from receipts.tests.openai_reading import CONTEXT, draw_page, reader_of
from receipts.tests.openai_server import GOOD_ANSWER, Reply, completion, running_openai_server
from receipts.tests.stub_reader import good_reading, printed
from subscriptions.models import QuotaUse

pytestmark = pytest.mark.django_db

URL = "/api/v1/receipts/"
LINE = TextLine(
    text="a line",
    score=math.nan,
    box=Box(page=10**12, left=math.nan, top=-math.inf, right=1e308, bottom=0),
)


@contextmanager
def database_away(times, *, at):
    """The next statements that have all these words are not answered."""
    left = [times]

    def refuse(execute, sql, params, many, context):
        if left[0] and all(word in sql for word in at):
            left[0] -= 1
            raise OperationalError("server closed the connection unexpectedly")
        return execute(sql, params, many, context)

    with connection.execute_wrapper(refuse):
        yield
    assert left[0] < times


@pytest.mark.parametrize(
    "at",
    [
        ["UPDATE", '"read_at" = '],
        ["INSERT", "receipts_transaction"],
        ["INSERT", "receipts_receiptevent"],
    ],
)
def test_a_reading_is_saved_when_the_database_is_back(receipt, stub_reader, at):
    with database_away(2, at=at):
        assert process_receipt(receipt.pk) is True

    receipt.refresh_from_db()
    assert (receipt.status, receipt.attempts, receipt.interruptions) == ("completed", 1, 0)
    assert len(stub_reader.seen) == 1
    assert Transaction.objects.count() == 1
    assert [event.kind for event in receipt.events.all()] == ["uploaded", "read"]
    assert "replaced" not in receipt.events.get(kind="read").data
    assert QuotaUse.objects.get().state == QuotaUse.State.COMMITTED


def test_a_database_that_stays_away_costs_no_attempt(receipt, stub_reader, settings):
    settings.RECEIPT_LEASE_SECONDS = 1
    with database_away(1000, at=["UPDATE", '"read_at" = ']):
        process_receipt(receipt.pk)

    receipt.refresh_from_db()
    assert (receipt.status, receipt.attempts) == ("pending", 0)
    assert receipt.failure_code == "database_unavailable"


@pytest.mark.django_db(transaction=True)
def test_a_probe_is_given_back_when_the_database_is_back(receipt, stub_reader):
    """It has found out nothing that anybody knows of, so the next run asks."""
    now = timezone.now()
    service = ServiceCircuit.objects.create(
        service="offline", faults=3, opened_at=now, open_until=now
    )
    with database_away(3, at=["UPDATE", "receipts_servicecircuit", '"service" IN (']):
        assert process_receipt(receipt.pk) is True

    service.refresh_from_db()
    assert service.claimed_by == ""
    assert reading_may_begin(now=timezone.now())


@pytest.mark.django_db(transaction=True)
def test_a_mail_that_was_sent_is_forgotten_when_the_database_is_back(user, mailoutbox):
    mail = OutgoingMail.objects.create(
        template="account/email/account_deleted", recipient="alice@example.com"
    )
    with database_away(2, at=["DELETE", "accounts_outgoingmail"]):
        assert deliver_mail(mail.pk) is True

    assert len(mailoutbox) == 1
    assert not OutgoingMail.objects.exists()


def test_a_process_that_is_told_to_end_gives_its_receipt_back_at_once(receipt, stub_reader):
    def end():
        raise SystemExit

    stub_reader.while_reading = end
    with pytest.raises(SystemExit):
        process_receipt(receipt.pk)

    receipt.refresh_from_db()
    assert (receipt.status, receipt.attempts, receipt.interruptions) == ("pending", 0, 1)
    assert (receipt.lease_token, receipt.not_before) == (None, None)


USAGES = {
    "huge": Usage(model="m", input_tokens=10**12, output_tokens=10**30, cost_usd=Decimal("1e30")),
    "negative": Usage(model="m", input_tokens=-5, output_tokens=-1, cost_usd=Decimal(-3)),
    "no numbers": Usage(model="m", input_tokens=math.nan, output_tokens="many"),  # type: ignore[arg-type]
    "no cost": Usage(model="m", cost_usd=Decimal("NaN")),
    "NUL in the name": Usage(model="gpt\0-4o"),
    "half a character": Usage(model="gpt\ud83d" * 90),
    "no name": Usage(model=None),  # type: ignore[arg-type]
}


@pytest.mark.parametrize("usage", USAGES.values(), ids=USAGES)
def test_what_a_model_says_of_itself_makes_no_save_fail(api, receipt, stub_reader, usage):
    stub_reader.answers = [good_reading(usage=usage)]

    assert process_receipt(receipt.pk) is True

    receipt.refresh_from_db()
    assert receipt.status == "completed"
    assert 0 <= (receipt.input_tokens or 0) <= 2**31 - 1
    assert 0 <= (receipt.cost_usd or 0) < 10**6
    assert "\0" not in receipt.model
    assert api.get(f"{URL}{receipt.pk}/").status_code == 200
    assert api.get(URL).json()["results"][0]["transaction"]["total"] == "12.50"


BOX = Box(page=-1, left=math.nan, top=math.inf, right=-math.inf, bottom=1e308)
READINGS = {
    "confidence": {"total": printed("12.50", confidence=math.nan)},
    "confidences": {"vendor": printed("Cafe", math.inf), "tax": printed("2.08", -math.inf)},
    "places": {"total": ReadField(value="12.50", source="offline", box=BOX), "lines": (LINE,)},
    "NUL": {"vendor": printed("Ca\0fe"), "receipt_number": printed("\0"), "lines": (LINE,)},
    "quantities": {
        "items": (ReadLineItem(description="\ud83d", quantity="999999999999", amount="1"),)
    },
    "amounts": {
        "items": (ReadLineItem(description="x", unit_price="999999999999.999", amount="1e9"),)
    },
    "many lines": {"lines": (TextLine(text="word " * 99, score=1, box=LINE.box),) * 5000},
}


@pytest.mark.parametrize("changes", READINGS.values(), ids=READINGS)
def test_no_number_of_a_reader_makes_a_save_fail(api, receipt, stub_reader, changes):
    stub_reader.answers = [good_reading(**changes)]

    assert process_receipt(receipt.pk) is True

    assert api.get(f"{URL}{receipt.pk}/").json()["ocr_status"] == "completed"
    assert Receipt.objects.get().attempts == 1


def test_nor_does_one_of_the_second_reader(api, receipt, stub_reader, second_reader):
    usage = Usage(model="rapid\0ocr\ud83d")
    second_reader.answers = [good_reading(usage=usage, **READINGS["places"])]

    assert process_receipt(receipt.pk) is True

    assert api.get(f"{URL}{receipt.pk}/").json()["ocr_status"] == "completed"


class TestOfAService:
    @pytest.fixture
    def server(self):
        with running_openai_server() as server:
            yield server

    @pytest.mark.parametrize(
        "usage",
        [
            {"prompt_tokens": 10**12, "completion_tokens": -5},
            {"prompt_tokens": "many"},
            "none of your business",
            [1, 2],
            {"prompt_tokens": 1e300, "completion_tokens": None},
        ],
    )
    def test_an_answer_is_not_refused_for_its_token_count(self, server, usage):
        body = json.loads(completion(json.dumps(GOOD_ANSWER)).body) | {"usage": usage, "model": 5}
        server.reply_with(Reply(body=json.dumps(body).encode()))

        with reader_of(server) as reader:
            receipt = reader.extract([draw_page()], context=CONTEXT)

        assert receipt.total.value == "12.50"
        assert receipt.usage.model == "gpt-4o"

    def test_half_a_character_spoils_no_answer(self, server):
        content = json.dumps(GOOD_ANSWER | {"vendor": "Caf\ud83d"})
        server.reply_with(completion(content))

        with reader_of(server) as reader:
            receipt = reader.extract([draw_page()], context=CONTEXT)

        assert receipt.vendor.value == "Caf?"
