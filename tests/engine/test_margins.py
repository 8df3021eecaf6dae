"""Warning time from a workspace: passes of real element sets where there are any, and what was not asked rightly."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tocsin.cli import app
from tocsin.engine import margins
from tocsin.errors import UsageError
from tocsin.ledger import Ledger
from tocsin.ledger import workspace as workspaces
from tocsin.ledger.workspace import Workspace
from tocsin.library.paths import root
from tocsin.library.sensors import skies
from tocsin.model import Coverage, Place

NOW = datetime(2022, 10, 22, tzinfo=UTC)


@pytest.fixture
def sets(tmp_path: Path) -> Path:
    """One invented element set under the name of a catalogued satellite."""
    pytest.importorskip("sgp4", reason="sgp4, the extra space, is not installed")
    first = json.loads((root() / "samples" / "autumn-2022" / "elements.json").read_text(encoding="utf-8"))[0]
    file = tmp_path / "elements.json"
    file.write_text(json.dumps([{**first, "OBJECT_NAME": "WORLDVIEW-2", "NORAD_CAT_ID": 35946}]), encoding="utf-8")
    return file


def question(**more: object) -> margins.Question:
    return margins.Question(NOW, problem="nuclear-escalation", draws=20, **more)  # type: ignore[arg-type]


def test_a_channel_whose_satellites_are_known_is_not_blind(sets: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    blind = {one.channel for one in margins.ask(None, question()).blind}
    seeing = margins.ask(None, question(elements=(sets,)))
    assert blind - {one.channel for one in seeing.blind} == {"optical-commercial"}
    assert seeing.looks == "elements"
    both = margins.ask(None, question(elements=(sets,), passes="assumed"))
    assert both.looks == "elements and assumed"
    assert not both.blind
    assert both.next_looks


@pytest.fixture
def desk(sets: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Workspace:
    """A workspace that took the element set in, as a person would."""
    monkeypatch.setenv("TOCSIN_NOW", NOW.isoformat())
    assert app.run(["init", str(tmp_path / "w")]) == 0
    return workspaces.load(tmp_path / "w")


def test_elements_taken_in_change_the_warning_time(desk: Workspace, sets: Path) -> None:
    before = margins.of_workspace(desk.folder, as_of=NOW)
    assert (before.looks, before.next_looks) == ("none", ())
    assert app.run(["ingest", "-w", str(desk.folder), str(sets)]) == 0
    after = margins.of_workspace(desk.folder, as_of=NOW)
    assert after.looks == "elements"
    assert after.next_looks
    assert {look.channel for look in after.next_looks} == {"optical-commercial"}
    assert after.in_time.mean > before.in_time.mean
    assert after.never_seen.mean < before.never_seen.mean
    stale = margins.of_workspace(desk.folder, as_of=NOW + timedelta(days=200))
    assert stale.next_looks == ()  # elements that old tell no pass


def test_what_images_of_a_day_showed_of_its_sky_counts_for_its_passes(desk: Workspace, sets: Path) -> None:
    assert app.run(["ingest", "-w", str(desk.folder), str(sets)]) == 0
    declared = margins.declared_problem(desk.folder, None)

    def usable(place: str, as_of: datetime = NOW) -> dict[str, float]:
        """By pass until midnight, the chance that it can see."""
        passes = margins.sky_of(desk.folder, declared, margins.Question(as_of)).over("optical-commercial", place)
        return {id: float(chance) for id, hours, chance in zip(passes.ids, passes.times, passes.usable, strict=True) if hours < 24}

    seen = {place.id: chances for place in declared.places if (chances := usable(place.id))}
    name, before = max(seen.items(), key=lambda pair: max(pair[1].values()))
    where = next(place for place in declared.places if place.id == name)

    def keep(looked: float, minute: int) -> None:
        known, until = NOW + timedelta(minutes=minute), NOW + timedelta(hours=23)
        image = Coverage(
            id=f"image-{minute}", indicator="storage_activity", source="optical", t_start=NOW, t_end=until, t_known=known,
            status="watched" if looked else "not-watched", looked=looked, method="images", method_version="1",
            place=Place(id=name, name=name, lat=where.lat, lon=where.lon),
        )  # fmt: skip
        with Ledger.open(desk.folder, write=True) as ledger:
            ledger.append([image], clock=known)

    keep(0.0, 1)
    assert usable(name) == before  # not known yet
    under = usable(name, NOW + timedelta(minutes=2))
    apart = skies().same_day.at  # an image tells the sky of its own hour, and of its day within this
    assert under
    assert all(chance == pytest.approx(apart / 2) for chance in under.values())
    assert max(under.values()) < max(before.values())


def test_sites_in_active_combat_are_not_looked_at(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("tocsin.library.combat.refusal", lambda lat, *_: "fighting" if lat > 52 else None)
    found = margins.ask(None, question(passes="assumed"))
    assert any(line.startswith("bryansk-18 is left out of every look: fighting") for line in found.assumes)
    assert {look.site for look in found.next_looks} <= {"belgorod-22", "voronezh-45", "saratov-63", "engels"}


def test_what_cannot_be_asked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(UsageError, match="no workspace"):
        margins.of_workspace(tmp_path / "nowhere", as_of=NOW)
    with pytest.raises(UsageError, match="no channel 'x'"):
        margins.ask(None, question(without=("x",)))
    with pytest.raises(UsageError, match="cannot be chosen"):
        margins.next_taken(None, question(), most=0)
