"""What speaks against a claim: denials and the other direction on one matter, near in time, by others."""

from datetime import UTC, datetime, timedelta

import pytest

from tocsin.corroborate.against import MOST, NEAR, find
from tocsin.model import Name, Reading, Speaker, Statement

NOW = datetime(2022, 10, 5, tzinfo=UTC)
CONCRETE = {"storage_activity"}


def said(
    id: str,
    act: str = "disclosure",
    polarity: str = "raises",
    indicator: str = "storage_activity",
    entity: str | None = None,
    days: float = 0,
    name: str | None = None,
    interested: bool = False,
) -> Statement:
    return Statement(
        id=id,
        report=f"r-{id}",
        t_known=NOW + timedelta(days=days),
        span=(0, 1),
        text=f"words of {id}",
        content_span=(0, 1),
        speaker=Speaker(text=f"speaker of {id}", kind="office", entity=entity),
        act=act,  # type: ignore[arg-type]
        polarity=polarity,  # type: ignore[arg-type]
        interested=interested,
        indicators=(indicator,),
        names=(Name(text="x", span=(0, 1), id=name, type=name.partition(":")[0]),) if name else (),
    )


def against(claim: Statement, *others: Statement) -> list[str]:
    readings = [Reading(report=other.report, language="en", t_known=other.t_known, statements=(other,)) for other in others]
    return [found.statement for found in find([claim], readings, CONCRETE)]


CLAIM = said("claim", entity="office:a")


@pytest.mark.parametrize(
    ("other", "expected"),
    [
        (said("x", act="denial", polarity="neutral"), True),
        (said("x", polarity="lowers"), True),
        (said("x"), False),
        (said("x", polarity="neutral"), False),
        (said("x", act="denial", indicator="exercise"), False),
        (said("x", act="denial", entity="office:a"), False),
        (said("x", act="denial", days=NEAR.days + 1), False),
        (said("x", act="denial", days=-3), False),
    ],
    ids="denial|lowers|the same|says nothing|another matter|the same speaker|weeks later|before".split("|"),
)
def test_what_stands_against_a_claim(other: Statement, expected: bool) -> None:
    assert against(CLAIM, other) == (["x"] if expected else [])
    assert against(CLAIM, CLAIM, other) == against(CLAIM, other)


def test_what_lowers_is_contradicted_by_what_raises_and_a_denial_by_nothing() -> None:
    calm = said("calm", polarity="lowers")
    assert against(calm, said("x")) == ["x"]
    assert against(calm, said("x", act="denial", polarity="neutral")) == []
    assert against(said("no", act="denial", polarity="neutral"), said("x")) == []


def test_of_words_and_judgements_a_name_must_be_in_common() -> None:
    threat = said("t", indicator="rhetoric", name="person:p")
    assert against(threat, said("x", act="denial", indicator="rhetoric")) == []
    assert against(threat, said("x", act="denial", indicator="rhetoric", name="person:p")) == ["x"]
    assert (
        against(said("t", indicator="rhetoric", name="country:ru"), said("x", act="denial", indicator="rhetoric", name="country:ru")) == []
    )


def test_denials_without_interest_come_first_and_only_so_many() -> None:
    others = [said(f"c{number}", polarity="lowers") for number in range(MOST)]
    others += [said("mine", act="denial", interested=True), said("free", act="denial")]
    found = against(CLAIM, *others)
    assert found[:2] == ["free", "mine"]
    assert len(found) == MOST
    assert against(CLAIM, *reversed(others)) == found
