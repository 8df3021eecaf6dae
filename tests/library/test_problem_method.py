"""Each mistake of method, planted in a problem that passes clean, is named at its line: what it is, why it matters, what to do."""

import re
import shutil
from pathlib import Path
from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tocsin.engine import reviewing
from tocsin.library import problems
from tocsin.library.paths import root
from tocsin.library.problem_method import middle


class Planted(NamedTuple):
    """A mistake: the file and problem it goes into, what is replaced, where it must be named, and in which words."""

    problem: str
    file: str
    old: str
    new: str
    at: str
    """a piece of the line, as it is afterwards, at which it is named"""
    says: str
    severity: str = "mistakes"


NUCLEAR, KOREA, NEW = "nuclear-escalation", "korea-tests", "template"
TIGHT = "states: {paused: [0.05, 0.2], ready: [0.4, 0.75], imminent: [0.7, 0.94]}"
MISTAKES = {
    "state without exit": Planted(
        NEW,
        "problem.yml",
        "      - {from: calm, to: preparing, per_day: {low: 0.0005, high: 0.005, assumption: true}}\n",
        "",
        "{id: calm",
        "no way out",
    ),
    "no way back": Planted(
        NEW,
        "problem.yml",
        "      - {from: preparing, to: calm, per_day: {low: 0.02, high: 0.1, assumption: true}}\n",
        "",
        "{id: preparing",
        "can only end in event",
        "warnings",
    ),
    "event that nothing leads to": Planted(
        NEW,
        "problem.yml",
        "      - {from: preparing, to: event, per_day: {low: 0.001, high: 0.02, assumption: true}}\n",
        "",
        "absorbing: [event]",
        "nothing leads to 'event'",
    ),
    "indicator that tells nothing apart": Planted(
        KOREA,
        "indicators.yml",
        TIGHT,
        "states: {paused: [0.2, 0.6], ready: [0.21, 0.6], imminent: [0.22, 0.6]}",
        'nuclear-testing: {assumption: true, note: "works went on',
        "largest likelihood ratio between two states is 1.0",
    ),
    "contradicting ranges": Planted(
        KOREA,
        "indicators.yml",
        TIGHT,
        "states: {paused: [0.05, 0.2], ready: [0.7, 0.94], imminent: [0.4, 0.75]}",
        "ready: [0.7, 0.94], imminent",
        "falls from",
    ),
    "lowering indicator that rises": Planted(
        KOREA,
        "indicators.yml",
        "states: {restrained: [0.25, 0.6], campaign: [0.05, 0.2], imminent: [0.02, 0.12]}",
        "states: {restrained: [0.02, 0.12], campaign: [0.05, 0.2], imminent: [0.25, 0.6]}",
        "restrained: [0.02, 0.12]",
        "direction says 'lowers'",
    ),
    "rates above one a day": Planted(
        NEW,
        "problem.yml",
        "to: calm, per_day: {low: 0.02, high: 0.1,",
        "to: calm, per_day: {low: 0.02, high: 0.999,",
        "to: event, per_day",
        "add up to 1.0",
    ),
    "impossible prior": Planted(
        NUCLEAR,
        "problem.yml",
        "prior: {routine: 0.68, signalling: 0.315, preparation: 0.0045, imminent: 0.0005}",
        "prior: {routine: 0.1, signalling: 0.1, preparation: 0.1, imminent: 0.7}",
        "prior: {routine",
        "the prior puts 0.7 on 'imminent'",
        "warnings",
    ),
    "prior that does not sum to one": Planted(
        NEW, "problem.yml", "prior: {calm: 0.95,", "prior: {calm: 0.5,", "- id: main", "the prior sums to 0.55"
    ),
    "hit below false alarm": Planted(
        KOREA,
        "problem.yml",
        "      hit: {low: 0.5, high: 0.9, assumption: true}\n      false_alarm: {low: 0.01, high: 0.06, assumption: true}",
        "      hit: {low: 0.01, high: 0.06, assumption: true}\n      false_alarm: {low: 0.5, high: 0.9, assumption: true}",
        "      hit: {low: 0.01",
        "is not above false_alarm",
    ),
    "grades turned round": Planted(
        KOREA,
        "problem.yml",
        "      false_alarm: {low: 0.03, high: 0.15, assumption: true}",
        "      false_alarm: {low: 0.001, high: 0.01, assumption: true}",
        "      hit: {low: 0.4, high: 0.8",
        "a better grade errs less",
        "warnings",
    ),
    "episode shorter than prevalence allows": Planted(
        NEW, "indicators.yml", "preparing: [0.4, 0.8]", "preparing: [0.4, 0.97]", "preparing: [0.4, 0.97]", "needs episodes of at least"
    ),
    "published always": Planted(
        NEW,
        "indicators.yml",
        "published: {low: 0.3, high: 0.9,",
        "published: {low: 0.3, high: 1,",
        "published: {low: 0.3, high: 1",
        "one silent day would prove",
    ),
    "concealed always": Planted(
        NEW,
        "indicators.yml",
        "concealed: {low: 0.05, high: 0.3,",
        "concealed: {low: 0.05, high: 1,",
        "concealed: {low: 0.05, high: 1",
        "can never be seen",
    ),
    "number without source": Planted(
        NEW,
        "indicators.yml",
        "episode_days: {low: 10, high: 40, assumption: true}",
        "episode_days: {low: 10, high: 40}",
        "episode_days: {low: 10, high: 40}",
        "needs a `source`",
    ),
    "source that names nobody": Planted(
        NEW,
        "indicators.yml",
        "episode_days: {low: 10, high: 40, assumption: true}",
        "episode_days: {low: 10, high: 40, source: TODO}",
        "episode_days: {low: 10",
        "names no source",
    ),
    "one definition twice": Planted(
        NUCLEAR,
        "problem.yml",
        "      en: A strategic nuclear weapon (intercontinental or submarine-launched missile, heavy bomber) "
        "is used by Russia against any state.",
        "      en: A non-strategic nuclear weapon is detonated by Russia against forces, places or waters of Ukraine or another state.",
        "    definition:",
        "'short-range-use'",
    ),
    "own side as evidence": Planted(
        KOREA,
        "indicators.yml",
        "  - id: drill\n    side: adversary",
        "  - id: drill\n    side: own",
        "    role: evidence",
        "no evidence of what the other will do",
    ),
    "coverage by the adversary": Planted(
        KOREA,
        "indicators.yml",
        "  - id: watch_posture\n    side: own",
        "  - id: watch_posture\n    side: adversary",
        "    side: adversary",
        "does not look for us",
    ),
    "indicator without words": Planted(
        NEW,
        "cues/en.yml",
        '  dispersal:\n    - {all_of: ["unit, units, troops", "leave, left, dispers*"]}\n',
        "",
        "- id: dispersal",
        "no words in cues/",
    ),
    "hints only": Planted(
        NEW,
        "cues/en.yml",
        '"leave, left, dispers*"]}',
        '"leave, left, dispers*"], weight: 0.5}',
        "- id: dispersal",
        "are hints only",
        "warnings",
    ),
    "cue that no indicator owns": Planted(
        NEW, "cues/en.yml", "  dispersal:", "  disperzal:", "  disperzal:", "'disperzal' is no indicator. Did you mean 'dispersal'?"
    ),
    "place too fine": Planted(KOREA, "places.yml", "lat: 41.3,", "lat: 41.28,", "lat: 41.28", "finer than 0.1 degree"),
    "known before it happened": Planted(
        KOREA,
        "chronology.yml",
        '    source: "CTBTO, announced nuclear tests by the DPRK"\n    happened',
        '    source: "CTBTO"\n    known_since: 2006-10-01\n    happened',
        "id: nuclear-test-2006-10-09",
        "before it happened on 2006-10-09",
    ),
    "outcome of nothing": Planted(
        KOREA,
        "chronology.yml",
        "happened: satellite-launch",
        "happened: satelite-launch",
        "happened: satelite-launch",
        "is no hypothesis. Did you mean 'satellite-launch'?",
    ),
    "base rate far from what was expected": Planted(
        NUCLEAR,
        "problem.yml",
        '{low: 0.0003, high: 0.003, assumption: true, note: "the step to imminent goes unseen or is skipped"}',
        "{low: 0.1, high: 0.4, assumption: true}",
        "expected_30_days",
        "the ladder implies",
    ),
}


def copied(name: str, tmp_path: Path) -> Path:
    source = root() / "templates" / "problem" if name == NEW else root() / "problems" / name
    return Path(shutil.copytree(source, tmp_path / "mine"))


@pytest.mark.parametrize("name", problems.shipped())
def test_shipped_problems_pass_clean(name: str) -> None:
    found = reviewing.review(name)
    assert found.mistakes == ()
    assert found.warnings == ()
    assert {one.hypothesis for one in found.implied} == {h.id for h in problems.load(name).hypotheses}


@pytest.mark.parametrize("kind", MISTAKES)
def test_a_planted_mistake_is_named_at_its_line(kind: str, tmp_path: Path) -> None:
    planted = MISTAKES[kind]
    folder = copied(planted.problem, tmp_path)
    file = folder / planted.file
    text = file.read_text(encoding="utf-8")
    assert planted.old in text
    file.write_text(text.replace(planted.old, planted.new, 1), encoding="utf-8")
    said = getattr(reviewing.review(folder), planted.severity)
    mine = [one for one in said if planted.says in one]
    assert mine, "\n".join(said)
    place = re.match(r"(.+?):(\d+):(\d+) ", mine[0])
    assert place is not None
    line = Path(place[1]).read_text(encoding="utf-8").splitlines()[int(place[2]) - 1]
    assert planted.at.strip() in line, mine[0]
    others = [one for one in said if planted.says not in one]
    assert len(others) <= 1, "\n".join(others)


def test_a_state_that_nothing_leads_to(tmp_path: Path) -> None:
    folder = copied(KOREA, tmp_path)
    file = folder / "problem.yml"
    text = file.read_text(encoding="utf-8").replace("preparing: 0.29, announced: 0.01}", "preparing: 0.3}")
    file.write_text(re.sub(r"(?m)^      - \{from: preparing, to: announced,.*\n", "", text), encoding="utf-8")
    (said,) = reviewing.review(folder).mistakes
    assert "nothing leads to 'announced'" in said
    assert "{id: announced" in file.read_text(encoding="utf-8").splitlines()[int(said.split(":")[1]) - 1]


def test_hypotheses_that_nothing_tells_apart(tmp_path: Path) -> None:
    folder = copied(NEW, tmp_path)
    file = folder / "problem.yml"
    text = file.read_text(encoding="utf-8")
    text = text.replace("absorbing: [event]", "absorbing: [event, other]").replace(
        "processes:\n",
        "  - id: other\n    process: main\n    name: {en: another}\n"
        "    definition: {en: Somebody else entirely acts elsewhere.}\nprocesses:\n",
        1,
    )  # fmt: skip
    line = next(row for row in text.splitlines() if "to: event" in row)
    file.write_text(text.replace(line, line + "\n" + line.replace("to: event", "to: other")), encoding="utf-8")
    (said,) = reviewing.review(folder).mistakes
    assert "at the same rates as 'event'" in said
    number = int(said.split(":")[1])
    assert "to: other" in file.read_text(encoding="utf-8").splitlines()[number - 1]


def test_a_process_that_nothing_watches(tmp_path: Path) -> None:
    folder = copied(KOREA, tmp_path)
    file = folder / "indicators.yml"
    file.write_text(re.sub(r"(?m)^      shorter-range: .*\n", "", file.read_text(encoding="utf-8")), encoding="utf-8")
    (said,) = reviewing.review(folder).mistakes
    assert "no indicator of role evidence bears on 'shorter-range'" in said


def test_what_was_expected_is_printed_beside_what_is_implied() -> None:
    found = {one.hypothesis: one for one in reviewing.review("korea-tests").implied}
    assert found["nuclear-test"].expected == (0.008, 0.06)
    assert found["unmodelled"].expected is None
    assert found["nuclear-test"].probability.low < found["nuclear-test"].probability.mean < found["nuclear-test"].probability.high


def test_a_copy_of_a_shipped_problem_is_sound_and_has_the_name_of_its_folder(tmp_path: Path) -> None:
    problems.new(tmp_path / "other tests", "korea-tests")
    assert problems.load(tmp_path / "other tests").id == "other-tests"
    assert reviewing.review(tmp_path / "other tests").mistakes == ()


@given(st.floats(0.001, 0.999), st.floats(0.001, 0.999))
def test_the_middle_lies_inside(a: float, b: float) -> None:
    low, high = sorted((a, b))
    assert low - 1e-12 <= middle(low, high) <= high + 1e-12
    assert middle(low, high) == pytest.approx(1 - middle(1 - high, 1 - low))
