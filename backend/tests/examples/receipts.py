"""Receipts in the journey: uploaded, polled, corrected, compared, thrown away."""

from typing import Any

from receipts.services.extraction import Box
from receipts.tests.stub_reader import printed
from subscriptions.models import QuotaPeriod
from tests.examples.world import Call, World


def uploading(world: World) -> Any:
    """A receipt that was read, as it is answered."""
    yield Call(operation="receipts_add_samples", status=201)
    yield Call(operation="receipts_add_samples", title="Receipts are there", status=409)
    yield Call(operation="receipts_limits")
    made = yield Call(operation="receipts_create", body={"image": "lunch.jpg"}, status=201)
    receipt = {"id": made["id"]}
    yield Call(
        operation="receipts_create", title="No picture", body={"image": "notes.txt"}, status=415
    )
    yield Call(
        operation="receipts_processing_status_retrieve", title="While it waits", path=receipt
    )
    yield Call(operation="receipts_queue")
    yield Call(
        operation="receipts_reprocess_create", title="While it waits", path=receipt, status=409
    )
    world.read(made["id"])
    yield Call(operation="receipts_processing_status_retrieve", path=receipt)
    answer = yield Call(operation="receipts_retrieve", path=receipt)
    pages = yield Call(operation="receipts_pages", path=receipt)
    link = pages["pages"][0]["url"]
    _, _, where = link.partition("/receipts/files/")
    place, _, token = where.partition("?token=")
    variant, stored_name = place.rstrip("/").split("/", 1)
    shown = {"variant": variant, "stored_name": stored_name}
    yield Call(operation="receipts_files_retrieve", path=shown, query={"token": token})
    yield Call(
        operation="receipts_files_retrieve",
        title="A link that was changed",
        path=shown,
        query={"token": "changed"},
        status=403,
    )
    yield Call(operation="receipts_lines", path=receipt)
    yield Call(operation="receipts_retrieve", title="Not there", path={"id": 4711}, status=404)
    return answer


def correcting(world: World, receipt: dict[str, Any]) -> Any:
    path = {"id": receipt["id"]}
    version = f'"{receipt["version"]}"'
    change = {"vendor": "The Corner Cafe", "category": "meals", "notes": "Lunch with a client"}
    yield Call(
        operation="receipts_partial_update",
        path=path,
        headers={"If-Match": version},
        body=change,
    )
    yield Call(
        operation="receipts_partial_update",
        title="Changed meanwhile",
        path=path,
        headers={"If-Match": version},
        body=change,
        status=412,
    )
    yield Call(
        operation="receipts_partial_update",
        title="No amount",
        path=path,
        body={"total": "much"},
        status=400,
    )
    yield Call(
        operation="receipts_partial_update",
        title="A misspelt key",
        path=path,
        body={"totall": "12.50"},
        status=400,
    )
    form = {"vendor": "The Corner Cafe", "total": 12.5, "type": "expense", "currency": "GBP"}
    yield Call(operation="receipts_update_extracted_data", path=path, body=form)
    yield Call(
        operation="receipts_update_extracted_data",
        title="As it was sent",
        path=path,
        body={"extracted_data": {"date": "2026-04-03", "tax": 2.08}},
    )
    yield Call(operation="receipts_put", path=path, body={"tip": "1.00", "total": "13.50"})
    yield Call(operation="receipts_verify", path=path)
    yield Call(operation="receipts_history", path=path)
    yield Call(operation="receipts_model_requests", path=path)
    yield Call(operation="receipts_list", query={"page_size": 2})
    yield Call(
        operation="receipts_list",
        title="A misspelt filter",
        query={"statuss": "failed"},
        status=400,
    )
    yield Call(operation="receipts_originals", query={"ids": str(receipt["id"])})
    yield Call(operation="receipts_dashboard")
    yield Call(operation="receipts_reprocess_create", path=path, status=202)
    world.read(receipt["id"])
    yield Call(operation="receipts_unverify", path=path)


def many_at_once(world: World) -> Any:
    """Two of a bulk call, one of them there already."""
    answers = yield Call(
        operation="receipts_bulk_create",
        body={"files": ["paper.jpg", "lunch.jpg", "notes.txt"]},
        status=207,
    )
    paper, copy = (one["receipt"]["id"] for one in answers["results"] if "receipt" in one)
    world.read(
        paper,
        vendor=printed("Paper & Ink"),
        purchased_on=printed("2026-11-20"),
        category=printed("office"),
    )
    found = yield Call(operation="receipts_duplicates", path={"id": copy})
    which = {"id": copy, "duplicate_id": found["results"][0]["id"]}
    same = {"resolution": "same"}
    yield Call(operation="receipts_resolve_duplicate", path=which, body=same)
    yield Call(
        operation="receipts_resolve_duplicate",
        title="Otherwise afterwards",
        path=which,
        body={"resolution": "separate"},
        status=409,
    )
    ids = {"ids": [paper, 4711]}
    category = ids | {"category": "office"}
    yield Call(operation="receipts_bulk_category", body=category, status=207)
    yield Call(operation="receipts_bulk_verify", body=ids, status=207)
    yield Call(operation="receipts_bulk_unverify", body=ids, status=207)
    yield Call(operation="receipts_bulk_reprocess", body=ids, status=207)
    yield Call(operation="receipts_bulk_delete", body=ids, status=207)
    yield Call(operation="receipts_restore_create", path={"id": paper})
    yield Call(operation="receipts_bulk_delete", title="Once more", body=ids, status=207)
    yield Call(operation="receipts_bulk_restore", body=ids, status=207)
    yield Call(operation="receipts_destroy", path={"id": paper}, status=204)
    yield Call(
        operation="receipts_restore_create", title="Not in the trash", path={"id": 4711}, status=404
    )


def changes(world: World) -> Any:
    yield Call(operation="receipts_changes")
    yield Call(
        operation="receipts_changes", title="No cursor", query={"since": "yesterday"}, status=400
    )
    yield Call(
        operation="receipts_changes",
        title="From another database",
        query={"since": "0123456789abcdef-1-0-1790000000"},
        status=410,
    )


def splitting(world: World) -> Any:
    """Where the picture shows two receipts beside each other."""
    made = yield Call(
        operation="receipts_create",
        title="Two in one picture",
        body={"image": "two.jpg"},
        status=201,
    )
    halves = tuple((Box(page=0, left=x, top=0, right=x + 0.5, bottom=1),) for x in (0, 0.5))
    world.read(made["id"], is_one_receipt=False, parts=halves)
    shown = yield Call(
        operation="receipts_retrieve", title="Two in one picture", path=made_by(made)
    )
    parts = {"parts": shown["proposed_parts"]}
    yield Call(operation="receipts_split", path=made_by(made), body=parts, status=201)
    yield Call(
        operation="receipts_split", title="Once more", path=made_by(made), body=parts, status=409
    )
    yield Call(operation="receipts_restore_create", title="The whole again", path=made_by(made))


def made_by(answer: dict[str, Any]) -> dict[str, int]:
    return {"id": answer["id"]}


def over_the_quota(world: World) -> Any:
    """On the smallest plan, whose documents of the month are used up for a moment."""
    used = QuotaPeriod.objects.get().used
    QuotaPeriod.objects.update(used=50)
    yield Call(
        operation="receipts_create", title="Over the quota", body={"image": "taxi.jpg"}, status=402
    )
    QuotaPeriod.objects.update(used=used)
