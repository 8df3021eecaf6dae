"""Which images of places a service lists, asked where the workspace says so: as records, and brought to disk where asked for."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime, timedelta
from pathlib import Path

from tocsin.engine import clock, declarations, fetching, named_places, store
from tocsin.engine.named_places import Site
from tocsin.errors import Refused, UsageError
from tocsin.ledger import workspace as workspaces
from tocsin.model.image_services import ImageProduct, ImageService
from tocsin.model.imagery import Acquired, Imaging, PlaceAcquired, RefusedImage, SkippedPlace
from tocsin.sense.imagery.cells import Cell
from tocsin.sense.imagery.remote import Listed

DAYS = 30
"""searched where no beginning is given"""


def service(name: str, workspace: Path | None) -> ImageService | None:
    """The service of that id that the workspace lists; None where nothing has that id. UsageError where it is shipped but not listed."""
    from tocsin.library import imagery

    try:
        listed = {one.id: one for one in workspaces.find(workspace).imagery}
    except UsageError:
        if workspace is not None:
            raise
        listed = {}
    if name not in listed and any(one.id == name for one in imagery.services()):
        raise UsageError(f"{name} is not asked: no workspace lists it", todo=f"write imagery: [{name}] into the tocsin.yml of a workspace")
    return listed.get(name)


def acquired(
    asked: ImageService,
    named: Sequence[str],
    *,
    kind: Imaging | None,
    begin: datetime | None,
    as_of: str | None,
    bring: Path | None,
    workspace: Path | None,
    problem: str | None,
) -> Acquired:
    """The images of places that a service lists, up to `as_of`. UsageError as in `imaging.compare`; CannotFinish: the network."""
    from tocsin.library import imagery
    from tocsin.sense.imagery import bringing, remote

    now = clock.now()
    end = clock.moment(as_of, "end") if as_of else now
    begin = begin or end - timedelta(days=DAYS)
    declared = declarations.load(problem) if problem else store.declared(workspace)
    sites = [named_places.site(name, declared.problem) for name in named]
    sites = sites or [Site(named_places.published(p.id, p.name["en"], p.lat, p.lon)) for p in declared.problem.places]
    places: list[PlaceAcquired] = []
    skipped: list[SkippedPlace] = []
    refused: list[Refused] = []
    wanted: dict[str, tuple[Listed, ImageProduct]] = {}
    listed_for: dict[str, list[Cell]] = defaultdict(list)
    with fetching.fetcher(workspaces.find(workspace)) as fetcher:
        for one in sites:
            why = named_places.combat(one.cell, now, end)
            if why is not None:
                if len(named) == 1:
                    raise UsageError(why, where=one.place.id, todo="choose another place; nothing is told of this one")
                skipped.append(SkippedPlace(place=one.place, why=why))
                continue
            found, broken = remote.search(fetcher, asked, one.cell, begin, end, now=now)
            refused += broken
            kept = [x for x in found if kind in (None, x.item.acquisition.kind) and x.item.acquisition.t_known <= end]
            places.append(PlaceAcquired(place=one.place, acquisitions=tuple(x.item.acquisition for x in kept)))
            for x in kept:
                listed_for[x.item.acquisition.id].append(one.cell)
                wanted.setdefault(x.item.acquisition.id, (x, imagery.product(x.item.acquisition.collection, x.item.acquisition.kind)))
        brought: tuple[str, ...] = ()
        if bring is not None:
            brought, failed = bringing.bring(fetcher, asked, wanted.values(), bring, listed_for)
            refused += failed
    return Acquired(
        service=asked.id,
        begin=begin,
        end=end,
        places=tuple(places),
        brought=brought,
        skipped=tuple(skipped),
        refused=tuple(RefusedImage(reason=error.reason, what=error.what, where=error.where, todo=error.todo) for error in refused),
    )


def keep(found: Acquired, workspace: Path | None) -> int:
    """Append that somebody looked to the workspace's ledger; how many records were new."""
    from tocsin.sense.change import telling

    return store.add(workspace, [telling.acquired(one, each.place) for each in found.places for one in each.acquisitions])
