"""Numbers for Prometheus, where METRICS_TOKEN is set: of requests, and which conditions hold.

Each process counts in a file of its own in METRICS_DIR, and whichever is asked adds them up.
"""

import os
from collections.abc import Callable, Iterator
from pathlib import Path

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db import Error
from django.http import HttpRequest, HttpResponse, HttpResponseNotFound
from django.utils import timezone
from django.utils.crypto import constant_time_compare

from articles.models import LiveEdition, Round

from .conditions import ASK_DATABASE, CONDITIONS, DATABASE, faults_by_condition
from .requests import Counted

# Seconds: a stored page takes less than a millisecond, a publication up to a second.
BUCKETS = (0.001, 0.005, 0.025, 0.1, 0.25, 1, 5)
METHODS = {"GET", "HEAD", "POST"}


def counter_of_requests() -> Counted:
    """Counts requests in METRICS_DIR. Raises ImproperlyConfigured if the package is missing."""
    client = _client()
    labels = ["method", "status"]
    seconds = client.Histogram(
        "cancerinfo_request_seconds", "Until an answer begins.", labels, buckets=BUCKETS, registry=None
    )

    def count(method: str, status: int, taken: float):
        # Anybody can invent methods, and each would be a row for good.
        seconds.labels(method if method in METHODS else "other", status).observe(taken)

    return count


def metrics(request: HttpRequest) -> HttpResponse:
    """The numbers, for whoever sends METRICS_TOKEN as a bearer token; others find nothing here."""
    sent = request.headers.get("Authorization", "").removeprefix("Bearer ")
    if not settings.METRICS_TOKEN or not constant_time_compare(sent, settings.METRICS_TOKEN):
        return HttpResponseNotFound("Not found\n", content_type="text/plain")
    client = _client()
    registry = client.CollectorRegistry()
    client.multiprocess.MultiProcessCollector(registry, path=settings.METRICS_DIR)
    registry.register(_Site(client.metrics_core.GaugeMetricFamily))
    return HttpResponse(client.generate_latest(registry), content_type=client.CONTENT_TYPE_LATEST)


class _Site:
    def __init__(self, gauge: Callable):
        self.gauge = gauge

    def collect(self) -> Iterator:
        holds = self.gauge("cancerinfo_condition", "1 if it holds, as /readyz says.", labels=["condition"])
        found = faults_by_condition(CONDITIONS, ASK_DATABASE)
        for name, faults in found.items():
            holds.add_metric([name], float(faults == []))
        yield holds
        if not found[DATABASE]:
            yield from self._of_database()

    def _of_database(self) -> Iterator:
        try:
            live = LiveEdition.objects.count()
            ended = list(Round.objects.exclude(ended_at=None).values_list("name", "ended_at"))
        except Error:
            return  # The condition "migrations" says so.
        yield self.gauge("cancerinfo_live_editions", "Articles that readers see.", value=live)
        since = self.gauge(
            "cancerinfo_round_seconds", "Since a round of the schedule ended.", labels=["round"]
        )
        for name, at in ended:
            since.add_metric([name], (timezone.now() - at).total_seconds())
        yield since


def _client():
    Path(settings.METRICS_DIR).mkdir(parents=True, exist_ok=True)
    # The package asks for it once, when it's loaded.
    os.environ["PROMETHEUS_MULTIPROC_DIR"] = settings.METRICS_DIR
    try:
        import prometheus_client
        import prometheus_client.metrics_core
        import prometheus_client.multiprocess
    except ModuleNotFoundError as error:
        raise ImproperlyConfigured(
            "METRICS_TOKEN needs a package that isn't there: pip install -r requirements-monitoring.txt"
        ) from error
    return prometheus_client
