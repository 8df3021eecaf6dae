"""Spans for OpenTelemetry, sent by OTLP over HTTP (extra `otel`), set up by the standard variables (OTEL_*) alone.

A span has the name and the fields of its event, and of an error its class: never an address, a text, or what was raised in words.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING

from tocsin import __version__
from tocsin.engine.telemetry.emitting import Tracer
from tocsin.engine.telemetry.events import Value

if TYPE_CHECKING:
    from opentelemetry.sdk.trace import TracerProvider
    from opentelemetry.trace import Span

ENDPOINTS = ("OTEL_EXPORTER_OTLP_ENDPOINT", "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT")
DISABLED, EXPORTER, SERVICE = "OTEL_SDK_DISABLED", "OTEL_TRACES_EXPORTER", "OTEL_SERVICE_NAME"
"""opentelemetry.io/docs/specs/otel/configuration/sdk-environment-variables"""
NAME = "tocsin"


def wanted(environment: Mapping[str, str]) -> bool:
    """Whether somebody set up where spans go."""
    if environment.get(DISABLED, "").lower() == "true" or environment.get(EXPORTER, "otlp").lower() != "otlp":
        return False
    return any(environment.get(name) for name in ENDPOINTS)


class Told:
    """A span that is told of."""

    def __init__(self, span: "Span") -> None:
        self._span = span

    def note(self, fields: dict[str, Value]) -> None:
        """More is known of it."""
        from opentelemetry.trace import StatusCode

        for name, value in fields.items():
            if value is not None and name != "ms":
                self._span.set_attribute("error.type" if name == "error" else f"tocsin.{name}", value)
        if "error" in fields:
            self._span.set_status(StatusCode.ERROR)


def begin(environment: Mapping[str, str]) -> "tuple[TracerProvider, Tracer]":
    """What spans go out by, and what makes them. ImportError: the extra is not installed."""
    from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
    from opentelemetry.sdk.resources import Resource
    from opentelemetry.sdk.trace import TracerProvider
    from opentelemetry.sdk.trace.export import BatchSpanProcessor

    own = {"service.version": __version__, **({} if environment.get(SERVICE) else {"service.name": NAME})}
    provider = TracerProvider(resource=Resource.create(own))
    provider.add_span_processor(BatchSpanProcessor(OTLPSpanExporter()))
    tracer = provider.get_tracer(NAME, __version__)

    @contextmanager
    def spanned(name: str) -> Iterator[Told]:
        with tracer.start_as_current_span(name, record_exception=False, set_status_on_exception=False) as span:
            yield Told(span)

    return provider, spanned
