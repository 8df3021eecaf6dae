"""The search for cycles rests while records are made, and goes on afterwards, whatever happens within."""

import gc
import weakref

import pytest

from tocsin.engine.garbage import set_aside, unsearched


def test_it_rests_within_and_goes_on_after() -> None:
    assert gc.isenabled()
    with unsearched():
        assert not gc.isenabled()
        with unsearched():
            assert not gc.isenabled()
        assert not gc.isenabled()  # who found it stopped does not begin it
    assert gc.isenabled()
    with pytest.raises(ValueError, match="within"), unsearched():
        raise ValueError("within")
    assert gc.isenabled()


def test_what_is_set_aside_is_not_searched_and_freed_all_the_same() -> None:
    class Held:
        pass

    held = Held()
    there = weakref.ref(held)
    try:
        set_aside()
        assert gc.get_freeze_count() > 0
        assert not any(one is held for one in gc.get_objects())
        del held
        assert there() is None
    finally:
        gc.unfreeze()
