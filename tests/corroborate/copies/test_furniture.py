"""Furniture is learnt from the third story of an outlet that shows it, also where it changes a little; a story that goes on is not."""

import random
from datetime import UTC, datetime, timedelta

from tests.corroborate.copies.test_index import VOCABULARY, article

from tocsin.corroborate.copies import Index

START = datetime(2026, 3, 1, tzinfo=UTC)


def noisy(rng: random.Random, words: list[str], share: float) -> str:
    return " ".join(word if rng.random() > share else rng.choice(VOCABULARY) for word in words)


def test_an_outlets_furniture_no_longer_relates_its_reports() -> None:
    for noise, lines in ((0.0, "\n"), (0.05, "\n"), (0.1, " ")):
        rng = random.Random(5)  # noqa: S311
        above, below = rng.choices(VOCABULARY, k=30), rng.choices(VOCABULARY, k=60)
        index = Index()
        found = []
        for _ in range(20):
            text = lines.join([noisy(rng, above, noise), article(rng, 90), noisy(rng, below, noise)])
            found.append(index.add(text, outlet="The Harbour Post"))
        assert not any(found[2:]), noise


def test_a_copy_is_found_under_either_outlets_furniture() -> None:
    rng = random.Random(6)  # noqa: S311
    around = {outlet: " ".join(rng.choices(VOCABULARY, k=120)) for outlet in ("one.example", "two.example")}
    index = Index()
    for outlet, words in around.items():
        for _ in range(4):
            index.add(article(rng, 90) + "\n" + words, outlet=outlet)
    body = article(rng, 60)
    assert not index.add(body + "\n" + around["one.example"], outlet="one.example")
    (match,) = index.add(body + "\n" + around["two.example"], outlet="two.example")
    assert (match.earlier, match.kind, match.containment) == (8, "verbatim", 1.0)


def test_a_story_that_an_outlet_updates_is_never_furniture() -> None:
    rng = random.Random(7)  # noqa: S311
    for new in (8, 40, 90):
        index, story = Index(timedelta(days=30)), article(rng, 300)
        for version in range(12):
            assert bool(index.add(story, outlet="one.example", at=START + timedelta(days=version))) == (version > 0)
            story = article(rng, new) + "\n" + " ".join(story.split()[: 300 - new])
        assert not index.furniture.known
        (match, *_) = index.add(story, outlet="two.example", at=START + timedelta(days=12))
        assert match.earlier == 11


def test_a_story_told_again_with_other_words_is_never_furniture() -> None:
    rng = random.Random(12)  # noqa: S311
    for share in (0.01, 0.03, 0.05, 0.08):
        index, words = Index(), article(rng, 300).split()
        found = [index.add(noisy(rng, words, share), outlet="one.example") for _ in range(40)]
        assert all(found[1:]), share
        assert not index.furniture.known


def test_short_reports_under_much_furniture_are_told_apart_in_the_end() -> None:
    rng = random.Random(8)  # noqa: S311
    furniture, index = " ".join(rng.choices(VOCABULARY, k=120)), Index()
    found = [index.add(article(rng, 64) + "\n" + furniture, outlet="one.example") for _ in range(10)]
    assert not any(found[6:])


def test_what_a_sister_outlet_shows_too_is_no_evidence() -> None:
    rng = random.Random(9)  # noqa: S311
    furniture, index = " ".join(rng.choices(VOCABULARY, k=60)), Index()
    for _ in range(5):
        index.add(article(rng, 90) + "\n" + furniture, outlet="one.example")
    assert not index.add(article(rng, 90) + "\n" + furniture, outlet="two.example")


def test_furniture_not_seen_in_the_window_is_forgotten() -> None:
    rng = random.Random(10)  # noqa: S311
    furniture, index = " ".join(rng.choices(VOCABULARY, k=60)), Index(timedelta(days=5))
    for _ in range(4):
        index.add(article(rng, 90) + "\n" + furniture, outlet="one.example", at=START)
    assert index.furniture.known
    for day in range(20):
        index.add(article(rng, 90), outlet="one.example", at=START + timedelta(days=day))
    assert not index.furniture.known


def test_a_report_that_is_all_furniture_is_related_only_to_its_like() -> None:
    rng = random.Random(11)  # noqa: S311
    index = Index()
    notice = " ".join(rng.choices(VOCABULARY, k=100))
    for _ in range(5):
        index.add(article(rng, 120) + "\n" + notice, outlet="one.example")
    assert not index.add("Good morning\n" + notice, outlet="one.example")
    assert index.add("Good morning\n" + notice, outlet="one.example")
