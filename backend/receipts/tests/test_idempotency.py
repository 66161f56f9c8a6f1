"""`Idempotency-Key`: a POST that is sent twice happens once."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import timedelta
from threading import Barrier
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import OperationalError, connection, connections
from django.utils import timezone
from rest_framework.response import Response
from rest_framework.test import APIClient, APIRequestFactory, force_authenticate
from rest_framework.views import APIView

from accounts.api.idempotency import idempotent
from accounts.models import IdempotencyKey
from accounts.services.idempotency import KeyInUseError, Progress, give_keys_back
from common.lease.sweep import free_claims_left_behind
from common.tests.test_interruptions import another_process
from receipts.intake.upload import upload_receipt
from receipts.models import Category, Receipt, Transaction
from receipts.tests.conftest import picture
from subscriptions.models import QuotaPeriod

URL = "/api/v1/receipts/"
ENTRIES = f"{URL}transactions/"
PICTURE = picture()
ENTRY = {"total": "5.00", "purchased_on": "2026-04-03", "vendor": "Market"}


def upload(api, key, *, content=PICTURE, name="lunch.png"):
    file = SimpleUploadedFile(name, content)
    return api.post(URL, {"image": file}, format="multipart", headers={"Idempotency-Key": key})


def post_entry(api, key, body=ENTRY):
    return api.post(ENTRIES, body, headers={"Idempotency-Key": key})


@contextmanager
def going_away_at(start):
    """The database, at the first statement that has a key's token in it and begins so."""

    def refuse(execute, sql, params, many, context):
        if sql.startswith(start) and "token" in sql:
            raise OperationalError("server closed the connection unexpectedly")
        return execute(sql, params, many, context)

    with connection.execute_wrapper(refuse):
        yield


@pytest.mark.django_db
class TestUploads:
    def test_a_phone_that_tries_again_gets_the_same_receipt(self, api):
        first = upload(api, "a")
        second = upload(api, "a")

        assert (first.status_code, second.status_code) == (201, 201)
        assert second.json() == first.json()
        assert second.headers["Idempotent-Replayed"] == "true"
        assert "Idempotent-Replayed" not in first.headers
        assert Receipt.objects.count() == 1
        assert QuotaPeriod.objects.get().used == 1

    def test_the_bytes_count_and_not_the_name(self, api):
        first = upload(api, "a")

        assert upload(api, "a", name="again.png").json() == first.json()

    def test_other_bytes_under_the_same_key_are_a_conflict(self, api):
        upload(api, "a")

        response = upload(api, "a", content=picture(shade=150))

        assert response.status_code == 409
        assert response.json()["code"] == "idempotency_key_reused"
        assert Receipt.objects.count() == 1

    def test_another_key_is_another_upload(self, api):
        assert upload(api, "a").json()["id"] != upload(api, "b").json()["id"]

    def test_a_refused_file_gives_its_key_back(self, api):
        refused = upload(api, "a", content=b"no picture at all")

        accepted = upload(api, "a")

        assert (refused.status_code, accepted.status_code) == (415, 201)

    def test_the_file_is_stored_whole(self, api):
        receipt = upload(api, "a").json()

        assert receipt["image_info"]["size_bytes"] == len(PICTURE)

    def test_a_body_that_is_too_large_is_refused_before_it_is_read(self, api, settings):
        settings.RECEIPT_MAX_BYTES = 100

        response = upload(api, "a", content=b"x" * 200_000)

        assert response.status_code == 413
        assert not IdempotencyKey.objects.exists()


@pytest.mark.django_db
class TestKeys:
    def test_the_same_json_in_another_order_is_the_same_request(self, api):
        first = post_entry(api, "a")

        second = post_entry(api, "a", dict(reversed(ENTRY.items())))

        assert second.json() == first.json()
        assert Transaction.objects.count() == 1

    def test_the_same_key_for_another_call_is_a_conflict(self, api):
        post_entry(api, "a")

        response = api.post(
            f"{URL}categories/", {"name": "Clients"}, headers={"Idempotency-Key": "a"}
        )

        assert response.status_code == 409

    def test_keys_belong_to_one_account(self, api, other_api):
        mine, theirs = post_entry(api, "a"), post_entry(other_api, "a")

        assert mine.json()["id"] != theirs.json()["id"]

    def test_bad_input_does_not_burn_the_key(self, api):
        assert post_entry(api, "a", ENTRY | {"total": "much"}).status_code == 400
        assert post_entry(api, "a").status_code == 201

    def test_a_crash_does_not_burn_the_key(self, api, own_storage):
        own_storage.write_text("a file where the folder should be")
        assert upload(api, "a").status_code == 503
        own_storage.unlink()

        assert upload(api, "a").status_code == 201

    def test_while_the_first_call_is_at_work_the_second_is_told_to_wait(self, api, user):
        post_entry(api, "a")
        IdempotencyKey.objects.update(status=None, body="")

        response = post_entry(api, "a")

        assert response.status_code == 409
        assert response.json()["code"] == "idempotency_key_in_use"
        assert response.headers["Retry-After"] == "1"
        assert Transaction.objects.count() == 1

    def test_a_call_whose_process_died_may_be_made_again(self, api):
        post_entry(api, "a")
        IdempotencyKey.objects.update(
            status=None, body="", lease_until=timezone.now() - timedelta(seconds=1)
        )

        assert post_entry(api, "a").status_code == 201
        assert IdempotencyKey.objects.get().status == 201

    def test_a_key_lives_as_long_as_a_holiday(self, api):
        first = post_entry(api, "a").json()
        IdempotencyKey.objects.update(created_at=timezone.now() - timedelta(days=29, hours=23))

        assert post_entry(api, "a").json() == first

    def test_a_call_whose_key_was_taken_over_changes_nothing(self, user):
        """It was frozen past its lease, and another one goes on in its place."""

        class Frozen(APIView):
            @idempotent(in_transaction=True)
            def post(self, request):
                Category.objects.create(owner=user, slug="late", name="Late")
                IdempotencyKey.objects.update(token=uuid4())
                return Response({})

        request = APIRequestFactory().post("/", {}, headers={"Idempotency-Key": "a"})
        force_authenticate(request, user)

        response = Frozen.as_view()(request)

        assert response.status_code == 409
        assert not Category.objects.filter(slug="late").exists()

    def test_a_key_that_a_frozen_upload_has_lost_keeps_it_out(self, api, user, png, own_storage):
        token = uuid4()

        with pytest.raises(KeyInUseError):
            upload_receipt(owner=user, files=[png], progress=Progress(token))

        assert not Receipt.objects.exists()
        assert not [path for path in own_storage.rglob("*") if path.is_file()]

    @pytest.mark.parametrize("sweeps", [False, True])
    def test_a_dead_process_of_this_machine_keeps_no_key(self, api, settings, sweeps):
        post_entry(api, "a")
        with another_process(settings) as (_, name):
            IdempotencyKey.objects.update(status=None, body="", claimed_by=name)
            assert post_entry(api, "a").status_code == 409
        if sweeps:  # which also forgets that there was such a process
            assert free_claims_left_behind() == 1

        assert post_entry(api, "a").status_code == 201

    def test_after_thirty_days_the_key_is_new_again(self, api):
        first = post_entry(api, "a").json()
        IdempotencyKey.objects.update(created_at=timezone.now() - timedelta(days=30))

        assert post_entry(api, "a").json()["id"] != first["id"]

    def test_expired_keys_can_be_found(self, api):
        post_entry(api, "old")
        IdempotencyKey.objects.update(created_at=timezone.now() - timedelta(days=30))
        post_entry(api, "new")

        expired = IdempotencyKey.objects.expired(timezone.now())

        assert [row.key for row in expired] == ["old"]

    @pytest.mark.parametrize("key", ["", "x" * 256, "tab\tbed"])
    def test_a_strange_key_is_400(self, api, key):
        assert post_entry(api, key).status_code == 400
        assert not Transaction.objects.exists()

    def test_other_writes_keep_it_too(self, api, completed):
        answers = [
            api.post(f"{URL}{completed.pk}/{path}/", headers={"Idempotency-Key": path})
            for path in ("verify", "verify", "reprocess", "reprocess")
        ]

        assert [answer.status_code for answer in answers] == [200, 200, 202, 202]
        assert completed.events.filter(kind="reprocessed").count() == 1


@pytest.mark.django_db
def test_work_whose_answer_could_not_be_kept_is_undone(user):
    class Interrupted(APIView):
        @idempotent(in_transaction=True)
        def post(self, request):
            Category.objects.create(owner=user, slug="half", name="Half")
            raise KeyboardInterrupt

    request = APIRequestFactory().post("/", {}, headers={"Idempotency-Key": "a"})
    force_authenticate(request, user)

    with pytest.raises(KeyboardInterrupt):
        Interrupted.as_view()(request)

    assert not Category.objects.filter(slug="half").exists()
    assert not IdempotencyKey.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_ten_uploads_at_once_with_one_key_make_one_receipt(api):
    barrier = Barrier(10)

    def work(_):
        client = APIClient()
        client.credentials(**api._credentials)
        barrier.wait()
        try:
            return upload(client, "a")
        finally:
            connections.close_all()

    with ThreadPoolExecutor(10) as pool:
        answers = list(pool.map(work, range(10)))

    assert Receipt.objects.count() == 1
    assert {answer.status_code for answer in answers} <= {201, 409}
    for answer in answers:
        body = answer.json()
        if answer.status_code == 409:
            assert body["code"] == "idempotency_key_in_use"
        else:
            assert body["id"] == Receipt.objects.get().pk
    assert upload(api, "a").status_code == 201
    assert Receipt.objects.count() == 1


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("statement", ["UPDATE", "DELETE FROM"])
def test_a_key_that_could_not_be_given_back_is_soon(api, statement):
    """The database goes away while a call is at work, or before it has begun: the call is over,
    and its key is not at work for as long as a call may be."""
    with going_away_at(f'{statement} "accounts_idempotencykey"'):
        refused = upload(api, "a", content=b"no picture at all")
    in_use = upload(api, "a", content=b"no picture at all")

    give_keys_back()

    assert (refused.status_code, in_use.status_code) == (503, 409)
    assert upload(api, "a").status_code == 201
