"""A day of the course is what a replay says of it, is judged once, and is judged anew where more became known of it."""

from datetime import timedelta
from pathlib import Path

import msgspec
import pytest

from tocsin.engine import courses, picturing, replay, sample
from tocsin.engine.picturing import Picture

DRAWS = 8


@pytest.fixture(scope="module")
def taken(tmp_path_factory: pytest.TempPathFactory) -> Picture:
    folder = tmp_path_factory.mktemp("courses") / "sample"
    sample.prepare(folder)
    return picturing.take(folder, draws=DRAWS)


@pytest.fixture
def picture(taken: Picture, tmp_path: Path) -> Picture:
    """Four days before the sample's moment, in a workspace of its own for what is kept."""
    first = min(reading.t_known for reading in taken.given.readings)
    case = msgspec.structs.replace(taken.case, readings=tuple(r for r in taken.case.readings if r.t_known < first + timedelta(days=1)))
    return msgspec.structs.replace(taken, workspace=tmp_path, as_of=first + timedelta(days=3), case=case)


def test_days_are_those_of_a_replay_and_are_kept(picture: Picture) -> None:
    over = courses.moments(picture)
    assert courses.kept(picture, courses.days_of(picture, DRAWS)).missing == len(over) > 2
    calls: list[tuple[int, int]] = []
    found = courses.work(picture, DRAWS, lambda done, every: calls.append((done, every)))
    wanted = replay.replay(picture.given, replay.Span(over[0], over[-1], "1d"), draws=DRAWS)
    assert found.days == wanted.steps
    assert found.missing == 0
    assert calls[-1] == (len(over), len(over))
    assert courses.kept(picture, courses.days_of(picture, DRAWS)).days == wanted.steps


def test_what_was_judged_is_not_judged_again(picture: Picture, monkeypatch: pytest.MonkeyPatch) -> None:
    first = courses.work(picture, DRAWS)
    monkeypatch.setattr("tocsin.engine.replay.replay", lambda *_, **__: pytest.fail("a day was judged twice"))
    assert courses.work(picture, DRAWS) == first


def test_a_late_report_takes_away_the_days_that_it_was_known_on(picture: Picture) -> None:
    over = courses.moments(picture)
    before = courses.marks(picture.given, over, DRAWS)
    late = msgspec.structs.replace(picture.given.readings[0], report="f" * 64, t_known=over[-1] - timedelta(hours=1))
    after = courses.marks(msgspec.structs.replace(picture.given, readings=(*picture.given.readings, late)), over, DRAWS)
    assert after[:-1] == before[:-1]
    assert after[-1] != before[-1]
    assert courses.marks(picture.given, over, DRAWS + 1)[0] != before[0]


def test_a_file_of_another_make_is_no_course(picture: Picture) -> None:
    (picture.workspace / courses.FOLDER).mkdir()
    (picture.workspace / courses.FOLDER / courses.FILE).write_text("{broken", encoding="utf-8")
    assert courses.kept(picture, courses.days_of(picture, DRAWS)).days == ()
