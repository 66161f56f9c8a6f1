"""The client's one page, at every path that is its own."""

from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.csp import csp_override

from webclient.bundle import read_bundle

# Text becomes markup by these policies alone: the framework's, for its compiled templates, and the
# one that names the service worker (client/src/service-worker.ts).
_CSP: dict[str, Any] = {
    **settings.SECURE_CSP,
    "require-trusted-types-for": ["'script'"],
    "trusted-types": ["svelte-trusted-html", "service-worker"],
}
# The camera photographs receipts, at this origin and in no frame.
_PERMISSIONS = "camera=(self), geolocation=(), microphone=()"


@csp_override(_CSP)
def page(request: HttpRequest, path: str) -> HttpResponse:
    """Whoever asks for a page and not for a file gets the client's, also where there is nothing:
    it says so in the person's language."""
    bundle = read_bundle(settings.CLIENT_FOLDER) if request.method in {"GET", "HEAD"} else None
    if bundle is None:
        raise Http404
    is_known = bundle.has(path)
    if not is_known and "text/html" not in request.headers.get("Accept", ""):
        raise Http404
    headers = {"Cache-Control": "no-cache", "Vary": "Accept", "Permissions-Policy": _PERMISSIONS}
    return HttpResponse(bundle.page, status=200 if is_known else 404, headers=headers)
