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


@dataclass(frozen=True, kw_only=True)
class Kind:
    """`outage`: it would meet every receipt, and passes or is mended. `about_receipt`: nobody can
    tell whether it would, and this is the code if the service answers for others."""

    sentence: str
    outage: bool = False
    about_receipt: str | None = None


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
    # It was asked twice, the second time with what was wrong.
    "answer_invalid": Kind(
        sentence="The reading service gave an answer that makes no sense. Enter the receipt by hand"
        " or upload another photo of it."
    ),
    "answer_runaway": Kind(
        sentence="The reading service came to no end with its answer. Enter the receipt by hand or"
        " upload it in parts."
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
        # A gateway's moderation refuses a picture in the same way (https://openrouter.ai/docs/errors).
        about_receipt="refused",
    ),
    "unknown_model": Kind(
        sentence="The reading service does not know the model that is set, or its address is"
        f" wrong. {_TELL_OPERATOR}",
        outage=True,
    ),
    "not_supported": Kind(
        sentence="The reading service does not support what this server asks of it."
        f" {_TELL_OPERATOR}",
        outage=True,
    ),
    # Most servers say no more than that, be it of a picture or of a parameter.
    "bad_request": Kind(
        sentence=f"The reading service could not use the request. {_TELL_OPERATOR}",
        outage=True,
        about_receipt="not_accepted",
    ),
    "not_accepted": Kind(
        sentence="The reading service reads other receipts, but cannot use this one. Upload another"
        " photo or file of it, or enter it by hand."
    ),
    "no_completion": Kind(
        sentence="What answers in place of the reading service is something else, or it has a"
        f" fault. {_TELL_OPERATOR}",
        outage=True,
        about_receipt="answer_invalid",
    ),
    "bad_address": Kind(
        sentence=f"The address of the reading service is wrong. {_TELL_OPERATOR}", outage=True
    ),
    "no_pages": Kind(sentence="There is no page to read. Upload the receipt once more."),
}

# The services' own words, as an error's code or type, where the status alone does not say it. Those
# of pictures are the SDK's list (`openai.types.responses.ResponseError`).
_SERVICE_CODES = {
    "rate_limited": ("rate_limit_exceeded",),
    "service_unavailable": ("server_error",),
    "quota_exhausted": ("insufficient_quota", "billing_hard_limit_reached", "billing_not_active"),
    "bad_key": ("invalid_api_key",),
    "access_denied": ("data_residency_mismatch",),
    "unknown_model": (
        "model_not_found",
        "model_decommissioned",  # Groq
        "DeploymentNotFound",  # Azure
    ),
    "not_supported": (
        "unsupported_parameter",
        "unsupported_value",
        "unknown_parameter",
        "missing_required_parameter",
        "integer_above_max_value",  # more tokens than the model can give
        "invalid_json_schema",
        "OperationNotSupported",  # Azure
    ),
    "refused": (
        "content_filter",
        "content_policy_violation",
        "image_content_policy_violation",
        "invalid_prompt",
        "bio_policy",
        "misalignment_policy_violation",
    ),
    "bad_image": (
        "invalid_image",
        "invalid_image_format",
        "invalid_image_mode",
        "invalid_image_url",
        "invalid_base64_image",
        "image_parse_error",
        "image_too_small",
        "unsupported_image_media_type",
        "empty_image_file",
        "failed_to_download_image",
        "image_file_not_found",
    ),
    "too_large": (
        "image_too_large",
        "image_file_too_large",
        "context_length_exceeded",
        "exceed_context_size_error",  # llama.cpp
    ),
}
_KIND_BY_SERVICE_CODE = {code: kind for kind, codes in _SERVICE_CODES.items() for code in codes}

# Any other below 500 is `bad_request`.
_KIND_BY_STATUS = {
    401: "bad_key",
    402: "quota_exhausted",
    403: "access_denied",
    404: "unknown_model",
    405: "unknown_model",
    408: "service_unavailable",
    409: "service_unavailable",
    410: "unknown_model",
    413: "too_large",
    425: "service_unavailable",
    429: "rate_limited",
}


def extraction_error(code: str, *, retry_after: float | None = None) -> ExtractionError:
    kind = KINDS[code]
    return ExtractionError(
        kind.sentence,
        code=code,
        retryable=kind.outage,
        outage=kind.outage,
        retry_after=retry_after,
        about_receipt=extraction_error(kind.about_receipt) if kind.about_receipt else None,
    )


def code_for_status(status: int, *, service_codes: tuple[object, ...]) -> str:
    """The service's own code decides where it is known, but a fault of the service stays one.

    `insufficient_quota` comes as the error's code, as its type or as both.
    """
    if status >= 500:
        return "service_unavailable"
    if status < 400:  # redirects are not followed
        return "bad_address"
    return _known(service_codes) or _KIND_BY_STATUS.get(status, "bad_request")


def code_for_body(code: object, kind: object) -> str:
    """Of an error in an answer with status 200: a gateway sends that before the model has failed,
    and the status as the error's code (https://openrouter.ai/docs/errors)."""
    if isinstance(code, int) and 400 <= code < 600:
        return code_for_status(code, service_codes=(kind,))
    return _known((code, kind)) or "no_completion"


def _known(service_codes: tuple[object, ...]) -> str | None:
    """Each may be anything: a text, a number, a list."""
    texts = (code for code in service_codes if isinstance(code, str))
    return next(filter(None, map(_KIND_BY_SERVICE_CODE.get, texts)), None)


def read_retry_after(headers: Mapping[str, str], *, now: datetime) -> float | None:
    """Seconds to wait, from `retry-after-ms` (OpenAI's) or `Retry-After` (RFC 9110, 10.2.3).

    None: no wish, or one that cannot be read. Any finite number: the queue says how much is heeded.
    """
    wish = headers.get("retry-after", "")
    seconds = _to_seconds(headers.get("retry-after-ms", ""), divisor=1000)
    if seconds is None:
        seconds = _to_seconds(wish, divisor=1)
    if seconds is None:
        seconds = _seconds_until(wish, now=now)
    return seconds


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
