"""outcomes.yml: the shipped questions count cited entries, and what does not fit is named with its place."""

import shutil
from pathlib import Path

import pytest

from tocsin.library import problems
from tocsin.library.paths import root

SHIPPED = problems.load("nuclear-escalation")


def test_every_shipped_question_counts_cited_occurrences_within_its_days() -> None:
    assert {question.kind for question in SHIPPED.questions} == {"yes-no", "count", "time"}
    assert sum(question.since is not None for question in SHIPPED.questions) >= 5
    for question in SHIPPED.questions:
        assert {"en", "fr"} <= set(question.name) & set(question.definition)
        if question.since is None or question.until is None:
            assert not question.occurrences, "what was not counted over stated days is no base rate"
            continue
        assert question.occurrences
        assert question.complete
        for one in question.occurrences:
            assert one.source
            assert question.since <= one.date <= one.known_since
            assert one.date <= question.until


def test_entries_are_the_chronologys() -> None:
    dated = {entry.id: entry for entry in SHIPPED.chronology}
    for question in SHIPPED.questions:
        for one in question.occurrences:
            if one.entry is not None:
                assert (one.date, one.source) == (dated[one.entry].date, dated[one.entry].source)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("entries: [sarmat-test]", "entries: [sarmat-tset]", "'sarmat-tset' is no entry of the chronology. Did you mean 'sarmat-test'?"),
        ("entries: [sarmat-test]", "entries: [hiroshima]", "hiroshima is of 1945-08-06, outside 2022-01-01 to 2024-12-31"),
        ("same_as: nuclear-exercise", "same_as: nuclear-exercises", "'nuclear-exercises' is no question of its own"),
        ("id: icbm-test", "id: short-range-use", "'short-range-use' is a hypothesis already"),
        ("id: icbm-test", "id: doctrine-text", "'doctrine-text' is declared already"),
        ("      until: 2024-12-31", "      until: 2023-12-31", "lies outside"),
        ('      note: "published texts only"', "", "needs a `note`"),
        ("known_since: 2023-04-12", "known_since: 2023-04-10", "before it happened"),
    ],
)
def test_what_does_not_fit_is_named(tmp_path: Path, old: str, new: str, said: str) -> None:
    folder = tmp_path / "problem"
    shutil.copytree(root() / "problems" / "nuclear-escalation", folder)
    file = folder / "outcomes.yml"
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")
    mistakes = problems.check(folder)
    assert any(said in mistake and "outcomes.yml:" in mistake for mistake in mistakes), mistakes
