"""POST receipts/{id}/split/: one document that shows several receipts becomes several."""

from datetime import timedelta
from io import BytesIO
from threading import Thread
from zipfile import ZipFile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.db import connection
from django.utils import timezone
from PIL import Image
from rest_framework.test import APIClient

from accounts.models import IdempotencyKey
from receipts.models import Duplicate, Receipt, ReceiptFile, Transaction
from receipts.processing.run import process_receipt
from receipts.services.extraction import Box, TextLine
from receipts.storages.receipt_storage import receipt_storage
from receipts.tests.conftest import picture, upload_unread
from receipts.tests.drawing import as_file, pdf_of_pages, photo, with_orientation
from receipts.tests.file_rows import stored_name
from receipts.tests.stub_reader import good_reading, lasting_failure, printed
from subscriptions.models import QuotaPeriod, QuotaUse

pytestmark = pytest.mark.django_db

URL = "/api/v1/receipts/"
LEFT = {"places": [{"page": 0, "left": 0, "top": 0, "right": 0.5, "bottom": 1}]}
RIGHT = {"places": [{"page": 0, "left": 0.5, "top": 0, "right": 1, "bottom": 1}]}


def whole_page(*pages):
    return {"places": [{"page": p, "left": 0, "top": 0, "right": 1, "bottom": 1} for p in pages]}


def reading_of(vendor, total, **changes):
    return good_reading(
        vendor=printed(vendor),
        total=printed(total),
        subtotal=None,
        tax=None,
        tax_lines=(),
        items=(),
        **changes,
    )


def url_of(pk):
    return f"{URL}{pk}/"


def split(api, receipt, *parts, **headers):
    body = {"parts": list(parts or (LEFT, RIGHT))}
    return api.post(f"{url_of(receipt.pk)}split/", body, format="json", **headers)


def ids_of(response):
    assert response.status_code == 201, response.content
    return [receipt["id"] for receipt in response.json()["receipts"]]


def read_parts(stub_reader, pks, *readings):
    stub_reader.answers = list(readings)
    for pk in pks:
        process_receipt(pk)


def files_in(folder):
    return {path.name for path in folder.rglob("*") if path.is_file()}


def quota():
    period = QuotaPeriod.objects.get()
    return period.used, period.free_reads


@pytest.fixture
def state(own_storage):
    """What a refusal leaves as it was."""

    def current():
        rows = Receipt.objects.order_by("pk").values_list("pk", "deleted_at", "version", "status")
        entries = Transaction.objects.order_by("pk").values_list("pk", "deleted_at")
        return list(rows), list(entries), quota(), files_in(own_storage)

    return current


def test_each_part_is_a_receipt_that_is_read_by_itself(api, completed, stub_reader):
    left, right = ids_of(split(api, completed))
    stub_reader.seen.clear()
    bakery, garage = reading_of("Bakery", "3.20"), reading_of("Garage", "60.00")
    read_parts(stub_reader, [left, right], bakery, garage)

    listed = api.get(URL).json()["results"]
    assert {(one["id"], one["split_from"]) for one in listed} == {
        (left, completed.pk),
        (right, completed.pk),
    }
    assert {one["extracted_data"]["total"] for one in listed} == {"3.20", "60.00"}
    assert [(page.width, page.height) for [page], _ in stub_reader.seen] == [(150, 400)] * 2
    assert [one["original_filename"] for one in reversed(listed)] == [
        "lunch (1).png",
        "lunch (2).png",
    ]


def test_the_whole_is_in_the_trash_with_its_reason_and_in_no_sum(api, completed):
    parts = ids_of(split(api, completed))

    assert api.get(url_of(completed.pk)).status_code == 404
    [whole] = api.get(URL, {"deleted": "true"}).json()["results"]
    assert (whole["id"], whole["trash_reason"]) == (completed.pk, "split")
    assert not Transaction.objects.kept().exists()
    told = completed.events.get(kind="deleted").data
    assert told == {"reason": "split", "parts": parts}
    [uploaded] = Receipt.objects.get(pk=parts[0]).events.all()
    assert (uploaded.kind, uploaded.data) == ("uploaded", {"split_from": completed.pk})


def test_a_restored_whole_is_what_it_was_and_its_parts_are_gone(
    api, completed, stub_reader, own_storage, django_capture_on_commit_callbacks
):
    before, files, used = api.get(url_of(completed.pk)).json(), files_in(own_storage), quota()
    parts = ids_of(split(api, completed))
    assert quota() == (used[0] + 1, used[1])
    read_parts(stub_reader, parts, reading_of("Bakery", "3.20"), reading_of("Garage", "60.00"))

    with django_capture_on_commit_callbacks(execute=True):
        response = api.post(f"{url_of(completed.pk)}restore/")

    assert response.status_code == 200
    after = api.get(url_of(completed.pk)).json()
    for body in (before, after):
        del body["updated_at"], body["version"], body["transaction"]["version"]
    assert after == before
    assert [receipt.pk for receipt in Receipt.objects.all()] == [completed.pk]
    assert [entry.receipt_id for entry in Transaction.objects.all()] == [completed.pk]
    assert files_in(own_storage) - {"thumbnail", "display"} == files
    # The place of the second part is free again; that it was read counts as every free read.
    assert quota() == (used[0], used[1] + 1)
    assert api.post(f"{url_of(parts[0])}restore/").status_code == 404


def test_parts_that_nobody_has_read_yet_give_back_everything(api, completed):
    used = quota()
    split(api, completed)

    api.post(f"{url_of(completed.pk)}restore/")

    assert quota() == used


def test_it_can_be_split_again_after_it_was_restored(api, completed):
    split(api, completed)
    api.post(f"{url_of(completed.pk)}restore/")

    assert len(ids_of(split(api, completed, LEFT, RIGHT))) == 2


@pytest.mark.parametrize("change", ["corrected", "verified", "another kind"])
def test_a_part_that_somebody_has_worked_on_keeps_the_whole_in_the_trash(
    api, completed, stub_reader, state, change
):
    parts = ids_of(split(api, completed))
    read_parts(stub_reader, parts, good_reading())
    match change:
        case "corrected":
            api.patch(url_of(parts[1]), {"vendor": "Baker"}, format="json")
        case "verified":
            api.post(f"{url_of(parts[1])}verify/")
        case _:
            api.patch(url_of(parts[1]), {"document_kind": "invoice"}, format="json")
    before = state()

    response = api.post(f"{url_of(completed.pk)}restore/")

    assert (response.status_code, response.json()["code"]) == (409, "parts_changed")
    assert response.json()["receipts"] == [parts[1]]
    assert state() == before
    bulk = api.post(f"{URL}bulk/restore/", {"ids": [completed.pk]}, format="json")
    assert (bulk.status_code, state()) == (409, before)
    api.delete(url_of(parts[1]))
    assert api.post(f"{url_of(completed.pk)}restore/").status_code == 200


@pytest.mark.parametrize("resolution", ["same", "replace"])
def test_a_part_that_was_kept_over_another_receipt_keeps_the_whole_in_the_trash(
    api, completed, stub_reader, state, resolution
):
    other = None if resolution == "same" else upload_read(completed.owner, stub_reader)
    parts = ids_of(split(api, completed))
    read_parts(stub_reader, parts, reading_of("Bakery", "3.20"), reading_of("Garage", "60.00"))
    other = other or upload_read(completed.owner, stub_reader)
    candidate = Duplicate.objects.get()
    url = f"{url_of(candidate.receipt_id)}duplicates/{candidate.pk}/resolve/"
    assert api.post(url, {"resolution": resolution}).status_code == 200
    assert not Receipt.objects.kept().filter(pk=other.pk).exists()
    before = state()

    response = api.post(f"{url_of(completed.pk)}restore/")

    assert (response.status_code, response.json()["code"]) == (409, "parts_changed")
    assert response.json()["receipts"] == [parts[0]]
    assert state() == before
    api.post(f"{url_of(other.pk)}restore/")
    assert api.post(f"{url_of(completed.pk)}restore/").status_code == 200


def upload_read(owner, stub_reader):
    """The bakery's receipt once more, by itself."""
    receipt = upload_unread(owner, SimpleUploadedFile("bakery.png", picture(shade=40)))
    read_parts(stub_reader, [receipt.pk], reading_of("Bakery", "3.20"))
    return receipt


def test_a_part_that_was_split_itself_comes_back_first(api, completed, stub_reader):
    parts = ids_of(split(api, completed))
    read_parts(stub_reader, parts, good_reading())
    ids_of(split(api, Receipt.objects.get(pk=parts[0])))

    assert api.post(f"{url_of(completed.pk)}restore/").status_code == 409
    assert api.post(f"{url_of(parts[0])}restore/").status_code == 200
    assert api.post(f"{url_of(completed.pk)}restore/").status_code == 200
    assert Receipt.objects.get() == completed


def test_a_part_in_the_trash_comes_back_by_itself(api, completed):
    parts = ids_of(split(api, completed))
    api.delete(url_of(parts[0]))

    assert api.post(f"{url_of(parts[0])}restore/").status_code == 200
    assert api.get(URL).json()["count"] == 2


def test_a_first_part_that_cannot_be_read_takes_no_place_from_the_whole(
    api, completed, stub_reader
):
    used = quota()
    parts = ids_of(split(api, completed))
    read_parts(stub_reader, parts, lasting_failure())

    api.post(f"{url_of(completed.pk)}restore/")

    assert quota()[0] == used[0]
    assert Receipt.objects.get().quota_use.state == QuotaUse.State.COMMITTED


def test_without_room_in_the_quota_nothing_changes(api, completed, state):
    QuotaPeriod.objects.update(used=49)
    before = state()

    response = split(api, completed, LEFT, RIGHT, whole_page(0))

    assert (response.status_code, response.json()["code"]) == (402, "quota_exceeded")
    assert state() == before
    assert split(api, completed).status_code == 201
    assert quota()[0] == 50


def test_without_room_in_the_queue_nothing_changes(api, completed, state, settings):
    settings.QUEUE_MAX_PER_ACCOUNT = 1
    before = state()

    response = split(api, completed)

    assert (response.status_code, response.json()["code"]) == (429, "queue_full")
    assert state() == before


def test_the_same_call_twice_splits_once(api, completed):
    first = split(api, completed, HTTP_IDEMPOTENCY_KEY="split")
    again = split(api, completed, HTTP_IDEMPOTENCY_KEY="split")

    assert ids_of(again) == ids_of(first)
    assert Receipt.objects.count() == 3
    another = split(api, completed)
    assert (another.status_code, another.json()["code"]) == (409, "conflict")
    assert Receipt.objects.count() == 3


def test_a_retry_of_a_split_that_was_undone_is_told_so(api, completed, state):
    split(api, completed, HTTP_IDEMPOTENCY_KEY="split")
    api.post(f"{url_of(completed.pk)}restore/")
    # As where the process died before it could keep the answer.
    long_ago = timezone.now() - timedelta(hours=1)
    IdempotencyKey.objects.update(status=None, body="", lease_until=long_ago)
    before = state()

    response = split(api, completed, HTTP_IDEMPOTENCY_KEY="split")

    assert (response.status_code, response.json()["code"]) == (409, "conflict")
    assert state() == before
    assert split(api, completed, HTTP_IDEMPOTENCY_KEY="once more").status_code == 201


@pytest.mark.django_db(transaction=True)
def test_two_calls_at_once_split_once(api, completed, own_storage):
    answers = []
    kept = len(files_in(own_storage))

    def call():
        client = APIClient()
        client.credentials(**api._credentials)
        answers.append(split(client, completed).status_code)
        connection.close()

    threads = [Thread(target=call) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)

    assert sorted(answers) == [201, 409]
    assert Receipt.objects.filter(split_from=completed).count() == 2
    assert ReceiptFile.objects.count() == 3
    assert len([n for n in files_in(own_storage) if n.endswith(".png")]) == kept + 2


def test_what_has_changed_meanwhile_is_not_split(api, completed, state):
    before = state()

    response = split(api, completed, HTTP_IF_MATCH='"999"')

    assert (response.status_code, state()) == (412, before)
    tag = api.get(url_of(completed.pk))["ETag"]
    assert split(api, completed, HTTP_IF_MATCH=tag).status_code == 201


def test_only_its_owner_splits_what_was_read_and_is_there(api, other_api, receipt, state):
    assert split(api, receipt).status_code == 409
    process_receipt(receipt.pk)
    before = state()

    assert split(other_api, receipt).status_code == 404
    assert state() == before
    api.delete(url_of(receipt.pk))
    assert split(api, receipt).status_code == 404
    assert split(APIClient(), receipt).status_code == 401


@pytest.mark.parametrize(
    "parts",
    [
        [LEFT],
        [LEFT, LEFT],
        [LEFT, whole_page(1)],
        [LEFT, {"places": []}],
        [LEFT, {"places": [RIGHT["places"][0] | {"left": 1}]}],
        [LEFT, {"places": [RIGHT["places"][0] | {"left": "NaN"}]}],
        [LEFT, {"places": [RIGHT["places"][0] | {"page": -1}]}],
        [LEFT, {"places": [RIGHT["places"][0] | {"top": 1.5}]}],
        [LEFT, RIGHT | {"name": "right"}],
        [LEFT] * 21,
    ],
)
def test_parts_that_make_no_sense_are_refused(api, completed, state, parts):
    before = state()

    response = split(api, completed, *parts)

    assert response.status_code == 400
    assert state() == before


def test_an_original_that_is_gone_is_said(api, completed, own_storage):
    (own_storage / stored_name(completed)).unlink()

    assert split(api, completed).status_code == 404
    assert Receipt.objects.count() == 1


def test_siblings_are_no_duplicates_of_each_other(api, completed, stub_reader):
    parts = ids_of(split(api, completed))
    read_parts(stub_reader, parts, good_reading())

    assert not Duplicate.objects.exists()
    reasons = [one["review_reasons"] for one in api.get(URL).json()["results"]]
    assert "possible_duplicate" not in str(reasons)


def test_the_same_picture_split_again_is_asked_about_and_not_read_again(
    api, user, completed, stub_reader
):
    read_parts(stub_reader, ids_of(split(api, completed)), good_reading())
    copy = upload_unread(user, SimpleUploadedFile("copy.png", _content(completed)))
    process_receipt(copy.pk)
    parts = ids_of(split(api, copy))
    stub_reader.seen.clear()

    for pk in parts:
        process_receipt(pk)

    assert stub_reader.seen == []
    why = Duplicate.objects.filter(receipt__in=parts).values_list("reasons", flat=True)
    assert sum("bytes" in reasons for reasons in why) == 2


@pytest.mark.parametrize("read_first", ["parts", "copy"])
def test_the_picture_of_one_that_was_split_is_asked_about_beside_its_first_part(
    api, user, completed, stub_reader, read_first
):
    parts = ids_of(split(api, completed))
    bakery, garage = reading_of("Bakery", "3.20"), reading_of("Garage", "60.00")
    if read_first == "parts":
        read_parts(stub_reader, parts, bakery, garage)
    copy = upload_unread(user, SimpleUploadedFile("copy.png", _content(completed)))
    read_parts(stub_reader, [copy.pk], reading_of("Market", "63.20"))
    if read_first == "copy":
        read_parts(stub_reader, parts, bakery, garage)

    candidate = Duplicate.objects.get()
    assert (candidate.receipt_id, candidate.other_id) == (copy.pk, parts[0])
    assert candidate.reasons == ["part"]
    reasons = [one["code"] for one in api.get(url_of(copy.pk)).json()["review_reasons"]]
    assert "possible_duplicate" in reasons


def _content(receipt):
    with receipt_storage().open(stored_name(receipt)) as file:
        return file.read()


def test_pages_of_a_pdf_become_documents(api, user, stub_reader):
    pdf = upload_unread(user, SimpleUploadedFile("scan.pdf", pdf_of_pages(4)))
    process_receipt(pdf.pk)
    stub_reader.seen.clear()

    first, second = ids_of(split(api, pdf, whole_page(0, 2), whole_page(3)))
    read_parts(stub_reader, [first, second], good_reading())

    assert [len(pages) for pages, _ in stub_reader.seen] == [2, 1]
    [file] = Receipt.objects.get(pk=first).files.all()
    assert (file.mime_type, file.page_count) == ("application/pdf", 2)


def test_a_place_on_a_page_of_a_pdf_is_cut_out(api, user, stub_reader):
    pdf = upload_unread(user, SimpleUploadedFile("scan.pdf", pdf_of_pages(1)))
    process_receipt(pdf.pk)

    parts = ids_of(split(api, pdf))

    sizes = [(one["image_info"]["width"], one["image_info"]["height"]) for one in _listed(api)]
    assert sizes == [(150, 400)] * len(parts)


def _listed(api):
    return api.get(URL).json()["results"]


def test_files_of_one_document_become_documents_byte_for_byte(api, user):
    contents = [picture(shade=shade) for shade in (90, 180)]
    files = [SimpleUploadedFile(f"{n}.png", content) for n, content in enumerate(contents)]
    pk = api.post(URL, {"pages": files}, format="multipart").json()["id"]
    process_receipt(pk)
    whole = Receipt.objects.get(pk=pk)

    parts = ids_of(split(api, whole, whole_page(1), whole_page(0)))

    shas = [Receipt.objects.get(pk=part).sha256 for part in parts]
    assert shas == list(whole.files.order_by("-position").values_list("sha256", flat=True))


@pytest.mark.parametrize("orientation", [3, 6])
def test_a_turned_photo_is_cut_where_it_is_looked_at(api, user, stub_reader, orientation):
    sheet = Image.new("RGB", (320, 400), "white")
    sheet.paste("black", (160, 0, 320, 400))
    photo = SimpleUploadedFile("photo.jpg", with_orientation(sheet, orientation))
    receipt = upload_unread(user, photo)
    process_receipt(receipt.pk)
    stub_reader.seen.clear()

    read_parts(stub_reader, ids_of(split(api, receipt)), good_reading())

    pages = [Image.open(BytesIO(page.jpeg)) for [page], _ in stub_reader.seen]
    assert [page.size for page in pages] == [(160, 400)] * 2
    light, dark = (page.resize((1, 1)).getpixel((0, 0)) for page in pages)
    assert light > 240 > 15 > dark


def test_a_jpeg_is_cut_with_hardly_a_loss(api, user):
    sheet = photo(320, 240).convert("L")
    receipt = upload_unread(user, SimpleUploadedFile("a.jpg", as_file(sheet, quality=80)))
    process_receipt(receipt.pk)
    before = Image.open(BytesIO(as_file(sheet, quality=80)))

    for pk, left in zip(ids_of(split(api, receipt)), (0, 160), strict=True):
        answer = api.get(api.get(url_of(pk)).json()["files"][0]["original_url"])
        after = Image.open(BytesIO(b"".join(answer.streaming_content)))
        expected = before.crop((left, 0, left + 160, 240))
        pairs = zip(after.get_flattened_data(), expected.get_flattened_data(), strict=True)
        assert max(abs(a - b) for a, b in pairs) <= 4


def test_the_whole_lasts_as_long_as_its_parts(api, completed, own_storage):
    parts = ids_of(split(api, completed))
    long_ago = timezone.now() - timedelta(days=60)
    Receipt.objects.filter(pk=completed.pk).update(deleted_at=long_ago)
    Transaction.objects.update(deleted_at=long_ago)

    call_command("cleanup_receipts")
    assert Receipt.objects.count() == 3
    assert (own_storage / stored_name(completed)).exists()

    Receipt.objects.filter(pk__in=parts).update(deleted_at=long_ago)
    call_command("cleanup_receipts")
    assert not Receipt.objects.exists()
    assert not [name for name in files_in(own_storage) if name.endswith(".png")]


def test_with_a_part_the_original_is_exported_that_it_is_cut_from(api, completed):
    part, _ = ids_of(split(api, completed))

    answer = api.get(f"{URL}originals/", {"ids": str(part)})

    names = ZipFile(BytesIO(b"".join(answer.streaming_content))).namelist()
    assert [name.split("-")[3] for name in names] == [str(completed.pk), str(part)]


def test_an_original_is_exported_also_with_parts_of_its_parts(api, completed, stub_reader):
    parts = ids_of(split(api, completed))
    read_parts(stub_reader, parts, good_reading())
    part, _ = ids_of(split(api, Receipt.objects.get(pk=parts[0])))

    answer = api.get(f"{URL}originals/", {"ids": str(part)})

    names = ZipFile(BytesIO(b"".join(answer.streaming_content))).namelist()
    found = [int(name.split("-")[3]) for name in names]
    assert found == [completed.pk, parts[0], part]


def test_proposed_parts_are_where_the_reader_has_seen_receipts(api, receipt, stub_reader):
    boxes = [Box(page=0, left=0, top=0, right=0.5, bottom=1)]
    boxes += [Box(page=0, left=0.5, top=0, right=1, bottom=1)]
    stub_reader.answers = [good_reading(is_one_receipt=False, parts=tuple((box,) for box in boxes))]
    process_receipt(receipt.pk)

    found = api.get(url_of(receipt.pk)).json()

    assert found["proposed_parts"] == [LEFT, RIGHT]
    assert [reason["code"] for reason in found["review_reasons"]] == ["several_receipts"]
    assert len(ids_of(split(api, receipt, *found["proposed_parts"]))) == 2


def test_one_receipt_has_no_proposed_parts(api, completed):
    assert api.get(url_of(completed.pk)).json()["proposed_parts"] == []


def test_what_the_second_reader_sees_of_several_counts(api, receipt, stub_reader, second_reader):
    part = (Box(page=0, left=0, top=0, right=0.5, bottom=1),)
    line = TextLine(text="Corner Cafe", score=0.99, box=part[0])
    second = good_reading(is_one_receipt=False, parts=(part, part), lines=(line,))
    second_reader.answers, stub_reader.answers = [second], [good_reading(engine="openai")]
    process_receipt(receipt.pk)

    found = api.get(url_of(receipt.pk)).json()

    assert "several_receipts" in [reason["code"] for reason in found["review_reasons"]]
    assert found["proposed_parts"] == [LEFT, LEFT]
