"""What Prometheus reads: parsed by its own client's parser, equal to the events told, bounded whatever comes."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from prometheus_client.parser import text_string_to_metric_families

from tocsin.engine.telemetry import configuring, metrics
from tocsin.engine.telemetry.emitting import tell
from tocsin.engine.telemetry.metrics import METRICS, Counted
from tocsin.errors import UsageError

Samples = dict[tuple[str, frozenset[tuple[str, str]]], float]


def scraped(text: bytes) -> Samples:
    return {
        (sample.name, frozenset(sample.labels.items())): sample.value
        for family in text_string_to_metric_families(text.decode())
        for sample in family.samples
        if not sample.name.endswith("_created")
    }


def of(samples: Samples, name: str, **labels: str) -> float:
    return samples[name, frozenset(labels.items())]


def test_events_are_counted() -> None:
    counted = configuring.counted(lambda: {"tocsin_ready": 1.0, "tocsin_ledger_entries": 42.0})
    for status in (200, 200, 404):
        tell("desk.asked", method="GET", route="/statements/{statement}", status=status, ms=30.0, who="0f1e2d3c", through="session")
    tell("reports.read", new=3, known=1, statements=9, ms=250.0)
    tell("reports.read", new=2, known=0, statements=1, ms=1_250.0)
    tell("watch.round", asked=2, offline=True, ms=10.0)
    found = scraped(counted.text())
    route = {"method": "GET", "route": "/statements/{statement}"}
    assert of(found, "tocsin_desk_requests_total", status="200", **route) == 2
    assert of(found, "tocsin_desk_requests_total", status="404", **route) == 1
    assert of(found, "tocsin_desk_request_seconds_sum") == pytest.approx(0.09)
    assert of(found, "tocsin_desk_request_seconds_bucket", le="0.05") == 3
    assert of(found, "tocsin_reports_new_total") == 5
    assert of(found, "tocsin_statements_total") == 10
    assert of(found, "tocsin_read_seconds_bucket", le="1.0") == 1
    assert of(found, "tocsin_watch_offline") == 1
    assert of(found, "tocsin_ready") == 1
    assert of(found, "tocsin_ledger_entries") == 42
    assert not any("0f1e2d3c" in str(key) for key in found)
    tell("watch.round", asked=2, offline=False, ms=10.0)
    assert of(scraped(counted.text()), "tocsin_watch_offline") == 0


def test_every_metric_has_its_words_and_its_kind() -> None:
    text = Counted().text().decode()
    kinds = {family.name: (family.type, family.documentation) for family in text_string_to_metric_families(text)}
    for one in METRICS:
        assert kinds[one.name] == (one.kind, one.means)
    assert kinds["tocsin_up"][0] == "gauge"


@given(st.lists(st.text(), min_size=1, max_size=30))
def test_no_label_breaks_the_text(words: list[str]) -> None:
    counted = Counted()
    from tocsin.engine.telemetry.emitting import LISTENING

    with configuring.told({}):
        LISTENING.sinks = (counted,)
        for word in words:
            tell("source.failing", source=word, reason=word, in_a_row=1)
            tell("desk.asked", method=word, route=word, status=200, ms=1.0)
    found = scraped(counted.text())
    assert sum(value for (name, _), value in found.items() if name == "tocsin_source_failing_total") == len(words)
    assert {dict(labels).get("method") for name, labels in found if name == "tocsin_desk_requests_total"} <= {"other", *metrics.METHODS}


def test_series_are_bounded() -> None:
    counted = configuring.counted()
    for number in range(metrics.MOST + 500):
        tell("source.failing", source=f"s{number}", reason="http-500", in_a_row=1)
    found = [key for key in scraped(counted.text()) if key[0] == "tocsin_source_failing_total"]
    assert len(found) == metrics.MOST + 1
    assert of(scraped(counted.text()), "tocsin_source_failing_total", source="other", reason="other") == 500


def test_into_a_file_of_node_exporter(tmp_path: Path) -> None:
    file = tmp_path / "tocsin.prom"
    write = configuring.to_file(dict, {"TOCSIN_METRICS_FILE": str(file)})
    tell("ledger.busy", waited_s=2.0)
    write()
    assert of(scraped(file.read_bytes()), "tocsin_ledger_busy_total") == 1
    file.unlink()
    file.mkdir()
    write()  # said as an event, and the watch goes on
    with pytest.raises(UsageError, match="prom"):
        configuring.to_file(dict, {"TOCSIN_METRICS_FILE": str(tmp_path / "tocsin.txt")})
    configuring.to_file(dict, {})()


@pytest.mark.parametrize(("token", "told"), [("", None), ("x" * 16, "x" * 16)])
def test_the_token(token: str, told: str | None) -> None:
    assert configuring.token({"TOCSIN_METRICS_TOKEN": token}) == told
    with pytest.raises(UsageError, match="less than 16"):
        configuring.token({"TOCSIN_METRICS_TOKEN": "short"})
