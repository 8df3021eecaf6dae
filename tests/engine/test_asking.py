"""Whether a model is asked, which one, and what it leaves in a workspace."""

import json
from pathlib import Path

import pytest

from tocsin.cli import app
from tocsin.engine import asking, clock, store
from tocsin.errors import ConfigError, UsageError
from tocsin.model import Reading

from ..read.llm.conftest import Endpoint127, claim, claims, server, status

__all__ = ["server"]
TEXT = (
    "A Kreml csütörtökön cáfolta, hogy nukleáris robbanófejeket szállítottak volna a határhoz. "
    "Egy erdész kilenc teherautót számolt meg a raktár kapujánál, azután az őrök hazaküldték."
)
"""in a language that no rules read, so that what the model read is all there is"""
COUNTED = "kilenc teherautót számolt meg a raktár kapujánál"


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """A workspace."""
    folder = tmp_path / "watch"
    assert app.run(["init", str(folder)]) == 0
    return folder


def configure(place: Path, url: str, more: str = "") -> None:
    """Declare a model in tocsin.yml."""
    path = place / "tocsin.yml"
    path.write_text(
        f"{path.read_text(encoding='utf-8')}model:\n  url: {url}\n  name: parrot\n  backoff_s: 0\n  send: all\n{more}", encoding="utf-8"
    )


def report(folder: Path) -> Path:
    """A file with one report."""
    path = folder / "a.jsonl"
    path.write_text(json.dumps({"id": "a", "published": "2024-11-28T10:00:00Z", "text": TEXT}) + "\n", encoding="utf-8")
    return path


def test_off_by_default(place: Path) -> None:
    assert asking.for_files(None, None, None, place, {}) is None
    assert asking.for_workspace(None, None, place, {}) is None
    # The environment alone turns nothing on.
    assert asking.for_workspace(None, None, place, {"TOCSIN_MODEL_URL": "http://localhost/v1"}) is None


def test_a_declared_model_reads_what_is_ingested_and_off_says_no(place: Path) -> None:
    configure(place, "http://localhost:8000/v1/", "  max_cost: 2.5\n")
    asked = asking.for_workspace(None, None, place, {})
    assert asked is not None
    assert (asked.endpoint.url, asked.endpoint.name, asked.endpoint.max_cost) == ("http://localhost:8000/v1", "parrot", 2.5)
    assert asking.for_workspace("off", None, place, {}) is None
    assert asking.for_files(None, None, None, place, {}) is None


def test_the_call_stands_before_the_environment_and_that_before_the_file(place: Path) -> None:
    configure(place, "http://localhost:8000/v1")
    environment = {"TOCSIN_MODEL_URL": "http://localhost:1/v1", "TOCSIN_MODEL_NAME": "crow"}
    by_environment = asking.for_files("on", None, None, place, environment)
    by_call = asking.for_files("http://localhost:2/v1", "jay", None, place, environment)
    assert by_environment is not None
    assert by_call is not None
    assert (by_environment.endpoint.url, by_environment.endpoint.name) == ("http://localhost:1/v1", "crow")
    assert (by_call.endpoint.url, by_call.endpoint.name) == ("http://localhost:2/v1", "jay")


@pytest.mark.parametrize(
    ("model", "name", "says"),
    [
        ("on", "parrot", "no model is configured"),
        ("http://localhost/v1", None, "which model"),
        ("localhost:8000", "parrot", "no address"),
        ("ftp://localhost/v1", "parrot", "no address"),
        ("http://me:secret@localhost/v1", "parrot", "must not carry"),
        ("http://localhost/v1?key=1", "parrot", "no base address"),
        ("http://localhost:port/v1", "parrot", "no address"),
    ],
)
def test_a_wrong_call_is_said(place: Path, model: str, name: str | None, says: str) -> None:
    with pytest.raises(UsageError, match=says):
        asking.for_files(model, name, None, place, {})


@pytest.mark.parametrize("line", ["  key: abc\n", "  retries: -1\n", "  most_tlp: secret\n", "  concurrency: 0\n"])
def test_a_wrong_declaration_is_said_with_its_line(place: Path, line: str) -> None:
    configure(place, "http://localhost/v1", line)
    with pytest.raises(ConfigError, match=r"tocsin\.yml:\d+"):
        asking.for_workspace(None, None, place, {})


@pytest.mark.allow_hosts(["127.0.0.1"])
def test_read_says_who_read_what_and_what_it_cost(
    server: Endpoint127, place: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    server.replies = [claims(claim(COUNTED, "Egy erdész", speaker_kind="anonymous"), claim("never said at all"))]
    configure(place, "http://localhost:1/v1")
    call = ["read", str(report(tmp_path)), "-w", str(place), "--model", server.url]
    assert app.run(call) == 0
    shown = capfd.readouterr()
    assert "read by the model only" in shown.out
    assert "1,000 tokens in and 100 out" in shown.err
    assert "content-not-in-text 1" in shown.err
    assert app.run([*call, "--json"]) == 0
    (reading,) = json.loads(capfd.readouterr().out)["reports"]
    assert {one["reader"] for one in reading["statements"]} == {"model"}
    assert reading["second"]["dropped"] == {"content-not-in-text": 1}


@pytest.mark.allow_hosts(["127.0.0.1"])
def test_an_ingest_keeps_it_once_and_erasing_takes_the_answer_along(server: Endpoint127, place: Path, tmp_path: Path) -> None:
    configure(place, server.url)
    server.replies = [claims(claim(COUNTED, "Egy erdész", speaker_kind="anonymous")), status(500)]
    path = report(tmp_path)
    for _ in range(2):
        assert app.run(["ingest", "-w", str(place), str(path)]) == 0
    assert len(server.seen) == 1
    held = store.load(place, clock.now())
    (reading,) = held.readings
    assert isinstance(reading, Reading)
    assert [one.reader for one in reading.statements] == ["model"]
    assert len(list((place / "model-answers").iterdir())) == 1
    assert app.run(["erase", "-w", str(place), reading.report, "--why", "asked to"]) == 0
    assert not list((place / "model-answers").iterdir())
    assert app.run(["verify", "-w", str(place)]) == 0


@pytest.mark.allow_hosts(["127.0.0.1"])
def test_an_ingest_goes_on_without_the_model(server: Endpoint127, place: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    configure(place, server.url)
    server.replies = [status(500)]
    capfd.readouterr()
    assert app.run(["ingest", "-w", str(place), str(report(tmp_path)), "--json"]) == 0
    assert json.loads(capfd.readouterr().out)["bill"]["outcomes"] == {"model-error": 1}
    assert "model-error" in store.load(place, clock.now()).readings[0].flags
