"""A small invented case, made by hand: four reports, three origins, one assessment; a dam in place of anything nuclear."""

from datetime import UTC, date, datetime, timedelta

from tocsin.judge.frequency import frequency
from tocsin.judge.sentences import say
from tocsin.model import (
    Assessment,
    BlindSpot,
    Confidence,
    Drift,
    Estimate,
    HypothesisJudgement,
    IndicatorJudgement,
    Influence,
    Link,
    Origin,
    Probability,
    Reading,
    Record,
    Report,
    Speaker,
    Statement,
    ThirdPartyJudgement,
    Tlp,
    Upstream,
    digest,
    report_id,
)
from tocsin.model.declared import Hypothesis, Indicator, Observing, Problem, Process, Range, SourceRates, Transition
from tocsin.model.statements import Act, SpeakerKind

AS_OF = datetime(2031, 3, 12, 23, 59, tzinfo=UTC)
SINCE = datetime(2031, 3, 8, tzinfo=UTC)
NAME_OF_THE_HIDDEN = "Orsolya Quint"
"""stands in the records of an anonymous speaker by mistake: no brief may print it"""

WIRE = (
    "PORT-GRIS, 11 mars (Agence Ombrine) - Une rupture du barrage de Vaule reste « peu probable », a déclaré mardi un ingénieur "
    "qui a eu accès aux relevés. Des camions ont quitté la carrière de Sorn. « Le barrage tiendra », a assuré la Régie des eaux."
)
REWRITE = (
    "Le barrage de Vaule menace contre la capitale, selon l'Agence Ombrine. Une rupture reste « peu probable » "
    "en aval de Sorn, a déclaré un ingénieur."
)
SPEECH = "If the sluices are touched, we will answer without warning, the Water Board of Lower Sorn said on Sunday."
OLD = "The Water Board of Lower Sorn said in February that the sluices are safe."


class Made(Record, frozen=True, kw_only=True):
    """What `compose` is given."""

    problem: Problem
    assessment: Assessment
    previous: Assessment
    origins: tuple[Origin, ...]
    readings: tuple[Reading, ...]
    reports: tuple[Report, ...]


def _range(low: float, high: float, source: str | None = None) -> Range:
    return Range(low=low, high=high, source=source, assumption=source is None)


def problem() -> Problem:
    """A dam above a town: two hypotheses, four indicators."""
    rates = SourceRates(reliability="F", hit=_range(0.1, 0.5), false_alarm=_range(0.01, 0.1))
    indicators = (
        ("trucks", "trucks leaving the quarry", "camions quittant la carrière", "evidence"),
        ("sluices", "talk of the sluices", "propos sur les vannes", "evidence"),
        ("seepage", "seepage at the foot", "suintement au pied", "evidence"),
        ("levels", "water levels", "niveau de l'eau", "evidence"),
        ("verdicts", "engineers' verdicts", "avis d'ingénieurs", "opinion"),
    )
    return Problem(
        id="vaule-dam",
        version="1",
        name={"en": "The dam at Vaule", "fr": "Le barrage de Vaule"},
        question={"en": "Will the dam break?", "fr": "Le barrage va-t-il rompre ?"},
        authors=("nobody",),
        processes=(
            Process(
                id="dam",
                name={"en": "dam"},
                states=("sound", "strained"),
                state_names={"sound": {"en": "sound"}, "strained": {"en": "strained"}},
                absorbing=("breach",),
                prior={"sound": 0.9, "strained": 0.1},
                prior_note="a guess",
                transitions=(Transition(source_state="strained", target="breach", per_day=_range(1e-5, 1e-3, "Vaule 2020")),),
            ),
        ),
        hypotheses=(
            Hypothesis(id="breach", name={"en": "a breach of the dam", "fr": "une rupture du barrage"}, definition={}, process="dam"),
            Hypothesis(id="overflow", name={"en": "an overflow"}, definition={}, process=None, rate_per_day=_range(1e-4, 1e-2)),
        ),
        indicators=tuple(
            Indicator(id=id, name={"en": en, "fr": fr}, what={}, side="adversary", role=role)  # type: ignore[arg-type]  # literals above
            for id, en, fr, role in indicators
        ),
        observing=Observing(rates=(rates,), cheap_rates=rates, error_life_days=(30.0,), denial_bound=2.0, shared_upstream=_range(0.2, 0.8)),
        places=(),
        chronology=(),
        gazetteer=(),
        cues={},
    )


def report(text: str, site: str, published: datetime, tlp: Tlp = "clear", synthetic: bool = False) -> Report:
    """An invented report."""
    return Report(
        id=report_id(None, site, published, None, text),
        site=site,
        path=f"{site}.txt",
        published_at=published,
        collected_at=published + timedelta(hours=1),
        text=text,
        tlp=tlp,
        synthetic=synthetic,
    )


def statement(
    held: Report, words: str, *, speaker: str | None, kind: SpeakerKind, act: Act, cue: str | None = None, **more: object
) -> Statement:
    """A statement on the first place of `words`, its speaker found in the text where it stands there."""
    start = held.text.index(words)
    span = (start, start + len(words))
    at = held.text.find(speaker) if speaker else -1
    values: dict[str, object] = {
        "speaker": Speaker(text=speaker, span=(at, at + len(speaker)) if speaker and at >= 0 else None, kind=kind),
        "id": digest("statement", held.id, span),
        "report": held.id,
        "t_known": held.published_at,
        "span": span,
        "text": words,
        "content_span": span,
        "act": act,
        "synthetic": held.synthetic,
        **more,
    }
    return Statement(**values)  # type: ignore[arg-type]  # keyword fields, checked by the tests that encode them


def reading(held: Report, statements: tuple[Statement, ...], chain: tuple[str, ...]) -> Reading:
    """The reading of an invented report."""
    assert held.published_at is not None
    return Reading(report=held.id, path=held.path, language="fr", t_known=held.published_at, statements=statements, chain=chain)


def origin(publisher: str, statements: tuple[Statement, ...], links: tuple[Link, ...], tlp: Tlp = "clear") -> Origin:
    """An origin over `links`."""
    return Origin(
        id=digest("origin", publisher, [found.id for found in links]),
        kind="wire",
        publisher=publisher,
        first_seen=min(found.t_known for found in links),
        claim=statements[0].text,
        upstream=Upstream(status="unknown"),
        statements=tuple(s.id for s in statements),
        reports=links,
        tlp=tlp,
    )


def link(held: Report, kind: str = "original", **more: object) -> Link:
    """One report under an origin."""
    return Link(id=held.id, link=kind, confidence=1.0, t_known=held.published_at, **more)  # type: ignore[arg-type]  # as above


def judged(id: str, mean: float, base: float = 0.0008) -> HypothesisJudgement:
    """A judgement whose range spans a third to three times its mean."""

    def around(value: float) -> Probability:
        return Probability(mean=value, low=value / 3, high=min(1.0, value * 3))

    return HypothesisJudgement(
        id=id,
        probability={"7": around(mean / 4), "30": around(mean), "90": around(min(0.99, mean * 3))},
        base_rate={"7": around(base / 4), "30": around(base), "90": around(base * 3)},
        words=None if mean < 0.01 else "very unlikely",
        frequency=frequency(around(mean)),
        prior_times_10=min(0.99, mean * 10),
        prior_over_10=mean / 10,
        confidence=Confidence(level="low", why=(say("few-sources", n=2), say("blind", n=2, of=4))),
    )


def case(mean: float = 0.00143, *, synthetic: bool = False, tlp: Tlp = "clear", moved: bool = True) -> Made:
    """The case: an agency's wire, a rewrite that drifts, a threat, an old report; `mean` at 30 days for the main hypothesis."""
    wire = report(WIRE, "ombrine.example", datetime(2031, 3, 11, 9, tzinfo=UTC), synthetic=synthetic)
    rewrite = report(REWRITE, "gazette.example", datetime(2031, 3, 11, 15, tzinfo=UTC), tlp=tlp)
    speech = report(SPEECH, "lower-sorn.example", datetime(2031, 3, 9, 10, tzinfo=UTC))
    old = report(OLD, "lower-sorn.example", datetime(2031, 2, 20, 10, tzinfo=UTC))
    hidden = Speaker(text="un ingénieur", kind="anonymous", count=1, name=NAME_OF_THE_HIDDEN, entity="person:orsolya-quint")
    estimate = Estimate(
        phrase="peu probable",
        span=(WIRE.index("peu probable"), WIRE.index("peu probable") + 12),
        yardstick="icd203",
        low=0.2,
        high=0.45,
        via_translation=True,
    )
    said = statement(
        wire,
        "Une rupture du barrage de Vaule reste « peu probable »",
        speaker="un ingénieur",
        kind="anonymous",
        act="assessment",
        estimate=estimate,
        hypotheses=("breach",),
        indicators=("verdicts",),
        via=("Agence Ombrine",),
    )
    said = Statement(**{name: getattr(said, name) for name in said.__struct_fields__ if name != "speaker"}, speaker=hidden)
    trucks = statement(
        wire,
        "Des camions ont quitté la carrière de Sorn.",
        speaker=None,
        kind="text",
        act="event",
        indicators=("trucks",),
        polarity="raises",
    )
    denied = statement(
        wire, "Le barrage tiendra", speaker="la Régie des eaux", kind="institution", act="denial", interested=True, indicators=("sluices",)
    )
    again = statement(
        rewrite, "Une rupture reste « peu probable »", speaker="un ingénieur", kind="anonymous", act="assessment", via=("Agence Ombrine",)
    )
    threat = statement(
        speech,
        "If the sluices are touched, we will answer without warning",
        speaker="the Water Board of Lower Sorn",
        kind="institution",
        act="threat",
        indicators=("sluices",),
        polarity="raises",
    )
    was = "en aval de Sorn"
    words = "contre la capitale"
    drift = Drift(kind="target", span=(REWRITE.index(words), REWRITE.index(words) + len(words)), words=words, was=was)
    agency = origin("Agence Ombrine", (said, trucks, denied, again), (link(wire), link(rewrite, "rewrite", parent=wire.id, drift=(drift,))))
    board = origin("Water Board of Lower Sorn", (threat,), (link(speech),))
    calm = Origin(
        id=digest("origin", "old"),
        kind="own-reporting",
        publisher="lower-sorn.example",
        first_seen=datetime(2031, 2, 20, 10, tzinfo=UTC),
        claim="",
        upstream=Upstream(status="unknown"),
        reports=(link(old),),
    )
    third = ThirdPartyJudgement(
        by="un ingénieur",
        via=("Agence Ombrine",),
        hypothesis="breach",
        phrase="peu probable",
        yardstick="icd203",
        low=0.2,
        high=0.45,
        horizon="unstated",
        date="2031-03-11",
        change="none",
        statement=said.id,
        origin=agency.id,
        t_known=AS_OF,
    )
    deltas = ((0.0007, agency, "trucks"), (0.0001, board, "sluices")) if moved else ()
    now = _assessment("now", AS_OF, mean, deltas, ("levels",) if moved else (), third, synthetic)
    before = _assessment("before", SINCE, 0.0008 if moved else mean, (), (), third, False)
    return Made(
        problem=problem(),
        assessment=now,
        previous=before,
        origins=(agency, board, calm),
        readings=(
            reading(wire, (said, trucks, denied), ("Agence Ombrine",)),
            reading(rewrite, (again,), ("gazette.example", "Agence Ombrine")),
            reading(speech, (threat,), ()),
            reading(old, (), ()),
        ),
        reports=(wire, rewrite, speech, old),
    )


def _assessment(
    id: str,
    as_of: datetime,
    mean: float,
    deltas: tuple[tuple[float, Origin, str], ...],
    silent: tuple[str, ...],
    third: ThirdPartyJudgement,
    synthetic: bool,
) -> Assessment:
    influences = [
        Influence(hypothesis="breach", horizon=30, observation=f"o{n}", origin=found.id, indicator=indicator, delta=delta)
        for n, (delta, found, indicator) in enumerate(deltas)
    ]
    influences += [
        Influence(hypothesis="breach", horizon=30, observation=f"silence:{name}", origin=None, indicator=name, delta=-0.00017)
        for name in silent
    ]
    rows = (
        ("trucks", "evidence", "lit", 0.5, 1, 2),
        ("sluices", "evidence", "contested", 0.0, 2, 3),
        ("seepage", "evidence", "unseen", 0.0, 0, 0),
        ("levels", "evidence", "quiet", 0.6, 0, 0),
        ("verdicts", "opinion", "lit", 0.0, 1, 2),
    )
    return Assessment(
        id=digest(id),
        problem="vaule-dam",
        problem_version="1",
        as_of=as_of,
        horizons=(7, 30, 90),
        draws=100,
        seed=0,
        processes=(),
        hypotheses=(judged("breach", mean), judged("overflow", 0.07, 0.07)),
        indicators=tuple(
            IndicatorJudgement(
                id=name,
                side="adversary",
                role=role,
                status=status,  # type: ignore[arg-type]  # literals above
                probability=None,
                coverage=coverage,
                last_look=None,
                origins=origins,
                reports=reports,
            )
            for name, role, status, coverage, origins, reports in rows
        ),
        influences=tuple(influences),
        judgements=(third,),
        blind=(BlindSpot(indicator="seepage", since=datetime.combine(date(2031, 3, 1), datetime.min.time(), UTC), why=say("nobody")),),
        assumptions=("prior of dam: sound 0.9", "errors live 30 days", "one more", "and another"),
        synthetic=synthetic,
    )
