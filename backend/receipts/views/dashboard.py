"""Dashboard of the existing web client, over HTTP."""

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.api.authentication import signed_in_user
from common.api.views import APIView
from common.money import decimal_string
from receipts.ledger.dashboard import dashboard_of
from receipts.serializers.dashboard import DashboardSerializer


class DashboardView(APIView):
    @extend_schema(
        operation_id="receipts_dashboard",
        tags=["receipts"],
        responses={200: DashboardSerializer},
    )
    def get(self, request: Request) -> Response:
        """How much there is, and the newest receipts."""
        owner = signed_in_user(request)
        dashboard = dashboard_of(owner)
        totals = [
            {"currency": currency, "total": decimal_string(total, currency)}
            for currency, total in dashboard.expenses.items()
        ]
        answer = {
            "total_receipts": dashboard.total_receipts,
            "total_expenses": totals[0]["total"],
            "currency": owner.home_currency,
            "expenses_by_currency": totals,
            "recent_receipts": dashboard.recent_receipts,
        }
        return Response(DashboardSerializer(answer, context={"request": request}).data)
