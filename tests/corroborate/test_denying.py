"""Who opens with a denial speaks himself."""

from datetime import UTC, datetime

import pytest

from tocsin.corroborate.denying import opposed
from tocsin.model import Reading, Speaker, Statement

NOW = datetime(2022, 10, 5, tzinfo=UTC)
MINISTRY = Speaker(text="the ministry", kind="office")
PEOPLE = Speaker(text="two railwaymen", kind="anonymous")
PAPER = Speaker(text="the Post", kind="outlet")


def said(at: int, act: str, speaker: Speaker, indicator: str = "storage_activity") -> Statement:
    return Statement(
        id=f"{at}",
        report="r",
        t_known=NOW,
        span=(at, at + 1),
        text="x",
        content_span=(at, at + 1),
        speaker=speaker,
        act=act,  # type: ignore[arg-type]
        indicators=(indicator,),
    )


def read(*statements: Statement) -> Reading:
    return Reading(report="r", language="en", t_known=NOW, statements=statements)


TOLD = read(said(0, "disclosure", PEOPLE))
DENIAL = said(0, "denial", MINISTRY)


@pytest.mark.parametrize(
    ("later", "earlier", "expected"),
    [
        (read(DENIAL), TOLD, True),
        (read(said(5, "denial", MINISTRY), said(0, "disclosure", PEOPLE)), TOLD, False),
        (read(DENIAL), read(said(0, "denial", MINISTRY)), False),
        (read(DENIAL), read(said(0, "disclosure", PEOPLE), said(4, "denial", MINISTRY)), False),
        (read(DENIAL), read(said(0, "disclosure", PEOPLE, "exercise")), False),
        (read(said(0, "denial", PAPER)), TOLD, False),
        (read(said(0, "denial", PEOPLE)), TOLD, False),
        (TOLD, read(DENIAL), False),
        (read(), TOLD, False),
    ],
    ids="opens with it|below|both deny|held there|another matter|an outlet's|nobody's|the other way|nothing read".split("|"),
)
def test_a_report_that_opens_with_a_denial_of_what_is_told_elsewhere_is_no_retelling(
    later: Reading, earlier: Reading, expected: bool
) -> None:
    assert opposed(later, earlier) is expected
