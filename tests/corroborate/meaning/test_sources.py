"""Sources meet by entity, by how many they are, and by what they are called."""

from datetime import UTC, datetime

from tocsin.corroborate.meaning.sources import compared, sources
from tocsin.model import Reading, Speaker, Statement
from tocsin.model.base import utc

WHEN = utc(datetime(2024, 11, 18, tzinfo=UTC))


def reading(*speakers: Speaker) -> Reading:
    statements = tuple(
        Statement(
            id=str(n),
            report="r",
            t_known=WHEN,
            span=(0, 1),
            text="x",
            content_span=(0, 1),
            speaker=speaker,
            act="report",
            polarity="neutral",
        )
        for n, speaker in enumerate(speakers)
    )
    return Reading(report="r", language="en", t_known=WHEN, statements=statements)


def nameless(text: str, count: int | None = None) -> Speaker:
    return Speaker(text=text, kind="anonymous", count=count)


def test_another_number_of_nameless_people_is_another_source() -> None:
    five, three = reading(nameless("five officials", 5)), reading(nameless("trois diplomates", 3), nameless("un diplomate"))
    found = compared(sources(five), sources(three), None)
    assert found.counts == -1
    assert found.words == ("five officials", "trois diplomates")
    assert compared(sources(five), sources(five), None).counts == 1


def test_who_gives_no_number_contradicts_none() -> None:
    assert compared(sources(reading(nameless("officials"))), sources(reading(nameless("trois", 3))), None).counts == 0


def test_entities_are_counted_once() -> None:
    minister = Speaker(text="the minister", kind="office", entity="person:x")
    other = Speaker(text="the envoy", kind="office", entity="person:y")
    found = compared(sources(reading(minister, minister, other)), sources(reading(minister)), None)
    assert (found.shared, found.only) == (1, 0)


def test_the_reports_own_narration_is_nobody() -> None:
    assert sources(reading(Speaker(kind="text"))) == []


def test_one_of_a_group_stands_for_the_group() -> None:
    group, one = reading(nameless("troje мешканців", 3)), reading(nameless("один из троих", 1))
    assert compared(sources(group), sources(one), None).counts == 1
    alone, other = reading(nameless("a diplomat", 1)), reading(nameless("an engineer", 1))
    assert compared(sources(alone), sources(other), None).counts == 0
