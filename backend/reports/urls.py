from django.urls import path

from reports.views.exports import (
    ExportDownloadView,
    ExportJobListView,
    ExportJobView,
    ExportView,
)
from reports.views.lists import AuditLogView, ReasonView
from reports.views.reports import REPORT_VIEWS

urlpatterns = [
    *(
        path(f"{name}/", view.as_view(), name=f"report-{name}")
        for name, view in REPORT_VIEWS.items()
    ),
    path("audit-log/", AuditLogView.as_view(), name="report-audit-log"),
    path("entries/", ReasonView.as_view(), name="report-entries"),
    path("exports/", ExportJobListView.as_view(), name="export-jobs"),
    path("exports/<uuid:pk>/", ExportJobView.as_view(), name="export-job"),
    path("exports/files/<str:token>/", ExportDownloadView.as_view(), name="export-download"),
    path("<slug:name>/export/<slug:file_format>/", ExportView.as_view(), name="report-export"),
]
