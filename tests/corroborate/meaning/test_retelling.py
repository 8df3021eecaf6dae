"""Free retellings: by standing out and by rare things in common; never of renderings, nor of reports whose outlet was told."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tocsin.corroborate.content import Shared
from tocsin.corroborate.meaning.retelling import FEATURES, Candidate, features, weigh
from tocsin.corroborate.meaning.score import Decision
from tocsin.library import retelling
from tocsin.library.meaning import weights

KNOWN = retelling.load()


def candidate(probability: float = 0.4, meaning: float = 0.45, numbers: float = 12.0, words: float = 8.0, same: bool = False) -> Candidate:
    return Candidate(Decision(probability, 0.5, (), meaning), Shared(numbers, words, ("38",)), same)


NOBODY = candidate(0.02, 0.25, 0.0, 0.0)


def test_the_file_weighs_what_is_found_and_only_one_language_speaks_against() -> None:
    assert tuple(KNOWN.weights) == FEATURES
    assert all((value < 0) is (name == "same_language") for name, value in KNOWN.weights.items())
    assert weights().threshold < KNOWN.threshold < 1


def test_a_retelling_is_told_by_rare_things_in_common_and_says_so() -> None:
    found = weigh({0: NOBODY, 1: candidate(), 2: NOBODY})
    assert list(found) == [1]
    assert found[1].probability >= KNOWN.threshold
    assert found[1].evidence[-1] == "in-common:38"
    assert weigh({0: NOBODY, 1: candidate(numbers=0.0, words=0.0, probability=0.1)}) == {}


def test_whoever_was_told_retells_nobody_freely_and_what_is_rendered_is_left_to_its_sentences() -> None:
    assert weigh({1: candidate()}, told=True) == {}
    assert weigh({1: candidate(meaning=KNOWN.free)}) == {}
    sure = candidate(probability=weights().threshold, meaning=0.7)
    assert weigh({1: sure}, told=True) == {1: sure.decision}


@given(
    st.lists(st.tuples(*[st.floats(0, 1)] * 2, st.floats(0, 40), st.floats(0, 40), st.booleans()), min_size=1, max_size=8),
    st.integers(0, 7),
)
def test_more_in_common_never_speaks_against(drawn: list[tuple[float, float, float, float, bool]], at: int) -> None:
    given_candidates = {place: candidate(*values) for place, values in enumerate(drawn)}
    place = at % len(drawn)
    first = given_candidates[place]
    more = first._replace(shared=Shared(first.shared.numbers + 4, first.shared.words + 4))
    before, after = weigh(given_candidates), weigh({**given_candidates, place: more})
    assert set(before) <= set(after)
    assert (before.get(place) or first.decision).probability <= (after.get(place) or first.decision).probability


@pytest.mark.parametrize("turned", [False, True])
def test_the_order_of_candidates_plays_no_part(turned: bool) -> None:
    items = [(0, NOBODY), (1, candidate()), (2, candidate(0.3, 0.4))]
    assert features(dict(reversed(items) if turned else items)) == features(dict(items))
