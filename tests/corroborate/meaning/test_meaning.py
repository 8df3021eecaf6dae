"""Reports that tell the same without saying from whom: proposed by meaning, decided by what they say."""

from datetime import UTC, datetime, timedelta

import msgspec
from tests.corroborate.meaning.fake import kept

from tocsin.corroborate import corroborate
from tocsin.corroborate.content import Shared
from tocsin.corroborate.meaning import Meaning
from tocsin.library import meaning as words
from tocsin.model import Reading, Report, report_id
from tocsin.model.base import utc

START = utc(datetime(2024, 11, 18, 8, tzinfo=UTC))
TEXT = (
    "Guards were doubled at the nuclear depot in Orlinsk, said Minister Varenko in the morning.\n"
    "Varenko told Halloway that 14 trucks had come to Orlinsk in 36 hours.\n"
    "Nobody at the gate would say for how long the road to Bersk stays closed.\n"
    "The depot holds 120 men, and Colonel Tarasuk commands them since 2019."
)
RETOLD = (
    "At Orlinsk's nuclear depot the guards were doubled, Minister Varenko said this morning.\n"
    "In 36 hours 14 trucks had come to Orlinsk, Varenko told Halloway.\n"
    "For how long the road to Bersk stays closed nobody at the gate would say.\n"
    "Colonel Tarasuk commands since 2019 the 120 men the depot holds."
)


def report(text: str, site: str, hours: int, title: str = "Guards doubled at the depot in Orlinsk") -> Report:
    when = utc(START + timedelta(hours=hours))
    return Report(
        id=report_id(None, site, when, title, text), site=site, published_at=when, collected_at=when, language="en", title=title, text=text
    )


def reading(made: Report) -> Reading:
    assert made.published_at is not None
    return Reading(
        report=made.id, site=made.site, language="en", published_at=made.published_at, t_known=made.published_at, title=made.title
    )


def held(*reports: Report) -> Meaning:
    return Meaning(reports, [reading(one) for one in reports], [one.text for one in reports], kept())


def origins(*reports: Report, encoder: bool = True) -> int:
    found = corroborate(
        reports, [reading(one) for one in reports], (), clock=START + timedelta(days=2), encoder=kept() if encoder else None
    )
    return len(found)


ICE = "The harbour of Selm froze on Monday, and 7 ships wait outside for the ice breaker Polar.\nThe mayor asked for coal."
OTHER = report(ICE, "Selm Post", 0, "Ice at Selm")
APART = Shared(0.0, 0.0)
FIRST, SECOND = report(TEXT, "Orlinsk Wire", 1), report(RETOLD, "Northern Post", 5)


def test_the_nearest_are_earlier_and_come_first() -> None:
    assert held(OTHER, FIRST, SECOND).near(2) == [1, 0]
    assert held(OTHER).near(0) == []


def test_without_an_encoder_nothing_is_proposed() -> None:
    bare = Meaning([FIRST], [reading(FIRST)], [FIRST.text], None)
    assert not bare.ready
    assert bare.near(0) == []


def test_a_report_told_again_hangs_under_the_first_and_says_why() -> None:
    asked = held(OTHER, FIRST, SECOND)
    found = asked.retold(2, {0: APART, 1: APART})
    assert found is not None
    earlier, decision = found
    assert earlier == 1
    assert decision.same
    assert decision.probability >= words.weights().threshold
    assert decision.evidence[0].startswith("meaning:")
    assert asked.retold(2, {0: APART}) is None
    assert asked.retold(2, {}) is None


def test_what_differs_lowers_the_probability_and_is_told() -> None:
    changed = report(RETOLD.replace("14", "41").replace("120", "870").replace("36", "80"), "Northern Post", 5)
    same, other = held(FIRST, SECOND).decide(1, 0), held(FIRST, changed).decide(1, 0)
    assert other.probability < same.probability
    assert not other.same
    assert any(item.startswith("number-differs:") for item in other.evidence)


def test_meaning_joins_what_credits_nobody() -> None:
    assert origins(OTHER, FIRST, SECOND) == 2


def test_a_carrier_that_is_not_held_is_a_hand_on_the_way_where_its_report_is_retold() -> None:
    cited = msgspec.structs.replace(reading(SECOND), chain=("Fjordvakt Wire",))
    given = [(FIRST, reading(FIRST)), (SECOND, cited), (OTHER, msgspec.structs.replace(reading(OTHER), chain=("Fjordvakt Wire",)))]
    found = corroborate([made for made, _ in given], [read for _, read in given], (), clock=START + timedelta(days=2), encoder=kept())
    links = {link.id: (origin.publisher, link) for origin in found for link in origin.reports}
    publisher, link = links[SECOND.id]
    assert (publisher, link.parent) == ("Orlinsk Wire", FIRST.id)
    assert [hand.name for hand in link.through] == ["Fjordvakt Wire"]
    assert links[OTHER.id][0] == "Fjordvakt Wire"


def test_the_order_of_the_input_plays_no_part() -> None:
    assert origins(SECOND, OTHER, FIRST) == origins(OTHER, FIRST, SECOND)


RUSSIAN = (
    "Охрану базы хранения ядерных боеприпасов под Орлинском в понедельник удвоили, рассказали трое жителей посёлка.\n"
    "По их словам, к воротам подошли четырнадцать крытых грузовиков.\n«Машины стоят без номеров», — сказал один из троих."
)
UKRAINIAN = (
    "На сховищі ядерних боєприпасів під Орлінськом з понеділка вдвічі більше вартових, стверджують двоє офіцерів розвідки.\n"
    "Вони нарахували чотирнадцять критих вантажівок.\n«Ми не знаємо, що в них», — сказав один з офіцерів."
)


def test_the_same_facts_from_other_people_are_another_origin() -> None:
    from tocsin.library import problems, sources, yardsticks
    from tocsin.read import Reader

    reader = Reader(problems.load("nuclear-escalation"), yardsticks.load(), sources.load())
    reports = [report(RUSSIAN, "Вестник Приволжья", 0, "Охрану удвоили"), report(UKRAINIAN, "Дніпровський огляд", 5, "Більше охорони")]
    readings = [reader.read(one) for one in reports]
    for encoder in (None, kept()):
        assert len(corroborate(reports, readings, (), clock=START + timedelta(days=2), encoder=encoder)) == 2
