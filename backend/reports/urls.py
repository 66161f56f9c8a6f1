from django.urls import path

from reports.views.reports import REPORT_VIEWS, AuditLogView

urlpatterns = [
    *(
        path(f"{name}/", view.as_view(), name=f"report-{name}")
        for name, view in REPORT_VIEWS.items()
    ),
    path("audit-log/", AuditLogView.as_view(), name="report-audit-log"),
]
