"""PDF, Word documents, mail and web archives made to be read for ever."""

from pathlib import Path

import pytest

from tests.fuzz.bombs import DOCUMENTS, Bomb
from tests.fuzz.doors import Door
from tests.fuzz.hostile import among_others, cases, given, ids

BOMBS = (*DOCUMENTS,)
EACH = cases(BOMBS)


@pytest.mark.parametrize("bomb", BOMBS, ids=[bomb.name for bomb in BOMBS])
def test_it_is_refused_or_taken_and_the_rest_goes_on(bomb: Bomb, tmp_path: Path) -> None:
    assert among_others(bomb, tmp_path)


@pytest.mark.parametrize(("bomb", "door"), EACH, ids=ids(EACH))
def test_it_is_refused_or_taken_under_its_own_format(bomb: Bomb, door: Door, tmp_path: Path) -> None:
    assert given(bomb, door, tmp_path)
