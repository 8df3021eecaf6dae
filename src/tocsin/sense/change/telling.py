"""Images and changes as records of the ledger: Coverage for every image that was taken, an Observation for every date that was watched.

They say what the instrument `sar` or `optical` measured; which indicator that bears on, and how, is for a problem to declare.
"""

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, time, timedelta

from tocsin.model import Coverage, Observation, Place, digest
from tocsin.model.imagery import Acquisition, Imaging, SiteChange
from tocsin.sense.change.parting import ENOUGH_CLEAR

SOURCES: dict[Imaging, str] = {"radar": "sar", "optical": "optical"}
MEASURE = "change"
VERSION = "1"


def tell(found: SiteChange) -> tuple[Observation | Coverage, ...]:
    """The records of one site: what was looked at on which day, and how much of it was flagged."""
    return (*looked(found), *_changes(found))


def looked(found: SiteChange) -> Iterator[Coverage]:
    """Coverage of each date of a site, from what its pixels show: cloud is a reason, and a sliver in the corner is no look."""
    for date in found.dates:
        yield acquired(date.acquisition, found.place, date.clear)


def acquired(acquisition: Acquisition, place: Place, clear: float | None = None) -> Coverage:
    """Coverage of one image. Where its pixels were not read, the share under cloud is the whole image's, as published."""
    if clear is None:
        clear = 1.0 if acquisition.kind == "radar" or acquisition.cloud is None else 1 - acquisition.cloud
    source = SOURCES[acquisition.kind]
    start = _day(acquisition)
    seen = clear >= ENOUGH_CLEAR
    return Coverage(
        id=digest("coverage", source, place.id, acquisition.catalogue, acquisition.collection, acquisition.id),
        indicator=f"{source}/{MEASURE}",
        source=source,
        t_start=start,
        t_end=start + timedelta(days=1),
        t_known=acquisition.t_known,
        status="watched" if seen else "not-watched",
        looked=round(clear, 4) if seen else 0.0,
        place=place,
        method="acquisition",
        method_version=VERSION,
        why=None if seen else f"{round(100 * clear)}% of the place could be seen",
        licence=acquisition.licence,
        synthetic=acquisition.synthetic,
    )


def _day(acquisition: Acquisition) -> datetime:
    """The beginning of the day that an image was taken on: a look is that day's, whatever it is compared with."""
    return datetime.combine(acquisition.t.astimezone(UTC).date(), time(), UTC)


def _changes(found: SiteChange) -> Iterable[Observation]:
    source = SOURCES[found.kind]
    for date in found.dates:
        if date.reference or date.changed is None:
            continue
        told = date.acquisition
        yield Observation(
            id=digest("change", source, found.place.id, found.method, found.method_version, found.alpha, told.collection, told.id),
            indicator=f"{source}/{MEASURE}",
            source=source,
            kind="look",
            value=date.changed,
            t_start=_day(told),
            t_end=_day(told) + timedelta(days=1),
            t_known=told.t_known,
            place=found.place,
            unit="share of pixels",
            baseline=found.alpha,
            p_null=date.p_null,
            method=found.method,
            method_version=found.method_version,
            licence=told.licence,
            synthetic=found.synthetic,
        )
