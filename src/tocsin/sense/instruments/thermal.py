"""Thermal anomalies of FIRMS (CSV of VIIRS or MODIS): hot pixels and their power, by day and area; never a strike, never damage.

A file without rows is a day on which nothing hot was seen. Low confidence is left out as the providers' guides advise. Temperature and
power have bounds: Fahrenheit and kilowatts are refused, row by row.
"""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import BinaryIO

from tocsin.sense.instruments.contract import Near, Refusals, Taken, Taking, between, not_after, number, point, setting
from tocsin.sense.instruments.daily import Daily
from tocsin.sense.instruments.rows import Row, rows

ID = "thermal"
NEEDED = frozenset({"latitude", "longitude", "acq_date", "acq_time", "frp", "confidence"})
BRIGHTNESS = ("bright_ti4", "brightness")
WORDS = {"l": 0.0, "low": 0.0, "n": 50.0, "nominal": 50.0, "h": 100.0, "high": 100.0}
MEASURES = ("pixels", "power")


def knows(head: str) -> bool:
    """The first line names FIRMS's columns."""
    first = head.lstrip("\ufeff \r\n").split("\n", 1)[0].casefold()
    return "acq_date" in first and "frp" in first and "latitude" in first


def parse(stream: BinaryIO, taking: Taking) -> Iterator[Taken]:
    """Hot pixels by day. Raises Refused `no-header`, `empty`."""
    refusals, daily, near = Refusals(taking), Daily(taking, MEASURES), Near(taking.areas)
    seen: set[tuple[str, ...]] = set()
    for row in rows(stream, taking, refusals, NEEDED):
        if not isinstance(row, Row):
            yield row  # type: ignore[misc]  # a refusal
            continue
        try:
            at, here, power, sure = _pixel(row, taking)
        except ValueError as error:
            yield from refusals.one(f":{row.line}", "broken-line", str(error), "compare the feed with its description", row.raw)
            continue
        daily.spans(at)
        areas = near(*here) if sure else []
        key = tuple(row.cells.get(name, "") for name in ("latitude", "longitude", "acq_date", "acq_time", "satellite"))
        if areas and key not in seen:  # overlapping extracts repeat pixels; only those near a place are remembered
            seen.add(key)
            for area in areas:
                daily.add(area, at, pixels=1.0, power=power)
    yield from refusals.rest()
    yield from daily.told()


def _pixel(row: Row, taking: Taking) -> tuple[datetime, tuple[float, float], float, bool]:
    """(time, place, power, whether it is sure enough). Raises ValueError."""
    cells = row.cells
    clock = cells["acq_time"].replace(":", "").strip().zfill(4)
    date = cells["acq_date"].strip()
    if len(date) != 10:
        raise ValueError(f"acq_date {date[:20]!r} is no day, YYYY-MM-DD")
    day = datetime.fromisoformat(date).replace(tzinfo=UTC)
    if len(clock) != 4 or not clock.isdecimal() or int(clock[:2]) > 23 or int(clock[2:]) > 59:
        raise ValueError(f"acq_time {cells['acq_time'][:20]!r} is no time of day, HHMM")
    at = not_after(day + timedelta(hours=int(clock[:2]), minutes=int(clock[2:])), taking)
    here = point(cells["latitude"], cells["longitude"])
    low, high = between(taking, "power")
    power = number(cells["frp"], low, high, "frp")
    for name in BRIGHTNESS:
        if cells.get(name):
            coldest, hottest = between(taking, "temperature")
            number(cells[name], coldest, hottest, f"{name} (kelvin)")
    word = cells["confidence"].strip().casefold()
    sure = WORDS[word] if word in WORDS else number(word, 0, 100, "confidence")
    return at, here, power, sure >= setting(taking, "least_confidence")
