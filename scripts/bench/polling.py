"""What a client costs that asks again and again: nothing new against a signed-in view that answers
`{}`, and a 304 against the answer that it saves.

Wants a PostgreSQL in `TEST_DATABASE_URL`: `with_postgres.py python scripts/bench/polling.py`.
"""

import os
import sys
from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal

import django
from report import best_seconds, say

# A file beside this one has the name of an app, which must be found first.
sys.path.append(sys.path.pop(0))
os.environ |= {
    "DJANGO_SETTINGS_MODULE": "backend.settings",
    "SECRET_KEY": "bench-only-0123456789-abcdefghij-klmnopqrst-uvwxyz",
    "DATABASE_URL": os.environ["TEST_DATABASE_URL"],
    "ALLOWED_HOSTS": "testserver",
    "HTTPS_ONLY": "false",
    "DJANGO_LOG_LEVEL": "ERROR",
}
django.setup()

from django.core.management import call_command  # noqa: E402 - after the set-up
from django.db import connection  # noqa: E402
from django.urls import path  # noqa: E402
from django.utils import timezone  # noqa: E402
from rest_framework.request import Request  # noqa: E402
from rest_framework.response import Response  # noqa: E402
from rest_framework.test import APIClient  # noqa: E402
from rest_framework.views import APIView  # noqa: E402

from accounts.models import User  # noqa: E402
from accounts.services.users import create_verified_user  # noqa: E402
from backend import urls  # noqa: E402
from receipts.models import LineItem, Receipt, ReceiptFile, Transaction  # noqa: E402

RECEIPTS = 5_000
ROUNDS = 100
EMAIL, PASSWORD = "bench@example.com", "correct horse battery staple"
BASE = "/api/v1/receipts/"


class EmptyView(APIView):
    def get(self, request: Request) -> Response:
        return Response({})


def main() -> None:
    urls.urlpatterns.append(path("api/v1/empty/", EmptyView.as_view()))
    receipt = _fill()
    api = _signed_in()
    _say_nothing_new(api)
    entry = Transaction.objects.get(receipt=receipt)
    lists = {"receipts/": "", "receipts/transactions/": "transactions/"}
    details = {"one receipt": f"{receipt.pk}/", "one entry": f"transactions/{entry.pk}/"}
    for name, where in (lists | details).items():
        _say_unchanged(api, name, BASE + where)


def _say_nothing_new(api: APIClient) -> None:
    cursor, more = "", True
    while more:
        answer = api.get(f"{BASE}changes/", {"since": cursor} if cursor else {}).json()
        cursor, more = answer["cursor"], answer["more"]
    nothing, empty = _best_in_turn(
        _call(api, f"{BASE}changes/?since={cursor}"), _call(api, "/api/v1/empty/")
    )
    say("receipts/changes/ with nothing new against a view of {}", nothing / empty, at_most=1.3,
        detail=f"{nothing * 1000:.2f} and {empty * 1000:.2f} ms")  # fmt: skip


def _say_unchanged(api: APIClient, name: str, url: str) -> None:
    etag = api.get(url).headers["ETag"]
    unchanged, whole = _best_in_turn(_call(api, url, status=304, etag=etag), _call(api, url))
    say(f"{name}: 304 against 200", unchanged / whole, at_most=0.9,
        detail=f"{unchanged * 1000:.2f} and {whole * 1000:.2f} ms")  # fmt: skip


def _call(
    api: APIClient, url: str, *, status: int = 200, etag: str = '"none"'
) -> Callable[[], None]:
    def call() -> None:
        assert api.get(url, headers={"If-None-Match": etag}).status_code == status

    return call


def _best_in_turn(*calls: Callable[[], object]) -> list[float]:
    """The shortest run of each. In turn, so that whatever else the machine does meets all."""
    rounds = [[best_seconds(call, times=1) for call in calls] for _ in range(ROUNDS)]
    return [min(seconds) for seconds in zip(*rounds, strict=True)]


def _fill() -> Receipt:
    """The newest of the receipts."""
    call_command("migrate", verbosity=0)
    call_command("createcachetable")
    owner = create_verified_user(email=EMAIL, password=PASSWORD)
    receipts = Receipt.objects.bulk_create(_receipt(owner, n) for n in range(RECEIPTS))
    ReceiptFile.objects.bulk_create(_file(receipt) for receipt in receipts)
    entries = Transaction.objects.bulk_create(_entry(receipt) for receipt in receipts)
    LineItem.objects.bulk_create(
        LineItem(transaction=entry, position=n, description="Flat white", amount=Decimal("3.50"))
        for entry in entries
        for n in range(3)
    )
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")
    return receipts[0]


def _receipt(owner: User, number: int) -> Receipt:
    now = timezone.now()
    return Receipt(
        owner=owner, original_filename="a.jpg", sha256=f"{number:064}",
        uploaded_at=now - timedelta(minutes=number), updated_at=now, status="completed",
        reading={"checks": []}, engine="offline", model="bench", confidence=0.97, seconds=1.5,
    )  # fmt: skip


def _file(receipt: Receipt) -> ReceiptFile:
    return ReceiptFile(
        receipt=receipt, position=0, stored_name=f"{receipt.pk}.jpg", mime_type="image/jpeg",
        sha256=receipt.sha256, size_bytes=200_000, width=1200, height=1800,
    )  # fmt: skip


def _entry(receipt: Receipt) -> Transaction:
    return Transaction(
        owner_id=receipt.owner_id, receipt=receipt, vendor="Corner Cafe", currency="GBP",
        purchased_on=receipt.uploaded_at.date(), total=Decimal("10.50"),
    )  # fmt: skip


def _signed_in() -> APIClient:
    api = APIClient()
    access = api.post("/api/v1/accounts/token/", {"email": EMAIL, "password": PASSWORD}).json()
    api.credentials(HTTP_AUTHORIZATION=f"Bearer {access['access']}")
    return api


if __name__ == "__main__":
    main()
