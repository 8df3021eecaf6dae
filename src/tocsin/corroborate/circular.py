"""Circular reporting: outlets that have one matter from each other, inside one origin or, with claims that differ, between several."""

from collections import defaultdict, deque
from collections.abc import Iterable, Mapping, Sequence
from datetime import timedelta

from tocsin.corroborate.outlets import squeeze
from tocsin.model import Origin, Reading
from tocsin.model.networks import Circle

LONGEST = 6
"""hands; beyond that nobody follows it"""
WITHIN = timedelta(days=3)
"""two outlets that have different matters from each other weeks apart only read each other"""

Matter = tuple[str, str]
"""an indicator and a name that is no country's: what two reports that tell of one thing have in common"""


def circles(origins: Sequence[Origin], readings: Iterable[Reading]) -> tuple[Circle, ...]:
    """Outlets that have one matter from each other in a circle: A cites B, who cites A. Each circle once, from its first report on.

    Read from what the reports themselves say of where they have it (`chain`): inside one origin, or, within some days, between origins
    that tell of the same thing to look for and of the same name, whatever else they claim.
    """
    reading_of = {reading.report: reading for reading in readings}
    names: dict[str, str] = {}
    for reading in sorted(reading_of.values(), key=lambda one: (one.t_known, one.report)):
        for name in (reading.site, *reading.chain):
            if name:
                names.setdefault(squeeze(name), name)
    found: dict[tuple[str, ...], Circle] = {}
    under: dict[str, str] = {}
    for origin in origins:
        members = [reading_of[link.id] for link in origin.reports if link.id in reading_of]
        for member in members:
            under.setdefault(member.report, origin.id)
        for way, reports in _inside(members):
            found.setdefault(way, _circle(way, reports, [origin.id] * len(way), names))
    for way, reports in _between(reading_of.values()):
        homes = [under[report] for report in reports if report in under]
        if len(homes) == len(way) and len(set(homes)) > 1:
            found.setdefault(way, _circle(way, reports, homes, names))
    return tuple(found[way] for way in sorted(found))


def _circle(way: tuple[str, ...], reports: Sequence[str], homes: Sequence[str], names: Mapping[str, str]) -> Circle:
    origins = tuple(dict.fromkeys(homes))
    return Circle(outlets=tuple(names[one] for one in way), reports=tuple(reports), origin=origins[0], origins=origins)


def _cited(reading: Reading) -> str | None:
    """Key of the outlet that a report has it from, itself left out."""
    if reading.site is None:
        return None
    return next((key for name in reading.chain if (key := squeeze(name)) != squeeze(reading.site)), None)


def _turned(way: Sequence[str]) -> tuple[str, ...]:
    """A circle from its first outlet by name on: one circle, however it was walked."""
    first = way.index(min(way))
    return (*way[first:], *way[:first])


def _inside(members: Iterable[Reading]) -> list[tuple[tuple[str, ...], list[str]]]:
    """(outlets, by outlet the report that cites the next) of every circle in one origin."""
    cites: defaultdict[str, dict[str, str]] = defaultdict(dict)
    for reading in sorted(members, key=lambda one: (one.t_known, one.report)):
        to = _cited(reading)
        if to is not None and reading.site is not None:
            cites[squeeze(reading.site)].setdefault(to, reading.report)
    found = []
    for start in sorted(cites):
        for way in _ways(cites, start):
            if min(way) == start:
                found.append((way, [cites[one][way[(place + 1) % len(way)]] for place, one in enumerate(way)]))
    return found


def _ways(cites: Mapping[str, Mapping[str, str]], start: str) -> list[tuple[str, ...]]:
    """Every way that leads from an outlet back to itself, each outlet once."""
    found: list[tuple[str, ...]] = []
    waiting: list[tuple[str, ...]] = [(start,)]
    while waiting:
        way = waiting.pop()
        for following in sorted(cites.get(way[-1], ())):
            if following == start and len(way) > 1:
                found.append(way)
            elif following not in way and len(way) < LONGEST and following in cites:
                waiting.append((*way, following))
    return found


def _between(readings: Iterable[Reading]) -> list[tuple[tuple[str, ...], list[str]]]:
    """The shortest circle that each report closes, with reports on its matter of the days before it: linear in reports."""
    by_matter: defaultdict[Matter, list[Reading]] = defaultdict(list)
    for reading in sorted(readings, key=lambda one: (one.t_known, one.report)):
        if _cited(reading) is not None:
            for matter in _matters(reading):
                by_matter[matter].append(reading)
    found = []
    for _, members in sorted(by_matter.items()):
        latest: dict[str, dict[str, Reading]] = defaultdict(dict)
        for reading in members:
            here, to = squeeze(reading.site or ""), _cited(reading) or ""
            back = _way_back(latest, to, here, reading)
            if back is not None:
                way = [here, *(squeeze(one.site or "") for one in back)]
                reports = {outlet: one.report for outlet, one in zip(way, [reading, *back], strict=True)}
                turned = _turned(way)
                found.append((turned, [reports[outlet] for outlet in turned]))
            latest[here][to] = reading
    return found


def _matters(reading: Reading) -> set[Matter]:
    return {
        (indicator, name.id)
        for said in reading.statements
        for indicator in said.indicators
        for name in said.names
        if name.type not in ("country", "outlet")
    }


def _way_back(cites: Mapping[str, Mapping[str, Reading]], start: str, goal: str, closing: Reading) -> list[Reading] | None:
    """The fewest reports, none older than `WITHIN` before the closing one, by which `start` has it from `goal`; None where none are."""
    since = closing.t_known - WITHIN
    came: dict[str, list[Reading]] = {start: []}
    waiting = deque([start])
    while waiting:
        here = waiting.popleft()
        if len(came[here]) >= LONGEST - 1:
            continue
        for following, reading in sorted(cites.get(here, {}).items()):
            if reading.t_known < since:
                continue
            if following == goal:
                return [*came[here], reading]
            if following not in came:
                came[following] = [*came[here], reading]
                waiting.append(following)
    return None
