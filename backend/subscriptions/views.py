"""Plans and billing over HTTP."""

from django.conf import settings
from django.http import HttpRequest, JsonResponse
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST
from drf_spectacular.utils import extend_schema
from rest_framework.permissions import AllowAny, IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.api.authentication import NotByReadOnlyKey, signed_in_user
from common.api.error_responses import app_error_response
from common.api.openapi import refused
from common.api.views import APIView
from common.errors import AppError
from subscriptions import serializers
from subscriptions.models import Payment, Subscription
from subscriptions.plans import PAID_PLANS, PLANS
from subscriptions.services.access import subscription_of
from subscriptions.services.billing import cancel_subscription, change_plan, open_portal
from subscriptions.services.checkout import (
    SESSION_PLACE,
    Checkout,
    finish_checkout,
    start_checkout,
)
from subscriptions.services.quota import quota_state
from subscriptions.services.quota_periods import current_period
from subscriptions.services.webhooks import record_event
from subscriptions.tasks import queue_event_task

# Newest first; monthly ones of twenty years.
SHOWN_PAYMENTS = 250


class BillingView(APIView):
    permission_classes = (IsAuthenticated, NotByReadOnlyKey)


class DetailsView(BillingView):
    """The account's plan, what it includes, and what is used of it."""

    @extend_schema(responses=serializers.DetailsSerializer)
    def get(self, request: Request) -> Response:
        now = timezone.now()
        subscription = subscription_of(signed_in_user(request))
        quota = quota_state(subscription, now=now)
        shown = {"subscription": subscription, "features": subscription, "quota": quota}
        context = {"now": now, "period": quota.period}
        return Response(serializers.DetailsSerializer(shown, context=context).data)


class PlansView(BillingView):
    """The plans there are, with their prices."""

    @extend_schema(responses=serializers.PlanListSerializer)
    def get(self, request: Request) -> Response:
        return Response(serializers.PlanListSerializer({"plans": PLANS}).data)


class CheckoutView(BillingView):
    """A page of Stripe on which to buy a plan, or to change the one that is live."""

    @extend_schema(
        request=serializers.CheckoutInputSerializer,
        responses={200: serializers.CheckoutSerializer, **refused(409, 503)},
    )
    def post(self, request: Request) -> Response:
        form = serializers.CheckoutInputSerializer(data=request.data)
        form.is_valid(raise_exception=True)
        return Response(
            serializers.CheckoutSerializer(self._page(request, **form.validated_data)).data
        )

    def _page(
        self, request: Request, *, plan_id: str, success_url: str | None, cancel_url: str | None
    ) -> Checkout:
        """Stripe's page on which to buy the plan, or to change the one that is live."""
        owner, now, back = signed_in_user(request), timezone.now(), cancel_url or _own_page()
        if subscription_of(owner).is_live:
            return Checkout(url=open_portal(owner, return_url=back, now=now), session_id=None)
        return start_checkout(
            owner,
            plan=PAID_PLANS[plan_id],
            success_url=success_url or f"{_own_page()}/success?session_id={SESSION_PLACE}",
            cancel_url=back,
            now=now,
        )


class ProcessSuccessView(BillingView):
    """Take over what was bought, by the session that Stripe came back with."""

    @extend_schema(
        request=serializers.ProcessSuccessSerializer,
        responses={200: serializers.OutcomeSerializer, **refused(404, 409, 503)},
    )
    def post(self, request: Request) -> Response:
        form = serializers.ProcessSuccessSerializer(data=request.data)
        form.is_valid(raise_exception=True)
        subscription = finish_checkout(
            signed_in_user(request),
            session_id=form.validated_data["session_id"],
            now=timezone.now(),
        )
        return _outcome(subscription)


class CancelView(BillingView):
    """Cancel the plan, at the end of what is paid for or at once."""

    @extend_schema(
        request=serializers.CancelSerializer,
        responses={200: serializers.OutcomeSerializer, **refused(409, 503)},
    )
    def post(self, request: Request) -> Response:
        form = serializers.CancelSerializer(data=request.data)
        form.is_valid(raise_exception=True)
        subscription = cancel_subscription(
            signed_in_user(request),
            immediate=form.validated_data["immediate"],
            now=timezone.now(),
        )
        return _outcome(subscription)


class ChangePlanView(BillingView):
    """Change to another paid plan."""

    @extend_schema(
        request=serializers.ChangePlanSerializer,
        responses={200: serializers.OutcomeSerializer, **refused(402, 409, 503)},
    )
    def post(self, request: Request) -> Response:
        form = serializers.ChangePlanSerializer(data=request.data)
        form.is_valid(raise_exception=True)
        plan = PAID_PLANS[form.validated_data["plan_id"]]
        return _outcome(change_plan(signed_in_user(request), plan=plan, now=timezone.now()))


def _outcome(subscription: Subscription) -> Response:
    shown = {"success": True, "subscription": subscription, "features": subscription}
    now = timezone.now()
    context = {"now": now, "period": current_period(subscription, now=now)}
    return Response(serializers.OutcomeSerializer(shown, context=context).data)


class CustomerPortalView(BillingView):
    """A page of Stripe with the invoices and the card."""

    @extend_schema(
        parameters=[serializers.PortalQuestionSerializer],
        responses={200: serializers.PortalSerializer, **refused(409, 503)},
    )
    def get(self, request: Request) -> Response:
        form = serializers.PortalQuestionSerializer(data=request.query_params)
        form.is_valid(raise_exception=True)
        url = open_portal(
            signed_in_user(request),
            return_url=form.validated_data["return_url"] or _own_page(),
            now=timezone.now(),
        )
        return Response(serializers.PortalSerializer({"portal_url": url}).data)


class PaymentHistoryView(BillingView):
    """Payments, newest first."""

    @extend_schema(responses=serializers.PaymentHistorySerializer)
    def get(self, request: Request) -> Response:
        payments = Payment.objects.filter(owner=signed_in_user(request))[:SHOWN_PAYMENTS]
        return Response(serializers.PaymentHistorySerializer({"payments": payments}).data)


class HealthView(APIView):
    """Whether billing answers. Says nothing about anybody, and asks neither database nor Stripe."""

    authentication_classes = ()
    permission_classes = (AllowAny,)

    @extend_schema(responses=serializers.HealthSerializer)
    def get(self, request: Request) -> Response:
        return Response(serializers.HealthSerializer({"status": "ok"}).data)


def _own_page() -> str:
    """The front end's page about the subscription, where Stripe sends people back to."""
    return f"{settings.FRONTEND_URL}/subscriptions"


@csrf_exempt
@require_POST
def stripe_webhook(request: HttpRequest) -> JsonResponse:
    """Believes the signature over the raw body and nothing else. What is not ours to act on is
    200 all the same: Stripe would send it again for days."""
    try:
        event = record_event(
            payload=request.body,
            signature=request.headers.get("Stripe-Signature", ""),
            now=timezone.now(),
        )
    except AppError as error:
        return app_error_response(error)
    if event is not None:
        queue_event_task(event.pk)
    return JsonResponse({"received": True})
