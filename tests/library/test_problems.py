"""A problem folder loads whole, or says all that is wrong in it; the shipped problem is consistent and sourced."""

import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tocsin.errors import ConfigError, UsageError
from tocsin.library import problems
from tocsin.library.paths import root
from tocsin.model import declared

NUCLEAR = "nuclear-escalation"
INDICATORS = (
    "rhetoric red_line doctrine_change alert_level storage_activity warhead_transport dual_capable_deployment "
    "exercise leadership_move civil_defence "
    "evacuation collection_posture diplomatic_channel official_assessment conventional_reprisal"
).split()
HYPOTHESES = (
    "short-range-use strategic-use demonstration radiological-incident conventional-reprisal bases-and-diplomats unmodelled".split()
)


@pytest.fixture(scope="module")
def problem() -> declared.Problem:
    return problems.load(NUCLEAR)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A small sound problem to break."""
    problems.new(tmp_path / "mine")
    return tmp_path / "mine"


def edit(file: Path, old: str, new: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times"
    file.write_text(text.replace(old, new), encoding="utf-8")


def line(file: Path, words: str) -> int:
    return next(number for number, row in enumerate(file.read_text(encoding="utf-8").splitlines(), 1) if words in row)


def ranges(value: object) -> Iterator[declared.Range]:
    if isinstance(value, declared.Range):
        yield value
    elif isinstance(value, dict):
        for item in value.values():
            yield from ranges(item)
    elif isinstance(value, tuple):
        for item in value:
            yield from ranges(item)
    elif hasattr(value, "__struct_fields__"):
        for name in value.__struct_fields__:
            yield from ranges(getattr(value, name))


def test_shipped_problems_have_no_mistake() -> None:
    assert NUCLEAR in problems.shipped()
    for name in problems.shipped():
        assert problems.check(name) == []


def test_ids_of_the_contract(problem: declared.Problem) -> None:
    assert [indicator.id for indicator in problem.indicators] == INDICATORS
    assert [hypothesis.id for hypothesis in problem.hypotheses] == HYPOTHESES
    assert [(process.id, process.states, process.absorbing) for process in problem.processes] == [
        (
            "nuclear-use",
            ("routine", "signalling", "preparation", "imminent"),
            ("short-range-use", "strategic-use", "demonstration", "radiological-incident"),
        ),
        ("reprisal", ("calm", "threatened", "ready"), ("conventional-reprisal", "bases-and-diplomats")),
    ]


def test_roles_keep_opinion_coverage_and_outcome_out_of_the_filter(problem: declared.Problem) -> None:
    roles = {indicator.id: (indicator.side, indicator.role) for indicator in problem.indicators}
    assert roles["collection_posture"] == ("own", "coverage")
    assert roles["official_assessment"][1] == "opinion"
    assert roles["conventional_reprisal"][1] == "outcome"
    assert {name for name, (_, role) in roles.items() if role != "evidence"} == {
        "collection_posture",
        "official_assessment",
        "conventional_reprisal",
    }
    for indicator in problem.indicators:
        assert bool(indicator.prevalence) == (indicator.role == "evidence")


def test_no_number_without_a_source_or_the_word_assumption(problem: declared.Problem) -> None:
    found = list(ranges(problem))
    assert len(found) > 100
    assert all(value.source or value.assumption for value in found)
    assert all(0 <= value.low <= value.high for value in found)


def test_prevalence_moves_one_way_where_it_says_so(problem: declared.Problem) -> None:
    """A concrete indicator is the likelier on the higher the state; a lowering one the less likely."""
    for indicator in problem.indicators:
        if indicator.cheap:
            continue
        for process in problem.processes:
            ladder = indicator.prevalence.get(process.id)
            if ladder is None:
                continue
            middles = [round((ladder[state].low + ladder[state].high) / 2, 6) for state in process.states]
            ordered = sorted(middles, reverse=indicator.direction == "lowers")
            assert middles == ordered, f"{indicator.id} in {process.id}: {middles}"


def test_everything_of_the_library_says_since_when_it_was_known(problem: declared.Problem) -> None:
    assert all(isinstance(entry.known_since, date) and entry.source for entry in problem.chronology)
    assert all(entry.known_since >= entry.date for entry in problem.chronology)
    assert all(isinstance(entity.known_since, date) and entity.source for entity in problem.gazetteer)
    assert all(isinstance(place.known_since, date) and place.source for place in problem.places)


def test_chronology_covers_the_subject(problem: declared.Problem) -> None:
    recent = [entry for entry in problem.chronology if not entry.history]
    assert len(recent) >= 60
    assert any(entry.history for entry in problem.chronology)
    days = {entry.id: entry.date for entry in problem.chronology}
    assert days["mobilisation-speech"] == date(2022, 9, 21)
    assert days["oreshnik-dnipro"] == date(2024, 11, 21)
    assert all(set(entry.what) >= {"en", "fr"} for entry in problem.chronology)


def test_places_are_at_a_tenth_of_a_degree(problem: declared.Problem) -> None:
    assert problem.places
    for place in problem.places:
        assert place.lat == round(place.lat, 1)
        assert place.lon == round(place.lon, 1)


def test_cues_name_every_indicator_and_hypothesis_in_each_language(problem: declared.Problem) -> None:
    assert set(problem.cues) >= {"en", "fr", "ru", "uk"}
    for cues in problem.cues.values():
        assert {cue.id for cue in cues.indicators} == set(INDICATORS)
        assert {cue.id for cue in cues.hypotheses} == set(HYPOTHESES) - {"unmodelled"}
        words = [word for cue in (*cues.indicators, *cues.hypotheses) for group in (*cue.all_of, cue.none_of) for word in group]
        assert not any("\u2019" in word for word in words)


def test_dual_capable_systems_say_who_says_so(problem: declared.Problem) -> None:
    dual = [entity for entity in problem.gazetteer if entity.dual_capable == "yes" and entity.country == "country:ru"]
    assert len(dual) >= 18
    assert all(entity.dual_capable_says and entity.system_class and entity.range_class for entity in dual)


def test_no_form_stands_for_two_people(problem: declared.Problem) -> None:
    owner: dict[str, str] = {}
    for entity in problem.gazetteer:
        for form in {form for forms in entity.forms.values() for form in forms} if entity.type == "person" else ():
            assert owner.setdefault(form, entity.id) == entity.id, form


def test_parties(problem: declared.Problem) -> None:
    party = {entity.id: entity.party for entity in problem.gazetteer}
    assert {party["country:ru"], party["country:by"], party["person:vladimir-putin"], party["office:kremlin"]} == {"adversary"}
    assert party["country:us"] == party["organisation:nato"] == "own"
    assert party["country:ua"] == party["organisation:iaea"] == "third"


def test_version_follows_the_bytes(folder: Path, tmp_path: Path) -> None:
    before = problems.load(folder).version
    shutil.copytree(folder, tmp_path / "copy")
    assert problems.load(tmp_path / "copy").version == before
    edit(tmp_path / "copy" / "indicators.yml", "Units leave their garrisons.", "Units leave garrisons.")
    shutil.copytree(tmp_path / "copy", tmp_path / "edited")
    assert problems.load(tmp_path / "edited").version != before


def test_a_new_problem_is_sound_and_nothing_is_overwritten(folder: Path) -> None:
    assert problems.check(folder) == []
    assert set(problems.load(folder).cues["en"].relevant) >= {"garrison*", "dispers*"}
    with pytest.raises(UsageError):
        problems.new(folder)


def test_three_mistakes_are_all_three_shown(folder: Path) -> None:
    file = folder / "problem.yml"
    edit(file, "denial_bound: 1.25", "denial_bond: 1.25")
    edit(file, "to: preparing, per_day: {low: 0.0005, high: 0.005", "to: prepairing, per_day: {low: 0.0005, high: 0.005")
    edit(file, "per_day: {low: 0.001, high: 0.02", "per_day: {low: 0.1, high: 0.02")
    mistakes = problems.check(folder)
    bond, calm, event = line(file, "denial_bond"), line(file, "prepairing"), line(file, "low: 0.1,")
    said = [mistake.removeprefix(f"{file}:") for mistake in mistakes]
    assert f"{bond}:3 observing.denial_bond: unknown field. Did you mean 'denial_bound'?" in said
    assert any(
        mistake.startswith(f"{calm}:26 processes.0.transitions.0.to: 'prepairing' is no state") and "Did you mean 'preparing'?" in mistake
        for mistake in said
    )
    assert any(mistake.startswith(f"{event}:47 processes.0.transitions.2.per_day: low 0.1 is above high 0.02") for mistake in said)
    with pytest.raises(ConfigError) as caught:
        problems.load(folder)
    assert caught.value.mistakes == mistakes


@pytest.mark.parametrize(
    ("name", "old", "new", "said"),
    [
        ("problem.yml", "prior: {calm: 0.95, preparing: 0.05}", "prior: {calm: 0.95, preparing: 0.15}", "the prior sums to 1.1, not to 1"),
        (
            "problem.yml",
            "prior: {calm: 0.95, preparing: 0.05}",
            "prior: {clam: 0.95, preparing: 0.05}",
            "'clam' is no living state. Did you mean 'calm'?",
        ),
        (
            "problem.yml",
            "per_day: {low: 0.02, high: 0.1, assumption: true}",
            "per_day: {low: 0.02, high: 0.1}",
            "a number needs a `source`, or `assumption: true`",
        ),
        (
            "problem.yml",
            "per_day: {low: 0.02, high: 0.1, assumption: true}",
            "per_day: {low: 0.02, high: 0.99, assumption: true}",
            "add up to 1.01",
        ),
        ("problem.yml", "absorbing: [event]", "absorbing: [evnt]", "'evnt' is no hypothesis. Did you mean 'event'?"),
        ("problem.yml", "process: main", "process: mian", "'mian' is no process. Did you mean 'main'?"),
        ("problem.yml", "- {id: preparing, name: {en: preparing}}", "- {id: calm, name: {en: preparing}}", "'calm' is declared already"),
        ("problem.yml", "own: [country:xx]", "own: [country:zz]", "'country:zz' is no entity"),
        ("indicators.yml", "preparing: [0.4, 0.8]", "prepring: [0.4, 0.8]", "'prepring' is no living state. Did you mean 'preparing'?"),
        ("indicators.yml", "preparing: [0.4, 0.8]", "preparing: [0.4, 0.95]", "episodes of at least p/(1-p) = 19 days"),
        ("indicators.yml", "preparing: [0.4, 0.8]", "preparing: [0.8, 0.4]", "is no range of probabilities"),
        ("indicators.yml", ", preparing: [0.4, 0.8]", "", "no prevalence for preparing"),
        ("indicators.yml", "role: evidence ", "role: evidense ", "Did you mean 'evidence'?"),
        ("indicators.yml", "role: evidence ", "role: opinion ", "never enters the filter"),
        ("cues/en.yml", "  dispersal:", "  dispersl:", "'dispersl' is no indicator. Did you mean 'dispersal'?"),
        ("cues/en.yml", "dispers*, troops", "dis*pers, troops", "a term is words with single spaces"),
    ],
)
def test_what_cannot_be_true_is_said(folder: Path, name: str, old: str, new: str, said: str) -> None:
    edit(folder / name, old, new)
    mistakes = problems.check(folder)
    assert any(said in mistake and mistake.startswith(f"{folder / name}:") for mistake in mistakes), mistakes


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        (
            "places.yml",
            "places:\n  - {id: x, name: {en: X}, lat: 50.55, lon: 30.5, why: w, source: s, known_since: 2020-01-01}\n",
            "2:33 places.0.lat: is finer than 0.1 degree",
        ),
        (
            "places.yml",
            "places:\n  - {id: x, name: {en: X}, lat: 50.5, lon: 30.5, why: w, known_since: 2020-01-01}\n",
            "2:5 places.0.source: is missing",
        ),
        (
            "chronology.yml",
            "entries:\n  - {id: x, date: 2020-01-01, what: {en: X}, kind: attack, source: s, entities: [country:zz]}\n",
            "'country:zz' is no entity",
        ),
        (
            "chronology.yml",
            "entries:\n  - {id: x, date: 2020-01-02, what: {en: X}, kind: attack, source: s, known_since: 2020-01-01}\n",
            "before it happened",
        ),
        (
            "gazetteer/a.yml",
            "type: country\nknown_since: 2020-01-01\nentities:\n  - {id: 'country:zz', name: {en: Z}, forms: {en: Z}}\n",
            "4:5 entities.0: country:zz has no source",
        ),
        (
            "gazetteer/a.yml",
            "type: person\nsource: s\nknown_since: 2020-01-01\nentities:\n  - {id: 'country:zz', name: {en: Z}, forms: {en: Z}}\n",
            "begins with 'country:' where the type is person",
        ),
        ("indicator.yml", "indicators: []\n", "is no file of a problem. Did you mean 'indicators.yml'?"),
    ],
)
def test_a_file_that_is_wrong_by_itself(folder: Path, name: str, text: str, said: str) -> None:
    (folder / name).parent.mkdir(exist_ok=True)
    (folder / name).write_text(text, encoding="utf-8")
    mistakes = problems.check(folder)
    assert len(mistakes) == 1
    assert mistakes[0].startswith(f"{folder / name}:")
    assert said in mistakes[0]


def test_mistakes_of_several_files_come_together(folder: Path) -> None:
    edit(folder / "problem.yml", "authors:", "author:")
    edit(folder / "indicators.yml", "side: adversary            #", "side: advrsary            #")
    (folder / "cues" / "en.yml").write_text("language: [", encoding="utf-8")
    said = "\n".join(problems.check(folder))
    for part in ("problem.yml:6:1 author: unknown field. Did you mean 'authors'?", "Did you mean 'adversary'?", "en.yml:1:12 YAML syntax"):
        assert part in said


def test_a_missing_file_and_a_missing_problem(folder: Path) -> None:
    (folder / "indicators.yml").unlink()
    assert any("indicators.yml:1:1 is missing" in mistake for mistake in problems.check(folder))
    with pytest.raises(UsageError, match="Did you mean 'nuclear-escalation'"):
        problems.load("nuclear-escalaton")


SOUND = {
    name: (root() / "templates" / "problem" / name).read_text(encoding="utf-8") for name in ("problem.yml", "indicators.yml", "cues/en.yml")
}


@given(
    name=st.sampled_from(sorted(SOUND)),
    at=st.floats(0, 1),
    cut=st.integers(0, 12),
    put=st.sampled_from(
        [
            "",
            " ",
            "\n",
            "x",
            ": ",
            "[",
            "}",
            "-1",
            "9e9",
            "null",
            "{}",
            "- ",
            "&a ",
            "*a",
            "!!int ",
            '"',
            "\t",
            "true",
            ".nan",
            "2022-13-45",
        ]
    ),
)
@settings(max_examples=150, deadline=None)
def test_a_damaged_file_gives_a_problem_or_a_list_of_mistakes(
    tmp_path_factory: pytest.TempPathFactory, name: str, at: float, cut: int, put: str
) -> None:
    folder = tmp_path_factory.mktemp("damaged") / "p"
    problems.new(folder)
    text = SOUND[name]
    start = int(at * len(text))
    (folder / name).write_text(text[:start] + put + text[start + cut :], encoding="utf-8")
    mistakes = problems.check(folder)
    assert all(str(folder) in mistake for mistake in mistakes)
    if mistakes:
        with pytest.raises(ConfigError):
            problems.load(folder)
    else:
        assert problems.load(folder).indicators
