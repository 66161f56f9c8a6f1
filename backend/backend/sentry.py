"""Error reports, only where an operator has configured an address for them."""

import sentry_sdk


def report_errors_to(dsn: str) -> None:
    """Nothing of a receipt or a person leaves: no bodies, no local variables, no personal data."""
    sentry_sdk.init(
        dsn=dsn,
        send_default_pii=False,
        max_request_body_size="never",
        include_local_variables=False,
        include_source_context=False,
    )
