"""Probes of a platform: is it alive, and can it do its work? Everybody may ask them."""

from collections.abc import Callable

from django.db import DatabaseError, InterfaceError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, JsonResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from backend.health.figures import KindFigures, measure_kinds
from receipts.storages.receipt_storage import receipt_storage


@require_safe
@never_cache
def healthz(request: HttpRequest) -> JsonResponse:
    """Alive: the process answers. Asks nothing else, so a slow database restarts nobody."""
    return JsonResponse({"status": "ok"})


@require_safe
@never_cache
def readyz(request: HttpRequest) -> JsonResponse:
    """Ready: 200, or 503 with the part that is not. `queue_depth` counts receipts due now, `work`
    says more of each kind of work; what failed and what it costs is not for everybody."""
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
    kinds = measure_kinds(now=timezone.now()) if healthy else []
    work = {one.kind: _shown(one) for one in kinds}
    depth = work["reading"]["due"] if healthy else None
    status = "ok" if healthy else "unavailable"
    body = {"status": status, **parts, "queue_depth": depth, "work": work}
    return JsonResponse(body, status=200 if healthy else 503)


def _shown(kind: KindFigures) -> dict[str, int]:
    return {
        "due": kind.due + kind.stuck,
        "waiting": kind.later,
        "oldest_seconds": kind.oldest_seconds,
        "busy": kind.busy,
        "workers": kind.workers,
        "stuck": kind.stuck,
    }


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
