"""Access: what an account may do. Every gate of the project asks here."""

from datetime import datetime

from accounts.models import User
from common.compiled_sql.queries import CompiledQuery, Parameter
from subscriptions.errors import PlanRequiredError
from subscriptions.models import Subscription
from subscriptions.plans import Feature, plan_needed_for

PRODUCT = "Smart Accounting"

_of_owner = CompiledQuery(lambda: Subscription.objects.filter(owner=Parameter("owner")))


def subscription_of(user: User) -> Subscription:
    """The account's row, or an unsaved one: no row simply means the basic plan."""
    found = _of_owner.first(owner=user.pk) or Subscription()
    found.owner = user  # known, so nobody need ask for it
    return found


def publisher_of(user: User, *, now: datetime) -> str:
    """In whose name documents are: the profile's company where the plan has a white label, else
    this product."""
    has_white_label = subscription_of(user).allows(Feature.WHITE_LABEL, now=now)
    return (user.company if has_white_label else "") or PRODUCT


def require_feature(user: User, feature: Feature, *, now: datetime) -> None:
    """Raises PlanRequiredError with the plan that would do."""
    if subscription_of(user).allows(feature, now=now):
        return
    needed = plan_needed_for(feature)
    raise PlanRequiredError(
        f"This needs the {needed.name} plan.", plan=needed.code, feature=feature.value
    )
