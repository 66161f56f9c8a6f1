"""`ETag`, `If-None-Match` and `If-Match`: is what the caller has still the newest?

A tag is a digest of the answer, so it changes with every byte of it, or, where it is known before
anything is rendered (`unless_known`), of everything that the answer is made from. Details that
people change together carry a `version`, which counts those changes, and their tag begins with it:
signed links that were renewed make another answer, but not another version.

`ConditionalGetMiddleware` answers `If-None-Match` with 304, and gives all others their tags.
"""

import hashlib
import json
import re
from collections.abc import Callable
from typing import Any, cast

from django.http import HttpRequest, HttpResponseBase
from django.utils.cache import get_conditional_response
from rest_framework import status
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.utils.encoders import JSONEncoder

from common.api.views import APIView
from common.versions import Versions, stale

# As long as the numbers of the column are; Python refuses to read numbers of thousands of digits.
_VERSION = re.compile(r"[0-9]{1,10}")


def etag_of(body: Any) -> str:
    """A strong tag of an answer: the same body, the same tag (RFC 9110, 8.8.3)."""
    return f'"{_digest(body)}"'


def require_match(request: Request, etag: str) -> None:
    """Honours `If-Match` (RFC 9110, 13.1.1), which lists the versions that the caller knows. A
    weak tag counts as well: that of an answer that was compressed."""
    wanted = request.headers.get("If-Match")
    if wanted is None or wanted.strip() == "*":
        return
    if etag not in _tags_in(wanted):
        raise stale()


def unless_known(request: Request, etag: str | None, answer: Callable[[], Response]) -> Response:
    """304 where the caller has that answer already (RFC 9110, 13.1.2), else the answer. `etag`
    None: it is not known beforehand.

    It is taken before the answer is made, never after: what changes in between is then in an
    answer with an older tag, and sent once more, instead of missing in one with a newer.
    """
    known = request.headers.get("If-None-Match")
    if etag is not None and known is not None and etag in _tags_in(known):
        return Response(status=status.HTTP_304_NOT_MODIFIED, headers={"ETag": etag})
    return tagged(answer(), etag)


def tagged(response: Response, etag: str | None) -> Response:
    if etag is not None:
        response.headers["ETag"] = etag
    return response


def conditional(request: HttpRequest, response: Any, etag: str) -> HttpResponseBase:
    """The answer under its tag, or 304 or 412 where the caller's headers ask for that; then what
    was opened for the answer is closed."""
    response.headers["ETag"] = etag
    answer = get_conditional_response(request, etag=etag, response=response)
    if answer is not response:
        response.close()
    return cast(HttpResponseBase, answer)


def expected_versions(request: Request) -> Versions:
    """The versions that `If-Match` names. One that is no tag of ours matches nothing.

    A weak tag counts as well: who compresses weakens ours, and the version is exact.
    """
    wanted = request.headers.get("If-Match")
    if wanted is None or wanted.strip() == "*":
        return None
    starts = (tag.strip('"').partition("-")[0] for tag in _tags_in(wanted))
    return frozenset(int(start) for start in starts if _VERSION.fullmatch(start))


class VersionedAnswers(APIView):
    """Every successful answer with a `version` in it has the tag `"<version>-<digest>"`, the digest
    of the answer where the view gives it no other."""

    has_versions = True

    def finalize_response(
        self, request: Request, response: Response, *args: Any, **kwargs: Any
    ) -> Response:
        answer = super().finalize_response(request, response, *args, **kwargs)
        body = getattr(answer, "data", None)
        if answer.status_code >= 300 or "ETag" in answer.headers:
            return answer
        if isinstance(body, dict) and "version" in body:
            answer.headers["ETag"] = f'"{body["version"]}-{_digest(body)}"'
        return answer


def _tags_in(header: str) -> list[str]:
    """Without the mark of weak ones, which are those of answers that were compressed."""
    return [tag.strip().removeprefix("W/") for tag in header.split(",")]


def _digest(body: Any) -> str:
    text = json.dumps(body, cls=JSONEncoder, sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()[:32]
