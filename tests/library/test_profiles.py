"""Sources and yardsticks: the shipped ones hold together, and a wrong file shows every mistake with its place."""

import csv
from pathlib import Path

import numpy as np
import pytest

from tocsin.errors import ConfigError, UsageError
from tocsin.library import problems, sources, yardsticks

SOUND = """id: lantier
name: Agence Lantier
kind: agency
country: "country:fr"
language: [fr]
originates: true
reliability: B
why: "invented for a test"
"""


def test_every_shipped_source_says_why_and_carriers_do_not_originate() -> None:
    found = sources.load()
    assert len({source.id for source in found}) == len(found) >= 60
    assert all(source.why for source in found)
    assert not any(source.originates for source in found if source.kind == "aggregator")
    assert all(source.checked_online is None for source in found), "nobody has checked them online yet"
    assert {"fr", "en", "ru", "uk"} <= {language for source in found for language in source.language}


def test_sources_belong_to_countries_that_the_first_problem_knows() -> None:
    known = {entity.id for entity in problems.load("nuclear-escalation").gazetteer}
    named = {source.country for source in sources.load() if source.country} | {a for y in yardsticks.load() for a in y.assessors}
    # Issuers that no warning problem speaks of keep their yardstick all the same.
    assert named - known <= {"organisation:ipcc", "organisation:efsa", "country:nl", "country:qa", "country:at", "country:be"}


def test_the_same_word_is_another_range_in_another_yardstick() -> None:
    by_id = {yardstick.id: yardstick for yardstick in yardsticks.load()}

    def band(yardstick: str, phrase: str) -> tuple[float, float]:
        [found] = [(term.low, term.high) for term in by_id[yardstick].terms if phrase in term.phrases]
        return found

    assert band("icd203", "unlikely") == band("icd203", "improbable") == (0.20, 0.45)
    assert band("kent-fr", "improbable*") == (0.02, 0.12)
    assert band("kent-fr", "peu probable*") == (0.20, 0.40)


def test_bands_of_a_yardstick_are_ordered_and_disjoint_words() -> None:
    for yardstick in yardsticks.load():
        for words in ([p for t in yardstick.terms for p in t.phrases], [s for t in yardstick.terms for s in t.senses]):
            assert len(set(words)) == len(words), yardstick.id
        assert all(0 <= term.low <= term.high <= 1 for term in yardstick.terms)
        assert yardstick.source
        assert yardstick.checked


def test_readers_numbers_ascend_and_span_the_band() -> None:
    [readers] = [yardstick for yardstick in yardsticks.load() if yardstick.id == "readers"]
    for term in readers.terms:
        assert term.quantiles is not None
        assert list(term.quantiles) == sorted(term.quantiles)
        assert (term.low, term.high) == (term.quantiles[0], term.quantiles[-1])


def test_readers_numbers_are_those_of_the_survey() -> None:
    survey = Path(__file__).resolve().parents[3] / "shared" / "data" / "capphrase" / "absolute_judgements.csv"
    if not survey.exists():
        pytest.skip(f"no {survey}")
    given: dict[str, list[float]] = {}
    with survey.open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            given.setdefault(row["term"].lower(), []).append(float(row["probability"]) / 100)
    [readers] = [yardstick for yardstick in yardsticks.load() if yardstick.id == "readers"]
    held = {phrase: term.quantiles for term in readers.terms for phrase in term.phrases}
    for phrase, values in given.items():
        assert held[phrase] == pytest.approx(np.percentile(values, [5, 25, 50, 75, 95]), abs=0.001), phrase


@pytest.mark.parametrize(
    ("change", "line", "said"),
    [
        (("reliability: B", "reliability: G"), 7, "none of A, B, C, D, E, F"),
        (("originates: true", "orignates: true"), 6, "Did you mean 'originates'?"),
        (('why: "invented for a test"', ""), 1, "why: is missing"),
        (("kind: agency", "kind: agencie"), 3, "Did you mean 'agency'?"),
    ],
)
def test_a_wrong_source_file_is_said_with_its_place(tmp_path: Path, change: tuple[str, str], line: int, said: str) -> None:
    (tmp_path / "lantier.yml").write_text(SOUND.replace(*change), encoding="utf-8")
    mistakes = sources.check(tmp_path)
    assert any(f"lantier.yml:{line}:" in mistake and said in mistake for mistake in mistakes), mistakes
    with pytest.raises(ConfigError) as caught:
        sources.load(tmp_path)
    assert caught.value.mistakes == mistakes


def test_one_s_own_source_stands_before_a_shipped_one(tmp_path: Path) -> None:
    (tmp_path / "mine.yml").write_text("sources:\n" + "".join(f"  {row}\n" for row in ("- id: reuters", *_body())), encoding="utf-8")
    assert sources.check(tmp_path) == []
    [mine] = [source for source in sources.load(tmp_path) if source.id == "reuters"]
    assert mine.name == "Agence Lantier"


def test_two_files_of_one_id_are_a_mistake(tmp_path: Path) -> None:
    for name in ("a.yml", "b.yml"):
        (tmp_path / name).write_text(SOUND, encoding="utf-8")
    [mistake] = sources.check(tmp_path)
    assert "b.yml:1:5" in mistake
    assert "declared twice" in mistake


def test_a_folder_that_is_not_there_is_a_wrong_call(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no such folder"):
        sources.check(tmp_path / "none")


def _body() -> list[str]:
    return ["  " + row for row in SOUND.splitlines()[1:]]
