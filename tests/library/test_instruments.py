"""The instruments' files, and what no link may say."""

from datetime import date as Day
from pathlib import Path

import pytest

from tocsin.library import combat, instruments, problems
from tocsin.model.numbers import numbers


def test_each_says_what_it_can_and_cannot_tell() -> None:
    for one in instruments.load().values():
        for text in (one.name, one.what, one.can, one.cannot):
            assert set(text) >= {"en", "fr"}
        assert one.licence
        assert one.source
        assert len({measure.id for measure in one.measures}) == len(one.measures)


def test_what_never_tells_of_a_strike_says_so() -> None:
    never = {one.id for one in instruments.load().values() if one.never_strike}
    assert never == {"thermal", "seismic", "alerts"}
    for name in never:
        assert "never tells of a strike" in instruments.get(name).cannot["en"]


def test_what_moves_is_told_late_and_its_bytes_are_not_kept() -> None:
    for name in ("adsb", "ais"):
        one = instruments.get(name)
        assert one.delay_minutes >= 180
        assert not one.keeps_raw
        assert not one.pass_on


@pytest.mark.parametrize(
    ("lat", "lon", "on", "refused"),
    [
        (48.0, 37.8, Day(2024, 1, 1), True),
        (48.0, 37.8, Day(2021, 1, 1), False),  # before it was one
        (50.5, 30.5, Day(2022, 3, 1), True),
        (50.5, 30.5, Day(2024, 1, 1), False),  # the north, after April 2022
        (31.5, 34.5, Day(2024, 1, 1), True),
        (54.9, 20.4, Day(2024, 1, 1), False),
        (50.2, 40.2, Day(2024, 1, 1), True),  # on the edge
        (50.3, 40.2, Day(2024, 1, 1), False),
    ],
)
def test_no_site_in_active_combat(lat: float, lon: float, on: Day, refused: bool) -> None:
    told = combat.refusal(lat, lon, on)
    assert (told is not None) == refused
    assert told is None or "active combat" in told


LINK = """  - instrument: adsb
    indicator: leadership_move
    measures: {military: {at_least: 5}}
    places: [kulikovo]
    within_km: 250
    hit: {low: 0.1, high: 0.2, assumption: true}
    false_alarm: {low: 0.1, high: 0.2, assumption: true}
    concealed: {low: 0.1, high: 0.2, assumption: true}
    dual_use: {low: 0.1, high: 0.2, assumption: true}
    shows: {low: 0.1, high: 0.2, assumption: true}
    why: {en: "invented"}
"""


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("instrument: adsb", "instrument: adsbb", "no instrument 'adsbb'"),
        ("leadership_move", "leadership_moves", "no indicator 'leadership_moves'"),
        ("leadership_move", "exercise", "adsb on exercise is declared twice"),
        ("military", "militaries", "adsb has no measure 'militaries'"),
        ("[kulikovo]", "[nowhere]", "no place 'nowhere' in places.yml"),
        ("[kulikovo]", "[zaporizhzhia-plant]", "active combat"),
        ("within_km: 250", "within_km: 90", "one circle a place"),
        ("{at_least: 5}", "{}", "every value would be a sign"),
        ("dual_use: {low: 0.1, high: 0.2, assumption: true}", "dual_use: {low: 0.1, high: 0.2}", "needs a `source`, or `assumption: true`"),
        ("    places: [kulikovo]\n", "", "needs `places` of the problem, or `regions`"),
    ],
)
def test_a_wrong_link_is_named_at_its_line(tmp_path: Path, old: str, new: str, said: str) -> None:
    problems.new(tmp_path / "mine", "nuclear-escalation")
    file = tmp_path / "mine" / "instruments.yml"
    text = file.read_text(encoding="utf-8")
    file.write_text(text + LINK, encoding="utf-8")
    assert problems.check(tmp_path / "mine") == []
    assert old in LINK
    file.write_text(text + LINK.replace(old, new, 1), encoding="utf-8")
    (mistake,) = [one for one in problems.check(tmp_path / "mine") if said in one]
    line = int(mistake.split(":")[1])
    assert line > len(text.splitlines())


def test_areas_are_the_links_places_else_all_and_none_at_war() -> None:
    problem = problems.load("nuclear-escalation")
    adsb = instruments.areas(problem, instruments.get("adsb"))
    assert {area.id for area in adsb} == {"kulikovo", "chernyakhovsk", "asipovichy"}
    assert {area.within_km for area in adsb} == {250.0}
    thermal = {area.id for area in instruments.areas(problem, instruments.get("thermal"))}
    assert thermal == {place.id for place in problem.places} - {"zaporizhzhia-plant"}
    (russia,) = instruments.areas(problem, instruments.get("outages"))
    assert (russia.id, russia.codes) == ("ru", ("RU",))
    assert instruments.areas(problem, instruments.get("alerts")) == ()


def test_every_number_of_a_link_says_where_it_stands() -> None:
    found = {path: number.bounds.at for path, number in numbers(problems.load("korea-tests")).items() if path.startswith("instruments.")}
    assert set(found) >= {
        f"instruments.seismic.seismic_event.{field}" for field in ("hit", "false_alarm", "concealed", "dual_use", "shows")
    }
    assert all(at is not None and at.startswith("instruments.yml:") for at in found.values())
