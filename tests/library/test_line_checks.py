"""Files of red lines, doctrine, decisions and the calendar: a mistake is found where it stands; the shipped ones are sound."""

import re
from datetime import date
from pathlib import Path

import pytest

from tocsin.errors import ConfigError
from tocsin.library import problems
from tocsin.model.lines import Lines

RED_LINES = """\
checked: invented
answering: {en: "in response to"}
consequences:
  - {id: open, name: {en: open}, rank: 0, act: false, open: true}
  - {id: strike, name: {en: strike}, rank: 2, words: {en: "strike*"}}
themes:
  - {id: bridge, name: {en: bridge}, words: {en: bridge}}
red_lines:
  - id: leader-bridge
    speaker: country:lined
    date: 2022-06-01
    theme: bridge
    condition: {en: the bridge is touched}
    threatened: {en: strikes}
    consequence: strike
    source: X Gazette
    crossings:
      - id: blast
        date: 2022-07-01
        clock: "03:25+03:00"
        what: {en: a blast}
        says: [country:lined]
        source: X Gazette
        answers:
          - {date: 2022-07-02, what: {en: strikes}, kind: strike, told_as_answer: true, source: X Gazette}
"""
DOCTRINE = """\
checked: invented
elements:
  - {id: bombs, name: {en: bombs}, words: {en: bombs}}
texts:
  - id: old
    name: {en: Old text}
    kind: text
    date: 2020-06-01
    source: X
    conditions:
      - {matter: attack, article: "1", what: {en: bombs fall}, elements: [bombs], core: [bombs]}
holdings:
  - {matter: attack, date: 2022-07-01, by: country:lined, stance: holds, what: {en: so}, source: X}
"""
DECISIONS = """\
checked: invented
decisions:
  - id: permission
    date: 2022-07-01
    by: country:lined
    what: {en: strikes are allowed}
    hypotheses: [strike]
    ratios:
      - {hypothesis: strike, low: 0.8, high: 3, assumption: true}
    source: X
"""
CALENDAR = """\
checked: invented
calendar:
  - id: drill
    known_since: 2022-10-01
    source: X
    indicators: [storage_activity]
    kind: exercise
    what: {en: drill}
    shows: {en: trucks}
    date: 2022-10-25
"""
FILES = {"red_lines": RED_LINES, "doctrine": DOCTRINE, "decisions": DECISIONS, "calendar": CALENDAR}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A small problem with all four files, sound."""
    problems.new(tmp_path / "mine")
    mine = tmp_path / "mine"
    (mine / "gazetteer").mkdir(exist_ok=True)
    (mine / "gazetteer" / "lined.yml").write_text(
        "type: country\nsource: invented\nknown_since: 2000-01-01\nentities:\n  - {id: 'country:lined', name: {en: Q}, forms: {en: Q}}\n",
        encoding="utf-8",
    )
    loaded = problems.load(mine)
    hypothesis, indicator = loaded.hypotheses[0].id, loaded.indicators[0].id
    for name, content in FILES.items():
        words = content.replace("[strike]", f"[{hypothesis}]").replace("hypothesis: strike", f"hypothesis: {hypothesis}")
        (mine / f"{name}.yml").write_text(words.replace("storage_activity", indicator), encoding="utf-8")
    problems._load.cache_clear()
    return mine


def test_the_four_files_become_one_record(folder: Path) -> None:
    assert problems.check(folder) == []
    lines = problems.load(folder).lines
    assert lines.red_lines[0].crossings[0].answers[0].known_since == date(2022, 7, 2)
    assert (lines.checked, lines.doctrine[0].conditions[0].core, lines.decisions[0].ratios[0].assumption) == ("invented", ("bombs",), True)
    assert lines.calendar[0].id == "drill"


@pytest.mark.parametrize(
    ("name", "old", "new", "said"),
    [
        (
            "red_lines",
            "speaker: country:lined",
            "speaker: country:linde",
            "'country:linde' is no entity of the gazetteer. Did you mean 'country:lined'",
        ),
        ("red_lines", "theme: bridge\n", "theme: brigde\n", "'brigde' is no theme"),
        ("red_lines", "consequence: strike", "consequence: strikes", "'strikes' is no consequence"),
        ("red_lines", "kind: strike", "kind: strik", "'strik' is no consequence"),
        ("red_lines", "date: 2022-07-02", "date: 2022-09-02", "63 days after the crossing"),
        ("red_lines", "date: 2022-07-02", "date: 2022-06-02", "is before the crossing"),
        ("red_lines", "date: 2022-07-01", "date: 2022-05-01", "before the line was first said"),
        ("red_lines", '"03:25+03:00"', '"03:25"', "is no time of day with its offset"),
        ("red_lines", "says: [country:lined]", "says: []", "says"),
        ("red_lines", "{id: open,", "{id: strike,", "is declared already"),
        ("red_lines", "    source: X Gazette\n    crossings", "    crossings", "source"),
        ("doctrine", "elements: [bombs], core: [bombs]", "elements: [bombs], core: [bomb]", "core names bomb"),
        ("doctrine", "elements: [bombs], core", "elements: [bombs, soil], core", "'soil' is no element"),
        ("doctrine", "matter: attack, date", "matter: atack, date", "'atack' is no matter of a condition. Did you mean 'attack'?"),
        ("doctrine", "  - {id: bombs, ", "  - {id: soil, name: {en: soil}}\n  - {id: bombs, ", "'soil' is part of no condition"),
        ("doctrine", "kind: text\n", "kind: text\n    replaces: older\n", "'older' is no text of this file"),
        ("decisions", "low: 0.8", "low: 8", "low 8 is above high 3"),
        ("decisions", ", assumption: true", "", "a number needs a `source`"),
        ("decisions", "by: country:lined", "by: country:zz", "'country:zz' is no entity"),
        ("calendar", "    date: 2022-10-25\n", "", "everything else has one"),
        ("calendar", "kind: exercise", "kind: known-unknown", "a known-unknown has no date"),
        ("calendar", "indicators: [", "indicators: [storag, ", "'storag' is no indicator"),
        ("calendar", "    date: 2022-10-25\n", "    date: 2022-10-25\n    outcome: {en: held}\n", "needs `outcome_known`"),
    ],
)
def test_a_mistake_is_found_where_it_stands(folder: Path, name: str, old: str, new: str, said: str) -> None:
    file = folder / f"{name}.yml"
    content = file.read_text(encoding="utf-8")
    assert old in content
    file.write_text(content.replace(old, new, 1), encoding="utf-8")
    mistakes = problems.check(folder)
    assert any(said in mistake for mistake in mistakes), mistakes
    assert all(mistake.startswith(f"{file}:") for mistake in mistakes)
    assert all(int(mistake.removeprefix(f"{file}:").split(":")[0]) >= 1 for mistake in mistakes)


def test_a_misspelt_file_is_no_file_of_a_problem(folder: Path) -> None:
    (folder / "red_lines.yml").rename(folder / "redlines.yml")
    with pytest.raises(ConfigError, match=r"redlines\.yml.*Did you mean '?red_lines\.yml"):
        problems.load(folder)


@pytest.fixture(scope="module")
def shipped() -> Lines:
    return problems.load("nuclear-escalation").lines


def test_the_shipped_entries_say_that_they_were_not_checked_online(shipped: Lines) -> None:
    assert shipped.checked is not None
    assert "not checked online" in shipped.checked


def test_everything_shipped_is_told_in_english_and_french(shipped: Lines) -> None:
    told = [crossing.what for line in shipped.red_lines for crossing in line.crossings]
    told += [answer.what for line in shipped.red_lines for crossing in line.crossings for answer in crossing.answers]
    told += [words for line in shipped.red_lines for words in (line.condition, line.threatened)]
    told += [condition.what for one in shipped.doctrine for condition in one.conditions]
    told += [words for one in shipped.calendar for words in (one.what, one.shows)]
    told += [one.what for one in shipped.decisions] + [one.what for one in shipped.holdings] + [one.what for one in shipped.readings]
    told += [one.name for one in shipped.consequences] + [one.name for one in shipped.themes]
    told += [one.name for one in shipped.elements] + [one.name for one in shipped.doctrine]
    assert all({"en", "fr"} <= set(words) for words in told)


def test_uncrossed_and_vague_lines_are_shipped_too(shipped: Lines) -> None:
    assert any(not line.crossings for line in shipped.red_lines)
    assert any("condition" in line.vague for line in shipped.red_lines)
    assert {text.id for text in shipped.doctrine} >= {"basic-principles-2020", "basic-principles-2024"}


def test_what_is_said_against_an_entry_tells_nothing_that_came_after_it_was_known(shipped: Lines) -> None:
    told = [(one.note, one.known_since) for one in shipped.red_lines]
    told += [(one.disputed, one.known_since) for line in shipped.red_lines for one in line.crossings]
    told += [(one.disputed, one.known_since) for one in shipped.readings]
    for words, known in told:
        years = [int(year) for year in re.findall(r"(?<!\d)(?:19|20)\d\d(?!\d)", words or "")]
        assert all(year <= known.year for year in years), words
    crossings = {one.id: one for line in shipped.red_lines for one in line.crossings}
    assert "ES-11/4" not in (crossings["lyman"].disputed or "")  # adopted eleven days later
