"""Errors of the reading service: each way to fail, its code, its sentence, what it is about.

Pure. The sentences go to people as they are, so they hold neither the service's words (which may
repeat the receipt) nor any part of a key.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from receipts.services.extraction import ExtractionError

# A longer wish is cut to this: the queue asks again after an hour, and one bad header
# cannot put a receipt away for days.
RETRY_AFTER_MAX_SECONDS = 3600.0


@dataclass(frozen=True, kw_only=True)
class Kind:
    """`outage`: it would meet every receipt, and passes or is mended."""

    sentence: str
    outage: bool = False
    retryable: bool = False


_TELL_OPERATOR = "The people who run this service have to look at it."

KINDS = {
    "rate_limited": Kind(
        sentence="The reading service is busy.",
        outage=True,
    ),
    "service_unavailable": Kind(
        sentence="The reading service has a fault.",
        outage=True,
    ),
    "timeout": Kind(
        sentence="The reading service took too long.",
        outage=True,
    ),
    "connection_failed": Kind(
        sentence="The reading service could not be reached, or the connection to it broke.",
        outage=True,
    ),
    # The next answer may be whole; the queue's last attempt ends it.
    "answer_invalid": Kind(
        sentence="The reading service gave an answer that makes no sense.", retryable=True
    ),
    "answer_cut": Kind(
        sentence="The receipt is too long: the reading service could not finish its answer."
        " Upload it in parts or enter it by hand.",
    ),
    "refused": Kind(
        sentence="The reading service declined to read this picture. Enter the receipt by hand."
    ),
    "bad_image": Kind(
        sentence="The reading service could not open this picture. Upload another photo of it."
    ),
    "too_large": Kind(
        sentence="The receipt is too large for the reading service. Upload fewer pages at once."
    ),
    "quota_exhausted": Kind(
        sentence=f"The credit with the reading service is used up. {_TELL_OPERATOR}",
        outage=True,
    ),
    "bad_key": Kind(
        sentence=f"The reading service did not accept this server's key. {_TELL_OPERATOR}",
        outage=True,
    ),
    "access_denied": Kind(
        sentence=f"This server may not use the reading service. {_TELL_OPERATOR}",
        outage=True,
    ),
    "unknown_model": Kind(
        sentence="The reading service does not know the model that is set, or its address is"
        f" wrong. {_TELL_OPERATOR}",
        outage=True,
    ),
    "bad_request": Kind(
        sentence=f"The reading service could not use the request. {_TELL_OPERATOR} Have the receipt"
        " read again later, or enter it by hand."
    ),
    "bad_address": Kind(
        sentence=f"The address of the reading service is wrong. {_TELL_OPERATOR}", outage=True
    ),
    "no_pages": Kind(sentence="There is no page to read. Upload the receipt once more."),
}

# OpenAI's own error codes, where the status alone does not say it.
_KIND_BY_SERVICE_CODE = {
    "insufficient_quota": "quota_exhausted",
    "billing_hard_limit_reached": "quota_exhausted",
    "billing_not_active": "quota_exhausted",
    "invalid_api_key": "bad_key",
    "model_not_found": "unknown_model",
    "content_filter": "refused",
    "content_policy_violation": "refused",
    "image_content_policy_violation": "refused",
    "invalid_prompt": "refused",
    "invalid_image": "bad_image",
    "invalid_image_format": "bad_image",
    "invalid_base64_image": "bad_image",
    "image_parse_error": "bad_image",
    "unsupported_image_media_type": "bad_image",
    "image_too_large": "too_large",
    "image_file_too_large": "too_large",
    "context_length_exceeded": "too_large",
}

_KIND_BY_STATUS = {
    401: "bad_key",
    402: "quota_exhausted",
    403: "access_denied",
    404: "unknown_model",
    408: "service_unavailable",
    409: "service_unavailable",
    413: "too_large",
    425: "service_unavailable",
    429: "rate_limited",
}


def extraction_error(code: str, *, retry_after: float | None = None) -> ExtractionError:
    kind = KINDS[code]
    return ExtractionError(
        kind.sentence,
        code=code,
        retryable=kind.retryable or kind.outage,
        outage=kind.outage,
        retry_after=retry_after,
    )


def code_for_status(status: int, *, service_codes: tuple[str | None, ...]) -> str:
    """The service's own code decides where it is known, but a fault of the service stays one.

    `insufficient_quota` comes as the error's code, as its type or as both.
    """
    if status >= 500:
        return "service_unavailable"
    if status < 400:  # redirects are not followed
        return "bad_address"
    known = (_KIND_BY_SERVICE_CODE.get(code) for code in service_codes if code)
    return next(filter(None, known), _KIND_BY_STATUS.get(status, "bad_request"))


def read_retry_after(headers: Mapping[str, str], *, now: datetime) -> float | None:
    """Seconds to wait, from `retry-after-ms` (OpenAI's) or `Retry-After` (RFC 9110, 10.2.3).

    None: no wish, or one that cannot be read. Never more than `RETRY_AFTER_MAX_SECONDS`.
    """
    wish = headers.get("retry-after", "")
    seconds = _to_seconds(headers.get("retry-after-ms", ""), divisor=1000)
    if seconds is None:
        seconds = _to_seconds(wish, divisor=1)
    if seconds is None:
        seconds = _seconds_until(wish, now=now)
    return None if seconds is None else min(max(seconds, 0.0), RETRY_AFTER_MAX_SECONDS)


def _to_seconds(text: str, *, divisor: int) -> float | None:
    try:
        seconds = float(text) / divisor
    except ValueError:
        return None
    return seconds if math.isfinite(seconds) else None


def _seconds_until(http_date: str, *, now: datetime) -> float | None:
    try:
        moment = parsedate_to_datetime(http_date)
    except ValueError:
        return None
    # "-0000" gives a moment without a zone; HTTP dates are always UTC.
    return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).timestamp() - now.timestamp()
