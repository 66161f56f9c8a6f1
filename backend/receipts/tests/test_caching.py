"""`ETag` and `If-None-Match` on reads."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.db.models import F
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from receipts.changes import tags
from receipts.models import Category, ChangeMark, Receipt, Transaction
from receipts.tests.conftest import picture, upload_unread

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


SHOWN = ["", "{receipt}/", "transactions/", "transactions/{entry}/"]


def addresses(receipt):
    entry = receipt.transaction.pk
    return [URL + path.format(receipt=receipt.pk, entry=entry) for path in SHOWN]


def test_a_304_reads_nothing_of_what_it_does_not_send(api, completed):
    for url in addresses(completed):
        etag = api.get(url).headers["ETag"]

        with CaptureQueriesContext(connection) as queries:
            assert api.get(url, headers={"If-None-Match": etag}).status_code == 304

        asked = [query["sql"] for query in queries if '"receipts_' in query["sql"]]
        assert (url, len(asked)) == (url, 2 if url.endswith(("receipts/", "actions/")) else 1)
        assert not any("lineitem" in sql for sql in asked)


def test_whatever_is_written_behind_the_api_is_sent(api, completed):
    entry = completed.transaction
    item, default = entry.items.first(), Category.objects.get(slug="meals")
    writes = [
        lambda: Receipt.objects.update(seconds=F("seconds") + 1),
        lambda: Transaction.objects.update(notes="Written by a command."),
        lambda: type(item).objects.filter(pk=item.pk).update(description="Black coffee"),
        lambda: entry.tax_lines.all().delete(),
        lambda: entry.items.all().delete(),
        lambda: Category.objects.filter(pk=default.pk).update(slug="lunch"),
    ]
    for number, write in enumerate(writes):
        etags = {url: api.get(url).headers["ETag"] for url in addresses(completed)}
        write()

        for url, etag in etags.items():
            response = api.get(url, headers={"If-None-Match": etag})
            assert (number, url, response.status_code) == (number, url, 200)


def test_another_receipts_change_lets_a_detail_be_as_it_was(api, user, completed):
    url = f"{URL}{completed.pk}/"
    etag = api.get(url).headers["ETag"]
    other = upload_unread(user, SimpleUploadedFile("b.png", picture(shade=90)))
    Receipt.objects.filter(pk=other.pk).update(seconds=3)

    assert api.get(url, headers={"If-None-Match": etag}).status_code == 304


def test_a_list_that_nobody_polls_names_few_marks_and_stays_right(
    api, user, completed, monkeypatch
):
    monkeypatch.setattr(tags, "_NAMED_MARKS", 1)
    etag = api.get(URL).headers["ETag"]
    assert api.get(URL, headers={"If-None-Match": etag}).status_code == 304
    assert not ChangeMark.objects.unplaced().exists()

    upload_unread(user, SimpleUploadedFile("b.png", picture(shade=90)))

    assert api.get(URL, headers={"If-None-Match": etag}).status_code == 200


def test_the_tag_of_one_question_answers_no_other(api, completed):
    for other in ("?page_size=1", "?status=failed", "?ordering=uploaded_at", "?search=cafe"):
        etag = api.get(URL).headers["ETag"]

        assert api.get(URL + other, headers={"If-None-Match": etag}).status_code == 200


def test_what_goes_into_the_trash_is_gone_whatever_tag_is_sent(api, completed):
    urls = addresses(completed)
    etags = {url: api.get(url).headers["ETag"] for url in urls}
    api.delete(f"{URL}{completed.pk}/")

    found = {url: api.get(url, headers={"If-None-Match": etag}) for url, etag in etags.items()}

    assert [found[url].status_code for url in urls] == [200, 404, 200, 404]
    assert found[urls[0]].json()["count"] == found[urls[2]].json()["count"] == 0


def test_other_code_answers_no_304(api, completed, monkeypatch):
    etags = {url: api.get(url).headers["ETag"] for url in addresses(completed)}
    monkeypatch.setattr(tags, "release", lambda: "another")

    for url, etag in etags.items():
        assert api.get(url, headers={"If-None-Match": etag}).status_code == 200


def test_links_of_another_server_are_sent(api, completed):
    for url in addresses(completed)[:2]:
        etag = api.get(url).headers["ETag"]

        response = api.get(url, headers={"If-None-Match": etag, "Host": "127.0.0.1"})

        assert (url, response.status_code) == (url, 200)


@pytest.mark.parametrize("link", ["original_url", "display_url", "thumbnail_url"])
def test_a_file_that_is_there_already_is_not_sent_again(api, anonymous, completed, link):
    url = api.get(f"{URL}{completed.pk}/").json()["image_info"][link]
    first = anonymous.get(url)
    etag, content = first.headers["ETag"], first.getvalue()

    again = anonymous.get(url, headers={"If-None-Match": etag})
    other = anonymous.get(url, headers={"If-None-Match": '"another"'})
    another_type = anonymous.get(url, headers={"If-None-Match": etag, "Accept": "image/webp"})

    assert (again.status_code, again.content) == (304, b"")
    for name in ("ETag", "Cache-Control"):
        assert again.headers[name] == first.headers[name]
    assert (other.status_code, other.getvalue()) == (200, content)
    # Only of the original there is one for everybody.
    assert another_type.status_code == (304 if link == "original_url" else 200)
    another_type.close()


def test_a_tag_opens_no_link_that_has_run_out(api, anonymous, completed, settings, time_machine):
    settings.LINK_SECONDS = 2
    time_machine.move_to(timezone.now())
    url = api.get(f"{URL}{completed.pk}/").json()["image_info"]["original_url"]
    first = anonymous.get(url)
    first.close()
    time_machine.shift(3)

    assert anonymous.get(url, headers={"If-None-Match": first.headers["ETag"]}).status_code == 403
