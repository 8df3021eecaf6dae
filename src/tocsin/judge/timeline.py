"""Observations and coverage -> each day's evidence for the filter, with relays folded in the draws in which they are relays.

c = looked x published per day comes from Coverage records alone: nothing that merely arrived shows that anybody was looking.
"""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from datetime import date as Day
from typing import Literal

import numpy as np

from tocsin.judge.cells import EXACT_SOURCES
from tocsin.judge.filter import Datum, Mask, both
from tocsin.judge.instruments import link_of, shows
from tocsin.judge.parameters import EPISODE_DAYS, Draws, Floats, draw_published, probability
from tocsin.model import Coverage, Observation, Origin
from tocsin.model.declared import Indicator, Problem, SourceProfile
from tocsin.model.instruments import InstrumentLink

PRESS_MOST = 0.9
"""the press never covers with 1: most that any source but an instrument looks and publishes on one day"""
SUSPECTED_SHARE, UNKNOWN_SHARE = 0.5, 0.25
"""how much of rho applies where a shared upstream is suspected, and where it is unknown: assumptions"""


SILENCE = "silence:"
"""players of influences: what an origin says of one indicator, or an indicator's silence"""


def player_of(observation: Observation) -> str:
    """The player that an observation belongs to: its origin (an instrument's: itself) and its indicator."""
    return f"{observation.origin or observation.id}|{observation.indicator}"


def origin_of(player: str) -> str:
    """The origin (or instrument's observation, or silence) behind a player."""
    return player.partition("|")[0]


def day_index(moment: datetime, start: Day) -> int:
    return (moment.astimezone(UTC).date() - start).days


def watched_days(record: Coverage, start: Day, last: int) -> range:
    """Days of the run that a coverage record touches; an end at midnight does not touch the day it begins."""
    end = record.t_end - timedelta(microseconds=1) if record.t_end > record.t_start else record.t_end
    return range(max(0, day_index(record.t_start, start)), min(last, day_index(end, start)) + 1)


def coverage_by_day(coverage: Sequence[Coverage], start: Day, last: int) -> dict[tuple[str, str, int], tuple[float, float]]:
    """(looked, published) by (indicator, source, day): the best look of the day; a day on which the source was broken has none."""
    best: dict[tuple[str, str, int], tuple[float, float]] = {}
    broken: set[tuple[str, str, int]] = set()
    for record in coverage:
        for day in watched_days(record, start, last):
            key = (record.indicator, record.source, day)
            if record.status == "broken":
                broken.add(key)
            elif record.status == "watched" and record.looked * record.published > 0:
                best[key] = max(best.get(key, (0.0, 0.0)), (record.looked, record.published), key=lambda c: c[0] * c[1])
    return {key: value for key, value in sorted(best.items()) if key not in broken}


def relay_masks(
    observations: Sequence[Observation], origins: Mapping[str, Origin], problem: Problem, draws: Draws
) -> dict[str, tuple[str, Mask]]:
    """By observation id: (leading source, lanes in which this one only relays it), for sources that share or may share an upstream."""
    rho = probability(problem.observing.shared_upstream, draws.normals("shared_upstream"))
    leads: dict[tuple[str, str], str] = {}
    out: dict[str, tuple[str, Mask]] = {}
    for one in sorted(observations, key=lambda o: (o.t_start or o.t_known, o.source, o.id)):
        origin = origins.get(one.origin or "")
        if one.kind == "denial" or origin is None:
            continue
        if origin.upstream.id is not None:
            share = 1.0 if origin.upstream.status == "known" else SUSPECTED_SHARE
        elif origin.kind in ("wire", "own-reporting"):
            share = UNKNOWN_SHARE
        else:
            continue
        upstream = origin.upstream.id or "?"
        lead = leads.setdefault((one.indicator, upstream), one.source)
        if lead != one.source:
            chance = draws.uniforms(f"upstream/{upstream}/{one.indicator}/{one.source}")
            out[one.id] = (lead, chance < rho * share)
    return out


def latent_relays(
    observations: Sequence[Observation],
    origins: Mapping[str, Origin],
    masks: Mapping[str, tuple[str, Mask]],
    watching: Mapping[tuple[str, str, int], object],
) -> dict[tuple[str, str], tuple[str, float]]:
    """By (indicator, source): the source that it copies and how much of rho applies, where one exact cell can hold them all.

    So where no more than EXACT_SOURCES sources are heard of on an indicator, and whatever one of them says rests on one named upstream.
    Everything else is left to the draws.
    """
    heard: dict[str, set[str]] = {}
    for name, source, _ in watching:
        heard.setdefault(name, set()).add(source)
    said: dict[tuple[str, str], list[Observation]] = {}
    for one in observations:
        if one.kind != "denial":
            heard.setdefault(one.indicator, set()).add(one.source)
            said.setdefault((one.indicator, one.source), []).append(one)
    out: dict[tuple[str, str], tuple[str, float]] = {}
    for (name, source), mine in sorted(said.items()):
        ways: set[tuple[str, str] | None] = set()
        for one in mine:
            origin = origins.get(one.origin or "")
            named = one.id in masks and origin is not None and origin.upstream.id is not None
            ways.add((masks[one.id][0], origin.upstream.status) if named and origin is not None else None)
        way = ways.pop() if len(ways) == 1 else None
        if way is not None and len(heard[name]) <= EXACT_SOURCES:
            out[name, source] = (way[0], 1.0 if way[1] == "known" else SUSPECTED_SHARE)
    return {key: way for key, way in out.items() if (key[0], way[0]) not in out}


def build(
    process_indicators: Mapping[str, Indicator],
    observations: Sequence[Observation],
    coverage: Sequence[Coverage],
    origins: Mapping[str, Origin],
    profiles: Mapping[str, SourceProfile],
    problem: Problem,
    draws: Draws,
    start: Day,
    last: int,
) -> list[Datum]:
    """Every day's evidence on these indicators, day 0 to `last`. Observations before the run are left out: the prior stands for them."""
    data: list[Datum] = []
    reported: set[tuple[str, str, int]] = set()
    mine = [o for o in observations if o.indicator in process_indicators and 0 <= day_index(o.t_start or o.t_known, start) <= last]
    masks = relay_masks(mine, origins, problem, draws)
    watching = coverage_by_day(coverage, start, last)
    alone = _standing_alone(mine, list(process_indicators), problem, draws)
    copying = latent_relays(mine, origins, masks, watching)
    repeats = _repeats(mine, process_indicators, watching, start)
    for one in sorted(mine, key=lambda o: (o.t_start or o.t_known, o.id)):
        day, player = day_index(one.t_start or one.t_known, start), player_of(one)
        if one.kind == "denial":
            data.append(Datum(day, one.indicator, one.source, "stance", player, _stance(one, problem, draws)))
            continue
        positive = one.kind == "report" or one.value > 0
        if positive:
            reported.add((one.indicator, one.source, day))
        if one.id in repeats:
            continue
        kind: Literal["report", "negative"] = "report" if positive else "negative"
        lead, relays = masks.get(one.id, (one.source, None))
        counts = alone.get(one.id)
        if (one.indicator, one.source) in copying:
            data.append(Datum(day, one.indicator, one.source, kind, player, None, counts, copying[one.indicator, one.source]))
        elif relays is None:
            data.append(Datum(day, one.indicator, one.source, kind, player, lanes=counts, said=one.origin is not None))
        else:
            data.append(Datum(day, one.indicator, lead, kind, player, lanes=both(relays, counts)))
            data.append(Datum(day, one.indicator, one.source, kind, player, lanes=both(~relays, counts)))
    # Where a source only relays, it is silent as the one whose word it passes on is: left its own, its silence would count against itself.
    folded = {(o.indicator, o.source): masks[o.id] for o in mine if o.id in masks and (o.indicator, o.source) not in copying}
    chances: dict[tuple[str, str, float, float], Floats] = {}
    published = {name: draw_published(indicator, draws) for name, indicator in process_indicators.items()}
    for (name, source, day), (looked, told) in watching.items():
        if name not in process_indicators or (name, source, day) in reported:
            continue
        key = (name, source, looked, told)
        if key not in chances:
            chances[key] = _chance(looked, told, published[name], link_of(problem, source, name), profiles.get(source), draws)
        lead, relays = folded.get((name, source), (source, None))
        if relays is None:
            data.append(Datum(day, name, source, "silent", SILENCE + name, chances[key]))
        else:
            data.append(Datum(day, name, lead, "silent", SILENCE + name, chances[key], relays))
            data.append(Datum(day, name, source, "silent", SILENCE + name, chances[key], ~relays))
    return data


def _chance(
    looked: float, told: float, published: Floats, link: InstrumentLink | None, profile: SourceProfile | None, draws: Draws
) -> Floats:
    """(D,) chance that a day's look is there in time. What an instrument of ours shows needs nobody to publish it."""
    if link is not None:
        return np.asarray(looked * told * shows(link, draws))
    most = 1.0 if profile is not None and profile.kind == "instrument" else PRESS_MOST
    return np.minimum(looked * np.minimum(told, published), most)


def _standing_alone(observations: Sequence[Observation], order: Sequence[str], problem: Problem, draws: Draws) -> dict[str, Mask]:
    """By observation id: lanes in which a report counts beside another that rests on the same words.

    One sentence that bears on two indicators is one finding: both stand or fall together with probability rho, as relays of one upstream
    do. The report with the most words of its own leads, then the one declared first. So with one measurement of an instrument.
    """
    rho = probability(problem.observing.shared_upstream, draws.normals("shared_upstream"))
    groups: dict[tuple[str, str], list[Observation]] = {}
    looks: dict[tuple[str, str], list[Observation]] = {}
    for one in observations:
        if one.kind == "report" and one.origin is not None and one.statements:
            groups.setdefault((one.origin, one.source), []).append(one)
        elif one.kind == "look" and one.origin is None and one.upstream is not None and one.value > 0:
            looks.setdefault((one.upstream, one.source), []).append(one)
    out: dict[str, Mask] = {}
    for (_, source), group in looks.items():
        for one in sorted(group, key=lambda o: (order.index(o.indicator), o.id))[1:]:
            out[one.id] = draws.uniforms(f"same words/{source}/{one.indicator}") >= rho
    for (_, source), group in groups.items():
        told: set[str] = set()
        for one in sorted(group, key=lambda o: (-len(o.statements), order.index(o.indicator), o.id)):
            if told.issuperset(one.statements):
                out[one.id] = draws.uniforms(f"same words/{source}/{one.indicator}") >= rho
            told.update(one.statements)
    return out


def _repeats(
    observations: Sequence[Observation], indicators: Mapping[str, Indicator], watching: Mapping[tuple[str, str, int], object], start: Day
) -> set[str]:
    """Ids of reports that repeat what their source said within the longest declared episode, with no watched silence of it in between.

    They say nothing new. Left in, they would count against: episodes of one state are declared shorter than errors may live, so a claim
    that stands for weeks looks to the filter more and more like an error, down to no evidence after forty daily reports by an agency.
    """
    spoken: dict[tuple[str, str], list[tuple[int, str]]] = {}
    for one in observations:
        if one.kind == "report" or (one.kind == "look" and one.value > 0):
            spoken.setdefault((one.indicator, one.source), []).append((day_index(one.t_start or one.t_known, start), one.id))
    out: set[str] = set()
    for (name, source), said in spoken.items():
        longest = (indicators[name].episode_days or EPISODE_DAYS).high
        days = {day for day, _ in said}
        counted: int | None = None
        for day, key in sorted(said):
            same = counted is not None and 0 < day - counted <= longest
            if same and not any((name, source, d) in watching and d not in days for d in range((counted or 0) + 1, day)):
                out.add(key)
            else:
                counted = day
    return out


def _stance(one: Observation, problem: Problem, draws: Draws) -> Floats:
    """(D,) ratio of an interested denial, within [1/B, 1]: drawn once for its holder and indicator; never above 1, for no denial raises."""
    bound = max(problem.observing.denial_bound, 1.0)
    return np.asarray(bound ** -draws.uniforms(f"stance/{one.source}/{one.indicator}"))
