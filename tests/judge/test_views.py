"""Influences by origin and by indicator add up to the same; a move is labelled by the statements that carry it."""

from datetime import timedelta

import numpy as np
import pytest

from tests.judge.worlds import AS_OF, SOURCES, case, denial, indicator, problem, statement, watched
from tocsin.judge import assess, views
from tocsin.judge.filter import Datum
from tocsin.judge.influence import Shares
from tocsin.judge.views import MOST_ORIGINS, MOST_PLAYERS, by_indicator, players, too_many
from tocsin.model import Assessment


def test_many_players_are_played_by_origin() -> None:
    data = [Datum(0, str(i), "0", "report", f"o{i % 3}|{i}") for i in range(MOST_PLAYERS + 1)]
    assert {datum.player for datum in players(data)} == {"o0", "o1", "o2"}
    assert players(data[:5]) == data[:5]


def test_of_very_many_origins_the_older_ones_are_played_together() -> None:
    data = [Datum(n // 2, str(n % 3), "0", "report", f"o{n:03}|{n % 3}") for n in range(3 * MOST_ORIGINS)]
    found = {datum.player for datum in players(data)}
    assert found == {f"o{n:03}" for n in range(2 * MOST_ORIGINS, 3 * MOST_ORIGINS)} | {f"earlier:{n}" for n in range(3)}


@pytest.mark.parametrize("most", [1, 2])
def test_what_older_origins_say_adds_up_and_names_its_indicator(monkeypatch: pytest.MonkeyPatch, most: int) -> None:
    monkeypatch.setattr(views, "MOST_PLAYERS", 2)
    monkeypatch.setattr(views, "MOST_ORIGINS", most)
    found = judged()
    older = [row for row in found.influences if row.observation.startswith("earlier:")]
    assert older
    assert all(row.origin is None and row.indicator == row.observation.removeprefix("earlier:") for row in older)
    for h in found.hypotheses[:2]:
        moved = h.probability["30"].mean - h.base_rate["30"].mean
        assert sum(row.delta for row in found.influences if row.hypothesis == h.id) == pytest.approx(moved, abs=1e-12)


def test_shares_added_up_by_indicator_lose_nothing() -> None:
    shares = Shares(("o1|a", "o1|b", "o2|a", "silence:a"), np.array([[1.0], [2.0], [4.0], [-8.0]]), np.full((4, 1), 0.5), False)
    found = by_indicator(shares)
    assert found.players == ("a", "b")
    assert found.delta[:, 0].tolist() == [-3.0, 2.0]
    assert found.error[:, 0] == pytest.approx([0.75**0.5, 0.5])


def judged(**more: object) -> Assessment:
    told = [
        case("a", 9, "alpha", said=statement("a", 9, ("storage", "transport"))),
        case("b", 8, "beta"),
        denial("c", 7, interested=False, indicators=("transport",)),
        case("d", 4, "gamma", said=statement("d", 4, ("transport",))),
    ]
    coverage = [watched("satellite", "storage", 60, 40)]
    return assess(
        problem(),
        [origin for origin, _ in told],
        [reading for _, reading in told],
        coverage,
        SOURCES,
        as_of=AS_OF,
        draws=60,
        since=AS_OF - timedelta(days=6),
        **more,  # type: ignore[arg-type]
    )


@pytest.mark.parametrize("most", [40, 2])
def test_every_view_adds_up_to_the_difference(monkeypatch: pytest.MonkeyPatch, most: int) -> None:
    """Also where players are so many that they are origins, and the view by indicator is a game of its own."""
    monkeypatch.setattr(views, "MOST_PLAYERS", most)
    found = judged()
    for h in found.hypotheses[:2]:
        moved = h.probability["30"].mean - h.base_rate["30"].mean
        for view in (found.influences, found.by_indicator):
            rows = [row for row in view if row.hypothesis == h.id]
            assert sum(row.delta for row in rows) == pytest.approx(moved, abs=1e-12)
        both = [sum(row.delta for row in view if row.hypothesis == h.id) for view in (found.changes, found.changes_by_indicator)]
        assert both[0] == pytest.approx(both[1], abs=1e-12)
    names = {row.indicator for row in found.by_indicator}
    assert names == {"storage", "transport"}
    assert too_many([Datum(0, str(i), "0", "report", f"o{i}|{i}") for i in range(41)])


def test_what_moved_is_labelled_by_what_carries_it() -> None:
    """An outlet discloses and prints a denial in one report: what raises is the disclosure, what lowers the denial."""
    spoken = statement("a", 5, ("storage",), report="r-a")
    other = statement("z", 5, ("storage",), report="r-a", act="denial", polarity="lowers", speaker=_knowing())
    origin, reading = case("a", 5, "alpha", said=spoken)
    import msgspec

    origin = msgspec.structs.replace(origin, statements=(other.id, spoken.id))
    reading = msgspec.structs.replace(reading, statements=(other, spoken))
    found = assess(problem(indicator("storage")), [origin], [reading], [], SOURCES, as_of=AS_OF, draws=60)
    row = next(row for row in found.influences if row.hypothesis == "strike" and row.origin == origin.id)
    assert row.delta > 0
    assert row.statements == (spoken.id,)


def _knowing() -> object:
    from tocsin.model import Speaker

    return Speaker(text="the office", kind="office", entity="office:yy-services")
