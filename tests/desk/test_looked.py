"""What is new since a person last looked is told against the end of their visit before this one."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import msgspec

from tocsin.desk.looked import VISIT, looked
from tocsin.engine.picturing import Picture
from tocsin.ledger.chain import Head

NOW = datetime(2024, 3, 1, 6, 0, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


def seen(picture: Picture, count: int) -> Picture:
    return msgspec.structs.replace(picture, head=Head(count=count, hash="0" * 64))


def test_who_comes_for_the_first_time_saw_nothing_before(tmp_path: Path, sample_picture: Picture) -> None:
    assert looked(tmp_path, "ana", sample_picture, NOW) is None
    assert looked(tmp_path, "ana", sample_picture, NOW + MINUTE) is None


def test_reading_a_page_again_takes_nothing_away(tmp_path: Path, sample_picture: Picture) -> None:
    looked(tmp_path, "ana", seen(sample_picture, 10), NOW)
    looked(tmp_path, "ana", seen(sample_picture, 11), NOW + MINUTE)
    back = NOW + MINUTE + VISIT
    for later in range(4):
        found = looked(tmp_path, "ana", seen(sample_picture, 20 + later), back + later * MINUTE)
        assert found is not None
        assert (found.at, found.count, found.as_of) == (NOW + MINUTE, 11, sample_picture.as_of)


def test_one_persons_looks_are_not_anothers(tmp_path: Path, sample_picture: Picture) -> None:
    looked(tmp_path, "ana", sample_picture, NOW)
    assert looked(tmp_path, "ben", sample_picture, NOW + 2 * VISIT) is None


def test_where_nothing_can_be_kept_nothing_is_remembered(tmp_path: Path, sample_picture: Picture) -> None:
    assert looked(tmp_path / "gone", "ana", sample_picture, NOW) is None
