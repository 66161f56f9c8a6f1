"""Comparing of models on verified receipts: through the command and the admin."""

from decimal import Decimal
from io import StringIO

import pytest
from django.core.checks import ERROR, WARNING, Tags, run_checks
from django.core.management import call_command
from django.core.management.base import CommandError
from django.utils import timezone

from accounts.models import User
from receipts.model_choice.comparing import cancel_comparison, request_comparison, run_comparison
from receipts.model_choice.judging import add_up, in_words, verdict_of
from receipts.model_choice.sampling import spread
from receipts.models import ModelComparison, ModelRequest, Receipt, Transaction
from receipts.models.event import ReceiptEvent
from receipts.processing.asking.ceilings import ceiling_in_the_way
from receipts.storages.receipt_storage import receipt_storage
from receipts.tests.compared_receipts import verified_receipts, without_dates
from receipts.tests.conftest import picture
from receipts.tests.openai_server import API_KEY, failed, running_openai_server
from receipts.tests.stub_reader import outage
from subscriptions.models import QuotaUse

pytestmark = pytest.mark.django_db

ADD = "/admin/receipts/modelcomparison/add/"
SMALL = picture(size=(60, 80))


@pytest.fixture
def server(settings):
    """Serves the model to compare with; the configured reader is a stub that is always right."""
    with running_openai_server() as running:
        settings.OPENAI_API_KEY, settings.OPENAI_BASE_URL = API_KEY, running.base_url
        yield running


@pytest.fixture
def lender(user):
    user.allows_comparisons = True
    user.save()
    return user


def compare(count: int = 60, model: str = "gpt-6-luna") -> str:
    out = StringIO()
    call_command("compare_models", "--with", model, "--receipts", str(count), stdout=out)
    return out.getvalue()


def everything():
    """All that a comparison must not touch."""
    tables = (Transaction, Receipt, ReceiptEvent, QuotaUse)
    return [list(table.objects.order_by("pk").values()) for table in tables]


def test_a_model_that_drops_45_percent_of_the_dates_is_worse(lender, server, caplog):
    verified_receipts(lender, SMALL, 60)
    server.reply_with(*without_dates(60, percent=45))
    before = everything()

    out = compare()

    assert "Worse: on 60 receipts gpt-6-luna against offline: dates: 100 % to 55 %." in out
    found = ModelComparison.objects.get()
    (dates,) = [row for row in found.figures if row["field"] == "date"]
    assert (dates["lost"], dates["right"], dates["wrong"]) == (27, [60, 33], [0, 0])
    assert found.verdict == "worse"
    assert found.totals["seconds"][1] > 0
    assert everything() == before
    assert "Corner" not in caplog.text


def test_what_was_sent_is_written_down_and_is_no_account_s_expense(lender, server, settings, api):
    verified_receipts(lender, SMALL, 2)
    settings.MODEL_MAX_COST_PER_ACCOUNT = settings.MODEL_MAX_COST_PER_MONTH = 0

    compare(2)

    sent = ModelRequest.objects.order_by("pk")
    assert [request.reader for request in sent] == ["comparison"] * 2
    receipt = sent[0].receipt
    (row,) = api.get(f"/api/v1/receipts/{receipt.pk}/model-requests/").json()["results"]
    assert row["address"] == server.base_url.removesuffix("/v1")
    assert row["answered_at"]
    assert ceiling_in_the_way(receipt, more_usd=Decimal(0), now=timezone.now()) is None


def test_the_admin_does_the_same(lender, server, admin_client, django_capture_on_commit_callbacks):
    verified_receipts(lender, SMALL, 60)
    server.reply_with(*without_dates(60, percent=45))

    asked = {"candidate": "gpt-6-luna", "base_url": "", "wanted": "60"}
    with django_capture_on_commit_callbacks(execute=True):
        page = admin_client.post(ADD, asked, follow=True)

    found = ModelComparison.objects.get()
    assert page.status_code == 200
    assert found.requested_by.email == "admin@example.com"
    shown = admin_client.get(f"/admin/receipts/modelcomparison/{found.pk}/change/").text
    assert "Worse: on 60 receipts" in shown
    assert "dates: 100 % to 55 %" in shown
    assert "60 of 60" in shown


def test_the_admin_says_that_there_is_nothing_to_compare(admin_client, server):
    asked = {"candidate": "gpt-6-luna", "base_url": "", "wanted": "60"}

    page = admin_client.post(ADD, asked)

    assert page.status_code == 200
    assert "There is no verified receipt" in page.text
    assert not ModelComparison.objects.exists()


def test_the_admin_sends_receipts_to_the_configured_server_alone(
    lender, server, settings, admin_client, django_capture_on_commit_callbacks
):
    verified_receipts(lender, SMALL, 1)
    with running_openai_server() as other:
        asked = {"candidate": "gpt-6-luna", "base_url": other.base_url, "wanted": "1"}
        with django_capture_on_commit_callbacks(execute=True):
            admin_client.post(ADD, asked)

        assert other.requests == []
    assert "base_url" not in admin_client.get(ADD).text
    assert ModelComparison.objects.get().base_url == settings.OPENAI_BASE_URL
    assert len(server.requests) == 1


def test_the_model_that_reads_is_not_compared_with_itself(lender, server, settings):
    settings.READER, settings.OPENAI_MODEL = "openai", "gpt-6-luna"
    verified_receipts(lender, SMALL, 1)

    for address in ("", f"{server.base_url}/"):
        with pytest.raises(CommandError, match="is what reads now"):
            call_command("compare_models", "--with", "gpt-6-luna", "--base-url", address)

    assert not ModelComparison.objects.exists()
    assert server.requests == []


def test_a_comparison_ends_where_another_reader_was_configured_meanwhile(lender, server, settings):
    verified_receipts(lender, SMALL, 1)
    comparison = _requested()
    settings.READER, settings.OPENAI_MODEL = "openai", "gpt-6-luna"

    run_comparison(comparison.pk, seconds=9)

    comparison.refresh_from_db()
    assert (comparison.status, comparison.failure_code) == ("failed", "reader_changed")
    assert (comparison.verdict, server.requests) == ("", [])


def test_a_second_sample_takes_receipts_of_no_worse_one_first(lender, server, settings, now):
    others = verified_receipts(lender, SMALL, 2)
    used = verified_receipts(lender, SMALL, 2)
    worse = _stored(now, verdict="worse", base_url=settings.OPENAI_BASE_URL)
    for receipt in used:
        worse.receipts.create(receipt=receipt, outcome={})

    compare(count=3)

    found = ModelComparison.objects.first()
    sample = {one.receipt for one in found.receipts.all()}
    assert sample > set(others)
    assert found.totals["other_receipts"] == 2


def test_a_verdict_holds_however_the_address_is_spelt(lender, server, settings):
    verified_receipts(lender, SMALL, 1)
    compare(1)
    ModelComparison.objects.update(verdict="worse")
    settings.READER, settings.OPENAI_MODEL = "openai", "gpt-6-luna"
    settings.OPENAI_BASE_URL = f"{server.base_url}/"

    found = run_checks(tags=[Tags.database], databases=["default"])

    assert "receipts.E001" in [one.id for one in found]


def test_too_few_receipts_are_no_verdict(lender, server):
    verified_receipts(lender, SMALL, 2)

    assert "No verdict: 2 receipts are too few, 60 are needed." in compare()


def test_only_verified_receipts_with_leave_or_of_staff_are_used(user, server):
    verified_receipts(user, SMALL, 1)
    staff = User.objects.create_user("staff@example.com", is_staff=True)
    verified_receipts(staff, SMALL, 1, verified_at=None, verified_by=None)
    with pytest.raises(CommandError, match="no verified receipt"):
        compare()
    assert not ModelComparison.objects.exists()
    assert server.requests == []

    (own,) = verified_receipts(staff, SMALL, 1)
    compare()

    assert [one.receipt for one in ModelComparison.objects.get().receipts.all()] == [own]


def test_one_whose_original_is_gone_is_left_out_and_told(lender, server):
    gone, _ = verified_receipts(lender, SMALL, 2)
    receipt_storage().delete(gone.files.get().stored_name)

    assert "Left out: 1, its original is gone." in compare()


def test_leave_that_is_taken_back_is_respected_at_once(lender, server):
    verified_receipts(lender, SMALL, 1)
    comparison = _requested()
    User.objects.update(allows_comparisons=False)

    run_comparison(comparison.pk, seconds=9)

    assert comparison.receipts.get().left_out == "withdrawn"
    assert server.requests == []


@pytest.mark.parametrize("privacy", ["model_masked", "offline_only"])
def test_receipts_that_no_model_may_see_unmasked_are_compared_by_nobody(lender, server, privacy):
    verified_receipts(lender, SMALL, 1)
    comparison = _requested()
    User.objects.update(model_privacy=privacy)

    run_comparison(comparison.pk, seconds=9)

    assert comparison.receipts.get().left_out == "withdrawn"
    with pytest.raises(CommandError, match="no verified receipt"):
        compare()
    assert ModelComparison.objects.count() == 1
    assert server.requests == []


def test_a_slice_leaves_the_rest_for_the_next_one(lender, server):
    verified_receipts(lender, SMALL, 3)
    comparison = _requested()

    for done in (1, 2, 3):
        assert run_comparison(comparison.pk, seconds=0)
        assert comparison.done == done
    comparison.refresh_from_db()

    assert (comparison.status, len(server.requests)) == ("completed", 3)


def test_one_that_is_cancelled_reads_no_more(lender, server, stub_reader, now):
    verified_receipts(lender, SMALL, 3)
    comparison = _requested()
    stub_reader.while_reading = lambda: cancel_comparison(comparison.pk, now=now)

    assert not run_comparison(comparison.pk, seconds=9)

    comparison.refresh_from_db()
    assert (comparison.status, comparison.failure_code) == ("failed", "cancelled")
    assert len(server.requests) <= 1
    assert comparison.done == 0


def test_a_break_in_the_command_cancels_it(lender, server, stub_reader):
    verified_receipts(lender, SMALL, 2)
    stub_reader.answers = [KeyboardInterrupt()]

    with pytest.raises(CommandError, match="Cancelled"):
        compare()

    assert ModelComparison.objects.get().failure_code == "cancelled"


def test_an_outage_waits_and_a_mistake_ends_it(lender, server, stub_reader):
    verified_receipts(lender, SMALL, 1)
    with pytest.raises(CommandError, match="unknown_model"):
        compare(model="gpt-0")
    comparison = _requested()
    stub_reader.answers = [outage()]

    run_comparison(comparison.pk, seconds=9)

    comparison.refresh_from_db()
    assert (comparison.status, comparison.failure_code) == ("pending", "service_unavailable")


def test_what_the_model_cannot_read_at_all_is_lost_not_an_end(lender, server):
    verified_receipts(lender, SMALL, 2)
    server.reply_with(server.next_reply(), failed(400, kind="invalid_request_error"))

    compare()

    found = ModelComparison.objects.get()
    assert found.status == "completed"
    assert {row["field"]: row["lost"] for row in found.figures}["total"] == 1


def test_another_server_never_gets_the_configured_key(lender, server, settings):
    settings.OPENAI_BASE_URL, settings.CANDIDATE_API_KEY = "", "sk-other"
    verified_receipts(lender, SMALL, 1)
    with pytest.raises(CommandError, match="bad_key"):
        call_command("compare_models", "--with", "gpt-6-luna", "--base-url", server.base_url)

    assert {one.headers["authorization"] for one in server.requests} == {"Bearer sk-other"}


class TestStartUp:
    @pytest.fixture
    def configured(self, settings):
        settings.READER, settings.OPENAI_MODEL = "openai", "gpt-6-luna"
        settings.OPENAI_MODEL_IS_CHOSEN, settings.OPENAI_BASE_URL = True, ""

    def _found(self):
        found = run_checks(tags=[Tags.database], databases=["default"])
        return [one for one in found if one.id in ("receipts.E001", "receipts.W008")]

    def test_worse_is_an_error_in_words_that_the_operator_may_lift(self, configured, settings, now):
        _stored(now, verdict="worse", dates=(96, 51))

        (error,) = self._found()
        assert (error.id, error.level) == ("receipts.E001", ERROR)
        assert "dates: 96 % to 51 %" in error.msg
        settings.OPENAI_MODEL_FORCE = True
        (notice,) = self._found()
        assert not notice.is_serious(WARNING)

    def test_no_verdict_is_a_warning_but_not_where_nobody_chose(self, configured, settings, now):
        _stored(now, verdict="undecided")
        (warning,) = self._found()
        assert (warning.id, warning.level) == ("receipts.W008", WARNING)
        settings.OPENAI_MODEL_IS_CHOSEN = False
        assert self._found() == []

    def test_what_another_model_was_compared_with_is_known(self, configured, settings, now):
        _stored(now, verdict="worse", dates=(96, 51))
        settings.OPENAI_MODEL = "gpt-4o"

        assert self._found() == []

    @pytest.mark.parametrize(("others", "is_lifted"), [(0, False), (59, False), (60, True)])
    def test_worse_is_lifted_by_enough_other_receipts(self, configured, now, others, is_lifted):
        _stored(now, verdict="worse", dates=(96, 51))
        _stored(now, verdict="equal", totals={"receipts": 60, "other_receipts": others})

        assert [one.id for one in self._found()] == ([] if is_lifted else ["receipts.E001"])

    def test_what_is_worse_on_another_server_is_not_meant(self, configured, now):
        _stored(now, verdict="worse", base_url="https://elsewhere.example/v1")
        _stored(now, verdict="equal")

        assert self._found() == []

    def test_equal_says_nothing(self, configured, now):
        _stored(now, verdict="equal")

        assert self._found() == []


def test_a_sample_has_every_currency_and_vendor_before_any_twice():
    rows = [(1, "GBP", "a"), (2, "GBP", "a"), (3, "GBP", "b"), (4, "EUR", "c"), (5, "USD", "d")]

    assert list(spread(rows)) == [1, 4, 5, 3, 2]


@pytest.mark.parametrize(("lost", "verdict"), [(0, "equal"), (5, "equal"), (6, "worse")])
def test_five_changed_receipts_may_be_chance_and_six_are_not(lost, verdict):
    pairs = [["right", "empty"]] * lost + [["right", "right"]] * (60 - lost)
    figures = add_up([{"date": pair} for pair in pairs])

    assert verdict_of(figures, compared=60) == verdict
    assert in_words(figures) == ("dates: 100 % to 90 %" if verdict == "worse" else "")


def _requested() -> ModelComparison:
    return request_comparison(
        candidate="gpt-6-luna", wanted=9, requested_by=None, now=timezone.now()
    )


def _stored(now, *, verdict, dates=(96, 96), **values) -> ModelComparison:
    row = {"field": "date", "compared": 100, "right": list(dates), "p": 0.0}
    return ModelComparison.objects.create(
        configured="openai gpt-4o", candidate="gpt-6-luna", created_at=now,
        status="completed", verdict=verdict, figures=[row], **values,
    )  # fmt: skip
