"""The shape of an export that is made in the background."""

from django.urls import reverse
from rest_framework import serializers

from common.localization.sentences import translated
from reports.exports.jobs import download_token
from reports.files.formats import Format
from reports.models import ExportJob
from reports.registry import REPORTS


class ExportJobSerializer(serializers.ModelSerializer):
    """`download_url` is null until there is a file; it needs no sign-in, and runs out."""

    url = serializers.SerializerMethodField()
    report = serializers.ChoiceField(choices=[*REPORTS], read_only=True)
    format = serializers.ChoiceField(choices=[*Format], read_only=True)
    coverage: serializers.DictField = serializers.DictField(
        child=serializers.IntegerField(),
        read_only=True,
        help_text="`counted`, and by reason what is in doubt or left out; empty: not made yet",
    )
    failure_text = serializers.SerializerMethodField()
    download_url = serializers.SerializerMethodField()

    class Meta:
        model = ExportJob
        fields = [
            "id",
            "url",
            "report",
            "format",
            "status",
            "percent",
            "coverage",
            "failure_code",
            "failure_text",
            "filename",
            "size_bytes",
            "sha256",
            "created_at",
            "finished_at",
            "expires_at",
            "download_url",
        ]
        read_only_fields = fields

    def get_url(self, job: ExportJob) -> str:
        return reverse("export-job", args=[job.pk])

    def get_failure_text(self, job: ExportJob) -> str:
        return translated(job.failure_text)

    def get_download_url(self, job: ExportJob) -> str | None:
        if job.status != ExportJob.Status.COMPLETED:
            return None
        return reverse("export-download", args=[download_token(job)])
