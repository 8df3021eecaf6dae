"""Side by side: shares are exact, whichever text is longer, and what is quoted does not count as lifted."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from tocsin.corroborate.copies import kernels
from tocsin.corroborate.copies.comparing import coded, overlap, packed, side

GRAMS = st.lists(st.integers(0, 30), max_size=40)


@given(GRAMS, GRAMS, st.sets(st.integers(0, 30)))
def test_shares_are_those_of_sets(one: list[int], other: list[int], quoted: set[int]) -> None:
    loops = kernels.plain()
    later, earlier = (
        coded(np.array(each, dtype=np.uint64), np.array([gram not in quoted for gram in each], dtype=np.bool_)) for each in (one, other)
    )
    found = overlap(side(later, loops), packed(earlier), len(set(other)), loops)
    both = set(one) & set(other)
    assert found.grams == len(both) == len({one[place] for place in np.flatnonzero(found.shown)})
    assert found.containment == len(both) / max(1, len(set(one)))
    assert found.covered == len(both) / max(1, len(set(other)))
    assert found.lifted == len(both - quoted)
