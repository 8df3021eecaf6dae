"""Decisions as a register: judgements before and after, ours and others', and P(hypothesis | decision) beside P(hypothesis | not).

Others' conditional judgements and our hazard ratio stand beside each other and are never mixed; "unchanged" is no new evidence.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, date, datetime
from typing import Literal

from tocsin.judge.heard import hear
from tocsin.judge.originators import Parties
from tocsin.judge.others import Chance, meant, pooled, voice
from tocsin.judge.others import register as tracked
from tocsin.judge.wording import tells
from tocsin.library import yardsticks
from tocsin.model import Origin, Probability, Reading
from tocsin.model.decisions import Beside, DecisionRow, Decisions, Given, OurView
from tocsin.model.declared import Problem, SourceProfile
from tocsin.model.lines import Decision, HazardRatio, Lines
from tocsin.model.opinions import Others, View
from tocsin.model.registers import marks

HORIZON = 30
"""days ahead of our own judgements before and after"""
READERS = "readers"
"""the yardstick of numbers that readers gave to words: what a declared sense is read by"""
Ours = Mapping[str, tuple[OurView, ...] | str]
"""by decision: our views, or why there are none"""


def register(
    problem: Problem,
    readings: Sequence[Reading],
    origins: Sequence[Origin],
    sources: Sequence[SourceProfile],
    *,
    as_of: datetime,
    ours: Ours | None = None,
) -> Decisions:
    """Every decision known by `as_of`, oldest first. `ours`: our judgements of the day before and the day after, where they were made."""
    lines, today = problem.lines, as_of.astimezone(UTC).date()
    languages = {one.said.id: one.language for one in hear(readings, origins, as_of)}
    parties = Parties.of(problem, sources)
    others = tracked(problem, readings, origins, sources, as_of=as_of)
    rows = []
    for decision in sorted(lines.decisions, key=lambda one: (one.date, one.id)):
        if decision.known_since > today:
            continue
        told = sorted([*_declared(decision, today), *_read(decision, others, languages, lines)], key=lambda one: (one.date, one.by))
        held = (ours or {}).get(decision.id, "not-asked")
        views = held if isinstance(held, tuple) else ()
        rows.append(
            DecisionRow(
                id=decision.id,
                date=decision.date,
                by=decision.by,
                what=decision.what,
                source=decision.source,
                ours=views,
                ours_missing=held if isinstance(held, str) else None,
                others=tuple(told),
                given=tuple(_given(decision, told, views, parties)),
            )
        )
    tlp, synthetic = marks(one.words for row in rows for one in row.others if one.words is not None)
    return Decisions(
        as_of=as_of,
        checked=lines.checked,
        decisions=tuple(rows),
        tlp=tlp,
        synthetic=synthetic,
    )


def by_ratio(before: Probability, ratio: HazardRatio) -> Probability:
    """`before` with the chance per day multiplied: 1 - (1 - p)^r. The ends take the ends of the ratio, the middle its geometric mean."""
    middle = (ratio.low * ratio.high) ** 0.5

    def times(p: float, r: float) -> float:
        return float(1 - (1 - p) ** r)

    return Probability(mean=times(before.mean, middle), low=times(before.low, ratio.low), high=times(before.high, ratio.high))


def _when(day: date, decision: Decision) -> Literal["before", "after"]:
    return "before" if day < decision.date else "after"


def _declared(decision: Decision, today: date) -> Iterator[Beside]:
    readers = [term for yardstick in yardsticks.load() if yardstick.id == READERS for term in yardstick.terms]
    scale = {sense: term for term in readers for sense in term.senses}
    for one in decision.judgements:
        if one.known_since > today:
            continue
        term = scale.get(one.sense or "")
        spread = term.quantiles if term is not None else None
        band = Chance(spread[0], spread[2], spread[4]) if spread is not None else Chance(None, None, None)
        yield Beside(
            by=one.by,
            entity=one.by,
            date=one.date,
            when=_when(one.date, decision),
            hypothesis=one.hypothesis,
            given=one.given,
            change=one.change,
            sense=one.sense,
            low=band.low,
            median=band.median,
            high=band.high,
            new=one.change != "none",
            what=one.what,
            source=one.source,
        )


def _read(decision: Decision, others: Others, languages: Mapping[str, str | None], lines: Lines) -> Iterator[Beside]:
    """Judgements read whose condition or words name the decision, of a hypothesis that it bears on or of none stated."""
    for row in others.assessors:
        if row.hypothesis not in decision.hypotheses:
            continue
        for view in row.views:
            language = languages.get(view.words.statement)
            conditional = view.conditional_on is not None and meant(decision, view.conditional_on, language)
            if not conditional and not meant(decision, view.words.text, language):
                continue
            yield Beside(
                by=row.by,
                entity=row.entity,
                date=view.date,
                when=_when(view.date, decision),
                hypothesis=row.hypothesis,
                given=not tells(view.conditional_on, lines.absent, language) if conditional else None,
                change="none" if view.status == "unchanged" else None,
                sense=view.sense,
                low=view.low,
                median=view.median,
                high=view.high,
                new=_new(view),
                words=view.words,
            )


def _new(view: View) -> bool:
    return view.status in ("first", "raised", "lowered", "differs")


def _given(decision: Decision, told: Sequence[Beside], ours: Sequence[OurView], parties: Parties) -> Iterator[Given]:
    for hypothesis in decision.hypotheses:
        mine = [one for one in told if one.hypothesis == hypothesis and one.median is not None]
        given, absent = (_voices([one for one in mine if one.given is side], parties) for side in (True, False))
        if given or absent:
            yield Given(
                hypothesis=hypothesis,
                basis="others",
                horizon="unstated",
                given=_joined(given),
                given_not=_joined(absent),
                n_given=len(given),
                n_not=len(absent),
                why="others",
            )
        if (view := next((one for one in ours if one.hypothesis == hypothesis), None)) is not None and view.without is not None:
            yield Given(
                hypothesis=hypothesis,
                basis="filter",
                horizon=f"{view.horizon} days",
                given=view.after,
                given_not=view.without,
                why="filter",
            )
            continue
        ratio = next((one for one in decision.ratios if one.hypothesis == hypothesis), None)
        if ratio is not None and view is not None:
            yield Given(
                hypothesis=hypothesis,
                basis="hazard-ratio",
                horizon=f"{view.horizon} days",
                given=by_ratio(view.before, ratio),
                given_not=view.before,
                why=ratio.source or f"assumption: {ratio.note or 'not argued for yet'}",
            )


def _voices(some: Sequence[Beside], parties: Parties) -> list[Beside]:
    """The latest judgement of each voice: two offices of one state are one."""
    return list({voice(one.entity, one.by, parties): one for one in sorted(some, key=lambda one: one.date)}.values())


def _joined(held: Sequence[Beside]) -> Probability | None:
    """Equal weights on the log-odds scale."""
    if not held:
        return None
    return Probability(mean=pooled([x.median for x in held]), low=pooled([x.low for x in held]), high=pooled([x.high for x in held]))
