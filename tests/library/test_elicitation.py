"""Experts' files take the place of declared ranges, with who was asked; what is wrong in them is said with its place. SYNTHETIC experts."""

from pathlib import Path

import pytest

from tocsin.errors import ConfigError
from tocsin.library import problems
from tocsin.model.declared import Problem
from tocsin.model.numbers import SHAPE, numbers

PATH = "indicators.dispersal.prevalence.main.preparing"
FILE = """\
# SYNTHETIC: invented experts, to show the form.
experts:
  - {id: analyst-a, expertise: garrisons, date: 2026-05-02}
  - {id: analyst-b, expertise: logistics, date: 2026-06-01, weight: 2}
seeds:
  - id: exercise-held
    question: Was the announced exercise held?
    outcome: true
    source: invented
    judgements: {analyst-a: 0.7, analyst-b: 0.8}
numbers:
  - path: indicators.dispersal.prevalence.main.preparing
    judgements:
      - {expert: analyst-a, low: 0.1, best: 0.2, high: 0.4, reasoning: seen in drills}
      - {expert: analyst-b, low: 0.5, high: 0.9, coverage: 0.8, reasoning: lorries must leave}
  - path: processes.main.transitions.calm->preparing
    judgements:
      - {expert: analyst-a, low: 0.001, best: 0.002, high: 0.01, reasoning: once a year}
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    problems.new(tmp_path / "mine")
    (tmp_path / "mine" / "elicitation").mkdir()
    return tmp_path / "mine"


def with_file(folder: Path, text: str) -> Path:
    (folder / "elicitation" / "panel.yml").write_text(text, encoding="utf-8")
    return folder


def loaded(folder: Path) -> Problem:
    return problems.load(folder)


def test_elicited_numbers_say_who_was_asked(folder: Path) -> None:
    found = numbers(loaded(with_file(folder, FILE)))
    bounds = found[PATH].bounds
    assert bounds.source == "elicited from 2 experts (elicitation/panel.yml)"
    assert not bounds.assumption
    assert str(bounds.since) == "2026-06-01"
    assert bounds.at == "panel.yml:12"
    assert bounds.note is not None
    assert "extremised by" in bounds.note
    assert "declared before: 0.4-0.8" in bounds.note
    assert len(bounds.shape) == len(SHAPE)
    assert bounds.low < 0.2 < 0.8 < bounds.high
    rate = found["processes.main.transitions.calm->preparing"].bounds
    assert (rate.low, rate.high) == pytest.approx((0.001, 0.01))
    assert "1 expert (" in (rate.source or "")


def test_other_numbers_stay_and_the_version_tells_them_apart(folder: Path) -> None:
    before = loaded(folder)
    after = problems._load.__wrapped__(with_file(folder, FILE))
    changed = {path for path, number in numbers(after).items() if number.bounds != numbers(before)[path].bounds}
    assert changed == {PATH, "processes.main.transitions.calm->preparing"}
    assert after.version != before.version


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("main.preparing", "main.preparin", "Did you mean 'indicators.dispersal.prevalence.main.preparing'?"),
        ("expert: analyst-b", "expert: analyst-c", "no expert of this file. Did you mean"),
        ("analyst-b: 0.8}", "nobody: 0.8}", "no expert of this file"),
        ("low: 0.1, best: 0.2", "low: 0.3, best: 0.2", "do not rise"),
        ("high: 0.4", "high: 1.4", "is above 1"),
        ("reasoning: seen in drills", "note: seen in drills", "reasoning"),
        ("  - path: processes.main.transitions.calm->preparing", f"  - path: {PATH}", "elicited already at"),
        ("id: analyst-b", "id: analyst-a", "declared twice"),
    ],
)
def test_what_is_wrong_is_said_with_its_place(folder: Path, old: str, new: str, words: str) -> None:
    assert old in FILE
    with pytest.raises(ConfigError) as wrong:
        loaded(with_file(folder, FILE.replace(old, new, 1)))
    assert words in str(wrong.value)
    assert "panel.yml:" in str(wrong.value)
