"""A watched place is lit, quiet, unseen, contested or broken by what was seen there and who was looking, as known at the moment."""

from datetime import UTC, datetime, timedelta
from typing import Any

import msgspec
import pytest

from tocsin.engine import declarations, mapping, pipeline
from tocsin.engine.pipeline import Case, Input
from tocsin.model import Coverage, Observation, Place

AS_OF = datetime(2022, 10, 20, 18, tzinfo=UTC)


@pytest.fixture(scope="module")
def empty() -> Case:
    return pipeline.build(Input(declared=declarations.load(), reports=(), readings=(), as_of=AS_OF))


def seen(case: Case, number: int, days: float, value: float = 1.0) -> Observation:
    at = AS_OF - timedelta(days=days)
    spot = case.declared.problem.places[0]
    place = Place(id=spot.id, name="x", lat=spot.lat, lon=spot.lon)
    return Observation(
        id=f"o{number}", indicator="storage_activity", source="s", kind="look", value=value, t_start=at, t_known=at, place=place,
        method="m", method_version="1",
    )  # fmt: skip


def looked(case: Case, number: int, days: float, status: Any = "watched", known: float | None = None) -> Coverage:
    at = AS_OF - timedelta(days=days)
    spot = case.declared.problem.places[0]
    return Coverage(
        id=f"c{number}", indicator="storage_activity", source="s", t_start=at, t_end=at + timedelta(hours=1), status=status,
        t_known=at if known is None else AS_OF - timedelta(days=known), place=Place(id=spot.id, name="x", lat=spot.lat, lon=spot.lon),
        method="m", method_version="1",
    )  # fmt: skip


CASES: list[tuple[str, list[tuple[float, float]], list[tuple[float, str]]]] = [
    ("unseen", [], []),
    ("quiet", [], [(3, "watched")]),
    ("lit", [(3, 1.0)], [(3, "watched")]),
    ("lit", [(3, 1.0), (5, 0.0)], [(3, "watched")]),
    ("contested", [(3, 1.0), (3.01, 0.0)], [(3, "watched")]),
    ("quiet", [(3, 0.0)], []),
    ("broken", [], [(9, "watched"), (3, "broken")]),
    ("quiet", [], [(9, "broken"), (3, "watched")]),
    ("unseen", [], [(3, "not-watched")]),
    ("unseen", [(31, 1.0)], [(31, "watched")]),
    ("unseen", [(-1, 1.0)], [(-1, "watched")]),
]


@pytest.mark.parametrize(("state", "observations", "coverage"), CASES)
def test_the_state_of_a_place(empty: Case, state: str, observations: list[tuple[float, float]], coverage: list[tuple[float, str]]) -> None:
    case = msgspec.structs.replace(
        empty,
        observations=tuple(seen(empty, n, days, value) for n, (days, value) in enumerate(observations)),
        coverage=tuple(looked(empty, n, days, status) for n, (days, status) in enumerate(coverage)),
    )
    spot = mapping.places(case)[0]
    assert spot.state == state
    assert spot.watched_days == sum(status == "watched" and 0 <= days <= 30 for days, status in coverage)


def test_what_became_known_later_is_not_looked_at(empty: Case) -> None:
    case = msgspec.structs.replace(empty, coverage=(looked(empty, 1, 3, known=-1),))
    assert mapping.places(case)[0].state == "unseen"


def test_what_an_instrument_measured_is_told_and_alone_lights_nothing(empty: Case) -> None:
    spot = mapping.places(empty, [seen(empty, 1, 3)], [looked(empty, 1, 3)])[0]
    assert (spot.state, len(spot.observations)) == ("quiet", 1)


def test_a_place_is_not_on_the_map_before_it_was_known(empty: Case) -> None:
    early = msgspec.structs.replace(empty, as_of=datetime(1990, 1, 1, tzinfo=UTC))
    assert mapping.places(early) == ()
    assert len(mapping.places(empty)) == sum(one.known_since <= AS_OF.date() for one in empty.declared.problem.places)
