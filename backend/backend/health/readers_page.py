"""Trial of the readers by the staff, in the admin: each reads one drawn receipt."""

from collections.abc import Iterator
from typing import cast

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.template.response import TemplateResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from accounts.models import User
from receipts.processing.readers import reader_names
from receipts.reader_trial import try_reader
from receipts.services.extraction import ExtractionError

# Heroku gives a request up after 30 s; no wait begins after this, and none is longer.
_SECONDS = 12.0


@require_POST
@never_cache
def readers_page(request: HttpRequest) -> TemplateResponse:
    if not cast(User, request.user).has_perm("receipts.change_servicecircuit"):
        raise PermissionDenied
    context = admin.site.each_context(request) | {
        "title": "Readers, tried with a drawn receipt",
        "readers": [(name, list(_told(name))) for name in reader_names()],
    }
    return TemplateResponse(request, "admin/readers.html", context)


def _told(name: str) -> Iterator[str]:
    try:
        yield from try_reader(name, seconds=_SECONDS).sentences()
    except ExtractionError as error:
        yield f"{error} ({error.code})"
        if error.code == "timeout":
            yield f"Here a reader has {_SECONDS:.0f} s; manage.py check_reader lets it take longer."
