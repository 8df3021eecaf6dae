"""Copies: fingerprints propose, containment decides, and work stays linear on a story of thousands of copies."""

import random

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tocsin.corroborate.copies import COPY, HELD, Index, K, fingerprints, grams


def article(rng: random.Random, words: int = 260) -> str:
    vocabulary = [f"{rng.choice('bdfgklmnprst')}{rng.choice('aeiou')}{number}" for number in range(3_000)]
    text = rng.choices(vocabulary, k=words)
    return ". ".join(" ".join(text[start : start + 16]) for start in range(0, words, 16)) + "."


@given(st.lists(st.sampled_from("one two three four five six".split()), max_size=40))
def test_grams_are_those_that_a_plain_count_finds(words: list[str]) -> None:
    hashed = grams(" ".join(words))
    if len(words) >= K:
        plain = [tuple(words[start : start + K]) for start in range(len(words) - K + 1)]
        assert len(hashed) == len(plain)
        assert len(set(hashed.tolist())) == len(set(plain))
    else:
        assert len(hashed) == min(1, len(words))


@given(st.lists(st.integers(0, 2**63), max_size=60))
def test_every_window_keeps_one_of_its_own(values: list[int]) -> None:
    hashed = np.array(values, dtype=np.uint64)
    kept = set(fingerprints(hashed).tolist())
    assert kept <= set(values)
    for start in range(max(0, len(values) - 7)):
        assert kept & set(values[start : start + 8])


@pytest.mark.parametrize("seed", range(5))
def test_planted_reuse_is_found(seed: int) -> None:
    rng = random.Random(seed)  # noqa: S311
    source, others = article(rng), [article(rng) for _ in range(20)]
    sentences = source.split(". ")
    shuffled = rng.sample(sentences, len(sentences))
    reworded = " ".join(word if rng.random() > 0.3 else "zz" + word for word in source.split())
    lifting = others[3].split(". ")
    lifting[4:4] = sentences[2:4]
    planted = {
        "verbatim": source,
        "cut": ". ".join(sentences[:6]),
        "reordered": ". ".join(shuffled),
        "reworded": reworded,
        "lifted": ". ".join(lifting),
    }
    for kind, text in planted.items():
        index = Index()
        for number, other in enumerate([source, *others[:3], *others[4:]]):
            assert not index.add(other), (kind, number)
        found = index.add(text)
        assert found, kind
        assert found[0].earlier == 0
        assert (found[0].containment >= COPY) == (kind in ("verbatim", "cut", "reordered")), (kind, found)


def test_work_for_one_more_copy_does_not_grow_with_the_story() -> None:
    rng = random.Random(3)  # noqa: S311
    index, words = Index(), article(rng).split()
    linked = 0
    for _ in range(300):
        changed = words[:]
        changed[rng.randrange(len(words))] = "other"
        matches = index.add(" ".join(changed))
        linked += bool(matches)
        assert all(len(held) <= HELD for held in index._postings.values())
    assert linked == 299
