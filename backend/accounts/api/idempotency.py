"""`Idempotency-Key` on POST: the same key and request give the same answer once more.

    @idempotent(in_transaction=True)
    @extend_schema(...)
    def post(self, request: Request) -> Response: ...

With `in_transaction` the work and its answer are committed together, so that not even a killed
process lets it happen twice. A call that waits for a network must do without: it notes what it
makes in `progress_of(request)`, in the transaction that makes it, and a later try finds it there.

Keys belong to the account and live for 30 days. The request is the path and what was sent: of a
form its fields and the bytes of its files, so that another boundary or file name makes no
difference.
"""

import hashlib
import json
from collections.abc import Callable, Iterator
from contextlib import nullcontext
from functools import wraps
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import get_language
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.renderers import JSONRenderer
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.api.authentication import signed_in_user
from accounts.services.idempotency import (
    KeptAnswer,
    Progress,
    give_key_back,
    is_known_key,
    keep_answer,
    take_key,
)
from common.errors import InvalidError
from common.localization.languages import ENGLISH

_MAX_KEY_CHARACTERS = 255

_PARAMETER = OpenApiParameter(
    "Idempotency-Key",
    str,
    OpenApiParameter.HEADER,
    description="Sent again within 30 days, the same request gets the same answer and happens "
    "once. With another request it is 409; while one is at work, 409 with Retry-After.",
)

Method = Callable[..., Response]


def idempotent(*, in_transaction: bool) -> Callable[[Method], Method]:
    """For a view's `post`, which answers with a success or raises."""
    return lambda method: _answering_once(method, in_transaction=in_transaction)


def _answering_once(method: Method, *, in_transaction: bool) -> Method:
    @extend_schema(parameters=[_PARAMETER])
    @wraps(method)
    def answer_once(view: Any, request: Request, *args: Any, **kwargs: Any) -> Response:
        key = request.headers.get("Idempotency-Key")
        if key is None:
            return method(view, request, *args, **kwargs)
        _refuse_bad_key(key)
        taken = take_key(
            owner=signed_in_user(request),
            key=key,
            fingerprint=fingerprint(request),
            now=timezone.now(),
        )
        if taken.answer is not None:
            return _replay(taken.answer)
        request.idempotent_progress = taken.progress  # type: ignore[attr-defined]
        try:
            with transaction.atomic() if in_transaction else nullcontext():
                response = method(view, request, *args, **kwargs)
                keep_answer(taken.token, answer=_answer_of(response))
        except BaseException:
            give_key_back(taken.token)
            raise
        return response

    return answer_once


def is_sent_again(request: Request) -> bool:
    """An earlier call has its key: whatever comes of it, nothing new is done."""
    key = request.headers.get("Idempotency-Key")
    return key is not None and is_known_key(owner=signed_in_user(request), key=key)


def progress_of(request: Request) -> Progress:
    """Of the call's key, where it has one."""
    return getattr(request, "idempotent_progress", Progress())


def fingerprint(request: Request) -> str:
    """SHA-256 of the method, the path and what was sent."""
    digest = hashlib.sha256(f"{request.method} {request.get_full_path()}\n".encode())
    if isinstance(request.data, QueryDict):
        for part in _form_parts(request.data):
            digest.update(part)
    else:
        digest.update(json.dumps(request.data, sort_keys=True).encode())
    return digest.hexdigest()


def _form_parts(form: QueryDict) -> Iterator[bytes]:
    """Every value as its name and its own digest, so that no two forms run together."""
    for name, values in sorted(form.lists()):
        for value in values:
            content = _chunks(value) if isinstance(value, UploadedFile) else [str(value).encode()]
            digest = hashlib.sha256()
            for chunk in content:
                digest.update(chunk)
            yield f"{name!r}={digest.hexdigest()}\n".encode()


def _chunks(upload: UploadedFile) -> Iterator[bytes]:
    yield from upload.chunks()
    upload.seek(0)


def _refuse_bad_key(key: str) -> None:
    if not key or len(key) > _MAX_KEY_CHARACTERS or not key.isascii() or not key.isprintable():
        raise InvalidError(
            f"The Idempotency-Key must be 1 to {_MAX_KEY_CHARACTERS} ASCII characters."
        )


def _answer_of(response: Response) -> KeptAnswer:
    return KeptAnswer(
        status=response.status_code,
        body=JSONRenderer().render(response.data).decode(),
        language=get_language() or ENGLISH,
    )


def _replay(kept: KeptAnswer) -> Response:
    body = json.loads(kept.body) if kept.body else None
    headers = {"Idempotent-Replayed": "true", "Content-Language": kept.language or ENGLISH}
    return Response(body, status=kept.status, headers=headers)
