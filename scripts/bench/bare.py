"""A bare Django project: one view that writes the uploaded file, and nothing else."""

import os
from uuid import uuid4

from django.conf import settings
from django.core.files.storage import FileSystemStorage
from django.core.files.uploadedfile import UploadedFile
from django.core.wsgi import get_wsgi_application
from django.http import HttpRequest, JsonResponse
from django.urls import path

settings.configure(
    SECRET_KEY="bench-only",  # noqa: S106 - signs nothing
    ALLOWED_HOSTS=["127.0.0.1"],
    ROOT_URLCONF=__name__,
    MIDDLEWARE=[],
)
storage = FileSystemStorage(location=os.environ["BARE_FOLDER"])


def upload(request: HttpRequest) -> JsonResponse:
    image = request.FILES["image"]
    assert isinstance(image, UploadedFile)
    name = storage.save(f"{uuid4()}.jpg", image)
    return JsonResponse({"name": name}, status=201)


urlpatterns = [path("", upload)]
application = get_wsgi_application()
