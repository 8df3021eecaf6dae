"""Rulings on statements are appended, checked and respected: what is rejected moves nothing, as if it had never been read."""

import shutil
from pathlib import Path

import msgspec
import pytest

from tocsin.engine import correcting, picturing, pipeline, sample, store
from tocsin.engine.pipeline import Case
from tocsin.errors import Conflict, UsageError
from tocsin.model import Corrected, Speaker, Statement, to_json

DRAWS = 40


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("correcting") / "sample"
    sample.prepare(folder)
    return folder


@pytest.fixture
def place(prepared: Path, tmp_path: Path) -> Path:
    shutil.copytree(prepared, tmp_path / "w")
    return tmp_path / "w"


def case_of(place: Path) -> Case:
    return pipeline.build(store.load(place, picturing.moment(place)))


def bearing(place: Path) -> Statement:
    """A statement that an observation rests on."""
    case = case_of(place)
    return next(one for reading in case.readings for one in reading.statements if one.indicators and one.polarity == "raises")


def judged(case: Case) -> bytes:
    """The judgement's numbers."""
    found = pipeline.assess(case, draws=DRAWS)
    return to_json([found.hypotheses, found.indicators, found.influences])


def test_a_rejected_statement_moves_nothing_as_if_it_had_never_been_read(place: Path) -> None:
    said = bearing(place)
    given = store.load(place, picturing.moment(place))
    never = msgspec.structs.replace(
        given,
        readings=tuple(
            msgspec.structs.replace(one, statements=tuple(s for s in one.statements if s.id != said.id)) for one in given.readings
        ),
    )
    correcting.rule(place, "reject", said.id, by="N. Test", why="a quotation of a film")
    after = case_of(place)
    assert judged(after) == judged(pipeline.build(never))
    assert all(said.id not in origin.statements for origin in after.origins)
    assert all(said.id != one.id for reading in after.readings for one in reading.statements)


def test_a_restored_statement_gives_the_judgement_of_before(place: Path) -> None:
    before, said = judged(case_of(place)), bearing(place)
    correcting.rule(place, "reject", said.id[:12], by="N. Test", why="a slip")
    correcting.rule(place, "restore", said.id, by="N. Test", why="no slip")
    assert judged(case_of(place)) == before
    assert [one.kind for one in correcting.rulings(place)] == ["reject", "restore"]
    assert store.verify(place).findings == ()


def test_a_correction_is_read_by_the_judge_and_the_machines_reading_is_kept(place: Path) -> None:
    said = bearing(place)
    correcting.rule(place, "correct", said.id, Corrected(indicators=(), hypotheses=()), by="N. Test", why="it is of another matter")
    now = next(one for reading in case_of(place).readings for one in reading.statements if one.id == said.id)
    assert now.indicators == ()
    kept = next(one for reading in store.load(place, picturing.moment(place)).readings for one in reading.statements if one.id == said.id)
    assert kept == said


def test_who_ruled_on_something_that_changed_meanwhile_is_told(place: Path) -> None:
    said = bearing(place)
    first = correcting.rule(place, "reject", said.id, by="ana", why="one", seen="")
    with pytest.raises(Conflict, match="by ana: one") as told:
        correcting.rule(place, "correct", said.id, Corrected(polarity="neutral"), by="bo", why="two", seen="")
    assert told.value.now == first.id
    correcting.rule(place, "correct", said.id, Corrected(polarity="neutral"), by="bo", why="two", seen=first.id)


@pytest.mark.parametrize(
    ("how", "words"),
    [
        (Corrected(), "nothing is read otherwise"),
        (Corrected(indicators=("storage_activty",)), "storage_activity"),
        (Corrected(date="5 October"), "no date"),
        (Corrected(speaker=Speaker(text="a source", kind="anonymous", entity="country:us")), "never identified"),
        (Corrected(speaker=Speaker(text="x", kind="named", entity="person:nobody-at-all")), "gazetteer"),
    ],
)
def test_what_cannot_be_is_told_and_nothing_is_appended(place: Path, how: Corrected, words: str) -> None:
    said = bearing(place)
    with pytest.raises(UsageError, match=words):
        correcting.rule(place, "correct", said.id, how, by="N. Test", why="no")
    with pytest.raises(UsageError, match="as the machine read it"):
        correcting.rule(place, "restore", said.id, by="N. Test", why="no")
    with pytest.raises(UsageError, match="no statement"):
        correcting.rule(place, "reject", "f" * 64, by="N. Test", why="no")
    assert correcting.rulings(place) == ()


def test_erasing_the_report_erases_what_was_ruled_on_it(place: Path) -> None:
    said = bearing(place)
    correcting.rule(place, "correct", said.id, Corrected(speaker=Speaker(text="the clerk", kind="named")), by="N. Test", why="his name")
    store.erase(place, said.report, "asked by the person")
    assert correcting.rulings(place) == ()
    assert store.verify(place).findings == ()
