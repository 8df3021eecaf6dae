"""Durations, restarts, conditions and deception in a problem's files: they load whole, or what is wrong in them is said."""

from pathlib import Path

import pytest
from tests.library.test_problems import edit, folder, line

from tocsin.errors import ConfigError
from tocsin.library import problems
from tocsin.model.dynamics import Gamma, Hazards, Lognormal

__all__ = ["folder"]

TIMES = """\
    durations:
      preparing:
        family: {family}
        {law}
        cap_days: 40
    restarts: {{event: calm}}
observing:"""
DAYS = "{low: 5, high: 20, assumption: true}"
GAMMA = TIMES.format(family="gamma", law=f"mean_days: {DAYS}\n        shape: {{low: 1, high: 6, assumption: true}}")
LOGNORMAL = TIMES.format(family="lognormal", law=f"median_days: {DAYS}\n        sigma: {{low: 0.3, high: 1, assumption: true}}")
HAZARDS = """\
    durations:
      preparing:
        family: hazards
        per_day: [{low: 0.1, high: 0.2, source: counted}, {low: 0.2, high: 0.4, source: counted}]
        initial: declared
        initial_days: {low: 1, high: 2, assumption: true}
observing:"""
CONDITION = """\
conditions:
  - id: a-decision
    name: {en: a decision}
    chronology: [decided]
    half_life_days: {low: 10, high: 40, assumption: true}
    ratios:
      - {process: main, from: calm, to: preparing, ratio: {low: 1, high: 4, assumption: true}}
observing:"""
ENTRIES = """\
entries:
  - id: decided
    date: 2022-01-03
    kind: decision
    what: {en: "They decide."}
    source: "A gazette, 2022"
  - id: done
    date: 2022-03-03
    kind: incident
    what: {en: "It happens."}
    source: "A gazette, 2022"
    happened: event
"""


def with_times(folder: Path, text: str) -> Path:
    """The small problem with these times in place of its own."""
    file = folder / "problem.yml"
    rows = [row for row in file.read_text(encoding="utf-8").splitlines(keepends=True) if not row.startswith("    restarts:")]
    file.write_text("".join(rows), encoding="utf-8")
    edit(file, "observing:", text)
    (folder / "chronology.yml").write_text(ENTRIES, encoding="utf-8")
    return folder


@pytest.mark.parametrize(("text", "kind"), [(GAMMA, Gamma), (LOGNORMAL, Lognormal), (HAZARDS, Hazards)])
def test_durations_load(folder: Path, text: str, kind: type) -> None:
    with_times(folder, text)
    assert problems.check(folder) == []
    process = problems.load(folder).processes[0]
    assert isinstance(process.durations["preparing"], kind)
    assert process.restarts == ({} if kind is Hazards else {"event": "calm"})


def test_conditions_and_events_load(folder: Path) -> None:
    with_times(folder, CONDITION)
    loaded = problems.load(folder)
    assert loaded.conditions[0].ratios[0].ratio.high == 4
    assert loaded.conditions[0].chronology == ("decided",)
    assert [entry.happened for entry in loaded.chronology] == [None, "event"]


WRONG = [
    (
        GAMMA,
        "      preparing:\n        family",
        "      praparing:\n        family",
        "'praparing' is no living state. Did you mean 'preparing'?",
    ),
    (GAMMA, "{event: calm}", "{event: clam}", "'clam' is no living state. Did you mean 'calm'?"),
    (GAMMA, "{event: calm}", "{evant: calm}", "'evant' is no absorbing event of main"),
    (GAMMA, "cap_days: 40", "cap_days: 1", "greater than or equal to 2"),
    (GAMMA, "low: 5", "low: 0", "greater than 0"),
    (GAMMA, "low: 5, high: 20, assumption: true", "low: 5, high: 20", "a number needs a `source`"),
    (GAMMA, "mean_days", "median_days", "unknown field"),
    (HAZARDS, "initial: declared", "initial: new", "go together"),
    (CONDITION, "[decided]", "[decidad]", "'decidad' is no entry of chronology.yml. Did you mean 'decided'?"),
    (CONDITION, "from: calm, to: preparing", "from: preparing, to: preparing", "declares no move from preparing to preparing"),
    (CONDITION, "process: main", "process: mian", "'mian' is no process"),
    (CONDITION, "    chronology: [decided]", "    indicators: [dispersal]", "go together"),
    (
        CONDITION,
        "    chronology: [decided]",
        "    indicators: [dispersal]\n    believed: {low: 0.5, high: 0.9, assumption: true}",
        "would count twice",
    ),
]


@pytest.mark.parametrize(("text", "old", "new", "said"), WRONG, ids=[said for _, _, _, said in WRONG])
def test_what_is_wrong_is_said_where_it_stands(folder: Path, text: str, old: str, new: str, said: str) -> None:
    assert text.count(old) == 1
    with_times(folder, text.replace(old, new))
    mistakes = problems.check(folder)
    assert any(said in mistake for mistake in mistakes), mistakes
    with pytest.raises(ConfigError):
        problems.load(folder)


def test_an_event_that_no_hypothesis_is(folder: Path) -> None:
    with_times(folder, GAMMA)
    edit(folder / "chronology.yml", "happened: event", "happened: evant")
    (mistake,) = problems.check(folder)
    assert f"chronology.yml:{line(folder / 'chronology.yml', 'happened')}:" in mistake
    assert "Did you mean 'event'?" in mistake


def test_what_is_staged_leaves_room(folder: Path) -> None:
    text = (folder / "indicators.yml").read_text(encoding="utf-8")
    at = next(row for row in text.splitlines() if row.strip().startswith("prevalence:"))
    staged = "    staged: {main: {states: {calm: [0.01, 0.99], preparing: [0.01, 0.1]}, assumption: true}}\n"
    edit(folder / "indicators.yml", at, staged + at)
    mistakes = problems.check(folder)
    assert any("leave it no time to be off" in mistake for mistake in mistakes), mistakes
    edit(folder / "indicators.yml", "[0.01, 0.99]", "[0.01, 0.02]")
    assert problems.check(folder) == []
    assert problems.load(folder).indicators[0].staged["main"]["calm"].high == 0.02
