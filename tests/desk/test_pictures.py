"""What takes longer than a reader waits is worked out behind their back, once for each picture."""

import threading
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import msgspec
import pytest
from tests.desk.conftest import As

from tocsin.desk.app import API
from tocsin.desk.pictures import AT_ONCE, STALE, Judging, Pictures
from tocsin.engine.picturing import Picture
from tocsin.errors import CannotFinish


@pytest.fixture
def pictures(sample_folder: Path, sample_picture: Picture) -> Pictures:
    return Pictures(sample_folder, take=lambda _place, _as_of: msgspec.structs.replace(sample_picture))


def test_what_takes_long_is_not_there_at_first_and_is_made_once(pictures: Pictures) -> None:
    picture, gate, made = pictures.refresh(), threading.Event(), threading.Event()
    calls: list[int] = []

    def make(_: Picture) -> int:
        gate.wait(30)
        calls.append(1)
        made.set()
        return 7

    assert pictures.soon(picture, "a", make) is None
    assert pictures.soon(picture, "a", make) is None
    gate.set()
    assert made.wait(30)
    with pictures._changed:
        pictures._changed.wait_for(lambda: ("a", id(picture)) in pictures._made, 30)
    assert pictures.soon(picture, "a", make) == 7
    assert calls == [1]
    pictures.close()


def test_what_went_wrong_is_told_once_and_begun_anew(pictures: Pictures) -> None:
    picture = pictures.refresh()

    def wrong(_: Picture) -> int:
        raise Judging("no")

    assert pictures.soon(picture, "b", wrong) is None
    assert pictures._workers.wait(30)
    with pytest.raises(Judging):
        pictures.soon(picture, "b", wrong)
    pictures.close()
    assert pictures.soon(picture, "b", wrong) is None


def test_what_is_asked_of_a_picture_that_is_gone_is_not_worked_out(pictures: Pictures) -> None:
    gone = pictures.refresh()
    pictures.refresh()
    begun: list[datetime] = []
    pictures.soon(gone, "c", lambda _: begun.append(datetime.now(UTC)))
    assert pictures._workers.wait(30)
    assert begun == []
    pictures.close()


def test_a_frozen_moment_opens_after_an_entry_that_no_judgement_rests_on(sample_folder: Path, sample_picture: Picture) -> None:
    ends = [10, 11]
    taken = (msgspec.structs.replace(sample_picture, head=msgspec.structs.replace(sample_picture.head, count=end)) for end in ends)
    pictures = Pictures(sample_folder, take=lambda _place, _as_of: next(taken))
    pictures.refresh()
    moment = sample_picture.as_of
    with pytest.raises(Judging):
        pictures.at(moment)
    with pictures._changed:
        assert pictures._changed.wait_for(lambda: bool(pictures._frozen), 30)
    assert pictures.at(moment).head.count == 11
    pictures.close()


def until(pictures: Pictures, so: Callable[[], bool]) -> None:
    """Wait for the workers of pictures."""
    with pictures._changed:
        assert pictures._changed.wait_for(so, 30)


def test_a_picture_that_could_not_be_taken_is_told_once_and_tried_anew(sample_folder: Path, sample_picture: Picture) -> None:
    wrong: list[Exception] = [CannotFinish("the disk is full")]

    def take(_place: Path, as_of: datetime | None) -> Picture:
        if as_of is not None and wrong:
            raise wrong.pop()
        return sample_picture

    pictures, moment = Pictures(sample_folder, take=take), sample_picture.as_of
    pictures.refresh()
    with pytest.raises(Judging):
        pictures.at(moment)
    until(pictures, lambda: not pictures._taking)
    with pytest.raises(CannotFinish, match="disk"):
        pictures.at(moment)
    assert pictures.at(None) is sample_picture
    with pytest.raises(Judging):
        pictures.at(moment)
    until(pictures, lambda: bool(pictures._frozen))
    assert pictures.at(moment) is sample_picture
    pictures.close()


def test_few_frozen_pictures_are_taken_at_once_however_many_are_asked_for(sample_folder: Path, sample_picture: Picture) -> None:
    gate, begun = threading.Event(), []

    def take(_place: Path, as_of: datetime | None) -> Picture:
        if as_of is not None:
            begun.append(as_of)
            assert gate.wait(30)
        return sample_picture

    pictures = Pictures(sample_folder, take=take)
    pictures.refresh()
    for day in range(1, 20):
        with pytest.raises(Judging):
            pictures.at(datetime(2022, 10, day, tzinfo=UTC))
    assert len(pictures._taking) == AT_ONCE
    gate.set()
    until(pictures, lambda: not pictures._taking)
    assert len(begun) == AT_ONCE
    pictures.close()


def test_silence_is_judged_too_a_picture_that_has_grown_old_is_taken_again(sample_folder: Path, sample_picture: Picture) -> None:
    now = [sample_picture.as_of]
    taken = (msgspec.structs.replace(sample_picture, as_of=sample_picture.as_of + STALE * number) for number in range(3))
    pictures = Pictures(sample_folder, take=lambda _place, _as_of: next(taken), moment=lambda _place: now[0])
    first = pictures.refresh()
    assert not pictures.look()
    now[0] += STALE
    assert not pictures.look()
    now[0] += timedelta(minutes=1)
    assert pictures.look()
    until(pictures, lambda: pictures._current is not first)
    assert pictures.at(None).as_of == first.as_of + STALE
    pictures.close()


def test_a_moment_that_lies_ahead_is_no_moment(looking: As) -> None:
    client = looking()
    assert client.get(f"{API}/today", params={"as_of": "2999-01-01"}).status_code == 422
    assert client.get("/", params={"as_of": "no day"}).status_code == 422


def test_a_large_picture_is_set_aside_from_the_search_for_cycles(
    sample_folder: Path, sample_picture: Picture, monkeypatch: pytest.MonkeyPatch
) -> None:
    calls: list[int] = []
    monkeypatch.setattr("tocsin.engine.garbage.set_aside", lambda: calls.append(1))
    kept = Pictures(sample_folder, take=lambda _place, _as_of: sample_picture)
    kept.refresh()
    assert calls == []
    monkeypatch.setattr("tocsin.desk.pictures.LARGE", len(sample_picture.given.reports) - 1)
    picture = kept.refresh()
    assert calls == [1]
    assert kept.once(picture, "an index", lambda _: 7) == kept.once(picture, "an index", lambda _: 8) == 7
    assert calls == [1, 1]
    kept.close()
