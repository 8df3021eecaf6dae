"""Warning time of a workspace's problem, or of a shipped one: the declared ways, under the sky of as-of."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import msgspec

from tocsin.engine import declarations, store
from tocsin.errors import UsageError
from tocsin.model.margin import Margin

if TYPE_CHECKING:
    from tocsin.model.declared import Problem
    from tocsin.model.observations import Look
    from tocsin.model.pathways import Pathways
    from tocsin.warn.margin.plans import Setting
    from tocsin.warn.margin.sky import Sky

LookChoice = Literal["elements", "assumed", "none"]
MOST_DAYS = 60
HORIZON_DAYS = 21
"""days of looks that are worked out beyond the last day asked about: steps that last longer see none after"""
DRAWS, INNER = 200, 64


def declared_problem(workspace: Path | None, problem: str | None) -> "Problem":
    """The problem named, else the workspace's, else the shipped one. UsageError where it declares no pathways."""
    found = (declarations.load(problem) if problem else store.declared(workspace)).problem
    if found.pathways is None:
        todo = "write its pathways.yml (docs/how-to/would-we-see-it-in-time.md)"
        raise UsageError(f"the problem {found.id} declares no pathways, so no warning time can be told", todo=todo)
    return found


def of_workspace(
    workspace: Path | None,
    *,
    as_of: datetime,
    problem: str | None = None,
    pathway: str | None = None,
    needs: float | None = None,
    days: int = 0,
    without: Sequence[str] = (),
    look: LookChoice = "elements",
    looks: "Sequence[Look] | None" = None,
    sensitivity: bool = False,
    draws: int = DRAWS,
    seed: int = 0,
) -> Margin:
    """The warning time. `looks` in place of those of the workspace's elements; UsageError for what cannot be asked."""
    from tocsin.warn.margin import margin
    from tocsin.warn.margin.resting import assumes, sensitive

    declared = declared_problem(workspace, problem)
    if pathway is not None and pathway not in {path.id for path in _pathways(declared).paths}:
        offered = ", ".join(path.id for path in _pathways(declared).paths)
        raise UsageError(f"no pathway {pathway!r} in {declared.id}", todo=f"one of {offered}")
    if needs is not None and not 0 <= needs <= 8760:
        raise UsageError(f"an action of {needs:g} hours cannot be weighed", todo="--needs 0 to 8760 hours")
    if not 0 <= days <= MOST_DAYS:
        raise UsageError(f"{days} days ahead cannot be told", todo=f"--by-date 1d to {MOST_DAYS}d")
    setting = prepare(declared, as_of=as_of, days=days, without=without, look=look, looks=looks, draws=draws, seed=seed)
    found = margin(setting, declared.id, pathway=pathway, needs=needs, days=days)
    told = sensitive(setting, pathway, found.needs_hours) if sensitivity else ()
    return msgspec.structs.replace(found, assumes=assumes(setting, pathway), sensitive=told, without=tuple(without))


def _pathways(declared: "Problem") -> "Pathways":
    if declared.pathways is None:
        raise UsageError(f"the problem {declared.id} declares no pathways")
    return declared.pathways


def prepare(
    declared: "Problem",
    *,
    as_of: datetime,
    days: int,
    without: Sequence[str],
    look: LookChoice,
    looks: "Sequence[Look] | None",
    draws: int,
    seed: int,
) -> "Setting":
    """What warning time is worked out under: the channels that count, and the sky."""
    from tocsin.warn.margin.plans import Setting

    pathways = _pathways(declared)
    unknown = [name for name in without if name not in {channel.id for channel in pathways.channels}]
    if unknown:
        offered = ", ".join(channel.id for channel in pathways.channels)
        raise UsageError(f"no channel {unknown[0]!r} in {declared.id}", todo=f"one of {offered}")
    kept = tuple(channel for channel in pathways.channels if channel.id not in without)
    counted = msgspec.structs.replace(pathways, channels=kept)
    return Setting(counted, as_of, sky_of(declared, as_of, days, look, looks), draws=draws, inner=INNER, seed=seed)


def sky_of(declared: "Problem", as_of: datetime, days: int, look: LookChoice, looks: "Sequence[Look] | None" = None) -> "Sky":
    """The passes: of the looks given, or of the workspace's elements; of declared rhythms for channels without, where so chosen."""
    from tocsin.warn.margin import assumed
    from tocsin.warn.margin.sky import NO_SKY, of_looks, together, watched

    pathways = _pathways(declared)
    hours = 24.0 * (days + HORIZON_DAYS)
    if look == "none":
        return NO_SKY
    found = NO_SKY if looks is None else of_looks(looks, pathways, as_of, hours)
    if look == "elements":
        return found
    named = set(watched(pathways))
    places = [place for place in declared.places if place.id in named]
    return together(pathways.channels, found, assumed.sky(pathways.channels, places, as_of, hours))
