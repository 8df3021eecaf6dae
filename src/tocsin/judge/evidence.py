"""Origins -> observations: who, able to know, said what of which indicator on which day. Everything else is noted or kept beside.

One observation per (indicator, source, origin, day). Copies and rewrites of a report say nothing more. Neutral content is no evidence;
history is not today's; an announced exercise explains dispersal; a denial by an interested party is a stance; our own posture is coverage.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from datetime import date as Day

from tocsin.judge.exercises import explained_by
from tocsin.judge.opinions import judgements_of
from tocsin.judge.originators import UNLISTED, Parties, has_access, reliability_of, source_of
from tocsin.model import Observation, Origin, Reading, Record, Statement, ThirdPartyJudgement, digest
from tocsin.model.declared import Indicator, Problem, SourceProfile

HISTORY_DAYS = 90
"""content dated longer before its origin is history: told for comparison, never today's observation"""
FACT_ACTS = frozenset({"report", "disclosure", "event"})
WORD_ACTS = frozenset({"threat", "warning", "doctrine", "commitment"})
METHOD, METHOD_VERSION = "judge.evidence", "1"
LINK_RANK = {"original": 0, "citation": 1, "translation": 2, "rewrite": 2, "copy": 2}


class Evidence(Record, frozen=True, kw_only=True):
    """What enters the filter, what others judge, and why the rest does neither."""

    observations: tuple[Observation, ...]
    judgements: tuple[ThirdPartyJudgement, ...]
    notes: tuple[str, ...]
    """one line for each reason for which content stayed out, with how often"""
    mentions: dict[str, tuple[str, ...]]
    """by indicator of any role: ids of the origins that bear on it"""


def day_of(value: str | None, known: Day) -> Day | None:
    """The day that a date's words give, or None where they leave it open; of a month or year the last day known by `known`."""
    if not value:
        return None
    parts = [int(part) for part in value.split("-")]
    if len(parts) == 3:
        return Day(parts[0], parts[1], parts[2])
    if parts[0] == known.year and (len(parts) == 1 or parts[1] == known.month):
        return None
    if len(parts) == 1:
        return Day(parts[0], 12, 31)
    first_of_next = Day(parts[0] + parts[1] // 12, parts[1] % 12 + 1, 1)
    return first_of_next - timedelta(days=1)


def sense_of(statement: Statement, indicator: Indicator, parties: Parties) -> tuple[str, bool] | str:
    """(kind, access) of what a statement says of an indicator: `report`, `denial` or `look`; or the reason why it is no evidence."""
    speaker = statement.speaker.entity
    interested = statement.interested or (statement.act == "denial" and parties.side(speaker) == "adversary")
    access = has_access(statement, parties)
    raising = indicator.direction == "raises"
    if statement.act == "denial" or (statement.negated and statement.polarity != "raises" and interested):
        if not raising:
            return "a denial of something that calms weighs 1"
        if interested:
            return "denial", access
        return ("look", access) if access else "a denial without access weighs nothing"
    if statement.act in FACT_ACTS and indicator.preparation_step is not None and (statement.conditional_on or statement.red_line):
        return "said on a condition, not seen"
    if statement.act in FACT_ACTS or statement.act == "assessment":
        if statement.polarity == ("raises" if raising else "lowers") and not statement.negated:
            return ("report", access) if statement.act in FACT_ACTS else "an assessment is an opinion"
        if raising and statement.polarity == "lowers":
            if interested:
                return "denial", access
            if statement.act == "assessment" and not statement.negated:
                return "an assessment is an opinion"
            return ("look", access) if access else "an all-clear without access weighs nothing"
        return "it points neither way"
    if statement.act in WORD_ACTS:
        if indicator.preparation_step is not None:
            return "words are no activity"
        if indicator.side == "adversary" and parties.side(speaker) in ("own", "third"):
            return "a third party's warning is an opinion"
        if statement.polarity == ("raises" if raising else "lowers"):
            return "report", access
        return "it points neither way"
    return "it is an opinion"


def observe(
    origins: Sequence[Origin],
    readings: Sequence[Reading],
    problem: Problem,
    sources: Sequence[SourceProfile],
    *,
    as_of: datetime | None = None,
) -> Evidence:
    """Observations and third parties' judgements in what was known by `as_of` (default: in everything), in a fixed order."""
    statements = {
        s.id: s for r in readings if as_of is None or r.t_known <= as_of for s in r.statements if as_of is None or s.t_known <= as_of
    }
    parties = Parties.of(problem, sources)
    indicators = {indicator.id: indicator for indicator in problem.indicators}
    notes: Counter[str] = Counter()
    observations: list[Observation] = []
    judgements: list[ThirdPartyJudgement] = []
    mentions: dict[str, set[str]] = {}
    hands: dict[str, str] = {}
    for origin in sorted(origins, key=lambda o: (o.first_seen, o.id)):
        if as_of is not None and origin.first_seen > as_of:
            continue
        said = _in_order(origin, statements, as_of)
        for statement in said:
            for name in statement.indicators:
                mentions.setdefault(name, set()).add(origin.id)
        judgements += judgements_of(origin, said)
        observations += _observations(origin, _first_hand(origin, said), problem, indicators, parties, notes, hands)
    return Evidence(
        observations=tuple(sorted(observations, key=lambda o: (o.t_start or o.t_known, o.indicator, o.source, o.id))),
        judgements=tuple(judgements),
        notes=tuple(f"{why}: {count}" for why, count in sorted(notes.items())),
        mentions={name: tuple(sorted(ids)) for name, ids in sorted(mentions.items())},
    )


def _in_order(origin: Origin, statements: Mapping[str, Statement], as_of: datetime | None) -> list[Statement]:
    """The origin's statements that were known, those of its original first, those of copies last."""
    rank = {
        link.id: (LINK_RANK[link.link], link.t_known, link.id)
        for link in sorted(origin.reports, key=lambda k: k.id)
        if as_of is None or link.t_known <= as_of
    }
    found = [statements[name] for name in dict.fromkeys(origin.statements) if name in statements]
    last = (9, datetime.max.replace(tzinfo=UTC), "")
    return sorted(found, key=lambda s: (rank.get(s.report, last), s.span, s.id))


def _first_hand(origin: Origin, said: Sequence[Statement]) -> list[Statement]:
    """The statements of the origin's own reports where we hold one that says anything, else all: copies and citations add nothing."""
    originals = {link.id for link in origin.reports if link.link == "original"}
    own = [statement for statement in said if statement.report in originals and statement.indicators]
    return own or list(said)


def _observations(
    origin: Origin,
    said: Sequence[Statement],
    problem: Problem,
    indicators: Mapping[str, Indicator],
    parties: Parties,
    notes: Counter[str],
    hands: dict[str, str],
) -> list[Observation]:
    """The origin's observations. For each (indicator, source, kind) the first report that has any says it for all that descend from it."""
    first_seen = origin.first_seen.astimezone(UTC).date()
    told = day_of(origin.date, first_seen)
    usual = told if told is not None and told <= first_seen else first_seen
    groups: dict[tuple[str, str, str, Day], list[Statement]] = {}
    access: set[tuple[str, str, str, Day]] = set()
    decided: dict[tuple[str, str, str], str] = {}
    denied = _denied(said, indicators, parties)
    for statement in said:
        for name in statement.indicators:
            indicator = indicators.get(name)
            if indicator is None:
                continue
            if indicator.role != "evidence":
                notes[f"{indicator.role}, not evidence"] += 1
                continue
            sense = sense_of(statement, indicator, parties)
            if isinstance(sense, str):
                notes[sense] += 1
                continue
            kind, knows = sense
            if kind == "report" and (statement.speaker.entity, name) in denied:
                notes["its speaker denies it in the same breath"] += 1
                continue
            day = day_of(statement.date, first_seen) or usual
            if day > first_seen and "notice" in indicator.kinds:
                day = usual  # the sign is the notice: the day it names is that of what is to come
            if day > first_seen + timedelta(days=1):
                notes["foretold, not seen"] += 1
                continue
            if first_seen - day > timedelta(days=HISTORY_DAYS) or _is_history(statement, problem):
                notes["history, not today's observation"] += 1
                continue
            if kind == "report" and (exercise := explained_by(statement, indicator, day, problem, parties)):
                notes[f"explained by the announced exercise {exercise}"] += 1
                continue
            source = source_of(origin, statement, parties, stance=kind == "denial")
            if origin.hand is not None and source != UNLISTED and kind != "denial":
                # Outlets of one hand are one source: the one that was first to tell anything.
                source = hands.setdefault(origin.hand, source)
            if decided.setdefault((name, source, kind), statement.report) != statement.report:
                continue
            key = (name, source, kind, min(day, first_seen))
            groups.setdefault(key, []).append(statement)
            if knows:
                access.add(key)
    return [_observation(origin, key, group, parties, key in access) for key, group in groups.items()]


def _denied(said: Sequence[Statement], indicators: Mapping[str, Indicator], parties: Parties) -> set[tuple[str, str]]:
    """(speaker, indicator) that an interested party denies in this origin: what else it is read as saying of it there is no admission."""
    return {
        (statement.speaker.entity, name)
        for statement in said
        if statement.speaker.entity is not None
        for name in statement.indicators
        if name in indicators and sense_of(statement, indicators[name], parties)[0] == "denial"
    }


def _is_history(statement: Statement, problem: Problem) -> bool:
    return any(entry.history and statement.date is not None and statement.date == entry.date.isoformat() for entry in problem.chronology)


def _observation(origin: Origin, key: tuple[str, str, str, Day], group: Sequence[Statement], parties: Parties, access: bool) -> Observation:
    name, source, kind, day = key
    start = datetime(day.year, day.month, day.day, tzinfo=UTC)
    return Observation(
        id=digest("observation", name, source, origin.id, day.isoformat(), kind),
        tlp=origin.tlp,
        synthetic=origin.synthetic or any(s.synthetic for s in group),
        indicator=name,
        source=source,
        origin=origin.id,
        kind=kind,  # type: ignore[arg-type]  # one of the three by construction
        value=1.0 if kind == "report" else 0.0,
        interested=kind == "denial",
        access=access,
        t_start=start,
        t_end=start + timedelta(days=1),
        t_known=min([origin.first_seen, *(s.t_known for s in group)]),
        method=METHOD,
        method_version=METHOD_VERSION,
        statements=tuple(s.id for s in group),
        upstream=origin.upstream.id,
        reliability=reliability_of(origin, source, parties),
    )
