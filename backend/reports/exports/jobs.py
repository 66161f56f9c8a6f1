"""Exports that take longer. The job's row is the queue: an engine may run it twice or never."""

import hashlib
import tempfile
from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import count
from typing import IO, Any
from uuid import UUID

from django.conf import settings
from django.core import signing
from django.db import transaction
from django.utils import timezone

from common.errors import AppError, ServiceUnavailableError, TooLargeError
from common.lease.retries import Failure, Kind, RetryPolicy
from common.lease.run import LostClaimError, Run, Work, run_leased
from reports.aggregates.question import Question
from reports.exports.rendering import Export
from reports.files.formats import Format, content_type
from reports.models import ExportChunk, ExportJob

LEASE = timedelta(minutes=5)
# What a question failed of, it fails of again.
RETRIES = RetryPolicy(max_attempts=1)
# A finished file is kept for a day; its link runs out as the links of receipts do.
KEPT_FOR = timedelta(days=1)
# A file of receipts can be large, and it lies in the database.
MAX_BYTES = 512 * 1024 * 1024
_CHUNK = 1024 * 1024
_SALT = "reports.exports.download"


class ExportGoneError(AppError):
    """The file is not kept any longer, or the link to it has run out."""

    code = "gone"
    status = 410


def run_export(job_id: UUID) -> bool:
    """Claim, make and keep one file. False: there was nothing to do, or the claim was lost."""
    return run_leased(job_id, _WORK)


def delete_expired_exports(*, now: datetime) -> int:
    """Files that are kept no longer, and failed jobs of that age. Returns how many."""
    over = ExportJob.objects.filter(expires_at__lte=now)
    failed = ExportJob.objects.filter(
        status=ExportJob.Status.FAILED, created_at__lte=now - KEPT_FOR
    )
    return sum(rows.delete()[1].get("reports.ExportJob", 0) for rows in (over, failed))


def download_token(job: ExportJob) -> str:
    return signing.dumps(str(job.pk), salt=_SALT)


def open_download(token: str, *, now: datetime) -> ExportJob:
    """The job behind a link. Raises ExportGoneError, whatever is wrong with it."""
    try:
        job_id = signing.loads(token, salt=_SALT, max_age=settings.LINK_SECONDS)
    except signing.BadSignature:
        raise ExportGoneError("This link has run out.") from None
    done = ExportJob.objects.filter(status=ExportJob.Status.COMPLETED, expires_at__gt=now)
    job = done.filter(pk=job_id).first()
    if job is None:
        raise ExportGoneError("This file is not kept any longer.")
    return job


def read_chunks(job: ExportJob) -> Iterator[bytes]:
    for data in job.chunks.values_list("data", flat=True).iterator(chunk_size=1):
        yield bytes(data)


def _make(run: Run[ExportJob]) -> bool:
    _advance(run, 0)
    question = Question.from_json(run.row.scope, owner=run.row.owner)
    format_ = Format(run.row.format)
    export = Export(run.row.report, format_, question)
    # Onto the disk first: the transaction that keeps the file is short.
    with tempfile.TemporaryFile() as file:
        size = _write(export, file, run)
        sha256 = hashlib.file_digest(_rewound(file), "sha256").hexdigest()
        with transaction.atomic():
            _keep(_rewound(file), run.row)
            now = timezone.now()
            finished = ExportJob.objects.finish(
                run.row.pk,
                run.token,
                status=ExportJob.Status.COMPLETED,
                now=now,
                percent=100,
                filename=export.file_name,
                content_type=content_type(format_),
                coverage=export.coverage.counts,
                size_bytes=size,
                sha256=sha256,
                finished_at=now,
                expires_at=now + KEPT_FOR,
            )
            if not finished:
                raise LostClaimError
    return True


def _write(export: Export, file: IO[bytes], run: Run[ExportJob]) -> int:
    """Returns the size in bytes."""
    size = 0
    for block in export.blocks(lambda percent: _advance(run, percent)):
        size += len(block)
        if size > MAX_BYTES:
            raise TooLargeError("The file would be too large. Choose a shorter period.")
        file.write(block)
    return size


def _advance(run: Run[ExportJob], percent: int) -> None:
    now = timezone.now()
    if not ExportJob.objects.renew(run.row.pk, run.token, now=now, lease=LEASE, percent=percent):
        raise LostClaimError


def _keep(file: IO[bytes], job: ExportJob) -> None:
    for position in count():
        data = file.read(_CHUNK)
        if not data:
            return
        ExportChunk.objects.create(job=job, position=position, data=data)


def _rewound(file: IO[bytes]) -> Any:
    file.seek(0)
    return file


def _failure_of(error: Exception) -> Failure | None:
    if not isinstance(error, AppError):
        return None
    is_outage = isinstance(error, ServiceUnavailableError)
    return Failure(
        code=error.code,
        text=str(error),
        retryable=is_outage,
        kind=Kind.OUTAGE if is_outage else Kind.ANSWER,
    )


def _fail(run: Run[ExportJob], failure: Failure) -> bool:
    now = timezone.now()
    return ExportJob.objects.finish(
        run.row.pk,
        run.token,
        status=ExportJob.Status.FAILED,
        now=now,
        failure=failure,
        finished_at=now,
    )


_WORK = Work(
    rows=lambda: ExportJob.objects.select_related("owner"),
    lease=LEASE,
    retries=RETRIES,
    do=_make,
    failure_of=_failure_of,
    fail=_fail,
    interrupted_text="Making this file was interrupted every time. Please ask for it again.",
    outage_text="Something that this file needs was away for too long. Please ask for it again.",
)
