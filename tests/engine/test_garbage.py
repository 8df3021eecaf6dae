"""The search for cycles rests while records are made, and goes on afterwards, whatever happens within."""

import gc

import pytest

from tocsin.engine.garbage import unsearched


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
