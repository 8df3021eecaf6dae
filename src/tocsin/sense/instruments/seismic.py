"""Seismic events of an FDSN event service (format=text): events and the largest magnitude by day and area; never a strike, never damage.

Of an event told twice (a catalogue's own revision, or two catalogues with one id) the last line stands. An event has an uncertain time of
seconds; what it was is for those who have the waveforms.
"""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import BinaryIO

from tocsin.sense.instruments.contract import Near, Refusals, Taken, Taking, between, listed, not_after, number, point
from tocsin.sense.instruments.daily import Daily
from tocsin.sense.instruments.rows import Row, rows

ID = "seismic"
NEEDED = frozenset({"eventid", "time", "latitude", "longitude", "magnitude"})
MEASURES = ("events", "magnitude")


def knows(head: str) -> bool:
    """The first line is that of the FDSN text format."""
    first = head.lstrip("\ufeff \r\n").split("\n", 1)[0].casefold()
    return "eventid" in first and "|" in first and "magnitude" in first


def parse(stream: BinaryIO, taking: Taking) -> Iterator[Taken]:
    """Events by day. Raises Refused `no-header`, `empty`."""
    refusals, daily, near = Refusals(taking), Daily(taking, MEASURES, largest=("magnitude",)), Near(taking.areas)
    events: dict[str, tuple[datetime, tuple[float, float], float]] = {}
    for row in rows(stream, taking, refusals, NEEDED, delimiter="|"):
        if not isinstance(row, Row):
            yield row  # type: ignore[misc]  # a refusal
            continue
        try:
            at, here, size = _event(row, taking)
        except ValueError as error:
            yield from refusals.one(f":{row.line}", "broken-line", str(error), "compare the feed with its description", row.raw)
            continue
        daily.spans(at)
        name = row.cells["eventid"].strip()
        kind = row.cells.get("eventtype", "").strip().casefold()
        left_out = kind in listed(taking, "left_out")
        if size is not None and not left_out and near(*here):
            events[name] = (at, here, size)
        else:
            events.pop(name, None)  # revised away, or moved
    for at, here, size in sorted(events.values()):
        for area in near(*here):
            daily.add(area, at, events=1.0, magnitude=size)
    yield from refusals.rest()
    yield from daily.told()


def _event(row: Row, taking: Taking) -> tuple[datetime, tuple[float, float], float | None]:
    """(origin time, place, magnitude or None). Raises ValueError."""
    cells = row.cells
    if not cells["eventid"].strip():
        raise ValueError("the event has no id")
    told = datetime.fromisoformat(cells["time"].strip())
    at = not_after(told.replace(tzinfo=UTC) if told.tzinfo is None else told.astimezone(UTC), taking)
    here = point(cells["latitude"], cells["longitude"])
    depth = next((cells[name] for name in ("depth/km", "depth") if cells.get(name, "").strip()), None)
    if depth is not None:
        low, high = between(taking, "depth_km")
        number(depth, low, high, "depth in km")
    size = cells["magnitude"].strip()
    return at, here, number(size, -2, 10, "magnitude") if size else None
