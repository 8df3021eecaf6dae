"""A line an event, with the moment of the run's clock; nobody forges one, and what libraries write is left out."""

import io
import json
import logging
import threading
from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tocsin.engine.telemetry import emitting, logs
from tocsin.engine.telemetry.emitting import LISTENING, tell, timed

from .conftest import parsed

Written = Callable[..., io.StringIO]
HOSTILE = '\n{"at":"2026-01-01T00:00:00.000Z","level":"info","event":"forged"}\r\x1b[2J\u202e\u2028\u0085'


@pytest.fixture(autouse=True)
def _now(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TOCSIN_NOW", "2026-11-28T06:00:00Z")


def test_an_event_is_a_line(written: Written) -> None:
    stream = written()
    tell("watch.began", addresses=3, sources=2)
    assert parsed(stream) == [
        {
            "at": "2026-11-28T06:00:00.000Z",
            "level": "info",
            "event": "watch.began",
            "run": parsed(stream)[0]["run"],
            "addresses": 3,
            "sources": 2,
        }
    ]
    assert len(parsed(stream)[0]["run"]) == logs.RUN


def test_as_text(written: Written) -> None:
    stream = written("text")
    tell("watch.began", addresses=3, sources=2)
    tell("command.failed", status=4, said="the disk is full", error="CannotFinish")
    assert stream.getvalue().splitlines() == [
        "2026-11-28T06:00:00.000Z info    watch.began addresses=3 sources=2",
        '2026-11-28T06:00:00.000Z error   command.failed status=4 said="the disk is full" error=CannotFinish',
    ]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(), st.sampled_from(["json", "text"]))
def test_nothing_that_is_told_makes_another_line(written: Written, text: str, form: str) -> None:
    stream = written(form)
    for word in (text, HOSTILE + text, text + HOSTILE):
        tell("source.failing", source=word, reason=word, in_a_row=1)
        tell("command.failed", status=4, said=word, todo=word, error=word, where=word)
        tell("desk.asked", method=word, route=word, who=word, through=word, status=200)
    lines = stream.getvalue().split("\n")
    assert len(lines) == 10
    assert lines[-1] == ""
    assert len(stream.getvalue().splitlines()) == 9  # no other separator of lines either
    if form == "json":
        assert {json.loads(line)["event"] for line in lines[:-1]} == {"source.failing", "command.failed", "desk.asked"}


def test_levels(written: Written) -> None:
    stream = written("json", "warning")
    tell("watch.began", addresses=3, sources=2)
    tell("ledger.busy", waited_s=2.0)
    assert [one["event"] for one in parsed(stream)] == ["ledger.busy"]


def test_off_and_changed_while_it_runs(written: Written) -> None:
    first, second = written("json"), written("text")
    tell("ledger.busy", waited_s=2.0)
    assert not first.getvalue()
    assert second.getvalue()
    logs.begin("off")
    assert not LISTENING.sinks
    assert not LISTENING.structured
    tell("ledger.busy", waited_s=2.0)
    assert second.getvalue().count("\n") == 1


def test_nobody_listens() -> None:
    tell("no.such.event", text="not even looked at")
    with timed("no.such.event") as more:
        more["anything"] = 1


def test_how_long_and_what_went_wrong(written: Written) -> None:
    stream = written()
    with timed("picture.taken") as more:
        more["entries"] = 7
    with pytest.raises(ValueError, match="secret words"), timed("picture.taken"):
        raise ValueError("secret words")
    fine, wrong = parsed(stream)
    assert fine["entries"] == 7
    assert fine["ms"] >= 0
    assert wrong["error"] == "ValueError"
    assert "secret" not in stream.getvalue()


def test_the_place_of_ours_that_an_error_came_through() -> None:
    from tocsin.engine import clock
    from tocsin.errors import UsageError

    try:
        clock.moment("Le Kremlin a démenti", "end")
    except UsageError as error:
        told = emitting.told(error)
    assert told["error"] == "UsageError"
    assert str(told["where"]).startswith("tocsin.engine.clock:")


def test_what_libraries_log_without_their_words(written: Written) -> None:
    stream = written()
    log = logging.getLogger("some.library")
    log.warning("the key is %s", "0f1e2d3c")
    try:
        raise RuntimeError("0f1e2d3c")
    except RuntimeError:
        log.exception("it broke: 0f1e2d3c")
    log.info("not this")
    assert [(one["event"], one["logger"], one["severity"], one.get("error")) for one in parsed(stream)] == [
        ("library.warned", "some.library", "warning", None),
        ("library.warned", "some.library", "error", "RuntimeError"),
    ]
    assert "0f1e2d3c" not in stream.getvalue()


def test_a_thread_that_ends_in_an_error(written: Written) -> None:
    stream = written()

    def work() -> None:
        raise RuntimeError("0f1e2d3c")

    thread = threading.Thread(target=work, name="judging")
    thread.start()
    thread.join()
    (one,) = parsed(stream)
    assert (one["event"], one["thread"], one["error"], one["level"]) == ("thread.broke", "judging", "RuntimeError", "error")
    assert "0f1e2d3c" not in stream.getvalue()


def test_from_many_threads_lines_stay_whole(written: Written) -> None:
    stream = written()

    def work() -> None:
        for number in range(50):
            tell("ledger.busy", waited_s=float(number))

    threads = [threading.Thread(target=work) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(parsed(stream)) == 400


def test_a_reader_that_has_gone_stops_nothing(written: Written) -> None:
    stream = written()
    stream.close()
    tell("ledger.busy", waited_s=2.0)
