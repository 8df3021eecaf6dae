"""Grades are proposed hop by hop with reasons, never better than possibly true, and two axes are never fused."""

from pathlib import Path

from tests.corroborate import gold

from tocsin.corroborate import corroborate
from tocsin.model import Origin


def _sample(root: Path) -> dict[str, Origin]:
    folder = root / "src" / "tocsin" / "library" / "samples" / "autumn-2022"
    reports, readings, _ = gold.load(folder / "gold.jsonl")
    found = corroborate(reports, readings, gold.profiles(folder / "sources.yml"), clock=gold.CLOCK)
    return {link.source_id or "": origin for origin in found for link in origin.reports}


def test_every_grade_says_why_and_none_is_better_than_possibly_true(root: Path) -> None:
    for origin in _sample(root).values():
        assert origin.grades
        for grade in origin.grades:
            assert grade.why
            assert grade.by == "machine"
            assert grade.credibility >= 3


def test_what_its_publisher_withdrew_is_improbable_and_an_outlet_that_changed_it_doubtful(root: Path) -> None:
    grades = {grade.hop: grade for grade in _sample(root)["au22-13"].grades}
    assert grades["Agence Lémanique"].credibility == 5
    assert "withdrawn" in " ".join(grades["Agence Lémanique"].why)
    assert grades["InfoRelais 7"].credibility == 4
    assert "number" in " ".join(grades["InfoRelais 7"].why)


def test_an_anonymous_speaker_without_described_access_is_f(root: Path) -> None:
    grades = {grade.hop: grade for grade in _sample(root)["au22-13"].grades}
    assert (grades["un employé des chemins de fer"].reliability, grades["un employé des chemins de fer"].credibility) == ("F", 6)


def test_described_access_is_named_and_five_people_are_one_origin(shared: Path) -> None:
    reports, readings, _ = gold.load(shared / "examples" / "stories.jsonl")
    first = corroborate(reports, readings, (), clock=gold.CLOCK)[0]
    grade = next(grade for grade in first.grades if "officials" in grade.hop)
    assert grade.reliability == "C"
    assert "familiar with" in " ".join(grade.why)


def test_leaks_and_bulletins_of_one_body_share_their_upstream(root: Path) -> None:
    origins = _sample(root)
    upstream = {origins[number].upstream.id for number in ("au22-06", "au22-10", "au22-11")}
    assert upstream == {"nordic-baltic-assessment-cell"}
    assert len({origins[number].id for number in ("au22-06", "au22-10", "au22-11")}) == 3
