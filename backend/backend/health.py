"""Health checks for whoever runs it: is it alive, and can it do its work?"""

from collections.abc import Callable

from django.db import DatabaseError, InterfaceError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, JsonResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from receipts.models import Receipt
from receipts.storages.receipt_storage import receipt_storage


@require_safe
@never_cache
def healthz(request: HttpRequest) -> JsonResponse:
    """Alive: the process answers. Asks nothing else, so a slow database restarts nobody."""
    return JsonResponse({"status": "ok"})


@require_safe
@never_cache
def readyz(request: HttpRequest) -> JsonResponse:
    """Ready: 200, or 503 with the part that is not. `queue_depth` counts receipts due now."""
    checks: dict[str, Callable[[], str]] = {
        "database": _check_database,
        "migrations": _check_migrations,
        "storage": _check_storage,
    }
    parts: dict[str, str] = {}
    for name, check in checks.items():
        parts[name] = check()
        if name == "database" and parts[name] != "ok":
            return JsonResponse({"status": "unavailable", **parts}, status=503)
    healthy = all(state == "ok" for state in parts.values())
    depth = Receipt.objects.due(now=timezone.now()).count() if healthy else None
    body = {"status": "ok" if healthy else "unavailable", **parts, "queue_depth": depth}
    return JsonResponse(body, status=200 if healthy else 503)


def _check_database() -> str:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except (DatabaseError, InterfaceError):
        return "away"
    return "ok"


def _check_migrations() -> str:
    executor = MigrationExecutor(connection)
    return "missing" if executor.migration_plan(executor.loader.graph.leaf_nodes()) else "ok"


def _check_storage() -> str:
    return "ok" if receipt_storage().is_reachable() else "away"
