"""How fast an account may upload and ask for re-reads, asked before a body is opened."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpRequest
from django.test import Client
from django.utils import timezone
from rest_framework.request import Request

from accounts.models import CallRate, IdempotencyKey
from accounts.tests.browser import Browser
from common.rates import Rate
from conftest import PASSWORD
from receipts.intake import bulk_upload
from receipts.models import Receipt
from receipts.models.event import ReceiptEvent
from receipts.processing.run import process_receipt
from receipts.tests.conftest import picture
from subscriptions.models import QuotaPeriod
from subscriptions.plans import PLATINUM
from subscriptions.services.grants import give_plan
from subscriptions.services.quota import reserve_document
from tests.tasks import NO_ENGINE

pytestmark = pytest.mark.django_db

URL = "/api/v1/receipts/"
BULK = "/api/v1/receipts/bulk/"
PICTURE = picture("JPEG", size=(60, 80))


@pytest.fixture
def two_a_minute(settings):
    settings.CALL_RATES = {"upload": (Rate(2, 60),), "reread": (Rate(2, 60),)}


@pytest.fixture
def platinum(user):
    now = timezone.now()
    give_plan(user, plan=PLATINUM, until=now.date(), reason="Test", actor=user, now=now)


@pytest.fixture
def opened(monkeypatch) -> list[str]:
    """The calls whose body was parsed, by the framework of the API or by Django's own."""
    seen = []

    def note(kind, name):
        parse = getattr(kind, name)

        def noted(request):
            seen.append(request.path)
            return parse(request)

        monkeypatch.setattr(kind, name, noted)

    note(Request, "_parse")
    note(HttpRequest, "_load_post_and_files")
    return seen


def post(api, **headers):
    return api.post(
        URL, {"image": SimpleUploadedFile("a.jpg", PICTURE)}, format="multipart", headers=headers
    )


def post_many(api, count):
    files = [SimpleUploadedFile(f"{n}.jpg", PICTURE) for n in range(count)]
    return api.post(BULK, {"files": files}, format="multipart")


def test_an_upload_too_many_is_refused_and_nothing_is_kept(api, two_a_minute, own_storage):
    assert [post(api).status_code for _ in range(2)] == [201, 201]
    stored = sorted(own_storage.rglob("*"))

    response = post(api)

    assert response.status_code == 429
    body = response.json()
    assert body["code"] == "too_many_calls"
    assert body["detail"] == body["error"]
    assert 0 < int(response["Retry-After"]) <= 30
    assert Receipt.objects.count() == 2
    assert QuotaPeriod.objects.get().used == 2
    assert sorted(own_storage.rglob("*")) == stored


def limits_of(response):
    return {name: value for name, value in response.headers.items() if name.startswith("RateLimit")}


def test_each_answer_says_how_many_calls_are_left(api, settings):
    settings.CALL_RATES = {"upload": (Rate(2, 60), Rate(100, 3600))}
    first, second = post(api), post(api)
    refused = post(api)

    policy = '"60s";q=2;w=60, "3600s";q=100;w=3600'
    assert limits_of(first) == {
        "RateLimit-Policy": policy,
        "RateLimit": '"60s";r=1;t=30, "3600s";r=99;t=36',
        "RateLimit-Limit": "2",
        "RateLimit-Remaining": "1",
        "RateLimit-Reset": "30",
    }
    assert limits_of(second)["RateLimit"].startswith('"60s";r=0;t=')
    assert second.headers["RateLimit-Remaining"] == "0"
    assert refused.status_code == 429
    assert limits_of(refused)["RateLimit-Policy"] == '"60s";q=2;w=60'
    assert limits_of(refused)["RateLimit"].startswith('"60s";r=0;t=')
    assert int(refused["Retry-After"]) <= int(refused["RateLimit-Reset"])


def test_a_bulk_call_says_what_is_left_after_all_of_it(api, settings):
    settings.CALL_RATES = {"upload": (Rate(10, 60),)}

    assert post_many(api, 3)["RateLimit-Remaining"] == "7"
    assert post_many(api, 9)["RateLimit-Remaining"] == "0"
    assert post(api).status_code == 429


def test_what_is_not_limited_says_nothing_of_limits(api, settings):
    settings.CALL_RATES = {"upload": ()}

    assert limits_of(post(api)) == limits_of(api.get(URL)) == {}


def test_a_page_of_another_origin_may_read_them(api, two_a_minute):
    origin = "http://localhost:3000"
    answer = post(api, Origin=origin)

    assert answer["Access-Control-Allow-Origin"] == origin
    exposed = {name.strip() for name in answer["Access-Control-Expose-Headers"].split(",")}
    assert exposed >= {*limits_of(answer), "Retry-After", "X-Request-ID", "ETag", "Location"}
    assert answer["X-Request-ID"]


def test_a_refused_file_counts_as_well(api, two_a_minute):
    for _ in range(2):
        bad = api.post(URL, {"image": SimpleUploadedFile("a.jpg", b"x")}, format="multipart")
        assert bad.status_code == 415

    assert post(api).status_code == 429


def test_looking_is_not_limited(api, two_a_minute):
    assert [api.get(URL).status_code for _ in range(5)] == [200] * 5
    assert not CallRate.objects.exists()


def test_each_file_of_a_bulk_counts_and_the_next_call_waits(api, platinum, two_a_minute):
    assert post_many(api, 6).status_code == 207

    response = post_many(api, 1)

    assert (response.status_code, response.json()["code"]) == (429, "too_many_calls")
    assert 120 < int(response["Retry-After"]) <= 150
    assert Receipt.objects.count() == 6


# With commits, as on a server: hundreds of savepoints that lock one row slow PostgreSQL down.
@pytest.mark.django_db(transaction=True)
def test_as_shipped_a_shoebox_goes_in(api, platinum, settings, monkeypatch):
    settings.TASKS = NO_ENGINE
    monkeypatch.setattr(bulk_upload, "SECONDS", 600.0)  # rates count here, not what a machine can
    for _ in range(3):
        assert post_many(api, 100).json()["accepted"] == 100
    assert [post(api).status_code for _ in range(10)] == [201] * 10


def test_a_re_read_too_many_is_refused_and_changes_nothing(api, receipt, two_a_minute):
    for _ in range(2):
        process_receipt(receipt.pk)
        assert api.post(f"{URL}{receipt.pk}/reprocess/").status_code == 202
    process_receipt(receipt.pk)
    before, events = Receipt.objects.values().get(), ReceiptEvent.objects.count()

    response = api.post(f"{URL}{receipt.pk}/reprocess/")

    assert (response.status_code, response.json()["code"]) == (429, "too_many_calls")
    assert int(response["Retry-After"]) > 0
    assert Receipt.objects.values().get() == before
    assert ReceiptEvent.objects.count() == events
    assert QuotaPeriod.objects.get().free_reads == 2


class TestBeforeTheBodyIsOpened:
    def test_the_rate_is_asked(self, api, settings, opened):
        settings.CALL_RATES = {"upload": (Rate(1, 3600),)}
        assert post(api).status_code == 201
        opened.clear()

        assert post(api).status_code == 429
        assert opened == []

    def test_the_sign_in_is_asked(self, anonymous, opened):
        assert post(anonymous).status_code == 401
        assert opened == []

    @pytest.mark.parametrize("token", [None, "x" * 32, "x" * 64])
    @pytest.mark.parametrize("url", [URL, BULK])
    def test_so_is_whether_a_call_by_cookie_is_forged(self, user, opened, url, token):
        """The token counts in the header alone: nobody looks for it in the form of an upload."""
        browser = Browser()
        browser.sign_in(user.email, PASSWORD)
        opened.clear()
        form = {
            "image": SimpleUploadedFile("a.jpg", PICTURE),
            "csrfmiddlewaretoken": browser.cookies["csrftoken"].value,
        }

        response = browser.post(url, form, headers={"X-CSRFToken": token} if token else {})

        assert (response.status_code, response.json()["code"]) == (403, "csrf_failed")
        assert opened == []
        assert not Receipt.objects.exists()
        assert not QuotaPeriod.objects.exists()
        assert not CallRate.objects.exists()

    def test_the_right_token_lets_an_upload_by_cookie_in(self, user):
        browser = Browser()
        browser.sign_in(user.email, PASSWORD)
        token = {"X-CSRFToken": browser.cookies["csrftoken"].value}

        form = {"image": SimpleUploadedFile("a.jpg", PICTURE)}

        assert browser.post(URL, form, headers=token).status_code == 201
        assert Receipt.objects.get().owner == user

    def test_a_cookie_of_the_staffs_pages_signs_nobody_in(self, user, opened):
        browser = Client(enforce_csrf_checks=True)
        browser.force_login(user)

        response = browser.post(URL, {"image": SimpleUploadedFile("a.jpg", PICTURE)})

        assert response.status_code == 401
        assert opened == []
        assert not Receipt.objects.exists()

    def test_an_answer_that_is_kept_is_given_though_the_quota_is_used_up(self, api, user):
        reserve_document(user, now=timezone.now())
        QuotaPeriod.objects.update(used=49)
        key = {"Idempotency-Key": "one"}
        first = post(api, **key)
        assert first.status_code == 201

        again = post(api, **key)

        assert (again.status_code, again.json()) == (201, first.json())
        assert again["Idempotent-Replayed"] == "true"
        assert post(api, **{"Idempotency-Key": "two"}).status_code == 402

    def test_one_that_is_still_at_work_is_not_told_that_the_quota_is_used_up(self, api, user):
        reserve_document(user, now=timezone.now())
        QuotaPeriod.objects.update(used=49)
        assert post(api, **{"Idempotency-Key": "one"}).status_code == 201
        later = timezone.now() + timedelta(minutes=1)
        IdempotencyKey.objects.update(status=None, body="", progress={}, lease_until=later)

        again = post(api, **{"Idempotency-Key": "one"})

        assert (again.status_code, again.json()["code"]) == (409, "idempotency_key_in_use")
