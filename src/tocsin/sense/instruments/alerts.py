"""Alerts of public warning systems (CSV): alerts begun and hours under alert, by region and day; never a strike, never damage.

Either one row an alert (region, started_at, finished_at) or one row a day (date, region, count). Names of regions are taken as they come
where no region is declared. Overlapping alerts of one region are counted each, and their hours once.
"""

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta
from typing import BinaryIO

from tocsin.model.instruments import Area
from tocsin.sense.instruments.contract import Refusals, Taken, Taking, day_of, days, not_after, number, setting
from tocsin.sense.instruments.daily import Daily
from tocsin.sense.instruments.outages import covered
from tocsin.sense.instruments.rows import Row, rows

ID = "alerts"
MEASURES = ("count", "hours")
STARTS, ENDS, DATES = ("started_at", "start", "begin"), ("finished_at", "end"), ("date", "day")
REGIONS, COUNTS = ("region", "oblast", "area"), ("count", "alerts", "n")


def knows(head: str) -> bool:
    """The first line names a region with a beginning and an end, or with a date and a count."""
    first = head.lstrip("\ufeff \r\n").split("\n", 1)[0].casefold()
    names = {name.strip().strip('"') for name in first.split(",")}
    dated = bool(names & set(STARTS) and names & set(ENDS)) or bool(names & set(DATES) and names & set(COUNTS))
    return bool(names & set(REGIONS)) and dated


def parse(stream: BinaryIO, taking: Taking) -> Iterator[Taken]:
    """Alerts by day. Raises Refused `no-header`, `empty`."""
    refusals, daily = Refusals(taking), Daily(taking, MEASURES)
    areas = {code.casefold(): area for area in taking.areas for code in (area.id, area.name, *area.codes)}
    seen: set[tuple[str, datetime]] = set()
    under: dict[tuple[str, datetime], list[tuple[datetime, datetime]]] = {}
    for row in rows(stream, taking, refusals, frozenset()):
        if not isinstance(row, Row):
            yield row  # type: ignore[misc]  # a refusal
            continue
        try:
            name, start, end, count = _alert(row.cells, taking)
        except ValueError as error:
            yield from refusals.one(f":{row.line}", "broken-line", str(error), "compare the feed with its description", row.raw)
            continue
        daily.spans(start, min(end, taking.clock) if end is not None else None)
        area = areas.get(name.casefold()) if taking.areas else areas.setdefault(name.casefold(), region(name))
        if area is None or (area.id, start) in seen:
            continue  # not watched, or told twice
        seen.add((area.id, start))
        daily.add(area, start, count=count)
        if end is not None:
            for first, last in days(start, end):
                under.setdefault((name.casefold(), first), []).append((max(start, first), min(end, last)))
    for (name, day), spans in sorted(under.items()):
        daily.put(areas[name], day, "hours", covered(spans))
    yield from refusals.rest()
    yield from daily.told()


def region(name: str) -> Area:
    """A region as a feed names it."""
    return Area(id="-".join("".join(c if c.isalnum() else " " for c in name.casefold()).split()) or "unnamed", name=name)


def _alert(cells: Mapping[str, str], taking: Taking) -> tuple[str, datetime, datetime | None, float]:
    """(region, beginning, end, how many). Raises ValueError."""
    name = _first(cells, REGIONS)
    if not name:
        raise ValueError("it names no region")
    if begun := _first(cells, STARTS):
        start = not_after(_time(begun), taking)
        if not (over := _first(cells, ENDS)):
            return name, start, None, 1.0  # it goes on
        end = _time(over)
        if end < start:
            raise ValueError("it ends before it begins")
        longest = setting(taking, "longest_hours")
        if end - start > timedelta(hours=longest):
            return name, start, None, 1.0  # an end that nobody noted: the alert counts, its hours do not
        return name, start, end, 1.0
    if not (dated := _first(cells, DATES)):
        raise ValueError("it names no time")
    return name, day_of(not_after(_time(dated), taking)), None, number(_first(cells, COUNTS), 0, 5000, "count")


def _first(cells: Mapping[str, str], names: tuple[str, ...]) -> str:
    return next((cells[name].strip() for name in names if cells.get(name, "").strip()), "")


def _time(text: str) -> datetime:
    """ISO 8601, with a blank or a T. Raises ValueError."""
    found = datetime.fromisoformat(text)
    return found.replace(tzinfo=UTC) if found.tzinfo is None else found.astimezone(UTC)
