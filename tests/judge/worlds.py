"""Small invented problems and records for the judge's tests."""

import itertools
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from tocsin.model import Coverage, Link, Origin, Reading, Speaker, Statement, Upstream
from tocsin.model.declared import Entity, Hypothesis, Indicator, Observing, Problem, Process, Range, SourceProfile, SourceRates, Transition

AS_OF = datetime(2022, 10, 20, 18, tzinfo=UTC)
STATES = ("routine", "signalling", "preparation", "imminent")


def between(low: float, high: float) -> Range:
    return Range(low=low, high=high)


def indicator(
    name: str, levels: Sequence[tuple[float, float]] = ((0.02, 0.05), (0.05, 0.15), (0.2, 0.5), (0.4, 0.8)), **more: object
) -> Indicator:
    fields: dict[str, object] = {
        "side": "adversary",
        "role": "evidence",
        "prevalence": {"use": {state: between(*level) for state, level in zip(STATES, levels, strict=True)}},
        "episode_days": between(10, 60),
        "concealed": between(0.1, 0.4),
        "published": between(0.4, 0.8),
        "preparation_step": "transport",
    }
    return Indicator(id=name, name={"en": name}, what={"en": name}, **{**fields, **more})  # type: ignore[arg-type]


def problem(*indicators: Indicator, lives: tuple[float, ...] = (10.0, 60.0), bound: float = 1.2, **more: object) -> Problem:
    """One ladder of four states with two events, and a remainder at a flat rate."""
    moves = [
        *(Transition(source_state=a, target=b, per_day=between(0.003, 0.03)) for a, b in itertools.pairwise(STATES)),
        *(Transition(source_state=b, target=a, per_day=between(0.02, 0.1)) for a, b in itertools.pairwise(STATES)),
        *(Transition(source_state=s, target="strike", per_day=between(1e-6 * 10**i, 1e-5 * 10**i)) for i, s in enumerate(STATES)),
        *(Transition(source_state=s, target="test", per_day=between(5e-7 * 5**i, 1e-5 * 5**i)) for i, s in enumerate(STATES)),
    ]
    rates = tuple(
        SourceRates(reliability=grade, hit=between(*hit), false_alarm=between(*false))  # type: ignore[arg-type]
        for grade, hit, false in (("A", (0.6, 0.9), (0.005, 0.03)), ("B", (0.5, 0.8), (0.01, 0.06)), ("F", (0.2, 0.7), (0.05, 0.3)))
    )
    fields: dict[str, object] = {
        "id": "invented",
        "version": "1",
        "name": {"en": "invented"},
        "question": {"en": "?"},
        "authors": ("tests",),
        "processes": (
            Process(
                id="use",
                name={"en": "use"},
                states=STATES,
                state_names={},
                absorbing=("strike", "test"),
                prior={"routine": 0.9, "signalling": 0.08, "preparation": 0.015, "imminent": 0.005},
                prior_note="invented",
                transitions=tuple(moves),
            ),
        ),
        "hypotheses": (
            Hypothesis(id="strike", name={"en": "a strike"}, definition={"en": ""}, process="use"),
            Hypothesis(id="test", name={"en": "a test"}, definition={"en": ""}, process="use"),
            Hypothesis(id="unmodelled", name={"en": "other"}, definition={"en": ""}, process=None, rate_per_day=between(1e-7, 1e-5)),
        ),
        "indicators": indicators or (indicator("storage"), indicator("transport")),
        "observing": Observing(
            rates=rates,
            cheap_rates=SourceRates(reliability="F", hit=between(0.7, 0.9), false_alarm=between(0.5, 0.8)),
            error_life_days=lives,
            denial_bound=bound,
            shared_upstream=between(0.3, 0.9),
        ),
        "places": (),
        "chronology": (),
        "gazetteer": (
            Entity(id="country:xx", type="country", name={"en": "X"}, forms={}, party="adversary"),
            Entity(id="office:xx-ministry", type="office", name={"en": "X ministry"}, forms={}, country="country:xx"),
            Entity(id="country:yy", type="country", name={"en": "Y"}, forms={}, party="third"),
            Entity(id="office:yy-services", type="office", name={"en": "Y services"}, forms={}, country="country:yy"),
        ),
        "cues": {},
        "start_days": 120,
    }
    return Problem(**{**fields, **more})  # type: ignore[arg-type]


SOURCES = (
    SourceProfile(id="alpha", name="Alpha Wire", kind="agency", originates=True, reliability="A", why="invented"),
    SourceProfile(id="beta", name="Beta Wire", kind="agency", originates=True, reliability="B", why="invented"),
    SourceProfile(id="gamma", name="Gamma Wire", kind="agency", originates=True, reliability="B", why="invented"),
    SourceProfile(id="delta", name="Delta Wire", kind="agency", originates=True, reliability="B", why="invented"),
    SourceProfile(id="satellite", name="Satellite", kind="instrument", originates=True, reliability="B", why="invented"),
    SourceProfile(id="blog", name="Blog", kind="blog", originates=False, reliability="D", why="invented"),
)


def day(ago: float) -> datetime:
    return AS_OF - timedelta(days=ago)


def statement(name: str, ago: float, indicators: tuple[str, ...] = ("storage",), **more: object) -> Statement:
    fields: dict[str, object] = {
        "report": f"r-{name}",
        "t_known": day(ago),
        "span": (0, 4),
        "text": "text",
        "content_span": (0, 4),
        "speaker": Speaker(text="officials", kind="anonymous"),
        "act": "report",
        "polarity": "raises",
        "indicators": indicators,
    }
    return Statement(id=f"s-{name}", **{**fields, **more})  # type: ignore[arg-type]


def case(
    name: str, ago: float, publisher: str | None = "alpha", *, copies: int = 0, said: Statement | None = None, **more: object
) -> tuple[Origin, Reading]:
    """One origin with its original report, its reading, and `copies` further links."""
    spoken = said or statement(name, ago)
    links = [Link(id=spoken.report, link="original", confidence=1.0, t_known=day(ago))]
    links += [
        Link(id=f"copy-{name}-{i}", link="copy", parent=spoken.report, confidence=0.9, t_known=day(max(0, ago - 0.01 * i)))
        for i in range(copies)
    ]
    fields: dict[str, object] = {
        "kind": "wire",
        "publisher": publisher,
        "publisher_id": publisher,
        "first_seen": day(ago),
        "claim": "claim",
        "upstream": Upstream(status="known", id=f"upstream-{publisher}"),
        "statements": (spoken.id,),
        "reports": tuple(links),
    }
    reading = Reading(report=spoken.report, language="en", t_known=spoken.t_known, statements=(spoken,))
    return Origin(id=f"o-{name}", **{**fields, **more}), reading  # type: ignore[arg-type]


def denial(name: str, ago: float, *, interested: bool, indicators: tuple[str, ...] = ("storage",)) -> tuple[Origin, Reading]:
    """A ministry of the adversary denies, or an office of a third party with access does."""
    entity = "office:xx-ministry" if interested else "office:yy-services"
    speaker = Speaker(text="the office", kind="office", entity=entity)
    polarity = "neutral" if interested else "lowers"
    said = statement(name, ago, indicators, act="denial", polarity=polarity, speaker=speaker, interested=interested)
    return case(name, ago, entity, said=said, kind="statement")


def watched(
    source: str, name: str, first_ago: int, days: int, *, looked: float = 0.8, status: str = "watched", published: float = 1.0
) -> Coverage:
    """Coverage for `days` whole days, the first of them `first_ago` days before as-of."""
    begin = day(first_ago).replace(hour=0)
    end = begin + timedelta(days=days)
    return Coverage(
        id=f"c-{source}-{name}-{first_ago}-{days}-{status}",
        indicator=name,
        source=source,
        t_start=begin,
        t_end=end,
        t_known=min(end, AS_OF),
        status=status,  # type: ignore[arg-type]
        looked=looked,
        published=published,
        method="invented",
        method_version="1",
    )
