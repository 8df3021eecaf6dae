"""One brief's material with its indexes: labels in the brief's language, reports by id, and references that hold."""

import copy
from collections.abc import Sequence
from dataclasses import dataclass, field

from tocsin.model import (
    TLP_ORDER,
    Assessment,
    BriefSentence,
    Drift,
    HypothesisJudgement,
    IndicatorJudgement,
    Kept,
    Link,
    Origin,
    Reading,
    Reference,
    Report,
    Span,
    Statement,
    Tlp,
)
from tocsin.model.declared import Labels, Problem, SourceProfile
from tocsin.warn.neutral import fine_coordinates, line
from tocsin.warn.phrases import phrase
from tocsin.warn.words import Lang

HORIZON = 30
"""days; what key judgements are given at, where the assessment has it"""

LEAST_QUOTE = 25
"""characters; a shorter content is quoted with the words around it"""


@dataclass(frozen=True)
class View:
    """What the sections of one brief read from. Built once; nothing in it is changed."""

    assessment: Assessment
    origins: Sequence[Origin]
    readings: Sequence[Reading]
    reports: Sequence[Report]
    problem: Problem
    sources: Sequence[SourceProfile]
    lang: Lang
    report: dict[str, Report] = field(init=False)
    reading: dict[str, Reading] = field(init=False)
    statement: dict[str, Statement] = field(init=False)
    origin: dict[str, Origin] = field(init=False)

    def __post_init__(self) -> None:
        """Fill the indexes."""
        object.__setattr__(self, "report", {report.id: report for report in self.reports})
        object.__setattr__(self, "reading", {reading.report: reading for reading in self.readings})
        object.__setattr__(self, "statement", {s.id: s for reading in self.readings for s in reading.statements})
        object.__setattr__(self, "origin", {origin.id: origin for origin in self.origins})

    def of(self, assessment: Assessment) -> "View":
        """The same material, and the same indexes, beside another judgement of it."""
        other = copy.copy(self)
        object.__setattr__(other, "assessment", assessment)
        return other

    def say(self, key: str, **values: object) -> str:
        """The phrase `key` in the brief's language."""
        return phrase(key, self.lang, **values)

    def count(self, noun: str, n: int) -> str:
        """`1 origin`, `3 origins`."""
        return self.say(f"n.{noun}" if n == 1 else f"n.{noun}s", count=n)

    def publisher(self, site: str) -> str:
        """The name that a site's source file gives it, else the site."""
        return next((profile.name for profile in self.sources if site in profile.sites or site == profile.id), site)

    def label(self, labels: Labels, otherwise: str) -> str:
        """A declared label in the brief's language, else in English, else the id."""
        found = labels.get(self.lang) or labels.get("en") or otherwise
        return found.replace("'", "’") if self.lang == "fr" else found

    def hypothesis(self, id: str) -> str:
        """The name of a hypothesis."""
        return next((self.label(h.name, id) for h in self.problem.hypotheses if h.id == id), id)

    def indicator(self, id: str) -> str:
        """The name of an indicator."""
        return next((self.label(i.name, id) for i in self.problem.indicators if i.id == id), id)

    def condition(self, id: str) -> str:
        """The name of a declared condition."""
        return next((self.label(c.name, id) for c in self.problem.conditions if c.id == id), id)

    def days(self) -> int:
        """The horizon of the key judgements: 30 days, else the assessment's middle one."""
        offered = self.assessment.horizons
        return HORIZON if HORIZON in offered else offered[len(offered) // 2]

    def main(self) -> HypothesisJudgement:
        """The judgement of the hypothesis that the problem declares first: what it was written to watch."""
        return self.ordered()[0]

    def ordered(self) -> list[HypothesisJudgement]:
        """The assessment's hypotheses in the problem's order."""
        rank = {h.id: n for n, h in enumerate(self.problem.hypotheses)}
        return sorted(self.assessment.hypotheses, key=lambda h: rank.get(h.id, len(rank)))

    def evidence(self) -> list[IndicatorJudgement]:
        """The board's rows that enter the filter."""
        return [row for row in self.assessment.indicators if row.role == "evidence"]

    def judged(self, part: str) -> Reference:
        """A reference to a number of the assessment."""
        return Reference(declared=f"assessment {self.assessment.id[:12]}: {part}")

    def declares(self, part: str) -> Reference:
        """A reference to something that the problem declares."""
        return Reference(declared=f"{self.problem.id}: {part}")

    def where(self, report: str) -> str | None:
        """The outlet, file or id that a person knows a report by."""
        held = self.report.get(report)
        return (held.path or held.site or held.url or held.source_id or held.title) if held else None

    def outlet(self, report: str) -> str:
        """The outlet of a report: its site, else the head of its chain, else its file."""
        held, read = self.report.get(report), self.reading.get(report)
        chain = read.chain if read else ()
        name = (held.site if held else None) or (chain[0] if len(chain) > 1 else None) or self.where(report)
        return line(name or report[:12])

    def refers(self, report: str, span: Span, *, origin: str | None = None, statement: str | None = None) -> Reference:
        """A reference to words of a report. A span outside the text is dropped; words with fine coordinates are not printed."""
        held = self.report.get(report)
        inside = held is not None and 0 <= span[0] < span[1] <= len(held.text)
        words = held.text[span[0] : span[1]] if held and inside else None
        return Reference(
            origin=origin,
            report=report,
            statement=statement,
            span=span if inside else None,
            words=None if words is None or fine_coordinates(words) else words,
            path=self.where(report),
        )

    def rests_on(self, statement: Statement, origin: str | None) -> Reference:
        """A reference to what a statement reports."""
        return self.refers(statement.report, quotable(statement), origin=origin, statement=statement.id)

    def drifted(self, link: Link, drift: Drift, origin: str) -> Reference:
        """A reference to the words that drifted; without them where the report does not hold them at that place."""
        found = self.refers(link.id, drift.span, origin=origin)
        return found if found.words == drift.words else Reference(origin=origin, report=link.id, path=self.where(link.id))

    def of_origin(self, origin: Origin) -> tuple[Reference, ...]:
        """References to an origin and the report that shows it best: the original where we hold it, else the earliest."""
        held = [found for found in origin.reports if found.id in self.report]
        if not held:
            return (Reference(origin=origin.id),)
        best = min(held, key=lambda found: (found.link != "original", found.t_known, found.id))
        return (Reference(origin=origin.id, report=best.id, path=self.where(best.id)),)

    def inputs(self) -> list[Kept]:
        """Every record the brief was made from, for its marking."""
        statements = [s for reading in self.readings for s in reading.statements]
        return [self.assessment, *self.origins, *self.readings, *statements, *self.reports]

    def tlp(self, extra: Sequence[Kept] = ()) -> Tlp:
        """The highest mark of all inputs: it marks the brief."""
        return max((record.tlp for record in [*self.inputs(), *extra]), key=TLP_ORDER.index)

    def synthetic(self) -> bool:
        """Whether any input comes from a sample or a simulation."""
        return any(record.synthetic for record in self.inputs())


Sentences = list[BriefSentence]


def quotable(statement: Statement) -> Span:
    """The span to quote: the content, or the whole statement where the content alone says too little ("it exists"), or its contrary.

    What is denied ("that warheads were on the move") reads as if it were claimed, without the words that deny it.
    """
    start, end = statement.content_span
    return statement.content_span if end - start >= LEAST_QUOTE and statement.act != "denial" else statement.span
