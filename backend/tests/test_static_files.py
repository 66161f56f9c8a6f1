"""Static files: collected within seconds, served compressed and for ever."""

import time

import pytest
from django.contrib.staticfiles.storage import staticfiles_storage
from django.core.management import call_command
from django.http import HttpResponse
from django.test import RequestFactory
from whitenoise.middleware import WhiteNoiseMiddleware

BUNDLE = "drf_spectacular_sidecar/swagger-ui-dist/swagger-ui-bundle.js"


def get(path, **headers):
    middleware = WhiteNoiseMiddleware(lambda request: HttpResponse(status=404))
    return middleware(RequestFactory().get(path, headers=headers))


@pytest.mark.django_db  # the end of an answer looks after a connection that was left open
def test_they_are_collected_in_seconds_and_served_compressed(settings, tmp_path):
    settings.STATIC_ROOT = tmp_path / "static"
    settings.STORAGES |= {"staticfiles": {"BACKEND": "backend.static_files.StaticFilesStorage"}}
    start = time.process_time()
    call_command("collectstatic", interactive=False, verbosity=0)
    assert time.process_time() - start < 5

    page = get(staticfiles_storage.url(BUNDLE), accept_encoding="gzip, br")
    older_client = get(staticfiles_storage.url(BUNDLE), accept_encoding="gzip")
    without_hash = get(f"/static/{BUNDLE}")

    assert (page["Content-Encoding"], older_client["Content-Encoding"]) == ("br", "gzip")
    assert int(page["Content-Length"]) < 400_000 < int(older_client["Content-Length"]) < 450_000
    assert "immutable" in page["Cache-Control"]
    assert without_hash.status_code == 404
    for response in (page, older_client):
        response.close()
