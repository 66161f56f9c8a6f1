"""Deploy checks about billing, for `manage.py check --deploy`."""

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Warning, register


@register(deploy=True)
def check_webhook_secret(**options: Any) -> list[CheckMessage]:
    if bool(settings.STRIPE_SECRET_KEY) == bool(settings.STRIPE_WEBHOOK_SECRET):
        return []
    return [
        Warning(
            "STRIPE_SECRET_KEY and STRIPE_WEBHOOK_SECRET belong together.",
            hint="Without the one nothing is sold, without the other no event of Stripe is taken.",
            id="subscriptions.W001",
        )
    ]
