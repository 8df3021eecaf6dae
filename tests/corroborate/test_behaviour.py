"""One hand by behaviour: what it says of subscribers of an agency, of who copies, and of who prints one thing under many names."""

from datetime import UTC, datetime, timedelta

import numpy as np

from tocsin.corroborate.behaviour import Printed, hands, pairs

START = datetime(2022, 9, 1, tzinfo=UTC)


def printed(seed: int = 1) -> list[Printed]:
    """A ring of four that print one pool, three subscribers of an agency, and one who copies the first of the ring a day and more later."""
    draw = np.random.default_rng(seed)
    found = []
    for story in range(60):
        at = START + timedelta(hours=6 * story)
        for outlet in ("ring-a", "ring-b", "ring-c", "ring-d"):
            if draw.random() < 0.7:
                found.append(Printed(outlet, f"pool-{story}", at + timedelta(hours=float(draw.uniform(0, 6)))))
                if outlet == "ring-a":
                    found.append(Printed("copier", f"pool-{story}", at + timedelta(hours=30)))
        for outlet in ("paper-a", "paper-b", "paper-c"):
            found.append(Printed(outlet, f"agency-{story}", at + timedelta(hours=float(draw.uniform(0, 6))), credited=True))
            found.append(Printed(outlet, f"{outlet}-{story}", at))
    return found


def test_the_ring_is_suggested_and_nobody_else() -> None:
    [found] = hands(pairs(printed()))
    assert found.outlets == ("ring-a", "ring-b", "ring-c", "ring-d")
    assert 0 < found.score <= 1
    assert found.evidence


def test_the_order_of_the_input_plays_no_part() -> None:
    given = printed()
    turned = [*given]
    turned.reverse()
    assert hands(pairs(turned)) == hands(pairs(given))


def test_shared_trackers_raise_the_score() -> None:
    given = printed()
    plain = pairs(given)["ring-a", "ring-b"]
    marked = pairs(given, {"ring-a": {"UA-12345"}, "ring-b": {"UA-12345"}})["ring-a", "ring-b"]
    assert marked.score > plain.score
    assert marked.marks == 1.0


def test_few_stories_say_nothing() -> None:
    assert pairs([Printed(outlet, "one", START) for outlet in ("a", "b")]) == {}
