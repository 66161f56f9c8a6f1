"""Readers that are tried with a drawn receipt, from the command and in the admin."""

import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from receipts.demo.sample_receipts import DEMO_RECEIPTS
from receipts.models import Receipt
from receipts.tests.openai_server import API_KEY, Reply, answered, running_openai_server

PAGE = "/admin/health/readers/"
DRAWN = DEMO_RECEIPTS[0][1]
AS_DRAWN = answered(
    vendor=DRAWN.vendor,
    date=DRAWN.purchased_on.isoformat(),
    date_printed=DRAWN.purchased_on.strftime(DRAWN.date_format),
    total=str(DRAWN.total),
    total_printed=DRAWN.money(DRAWN.total),
    subtotal=str(DRAWN.subtotal),
    tax=str(DRAWN.tax),
    tax_printed=str(DRAWN.tax),
    tax_lines=[],
    items=[],
    item_count=None,
    currency=DRAWN.currency,
    currency_printed=DRAWN.currency,
)


@pytest.fixture
def service(settings):
    with running_openai_server() as server:
        settings.READER, settings.FALLBACK_READERS = "openai", []
        settings.OPENAI_API_KEY = API_KEY
        settings.OPENAI_BASE_URL = server.base_url
        server.reply_with(AS_DRAWN)
        yield server


def tried() -> str:
    out = StringIO()
    call_command("check_reader", stdout=out)
    return out.getvalue()


@pytest.mark.django_db
def test_a_model_that_reads_what_is_drawn_is_told_with_what_it_took(service, settings):
    settings.OPENAI_INPUT_PRICE, settings.OPENAI_OUTPUT_PRICE = 2, 8
    said = tried()
    assert "openai: gpt-4o-2024-08-06 answers, in " in said
    assert "vendor, date, total, tax and currency are read as drawn" in said
    assert "It takes a JSON schema" in said
    assert "1500 tokens in, 200 out: 0.0046 US dollars at most." in said
    assert "switched off on 2027-01-14" in said
    assert service.requests[0].method == "POST"
    assert Receipt.objects.count() == 0


def test_a_model_that_does_not_see_is_told(service):
    service.reply_with(answered(total="99.00", total_printed=""))
    assert "does not see pictures" in tried()


def test_what_was_read_otherwise_is_named(service):
    body = json.loads(AS_DRAWN.body)
    answer = json.loads(body["choices"][0]["message"]["content"]) | {"vendor": "Someone Else"}
    body["choices"][0]["message"]["content"] = json.dumps(answer)
    service.reply_with(Reply(body=json.dumps(body).encode()))
    assert "read otherwise than drawn: vendor." in tried()


def test_what_a_server_refuses_is_told(service):
    refusal = Reply(status=400, body=b'{"error": "response_format and store are not supported"}')
    service.refuses = lambda body: refusal if "store" in body or "response_format" in body else None
    said = tried()
    assert "It takes no JSON schema" in said
    assert "asked without what it refuses: store, format." in said


def test_a_failure_is_told_with_its_code(service, settings):
    settings.OPENAI_API_KEY = "sk-wrong"
    with pytest.raises(CommandError, match=r"openai: .*\(bad_key\)"):
        tried()


@pytest.mark.django_db
class TestInTheAdmin:
    def test_the_button_tries_every_reader_and_stores_nothing(self, admin_client, service):
        assert "Try the readers" in admin_client.get("/admin/health/").text
        page = admin_client.post(PAGE)
        assert "are read as drawn" in page.text
        assert Receipt.objects.count() == 0

    def test_one_that_takes_too_long_says_where_it_has_more_time(
        self, admin_client, service, monkeypatch
    ):
        monkeypatch.setattr("backend.health.readers_page._SECONDS", 0.4)
        service.reply_with(Reply(wait=10))
        assert "manage.py check_reader lets it take longer" in admin_client.post(PAGE).text

    def test_who_may_only_look_asks_nobody(self, client, service, django_user_model):
        staff = django_user_model.objects.create_user(
            email="staff@example.com", password="x", is_staff=True
        )
        client.force_login(staff)
        assert "Try the readers" not in client.get("/admin/health/").text
        assert client.post(PAGE).status_code == 403
        assert service.requests == []

    def test_a_link_does_not_try_them(self, admin_client, service):
        assert admin_client.get(PAGE).status_code == 405
        assert service.requests == []
