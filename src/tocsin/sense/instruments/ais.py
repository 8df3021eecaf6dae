"""Ships that say where they are (CSV as the Danish Maritime Authority and NOAA publish it): counts by day and area; no ship leaves.

A gap is a ship heard in an area, then unheard for hours, then heard again on the same day: some fell silent, some sailed out of reach. Rows
may come in any order; per day and area the first FOLLOWED ships are followed for gaps, so that memory stays bounded.
"""

import zlib
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import BinaryIO, NamedTuple

from tocsin.model.instruments import Area
from tocsin.sense.instruments.contract import Near, Refusals, Taken, Taking, day_of, listed, not_after, number, point, setting
from tocsin.sense.instruments.daily import Daily
from tocsin.sense.instruments.distinct import Distinct
from tocsin.sense.instruments.rows import Row, rows

ID = "ais"
MEASURES = ("ships", "gaps", "naval")
NEEDED = frozenset({"mmsi"})
TIMES = ("timestamp", "basedatetime", "base_date_time")
LATITUDES, LONGITUDES = ("latitude", "lat"), ("longitude", "lon")
TYPES = ("ship type", "vesseltype", "vessel_type")
NO_LATITUDE, NO_LONGITUDE = 91.0, 181.0
"""what AIS sends where a ship does not know its place (ITU-R M.1371)"""
FOLLOWED = 5_000
"""ships followed for gaps per day and area"""
SLOTS = 144
"""of ten minutes in a day"""
STATIONS = ("base station", "aton", "aid to navigation")


class Report(NamedTuple):
    """One position report: its ship as a number that means nothing elsewhere."""

    at: datetime
    lat: float
    lon: float
    ship: str
    naval: bool


class _Day:
    """One day of one area."""

    def __init__(self) -> None:
        self.ships, self.naval = Distinct(), Distinct()
        self.slots: dict[int, int] = {}
        """by ship: which slots of ten minutes it was heard in, as bits"""


def knows(head: str) -> bool:
    """The first line names an MMSI and a place."""
    first = head.lstrip("\ufeff# \r\n").split("\n", 1)[0].casefold()
    return "mmsi" in first and "lat" in first and any(name in first for name in TIMES)


def parse(stream: BinaryIO, taking: Taking) -> Iterator[Taken]:
    """Ships by day. Raises Refused `no-header`, `empty`."""
    refusals, daily, near = Refusals(taking), Daily(taking, MEASURES), Near(taking.areas)
    held: dict[tuple[str, datetime], _Day] = {}
    areas: dict[str, Area] = {area.id: area for area in taking.areas}
    for row in rows(stream, taking, refusals, NEEDED):
        if not isinstance(row, Row):
            yield row  # type: ignore[misc]  # a refusal
            continue
        try:
            report = _report(row, taking)
        except ValueError as error:
            yield from refusals.one(f":{row.line}", "broken-line", str(error), "compare the feed with its description", row.raw)
            continue
        if report is None:
            continue
        daily.spans(report.at)
        for area in near(report.lat, report.lon):
            _note(held.setdefault((area.id, day_of(report.at)), _Day()), report)
    gap = round(setting(taking, "gap_hours") * 6)
    for (name, day), one in sorted(held.items(), key=lambda item: item[0]):
        gaps = float(sum(_has_gap(slots, gap) for slots in one.slots.values()))
        for measure, value in (("ships", one.ships.count()), ("gaps", gaps), ("naval", one.naval.count())):
            daily.put(areas[name], day, measure, value)
    yield from refusals.rest()
    yield from daily.told()


def _note(day: _Day, report: Report) -> None:
    day.ships.add(report.ship)
    if report.naval:
        day.naval.add(report.ship)
    key = zlib.crc32(report.ship.encode())
    if key in day.slots or len(day.slots) < FOLLOWED:
        slot = (report.at.hour * 60 + report.at.minute) // 10
        day.slots[key] = day.slots.get(key, 0) | (1 << slot)


def _has_gap(slots: int, gap: int) -> bool:
    """Whether so many slots of silence lie between two that were heard."""
    silent, begun = 0, False
    for slot in range(SLOTS):
        if slots >> slot & 1:
            if begun and silent >= gap:
                return True
            begun, silent = True, 0
        else:
            silent += 1
    return False


def _report(row: Row, taking: Taking) -> Report | None:
    """One report; None for stations, and for ships that do not know their place. Raises ValueError."""
    cells = row.cells
    kind = _first(cells, TYPES).strip()
    if _first(cells, ("type of mobile",)).strip().casefold() in STATIONS:
        return None
    at = not_after(_time(_first(cells, TIMES)), taking)
    lat, lon = number(_first(cells, LATITUDES), -90, NO_LATITUDE, "latitude"), number(_first(cells, LONGITUDES), -180, 360, "longitude")
    if lat == NO_LATITUDE or lon == NO_LONGITUDE:
        return None
    lat, lon = point(lat, lon)
    ship = cells["mmsi"].strip()
    if not ship.isdecimal() or not 1 <= len(ship) <= 9:
        raise ValueError("its MMSI is no number of nine digits")
    naval = kind.casefold() in listed(taking, "naval_words") or kind.partition(".")[0] in listed(taking, "naval_codes")
    return Report(at, lat, lon, ship, naval)


def _first(cells: Mapping[str, str], names: tuple[str, ...]) -> str:
    return next((cells[name] for name in names if name in cells), "")


def _time(text: str) -> datetime:
    """`31/12/2023 23:59:58` (day first, UTC) or ISO 8601. Raises ValueError."""
    text = text.strip()
    if len(text) == 19 and text[2] == text[5] == "/":
        return datetime(int(text[6:10]), int(text[3:5]), int(text[:2]), int(text[11:13]), int(text[14:16]), int(text[17:19]), tzinfo=UTC)
    found = datetime.fromisoformat(text)
    return found.replace(tzinfo=UTC) if found.tzinfo is None else found.astimezone(UTC)
