"""The index: planted reuse is found and told apart, in any order; containment is exact; work and memory are bounded."""

import random
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tocsin.corroborate.copies import COPY, HELD, Index, K, families

START = datetime(2026, 3, 1, tzinfo=UTC)
VOCABULARY = [f"{one}{two}{number}" for number in range(60) for one in "bdfgkžшї" for two in "aeiouя"]


def article(rng: random.Random, words: int = 260) -> str:
    text = rng.choices(VOCABULARY, k=words)
    return ". ".join(" ".join(text[start : start + 16]) for start in range(0, words, 16)) + "."


def reuse(rng: random.Random, source: str, other: str) -> dict[str, str]:
    """`source` used again in every way; `other` is what it is lifted into."""
    sentences, lifting = source.split(". "), other.split(". ")
    lifting[4:4] = sentences[2:4]
    return {
        "verbatim": source,
        "cut": ". ".join(sentences[:6]),
        "extended": ". ".join(sentences + other.split(". ")[:8]),
        "reordered": ". ".join(rng.sample(sentences, len(sentences))),
        "reworded": " ".join(word if rng.random() > 0.12 else "zz" + word for word in source.split()),
        "heavily reworded": " ".join(word if rng.random() > 0.3 else "zz" + word for word in source.split()),
        "lifted": ". ".join(lifting),
    }


@pytest.mark.parametrize("seed", range(5))
def test_planted_reuse_is_found_and_told_apart(seed: int) -> None:
    rng = random.Random(seed)  # noqa: S311
    source, others = article(rng), [article(rng) for _ in range(20)]
    for kind, text in reuse(rng, source, article(rng)).items():
        index = Index()
        for number, other in enumerate([source, *others]):
            assert not index.add(other), (kind, number)
        found = index.add(text)
        assert found, kind
        assert (found[0].earlier, found[0].kind) == (0, kind)
        assert (found[0].containment >= COPY) == (kind in ("verbatim", "cut", "extended", "reordered", "reworded")), (kind, found)


def tuples(text: str) -> set[tuple[str, ...]]:
    words = text.replace(".", "").split()
    return {tuple(words[start : start + K]) for start in range(len(words) - K + 1)}


@settings(derandomize=True, deadline=None)
@given(st.integers(0, 10**6), st.sampled_from(["verbatim", "cut", "extended", "reordered", "reworded"]), st.integers(60, 400))
def test_containment_is_what_a_plain_count_finds(seed: int, kind: str, words: int) -> None:
    rng = random.Random(seed)  # noqa: S311
    source = article(rng, words)
    text = reuse(rng, source, article(rng, words))[kind]
    index = Index()
    index.add(source)
    found = index.add(text)
    later, earlier = tuples(text), tuples(source)
    assert len(found) == 1 or len(later & earlier) < COPY * len(later)
    for match in found:
        assert match.containment == pytest.approx(len(later & earlier) / len(later))
        assert match.covered == pytest.approx(len(later & earlier) / len(earlier))
        assert match.lifted == len(later & earlier)


def grouped(texts: Sequence[str], order: Sequence[int]) -> set[frozenset[int]]:
    index = Index()
    pairs = [(order[match.earlier], number) for number in order for match in index.add(texts[number])]
    return {frozenset(group) for group in families(len(texts), pairs)}


@settings(deadline=None)
@given(st.integers(0, 10**6), st.permutations(range(7)))
def test_the_order_of_insertion_does_not_change_families(seed: int, order: list[int]) -> None:
    rng = random.Random(seed)  # noqa: S311
    one, other = article(rng, 200), article(rng, 200)
    texts = [one, other]
    for source in rng.choices([one, other], k=4):
        texts.append(rng.choice(list(reuse(rng, source, article(rng, 200)).values())))
    texts.append(article(rng, 200))
    assert grouped(texts, order) == grouped(texts, range(7))


@settings(deadline=None, max_examples=30)
@given(st.lists(st.tuples(st.integers(0, 3), st.integers(0, 40)), min_size=1, max_size=30))
def test_nothing_older_than_the_window_is_found_and_the_latest_always_is(given: list[tuple[int, int]]) -> None:
    sources = [article(random.Random(number), 100) for number in range(4)]  # noqa: S311
    index, window, when = Index(timedelta(days=10)), timedelta(days=10), START
    seen: list[tuple[int, datetime]] = []
    for source, hours in given:
        when += timedelta(hours=6 * hours)
        found = {match.earlier for match in index.add(sources[source], at=when)}
        alive = [number for number, (which, at) in enumerate(seen) if which == source and at >= when - window]
        assert found <= set(alive)
        assert found >= set(alive[-1:])
        assert len(alive) > HELD or sum(which == source for which, _ in seen) > HELD or found == set(alive)
        seen.append((source, when))


def test_memory_does_not_grow_with_time() -> None:
    rng, index = random.Random(2), Index(timedelta(days=1))  # noqa: S311
    sizes = []
    for number in range(3_000):
        index.add(article(rng, 120), outlet=f"outlet {number % 7}", at=START + timedelta(minutes=10 * number))
        if number % 500 == 499:
            sizes.append(index.nbytes)
    assert sizes[-1] == sizes[1]


def test_work_for_one_more_copy_does_not_grow_with_the_story() -> None:
    rng = random.Random(3)  # noqa: S311
    index, words = Index(), article(rng).split()
    linked = 0
    for _ in range(300):
        changed = words[:]
        changed[rng.randrange(len(words))] = "other"
        matches = index.add(" ".join(changed))
        linked += bool(matches)
    assert linked == 299
    entries = index.postings.table[index.postings.table > 0]
    assert np.unique(entries >> np.uint64(32), return_counts=True)[1].max() == HELD


def test_short_and_empty_texts_are_no_harm() -> None:
    index = Index()
    for text in ("", "...", "One word", "", "Короткое сообщение."):
        assert index.add(text) == []
    assert [match.earlier for match in index.add("one word")] == [2]
