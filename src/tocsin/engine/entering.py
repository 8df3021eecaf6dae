"""An observation entered by hand: what somebody saw of an indicator, or looked for and did not see, or did not look for.

The three are different records. Seen: an observation and that day's coverage. Looked and saw nothing: coverage alone, with the chance of
seeing, which the judge weighs as a silence. Did not look: coverage that says so, which nobody may take for calm.
"""

from datetime import datetime, timedelta
from pathlib import Path
from typing import Literal

from tocsin.engine import clock, named_places, picturing, store
from tocsin.errors import UsageError
from tocsin.library.yaml_files import did_you_mean
from tocsin.model import Coverage, Observation, Place, digest
from tocsin.model.declared import Problem, Reliability

What = Literal["seen", "nothing", "not-looked"]
METHOD, VERSION = "entered by a person", "1"
ENTERED = "entered:"
"""before the name of who looked: a source of its own, never one that collectors know"""
LONGEST = timedelta(days=31)
"""of one entry: a longer time is several looks, each with its own chance"""


def enter(
    workspace: Path | None,
    indicator: str,
    what: What,
    *,
    start: datetime,
    end: datetime,
    looked_by: str,
    chance: float | None,
    by: str,
    why: str,
    where: str | None = None,
    reliability: Reliability = "F",
) -> tuple[Observation | Coverage, ...]:
    """Append what one look at an indicator came to. chance: of seeing it on one day, were it so; null only where nobody looked.

    where: a watched place's id, or NAME=LAT,LON at 0.1 degree. reliability: Admiralty, of who looked. UsageError for what cannot be: an
    indicator that the problem has not or that is no evidence, a time ahead or the wrong way round, a place in an area of active combat.
    """
    now = picturing.moment(workspace)
    declared = store.declared(workspace)
    _evidence(declared.problem, indicator)
    if not start < end:
        raise UsageError("it ends before it begins", where=f"{start:%Y-%m-%d %H:%M}", todo="the earlier moment comes first")
    if end > now:
        raise UsageError("a look cannot lie ahead", where=f"{end:%Y-%m-%d %H:%M}", todo="enter it when it has been taken")
    if end - start > LONGEST:
        raise UsageError(f"it lasts longer than {LONGEST.days} days", todo="enter each look by itself, with its own chance of seeing")
    if what != "not-looked" and (chance is None or not 0 < chance <= 1):
        raise UsageError("a look needs the chance that it would have seen it", where=str(chance), todo="write a share, e.g. 0.6")
    if not looked_by.strip():
        raise UsageError("nobody is named who looked, or should have", todo="name an institution or a role, no private person")
    place = _place(where, declared.problem, now, end)
    source = ENTERED + " ".join(looked_by.split())
    synthetic = store.is_sample(workspace)
    stamp = clock.now().isoformat()
    records: list[Observation | Coverage] = []
    if what == "seen":
        records.append(
            Observation(
                id=digest("entered observation", indicator, source, start, end, by, why, stamp),
                indicator=indicator,
                source=source,
                kind="look",
                value=1.0,
                access=True,
                t_start=start,
                t_end=end,
                t_known=now,
                place=place,
                method=METHOD,
                method_version=VERSION,
                reliability=reliability,
                by=by,
                why=why,
                synthetic=synthetic,
            )
        )
    records.append(
        Coverage(
            id=digest("entered coverage", indicator, source, what, start, end, by, why, stamp),
            indicator=indicator,
            source=source,
            t_start=start,
            t_end=end,
            t_known=now,
            status="not-watched" if what == "not-looked" else "watched",
            looked=0.0 if what == "not-looked" else chance or 0.0,
            place=place,
            method=METHOD,
            method_version=VERSION,
            why=why,
            by=by,
            synthetic=synthetic,
        )
    )
    store.add(workspace, records)
    return tuple(records)


def _evidence(problem: Problem, name: str) -> None:
    known = {one.id: one for one in problem.indicators}
    if name not in known:
        raise UsageError(f"no indicator is called {name!r}{did_you_mean(name, known)}", todo=f"one of: {', '.join(known)}")
    if known[name].role != "evidence":
        raise UsageError(f"{name} is {known[name].role}, no evidence: a look at it moves nothing", todo="choose an indicator of evidence")


def _place(where: str | None, problem: Problem, *moments: datetime) -> Place | None:
    if not where:
        return None
    site = named_places.site(where, problem)
    if (refused := named_places.combat(site.cell, *moments)) is not None:
        raise UsageError(refused, where=site.place.name, todo="nothing that is seen there is entered")
    return site.place
