"""A tape is a list that forgets its beginning."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from tocsin.corroborate.copies.tape import Tape


@given(st.lists(st.tuples(st.integers(0, 900), st.integers(0, 900)), max_size=20))
def test_a_tape_is_a_list_that_forgets_its_beginning(steps: list[tuple[int, int]]) -> None:
    tape, plain, first = Tape(np.int64, 5), list[int](), 5
    for added, cut in steps:
        values = np.arange(len(plain), len(plain) + added)
        assert tape.add(values) == 5 + len(plain)
        plain.extend(values.tolist())
        first = max(first, min(first + cut, 5 + len(plain)))
        tape.cut(first)
        assert tape.values().tolist() == plain[first - 5 :]
        assert (tape.first, tape.end) == (first, 5 + len(plain))
