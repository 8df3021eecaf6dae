"""A problem's pathways.yml: the shipped ones load, and each mistake is told at its line."""

import pytest

from tocsin.library import pathways, problems
from tocsin.library.paths import root
from tocsin.library.pathway_schema import PathwaysFile
from tocsin.library.yaml_files import parse_bytes, validate
from tocsin.model import pathways as declared


def planted(old: str, new: str) -> list[str]:
    """The mistakes of the shipped problem's pathways.yml with one thing changed; the rest of its folder as it is."""
    text = (root() / "problems" / "nuclear-escalation" / "pathways.yml").read_text(encoding="utf-8")
    assert old in text
    mistakes: list[str] = []
    document = parse_bytes(text.replace(old, new, 1).encode(), mistakes, name="pathways.yml")
    assert document is not None
    file = validate(document, PathwaysFile, mistakes)
    if file is not None:
        problem = problems.load("nuclear-escalation")
        known = ({h.id for h in problem.hypotheses}, {place.id for place in problem.places}, {i.id for i in problem.indicators})
        mistakes += pathways.check(document, file, *known)
    return mistakes


def test_shipped_problems_declare_the_ways_that_must_be_there() -> None:
    ways = {path.id for path in _pathways("nuclear-escalation")}
    assert {"from-storage", "already-mated", "no-visible-steps", "under-exercise"} <= ways
    assert {"nuclear-test", "mobile-launch"} <= {path.id for path in _pathways("korea-tests")}
    assert all("pathways.yml" in str(step.median_hours.at) for path in _pathways("korea-tests") for step in path.steps)


def _pathways(name: str) -> tuple[declared.Path, ...]:
    found = problems.load(name).pathways
    assert found is not None
    return found.paths


def test_every_number_has_a_source_or_is_an_assumption() -> None:
    for name in problems.shipped():
        assert (root() / "problems" / name / "pathways.yml").is_file()


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("after: [storage]", "after: [stoarge]", "'stoarge' is no step above this one. Did you mean 'storage'?"),
        ("after: [mating, dispersal]", "after: [launch]", "'launch' is no step above this one"),
        ("places: [kulikovo,", "places: [kulikova,", "'kulikova' is no place of places.yml. Did you mean 'kulikovo'?"),
        ("indicator: storage_activity", "indicator: storage_activty", "is no indicator"),
        ("hypothesis: short-range-use", "hypothesis: short-use", "is no hypothesis"),
        ("skips: [dispersal]", "skips: [mating]", "the step mating has no `skippable: true`"),
        ("hides: [storage, transport, dispersal]", "hides: [storage, mating]", "the step mating has no `hidden`"),
        ("relays: {basis: government-briefing", "relays: {basis: goverment-briefing", "is no basis that a channel rests on"),
        ("rests_on: leak", "rests_on: government-briefing", "relays what it rests on already"),
        ("sensors: [sentinel-1]", "sensor: [sentinel-1]", "Did you mean 'sensors'?"),
        ("median_hours: {low: 6, high: 48,", "median_hours: {low: 60, high: 48,", "low 60 is above high 48"),
        ("concealed: {low: 0.05, high: 0.3,", "concealed: {low: 0, high: 0.3,", "low is 0 and high is not"),
        ("hidden: {low: 0.3, high: 0.8,", "hidden: {low: 0.01, high: 0.2,", "hidden lies below concealed"),
        ("begins: 7, ends: 19", "begins: 19, ends: 7", "ends at 7, not after it begins"),
        ("confirmations: 2", "confirmations: 0", "greater than or equal to 1"),
        (
            "      transport: {per_look: {low: 0.01, high: 0.1",
            "      transit: {per_look: {low: 0.01, high: 0.1",
            "'transit' is no step of any path",
        ),
        ("      - {id: hurried,", "      - {id: as-exercised,", "'as-exercised' is declared already"),
    ],
)
def test_a_mistake_is_told_at_its_line(old: str, new: str, said: str) -> None:
    found = planted(old, new)
    assert any(said in mistake and "pathways.yml:" in mistake for mistake in found), found
