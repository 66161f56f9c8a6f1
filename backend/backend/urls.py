"""URLs of the whole project."""

from django.contrib import admin
from django.urls import include, path
from drf_spectacular.views import SpectacularSwaggerSplitView

from backend.health.metrics import metrics
from backend.health.page import health_page
from backend.health.probes import healthz, readyz
from backend.health.readers_page import readers_page
from backend.schema.error_codes import errors_page
from backend.schema.views import SchemaView
from backend.static_files import favicon
from common.api.error_responses import ERRORS_PAGE

handler400 = "common.api.error_responses.bad_request"
handler404 = "common.api.error_responses.not_found"
handler500 = "common.api.error_responses.server_error"

urlpatterns = [
    path("healthz", healthz, name="healthz"),
    path("readyz", readyz, name="readyz"),
    path("metrics", metrics, name="metrics"),
    path("favicon.ico", favicon),
    path("admin/health/", admin.site.admin_view(health_page), name="admin-health"),
    path("admin/health/readers/", admin.site.admin_view(readers_page), name="admin-readers"),
    path("admin/", admin.site.urls),
    path("api/schema/", SchemaView.as_view(), name="schema"),
    path("api/docs/", SpectacularSwaggerSplitView.as_view(url_name="schema"), name="docs"),
    path(
        "api/docs/auth/",
        SpectacularSwaggerSplitView.as_view(url="/api/v1/auth/openapi.json"),
        name="docs-auth",
    ),
    path(ERRORS_PAGE.removeprefix("/"), errors_page, name="docs-errors"),
    path("api/v1/accounts/", include("accounts.urls")),
    path("api/v1/auth/", include("accounts.allauth_integration.urls")),
    path("api/v1/receipts/", include("receipts.urls")),
    path("api/v1/reports/", include("reports.urls")),
    path("api/v1/subscriptions/", include("subscriptions.urls")),
    path("api/v1/webhooks/", include("webhooks.urls")),
    path("", include("webclient.urls")),
]
