"""What triggers look at: the judgement and registers of one moment, how collectors do, and what was judged before."""

from collections import defaultdict
from functools import cached_property

from tocsin.model import (
    TLP_ORDER,
    Assessment,
    Origin,
    Reading,
    Record,
    Reference,
    Standing,
    Statement,
    Time,
    Tlp,
    digest,
    rounded,
)
from tocsin.model.calendars import Calendar
from tocsin.model.declared import Problem
from tocsin.model.opinions import Others
from tocsin.model.red_lines import RedLines
from tocsin.warn.neutral import shortened

WITNESSES = 3
"""origins whose words a cause quotes"""
WORDS = 240
"""characters of a quotation at most: enough to find it again, short of a reprint"""


class Collector(Record, frozen=True, kw_only=True):
    """How one followed source does: the worst of its addresses."""

    source: str
    doing: str
    since: Time | None = None
    what: str = ""


class PathwayMargin(Record, frozen=True, kw_only=True):
    """Warning time of one pathway: the chance that the warning comes in time, and the median hours of margin."""

    pathway: str
    in_time: float
    hours: float | None
    name: dict[str, str] = {}  # noqa: RUF012  (msgspec copies a mutable default)


class Situation(Record, frozen=True, kw_only=True, dict=True):
    """One moment. What is None was not looked at: levels that rest on it stay as they were."""

    now: Time
    problem: Problem
    assessment: Assessment | None = None
    origins: tuple[Origin, ...] = ()
    readings: tuple[Reading, ...] = ()
    red_lines: RedLines | None = None
    others: Others | None = None
    calendar: Calendar | None = None
    collectors: tuple[Collector, ...] | None = None
    margins: tuple[PathwayMargin, ...] | None = None
    synthetic: bool = False
    """all of it comes from a sample or a simulation: whatever is told is"""

    @cached_property
    def statements(self) -> dict[str, Statement]:
        """Every statement by its id."""
        return {one.id: one for reading in self.readings for one in reading.statements}

    @cached_property
    def origin_of(self) -> dict[str, str]:
        """The origin that a statement belongs to."""
        return {name: origin.id for origin in self.origins for name in origin.statements}

    @cached_property
    def bearing(self) -> dict[str, list[Statement]]:
        """By indicator: statements that bear on it, newest first."""
        found: dict[str, list[Statement]] = defaultdict(list)
        for one in sorted(self.statements.values(), key=lambda s: (-s.t_known.timestamp(), s.id)):
            for name in one.indicators:
                found[name].append(one)
        return found

    def references(self, some: list[Statement]) -> tuple[Reference, ...]:
        """The words of the first statements of different origins."""
        found: dict[str, Reference] = {}
        for one in some:
            origin = self.origin_of.get(one.id)
            if len(found) < WITNESSES:
                found.setdefault(origin or one.id, reference(one, origin))
        return tuple(found.values())


def reference(one: Statement, origin: str | None) -> Reference:
    """Where a statement stands, with its words."""
    return Reference(origin=origin, report=one.report, statement=one.id, span=one.span, words=shortened(one.text, WORDS))


def marks(some: list[Statement]) -> tuple[Tlp, bool]:
    """The highest mark of statements, and whether any is synthetic."""
    return max((one.tlp for one in some), key=TLP_ORDER.index, default="clear"), any(one.synthetic for one in some)


def standing(situation: Situation) -> Standing | None:
    """What was judged, for the next look to compare with; None where nothing was."""
    judged = situation.assessment
    if judged is None:
        return None
    hypotheses = {one.id: {days: float(rounded(p.mean)) for days, p in one.probability.items()} for one in judged.hypotheses}
    return Standing(
        id=digest("standing", judged.id, situation.now.isoformat()),
        as_of=situation.now,
        assessment=judged.id,
        hypotheses=hypotheses,
        indicators={row.id: row.status for row in judged.indicators},
        tlp=judged.tlp,
        synthetic=judged.synthetic,
    )
