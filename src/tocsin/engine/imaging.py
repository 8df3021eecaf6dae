"""Images of places compared: which places, which images, what changed; quick-looks and records where they are asked for."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import msgspec

from tocsin.engine import clock, named_places, store
from tocsin.engine.named_places import Site
from tocsin.errors import Refused, UsageError
from tocsin.model.imagery import Changes, Imaging, RefusedImage, SiteChange, SkippedPlace
from tocsin.sense.change.scores import Method
from tocsin.sense.imagery import cells
from tocsin.sense.imagery.cells import Cell

if TYPE_CHECKING:
    from tocsin.sense.change.parting import Parts
    from tocsin.sense.change.sites import Found
    from tocsin.sense.imagery.items import Item
    from tocsin.sense.imagery.series import Seen


class Asked(NamedTuple):
    """How a comparison is asked for."""

    alpha: float
    kind: Imaging | None = None
    method: Method | None = None
    since: datetime | None = None
    begin: datetime | None = None
    controls: tuple[str, ...] = ()
    looks: float | None = None
    average: int = 1
    out: Path | None = None


def simulate(folder: Path, seed: int) -> Path:
    """Write a SYNTHETIC catalogue, and name its first file."""
    from tocsin.sense.imagery import simulate as drawing

    return drawing.write(folder, drawing.Scene(seed=seed))


def compare(catalogue: Path, named: Sequence[str], asked: Asked, workspace: Path | None, problem: str | None, as_of: str | None) -> Changes:
    """What changed at the named places, or at every place of the problem that the catalogue shows.

    UsageError where a place is unknown, in an area of active combat, or shown by no image; where the controls cannot resolve the rate.
    """
    from tocsin.engine import declarations
    from tocsin.sense.imagery import catalogue as catalogues

    now = clock.now()
    until = clock.moment(as_of, "end") if as_of else now
    declared = declarations.load(problem) if problem else store.declared(workspace)
    found = catalogues.read(catalogue, now=now)
    items = [
        item for item in found.items if item.acquisition.t_known <= until and (asked.begin is None or item.acquisition.t >= asked.begin)
    ]
    sites = [named_places.site(name, declared.problem) for name in named] or [
        Site(named_places.published(p.id, p.name["en"], p.lat, p.lon)) for p in declared.problem.places
    ]
    controls = tuple(named_places.control(text) for text in asked.controls)
    told: list[SiteChange] = []
    skipped: list[SkippedPlace] = []
    refused = [*found.refused]
    for one in sites:
        if not named and not any(cells.meets(one.cell, item.bbox) for item in items):
            continue
        try:
            why = named_places.combat(one.cell, now, until)
            if why is not None:
                raise UsageError(why, where=one.place.id, todo="choose another place; nothing is told of this one")
            for control in controls:
                why = named_places.combat(control, now, until)
                if why is not None:
                    raise UsageError(why, where=f"--control {control.lat:g},{control.lon:g}", todo="choose another control area")
            told += _site(found.root, items, one, controls, asked, refused, now, until)
        except UsageError as error:
            if len(named) == 1:
                raise
            skipped.append(SkippedPlace(place=one.place, why=str(error)))
    if not told:
        first = f"; {skipped[0].place.id}: {skipped[0].why}" if skipped else ""
        raise UsageError(
            f"nothing can be told: {len(items)} images, none of a place that is watched, or too few{first}",
            where=str(catalogue),
            todo="name a place that they show: an id of tocsin problem show, or NAME=LAT,LON at 0.1 degree",
        )
    unique = {(error.where, error.reason, error.what): error for error in refused}
    return Changes(
        catalogue=found.root.name,
        sites=tuple(told),
        skipped=tuple(skipped),
        refused=tuple(_refusal(error, found.root) for error in unique.values()),
    )


def keep(found: Changes, workspace: Path | None) -> int:
    """Append what was looked at and what was found to the workspace's ledger; how many records were new."""
    from tocsin.sense.change import telling

    return store.add(workspace, [record for one in found.sites for record in telling.tell(one)])


def _site(
    root: Path, items: "Sequence[Item]", one: Site, controls: tuple[Cell, ...], asked: Asked, refused: list[Refused], *moments: datetime
) -> list[SiteChange]:
    """The site in each series of images that shows it."""
    import numpy as np

    from tocsin.library import imagery
    from tocsin.sense.change import describing, parting, sites
    from tocsin.sense.imagery import series

    told: list[SiteChange] = []
    problems: list[UsageError] = []
    for group in series.groups(items, one.cell):
        if asked.kind is not None and group.kind != asked.kind:
            continue
        if one.own and any(named_places.combat(one.cell, each.items[0].acquisition.t) for each in group.passes):
            raise UsageError(
                "images of days on which it lay in an area of active combat", where=one.place.id, todo="take later ones: --from"
            )
        reader = series.Reader(root, group, imagery.product(group.collection, group.kind), average=asked.average)
        seen = reader.cell(one.cell)
        if seen is None or not seen.values.size:
            refused += seen.refused if seen is not None else ()
            continue
        refused += seen.refused
        others = controls or tuple(cell for cell in cells.around(one.cell) if named_places.combat(cell, *moments) is None)
        beside = [other for cell in others if cell != one.cell and (other := reader.cell(cell)) is not None and other.values.size]
        method: Method = "omnibus" if group.kind == "radar" else asked.method if asked.method in ("cva", "irmad") else "cva"
        stack = seen.values[:, :, seen.inside]
        clear = np.isfinite(stack).all(axis=1).mean(axis=1)
        taken = [each.items[0].acquisition for each in group.passes]
        try:
            parts = parting.part([a.t for a in taken], clear.tolist(), asked.since)
            found = sites.compare(stack, [b.values[:, :, b.inside] for b in beside], parts, method, asked.alpha, asked.looks)
        except UsageError as error:
            problems.append(UsageError(f"{group.collection or group.kind}: {error.what}", where=one.place.id, todo=error.todo))
            continue
        record = describing.describe(one.place, taken, reader.bands, clear.tolist(), parts, found, method, asked.alpha)
        if asked.out is not None:
            record = msgspec.structs.replace(record, images=_quicklooks(asked.out, record, parts, found, seen))
        told.append(record)
    if not told:
        raise (
            problems[0]
            if problems
            else UsageError("no image shows it", where=one.place.id, todo="bring images of it, or name another place")
        )
    return told


def _quicklooks(out: Path, record: SiteChange, parts: "Parts", found: "Found", seen: "Seen") -> tuple[str, ...]:
    """Write before, after and flagged of the last watched date that tells anything; the files' names."""
    from tocsin.ledger import durable
    from tocsin.sense.imagery import quicklook

    last = next((i for i in range(len(parts.watched) - 1, -1, -1) if found.site.flags[i] is not None), None)
    if last is None:
        return ()
    written = []
    for name, data in quicklook.files(record, parts.baseline, parts.watched[last], found.site.flags[last].on, seen):  # type: ignore[union-attr]
        durable.write(out / name, data)
        written.append(name)
    return tuple(written)


def _refusal(error: Refused, root: Path) -> RefusedImage:
    where = error.where.removeprefix(f"{root}/")
    return RefusedImage(reason=error.reason, what=error.what, where=where, todo=error.todo)
