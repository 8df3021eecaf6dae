"""Feeds of instruments into the ledger and on to the judge: kept once, coarse, with coverage that tells unseen from quiet."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import msgspec
import pytest

from tocsin.engine import declarations, pipeline, reasons, sensing, store
from tocsin.engine.pipeline import Input
from tocsin.errors import UsageError
from tocsin.ledger import Ledger
from tocsin.model import Assessment, Coverage, Observation, Place, RawDoc, digest

GOLDEN = Path(__file__).parents[1] / "golden"
FEEDS = [str(GOLDEN / name) for name in ("adsb/aircraft.json", "notams/notices.txt", "ais/danish.csv")]


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    store.create(tmp_path / "w", "nuclear-escalation")
    return tmp_path / "w"


def test_taken_twice_changes_nothing(workspace: Path) -> None:
    first = sensing.ingest(FEEDS, workspace)
    assert first.observations
    assert first.coverage
    assert first.formats == {"adsb": 1, "ais": 1, "notams": 1}
    again = sensing.ingest(FEEDS, workspace)
    assert (again.observations, again.coverage, again.new) == (0, 0, 0)
    assert not store.verify(workspace).findings


def test_a_mirror_of_a_feed_is_no_second_witness(workspace: Path, tmp_path: Path) -> None:
    sensing.ingest(FEEDS[:1], workspace)
    mirror = tmp_path / "mirror.json"
    mirror.write_text(json.dumps(json.loads(Path(FEEDS[0]).read_text())))
    assert sensing.ingest([str(mirror)], workspace).observations == 0


def test_bytes_that_name_aircraft_or_ships_are_not_kept(workspace: Path, tmp_path: Path) -> None:
    broken = tmp_path / "broken.json"
    broken.write_text(Path(FEEDS[0]).read_text().replace("54.7", "154.7"))
    sensing.ingest([*FEEDS, str(broken)], workspace)
    with Ledger.open(workspace) as ledger:
        kept = list(ledger.records(RawDoc))
        assert [Path(one.path or "").name for one in kept] == ["notices.txt"]
        assert ledger.refusals()
        assert {one.kept for one in ledger.refusals()} == {0}
    everything = b"".join(path.read_bytes() for path in workspace.rglob("*") if path.is_file())
    for name in (b"ae0101", b"SYNTH01", b"219000001", b"43c123"):
        assert name not in everything


def test_reports_and_feeds_go_in_together(workspace: Path, tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "report.txt").write_text("The ministry said on 20 November 2024 that nuclear forces were not on alert.")
    (tmp_path / "in" / "notices.txt").write_text(Path(FEEDS[1]).read_text())
    taken = sensing.ingest([str(tmp_path / "in")], workspace)
    assert taken.new == 1
    assert taken.observations > 0


def test_what_is_no_feed_is_said(tmp_path: Path) -> None:
    report = tmp_path / "report.txt"
    report.write_text("Nothing of an instrument.")
    declared = declarations.load("nuclear-escalation")
    with pytest.raises(UsageError, match="no feed of an instrument"):
        sensing.from_files([str(report)], declared, None, None)
    with pytest.raises(UsageError, match="no instrument"):
        sensing.from_files([str(report)], declared, "radar-gun", None)


def test_a_broken_feed_is_refused_whole_and_keeps_nothing(workspace: Path, tmp_path: Path) -> None:
    cut = tmp_path / "cut.json"
    cut.write_bytes(Path(FEEDS[0]).read_bytes()[:900])
    taken = sensing.ingest([str(cut)], workspace, "adsb")
    assert taken.observations == taken.coverage == 0
    assert [one.reason for one in taken.refusals] == ["broken-json"]


AS_OF = datetime(2024, 12, 20, tzinfo=UTC)
GADZHIYEVO = Place(id="gadzhiyevo", name="Gadzhiyevo", lat=69.3, lon=33.3)


def polled(days: int, instrument: str) -> tuple[Coverage, ...]:
    """Coverage as a catalogue of images would tell it of itself: asked every day, answered every day."""
    return tuple(
        Coverage(
            id=digest(instrument, n), indicator=f"{instrument}/change", source=instrument, t_start=AS_OF - timedelta(days=n + 1),
            t_end=AS_OF - timedelta(days=n), t_known=AS_OF - timedelta(days=n), status="watched", place=GADZHIYEVO, method="t",
            method_version="1",
        )
        for n in range(days)
    )  # fmt: skip


def judged(coverage: tuple[Coverage, ...], observations: tuple[Observation, ...] = ()) -> Assessment:
    given = Input(
        declared=declarations.load("nuclear-escalation"), reports=(), readings=(), coverage=coverage, observations=observations, as_of=AS_OF
    )
    return pipeline.assess(pipeline.build(given), draws=60, explain=False)


def test_an_indicator_watched_only_by_optics_in_the_polar_night_is_unseen() -> None:
    found = judged(polled(40, "optical"))
    (row,) = (one for one in found.indicators if one.id == "warhead_transport")
    assert row.status == "unseen"
    assert row.coverage == 0
    (blind,) = (one for one in found.blind if one.indicator == "warhead_transport")
    assert "night: no optical look possible at Gadzhiyevo until" in blind.why
    assert "2025" in blind.why
    assert row.probability == next(one.probability for one in judged(()).indicators if one.id == "warhead_transport")


def test_in_light_the_same_coverage_is_quiet() -> None:
    half = timedelta(days=180)
    june = AS_OF + half
    light = tuple(
        msgspec.structs.replace(
            one, t_start=one.t_start + (june - AS_OF), t_end=one.t_end + (june - AS_OF), t_known=one.t_known + (june - AS_OF)
        )
        for one in polled(20, "optical")
    )
    given = Input(declared=declarations.load("nuclear-escalation"), reports=(), readings=(), coverage=light, as_of=june)
    found = pipeline.assess(pipeline.build(given), draws=60, explain=False)
    (row,) = (one for one in found.indicators if one.id == "warhead_transport")
    assert row.status == "quiet"


def test_a_feed_that_was_never_asked_says_nothing_of_the_night() -> None:
    (blind,) = (one for one in judged(()).blind if one.indicator == "warhead_transport")
    assert blind.why == "nobody looked"


def test_why_says_which_instrument_and_how_far_conventional_use_explains_it(workspace: Path) -> None:
    start = AS_OF - timedelta(days=3)
    place = Place(id="belgorod-22", name="Belgorod-22", lat=50.5, lon=35.8)
    sign = Observation(
        id="1" * 64, indicator="sar/change", source="sar", kind="look", value=0.2, t_start=start, t_end=start + timedelta(days=1),
        t_known=start + timedelta(days=1), place=place, p_null=1e-6, method="t", method_version="1",
    )  # fmt: skip
    given = Input(declared=declarations.load("nuclear-escalation"), reports=(), readings=(), observations=(sign,), coverage=(), as_of=AS_OF)
    case = pipeline.build(given)
    told = reasons.explain(given, "short-range-use", None, draws=60)
    assert case.observations
    assert "sar (dual use 0.3-0.7), Belgorod-22" in {one.publisher for one in told.reasons}
