"""Places named and refused; comparisons of a catalogue; what is kept."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from tests.sense.imagery import made

from tocsin.engine import declarations, imaging, named_places, store
from tocsin.errors import UsageError
from tocsin.model import Coverage, Observation
from tocsin.model.imagery import Changes
from tocsin.sense.imagery.cells import Cell

PROBLEM = declarations.load().problem


def compare(*sites: str, **asked: Any) -> Changes:
    return imaging.compare(
        made.catalogue(), sites or ("invented=0,0",), imaging.Asked(**{"alpha": 0.01, **asked}), None, None, "2024-12-01"
    )


def test_places_by_id_and_by_name() -> None:
    assert named_places.site("kulikovo", PROBLEM).cell == Cell(54.9, 20.4)
    own = named_places.site("my-place=1.2,-3.4", PROBLEM)
    assert (own.cell, own.own, own.place.id) == (Cell(1.2, -3.4), True, "my-place")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("nowhere", "no place"),
        ("=1,2", "no name"),
        ("54.1=1,2", "no name"),
        ("a=1", "no point"),
        ("a=1,2,3", "no point"),
        ("a=x,2", "no point"),
        ("a=91,2", "no globe"),
        ("a=nan,2", "no globe"),
        ("a=54.612,20.4", "finer than 0.1 degree"),
    ],
)
def test_what_names_no_place_is_a_wrong_call(text: str, words: str) -> None:
    with pytest.raises(UsageError, match=words):
        named_places.site(text, PROBLEM)


def test_both_kinds_are_compared_and_the_drawn_change_is_found() -> None:
    found = compare()
    assert [site.kind for site in found.sites] == ["optical", "radar"]
    assert all(site.synthetic for site in found.sites)
    radar = found.sites[1]
    changed = [date.changed for date in radar.dates if date.changed is not None]
    assert min(changed[-2:]) > 2 * max(changed[:-2])
    assert max(range(len(radar.dates)), key=lambda i: radar.dates[i].began or 0) == made.SCENE.changes_at
    assert compare() == found


def test_only_what_was_known_and_asked_for() -> None:
    early = imaging.compare(made.catalogue(), ("invented=0,0",), imaging.Asked(alpha=0.01, kind="radar"), None, None, "2024-03-01")
    assert len(early.sites) == 1
    assert all(date.acquisition.t_known < datetime(2024, 3, 2, tzinfo=UTC) for date in early.sites[0].dates)
    later = compare(kind="radar", begin=datetime(2024, 1, 20, tzinfo=UTC), since=datetime(2024, 3, 1, tzinfo=UTC))
    assert later.sites[0].dates[0].acquisition.t > datetime(2024, 1, 20, tzinfo=UTC)
    assert next(date.acquisition.t for date in later.sites[0].dates if not date.reference) > datetime(2024, 3, 1, tzinfo=UTC)


def test_averaging_gives_more_looks_and_fewer_pixels() -> None:
    plain, coarse = compare(kind="radar").sites[0], compare(kind="radar", average=2, alpha=0.05).sites[0]
    assert coarse.looks is not None
    assert plain.looks is not None
    assert 2.5 * plain.looks < coarse.looks < 4.2 * plain.looks
    assert coarse.calibration.control_pixels == plain.calibration.control_pixels / 4


def test_control_areas_may_be_named() -> None:
    found = compare(kind="radar", controls=("0.1,0.1", "0,0.1", "-0.1,0"))
    assert found.sites[0].calibration.control_cells == 3
    with pytest.raises(UsageError, match="cannot be measured"):
        compare(kind="radar", controls=("0.1,0.1",), alpha=0.001)


@pytest.mark.parametrize("site", ["front=48.0,38.0", "zaporizhzhia-plant"])
def test_places_in_active_combat_are_refused_published_or_not(site: str) -> None:
    with pytest.raises(UsageError, match="active combat"):
        compare(site)


def test_control_areas_in_active_combat_are_refused() -> None:
    with pytest.raises(UsageError, match=r"--control 48,38.*active combat"):
        compare(controls=("48,38",))


def test_places_that_no_image_shows_are_said() -> None:
    with pytest.raises(UsageError, match="no image shows it"):
        compare("kulikovo")
    found = compare("invented=0,0", "kulikovo", "front=48,38", kind="radar")
    assert [(one.place.id, one.why.split(":")[0]) for one in found.skipped] == [("kulikovo", "kulikovo"), ("front", "front")]
    with pytest.raises(UsageError, match="nothing can be told"):
        imaging.compare(made.catalogue(), (), imaging.Asked(alpha=0.01), None, None, None)


def test_quick_looks_are_written_without_a_place_in_them(tmp_path: Path) -> None:
    from tocsin.sense.imagery.png import chunks

    found = compare(kind="radar", out=tmp_path / "looks")
    names = sorted(path.name for path in (tmp_path / "looks").iterdir())
    assert names == sorted(found.sites[0].images)
    assert len(names) == 3
    for name in names:
        assert [kind for kind, _ in chunks((tmp_path / "looks" / name).read_bytes())] == ["IHDR", "IDAT", "IEND"]


def test_what_is_kept_is_coverage_and_observations_and_the_same_twice_changes_nothing(tmp_path: Path) -> None:
    store.create(tmp_path / "w", "nuclear-escalation")
    found = compare(kind="radar")
    assert imaging.keep(found, tmp_path / "w") == 8 + 4
    assert imaging.keep(found, tmp_path / "w") == 0
    from tocsin.ledger import Ledger

    with Ledger.open(tmp_path / "w") as ledger:
        coverage, observations = list(ledger.records(Coverage)), list(ledger.records(Observation))
    assert {one.source for one in coverage} == {one.source for one in observations} == {"sar"}
    assert all(one.synthetic for one in coverage)
    assert all(one.synthetic for one in observations)
    assert all(one.place is not None and one.place.precision_km >= 11 for one in observations)


def test_broken_images_are_refused_and_the_rest_is_told(tmp_path: Path) -> None:
    import shutil

    shutil.copytree(made.catalogue(), tmp_path / "images")
    (tmp_path / "images" / "synthetic-radar" / "radar-05" / "vh.tif").write_bytes(b"no image")
    (tmp_path / "images" / "synthetic-radar" / "radar-06" / "radar-06.json").write_text("{")
    found = imaging.compare(tmp_path / "images", ("invented=0,0",), imaging.Asked(alpha=0.01, kind="radar"), None, None, None)
    assert sorted(error.reason for error in found.refused) == ["not-an-image", "not-json"]
    assert all(str(tmp_path) not in error.where for error in found.refused)
    assert [round(date.clear, 1) for date in found.sites[0].dates] == [1, 1, 1, 1, 1, 0, 1]


def test_a_change_at_a_place_of_the_problem_is_a_sign_and_the_other_days_are_quiet(tmp_path: Path) -> None:
    """From pixels to the judge's evidence: what is kept lights the indicator on the dates of the change alone."""
    from tocsin.sense.imagery import simulate
    from tocsin.sense.indicating import indicated

    scene = made.SCENE._replace(place=Cell(54.6, 21.8))
    folder = simulate.write(tmp_path / "images", scene).parent
    store.create(tmp_path / "w", "nuclear-escalation")
    asked = imaging.Asked(alpha=0.01, kind="radar")
    imaging.keep(imaging.compare(folder, ("chernyakhovsk",), asked, tmp_path / "w", None, "2024-12-01"), tmp_path / "w")
    held = store.load(tmp_path / "w", datetime(2024, 12, 1, tzinfo=UTC))
    found = indicated(PROBLEM, held.observations, held.coverage, as_of=held.as_of)
    lit = [one for one in found.observations if one.indicator == "dual_capable_deployment"]
    assert [one.t_start.date() for one in lit if one.t_start] == [date.acquisition.t.date() for date in _dates(folder)[scene.changes_at :]]
    assert all(one.synthetic for one in lit)
    watched = {one.t_start.date() for one in found.coverage if one.indicator == "dual_capable_deployment" and one.status == "watched"}
    assert watched == {date.acquisition.t.date() for date in _dates(folder)}


def _dates(folder: Path) -> tuple[Any, ...]:
    found = imaging.compare(folder, ("chernyakhovsk",), imaging.Asked(alpha=0.01, kind="radar"), None, None, "2024-12-01")
    return found.sites[0].dates
