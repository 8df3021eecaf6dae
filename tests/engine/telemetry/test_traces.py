"""Spans arrive at a real receiver of OTLP over HTTP, one under the other, with the fields of their events and no word of an error."""

import threading
from collections.abc import Iterator
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest
from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import ExportTraceServiceRequest, ExportTraceServiceResponse
from opentelemetry.proto.trace.v1.trace_pb2 import Span, Status

from tocsin.engine.telemetry import configuring, traces
from tocsin.engine.telemetry.emitting import LISTENING, timed

pytestmark = pytest.mark.allow_hosts(["127.0.0.1"])


class Receiver:
    """A collector on loopback, which keeps what it is sent."""

    def __init__(self) -> None:
        got: list[ExportTraceServiceRequest] = []
        paths: list[str] = []

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["content-length"]))
                if self.headers.get("content-encoding") == "gzip":
                    import gzip

                    body = gzip.decompress(body)
                got.append(ExportTraceServiceRequest.FromString(body))
                paths.append(self.path)
                answer = ExportTraceServiceResponse().SerializeToString()
                self.send_response(200)
                self.send_header("content-type", "application/x-protobuf")
                self.send_header("content-length", str(len(answer)))
                self.end_headers()
                self.wfile.write(answer)

            def log_message(self, *_: object) -> None:
                pass

        self.got, self.paths = got, paths
        self.server = HTTPServer(("127.0.0.1", 0), Handler)
        self.address = f"http://127.0.0.1:{self.server.server_address[1]}"
        threading.Thread(target=self.server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()

    def spans(self) -> dict[str, Span]:
        return {span.name: span for one in self.got for of in one.resource_spans for scope in of.scope_spans for span in scope.spans}

    def resource(self) -> dict[str, str]:
        return {one.key: one.value.string_value for one in self.got[0].resource_spans[0].resource.attributes}


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    made = Receiver()
    yield made
    made.server.shutdown()
    made.server.server_close()


def traced() -> bool:
    return LISTENING.tracer is not None


def attributes(span: Span) -> dict[str, object]:
    return {one.key: getattr(one.value, one.value.WhichOneof("value") or "string_value") for one in span.attributes}


def test_what_a_collector_gets(receiver: Receiver, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OTEL_EXPORTER_OTLP_ENDPOINT", receiver.address)
    monkeypatch.delenv("OTEL_SERVICE_NAME", raising=False)
    with configuring.told():
        assert traced()
        with timed("watch.round") as more:
            with timed("source.asked", source="iaea") as asked:
                asked.update(outcome="new", status=200, reason="https://ana:pw@host.example/?key=0f1e2d3c")
            with suppress(ValueError), timed("problem.judged", problem="nuclear-escalation"):
                raise ValueError("0f1e2d3c")
            more["asked"] = 1
    assert not traced()
    assert receiver.paths == ["/v1/traces"]
    spans = receiver.spans()
    assert set(spans) == {"watch.round", "source.asked", "problem.judged"}
    for name in ("source.asked", "problem.judged"):
        assert spans[name].parent_span_id == spans["watch.round"].span_id
        assert spans[name].trace_id == spans["watch.round"].trace_id
    assert attributes(spans["source.asked"]) == {
        "tocsin.source": "iaea",
        "tocsin.outcome": "new",
        "tocsin.status": 200,
        "tocsin.reason": "?",
    }
    wrong = spans["problem.judged"]
    assert wrong.status.code == Status.STATUS_CODE_ERROR
    assert attributes(wrong)["error.type"] == "ValueError"
    assert not wrong.events
    assert not any(b"0f1e2d3c" in one.SerializeToString() for one in receiver.got)
    assert receiver.resource()["service.name"] == "tocsin"


@pytest.mark.parametrize(
    ("environment", "wanted"),
    [
        ({}, False),
        ({"OTEL_SERVICE_NAME": "x"}, False),
        ({"OTEL_EXPORTER_OTLP_ENDPOINT": "http://127.0.0.1:4318"}, True),
        ({"OTEL_EXPORTER_OTLP_TRACES_ENDPOINT": "http://127.0.0.1:4318/v1/traces"}, True),
        ({"OTEL_EXPORTER_OTLP_ENDPOINT": "http://127.0.0.1:4318", "OTEL_SDK_DISABLED": "true"}, False),
        ({"OTEL_EXPORTER_OTLP_ENDPOINT": "http://127.0.0.1:4318", "OTEL_TRACES_EXPORTER": "none"}, False),
    ],
    ids=str,
)
def test_by_the_standard_variables(environment: dict[str, str], wanted: bool) -> None:
    assert traces.wanted(environment) == wanted


def test_without_the_extra_it_is_said_and_all_goes_on(monkeypatch: pytest.MonkeyPatch) -> None:
    def absent(_: object) -> None:
        raise ImportError("opentelemetry")

    monkeypatch.setattr(traces, "begin", absent)
    with configuring.told({"OTEL_EXPORTER_OTLP_ENDPOINT": "http://127.0.0.1:4318"}):
        assert LISTENING.tracer is None
