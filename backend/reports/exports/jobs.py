"""Exports that take longer. The job's row is the queue: an engine may run it twice or never."""

import hashlib
import logging
import tempfile
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from itertools import count
from typing import IO, Any, NamedTuple
from uuid import UUID

from django.conf import settings
from django.core import signing
from django.db import transaction
from django.utils import timezone

from accounts.models import User
from common.errors import AppError, TooLargeError
from reports.aggregates.coverage import Coverage
from reports.aggregates.question import Question
from reports.exports.rendering import Export
from reports.files.formats import Format, content_type, file_name
from reports.models import ExportChunk, ExportJob

logger = logging.getLogger(__name__)

LEASE = timedelta(minutes=5)
MAX_ATTEMPTS = 3
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


class _LostClaimError(Exception):
    """Another run has the job; this one changes nothing more."""


class _Run(NamedTuple):
    job: ExportJob
    token: UUID


def request_export(
    *,
    owner: User,
    report: str,
    format_: Format,
    question: Question,
    queue: Callable[[UUID], None],
    now: datetime,
) -> ExportJob:
    """The job that makes the file. Asked for the same again while one is under way or its file is
    still there, it is that one."""
    scope = question.to_json()
    with transaction.atomic():
        # Two askers at once wait for each other here, so that they get one job.
        User.objects.select_for_update().get(pk=owner.pk)
        mine = ExportJob.objects.owned_by(owner).usable(now=now)
        job = mine.filter(report=report, format=format_, scope=scope).first()
        under_way = job is not None and job.status != ExportJob.Status.COMPLETED
        if job is None or not (under_way or _is_fresh(job, now)):
            job = ExportJob.objects.create(
                owner=owner, report=report, format=format_, scope=scope, created_at=now
            )
            queue(job.pk)
    return job


def run_export(job_id: UUID) -> bool:
    """Claim, make and keep one file. False: there was nothing to do, or the claim was lost."""
    now = timezone.now()
    token = ExportJob.objects.claim(job_id, now=now, lease=LEASE)
    if token is None:
        return False
    run = _Run(ExportJob.objects.select_related("owner").get(pk=job_id), token)
    if run.job.attempts > MAX_ATTEMPTS:
        return _fail(run, "interrupted", "Making this file was interrupted every time.")
    try:
        return _make(run)
    except _LostClaimError:
        return False
    except AppError as error:
        return _fail(run, error.code, str(error))
    except Exception:
        logger.exception("Export %s crashed", job_id)
        return _fail(run, "internal_error", "Something went wrong on our side.")


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


def _is_fresh(job: ExportJob, now: datetime) -> bool:
    """Whether nothing can have changed much: a second click, not a second wish."""
    return job.finished_at is not None and job.finished_at > now - timedelta(minutes=1)


def _make(run: _Run) -> bool:
    question = Question.from_json(run.job.scope, owner=run.job.owner)
    format_ = Format(run.job.format)
    export = Export(run.job.report, format_, question)
    # Onto the disk first: the transaction that keeps the file is short.
    with tempfile.TemporaryFile() as file:
        size = _write(export, file, run)
        sha256 = hashlib.file_digest(_rewound(file), "sha256").hexdigest()
        with transaction.atomic():
            _keep(_rewound(file), run.job)
            now = timezone.now()
            finished = ExportJob.objects.finish(
                run.job.pk,
                run.token,
                status=ExportJob.Status.COMPLETED,
                percent=100,
                filename=file_name(run.job.report, format_, export.question),
                content_type=content_type(format_),
                coverage=coverage_json(export.coverage),
                size_bytes=size,
                sha256=sha256,
                finished_at=now,
                expires_at=now + KEPT_FOR,
            )
            if not finished:
                raise _LostClaimError
    return True


def coverage_json(coverage: Coverage) -> dict[str, int]:
    """The counts alone, by reason."""
    reasons = [*coverage.doubtful, *coverage.left_out]
    return {"counted": coverage.counted} | {reason.code: reason.count for reason in reasons}


def _write(export: Export, file: IO[bytes], run: _Run) -> int:
    """Returns the size in bytes."""
    size = 0
    for block in export.blocks(lambda percent: _advance(run, percent)):
        size += len(block)
        if size > MAX_BYTES:
            raise TooLargeError("The file would be too large. Choose a shorter period.")
        file.write(block)
    return size


def _advance(run: _Run, percent: int) -> None:
    now = timezone.now()
    if not ExportJob.objects.advance(run.job.pk, run.token, percent=percent, now=now, lease=LEASE):
        raise _LostClaimError


def _keep(file: IO[bytes], job: ExportJob) -> None:
    for position in count():
        data = file.read(_CHUNK)
        if not data:
            return
        ExportChunk.objects.create(job=job, position=position, data=data)


def _rewound(file: IO[bytes]) -> Any:
    file.seek(0)
    return file


def _fail(run: _Run, code: str, text: str) -> bool:
    return ExportJob.objects.finish(
        run.job.pk,
        run.token,
        status=ExportJob.Status.FAILED,
        failure_code=code,
        failure_text=text[:300],
        finished_at=timezone.now(),
    )
