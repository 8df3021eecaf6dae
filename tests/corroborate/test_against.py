"""What speaks against a claim: denials and the other direction on one matter, near in time, by others."""

from datetime import UTC, datetime, timedelta

import pytest
from msgspec import structs

from tocsin.corroborate.against import MOST, NEAR, find
from tocsin.model import Name, Origin, Reading, Speaker, Statement, Upstream

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


def under(id: str, *statements: Statement, claim: str) -> Origin:
    return Origin(
        id=id,
        kind="wire",
        claim=claim,
        upstream=Upstream(status="unknown"),
        publisher=None,
        first_seen=NOW,
        reports=(),
        statements=tuple(s.id for s in statements),
    )


def told(*origins: tuple[str, tuple[Statement, ...]], of: str) -> list[str]:
    """Ids of what speaks against the origin `of`; the first statement of each leads it, and its report is the first."""
    made = [under(id, *said, claim=said[0].text) for id, said in origins]
    everything = [one for _, said in origins for one in said]
    readings = [Reading(report=one.report, language="en", t_known=one.t_known, statements=(one,)) for one in everything]
    claim = [one for one in next(said for id, said in origins if id == of) if one.report == "first"]
    return [found.statement for found in find(claim, readings, CONCRETE, made, {of})]


def first(one: Statement) -> Statement:
    return structs.replace(one, report="first", t_known=NOW - timedelta(hours=1))


LEAD, CAVEAT = first(said("lead")), first(said("caveat", polarity="lowers"))


def test_a_claims_own_caveats_and_its_copies_do_not_speak_against_it() -> None:
    copies = said("lead-again"), said("caveat-again", polarity="lowers")
    assert told(("o", (LEAD, CAVEAT, *copies)), of="o") == []
    assert told(("o", (LEAD, CAVEAT, *copies, said("asked", act="denial"))), of="o") == ["asked"]
    assert told(("o", (LEAD, CAVEAT, said("asked", polarity="lowers", entity="person:p"))), of="o") == ["asked"]


def test_what_another_origin_says_against_its_own_way_is_its_caveat() -> None:
    other = tuple(structs.replace(one, report="other") for one in (said("x"), said("but", polarity="lowers")))
    assert told(("o", (LEAD,)), ("p", other), of="o") == []
    calm = tuple(structs.replace(one, report="other") for one in (said("calm", polarity="lowers"), said("but")))
    assert told(("o", (LEAD,)), ("p", calm), of="o") == ["calm"]


def test_copies_of_one_contradiction_are_one() -> None:
    calm = said("calm", polarity="lowers"), *(said(f"calm-{number}", polarity="lowers") for number in range(7))
    assert len(told(("o", (LEAD,)), ("p", calm), of="o")) == 1


def test_another_exercise_is_another_matter() -> None:
    grom = said("g", indicator="storage_activity", name="exercise:grom")
    assert against(grom, said("x", polarity="lowers", name="exercise:steadfast-noon")) == []
    assert against(grom, said("x", polarity="lowers", name="exercise:grom")) == ["x"]
    assert against(grom, said("x", polarity="lowers", name="country:ru")) == ["x"]  # it names nothing that tells them apart
    assert against(grom, said("x", polarity="lowers")) == ["x"]


def test_words_that_name_nothing_are_about_what_their_report_names() -> None:
    grom = said("g", name="exercise:grom")
    for named, expected in (("exercise:grom", ["x"]), ("exercise:steadfast-noon", [])):
        other, beside = said("x", polarity="lowers"), said("y", polarity="neutral", name=named)
        reading = Reading(report="r", language="en", t_known=NOW, statements=(beside, other))
        assert [found.statement for found in find([grom], [reading], CONCRETE)] == expected
