"""An upload that kills its own process, called in the environment of a server by `Server.run`."""

import json
import os
import signal
from collections.abc import Callable
from pathlib import Path
from typing import Any
from uuid import uuid4

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection, transaction
from django.utils import timezone
from rest_framework.test import APIClient

from accounts.models import User
from accounts.services.users import create_verified_user
from receipts.models import Receipt
from receipts.storages.local_storage import LocalReceiptStorage
from subscriptions.plans import PLATINUM
from subscriptions.services.grants import give_plan


def upload_twice(*paths: str, key: str, dies: str = "") -> None:
    """By an account of the key's name: one file by itself, several in bulk. Dies before or after
    the commit of the last one. Else it prints for each time the status, the numbers of the receipts
    in the answer, and of all that the account has."""

    def watch(execute: Callable[..., Any], sql: str, *rest: Any) -> Any:
        done = execute(sql, *rest)
        if sql.startswith(f'INSERT INTO "{Receipt._meta.db_table}" '):
            made.append(sql)
            if dies and len(made) == len(paths):
                _die() if dies == "before" else transaction.on_commit(_die)
        return done

    made: list[str] = []
    user = _account(f"{key}@example.com")
    client = APIClient(headers={"Idempotency-Key": key})
    client.force_authenticate(user)
    with connection.execute_wrapper(watch):
        seen = [_upload(client, user, paths) for _ in range(2)]
    print(json.dumps(seen))  # noqa: T201 - the test reads it


def _account(email: str) -> User:
    found = User.objects.filter(email=email).first()
    if found is not None:
        return found
    user, now = create_verified_user(email=email, password=uuid4().hex), timezone.now()
    give_plan(user, plan=PLATINUM, until=now.date(), reason="A test.", actor=user, now=now)
    return user


def _upload(client: APIClient, user: User, paths: tuple[str, ...]) -> tuple[int, list, list]:
    files = [SimpleUploadedFile(Path(path).name, Path(path).read_bytes()) for path in paths]
    url = "/api/v1/receipts/"
    body: dict[str, object] = {"image": files[0]}
    if len(files) > 1:
        url, body = f"{url}bulk/", {"files": files}
    answer = client.post(url, body, format="multipart")
    shown = answer.json()
    one_by_one = [found["receipt"] for found in shown["results"]] if len(files) > 1 else [shown]
    there = Receipt.objects.filter(owner=user).order_by("pk").values_list("pk", flat=True)
    return answer.status_code, [found["id"] for found in one_by_one], list(there)


def upload_pages(*paths: str, key: str, dies_after: int) -> None:
    """Of one receipt. Dies when so many of them are stored."""
    keep = LocalReceiptStorage._save
    kept: list[str] = []

    def keep_or_die(storage: LocalReceiptStorage, name: str, content: Any) -> str:
        if len(kept) == dies_after:
            _die()
        kept.append(name)
        return keep(storage, name, content)

    setattr(LocalReceiptStorage, "_save", keep_or_die)  # noqa: B010 - it has other names for its arguments
    client = APIClient(headers={"Idempotency-Key": key})
    client.force_authenticate(_account(f"{key}@example.com"))
    files = [SimpleUploadedFile(Path(path).name, Path(path).read_bytes()) for path in paths]
    answer = client.post("/api/v1/receipts/", {"pages": files}, format="multipart")
    print(json.dumps([answer.status_code, answer.json()["page_count"]]))  # noqa: T201 - the test reads it


def _die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)
