"""What becomes an observation, on which day and by whom; what stays beside or out, and why."""

from datetime import date

import pytest
from msgspec import structs

from tests.judge.worlds import AS_OF, SOURCES, case, day, denial, indicator, problem, statement
from tocsin.judge.evidence import Evidence, day_of, observe
from tocsin.model import Estimate, Link, Origin, Reading, Speaker, Statement
from tocsin.model.declared import ChronologyEntry, Problem

WORDS = indicator("words", preparation_step=None, cheap=True)
TALKS = indicator("talks", preparation_step=None, direction="lowers")
POSTURE = indicator("posture", role="coverage", side="own", prevalence={})
OPINION = indicator("opinion", role="opinion", side="third", prevalence={})
DISPERSAL = indicator("dispersal", preparation_step="dispersal")
DECLARED = problem(indicator("storage"), WORDS, TALKS, POSTURE, OPINION, DISPERSAL)


def seen(*said: Statement, declared: Problem = DECLARED, publisher: str | None = "alpha", ago: float = 3, **more: object) -> Evidence:
    """The evidence of one origin that carries these statements, all in one report."""
    origin, _ = case("x", ago, publisher, said=said[0], **more)  # type: ignore[arg-type]
    fields = {name: getattr(origin, name) for name in origin.__struct_fields__}
    origin = Origin(**{**fields, "statements": tuple(s.id for s in said)})
    readings = [Reading(report=said[0].report, language="en", t_known=day(ago), statements=said)]
    return observe([origin], readings, declared, SOURCES)


def of(name: str, **more: object) -> Statement:
    return statement("x", 3, (name,), **more)


def test_a_report_of_an_activity_is_one_observation_of_its_source() -> None:
    (one,) = seen(of("storage")).observations
    assert (one.indicator, one.source, one.origin, one.kind, one.value, one.reliability) == ("storage", "alpha", "o-x", "report", 1.0, "A")
    assert one.t_start is not None
    assert one.t_start.date() == day(3).date()
    assert one.t_known == day(3)


@pytest.mark.parametrize(
    ("name", "fields", "kind"),
    [
        ("storage", {"act": "event"}, "report"),
        ("storage", {"act": "disclosure"}, "report"),
        ("storage", {"polarity": "neutral"}, None),
        ("storage", {"act": "assessment"}, None),
        ("storage", {"act": "threat"}, None),
        ("storage", {"conditional_on": "strikes"}, None),
        ("storage", {"act": "criticism"}, None),
        ("words", {"act": "threat"}, "report"),
        ("words", {"act": "threat", "polarity": "neutral"}, None),
        ("words", {"act": "warning", "speaker": Speaker(text="Y", kind="office", entity="office:yy-services")}, None),
        ("talks", {"act": "event", "polarity": "lowers"}, "report"),
        ("talks", {"act": "event", "polarity": "raises"}, None),
        ("talks", {"act": "denial", "polarity": "neutral"}, None),
        ("posture", {"act": "disclosure"}, None),
        ("opinion", {"act": "assessment"}, None),
        ("storage", {"act": "report", "polarity": "lowers"}, None),
        (
            "storage",
            {"act": "report", "polarity": "lowers", "speaker": Speaker(text="Y", kind="office", entity="office:yy-services")},
            "look",
        ),
        (
            "storage",
            {"act": "assessment", "polarity": "lowers", "speaker": Speaker(text="Y", kind="office", entity="office:yy-services")},
            None,
        ),
        (
            "storage",
            {
                "act": "assessment",
                "polarity": "lowers",
                "negated": True,
                "speaker": Speaker(text="Y", kind="office", entity="office:yy-services"),
            },
            "look",
        ),
        (
            "storage",
            {"act": "denial", "polarity": "neutral", "speaker": Speaker(text="X", kind="office", entity="office:xx-ministry")},
            "denial",
        ),
        ("storage", {"act": "denial", "polarity": "neutral", "interested": True}, "denial"),
        (
            "storage",
            {"act": "denial", "polarity": "lowers", "speaker": Speaker(text="Y", kind="office", entity="office:yy-services")},
            "look",
        ),
        ("storage", {"act": "denial", "polarity": "lowers"}, None),
    ],
)
def test_what_counts_as_what(name: str, fields: dict[str, object], kind: str | None) -> None:
    evidence = seen(of(name, **fields))
    assert [one.kind for one in evidence.observations] == ([] if kind is None else [kind])
    assert bool(evidence.notes) == (kind is None)


@pytest.mark.parametrize(
    ("publisher", "kind", "source"),
    [
        ("alpha", "wire", "alpha"),
        ("Alpha Wire", "wire", "alpha"),
        ("blog", "own-reporting", "unlisted"),
        (None, "wire", "unlisted"),
        ("Nobody", "wire", "unlisted"),
    ],
)
def test_only_those_able_to_originate_report(publisher: str | None, kind: str, source: str) -> None:
    (one,) = seen(of("storage"), publisher=publisher, kind=kind).observations
    assert one.source == source


def test_an_office_that_speaks_for_itself_is_its_own_source() -> None:
    (one,) = seen(of("storage"), publisher="office:yy-services", kind="statement").observations
    assert one.source == "office:yy-services"


def test_officials_of_one_state_hold_one_stance() -> None:
    (one,) = seen(of("storage", act="denial", speaker=Speaker(text="X", kind="office", entity="office:xx-ministry"))).observations
    assert one.source == "interest:country:xx"


def test_one_observation_per_indicator_source_origin_and_day() -> None:
    said = [statement("x", 3, date="2022-10-16"), statement("x", 3, date="2022-10-16"), statement("x", 3, date="2022-10-15")]
    said = [Statement(**{**{f: getattr(s, f) for f in s.__struct_fields__}, "id": f"s{i}"}) for i, s in enumerate(said)]
    days = [(o.t_start.date(), len(o.statements)) for o in seen(*said).observations if o.t_start]
    assert days == [(date(2022, 10, 15), 1), (date(2022, 10, 16), 2)]


def test_history_and_the_future_are_not_today_s() -> None:
    assert seen(of("storage", date="1983")).observations == ()
    assert seen(of("storage", date="2022-03-01")).observations == ()
    assert seen(of("storage", date="2022-11-30")).observations == ()
    (older,) = seen(of("storage", date="2022-09-01")).observations
    assert older.t_start is not None
    assert older.t_start.date() == date(2022, 9, 1)


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (None, None),
        ("2022-10-03", date(2022, 10, 3)),
        ("2022-10", None),
        ("2022-09", date(2022, 9, 30)),
        ("2022", None),
        ("2021", date(2021, 12, 31)),
        ("2021-12", date(2021, 12, 31)),
    ],
)
def test_days_from_words(words: str | None, expected: date | None) -> None:
    assert day_of(words, date(2022, 10, 17)) == expected


def exercise(**more: object) -> ChronologyEntry:
    fields: dict[str, object] = {
        "date": date(2022, 10, 15),
        "until": date(2022, 10, 19),
        "known_since": date(2022, 10, 10),
        "kind": "exercise",
    }
    return ChronologyEntry(id="manoeuvre", what={"en": "x"}, source="x", **{**fields, **more})  # type: ignore[arg-type]


def test_an_announced_exercise_explains_dispersal_and_nothing_else() -> None:
    declared = problem(indicator("storage"), DISPERSAL, chronology=(exercise(),))
    assert seen(of("dispersal"), declared=declared).observations == ()
    assert len(seen(of("storage"), declared=declared).observations) == 1
    assert len(seen(of("dispersal"), declared=declared, ago=8).observations) == 1


def test_a_deviation_from_the_exercise_is_the_indication() -> None:
    unannounced = problem(indicator("storage"), DISPERSAL, chronology=(exercise(known_since=date(2022, 10, 20)),))
    assert len(seen(of("dispersal"), declared=unannounced).observations) == 1
    declared = problem(indicator("storage"), DISPERSAL, chronology=(exercise(),))
    custodians = statement("x", 3, ("dispersal", "storage"))
    assert {one.indicator for one in seen(custodians, declared=declared).observations} == {"dispersal", "storage"}


def test_third_parties_judgements_stand_beside() -> None:
    estimate = Estimate(phrase="unlikely", span=(0, 4), yardstick="icd203", low=0.2, high=0.45)
    said = of("opinion", act="assessment", hypotheses=("strike",), estimate=estimate, change="none", polarity="lowers")
    evidence = seen(said)
    assert evidence.observations == ()
    (one,) = evidence.judgements
    assert (one.by, one.hypothesis, one.phrase, one.horizon, one.change, one.low) == (
        "officials",
        "strike",
        "unlikely",
        "unstated",
        "none",
        0.2,
    )


def test_one_judgement_however_many_copies_carry_it() -> None:
    estimate = Estimate(phrase="unlikely", span=(0, 4), yardstick="icd203", low=0.2, high=0.45)
    said = [of("opinion", act="assessment", hypotheses=("strike",), estimate=estimate) for _ in range(3)]
    said = [Statement(**{**{f: getattr(s, f) for f in s.__struct_fields__}, "id": f"s{i}"}) for i, s in enumerate(said)]
    assert len(seen(*said).judgements) == 1


def test_what_was_not_known_is_not_seen() -> None:
    pairs = [case("a", 20), case("late", 2, "beta"), denial("d", 1, interested=False)]
    evidence = observe([o for o, _ in pairs], [r for _, r in pairs], problem(), SOURCES, as_of=day(10))
    assert [one.origin for one in evidence.observations] == ["o-a"]


def test_a_copy_s_statements_do_not_date_the_observation() -> None:
    origin, reading = case("a", 5)
    copy = statement("copy", 1, date=AS_OF.date().isoformat(), report="r-copy")
    fields = {name: getattr(origin, name) for name in origin.__struct_fields__}
    links = (*origin.reports, Link(id="r-copy", link="copy", confidence=0.9, t_known=day(1)))
    wide = Origin(**{**fields, "statements": (*origin.statements, copy.id), "reports": links})
    readings = [reading, Reading(report="r-copy", language="en", t_known=day(1), statements=(copy,))]
    (one,) = observe([wide], readings, problem(), SOURCES).observations
    assert one.statements == ("s-a",)


def test_synthetic_and_tlp_stay_with_the_observation() -> None:
    (one,) = seen(of("storage"), synthetic=True, tlp="green").observations
    assert one.synthetic
    assert one.tlp == "green"


def test_who_denies_a_thing_is_not_read_as_admitting_it_in_the_same_breath() -> None:
    """`These claims are false, he added`: read as a report that raises, it would let a denial raise."""
    ministry = Speaker(text="the ministry", kind="office", entity="office:xx-ministry")
    denied = of("storage", act="denial", polarity="neutral", speaker=ministry, interested=True)
    slip = structs.replace(of("storage", speaker=ministry), id="s-slip")
    assert {one.kind for one in seen(denied, slip).observations} == {"denial"}
    assert {one.kind for one in seen(slip, denied).observations} == {"denial"}
    other = structs.replace(slip, speaker=Speaker(text="two people", kind="anonymous"))
    assert {one.kind for one in seen(denied, other).observations} == {"denial", "report"}


def test_a_copy_read_otherwise_adds_nothing_to_its_original() -> None:
    origin, reading = case("a", 5)
    extra = statement("copy", 4, ("dispersal",), report="r-copy")
    links = (*origin.reports, Link(id="r-copy", link="copy", confidence=0.9, t_known=day(4)))
    wide = structs.replace(origin, statements=(*origin.statements, extra.id), reports=links)
    readings = [reading, Reading(report="r-copy", language="en", t_known=day(4), statements=(extra,))]
    assert observe([wide], readings, DECLARED, SOURCES).observations == observe([origin], [reading], DECLARED, SOURCES).observations
