"""Error reports, only where an operator has configured an address for them."""

from typing import TYPE_CHECKING, Any

import sentry_sdk

if TYPE_CHECKING:
    from sentry_sdk.types import Event, Hint


def report_errors_to(dsn: str) -> None:
    """Nothing of a receipt or a person leaves: no bodies, no local variables, no personal data, and
    of an error, as in the log, its kind and place but not its words."""
    sentry_sdk.init(
        dsn=dsn,
        send_default_pii=False,
        max_request_body_size="never",
        include_local_variables=False,
        include_source_context=False,
        # They would hold the addresses of signed links.
        max_breadcrumbs=0,
        before_send=without_words,
    )


def without_words(event: "Event", hint: "Hint") -> "Event":
    for error in _values(event.get("exception")):
        error["value"] = ""
    request = event.get("request")
    if isinstance(request, dict):
        address = str(request.get("url", "")).partition("?")[0]
        event["request"] = {"method": request.get("method"), "url": address}
    return event


def _values(interface: Any) -> list[dict[str, Any]]:
    return (interface or {}).get("values") or []
