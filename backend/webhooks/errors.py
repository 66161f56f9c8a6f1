"""Errors of web hooks that are expected."""

from common.errors import ConflictError, ServiceUnavailableError


class WebhooksNotConfiguredError(ServiceUnavailableError):
    """The operator has not switched web hooks on."""

    code = "webhooks_not_configured"


class TooManyEndpointsError(ConflictError):
    code = "too_many_webhooks"


class EndpointOffError(ConflictError):
    """Nothing is sent to an endpoint that is switched off."""

    code = "webhook_off"
