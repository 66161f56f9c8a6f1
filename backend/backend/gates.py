"""Gates: where a lower app asks a higher one without knowing it, since the settings name these."""

from datetime import datetime

from accounts.models import User
from subscriptions.plans import Feature
from subscriptions.services.access import require_feature


def require_api_access(user: User, *, now: datetime) -> None:
    """API keys are for the plans that include them."""
    require_feature(user, Feature.API_ACCESS, now=now)
