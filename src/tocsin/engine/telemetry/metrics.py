"""Counts made of events, in the text that Prometheus reads: which ones, as data, and how they are kept (extra `metrics`).

Labels hold ids, words and patterns of routes, never an address or a name; and no metric has more than `MOST` combinations of them, so that
nobody fills the memory of who scrapes: what comes beyond is counted under `other`.
"""

import threading
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from tocsin import __version__
from tocsin.engine.telemetry.emitting import Happened
from tocsin.errors import CannotFinish
from tocsin.ledger import durable
from tocsin.model import Record

if TYPE_CHECKING:
    from prometheus_client import CollectorRegistry

MOST = 2_000
"""combinations of labels of one metric"""
OTHER = "other"
QUICK = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)
SLOW = (0.1, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0, 60.0, 120.0, 300.0, 600.0)
"""seconds: upper ends of a histogram's classes"""
MEDIA_TYPE = "text/plain; version=0.0.4; charset=utf-8"
"""prometheus.io/docs/instrumenting/exposition_formats"""
METHODS = frozenset({"GET", "HEAD", "POST", "OPTIONS"})


class Metric(Record, frozen=True, kw_only=True):
    """One metric, and the event that it is made of."""

    name: str
    kind: Literal["counter", "gauge", "histogram"]
    means: str
    event: str
    labels: tuple[str, ...] = ()
    """fields of the event"""
    value: str | None = None
    """the field that is added or set; None: each event counts one. Of a histogram, and in seconds, where it is `ms`"""
    classes: tuple[float, ...] = ()


def _counter(name: str, means: str, event: str, labels: tuple[str, ...] = (), value: str | None = None) -> Metric:
    return Metric(name=name, kind="counter", means=means, event=event, labels=labels, value=value)


def _gauge(name: str, means: str, event: str, value: str) -> Metric:
    return Metric(name=name, kind="gauge", means=means, event=event, value=value)


def _histogram(name: str, means: str, event: str, classes: tuple[float, ...]) -> Metric:
    return Metric(name=name, kind="histogram", means=means, event=event, value="ms", classes=classes)


METRICS: tuple[Metric, ...] = (
    _counter("tocsin_desk_requests", "requests that the desk answered", "desk.asked", ("method", "route", "status")),
    _histogram("tocsin_desk_request_seconds", "until an answer was whole", "desk.asked", QUICK),
    _counter("tocsin_desk_people_acts", "sign-ins, refused ones, and changes of accounts", "desk.people", ("act",)),
    _histogram("tocsin_picture_seconds", "to load and judge what pages look at", "picture.taken", SLOW),
    _gauge("tocsin_picture_entries", "the ledger's entries when the last picture was taken", "picture.taken", "entries"),
    _counter("tocsin_pictures", "pictures taken; error: why not", "picture.taken", ("error",)),
    _counter("tocsin_watch_rounds", "rounds of the watch in which something was due", "watch.round"),
    _histogram("tocsin_watch_round_seconds", "of such a round", "watch.round", SLOW),
    _gauge("tocsin_watch_offline", "1 where the last round could reach nothing", "watch.round", "offline"),
    _counter("tocsin_source_asked", "addresses asked", "source.asked", ("source", "outcome")),
    _histogram("tocsin_source_seconds", "until an address had answered, pauses included", "source.asked", SLOW),
    _counter("tocsin_source_bytes", "bytes that a source gave", "source.asked", ("source",), value="bytes"),
    _counter("tocsin_source_failing", "answers that were not what they should be", "source.failing", ("source", "reason")),
    _counter("tocsin_reports_new", "reports that were new", "reports.read", value="new"),
    _counter("tocsin_reports_known", "reports that the ledger held already", "reports.read", value="known"),
    _counter("tocsin_statements", "statements read", "reports.read", value="statements"),
    _histogram("tocsin_read_seconds", "to read a batch of reports and keep it", "reports.read", SLOW),
    _counter("tocsin_input_refused", "pieces of input that went into quarantine", "input.refused", ("reason",)),
    _histogram("tocsin_judge_seconds", "to judge the problem", "problem.judged", SLOW),
    _counter("tocsin_alerts", "messages of alerts made", "alert.rung", ("message", "severity")),
    _counter("tocsin_deliveries", "deliveries by how they came out", "alert.carried", ("channel", "progress")),
    _counter("tocsin_ledger_busy", "times that another command's writing was waited for", "ledger.busy"),
    _counter("tocsin_library_warnings", "warnings of libraries", "library.warned", ("logger", "severity")),
    _counter("tocsin_threads_broken", "threads that ended in an error", "thread.broke"),
)
LOOKED_UP: dict[str, str] = {
    "tocsin_up": "1, with the version as a label",
    "tocsin_ready": "1 where /readyz would say so (the desk)",
    "tocsin_picture_age_seconds": "how far the picture's moment lies back (the desk)",
    "tocsin_ledger_entries": "entries of the ledger",
    "tocsin_disk_free_bytes": "free where the workspace lies",
}
"""gauges that are looked up when somebody asks"""


class Counted:
    """The metrics of one process. May be told of events from any thread."""

    def __init__(self, looked_up: Callable[[], dict[str, float]] = dict) -> None:
        """looked_up: gauges of `LOOKED_UP`, when somebody asks. CannotFinish: the extra is not installed."""
        try:
            import prometheus_client
        except ImportError as error:
            raise CannotFinish("metrics need prometheus-client, which is not installed", todo="pip install 'tocsin[metrics]'") from error
        self._client, self.looked_up = prometheus_client, looked_up
        self.registry: CollectorRegistry = prometheus_client.CollectorRegistry()
        self._by_event: dict[str, list[tuple[Metric, Any]]] = {}
        self._seen: dict[str, set[tuple[str, ...]]] = {}
        self._lock = threading.Lock()
        for one in METRICS:
            self._by_event.setdefault(one.event, []).append((one, self._made(one)))
        self._gauges = {
            name: prometheus_client.Gauge(name, means, ["version"] if name == "tocsin_up" else [], registry=None)
            for name, means in LOOKED_UP.items()
        }

    def _made(self, one: Metric) -> Any:
        match one.kind:
            case "counter":
                return self._client.Counter(one.name, one.means, one.labels, registry=self.registry)
            case "gauge":
                return self._client.Gauge(one.name, one.means, one.labels, registry=self.registry)
        return self._client.Histogram(one.name, one.means, one.labels, registry=self.registry, buckets=one.classes)

    def __call__(self, happened: Happened) -> None:
        """Count it."""
        for one, kept in self._by_event.get(happened.what.name, ()):
            value = happened.fields.get(one.value) if one.value is not None else 1
            if not isinstance(value, int | float):
                continue
            labelled = kept.labels(*self._labels(one, happened)) if one.labels else kept
            match one.kind:
                case "counter":
                    labelled.inc(value)
                case "gauge":
                    labelled.set(value)
                case "histogram":
                    labelled.observe(value / 1_000 if one.value == "ms" else value)

    def _labels(self, one: Metric, happened: Happened) -> Sequence[str]:
        values = tuple(str(happened.fields.get(name, "")) for name in one.labels)
        if "method" in one.labels and values[one.labels.index("method")] not in METHODS:
            values = tuple(OTHER if name == "method" else value for name, value in zip(one.labels, values, strict=True))
        with self._lock:
            seen = self._seen.setdefault(one.name, set())
            if values in seen or len(seen) < MOST:
                seen.add(values)
                return values
        return (OTHER,) * len(one.labels)

    def text(self) -> bytes:
        """All of it, as Prometheus reads it (text format 0.0.4)."""
        found = self.looked_up()
        looked_up = self._client.CollectorRegistry()
        for name, gauge in self._gauges.items():
            if name == "tocsin_up":
                gauge.labels(__version__).set(1)
                looked_up.register(gauge)
            elif name in found:
                gauge.set(found[name])
                looked_up.register(gauge)
        return bytes(self._client.generate_latest(self.registry) + self._client.generate_latest(looked_up))

    def write(self, path: Path) -> None:
        """Into a file, whole or not at all: for the textfile collector of node_exporter, whose file has to end in .prom."""
        durable.write(path, self.text())
