"""Metrics in Prometheus' text format, behind a token. They are figures of the database, so it does
not matter which of several processes is asked."""

from collections.abc import Iterable, Iterator, Mapping

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.crypto import constant_time_compare
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, generate_latest
from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

from backend.health.figures import Figures, KindFigures, measure
from receipts.model_choice.canary import Canary

_PREFIX = "smart_accounting_"
_OF_KINDS = {
    "work_due": ("due", "Rows that may be taken now."),
    "work_waiting": ("later", "Rows that wait for their next try or for another row."),
    "work_busy": ("busy", "Rows in hand."),
    "work_stuck": ("stuck", "Rows whose lease has run out and that nobody has taken yet."),
    "work_failed": ("failed", "Rows that have failed for good and are still there."),
    "work_oldest_seconds": ("oldest_seconds", "Age of what has been waiting the longest."),
    "workers": ("workers", "Rows that one process works on at once."),
}


@require_safe
@never_cache
def metrics(request: HttpRequest) -> HttpResponse:
    """Nothing is here for whoever has no token."""
    token = settings.METRICS_TOKEN
    sent = request.headers.get("Authorization", "")
    if not token or not constant_time_compare(sent, f"Bearer {token}"):
        raise Http404
    registry = CollectorRegistry(auto_describe=False)
    registry.register(_Figures(measure(now=timezone.now())))
    return HttpResponse(generate_latest(registry), content_type=CONTENT_TYPE_LATEST)


class _Figures(Collector):
    def __init__(self, figures: Figures) -> None:
        self._figures = figures

    def collect(self) -> Iterable[Metric]:
        figures, day = self._figures, self._figures.last_day
        yield from _of_kinds(figures.kinds)
        yield _gauge(
            "receipts_failed_last_day",
            "Receipts that failed for good within a day.",
            by="code",
            values=figures.failed_within_a_day,
        )
        yield _gauge(
            "receipts_waiting",
            "Receipts that wait after a failure.",
            by="code",
            values=figures.waiting_by_code,
        )
        yield _plain("readings_last_day", "Readings within a day.", day.readings)
        if day.mean_seconds is not None:
            text = "Mean duration of the readings within a day."
            yield _plain("reading_seconds_last_day", text, day.mean_seconds)
        if day.cost_usd is not None:
            text = "What the readings within a day have cost."
            yield _plain("reading_cost_usd_last_day", text, float(day.cost_usd))
        if figures.month_cost_usd is not None:
            text = "What requests to models have cost since the month began, as it is counted."
            yield _plain("model_cost_usd_this_month", text, float(figures.month_cost_usd))
        yield _gauge(
            "circuit_open",
            "1: the service is away and asked by one receipt at a time.",
            by="service",
            values={c.service: int(c.opened_at is not None) for c in figures.circuits},
        )
        if figures.canary is not None:
            yield from _of_canary(figures.canary)


def _of_canary(canary: Canary) -> Iterator[Metric]:
    shares = canary.shares
    text = "Share of the readings by a model that was changed within four weeks."
    yield _gauge("model_share", text, by="share", values={one.name: one.now for one in shares})
    text = "The same, by the models of the four weeks before."
    before = {one.name: one.before for one in shares}
    yield _gauge("model_share_before", text, by="share", values=before)
    alarms = sum(one.is_alarming for one in shares)
    yield _plain("model_shares_alarming", "How many of them are clearly larger.", alarms)


def _of_kinds(kinds: list[KindFigures]) -> Iterator[Metric]:
    for name, (attribute, text) in _OF_KINDS.items():
        values = {one.kind: getattr(one, attribute) for one in kinds}
        yield _gauge(name, text, by="kind", values=values)


def _gauge(name: str, text: str, *, by: str, values: Mapping[str, float]) -> Metric:
    gauge = GaugeMetricFamily(_PREFIX + name, text, labels=[by])
    for label, value in values.items():
        gauge.add_metric([label], value)
    return gauge


def _plain(name: str, text: str, value: float) -> Metric:
    return GaugeMetricFamily(_PREFIX + name, text, value=value)
