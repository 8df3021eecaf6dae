"""What of the library was known at a moment: a replay reads, relates and judges with that, and says what it left out."""

from collections import Counter
from collections.abc import Iterator
from datetime import date as Day
from datetime import datetime

import msgspec

from tocsin.engine import pipeline
from tocsin.engine.declarations import Declarations
from tocsin.model import Reading, Record, Report
from tocsin.model.declared import Problem
from tocsin.model.numbers import numbers

DATED = ("chronology", "gazetteer", "places", "false_alarms")
"""lists of a problem whose entries say since when they were known"""


class Hindsight(Record, frozen=True, kw_only=True):
    """Declarations as they could have been known on a day, and how many entries, by kind, came later."""

    declared: Declarations
    hidden: dict[str, int]
    later: frozenset[str]
    """ids of entities and days of the chronology that came later: a reading that leans on one of them peeks"""


def as_known(declared: Declarations, day: Day) -> Hindsight:
    """The declarations without what became known after `day`. An entry that does not say since when it was known stays."""
    problem, hidden = declared.problem, Counter[str]()
    later: set[str] = set()
    kept: dict[str, tuple[Record, ...]] = {}
    for name in DATED:
        entries = getattr(problem, name)
        kept[name] = tuple(entry for entry in entries if not _later(entry, day))
        hidden[name] = len(entries) - len(kept[name])
    later |= {entity.id for entity in problem.gazetteer if _later(entity, day)}
    later |= {entry.date.isoformat() for entry in problem.chronology if _later(entry, day)}
    sources = tuple(source for source in declared.sources if not _later(source, day))
    networks = tuple(network for network in declared.networks if not _later(network, day))
    hidden["sources"] = len(declared.sources) - len(sources)
    hidden["networks"] = len(declared.networks) - len(networks)
    later |= {f"source:{source.id}" for source in declared.sources if _later(source, day)}
    found = {kind: count for kind, count in sorted(hidden.items()) if count}
    if not found:
        return Hindsight(declared=declared, hidden={}, later=frozenset())
    seen = msgspec.structs.replace(declared, problem=msgspec.structs.replace(problem, **kept), sources=sources, networks=networks)
    return Hindsight(declared=seen, hidden=found, later=frozenset(later))


def _later(entry: object, day: Day) -> bool:
    since = getattr(entry, "known_since", None)
    return since is not None and since > day


def leans_on(reading: Reading, later: frozenset[str]) -> bool:
    """Whether a reading rests on something of the library that came later: a name it knew, or a day of the chronology."""
    if not later:
        return False
    if reading.resolved_from is not None and any(day in reading.resolved_from for day in later):
        return True
    if any(name.id in later for name in reading.names):
        return True
    return any(name in later for statement in reading.statements for name in _entities(statement))


def _entities(statement: object) -> Iterator[str]:
    for role in ("speaker", "told_by", "holder"):
        found = getattr(getattr(statement, role, None), "entity", None)
        if found is not None:
            yield found


def reread(report: Report, reading: Reading, declared: Declarations) -> Reading:
    """The reading as it could have been made when the report became known: the same one, unless it leans on what came later."""
    day = reading.t_known.date()
    then = as_known(declared, day)
    if not leans_on(reading, then.later):
        return reading
    return msgspec.structs.replace(pipeline.read([report], then.declared)[0], synthetic=reading.synthetic, tlp=reading.tlp)


def reasons(problem: Problem, since: datetime, hidden: dict[str, int]) -> tuple[str, ...]:
    """Why a replay from `since` is hindsight-informed, one sentence each; empty where nothing says so."""
    found = [problem.hindsight] if problem.hindsight else []
    if problem.declared_on is not None and since.date() < problem.declared_on:
        found.append(
            f"The problem was declared on {problem.declared_on}, after the days replayed began: its ranges may know how they ended."
        )
    stated = [number.bounds.since for number in numbers(problem).values() if number.bounds.since is not None]
    if later := sorted(day for day in stated if day > since.date()):
        found.append(
            f"{len(later)} numbers were declared or elicited after the days replayed began, the last on {later[-1]}: "
            "they are used from the first day on."
        )
    if hidden:
        told = ", ".join(f"{count} of {kind.replace('_', ' ')}" for kind, count in hidden.items())
        found.append(f"Entries of the library that were not known at the start are left out until they were: {told}.")
    return tuple(found)
