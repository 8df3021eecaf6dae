"""What would settle a claim: asked for only where it is missing, in both languages, with who and what named."""

from datetime import UTC, datetime

import pytest

from tocsin.engine.settling import MOST, WORDS, settle
from tocsin.library import problems
from tocsin.model import Drift, Origin, Speaker, Statement, Upstream
from tocsin.model.claims import Answer, Contrary, Primary

NOW = datetime(2022, 10, 5, tzinfo=UTC)
PROBLEM = problems.load("nuclear-escalation")
HELD, MISSING = Primary(held=True, by="Lake Agency"), Primary(held=False, by="Lake Agency")


def origin(status: str = "unknown", words: str | None = None) -> Origin:
    return Origin(
        id="o",
        kind="wire",
        publisher="Lake Agency",
        first_seen=NOW,
        claim="c",
        upstream=Upstream(status=status, words=words),  # type: ignore[arg-type]
        reports=(),
    )


def said(kind: str = "office", indicator: str = "rhetoric", date: str | None = "2022-10-04") -> Statement:
    return Statement(
        id="s",
        report="r",
        t_known=NOW,
        span=(0, 1),
        text="x",
        content_span=(0, 1),
        speaker=Speaker(text="x", kind=kind),  # type: ignore[arg-type]
        act="report",
        indicators=(indicator,),
        date=date,
    )


def contrary(speaker: str, interested: bool = False, kind: str = "office") -> Contrary:
    return Contrary(
        kind="denial",
        statement="d",
        report="r",
        speaker=speaker,
        speaker_kind=kind,
        words="no",
        span=(0, 1),
        interested=interested,
        t_known=NOW,
    )


DRIFT = Drift(kind="number", span=(0, 1), words="9", was="2")


def kinds(
    origins: list[Origin],
    told: list[Statement],
    against: list[Contrary] | None = None,
    primary: Primary = HELD,
    answer: Answer = "confirmed",
    drift: list[Drift] | None = None,
) -> list[str]:
    found = settle(PROBLEM, origins, told, against or [], primary, answer, drift or [])
    for one in found:
        assert set(one.words) == {"en", "fr"}
        assert "{" not in "".join(one.words.values())
    return [one.kind for one in found]


KNOWN = [origin("known", "the institute")]


def test_nothing_is_missing_where_all_is_there() -> None:
    assert kinds([origin("suspected", "people")], [said()]) == []


@pytest.mark.parametrize("answer", ["withdrawn", "nothing"])
def test_nothing_settles_what_was_taken_back_or_says_nothing(answer: Answer) -> None:
    assert kinds([origin()], [said("anonymous", date=None)], [contrary("the army")], MISSING, answer, [DRIFT]) == []


def test_each_thing_is_asked_for_where_it_is_missing() -> None:
    base = [origin("suspected", "people")]
    assert kinds(base, [said()], primary=MISSING) == ["original"]
    assert kinds(KNOWN, [said()]) == ["upstream"]
    assert kinds([origin()], [said()]) == ["upstream"]
    assert kinds(base, [said("anonymous")]) == ["primary"]
    assert kinds(base, [said("anonymous"), said()]) == []
    assert kinds(base, [said()], answer="unconfirmed") == ["second-hand"]
    assert kinds(base, [said(indicator="storage_activity")]) == ["look"]
    assert kinds(base, [said()], [contrary("the army")]) == ["contrary"]
    assert kinds(base, [said()], [contrary("the army", interested=True), contrary("a man", kind="anonymous")]) == []
    assert kinds(base, [said()], drift=[DRIFT]) == ["drift"]
    assert kinds(base, [said(date=None)]) == ["date"]


def test_who_and_what_are_named_and_the_list_ends() -> None:
    told = [said("anonymous", "storage_activity", None), said("anonymous", "warhead_transport", None)]
    found = settle(PROBLEM, KNOWN, told, [contrary("the army")], MISSING, "contradicted", [DRIFT, DRIFT])
    assert len(found) == MOST
    assert "Lake Agency" in found[0].words["fr"]
    assert "the institute" in found[1].words["en"]


def test_counts_are_in_the_plural_where_there_are_several() -> None:
    [one] = settle(PROBLEM, [origin("suspected", "p")], [said()], [], HELD, "confirmed", [DRIFT])
    [two] = settle(PROBLEM, [origin("suspected", "p")], [said()], [], HELD, "confirmed", [DRIFT, DRIFT])
    assert one.words["en"] == WORDS["drift-one"].en
    assert "2 things" in two.words["en"]
