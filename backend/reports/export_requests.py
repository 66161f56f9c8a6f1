"""Requests for an export that takes longer: a job is written down and queued."""

from datetime import datetime, timedelta

from django.db import transaction

from accounts.models import User
from reports.aggregates.question import Question
from reports.files.formats import Format
from reports.models import ExportJob
from reports.tasks import queue_export


def request_export(
    *, owner: User, report: str, format_: Format, question: Question, now: datetime
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
            queue_export(job.pk)
    return job


def _is_fresh(job: ExportJob, now: datetime) -> bool:
    """Whether nothing can have changed much: a second click, not a second wish."""
    return job.finished_at is not None and job.finished_at > now - timedelta(minutes=1)
