"""Who reports, on which side, with what grade."""

import pytest

from tests.judge.worlds import SOURCES, case, problem, statement
from tocsin.judge.originators import Parties, has_access, reliability_of, source_of
from tocsin.model import Grade, Speaker

PARTIES = Parties.of(problem(), SOURCES)


@pytest.mark.parametrize(
    ("name", "side"),
    [
        ("office:xx-ministry", "adversary"),
        ("country:yy", "third"),
        ("alpha", None),
        ("source:alpha", None),
        ("person:unknown", None),
        (None, None),
    ],
)
def test_a_side_is_the_entity_s_or_its_country_s(name: str | None, side: str | None) -> None:
    assert PARTIES.side(name) == side


def test_the_reader_s_prefix_is_no_part_of_a_source_s_id() -> None:
    origin, _ = case("x", 3, "source:beta")
    assert source_of(origin, statement("x", 3), PARTIES) == "beta"
    assert reliability_of(origin, "beta", PARTIES) == "B"


def test_an_entity_without_a_profile_takes_its_hop_s_grade() -> None:
    grade = Grade(hop="office:yy-services", reliability="C", credibility=3)
    origin, _ = case("x", 3, "office:yy-services", kind="statement", grades=(grade,))
    assert reliability_of(origin, "office:yy-services", PARTIES) == "C"
    assert reliability_of(case("x", 3, "office:yy-services")[0], "office:yy-services", PARTIES) == "F"
    assert reliability_of(origin, "unlisted", PARTIES) == "F"


@pytest.mark.parametrize(
    ("speaker", "knows"),
    [
        (Speaker(text="Y", kind="office", entity="office:yy-services"), True),
        (Speaker(text="X", kind="office", entity="office:xx-ministry"), False),
        (Speaker(text="officials", kind="anonymous"), False),
        (Speaker(text="an office", kind="office"), False),
    ],
)
def test_access_takes_a_known_party_that_is_no_adversary(speaker: Speaker, knows: bool) -> None:
    assert has_access(statement("x", 3, speaker=speaker), PARTIES) is knows
