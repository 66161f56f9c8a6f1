"""Health page of the staff, in the admin."""

from django.contrib import admin
from django.http import HttpRequest
from django.template.response import TemplateResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from backend.health.figures import measure


@require_safe
@never_cache
def health_page(request: HttpRequest) -> TemplateResponse:
    now = timezone.now()
    context = admin.site.each_context(request) | {
        "title": "Health",
        "figures": measure(now=now),
        "now": now,
    }
    return TemplateResponse(request, "admin/health.html", context)
