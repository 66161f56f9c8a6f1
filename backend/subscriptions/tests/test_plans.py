"""The table of plans, and the gate that asks it."""

from datetime import UTC, date, datetime, timedelta

import pytest
from rest_framework.permissions import IsAuthenticated
from rest_framework.response import Response
from rest_framework.test import APIRequestFactory, force_authenticate
from rest_framework.views import APIView

from subscriptions.errors import PlanRequiredError
from subscriptions.models import Subscription
from subscriptions.permissions import needs
from subscriptions.plans import BASIC, PLATINUM, PREMIUM, Feature, plan_needed_for
from subscriptions.services.access import require_feature

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
PAID = {
    "current_period_start": NOW - timedelta(days=10),
    "current_period_end": NOW + timedelta(days=20),
    "stripe_subscription_id": "sub_1",
}


@pytest.mark.parametrize(
    ("plan", "names"),
    [
        (BASIC, {"summary", "income-expense", "category-breakdown"}),
        (
            PREMIUM,
            {"tax-deductible", "tax-summary", "vendor-analysis", "predictive-cash-flow"}
            | {"spending-intelligence", "api-access", "report-export", "webhooks"},
        ),
        (PLATINUM, {"audit-log", "business-insights", "white-label"}),
    ],
)
def test_each_feature_begins_with_its_plan(plan, names):
    assert {feature.value for feature in Feature if plan_needed_for(feature) == plan} == names


def test_a_larger_plan_includes_the_smaller_one():
    assert BASIC.features < PREMIUM.features < PLATINUM.features


def test_no_row_means_basic(user):
    require_feature(user, Feature.SUMMARY, now=NOW)

    with pytest.raises(PlanRequiredError) as refused:
        require_feature(user, Feature.TAX_SUMMARY, now=NOW)

    assert refused.value.details == {"plan": "premium", "feature": "tax-summary"}


@pytest.mark.parametrize(
    ("status", "expected"),
    [
        ("active", PREMIUM),
        ("trialing", PREMIUM),
        ("canceled", BASIC),
        ("unpaid", BASIC),
        ("incomplete", BASIC),
    ],
)
def test_only_a_running_subscription_gives_its_plan(status, expected):
    assert Subscription(plan="premium", status=status, **PAID).plan_at(NOW) == expected


def test_past_due_keeps_the_plan_for_the_grace_period(settings):
    settings.BILLING_GRACE_DAYS = 7
    subscription = Subscription(
        plan="premium", status="past_due", past_due_since=NOW - timedelta(days=7), **PAID
    )

    assert subscription.plan_at(NOW - timedelta(seconds=1)) == PREMIUM
    assert subscription.plan_at(NOW) == BASIC
    assert not subscription.is_in_force(NOW)


def test_a_renewal_nobody_told_us_keeps_the_plan_as_long_as_the_grace_period(settings):
    settings.BILLING_GRACE_DAYS = 7
    subscription = Subscription(plan="premium", **PAID)

    assert subscription.plan_at(NOW + timedelta(days=26)) == PREMIUM
    assert subscription.plan_at(NOW + timedelta(days=27)) == BASIC


def test_what_was_cancelled_ends_with_its_period():
    subscription = Subscription(plan="premium", cancel_at_period_end=True, **PAID)

    assert subscription.plan_at(NOW + timedelta(days=19)) == PREMIUM
    assert subscription.plan_at(NOW + timedelta(days=20)) == BASIC


def test_the_better_of_paid_and_given_counts():
    subscription = Subscription(
        plan="premium", given_plan="platinum", given_until=date(2026, 11, 25), **PAID
    )

    assert subscription.plan_at(NOW) == PLATINUM
    assert subscription.plan_at(datetime(2026, 11, 25, 23, 59, tzinfo=UTC)) == PLATINUM
    assert subscription.plan_at(datetime(2026, 11, 26, 0, 0, tzinfo=UTC)) == PREMIUM


def test_a_smaller_given_plan_takes_nothing_away():
    subscription = Subscription(
        plan="platinum", given_plan="premium", given_until=date(2026, 11, 25), **PAID
    )

    assert subscription.plan_at(NOW) == PLATINUM


class _ExportView(APIView):
    permission_classes = (IsAuthenticated, needs(Feature.REPORT_EXPORT))

    def get(self, request):
        return Response({"done": True})


def _ask(user):
    request = APIRequestFactory().get("/")
    if user is not None:
        force_authenticate(request, user)
    return _ExportView.as_view()(request)


def test_a_gated_view_names_the_plan_that_would_do(user):
    response = _ask(user)

    assert response.status_code == 403
    assert response.data == {
        "plan": "premium",
        "feature": "report-export",
        "detail": "This needs the Premium plan.",
        "code": "plan_required",
        "documentation": "/api/docs/errors/#plan_required",
        "error": "This needs the Premium plan.",
    }


def test_a_gated_view_opens_with_the_plan(user):
    Subscription.objects.create(owner=user, given_plan="premium", given_until=date(2126, 1, 1))

    assert _ask(user).data == {"done": True}


def test_a_gated_view_tells_nobody_about_plans(db):
    assert _ask(None).status_code == 401
