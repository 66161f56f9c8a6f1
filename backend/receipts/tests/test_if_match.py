"""`If-Match`: of several people who have seen the same version one changes it."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connections
from django.utils import timezone
from rest_framework.test import APIClient

from receipts.models import Receipt, Transaction
from receipts.models.event import ReceiptEvent
from receipts.processing.run import process_receipt

URL = "/api/v1/receipts/"
PATHS = ["", "update_extracted_data/"]


def etag(api, url):
    return api.get(url).headers["ETag"]


@pytest.mark.django_db
class TestAlone:
    @pytest.mark.parametrize("path", PATHS)
    def test_the_version_that_was_read_may_be_changed_once(self, api, completed, path):
        url = f"{URL}{completed.pk}/"
        seen = etag(api, url)

        first = api.patch(url + path, {"vendor": "First"}, headers={"If-Match": seen})
        second = api.patch(url + path, {"vendor": "Second"}, headers={"If-Match": seen})

        assert (first.status_code, second.status_code) == (200, 412)
        assert second.json()["code"] == "stale"
        assert Transaction.objects.get().vendor == "First"
        assert ReceiptEvent.objects.filter(kind="corrected").count() == 1

    def test_the_answer_carries_the_next_tag(self, api, completed):
        url = f"{URL}{completed.pk}/"
        first = api.patch(url, {"vendor": "First"}, headers={"If-Match": etag(api, url)})

        second = api.patch(url, {"vendor": "Second"}, headers={"If-Match": first.headers["ETag"]})

        assert second.status_code == 200

    def test_links_that_were_renewed_are_no_other_version(
        self, api, completed, settings, time_machine
    ):
        settings.LINK_SECONDS = 2
        url = f"{URL}{completed.pk}/"
        time_machine.move_to(timezone.now())
        seen = etag(api, url)
        time_machine.shift(3)
        assert etag(api, url) != seen

        response = api.patch(url, {"vendor": "First"}, headers={"If-Match": seen})

        assert response.status_code == 200

    @pytest.mark.parametrize(
        "tag", ['"{version}"', 'W/"{version}-0123"', '"99-1", "{version}-abc"', "*"]
    )
    def test_only_the_version_counts(self, api, completed, tag):
        seen = {"If-Match": tag.format(version=completed.version)}

        response = api.patch(f"{URL}{completed.pk}/", {"vendor": "First"}, headers=seen)

        assert response.status_code == 200

    @pytest.mark.parametrize(
        "tag", ["9" * 5000, '"99"', '"x"', "", '"-1"', '"²"'.encode().decode("latin-1")]
    )
    def test_another_tag_matches_nothing(self, api, completed, tag):
        response = api.patch(
            f"{URL}{completed.pk}/", {"vendor": "First"}, headers={"If-Match": tag}
        )

        assert response.status_code == 412
        assert Transaction.objects.get().vendor == "Corner Cafe"

    def test_without_the_header_the_last_one_wins(self, api, completed):
        for vendor in ("First", "Second"):
            assert api.patch(f"{URL}{completed.pk}/", {"vendor": vendor}).status_code == 200

        assert Transaction.objects.get().vendor == "Second"

    def test_what_was_seen_before_a_new_reading_is_stale(self, api, completed):
        url = f"{URL}{completed.pk}/"
        seen = etag(api, url)
        api.post(f"{url}reprocess/")
        process_receipt(completed.pk)

        response = api.patch(url, {"vendor": "First"}, headers={"If-Match": seen})

        assert response.status_code == 412

    def test_that_it_is_being_read_is_no_other_version(self, api, receipt):
        url = f"{URL}{receipt.pk}/"
        seen = etag(api, url)
        Receipt.objects.filter(pk=receipt.pk).update(status="pending", attempts=1)

        response = api.patch(url, {"vendor": "First"}, headers={"If-Match": seen})

        assert response.status_code == 200

    def test_the_entry_of_a_receipt_has_the_receipts_version(self, api, completed):
        entry_url = f"{URL}transactions/{Transaction.objects.get().pk}/"
        seen = etag(api, entry_url)
        api.patch(f"{URL}{completed.pk}/", {"vendor": "First"})

        response = api.patch(entry_url, {"vendor": "Second"}, headers={"If-Match": seen})

        assert response.status_code == 412
        assert Transaction.objects.get().vendor == "First"

    def test_a_stale_yes_is_refused(self, api, completed):
        url = f"{URL}{completed.pk}/"
        seen = etag(api, url)
        api.patch(url, {"vendor": "First"})

        response = api.post(f"{url}verify/", headers={"If-Match": seen})

        assert response.status_code == 412
        assert Transaction.objects.get().verified_at is None

    def test_a_yes_is_not_taken_back_from_what_was_changed_since(self, api, completed):
        url = f"{URL}{completed.pk}/"
        seen = api.post(f"{url}verify/").headers["ETag"]
        api.patch(url, {"vendor": "First"})

        response = api.post(f"{url}unverify/", headers={"If-Match": seen})

        assert response.status_code == 412
        assert Transaction.objects.get().verified_at is not None

    def test_a_stale_deletion_is_refused(self, api):
        made = api.post(f"{URL}transactions/", {"total": "5", "purchased_on": "2026-04-03"})
        entry_url = f"{URL}transactions/{made.json()['id']}/"
        api.patch(entry_url, {"total": "6"})

        response = api.delete(entry_url, headers={"If-Match": made.headers["ETag"]})

        assert response.status_code == 412
        assert Transaction.objects.get().deleted_at is None


def race(api, calls):
    """All at once, each in a thread with its own connection; returns the answers."""
    barrier = Barrier(len(calls))

    def work(call):
        client = APIClient()
        client.credentials(**api._credentials)
        barrier.wait()
        try:
            return call(client)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(calls)) as pool:
        return list(pool.map(work, calls))


@pytest.mark.django_db(transaction=True)
class TestFiftyAtOnce:
    def corrections(self, url, tag, path=""):
        def correction(number):
            body = {"vendor": f"Shop {number}", "total": f"{number}.00"}
            return lambda client: client.patch(url + path, body, headers={"If-Match": tag})

        return [correction(number) for number in range(50)]

    def assert_one_won(self, answers):
        statuses = [answer.status_code for answer in answers]
        assert statuses.count(200) == 1
        assert statuses.count(412) == 49
        [winner] = [answer.json() for answer in answers if answer.status_code == 200]
        entry = Transaction.objects.get()
        number = entry.vendor.removeprefix("Shop ")
        assert winner["extracted_data"]["vendor"] == entry.vendor
        assert f"{entry.total:.2f}" == f"{number}.00"
        events = ReceiptEvent.objects.filter(kind="corrected")
        assert sorted(event.data["field"] for event in events) == ["total", "vendor"]

    def test_exactly_one_wins_and_no_other_is_lost_in_silence(self, api, completed):
        url = f"{URL}{completed.pk}/"

        answers = race(api, self.corrections(url, etag(api, url)))

        self.assert_one_won(answers)

    def test_also_where_there_is_no_entry_yet(self, api, receipt):
        url = f"{URL}{receipt.pk}/"

        answers = race(api, self.corrections(url, etag(api, url), "update_extracted_data/"))

        self.assert_one_won(answers)

    def test_what_people_set_while_a_reading_ends_is_all_kept(self, api, receipt):
        changes = {"vendor": "Grandma", "notes": "cake", "payment_method": "cash", "total": "9.00"}

        def correction(name):
            return lambda client: client.patch(f"{URL}{receipt.pk}/", {name: changes[name]})

        *answers, was_read = race(
            api, [*map(correction, changes), lambda client: process_receipt(receipt.pk)]
        )

        assert was_read is True
        assert {answer.status_code for answer in answers} == {200}
        entry = Transaction.objects.get()
        assert {name: str(getattr(entry, name)) for name in changes} == changes | {"total": "9.000"}
        assert entry.corrected_fields == sorted(changes)
        assert entry.items.count() == 2

    def test_without_if_match_every_correction_is_in_the_history(self, api, completed):
        def correction(number):
            return lambda client: client.patch(f"{URL}{completed.pk}/", {"notes": f"n{number}"})

        answers = race(api, [correction(number) for number in range(10)])

        assert {answer.status_code for answer in answers} == {200}
        chain = [
            (event.data["old"], event.data["new"])
            for event in ReceiptEvent.objects.filter(kind="corrected").order_by("pk")
        ]
        assert len(chain) == 10
        assert [old for old, _ in chain] == ["", *(new for _, new in chain[:-1])]
        assert Transaction.objects.get().notes == chain[-1][1]
