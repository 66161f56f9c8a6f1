"""`ETag` and `If-None-Match` on reads."""

import pytest
from django.utils import timezone

from receipts.models import Transaction

pytestmark = pytest.mark.django_db

URL = "/api/v1/receipts/"


def paths(receipt):
    entry = receipt.transaction.pk
    return [
        "",
        f"{receipt.pk}/",
        f"{receipt.pk}/history/",
        f"{receipt.pk}/processing_status/",
        "transactions/",
        f"transactions/{entry}/",
        "categories/",
        "dashboard/",
    ]


def test_what_has_not_changed_is_not_sent_again(api, completed):
    for path in paths(completed):
        first = api.get(URL + path)

        second = api.get(URL + path, headers={"If-None-Match": first.headers["ETag"]})

        assert (path, first.status_code, second.status_code) == (path, 200, 304)
        assert second.content == b""
        assert second.headers["ETag"] == first.headers["ETag"]


def test_what_has_changed_is_sent(api, completed):
    before = {path: api.get(URL + path).headers["ETag"] for path in paths(completed)[:3]}
    api.patch(f"{URL}{completed.pk}/", {"vendor": "Other"})

    for path, etag in before.items():
        response = api.get(URL + path, headers={"If-None-Match": etag})

        assert (path, response.status_code) == (path, 200)


def test_links_that_run_out_are_sent_anew(api, completed, settings, time_machine):
    settings.LINK_SECONDS = 2
    time_machine.move_to(timezone.now())
    etags = {path: api.get(URL + path).headers["ETag"] for path in ("", f"{completed.pk}/")}
    time_machine.shift(3)

    for path, etag in etags.items():
        assert api.get(URL + path, headers={"If-None-Match": etag}).status_code == 200


def test_one_of_several_tags_is_enough(api, completed):
    url = f"{URL}{completed.pk}/"
    etag = api.get(url).headers["ETag"]

    assert api.get(url, headers={"If-None-Match": f'"1-abc", W/{etag}'}).status_code == 304


def test_somebody_elses_tag_opens_nothing(api, other_api, completed):
    url = f"{URL}{completed.pk}/"
    etag = api.get(url).headers["ETag"]

    assert other_api.get(url, headers={"If-None-Match": etag}).status_code == 404


def test_every_write_answers_with_the_tag_of_what_it_made(api, completed):
    made = api.post(f"{URL}transactions/", {"total": "1", "purchased_on": "2026-04-03"})
    entry_url = f"{URL}transactions/{made.json()['id']}/"
    assert made.headers["ETag"] == api.get(entry_url).headers["ETag"]

    changed = api.patch(f"{URL}{completed.pk}/", {"vendor": "Other"})
    assert changed.headers["ETag"] == api.get(f"{URL}{completed.pk}/").headers["ETag"]
    assert Transaction.objects.count() == 2
