"""The safety walk: everything that instruments and images put out is coarse, late, and names no aircraft, ship or person.

It walks the JSON, text, pages and drawings of the commands over feeds, images and counts, and every record that they leave in a ledger.
"""

import json
import re
from collections.abc import Iterator
from datetime import date as Day
from datetime import timedelta
from pathlib import Path

import msgspec
import pytest

from tocsin.cli.app import run
from tocsin.engine import store
from tocsin.ledger import Ledger
from tocsin.library import combat, instruments, problems, samples
from tocsin.model import Coverage, Observation, RawDoc

GOLDEN = Path(__file__).parent / "golden"
FEEDS = [
    str(path) for name in ("adsb", "ais", "notams", "outages", "thermal", "seismic", "alerts") for path in sorted((GOLDEN / name).iterdir())
]
NAMING = ("SYNTH0", "SYNTH1", "ae0101", "43c123", "3c000", "21900000", "273000003", "36600000", "SYN00", "IMO9000")
"""what tells one aircraft or ship in the recorded feeds: addresses, call signs, ship and hull numbers"""
COORDINATE = re.compile(r"^(lat|lon|latitude|longitude|lats|lons|north|south|east|west)$")
GEOMETRY = re.compile(r"^(bbox|coordinates|geometry|transform|crs|epsg|proj:.*|geotransform)$")
FINE = re.compile(r"(?<![\d.])-?\d{1,3}\.\d{2,}\s?°|\b(?:lat|lon|latitude|longitude)\s*[=:]?\s*-?\d{1,3}\.\d{2,}", re.IGNORECASE)
"""degrees with two decimals or more, in text"""
PNG_CHUNKS = {b"IHDR", b"PLTE", b"IDAT", b"IEND"}
POSITION_FILES = {".tif", ".tiff", ".wld", ".pgw", ".jgw", ".tfw", ".kml", ".kmz", ".gpx", ".prj", ".xml"}


def out(capsys: pytest.CaptureFixture[str], *words: str, status: tuple[int, ...] = (0, 1)) -> str:
    capsys.readouterr()
    assert run(list(words)) in status, words
    return capsys.readouterr().out


def walk(data: object, path: str = "") -> Iterator[tuple[str, str, object]]:
    """(path, key, value) of everything in a JSON document."""
    if isinstance(data, dict):
        for key, value in data.items():
            yield f"{path}.{key}", str(key), value
            yield from walk(value, f"{path}.{key}")
    elif isinstance(data, list):
        for index, value in enumerate(data):
            yield from walk(value, f"{path}[{index}]")


def coarse(value: object) -> bool:
    """Whether every number in a value stands at 0.1."""
    if isinstance(value, list):
        return all(coarse(one) for one in value)
    return not isinstance(value, float) or abs(value * 10 - round(value * 10)) < 1e-6


def findings(text: str) -> list[str]:
    """What in an output is too fine, or names somebody."""
    found = [f"names {name}" for name in NAMING if name in text]
    found += [f"fine: {match.group()}" for match in FINE.finditer(text)]
    if text.lstrip().startswith(("{", "[")):
        for path, key, value in walk(json.loads(text)):
            if COORDINATE.match(key) and not coarse(value):
                found.append(f"{path} = {value}: finer than 0.1 degree")
            if GEOMETRY.match(key) and not coarse(value):
                found.append(f"{path}: georeferenced")
    return found


def png_chunks(raw: bytes) -> set[bytes]:
    """The kinds of chunks of a PNG."""
    assert raw[:8] == b"\x89PNG\r\n\x1a\n"
    kinds, at = set(), 8
    while at < len(raw):
        size = int.from_bytes(raw[at : at + 4], "big")
        kinds.add(raw[at + 4 : at + 8])
        at += 12 + size
    return kinds


def test_the_walk_finds_what_it_is_meant_to_find() -> None:
    assert findings('{"place": {"lat": 54.91, "lon": 20.4}}')
    assert findings('{"bbox": [20.41, 54.9, 20.5, 55.0]}')
    assert findings('{"heard": ["ae0101"]}')
    assert findings("seen at 54.912°")
    assert findings("lat 54.91")
    assert not findings('{"place": {"lat": 54.9, "lon": 20.4}, "value": 0.123456}')


def test_what_feeds_put_out(capsys: pytest.CaptureFixture[str]) -> None:
    for words in (["nuclear-escalation", "--json"], ["korea-tests", "--lang", "fr"]):
        told = out(capsys, "sense", *FEEDS, "--problem", *words)
        assert len(told) > 1_000
        assert findings(told) == []


def test_what_a_workspace_of_feeds_puts_out(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    place = str(tmp_path / "w")
    out(capsys, "init", place, "--problem", "nuclear-escalation")
    out(capsys, "ingest", *FEEDS, "-w", place)
    for words in (
        ["sense", "--json", "--as-of", "2024-11-26"],
        ["assess", "--json", "--draws", "20", "--as-of", "2024-11-26"],
        ["brief", "--format", "html", "--draws", "20", "--as-of", "2024-11-26"],
        ["quarantine", "--json"],
        ["series", "--instrument", "adsb", "--json"],
        ["alerts", "check", "--draws", "20", "--json"],
        ["export", "--format", "geojson", "--all", "--draws", "20"],
        ["export", "--format", "stix", "--all", "--draws", "20"],
        ["export", "--format", "cap", "--all", "--draws", "20"],
    ):
        told = out(capsys, *words, "-w", place, status=(0, 1, 2))
        assert told or words[0] in ("series", "alerts", "export")
        assert findings(told) == [], words


def test_tables_that_leave_name_nobody_and_hold_no_measurement(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    parquet = pytest.importorskip("pyarrow.parquet", reason="needs the extra tables")
    place = str(tmp_path / "w")
    out(capsys, "init", place, "--problem", "nuclear-escalation")
    out(capsys, "ingest", *FEEDS[:3], "-w", place)
    out(capsys, "export", "--format", "parquet", "-o", str(tmp_path / "tables"), "--tlp-max", "red", "--draws", "20", "-w", place)
    tables = sorted((tmp_path / "tables").glob("*.parquet"))
    assert tables
    for table in tables:
        told = json.dumps(parquet.read_table(table).to_pylist(), default=str)
        assert findings(told) == [], table.name
        assert "adsb/" not in told  # what was measured at a place stays; what it says of an indicator may leave


def test_what_stays_in_the_ledger(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    place = tmp_path / "w"
    out(capsys, "init", str(place), "--problem", "nuclear-escalation")
    out(capsys, "ingest", *FEEDS, "-w", str(place))
    with Ledger.open(place) as ledger:
        records: list[Observation | Coverage] = [*ledger.records(Observation), *ledger.records(Coverage)]
        documents = list(ledger.records(RawDoc))
    assert records
    for one in records:
        about = instruments.get(one.source)
        assert findings(msgspec.json.encode(one).decode()) == []
        assert one.t_end is not None
        assert one.t_known >= one.t_end + timedelta(minutes=about.delay_minutes)  # nothing that moves is told as it is now
        if not about.pass_on:
            assert one.tlp != "clear"  # what may not be passed on is marked so, and exports heed marks
    assert not [one for one in documents if Path(one.path or "").parent.name in ("adsb", "ais")]


def test_what_images_put_out(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    pytest.importorskip("rasterio", reason="needs the extra imagery")
    catalogue, shown = tmp_path / "images", tmp_path / "shown"
    told = out(capsys, "change", str(catalogue), "--simulate", "--json", "--out", str(shown), "--plot", str(tmp_path / "plot.svg"))
    assert "synthetic" in told.casefold()
    assert findings(told) == []
    assert findings((tmp_path / "plot.svg").read_text(encoding="utf-8")) == []
    pictures = sorted(shown.rglob("*.png"))
    assert pictures
    for picture in pictures:
        assert png_chunks(picture.read_bytes()) <= PNG_CHUNKS, picture.name  # neither place nor text nor time in it
    assert not [path for path in shown.rglob("*") if path.suffix.casefold() in POSITION_FILES]
    capsys.readouterr()
    assert run(["change", str(catalogue), "mine=48.0,37.8"]) == 2
    assert "active combat" in capsys.readouterr().err


def test_what_looks_put_out(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    pytest.importorskip("sgp4", reason="needs the extra space")
    store.create(tmp_path / "w", "nuclear-escalation", sample="autumn-2022")
    elements = samples.elements("autumn-2022")
    assert elements is not None
    asked = [
        "looks",
        "-w",
        str(tmp_path / "w"),
        "--elements",
        str(elements),
        "--from",
        "2022-10-21",
        "--as-of",
        "2022-10-21",
        "--days",
        "1",
    ]
    told = out(capsys, *asked, "--all", "--json", "--plot", str(tmp_path / "l.svg"))
    document = json.loads(told)
    assert document["looks"]
    assert "tasking" in told
    assert findings(told) == []
    assert findings((tmp_path / "l.svg").read_text(encoding="utf-8")) == []
    assert "zaporizhzhia-plant" not in {look["place"]["id"] for look in document["looks"]}
    capsys.readouterr()
    assert run([*asked, "zaporizhzhia-plant"]) == 2
    assert "active combat" in capsys.readouterr().err


def test_what_counts_put_out(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    table = tmp_path / "alerts.csv"
    rows = [f"{Day(2024, 1, 1) + timedelta(days=n)},Northmark,{n % 5}" for n in range(90)]
    table.write_text("date,series,value\n" + "\n".join(rows) + "\n")
    assert findings(out(capsys, "series", str(table), "--json")) == []
    out(capsys, "series", str(table), "--plot", str(tmp_path / "s.svg"))
    assert findings((tmp_path / "s.svg").read_text(encoding="utf-8")) == []


def test_no_site_in_active_combat_is_looked_at() -> None:
    for name in problems.shipped():
        problem = problems.load(name)
        where = {place.id: (place.lat, place.lon) for place in problem.places}
        for about in instruments.load().values():
            for area in instruments.areas(problem, about):
                if area.id in where:
                    assert combat.refusal(*where[area.id], Day.max) is None


def test_a_problem_with_a_site_at_war_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = tmp_path / "mine"
    out(capsys, "problem", "new", str(folder), "--from", "nuclear-escalation")
    links = folder / "instruments.yml"
    links.write_text(
        links.read_text(encoding="utf-8").replace("[kulikovo, asipovichy]", "[kulikovo, zaporizhzhia-plant]", 1), encoding="utf-8"
    )
    capsys.readouterr()
    assert run(["problem", "check", str(folder)]) == 2
    assert "active combat" in capsys.readouterr().err


def test_what_never_tells_of_a_strike_cannot_be_linked_to_one(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = tmp_path / "mine"
    out(capsys, "problem", "new", str(folder), "--from", "nuclear-escalation")
    links = folder / "instruments.yml"
    text = links.read_text(encoding="utf-8")
    first = text[text.index("  - instrument: ais") : text.index("  - instrument: outages")]
    for name, measure in (("thermal", "pixels"), ("seismic", "events"), ("alerts", "count")):
        strike = first.replace("instrument: ais", f"instrument: {name}").replace(
            "indicator: dual_capable_deployment", "indicator: conventional_reprisal"
        )
        strike = re.sub(r"measures: .*", f"measures: {{{measure}: {{at_least: 1}}}}", strike)
        links.write_text(text + strike, encoding="utf-8")
        capsys.readouterr()
        assert run(["problem", "check", str(folder)]) == 2
        assert f"{name} never tells of a strike" in capsys.readouterr().err
