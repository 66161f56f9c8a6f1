"""Exports that are made in the background."""

import hashlib
from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from common.lease.retries import MAX_INTERRUPTIONS
from receipts.models import Transaction
from reports import tasks
from reports.exports import jobs
from reports.models import ExportChunk, ExportJob
from reports.tests.ledgers import add_entry

URL = "/api/v1/reports/ledger/export/csv/?start_date=2026-01-01&end_date=2026-12-31"
ROWS = 5001


@pytest.fixture
def large(owner):
    """One entry more than what comes at once."""
    Transaction.objects.bulk_create(
        Transaction(owner=owner, purchased_on="2026-05-05", currency="GBP", total="1.00")
        for _ in range(ROWS)
    )
    return owner


@pytest.fixture
def job(owner):
    """Pending; its question is a small one."""
    add_entry(owner, "2026-05-05", "1.00")
    scope = {
        "start_date": "2026-01-01", "end_date": "2026-12-31", "today": "2026-11-20",
        "currency": "", "convert_to": "", "type": "", "vendor": "", "category_ids": None,
        "only_reviewed": False, "interval": "month", "months": 6, "limit": None, "kind": "",
        "bom": False,
    }  # fmt: skip
    return ExportJob.objects.create(
        owner=owner, report="ledger", format="csv", scope=scope, created_at=timezone.now()
    )


def test_a_large_export_becomes_a_job_with_a_link(
    api, anonymous, large, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        response = api.get(URL)

    assert response.status_code == 202
    assert response.json()["status"] == "pending"
    body = api.get(response["Location"]).json()
    assert (body["status"], body["percent"]) == ("completed", 100)
    assert body["coverage"] == {"counted": ROWS}
    # The link needs no sign-in: a browser follows it.
    file = anonymous.get(body["download_url"])
    content = file.getvalue()
    assert file["Content-Disposition"] == (
        'attachment; filename="ledger_2026-01-01_2026-12-31.csv"'
    )
    assert content.count(b"\n") == ROWS + 1
    assert hashlib.sha256(content).hexdigest() == body["sha256"]
    known = {"If-None-Match": file["ETag"]}
    assert anonymous.get(body["download_url"], headers=known).status_code == 304
    assert len(content) == body["size_bytes"] == int(file["Content-Length"])


def test_a_job_tells_the_currency_and_what_its_format_cannot_hold(
    api, large, django_capture_on_commit_callbacks
):
    add_entry(large, "2026-05-05", "0.00")

    with django_capture_on_commit_callbacks(execute=True):
        response = api.get(URL.replace("csv", "quickbooks"))

    body = api.get(response["Location"]).json()
    assert body["coverage"] == {"counted": ROWS, "zero_amount": 1}
    assert body["filename"] == "ledger-quickbooks_2026-01-01_2026-12-31_GBP.csv"


def test_asking_twice_makes_one_job_and_asking_otherwise_another(api, large):
    first, second = api.get(URL).json(), api.get(URL).json()
    other = api.get(f"{URL}&bom=true").json()

    assert first["id"] == second["id"] != other["id"]
    assert ExportJob.objects.count() == 2


def test_a_pdf_that_nobody_could_read_is_refused(api, owner, monkeypatch):
    monkeypatch.setattr("reports.exports.rendering.MAX_PDF_ROWS", 10)

    response = api.get(URL.replace("csv", "pdf"))

    # Twelve months in the table before the entries.
    add_entry(owner, "2026-05-05", "1.00")
    refused = api.get(URL.replace("csv", "pdf"))
    assert response.status_code == 200
    assert (refused.status_code, refused.json()["code"]) == (400, "too_many_rows")
    assert not ExportJob.objects.exists()


def test_somebody_elses_job_is_not_found(api, other_api, job):
    for method in (other_api.get, other_api.delete):
        assert method(f"/api/v1/reports/exports/{job.pk}/").status_code == 404
    assert other_api.get("/api/v1/reports/exports/").json()["count"] == 0
    assert ExportJob.objects.filter(pk=job.pk).exists()


def test_a_job_is_made_once_however_often_it_is_delivered(job):
    assert jobs.run_export(job.pk) is True
    assert jobs.run_export(job.pk) is False

    assert ExportChunk.objects.filter(job=job).count() == 1


def test_a_run_that_lost_its_claim_changes_nothing(job, monkeypatch):
    def somebody_else_takes_it(*_args):
        ExportJob.objects.filter(pk=job.pk).update(lease_token=uuid4())
        yield b"late"

    monkeypatch.setattr(jobs.Export, "blocks", somebody_else_takes_it)

    assert jobs.run_export(job.pk) is False
    job.refresh_from_db()
    assert job.status == ExportJob.Status.PROCESSING
    assert not ExportChunk.objects.exists()


def test_a_job_whose_worker_vanished_is_taken_up_again(job, django_capture_on_commit_callbacks):
    now = timezone.now()
    ExportJob.objects.claim(job.pk, now=now - timedelta(hours=1), lease=jobs.LEASE)

    assert tasks.queue_due_exports() == 1

    job.refresh_from_db()
    assert job.status == ExportJob.Status.COMPLETED
    assert (job.attempts, job.interruptions) == (1, 1)


def test_a_job_that_kills_its_worker_does_not_come_back_for_ever(job):
    ExportJob.objects.filter(pk=job.pk).update(interruptions=MAX_INTERRUPTIONS)

    jobs.run_export(job.pk)

    job.refresh_from_db()
    assert (job.status, job.failure_code) == (ExportJob.Status.FAILED, "interrupted")


def test_a_job_that_crashes_has_failed(job, monkeypatch, caplog):
    ExportJob.objects.filter(pk=job.pk).update(scope={})

    jobs.run_export(job.pk)

    job.refresh_from_db()
    assert (job.status, job.failure_code) == (ExportJob.Status.FAILED, "internal_error")


def test_a_running_job_says_how_far_it_is(large, job):
    seen = []
    token = ExportJob.objects.claim(job.pk, now=timezone.now(), lease=jobs.LEASE)
    job.refresh_from_db()
    run = jobs.Run(row=job, token=token)
    question = jobs.Question.from_json(job.scope, owner=large)
    export = jobs.Export("ledger", jobs.Format.CSV, question)

    def watch(percent):
        jobs._advance(run, percent)
        seen.append(ExportJob.objects.get(pk=job.pk).percent)

    for _ in export.blocks(watch):
        pass

    assert seen == sorted(seen)
    assert len(seen) >= 5
    assert 0 < seen[0] < seen[-1] <= 99


def test_a_link_runs_out(job, anonymous, settings, time_machine):
    settings.LINK_SECONDS = 60
    jobs.run_export(job.pk)
    url = f"/api/v1/reports/exports/files/{jobs.download_token(job)}/"

    assert anonymous.get(url).getvalue()
    time_machine.move_to(timezone.now() + timedelta(seconds=61))
    response = anonymous.get(url)

    assert (response.status_code, response.json()["code"]) == (410, "gone")


def test_a_made_up_link_opens_nothing(job, anonymous):
    jobs.run_export(job.pk)
    token = jobs.download_token(job)

    for forged in (token[:-1] + ("A" if token[-1] != "A" else "B"), str(job.pk), "x"):
        assert anonymous.get(f"/api/v1/reports/exports/files/{forged}/").status_code == 410


def test_a_file_is_thrown_away_after_a_day(job, api):
    jobs.run_export(job.pk)

    assert jobs.delete_expired_exports(now=timezone.now()) == 0
    assert jobs.delete_expired_exports(now=timezone.now() + timedelta(days=2)) == 1

    assert not ExportChunk.objects.exists()


def test_a_job_can_be_thrown_away(job, api):
    jobs.run_export(job.pk)

    assert api.delete(f"/api/v1/reports/exports/{job.pk}/").status_code == 204
    assert not ExportChunk.objects.exists()
