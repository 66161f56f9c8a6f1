"""Lists of a ledger of 1,000,000 entries of 1,000 accounts, against the same queries in plain SQL;
and whose turn it is to be read, with 100 receipts of each account waiting.

Wants a PostgreSQL in `TEST_DATABASE_URL`: `with_postgres.py python scripts/bench/ledger.py`.
"""

import os
import sys
from collections.abc import Callable
from datetime import timedelta
from typing import Any

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
from django.utils import timezone  # noqa: E402
from reporting_sql import search_index_set_aside  # noqa: E402
from rest_framework.test import APIClient  # noqa: E402

from accounts.models import User  # noqa: E402
from accounts.services.users import create_verified_user  # noqa: E402
from receipts.models import Receipt, ReceiptFile  # noqa: E402

ACCOUNTS, ENTRIES_EACH, WAITING_EACH = 1000, 1000, 100
PASSWORD = "correct horse battery staple"  # noqa: S105 - of an account that lives for this run

_ACCOUNTS = """
    INSERT INTO accounts_user (email, password, is_superuser, is_staff, is_active, date_joined,
        first_name, last_name, company, phone, address, home_currency, country, date_order,
        tax_year_start_month)
    SELECT 'user' || n || '@example.com', '!', false, false, true, now(), '', '', '', '', '',
        'GBP', '', '', 1
    FROM generate_series(2, %s) n
"""
_ENTRIES = """
    INSERT INTO receipts_transaction (owner_id, receipt_id, type, vendor, purchased_on, currency,
        total, subtotal, tax, payment_method, payment_method_text, receipt_number, notes,
        deductible_share,
        corrected_fields, applied_rules, version, created_at, updated_at, search_text)
    SELECT u.id, r.id, CASE WHEN n %% 10 = 0 THEN 'income' ELSE 'expense' END,
        (ARRAY['Corner Cafe', 'Hardware Shop', 'Rail Company', 'Paper and Ink'])[n %% 4 + 1],
        date '2026-11-22' - (n %% 1000)::int, 'GBP', n %% 977 + 0.5, n %% 977, 0.5, 'card', '',
        'No ' || n, '', 1, '[]', '[]', 1, now(), now(),
        ' no ' || n || ' flat white scone '
        || (ARRAY['screws', 'ticket', 'coffee', 'toner', 'milk'])[n %% 5 + 1]
        || ' thank you for your visit table ' || n %% 40 || ' corner cafe '
    FROM accounts_user u CROSS JOIN generate_series(1, %s) n
        LEFT JOIN receipts_receipt r ON r.owner_id = u.id AND r.original_filename = n || '.jpg'
"""
_ITEMS = """
    INSERT INTO receipts_lineitem (transaction_id, position, description, quantity, amount)
    SELECT t.id, n, 'Flat white', 1, 3.5
    FROM receipts_transaction t CROSS JOIN generate_series(0, 2) n WHERE t.owner_id = %s
"""

_FOUND = """
    FROM receipts_transaction t LEFT JOIN receipts_receipt r ON r.id = t.receipt_id
        LEFT JOIN receipts_category c ON c.id = t.category_id
    WHERE t.owner_id = %s AND t.type = 'expense' AND t.purchased_on >= '2024-06-01'
        AND t.deleted_at IS NULL AND r.deleted_at IS NULL
        AND t.search_text LIKE '%%coff%%' AND t.search_text LIKE '%%cafe%%'
"""
_COLUMNS = """
    t.id, t.type, t.vendor, t.purchased_on, t.currency, t.total, t.subtotal, t.tax, t.discount,
    t.payment_method, t.receipt_number, t.notes, t.deductible_share, t.corrected_fields,
    t.verified_at, r.id, r.version, c.slug
"""
FILTERS = {"transaction_type": "expense", "start_date": "2024-06-01", "search": "coff cafe"}


def main() -> None:
    user = _fill()
    api = _signed_in(user)
    _say_overhead(api, user)
    for name, path in (("receipts/", ""), ("receipts/transactions/", "transactions/")):
        few = best_seconds(_call(api, path, rows=25, page_size=25), times=15)
        many = best_seconds(_call(api, path, rows=1000, page_size=1000), times=5)
        say(
            f"{name} page_size=1000 against 25",
            many / few,
            at_most=12,
            detail=f"{many * 1000:.0f} and {few * 1000:.1f} ms",
        )
    _say_turn()


def _fill() -> User:
    call_command("migrate", verbosity=0)
    call_command("createcachetable")
    user = create_verified_user(email="user1@example.com", password=PASSWORD)
    _run(_ACCOUNTS, [ACCOUNTS])
    _add_receipts(user)
    with search_index_set_aside():
        _run(_ENTRIES, [ENTRIES_EACH])
    _run(_ITEMS, [user.pk])
    _run("VACUUM ANALYZE")
    return user


def _add_receipts(user: User) -> None:
    """Only of the account that is measured: documents are reached by their number alone."""
    now = timezone.now()
    Receipt.objects.bulk_create(
        Receipt(
            owner=user, original_filename=f"{n}.jpg", sha256=f"{n:064}",
            uploaded_at=now - timedelta(hours=n), updated_at=now, status="completed",
            reading={"lines": []}, engine="offline", model="bench", confidence=0.97, seconds=1.5,
        )
        for n in range(1, ENTRIES_EACH + 1)
    )  # fmt: skip
    ReceiptFile.objects.bulk_create(
        ReceiptFile(
            receipt_id=pk, position=0, stored_name=f"{pk}.jpg", mime_type="image/jpeg",
            sha256=f"{pk:064}", size_bytes=200_000, width=1200, height=1800,
        )
        for pk in user.receipts.values_list("pk", flat=True)
    )  # fmt: skip


def _run(sql: str, params: list[Any] | None = None) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql, params)


def _signed_in(user: User) -> APIClient:
    api = APIClient()
    body = {"email": user.email, "password": PASSWORD}
    access = api.post("/api/v1/accounts/token/", body).json()["access"]
    api.credentials(HTTP_AUTHORIZATION=f"Bearer {access}")
    return api


def _say_overhead(api: APIClient, user: User) -> None:
    def ask() -> int:
        response = api.get("/api/v1/receipts/transactions/", FILTERS)
        assert response.status_code == 200
        return int(response.json()["count"])

    assert ask() == _ask_plainly(user) > 25
    called = best_seconds(ask, times=15)
    plain = best_seconds(lambda: _ask_plainly(user), times=15)
    say(
        "receipts/transactions/ filtered and searched against SQL",
        called / plain,
        at_most=2.5,
        detail=f"{called * 1000:.1f} and {plain * 1000:.1f} ms",
    )


def _ask_plainly(user: User) -> int:
    """The number of all, a page of them, and the lines of that page."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) {_FOUND}", [user.pk])
        count = int(cursor.fetchone()[0])
        cursor.execute(
            f"SELECT {_COLUMNS} {_FOUND} ORDER BY t.purchased_on DESC, t.id DESC LIMIT 25",
            [user.pk],
        )
        ids = [row[0] for row in cursor.fetchall()]
        for table in ("receipts_lineitem", "receipts_taxline"):
            cursor.execute(f"SELECT * FROM {table} WHERE transaction_id = ANY(%s)", [ids])  # noqa: S608 - names of this file
            cursor.fetchall()
    return count


def _say_turn() -> None:
    now = timezone.now()
    Receipt.objects.bulk_create(
        (
            Receipt(
                owner_id=owner_id, original_filename="w.jpg", sha256="0" * 64,
                uploaded_at=now, updated_at=now,
            )
            for owner_id in User.objects.values_list("pk", flat=True)
            for n in range(WAITING_EACH)
        ),
        batch_size=5000,
    )  # fmt: skip
    _run("VACUUM ANALYZE")
    seconds = best_seconds(lambda: Receipt.objects.next_in_turn(now=now), times=9)
    say("turn: which of 100,000 waiting receipts is read next", seconds * 1000, unit="ms",
        at_most=50)  # fmt: skip


def _call(api: APIClient, path: str, *, rows: int, page_size: int) -> Callable[[], Any]:
    """Up to the last byte of the answer: what its reader does with it costs the server nothing."""

    def call() -> Any:
        return api.get(f"/api/v1/receipts/{path}", {"page_size": page_size})

    assert len(call().json()["results"]) == rows
    return call


if __name__ == "__main__":
    main()
