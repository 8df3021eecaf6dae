"""Origins among the others: confirmation only from another hand on another known upstream; a contrary one is named."""

from datetime import timedelta

import msgspec
import pytest
from tests.corroborate.test_corroborate import origins, reading, report, statement

from tocsin.model import Name, Origin, Reading, Report, Speaker

TEXTS = {
    "Hill Press": "Covered wagons left the Kessin depot for Talmark on Tuesday night, {who} told {site}. Forty guards went.",
    "Lake Agency": "The Kessin depot lost its covered wagons on Tuesday, {who} told {site}; they stood at Talmark by morning.",
}


def _told(who: str, site: str, hour: float, polarity: str, kind: str = "institution") -> tuple[Report, Reading]:
    made = report(TEXTS[site].format(who=who, site=site), site, hour)
    words = made.text[: made.text.index(f", {who}")]
    start = made.text.index("Kessin")
    names = (Name(text="Kessin depot", span=(start, start + 12), id="site:kessin", type="site"),)
    said = statement(
        made, words, speaker=Speaker(text=who, kind=kind, span=(made.text.index(who), made.text.index(who) + len(who))),  # type: ignore[arg-type]
        polarity=polarity, indicators=("warhead_transport",), date="2022-10-04", names=names,
    )  # fmt: skip
    return made, msgspec.structs.replace(reading(made, (), (said,)), names=names)


def _publisher(found: tuple[Origin, ...], name: str) -> int:
    grades = {grade.hop: grade for origin in found for grade in origin.grades if origin.publisher == name}
    return grades[name].credibility


def test_another_hand_on_another_known_body_confirms() -> None:
    found = origins([_told("the Norheim army", "Hill Press", 0, "raises"), _told("the Karelna railway board", "Lake Agency", 5, "raises")])
    assert len(found) == 2
    assert (_publisher(found, "Hill Press"), _publisher(found, "Lake Agency")) == (2, 2)


@pytest.mark.parametrize(("who", "kind"), [("the Norheim army", "institution"), ("two people", "anonymous")])
def test_one_body_twice_and_unknown_people_confirm_nothing(who: str, kind: str) -> None:
    found = origins([_told(who, "Hill Press", 0, "raises", kind), _told(who, "Lake Agency", 5, "raises", kind)])
    assert all(grade.credibility >= 3 for origin in found for grade in origin.grades)


def test_the_contrary_makes_doubtful_and_is_named() -> None:
    found = origins([_told("the Norheim army", "Hill Press", 0, "raises"), _told("the Karelna railway board", "Lake Agency", 5, "lowers")])
    assert (_publisher(found, "Hill Press"), _publisher(found, "Lake Agency")) == (4, 4)
    assert any("the contrary is told by Lake Agency" in why for origin in found for grade in origin.grades for why in grade.why)


def test_what_is_told_weeks_later_is_another_happening() -> None:
    late = timedelta(days=20).total_seconds() / 3600
    found = origins(
        [_told("the Norheim army", "Hill Press", 0, "raises"), _told("the Karelna railway board", "Lake Agency", late, "raises")]
    )
    assert all(grade.credibility >= 3 for origin in found for grade in origin.grades)
