"""An upload that kills its own process, called in the environment of a server by `Server.run`."""

import json
import os
import signal
from pathlib import Path

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.db.models.signals import post_save
from django.utils import timezone
from rest_framework.test import APIClient

from accounts.models import User
from receipts.models import Receipt
from subscriptions.plans import PLATINUM
from subscriptions.services.grants import give_plan


def upload(*paths: str, key: str, dies: str = "") -> None:
    """One file by itself, several in bulk; dies before or after the commit of the last one. Else
    it prints the status, the numbers of the receipts in the answer, and of all that are there."""

    def receipt_made(**_: object) -> None:
        made.append(1)
        if dies and len(made) == len(paths):
            _die() if dies == "before" else transaction.on_commit(_die)

    made: list[int] = []
    post_save.connect(receipt_made, Receipt)
    user, now = User.objects.get(), timezone.now()
    give_plan(user, plan=PLATINUM, until=now.date(), reason="A test.", actor=user, now=now)
    client = APIClient()
    client.force_authenticate(user)
    files = [SimpleUploadedFile(Path(path).name, Path(path).read_bytes()) for path in paths]
    url = "/api/v1/receipts/"
    body: dict[str, object] = {"image": files[0]}
    if len(files) > 1:
        url, body = f"{url}bulk/", {"files": files}
    answer = client.post(url, body, format="multipart", headers={"Idempotency-Key": key})
    shown = answer.json()
    one_by_one = [found["receipt"] for found in shown["results"]] if len(files) > 1 else [shown]
    answered = [found["id"] for found in one_by_one]
    there = list(Receipt.objects.order_by("pk").values_list("pk", flat=True))
    print(json.dumps([answer.status_code, answered, there]))  # noqa: T201 - the test reads it


def _die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)
