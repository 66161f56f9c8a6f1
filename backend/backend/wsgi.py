"""The WSGI entry point."""

import os
from typing import Any

from django.core.exceptions import BadRequest
from django.core.handlers.wsgi import WSGIRequest
from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "backend.settings")


class _Request(WSGIRequest):
    """Of any head. Django reads the type of a body outside what turns errors into answers, so a
    type that cannot be read is none."""

    def _set_content_type_params(self, meta: dict[str, Any]) -> None:
        try:
            super()._set_content_type_params(meta)  # type: ignore[misc]  # the stubs leave it out
        except (BadRequest, ValueError, LookupError):
            meta["CONTENT_TYPE"] = ""
            super()._set_content_type_params(meta)  # type: ignore[misc]


application: Any = get_wsgi_application()
application.request_class = _Request
