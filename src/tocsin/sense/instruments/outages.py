"""Internet outages by country or region and day (IODA v2 events, Cloudflare Radar annotations/outages): hours out, never why.

An outage without an end lasts until the bytes were fetched. A feed that tells of no outage of a region was watched there all the same.
"""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from typing import BinaryIO, NamedTuple

from tocsin.errors import Refused
from tocsin.model.instruments import Area
from tocsin.sense.instruments.contract import DAY, HOUR, Refusals, Taken, Taking, days, json_of, moment, not_after, number, setting
from tocsin.sense.instruments.daily import Daily

ID = "outages"
MEASURES = ("outage",)


class Outage(NamedTuple):
    """One outage of the regions with these codes."""

    codes: tuple[str, ...]
    name: str
    start: datetime
    end: datetime


def knows(head: str) -> bool:
    """IODA names its type; Cloudflare its annotations."""
    begins = head[:4_096]
    return begins.lstrip().startswith("{") and (
        ('"annotations"' in begins and ('"startDate"' in head or '"success"' in begins))
        or ('"outages.' in begins and '"data"' in head)
        or ('"datasource"' in begins and '"location"' in begins and '"duration"' in begins)
        or '"ioda' in begins.casefold()
    )


def parse(stream: BinaryIO, taking: Taking) -> Iterator[Taken]:
    """Hours of outage by day. Raises Refused `not-this-format`, `feed-error`, `broken-json`."""
    data = json_of(stream, taking)
    listed, read = _listed(data, taking)
    refusals, daily = Refusals(taking), Daily(taking, MEASURES)
    lasting: dict[tuple[str, datetime], list[tuple[datetime, datetime]]] = {}
    areas = {area.id: area for area in taking.areas}
    by_code = {code.casefold(): area for area in taking.areas for code in (area.id, *area.codes)}
    if not listed:
        daily.spans(taking.clock - timedelta(minutes=1))
    for index, item in enumerate(listed):
        try:
            one = read(item, taking)
        except ValueError as error:
            yield from refusals.one(f"#{index + 1}", "broken-piece", str(error), "compare the feed with its description", _bytes(item))
            continue
        daily.spans(one.start, min(one.end, taking.clock))
        for area in _areas(one, by_code, bool(taking.areas)):
            areas.setdefault(area.id, area)
            for start, end in days(one.start, one.end):
                lasting.setdefault((area.id, start), []).append((max(start, one.start), min(end, one.end)))
    yield from refusals.rest()
    for (name, day), spans in sorted(lasting.items()):
        daily.put(areas[name], day, "outage", covered(spans))
    yield from daily.told()


def covered(spans: list[tuple[datetime, datetime]]) -> float:
    """Hours that at least one span covers."""
    total, at = timedelta(0), datetime.min.replace(tzinfo=UTC)
    for start, end in sorted(spans):
        total += max(timedelta(0), end - max(start, at))
        at = max(at, end)
    return total / HOUR


def _areas(one: Outage, by_code: dict[str, Area], declared: bool) -> list[Area]:
    """The watched regions that an outage is of; where nothing is declared, its first code as it comes."""
    found = {area.id: area for code in one.codes if (area := by_code.get(code.casefold())) is not None}
    if found or declared or not one.codes:
        return list(found.values())
    return [Area(id=one.codes[0].casefold(), name=one.name or one.codes[0], codes=one.codes)]


def _listed(data: object, taking: Taking) -> tuple[list[object], Callable[[object, Taking], Outage]]:
    """The list of outages and what reads one. Raises Refused."""
    if isinstance(data, dict):
        if data.get("success") is False or (data.get("error") and data.get("data") is None):
            said = str(data.get("errors") or data.get("error"))[:200]
            raise Refused("feed-error", f"the feed says that it failed: {said}", where=taking.where, todo="ask again later")
        result = data.get("result")
        if isinstance(result, dict) and isinstance(result.get("annotations"), list):
            return result["annotations"], _cloudflare
        if isinstance(data.get("annotations"), list):
            return data["annotations"], _cloudflare
        if isinstance(data.get("data"), list):
            return data["data"], _ioda
    raise Refused("not-this-format", "it holds neither IODA's data nor Cloudflare's annotations", where=taking.where, todo="fetch it again")


def _ioda(item: object, taking: Taking) -> Outage:
    """{"location": "country/RU", "location_name", "start": s, "duration": s, ...} or {"entity": {"code", "name"}, "from", "until"}."""
    if not isinstance(item, dict):
        raise ValueError("an event is no object")
    entity = item.get("entity")
    if isinstance(entity, dict):
        code, name = entity.get("code"), entity.get("name")
    else:
        code, name = item.get("location"), item.get("location_name")
    if not isinstance(code, str) or not code:
        raise ValueError("the event names no place")
    start = moment(number(item.get("start", item.get("from")), 0, 1e13, "start"))
    until = item.get("until")
    if until is None:
        seconds = number(item.get("duration", 0), 0, 1e12, "duration")
        if seconds > _longest(taking).total_seconds():
            raise ValueError(f"it lasts {seconds:g} seconds, longer than {_longest(taking).days} days: milliseconds?")
        end = start + timedelta(seconds=seconds) if seconds else taking.clock
    else:
        end = moment(number(until, 0, 1e13, "until"))
    return _outage((code, code.rpartition("/")[2]), str(name or ""), start, end, taking)


def _cloudflare(item: object, taking: Taking) -> Outage:
    """{"startDate", "endDate" or null, "locations": ["RU"], "locationsDetails": [{"code", "name"}], "asns", "scope", ...}."""
    if not isinstance(item, dict):
        raise ValueError("an annotation is no object")
    codes = [str(code) for code in item.get("locations") or [] if code]
    if not codes:
        raise ValueError("the annotation names no location")
    names = {d.get("code"): d.get("name") for d in item.get("locationsDetails") or [] if isinstance(d, dict)}
    start = _iso(item.get("startDate"), "startDate")
    end = taking.clock if item.get("endDate") is None else _iso(item["endDate"], "endDate")
    return _outage(tuple(codes), str(names.get(codes[0]) or codes[0]), start, end, taking)


def _outage(codes: tuple[str, ...], name: str, start: datetime, end: datetime, taking: Taking) -> Outage:
    start = not_after(start, taking)
    if end < start:
        raise ValueError("it ends before it begins")
    if end - start > _longest(taking):
        raise ValueError(f"it lasts {(end - start) / DAY:.0f} days, longer than {_longest(taking).days}: not taken at its word")
    return Outage(codes, name, start, min(end, taking.clock))


def _longest(taking: Taking) -> timedelta:
    return timedelta(days=setting(taking, "longest_days"))


def _iso(value: object, what: str) -> datetime:
    if not isinstance(value, str):
        raise ValueError(f"{what} is no time")
    found = datetime.fromisoformat(value)
    return found.replace(tzinfo=UTC) if found.tzinfo is None else found.astimezone(UTC)


def _bytes(item: object) -> bytes:
    import msgspec

    return msgspec.json.encode(item)[:10_000]
