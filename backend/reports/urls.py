from django.urls import path

from reports.registry import REPORTS
from reports.views.exports import (
    ExportDownloadView,
    ExportJobListView,
    ExportJobView,
    ExportView,
)
from reports.views.lists import AuditLogView, ReasonView
from reports.views.reports import PeriodsView, report_view

urlpatterns = [
    *(
        path(f"{report.name}/", report_view(report).as_view(), name=f"report-{report.name}")
        for report in REPORTS.values()
        if report.serializer
    ),
    path("audit-log/", AuditLogView.as_view(), name="report-audit-log"),
    path("periods/", PeriodsView.as_view(), name="report-periods"),
    path("entries/", ReasonView.as_view(), name="report-entries"),
    path("exports/", ExportJobListView.as_view(), name="export-jobs"),
    path("exports/<uuid:pk>/", ExportJobView.as_view(), name="export-job"),
    path("exports/files/<str:token>/", ExportDownloadView.as_view(), name="export-download"),
    path("<slug:name>/export/<slug:file_format>/", ExportView.as_view(), name="report-export"),
]
