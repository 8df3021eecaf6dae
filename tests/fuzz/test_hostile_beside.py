"""Hostile bytes for what is no report: declared files, images, element sets, feeds of instruments, answers of services, the reader."""

from pathlib import Path

import pytest

from tests.fuzz.bombs import BESIDE, Bomb
from tests.fuzz.doors import Door
from tests.fuzz.hostile import cases, given, ids

EACH = cases(BESIDE)


@pytest.mark.parametrize(("bomb", "door"), EACH, ids=ids(EACH))
def test_it_is_refused_or_taken(bomb: Bomb, door: Door, tmp_path: Path) -> None:
    assert given(bomb, door, tmp_path)
