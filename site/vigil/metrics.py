"""Figures for Prometheus at /metrics, for those who may see them. Knows no page: other parts of the site tell theirs.

Gauges are asked for when Prometheus asks. Times are measured where the work is done, which is mostly another process:
the processes of one machine leave them in METRICS_FOLDER, each in a folder of its own.
"""

import logging
import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager
from ipaddress import ip_network

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import add_never_cache_headers
from django.utils.crypto import constant_time_compare
from prometheus_client import CollectorRegistry, Histogram, Metric
from prometheus_client.exposition import choose_encoder
from prometheus_client.metrics_core import GaugeMetricFamily
from prometheus_client.multiprocess import MultiProcessCollector
from prometheus_client.registry import Collector

from outputs.letters.limits import client_address

logger = logging.getLogger(__name__)

#: A figure as it is now; None when there is nothing to tell.
Figure = Callable[[], float | None]
_GAUGES: dict[str, tuple[str, Figure]] = {}

_RENDER_SECONDS = Histogram(
    "vigil_render_seconds",
    "Seconds to render one page that is published.",
    registry=None,
    buckets=(0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10),
)


def register_gauge(name: str, help: str, function: Figure) -> None:  # noqa: A002  (Prometheus calls it so)
    """Tell a figure under this name, `vigil_…`, with its unit at the end. The function is called in each answer."""
    _GAUGES[name] = help, function


def render_timer() -> AbstractContextManager[object]:
    """Around the rendering of one page: `with render_timer(): …`."""
    return _RENDER_SECONDS.time()


class Figures(Collector):
    """Everything that is told: the gauges as they are now, and what was measured by all processes of this machine."""

    def collect(self) -> Iterable[Metric]:
        """One family for each name. A figure that cannot be found out is left out."""
        yield from self._gauges()
        if os.environ.get("PROMETHEUS_MULTIPROC_DIR"):
            files = [str(path) for path in settings.METRICS_FOLDER.glob("*/*.db")]
            yield from MultiProcessCollector.merge(files, accumulate=True)
        else:
            yield from _RENDER_SECONDS.collect()

    def _gauges(self) -> Iterator[Metric]:
        for name, (told, function) in sorted(_GAUGES.items()):
            try:
                value = function()
            except Exception:  # one figure that is lost keeps none of the others back
                logger.exception("The figure %s cannot be found out.", name)
                continue
            yield GaugeMetricFamily(name, told, value=float("nan") if value is None else value)


class MetricsMiddleware:
    """Answers /metrics to those who are allowed, under any host name. For everybody else there is no such page."""

    PATH = "/metrics"

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response
        self._registry = CollectorRegistry()
        self._registry.register(Figures())

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if request.path_info != self.PATH or not is_allowed(request):
            return self.get_response(request)
        encode, content_type = choose_encoder(request.headers.get("Accept", ""))
        response = HttpResponse(encode(self._registry), content_type=content_type)
        add_never_cache_headers(response)
        return response


def is_allowed(request: HttpRequest) -> bool:
    """Whether the request brings METRICS_TOKEN, or comes from one of METRICS_NETWORKS."""
    scheme, _space, token = request.headers.get("Authorization", "").partition(" ")
    if settings.METRICS_TOKEN and scheme == "Bearer" and constant_time_compare(token, settings.METRICS_TOKEN):
        return True
    try:
        asking = ip_network(client_address("metrics", request))
    except ValueError:
        return False
    return any(
        network.version == asking.version and asking.subnet_of(network)  # type: ignore[arg-type]  # of one version
        for network in settings.METRICS_NETWORKS
    )
