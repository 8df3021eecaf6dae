"""Warning time of a workspace's problem, or of a shipped one: the declared ways, under the sky of as-of."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import msgspec

from tocsin.engine import clock, declarations, store
from tocsin.errors import CannotFinish, UsageError
from tocsin.ledger import workspace as workspaces
from tocsin.model.margin import Margin
from tocsin.model.tasking import Tasking

if TYPE_CHECKING:
    from tocsin.model.declared import Place, Problem
    from tocsin.model.pathways import Pathways
    from tocsin.warn.margin.plans import Setting
    from tocsin.warn.margin.sky import Sky

PassChoice = Literal["elements", "assumed", "none"]
MOST_DAYS = 60
HORIZON_DAYS = 21
"""days of looks that are worked out beyond the last day asked about: steps that last longer see none after"""
DRAWS, INNER = 200, 32
MOST_LOOKS = 100


def declared_problem(workspace: Path | None, problem: str | None) -> "Problem":
    """The problem named, else the workspace's, else the shipped one. UsageError where it declares no pathways."""
    found = (declarations.load(problem) if problem else store.declared(workspace)).problem
    if found.pathways is None:
        todo = "write its pathways.yml (docs/how-to/would-we-see-it-in-time.md)"
        raise UsageError(f"the problem {found.id} declares no pathways, so no warning time can be told", todo=todo)
    return found


@dataclass(frozen=True)
class Question:
    """What is asked of warning time, before it is worked out."""

    as_of: datetime
    problem: str | None = None
    pathway: str | None = None
    needs: float | None = None
    days: int = 0
    without: tuple[str, ...] = ()
    passes: PassChoice = "elements"
    elements: tuple[Path, ...] = ()
    """files of element sets beside the workspace's"""
    draws: int = DRAWS
    seed: int = 0


def ask(workspace: Path | None, asked: Question, *, sensitivity: bool = False) -> Margin:
    """The warning time. UsageError for what cannot be asked, CannotFinish where element sets are held and sgp4 is not installed."""
    from tocsin.warn.margin import margin
    from tocsin.warn.margin.resting import assumes, sensitive
    from tocsin.warn.tasking import next_looks

    declared, setting = prepared(workspace, asked)
    found = margin(setting, declared.id, pathway=asked.pathway, needs=asked.needs, days=asked.days)
    return msgspec.structs.replace(
        found,
        assumes=(*assumes(setting, asked.pathway), *setting.sky.notes),
        sensitive=sensitive(setting, asked.pathway, found.needs_hours) if sensitivity else (),
        next_looks=next_looks(setting, asked.pathway, found.needs_hours),
        without=asked.without,
        synthetic=setting.sky.synthetic,
    )


def of_workspace(
    workspace: Path | None, *, as_of: datetime, pathway: str | None = None, needs: float | None = None, days: int = 0, seed: int = 0
) -> Margin:
    """The warning time of a workspace's problem under the passes of its own elements, for a brief or a trigger.

    Where element sets are held and sgp4 is not installed, imagery is blind: a brief does not fail for that.
    """
    asked = Question(as_of, pathway=pathway, needs=needs, days=days, seed=seed)
    try:
        return ask(workspace, asked)
    except CannotFinish:
        return ask(workspace, replace(asked, passes="none"))


def next_taken(
    workspace: Path | None, asked: Question, *, most: int, budget: float | None = None, exact: bool = False, options: bool = True
) -> Tasking:
    """What to take next. UsageError for what cannot be asked, CannotFinish where the exact choice wants HiGHS and it is not installed."""
    from tocsin.warn.tasking import tasking

    if not 1 <= most <= MOST_LOOKS:
        raise UsageError(f"{most} looks cannot be chosen", todo=f"--looks 1 to {MOST_LOOKS}")
    if budget is not None and not 0 < budget < float("inf"):
        raise UsageError(f"a budget of {budget:g} buys nothing", todo="--budget above 0, in the units of pathways.yml")
    declared, setting = prepared(workspace, asked)
    if not options:
        setting = replace(setting, declared=msgspec.structs.replace(setting.declared, options=()))
    found = tasking(setting, declared.id, most=most, pathway=asked.pathway, needs=asked.needs, budget=budget, exact=exact)
    return msgspec.structs.replace(found, synthetic=setting.sky.synthetic)


def prepared(workspace: Path | None, asked: Question) -> "tuple[Problem, Setting]":
    """The problem, and what is worked out under: the channels that count, and the sky."""
    from tocsin.warn.margin.plans import Setting

    declared = declared_problem(workspace, asked.problem)
    pathways = _pathways(declared)
    for name, known, what in (
        (asked.pathway, [path.id for path in pathways.paths], "pathway"),
        *((name, [channel.id for channel in pathways.channels], "channel") for name in asked.without),
    ):
        if name is not None and name not in known:
            raise UsageError(f"no {what} {name!r} in {declared.id}", todo=f"one of {', '.join(known)}")
    if asked.needs is not None and not 0 <= asked.needs <= 8760:
        raise UsageError(f"an action of {asked.needs:g} hours cannot be weighed", todo="--needs 0 to 8760 hours")
    if not 0 <= asked.days <= MOST_DAYS:
        raise UsageError(f"{asked.days} days ahead cannot be told", todo=f"--by-date 1d to {MOST_DAYS}d")
    kept = tuple(channel for channel in pathways.channels if channel.id not in asked.without)
    counted = msgspec.structs.replace(pathways, channels=kept)
    sky = sky_of(workspace, declared, asked)
    return declared, Setting(counted, asked.as_of, sky, draws=asked.draws, inner=INNER, seed=asked.seed)


def _pathways(declared: "Problem") -> "Pathways":
    if declared.pathways is None:
        raise UsageError(f"the problem {declared.id} declares no pathways")
    return declared.pathways


def sky_of(workspace: Path | None, declared: "Problem", asked: Question) -> "Sky":
    """Passes of the workspace's elements (and of files named), and, where so chosen, of declared rhythms for channels without any.

    Sites in active combat are not looked at, by anybody.
    """
    from tocsin.warn.margin import assumed
    from tocsin.warn.margin.sky import NO_SKY, together, watched

    pathways = _pathways(declared)
    days = asked.days + HORIZON_DAYS
    if asked.passes == "none":
        return NO_SKY
    real = _of_elements(workspace, declared, asked, days)
    if asked.passes == "elements":
        return real
    places, notes = _allowed(declared, watched(pathways), asked.as_of)
    made = assumed.sky(pathways.channels, places, asked.as_of, 24.0 * days)
    return together(pathways.channels, real, replace(made, notes=notes))


def _of_elements(workspace: Path | None, declared: "Problem", asked: Question, days: int) -> "Sky":
    """Passes over the places of the ways by the element sets that could be known at as-of; none where none are held."""
    from tocsin.engine import elements
    from tocsin.model.observations import Place as Site
    from tocsin.warn.margin.sky import NO_SKY, families_of, of_looks, watched

    place = elements.place_of(workspace, bool(asked.elements)) if asked.elements or _found(workspace) else None
    sample = place.sample if place is not None else None
    sets = elements.every(place, asked.elements, clock.now(), [])
    first = next(sets, None)
    if first is None:
        return NO_SKY
    from tocsin.sense.orbits.overhead import overhead
    from tocsin.sense.orbits.sky import covered

    covers = tuple(covered(elements.looked(place), asked.as_of))  # what images of a day showed of its sky counts for its other passes
    known, notes = _allowed(declared, watched(_pathways(declared)), asked.as_of)
    sites = tuple(Site(id=one.id, name=one.name["en"], lat=one.lat, lon=one.lon) for one in known)
    sensors = tuple(one for one in elements.families(sample) if one.known_since <= asked.as_of.date())
    until = asked.as_of + timedelta(days=days)
    found = overhead(chain([first], sets), sensors, sites, asked.as_of, until, as_of=asked.as_of, covers=covers)
    families = families_of(_pathways(declared), sensors, {one.id for one in elements.families(None)})
    made = of_looks(found.looks, families, asked.as_of, 24.0 * days)
    return replace(made, synthetic=found.synthetic, notes=notes)


def _found(workspace: Path | None) -> bool:
    """Whether there is a workspace to take elements from."""
    try:
        workspaces.find(workspace)
    except UsageError:
        if workspace is not None:
            raise
        return False
    return True


def _allowed(declared: "Problem", names: Sequence[str], as_of: datetime) -> "tuple[list[Place], tuple[str, ...]]":
    """Places that were known at as-of and lie in no area of active combat, and a line for each other one."""
    from tocsin.library import combat

    allowed, notes = [], []
    for place in declared.places:
        if place.id in names and place.known_since <= as_of.date():
            why = combat.refusal(place.lat, place.lon, as_of.date())
            if why is None:
                allowed.append(place)
            else:
                notes.append(f"{place.id} is left out of every look: {why}")
    return allowed, tuple(notes)
