"""Deleting an account, through all apps."""

from datetime import date
from io import BytesIO

from django.apps import apps
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from subscriptions.models import Subscription

ME = "/api/v1/accounts/me/"
PASSWORD = "correct horse battery staple"


def upload_receipt(api):
    png = BytesIO()
    Image.new("RGB", (80, 120), "white").save(png, "PNG")
    upload = SimpleUploadedFile("lunch.png", png.getvalue(), "image/png")
    assert api.post("/api/v1/receipts/", {"image": upload}, format="multipart").status_code == 201


def rows_of_people():
    """What refers to a user, in every app's tables."""
    return {
        f"{model.__name__}.{field.name}": model._default_manager.filter(
            **{f"{field.name}__isnull": False}
        ).count()
        for model in apps.get_models()
        for field in model._meta.concrete_fields
        if field.related_model and field.related_model._meta.label == "accounts.User"
    }


def test_nothing_that_belongs_to_the_account_stays(api, user):
    upload_receipt(api)
    Subscription.objects.create(owner=user, given_plan="premium", given_until=date(2099, 12, 31))
    assert api.post("/api/v1/accounts/api-keys/", {"name": "Export"}).status_code == 201

    response = api.delete(ME, {"password": PASSWORD})

    assert response.status_code == 204
    assert not {where: count for where, count in rows_of_people().items() if count}


def test_somebody_elses_things_stay(api, other_api):
    upload_receipt(other_api)
    before = rows_of_people()
    upload_receipt(api)

    api.delete(ME, {"password": PASSWORD})

    after = rows_of_people()
    assert after["Receipt.owner"] == before["Receipt.owner"] == 1
    assert other_api.get(ME).status_code == 200
