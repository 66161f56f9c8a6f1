"""Every answer about receipts fits what `/api/schema/` says of it."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from receipts.processing.run import process_receipt
from receipts.tests.conftest import picture
from receipts.tests.stub_reader import good_reading, lasting_failure, printed
from tests.answers import hold_against_schema

pytestmark = pytest.mark.django_db

BASE = "/api/v1/receipts/"


@pytest.fixture
def call(api):
    """Makes a call, holds its answer against the schema and returns it."""

    def make(method, path, body=None, *, status=200, template=None, **options):
        response = getattr(api, method)(BASE + path, body, **options)
        hold_against_schema(response, BASE + (template or path), method=method, status=status)
        return response.json()

    return make


READINGS = {
    "sure": good_reading(),
    "unsure": good_reading(total=printed("12.60", confidence=0.4), currency=None),
    "poor": good_reading(
        vendor=None, purchased_on=None, subtotal=None, tax=None, category=None,
        tax_lines=(), items=(),
    ),
    "failed": lasting_failure(),
}  # fmt: skip


@pytest.mark.parametrize("reading", READINGS)
def test_receipts_in_every_state(call, stub_reader, reading):
    file = SimpleUploadedFile("lunch.png", picture())
    receipt = call("post", "", {"image": file}, status=201, format="multipart")
    detail, one = f"{receipt['id']}/", {"template": "{id}/"}
    call("get", detail, **one)
    stub_reader.answers = [READINGS[reading]]
    process_receipt(receipt["id"])

    call("get", "")
    call("get", "dashboard/")
    call("get", detail, **one)
    call("get", f"{detail}processing_status/", template="{id}/processing_status/")
    call("get", f"{detail}pages/", template="{id}/pages/")
    call("get", f"{detail}lines/", template="{id}/lines/")
    call("get", "vendors/")
    call("patch", detail, {"total": "12.70", "purchased_on": "2026-03-01"}, **one)
    call("patch", detail, {"total": "much"}, status=400, **one)
    data, at = f"{detail}update_extracted_data/", {"template": "{id}/update_extracted_data/"}
    call("patch", data, {"vendor": "Other"}, **at)
    call("patch", data, {"date": "soon"}, status=400, **at)
    call("post", f"{detail}verify/", template="{id}/verify/")
    call("post", f"{detail}reprocess/", status=202, template="{id}/reprocess/")
    call("get", f"{detail}history/", template="{id}/history/")


def test_the_ledger(call):
    items = [{"description": "Bread", "quantity": "2", "amount": "5", "category": "groceries"}]
    entry = call(
        "post",
        "transactions/",
        {"total": "5", "purchased_on": "2026-04-03", "items": items, "tax_lines": [{"tax": "1"}]},
        status=201,
    )
    one = {"template": "transactions/{id}/"}
    path = f"transactions/{entry['id']}/"
    call("post", "transactions/", {}, status=400)
    call("get", "transactions/")
    call("get", path, **one)
    call("patch", path, {"total": "6", "category": None}, **one)
    call("patch", path, {"total": None}, status=400, **one)
    call("get", f"{path}history/", template="transactions/{id}/history/")


def test_categories(call):
    made = call("post", "categories/", {"name": "Clients"}, status=201)
    path, one = f"categories/{made['id']}/", {"template": "categories/{id}/"}
    call("post", "categories/", {"name": ""}, status=400)
    call("get", "categories/")
    call("get", path, **one)
    call("patch", path, {"is_deductible": True}, **one)


def test_what_is_done_to_many(call, stub_reader):
    files = [SimpleUploadedFile("lunch.png", picture()), SimpleUploadedFile("notes.txt", b"eggs")]
    made = call("post", "bulk/", {"files": files}, status=207, format="multipart")
    assert (made["accepted"], made["refused"]) == (1, 1)
    process_receipt(made["results"][0]["receipt"]["id"])
    ids = {"ids": [made["results"][0]["receipt"]["id"], 999]}

    for path in ("bulk/verify/", "bulk/reprocess/", "bulk/category/", "bulk/delete/"):
        done = call(
            "post", path, ids | ({"category": "office"} if "cat" in path else {}), status=207
        )
        assert (done["changed"], done["refused"]) == (1, 1)
