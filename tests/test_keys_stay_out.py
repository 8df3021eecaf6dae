"""The walk for keys: a planted key is in nothing that is written or printed - ledger, blobs, quarantine, state, logs, JSON, exports.

The services that are asked repeat the key wherever a real one might: in a body, an error's text, a redirect, an ETag, a "next" link.
"""

import json
from pathlib import Path
from urllib.parse import quote

import pytest

from tocsin.cli.app import run
from tocsin.engine import store
from tocsin.ledger import Ledger
from tocsin.model import Observation, RawDoc, Report

KEY = "0f1e2d3c4b5a69788796a5b4c3d2e1f0+/="
QUOTED = quote(KEY, safe="")
SPELT = (KEY, QUOTED, QUOTED.lower(), KEY.replace("/", "\\/"))
HEAT = (
    "latitude,longitude,bright_ti4,scan,track,acq_date,acq_time,satellite,instrument,confidence,version,bright_ti5,frp,daynight\n"
    "73.40012,54.80512,341.2,0.41,0.37,2026-11-28,0112,N,VIIRS,n,2.0NRT,291.3,5.6,N\n"
)
"""by Novaya Zemlya, invented"""
SOURCES = """sources:
  - id: heat
    name: heat
    kind: instrument
    why: invented
    collect:
      - {url: "https://firms.example/api/area/csv/{key:PLANTED}/VIIRS/world/1/{from}", instrument: thermal}
  - id: nonsense
    name: nonsense
    kind: instrument
    why: invented
    collect:
      - {url: "https://quakes.example/query?api_key={key:PLANTED}", instrument: seismic}
  - id: trouble
    name: trouble
    kind: instrument
    why: invented
    collect:
      - {url: "https://ioda.example/{key:PLANTED}/events", instrument: outages, headers: {Authorization: "Bearer {key:PLANTED}"}}
  - id: post
    name: Post
    kind: outlet
    sites: [post.example]
    originates: true
    why: invented
    collect:
      - {url: "https://post.example/feed?token={key:PLANTED}", pages: true}
  - id: away
    name: Away
    kind: outlet
    why: invented
    collect:
      - {url: "https://away.example/feed?token={key:PLANTED}"}
"""
ITEM = (
    "<item><title>Depot</title><link>https://post.example/1?from=KEY</link><pubDate>Sat, 28 Nov 2026 05:00:00 GMT</pubDate><description>"
    "Trucks have been seen at a nuclear warhead storage site, two officials told the Post on Friday. KEY</description></item>"
).replace("KEY", QUOTED)
ANSWERS: list[dict[str, object]] = [
    {"url": f"https://firms.example/api/area/csv/{QUOTED}/VIIRS/world/1/2026-11-28", "text": HEAT + f"{KEY},,\n"},
    {
        "url": f"https://quakes.example/query?api_key={QUOTED}",
        "text": f"<html>Wrong key {KEY}, {QUOTED}</html>",
        "headers": {"ETag": f'"{KEY}"'},
    },
    {"url": f"https://ioda.example/{QUOTED}/events", "status": 302, "headers": {"Location": f"http://10.0.0.1/{QUOTED}"}},
    {"url": f"https://post.example/feed?token={QUOTED}", "status": 301, "headers": {"Location": f"/new?token={QUOTED}"}},
    {"url": f"https://post.example/new?token={QUOTED}", "text": f"<rss><channel><title>Post</title>{ITEM}</channel></rss>"},
    {"url": f"https://away.example/feed?token={QUOTED}", "status": 500, "text": KEY},
    {"url": f"https://page.example/?token={QUOTED}", "text": f"<html><body><article><p>Wrong: {KEY}</p></article></body></html>"},
]


def keyed(told: str | bytes) -> bool:
    raw = told.encode() if isinstance(told, str) else told
    return any(form.encode() in raw for form in SPELT)


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder, answers = tmp_path / "w", tmp_path / "answers"
    answers.mkdir()
    (answers / "index.jsonl").write_text("\n".join(map(json.dumps, ANSWERS)))
    store.create(folder, "nuclear-escalation")
    (folder / "sources").mkdir()
    (folder / "sources" / "own.yml").write_text(SOURCES)
    monkeypatch.setenv("TOCSIN_RECORDED", str(answers))
    monkeypatch.setenv("TOCSIN_NOW", "2026-11-28T06:00:00Z")
    monkeypatch.setenv("TOCSIN_KEY_PLANTED", KEY)
    return folder


def test_a_planted_key_is_in_nothing_that_is_written_or_said(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    at = ("-w", str(place))
    for words in (
        ["watch", "--once", "--json", "--draws", "20", *at],
        ["watch", "--health", "--json", *at],
        ["watch", "--health", *at],
        ["source", "list", "--json", *at],
        ["source", "check", "--online", "heat", "nonsense", "trouble", "post", "away", *at],
        ["source", "check", "--online", "heat", "nonsense", "trouble", "post", "away", "--json", *at],
        ["source", "add", "https://post.example/feed?token={key:PLANTED}", "--id", "post-2", "--json", *at],
        ["ingest", "https://page.example/?token={key:PLANTED}", "https://away.example/feed?token={key:PLANTED}", "--json", *at],
        ["sense", "--json", *at],
        ["quarantine", "--json", *at],
        ["quarantine", "--retry", *at],
        ["statements", "--json", *at],
        ["origins", "--json", *at],
        ["versions", "--json", *at],
        ["brief", "--draws", "20", "--format", "html", *at],
        ["alerts", "check", "--draws", "20", "--json", *at],
        ["export", "--format", "stix", "--all", "--draws", "20", *at],
        ["export", "--format", "geojson", "--all", "--draws", "20", *at],
        ["export", "--format", "parquet", "--tlp-max", "red", "--draws", "20", "-o", str(place / "tables"), *at],
        ["verify", "--json", *at],
        ["doctor", *at],
    ):
        assert run(words) in (0, 1, 2, 4), words
        told = capsys.readouterr()
        assert not keyed(told.out + told.err), words
    with Ledger.open(place) as ledger:
        # The answers did come, with the key's name in its place: else nothing would have been tried.
        assert [one.url for one in ledger.records(RawDoc) if one.url and "{key:PLANTED}" in one.url]
        assert any("{key:PLANTED}" in report.text for report in ledger.records(Report))
        assert any(one.indicator.startswith("thermal/") for one in ledger.records(Observation))
        assert any(one.reason == "no-header" and "quakes" in (one.where or "") for one in ledger.refusals())
    walked = [path for path in place.rglob("*") if path.is_file()]
    assert {"watch.json"} <= {path.name for path in walked}
    assert [str(path) for path in walked if keyed(path.read_bytes()) or keyed(str(path))] == []


def test_nor_in_logs_and_counts_nor_is_what_was_reported(
    place: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    counts = tmp_path / "tocsin.prom"
    monkeypatch.setenv("TOCSIN_LOG", "json")
    monkeypatch.setenv("TOCSIN_LOG_LEVEL", "debug")
    monkeypatch.setenv("TOCSIN_METRICS_FILE", str(counts))
    forged = '{"text": "x", "title": "\\n{\\"event\\": \\"forged\\"}\\u202e\\u001b[2J"}\n{"text": \n'
    (tmp_path / "hostile.jsonl").write_text(forged)
    at = ("-w", str(place))
    seen: set[str] = set()
    for words in (
        ["watch", "--once", "--json", "--draws", "20", *at],
        ["ingest", f"https://page.example/?token={QUOTED}", *at],
        ["ingest", "https://page.example/?token={key:PLANTED}", "https://away.example/feed?token={key:PLANTED}", *at],
        ["ingest", str(tmp_path / "hostile.jsonl"), "--format", "jsonl", *at],
        ["quarantine", "--retry", "--json", *at],
        ["brief", "--draws", "20", "--as-of", f"{KEY}", *at],
        ["alerts", "check", "--draws", "20", "--json", *at],
        ["backup", f"/proc/{KEY}/nowhere", *at],
    ):
        run(words)
        for line in capsys.readouterr().err.split("\n")[:-1]:
            told = json.loads(line)
            seen.add(told["event"])
            assert not keyed(line), line
            assert not any(piece in line for piece in ("Trucks", "Depot", "://p", "token=", "\u202e", "\x1b"))
    assert {"source.asked", "source.failing", "reports.read", "input.refused", "problem.judged", "command.failed"} <= seen
    assert "forged" not in seen
    assert b"tocsin_source_asked_total" in counts.read_bytes()
    assert not keyed(counts.read_bytes())
    assert b"://" not in counts.read_bytes()


def test_without_the_key_the_feed_says_which_variable_is_missing(
    place: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("TOCSIN_KEY_PLANTED")
    run(["watch", "--once", "--no-judge", "-w", str(place)])
    assert "TOCSIN_KEY_PLANTED is not set" in capsys.readouterr().err


def test_an_address_with_a_key_in_it_is_not_taken(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (place / "sources" / "own.yml").write_text(SOURCES.replace("{key:PLANTED}", QUOTED))
    for words in (["watch", "--once", "-w", str(place)], ["ingest", f"https://page.example/?token={QUOTED}", "-w", str(place)]):
        assert run(words) == 2
        told = capsys.readouterr()
        assert "TOCSIN_KEY_" in told.err
        assert not keyed(told.out + told.err)
