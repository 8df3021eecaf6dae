"""Circles of citation: in one origin, between origins that tell different things of one matter, and never of mere readers of each other."""

from datetime import UTC, datetime, timedelta
from itertools import permutations

import pytest

from tocsin.corroborate.circular import WITHIN, circles
from tocsin.model import Link, Name, Origin, Reading, Speaker, Statement, Upstream

START = datetime(2022, 10, 5, 6, tzinfo=UTC)
DEPOT = "site:kessin"


def told(id: str, site: str, cites: str | None, hours: float, about: str = DEPOT, indicator: str = "storage_activity") -> Reading:
    when = START + timedelta(hours=hours)
    said = Statement(
        id=f"s-{id}",
        report=id,
        t_known=when,
        span=(0, 1),
        text="x",
        content_span=(0, 1),
        speaker=Speaker(kind="text"),
        act="report",
        indicators=(indicator,),
        names=(Name(text="x", span=(0, 1), id=about, type=about.partition(":")[0]),),
    )
    return Reading(report=id, language="en", site=site, t_known=when, chain=(cites,) if cites else (), statements=(said,))


def origin(name: str, *readings: Reading) -> Origin:
    return Origin(
        id=name,
        kind="own-reporting",
        publisher=None,
        first_seen=readings[0].t_known,
        claim="c",
        upstream=Upstream(status="unknown"),
        reports=tuple(Link(id=one.report, link="citation", confidence=1.0, t_known=one.t_known) for one in readings),
    )


def test_a_circle_in_one_origin_is_found_once_with_the_reports_that_close_it() -> None:
    readings = [told("a", "Alpha", "Gamma", 0), told("b", "Beta", "Alpha", 1), told("c", "Gamma", "Beta", 2)]
    [circle] = circles([origin("o", *readings)], readings)
    chains = {"Alpha": "Gamma", "Beta": "Alpha", "Gamma": "Beta"}
    for place, outlet in enumerate(circle.outlets):
        assert chains[outlet] == circle.outlets[(place + 1) % 3]
    assert circle.origins == ("o",)
    assert circles([origin("o", *readings)], readings[1:]) == ()


@pytest.mark.parametrize("order", list(permutations(range(3))))
def test_a_circle_between_origins_is_found_whatever_the_order(order: tuple[int, ...]) -> None:
    readings = [told("a", "Alpha", "Beta", 0), told("b", "Beta", "Gamma", 5), told("c", "Gamma", "Alpha", 9)]
    origins = [origin(f"o-{one.report}", one) for one in readings]
    [circle] = circles([origins[place] for place in order], [readings[place] for place in order])
    assert circle.outlets == ("Alpha", "Beta", "Gamma")
    assert circle.reports == ("a", "b", "c")
    assert set(circle.origins) == {"o-a", "o-b", "o-c"}


@pytest.mark.parametrize(
    "back",
    [
        told("b", "Beta", "Alpha", 10, about="site:lakewood"),
        told("b", "Beta", "Alpha", 10, indicator="exercise"),
        told("b", "Beta", "Alpha", (WITHIN / timedelta(hours=1)) + 1),
        told("b", "Beta", None, 10),
        told("b", "Beta", "Delta", 10),
        told("b", "Beta", "Beta", 10),
    ],
    ids=["another name", "another indicator", "too late", "citing nobody", "citing another", "citing itself"],
)
def test_outlets_that_only_read_each_other_make_no_circle(back: Reading) -> None:
    first = told("a", "Alpha", "Beta", 0)
    assert circles([origin("o-a", first), origin("o-b", back)], [first, back]) == ()


def test_the_same_two_with_the_way_back_do() -> None:
    first, back = told("a", "Alpha", "Beta", 0), told("b", "Beta", "Alpha", 10)
    [circle] = circles([origin("o-a", first), origin("o-b", back)], [first, back])
    assert circle.origins == ("o-a", "o-b")


def test_a_country_alone_is_no_matter() -> None:
    first, back = told("a", "Alpha", "Beta", 0, about="country:ru"), told("b", "Beta", "Alpha", 10, about="country:ru")
    assert circles([origin("o-a", first), origin("o-b", back)], [first, back]) == ()
