"""`tocsin watch` as it is called: what it prints, how it ends, and that a signal stops it cleanly."""

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tocsin.cli import app
from tocsin.ledger import Ledger
from tocsin.model import Report

FEED = (
    "<rss><channel><title>Norvane Post</title><item><title>Depot</title><link>https://norvane-post.example/1</link>"
    "<pubDate>Sat, 28 Nov 2026 05:00:00 GMT</pubDate><description>Trucks and armed guards in unusual numbers have been seen at a nuclear "
    "warhead storage site in western Russia, two Polish officials told the Norvane Post on Friday.</description></item></channel></rss>"
)
SOURCES = """sources:
  - {id: norvane-post, name: Norvane Post, kind: outlet, sites: [norvane-post.example], originates: true, why: invented,
     collect: [{url: "https://norvane-post.example/feed", every_minutes: 30}]}
  - {id: lantier, name: Agence Lantier, kind: agency, originates: true, why: invented, collect: [{url: "https://lantier.example/feed"}]}
"""


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A workspace that follows two sources, one of which is in trouble."""
    (tmp_path / "answers").mkdir()
    answers = [{"url": "https://norvane-post.example/feed", "text": FEED}, {"url": "https://lantier.example/feed", "status": 503}]
    (tmp_path / "answers" / "index.jsonl").write_text("\n".join(map(json.dumps, answers)))
    monkeypatch.setenv("TOCSIN_RECORDED", str(tmp_path / "answers"))
    monkeypatch.setenv("TOCSIN_NOW", "2026-11-28T06:00:00Z")
    assert app.run(["init", str(tmp_path / "w")]) == 0
    (tmp_path / "w" / "sources").mkdir()
    (tmp_path / "w" / "sources" / "own.yml").write_text(SOURCES)
    return tmp_path / "w"


def test_once_for_cron(place: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    capsys.readouterr()
    assert app.run(["watch", "--once", "-w", str(place), "--draws", "40"]) == 0
    shown = capsys.readouterr()
    assert "storage_activity" in shown.out
    assert "short-range-use within 30 days: about 1 in" in shown.out
    assert "asked 2 of 2, 1 new reports" in shown.err
    assert "lantier: http-503" in shown.err
    monkeypatch.setenv("TOCSIN_NOW", "2026-11-28T06:10:00Z")
    assert app.run(["watch", "--once", "-w", str(place), "--json"]) == 0
    quiet = capsys.readouterr()
    assert json.loads(quiet.out)["asked"] == 0
    assert "nothing is due; next 06:3" in quiet.err


def test_a_run_on_recorded_answers_gives_the_same_ledger_again(
    place: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    outputs = []
    for name in ("w", "again"):
        if name == "again":
            app.run(["init", str(tmp_path / name)])
            (tmp_path / name / "sources").mkdir()
            (tmp_path / name / "sources" / "own.yml").write_text(SOURCES)
        capsys.readouterr()
        app.run(["watch", "--once", "-w", str(tmp_path / name), "--draws", "40", "--json"])
        outputs.append(capsys.readouterr().out)
    assert outputs[0] == outputs[1]


@pytest.mark.parametrize(
    ("tokens", "said"),
    [
        (["watch"], "TOCSIN_NOW holds the clock still"),
        (["watch", "--once", "--source", "norvane"], "did you mean norvane-post?"),
        (["watch", "--once", "--source", "iaea-of-mars"], "there is no source"),
    ],
)
def test_a_wrong_call_is_told(place: Path, tokens: list[str], said: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert app.run([*tokens, "-w", str(place)]) == 2
    assert said in capsys.readouterr().err


def test_no_network_at_all_ends_in_four(place: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    answers = [{"url": f"https://{host}.example/feed", "fails": "dns"} for host in ("norvane-post", "lantier")]
    (tmp_path / "answers" / "index.jsonl").write_text("\n".join(map(json.dumps, answers)))
    assert app.run(["watch", "--once", "-w", str(place)]) == 4
    told = capsys.readouterr().err
    assert "the network seems to be down" in told
    assert "none of 2 addresses could be reached" in told


@pytest.mark.parametrize(("number", "status"), [(signal.SIGTERM, 0), (signal.SIGINT, 130), (signal.SIGKILL, -9)])
def test_a_signal_stops_it_and_the_ledger_is_whole(place: Path, number: int, status: int) -> None:
    environment = {name: value for name, value in os.environ.items() if name != "TOCSIN_NOW"}
    command = [sys.executable, "-m", "tocsin", "watch", "-w", str(place), "--no-judge", "--json"]
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as running:
        assert running.stdout is not None
        first = json.loads(running.stdout.readline())
        running.send_signal(number)
        _, told = running.communicate(timeout=60)
    assert first["new"] == 1
    assert running.returncode == status
    assert ("stopped: what came is in the ledger" in told) == (number != signal.SIGKILL)
    with Ledger.open(place, write=True) as ledger:
        ledger.verify()


FULL = """
import resource, sys
most = int(sys.argv[2])
resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))
from tocsin.cli import app
sys.exit(app.run(["watch", "--once", "-w", sys.argv[1], "--no-judge"]))
"""


@pytest.mark.parametrize("most", [300, 8_000, 20_000])
def test_a_full_disk_ends_in_four_and_the_ledger_is_whole(place: Path, most: int) -> None:
    done = subprocess.run([sys.executable, "-c", FULL, str(place), str(most)], capture_output=True, text=True, check=False)
    assert (done.returncode, "Traceback" in done.stderr) == (4, False), done.stderr
    assert "disk" in done.stderr
    with Ledger.open(place, write=True) as ledger:
        ledger.verify()
    assert app.run(["watch", "--once", "-w", str(place), "--no-judge"]) == 0
    with Ledger.open(place) as ledger:
        assert ledger.count(Report) == 1


def test_health_asks_nobody_and_says_what_is_wrong(
    place: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for hour in ("06", "09", "14"):
        monkeypatch.setenv("TOCSIN_NOW", f"2026-11-28T{hour}:00:00Z")
        app.run(["watch", "--once", "-w", str(place), "--no-judge"])
    capsys.readouterr()
    monkeypatch.delenv("TOCSIN_RECORDED")
    assert app.run(["watch", "--health", "-w", str(place)]) == 1
    shown = capsys.readouterr().out
    assert "3 failures in a row since 2026-11-28 06:00: http-503" in shown
    app.run(["watch", "--health", "-w", str(place), "--json"])
    rows = json.loads(capsys.readouterr().out)["addresses"]
    assert [(row["source"], row["doing"]) for row in rows] == [("lantier", "broken"), ("norvane-post", "well")]
